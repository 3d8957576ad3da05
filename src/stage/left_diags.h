#ifndef STAGE_LEFT_DIAGS_H
#define STAGE_LEFT_DIAGS_H

/*
 * What there was to say of a site, packed, to be said again by the next run:
 * diagnostics that point into files of the tree or the theme, or nowhere.
 */

#include "io/packing.h"
#include "stage/build.h"

/* Append N of them. */
void left_put_diags(struct buf *out, const struct diag *diags, size_t n);

/*
 * Take as many as were put; they are in the build's arena. FROM is bad where
 * they cannot be had.
 */
struct diag *left_take_diags(
	struct build *build, struct unpacking *from, size_t *n);

/* Say DIAG once more. */
void left_say(struct build *build, const struct diag *diag);

#endif
