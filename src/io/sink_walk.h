#ifndef IO_SINK_WALK_H
#define IO_SINK_WALK_H

/*
 * Goes through all that lies below a folder, a folder at a time, by several
 * threads: the system takes most of the time. A walk is the beginning of what
 * its functions need to know.
 */

#include "base/str.h"

struct sink_walk {
	int fd; /* of the folder at the top; the caller's */
	unsigned threads; /* beside the caller's */
	/* Of each folder, before what is in it: FD is open; PATH is from the
	 * top, "" or ending in "/". By any thread; false ends the walk. */
	bool (*folder)(struct sink_walk *walk, int fd, struct str path);
	/* Of each file and whatever else is no folder: FD is its folder's,
	 * PATH ends in NAME, with a NUL behind it. */
	bool (*file)(struct sink_walk *walk, int fd, struct str path,
		const char *name);
};

/* Set out, while the caller does something else; to be ended. */
struct sink_walking *sink_walk_begin(struct sink_walk *walk);

/* Take part until all was gone through. False where not all could be seen, or
 * a function said so. */
bool sink_walk_end(struct sink_walking *walking);

/* Both at once. */
bool sink_walk(struct sink_walk *walk);

#endif
