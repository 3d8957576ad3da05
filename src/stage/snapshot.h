#ifndef STAGE_SNAPSHOT_H
#define STAGE_SNAPSHOT_H

/*
 * A site as it was at an earlier commit: its records and the front matter of
 * its pages, straight from the object store. What was wrong with it then is
 * nobody's work now: no diagnostic comes of it.
 *
 * A snapshot holds only what its edition may hold, then and at every later
 * time that is known: what was taken from its readers since is left out, so
 * that no report of the past tells it.
 */

#include "score/book.h"
#include "stage/build.h"

struct snapshot {
	struct build build; /* build.site: pages without bodies, records */
	struct book book;
	struct str commit; /* 40 hex digits; empty: there was no site yet */
};

/* Which state is wanted. */
struct snapshot_wish {
	const struct build *now; /* of its repository */
	struct str commit; /* 40 hex digits; empty: there was none yet */
	const struct site *later; /* the nearest later state */
	const struct history_differences *changes; /* from it to that */
	const struct map *wanted; /* the paths of the only pages that matter,
				   * beside those of sections; or NULL */
	struct kept *kept; /* what files of other states hold */
};

/*
 * Read the site as it was. False with FAULT set where the repository lacks
 * what it takes. Release it either way, and before WISH.kept.
 */
bool snapshot_open(struct snapshot *snapshot, const struct snapshot_wish *wish,
	struct fault *fault);
void snapshot_release(struct snapshot *snapshot);

#endif
