#ifndef SEARCH_LEXICON_H
#define SEARCH_LEXICON_H

/* Forms and the numbers that one thread gives them, in order of appearance. */

#include "base/arena.h"

/* All that is asked of a form that is known, in one place. */
struct lexicon_slot {
	struct str form;
	uint32_t hash;
	uint32_t next; /* number + 1, or 0: the slot is free */
};

struct lexicon {
	struct arena arena; /* of the forms */
	struct str *forms; /* by number */
	size_t len, cap;
	struct lexicon_slot *slots; /* open addressing */
	size_t slot_cap; /* a power of two, or 0 */
};

/* The number of a form; a new one gets the next. */
uint32_t lexicon_add(struct lexicon *lexicon, struct str form);

void lexicon_release(struct lexicon *lexicon);

#endif
