#ifndef IO_FOOTPRINT_H
#define IO_FOOTPRINT_H

/*
 * Whether files were touched, without reading them: by where they lie, how
 * large they are, and when they were written. Footprints of files are added up
 * to one of them all, in any order.
 */

#include <sys/stat.h>

#include "base/str.h"

/* Of the file at PATH, from the top of what is looked at. */
uint64_t footprint_of(struct str path, const struct stat *info);

/*
 * Of all files below a folder, which is open; false where they cannot all be
 * seen.
 */
bool footprint_of_folder(int fd, uint64_t *sum);

#endif
