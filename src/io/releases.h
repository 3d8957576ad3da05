#ifndef IO_RELEASES_H
#define IO_RELEASES_H

/*
 * A folder that a site is published to:
 *
 *	releases/COMMIT/EDITION/…   what was published, the latest three
 *	releases/COMMIT/before      a link to the release that it replaced
 *	current                     a link to the release that is live
 *	.guildhall/lock             held by a publisher at work
 *	.guildhall/stage            the release it is writing
 *
 * All editions change at once, when "current" is renamed into its place. At
 * any moment, whatever happens, it leads to a whole release; what a killed
 * publisher left is taken away by the next.
 *
 *	releases = releases_open(STR("/srv/www/guidance"), false, &fault);
 *	sink = releases_sink(releases, STR("public"), &fault);
 *	...
 *	releases_publish(releases, commit, &fault);
 *	releases_close(releases);
 */

#include "io/sink.h"

struct releases;

/*
 * Open the folder at PATH, which must be missing, empty or of this kind, and
 * lock it. WAIT for another publisher, instead of EXIT_BUSY. NULL with FAULT
 * set when it cannot be.
 */
struct releases *releases_open(struct str path, bool wait, struct fault *fault);
void releases_close(struct releases *releases);

/* The commit of the release that is live, or empty. */
struct str releases_commit(const struct releases *releases);

/* The manifest of an edition that is live, in ARENA; empty: none. */
struct str releases_manifest(const struct releases *releases,
	struct str edition, struct arena *arena);

/*
 * Where an edition of the new release is written to. Closing the sink keeps
 * what was put; committing it does nothing more. NULL with FAULT set.
 */
struct sink *releases_sink(
	struct releases *releases, struct str edition, struct fault *fault);

/*
 * Make the editions that were written live: each is held against its
 * manifest, keeps the assets of the release before it reachable, and is on
 * the disk before it is shown. False with FAULT set; then what was live is.
 */
bool releases_publish(
	struct releases *releases, struct str commit, struct fault *fault);

/* Was there nothing to change? After releases_publish(). */
bool releases_unchanged(const struct releases *releases);

/* Make the release live that the live one replaced. */
bool releases_roll_back(struct releases *releases, struct fault *fault);

#endif
