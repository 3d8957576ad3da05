#ifndef DATA_WORDS_H
#define DATA_WORDS_H

/*
 * The words of any text, however it is dressed: plain, Markdown, HTML, XML,
 * JSON, CSV or a calendar. A word is a run of letters and digits, without
 * case; what a format needs to write it (entities, escapes, per cent signs)
 * stands between words and is none. What stands within a tag, or in the
 * address of a Markdown link, is in a stream of its own, so that the text
 * around it reads on.
 *
 *	struct words words = words_of(text);
 *	while (words_next(&words, &word)) ...
 */

#include "base/str.h"

struct word {
	uint64_t hash; /* of its letters and digits, ASCII without case */
	size_t len; /* bytes */
	size_t letters; /* of those that are no digits */
	bool aside; /* it is in a tag or an address */
	bool starts; /* it is the first of that tag or address */
};

struct words {
	struct str text;
	size_t at;
	char aside; /* what ends the tag or address; 0: in neither */
	bool starts;
};

struct words words_of(struct str text);

/* The next word; false at the end. */
bool words_next(struct words *words, struct word *word);

#endif
