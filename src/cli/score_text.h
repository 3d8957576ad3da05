#ifndef CLI_SCORE_TEXT_H
#define CLI_SCORE_TEXT_H

/* A scored assessment in 80 columns of a terminal. */

#include "base/buf.h"
#include "score/book.h"

struct score_print {
	const struct records *records; /* for the titles of subjects */
	struct arena *arena; /* for texts */
	bool color;
	bool why; /* the arithmetic too */
};

/*
 * Append an entry: the result in a sentence, completeness and possible range,
 * groups, gates, what two sides make of it, the trend, the gaps to the tier's
 * target, and what is to be assessed first.
 */
void score_put(struct buf *out, const struct score_print *print,
	const struct marked *marked);

#endif
