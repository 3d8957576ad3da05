#ifndef IO_STAGING_H
#define IO_STAGING_H

/*
 * A site being written into an empty folder, by any number of threads. A
 * file that an older site has with just these bytes becomes a hard link to
 * it, so that what did not change costs nothing.
 */

#include <limits.h>
#include <stdatomic.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "diag/fault.h"

struct staging {
	int fd; /* the folder; the caller's */
	int old_fd; /* the older site, or -1; the caller's */
	atomic_size_t kept; /* files that are links */
	_Atomic uint64_t footprint; /* footprint.h: of all files */
};

/* Fault of the output: what cannot be done to PATH. Returns false. */
bool staging_fail(struct fault *fault, const char *what, const char *path);

/*
 * Open the file "lock" of the folder WORK into FD and take it: only one at a
 * time does what DOING says ("writing") to PATH. The system gives a dead
 * builder's lock back. False with FAULT set, busy when another has it and
 * WAIT is false; FD is the caller's to close either way, unless it is -1.
 */
bool staging_take_lock(int work, const char *doing, const char *path, bool wait,
	int *fd, struct fault *fault);

/* Write a file. */
bool staging_put(struct staging *staging, struct str path, struct str bytes,
	struct fault *fault);

/* Make the file of another folder one of this site too. */
bool staging_link(struct staging *staging, int from, struct str path,
	struct fault *fault);

/* What the above are made of, for a site that goes on (sink_update.h). */

/* PATH with a NUL behind it. */
bool staging_name(char name[PATH_MAX], struct str path, struct fault *fault);

/* Does the site at FD hold the file with just these bytes? INFO is of it. */
bool staging_has(int fd, const char *path, struct str bytes, struct stat *info);

/* Append the file of the site at FD; false when there is none to be read. */
bool staging_read(int fd, struct str path, struct buf *out);

/* Write a new file below FD, and the folders that it needs; INFO is of it. */
bool staging_write(int fd, const char *path, struct str bytes,
	struct stat *info, struct fault *fault);

/* Make a file below FROM one below TO, too; false with errno set. */
bool staging_link_at(int from, int to, const char *path);

#endif
