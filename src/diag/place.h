#ifndef DIAG_PLACE_H
#define DIAG_PLACE_H

/*
 * Where something stands in the input: a file of the content repository or
 * of the theme, a line and a column. Both count from 1, columns in
 * characters; line 0 is the file as a whole. The zero value is nowhere: what
 * the program made itself.
 */

#include "base/str.h"

struct source {
	struct str path; /* as printed: relative to the repository */
};

struct place {
	const struct source *source; /* or NULL: nowhere */
	uint32_t line;
	uint32_t col;
};

static inline struct place place_of(
	const struct source *source, uint32_t line, uint32_t col)
{
	return (struct place){source, line, col};
}

#endif
