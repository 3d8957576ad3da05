#ifndef IO_PAST_H
#define IO_PAST_H

/*
 * How a repository stood on a day: the newest commit of its main line (each
 * commit's first parent) that was committed by then, where it was made.
 */

#include "base/arena.h"
#include "diag/fault.h"

/* What to look for. */
struct past {
	struct str repository; /* its own folder, "/srv/x.git/" */
	struct str commit; /* 40 hex digits: where the line starts */
	const struct str *paths; /* a commit counts if it has one of these,
				  * from the top of the repository */
	size_t paths_len;
};

/*
 * Put into IDS, for each of N days (since 1970), the commit that counted then;
 * of a day before all of them, the oldest; where none counts, or where a
 * shallow clone does not reach so far, nothing. Texts are in ARENA. False with
 * FAULT set when a commit cannot be read.
 */
bool past_find(const struct past *past, const int64_t *days, size_t n,
	struct str *ids, struct arena *arena, struct fault *fault);

#endif
