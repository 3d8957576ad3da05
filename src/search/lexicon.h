#ifndef SEARCH_LEXICON_H
#define SEARCH_LEXICON_H

/* Forms and the numbers that one thread gives them, in order of appearance. */

#include "search/token.h"

/*
 * What is asked of a form that is known, in one place: its first and last
 * bytes, which tell short ones apart, and how many there are.
 */
struct lexicon_slot {
	uint64_t first, last;
	uint32_t len;
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

/* The same for the forms of N tokens. */
void lexicon_add_all(struct lexicon *lexicon, const struct token *tokens,
	size_t n, uint32_t *numbers);

/* It is empty again, but that the texts of its forms stay until it is
 * released. */
void lexicon_forget(struct lexicon *lexicon);

void lexicon_release(struct lexicon *lexicon);

#endif
