#ifndef IO_FILE_H
#define IO_FILE_H

/* Small things about files that several of this room's files need. */

#include "base/arena.h"
#include "base/buf.h"
#include "diag/fault.h"

/* The file that marks a folder as written by guildhall. */
#define FILE_MANIFEST "guildhall-manifest.json"

/* Append all of an open file; false with errno set. */
bool file_read_fd(int fd, struct buf *out);

/* Append all of the file at PATH (below DIR, or AT_FDCWD). */
bool file_read(int dir, const char *path, struct buf *out, struct fault *fault);

/* Write all of BYTES, however often the system stops short. */
bool file_write_fd(int fd, struct str bytes);

/*
 * Create or open the file at PATH below DIR, never through a symbolic link
 * and never outside DIR. The descriptor, or -1 with errno set.
 */
int file_open_beneath(int dir, const char *path, int flags);

/* Remove a folder and all in it; a missing one is fine. */
bool file_remove_tree(int dir, const char *name);

/* PATH with a NUL behind it, in ARENA. */
const char *file_path(struct arena *arena, struct str path);

#endif
