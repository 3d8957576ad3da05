#ifndef STAGE_MANIFEST_H
#define STAGE_MANIFEST_H

/*
 * The manifest of a site: what it was made of, the addresses that readers may
 * have been given, and the path, size and hash of every file.
 */

#include "stage/build.h"

/* Append the manifest of all that was written. */
void manifest_put(const struct build *build, struct buf *out);

/* How the files of a site differ from those of the one before, in any order;
 * the manifest is not among them, and no file is there twice. */
struct manifest_changes {
	const struct sink_file *put; /* new ones, and new of what was there */
	size_t put_len;
	const struct str *dropped; /* paths; what was not there may be */
	size_t dropped_len;
	size_t files; /* how many there were; and then, how many there are */
};

/*
 * Append the manifest that is made of the OLD one's text with these changes:
 * all but its lines of files is as it was, and only those that change are made
 * anew. False, and nothing is appended, where OLD is found to be none that this
 * program wrote; but lines that stay are not looked at.
 */
bool manifest_patch(
	struct str old, struct manifest_changes *changes, struct buf *out);

#endif
