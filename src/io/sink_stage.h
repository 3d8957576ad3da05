#ifndef IO_SINK_STAGE_H
#define IO_SINK_STAGE_H

/*
 * The stage beside a site, in guildhall's own folder: "stage" is what the next
 * site is written into, from nothing or going on from the site that stands. It
 * is made when it is known which of both.
 */

#include <pthread.h>

#include "io/sink_spare.h"
#include "io/sink_update.h"
#include "io/staging.h"

struct sink_stage {
	int work; /* guildhall's own folder; the caller's */
	int old_fd; /* the site that stands, or -1; the caller's */
	int fd; /* "stage", or -1 */
	struct str spare; /* what is known of the spare that it is; empty: it
			   * is a new folder */
	bool goes_on; /* from what stands */
	struct staging staging; /* of a site from nothing */
	struct update update; /* of one that goes on */
	bool copied; /* not all that is the same are links */
	bool kept; /* it is the spare of the site that was committed */
	pthread_mutex_t lock; /* over all that follows */
	bool ready; /* it was made, or could not be */
	bool making; /* the thread runs that makes it the same */
	pthread_t maker;
	struct fault fault; /* why it could not be made */
};

/* There is none yet. */
void sink_stage_init(struct sink_stage *stage);

/* Open it; SPARE as spare_recall() gave it, which must live on. */
bool sink_stage_open(struct sink_stage *stage, int work, int old_fd,
	struct str spare, struct fault *fault);

/*
 * Go on from the site that stands; nothing was put yet. A thread of its own
 * makes the stage the same. False when that cannot be.
 */
bool sink_stage_go_on(struct sink_stage *stage);

/* As sink_put() and sink_drop(). */
bool sink_stage_put(struct sink_stage *stage, struct str path, struct str bytes,
	struct fault *fault);
bool sink_stage_drop(
	struct sink_stage *stage, struct str path, struct fault *fault);

/* Wait until it is made; false with FAULT set when that could not be. */
bool sink_stage_is_ready(struct sink_stage *stage, struct fault *fault);

/*
 * The FOOTPRINT of all that was put, going on from a site with the one BEFORE;
 * false when it cannot be seen.
 */
bool sink_stage_see(
	struct sink_stage *stage, uint64_t before, uint64_t *footprint);

/*
 * The new site, with that FOOTPRINT, stands in the place of the old one, which
 * is the stage now, and had those FOLDERS. Keep it if it can be a spare.
 */
void sink_stage_keep(
	struct sink_stage *stage, uint64_t footprint, struct str folders);

/* Give everything back. What was not kept is removed. */
void sink_stage_close(struct sink_stage *stage);

#endif
