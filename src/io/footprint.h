#ifndef IO_FOOTPRINT_H
#define IO_FOOTPRINT_H

/*
 * Whether files were touched, without reading them: by where they lie, how
 * large they are, and when they were written. Footprints of files are added up
 * to one of them all, in any order.
 */

#include <sys/stat.h>

#include "base/buf.h"
#include "base/str.h"

/* Of the file at PATH, from the top of what is looked at. */
uint64_t footprint_of(struct str path, const struct stat *info);

/*
 * Of all files below a folder, which is open: begin to look at them, by so many
 * THREADS, while the caller does something else; and take part until all were
 * seen. False where they cannot all be. FOLDERS, unless NULL, is given what
 * footprint_folders_stand() needs to know.
 */
struct footprinting *footprint_begin(int fd, unsigned threads);
bool footprint_end(
	struct footprinting *looking, uint64_t *sum, struct buf *folders);

/*
 * Is each folder below FD as it was when FOLDERS was told of it, whatever it
 * is called by now: was nothing added, removed or renamed there? What files
 * hold is not looked at.
 */
bool footprint_folders_stand(int fd, struct str folders);

#endif
