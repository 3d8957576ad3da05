#ifndef IO_MANIFEST_H
#define IO_MANIFEST_H

/*
 * The manifest of a finished site, read back: what it is made of, and the
 * addresses that readers were given. stage/manifest.c writes it.
 */

#include "base/vec.h"
#include "io/sink.h"

struct manifest {
	struct str commit; /* 40 hex digits, or empty */
	struct str edition;
	VEC(struct str) addresses; /* site paths that must not just vanish */
	VEC(struct sink_file) files; /* all but the manifest, by path */
};

/* Read TEXT; false when it is no manifest, or not whole. All in ARENA. */
bool manifest_read(
	struct manifest *manifest, struct str text, struct arena *arena);

/* Read the line of one file, without what is behind it; PATH holds its path. */
bool manifest_read_file(
	struct str line, struct buf *path, struct sink_file *file);

/* The file of that path, or NULL. */
const struct sink_file *manifest_find(
	const struct manifest *manifest, struct str path);

#endif
