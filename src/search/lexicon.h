#ifndef SEARCH_LEXICON_H
#define SEARCH_LEXICON_H

/* Forms and the numbers that one thread gives them, in order of appearance. */

#include "base/arena.h"

struct lexicon {
	struct arena arena; /* of the forms */
	struct str *forms; /* by number */
	uint32_t *hashes; /* of each */
	size_t len, cap;
	uint32_t *slots; /* open addressing: number + 1, or 0 */
	size_t slot_cap; /* a power of two, or 0 */
};

/* The number of a form; a new one gets the next. */
uint32_t lexicon_add(struct lexicon *lexicon, struct str form);

void lexicon_release(struct lexicon *lexicon);

#endif
