#ifndef STAGE_MANIFEST_H
#define STAGE_MANIFEST_H

/*
 * The manifest of a site: what it was made of, the addresses that readers may
 * have been given, and the path, size and hash of every file.
 */

#include "stage/build.h"

/* Append the manifest of all that was written. */
void manifest_put(const struct build *build, struct buf *out);

#endif
