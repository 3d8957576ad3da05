#ifndef IO_SINK_UPDATE_H
#define IO_SINK_UPDATE_H

/*
 * A site that goes on from the one that stands: the stage is a tree of links
 * to its files, in which files are replaced and dropped, by any number of
 * threads. No file that stands is written to.
 */

#include <pthread.h>

#include "base/buf.h"
#include "base/map.h"
#include "base/vec.h"
#include "diag/fault.h"

/* A file that was put or dropped. */
struct update_file {
	struct str path;
	uint64_t had; /* its footprint in the site that stands; 0: none */
	uint64_t has; /* the same in the new one */
	bool is_put;
};

struct update {
	int fd; /* the stage; the caller's */
	int old_fd; /* the site that stands; the caller's */
	pthread_mutex_t lock; /* over all that follows */
	struct arena arena;
	struct map by_path; /* → struct update_file * */
	VEC(struct update_file *) files;
	size_t same; /* files that were put with the bytes that stand */
};

void update_init(struct update *update, int fd, int old_fd);
void update_release(struct update *update);

/* Put a file; once that it is dropped, it may be put again. */
bool update_put(struct update *update, struct str path, struct str bytes,
	struct fault *fault);

/* Drop a file, and folders that are empty without it. */
bool update_drop(struct update *update, struct str path, struct fault *fault);

/* The footprint of the new site, given that of the one that stands. Once all
 * threads are done. */
uint64_t update_footprint(const struct update *update, uint64_t before);

/* Append the paths of files that differ between both sites, as packed texts. */
void update_differences(const struct update *update, struct buf *out);

/* Remove the folders above PATH, below FD, that are empty; and PATH is cut. */
bool update_remove_empty(int fd, char *path, struct fault *fault);

#endif
