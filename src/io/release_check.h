#ifndef IO_RELEASE_CHECK_H
#define IO_RELEASE_CHECK_H

/* Editions of a release, as open folders, held against their manifests. */

#include "diag/fault.h"

/*
 * Is every file of the edition what its manifest says, and is there no
 * other, but for what release_keep() brought?
 */
bool release_check(int edition, struct fault *fault);

/*
 * Bring the assets and search files of an older edition that this one has
 * no more: a page open in a browser still asks for them. What that edition
 * itself had only kept is left behind.
 */
bool release_keep(int edition, int old, struct fault *fault);

/* Have the two the same manifest? */
bool release_same(int edition, int other);

/* How many editions a release has. */
size_t release_editions(int release);

#endif
