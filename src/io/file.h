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

/* Make a folder, unless it is there; false with errno set. */
bool file_make_folder(int dir, const char *path);

/* System calls that are begun again when interrupted. */
bool file_sync(int fd); /* fsync(2) */
bool file_sync_all(int fd); /* syncfs(2) */
bool file_link(int from, const char *old, int to, const char *path);
bool file_exchange(int from, const char *old, int to, const char *path,
	unsigned flags); /* renameat2(2) */
bool file_rename(int from, const char *old, int to, const char *path);
bool file_symlink(const char *target, int dir, const char *path);

/* Remove a file; a missing one is fine. */
bool file_unlink(int dir, const char *path);

/*
 * Take the lock of an open file; the system gives back that of a process
 * that ends. False with errno EWOULDBLOCK when another has it; WAIT for that
 * one instead.
 */
bool file_lock(int fd, bool wait);

/* Remove a folder and all in it; a missing one is fine. */
bool file_remove_tree(int dir, const char *name);

/* PATH with a NUL behind it, in ARENA. */
const char *file_path(struct arena *arena, struct str path);

#endif
