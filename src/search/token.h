#ifndef SEARCH_TOKEN_H
#define SEARCH_TOKEN_H

/*
 * The words of a text, as the index and the reader's query both take them.
 * themes/guildhall/assets/search/tokens.js gives the same;
 *tests/search/tokens.txt holds both to it.
 *
 * Compatibility forms are made plain (NFKD), marks and apostrophes dropped,
 * letters made small. Each run of letters and digits is a word with a
 * position of its own, split where letters meet digits and where camelCase
 * does. What belongs together is given joined as well, at the position of
 * its first part:
 *
 *	S.106 → s106, s, 106          PPN 06/21 → ppn, 0621, 06, 21
 *	e-procurement → eprocurement, e, procurement
 *	ISO 44001 and ISO44001 → iso44001, iso, 44001
 *	72(1)(b) → 72.1.b, 72, 1, b   1,250 → 1250
 */

#include "base/buf.h"
#include "base/vec.h"

struct token {
	struct str form; /* of the text or the tokeniser, until its next run */
	uint32_t position; /* counted in words, from 0 */
	uint32_t span; /* words that it joins; 1: a word itself */
};

struct tokens {
	VEC(struct token) items;
	uint32_t positions; /* words of the text */
};

struct tokeniser {
	struct buf plain; /* the text without marks */
	struct buf forms; /* what does not stand so in the text */
	struct arena arena; /* of the tokens; kept from run to run */
	struct tokens tokens;
};

void tokeniser_init(struct tokeniser *tokeniser);
void tokeniser_release(struct tokeniser *tokeniser);

/*
 * The tokens of TEXT, in order, joined ones before the words they join.
 * They are valid until the next call, as long as the text is there. It must
 * be UTF-8.
 */
const struct tokens *tokeniser_run(
	struct tokeniser *tokeniser, struct str text);

/* Words that say little: dropped from a query that has others. */
bool token_is_stop(struct str form);

/* All of them, in one line, with spaces between. */
extern const char token_stops[];

#endif
