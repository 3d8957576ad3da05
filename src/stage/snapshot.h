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

/*
 * Read the site of NOW's repository at COMMIT (empty: there was none yet).
 * LATER is the nearest later state, and CHANGES lead from COMMIT to it. False
 * with FAULT set where the repository lacks what it takes. Release it either
 * way.
 */
bool snapshot_open(struct snapshot *snapshot, const struct build *now,
	struct str commit, const struct site *later,
	const struct history_differences *changes, struct fault *fault);
void snapshot_release(struct snapshot *snapshot);

#endif
