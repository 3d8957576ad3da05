#ifndef STAGE_CHANGES_H
#define STAGE_CHANGES_H

/* The latest changes of all pages, as the commits tell them. */

#include "stage/build.h"

#define CHANGES_URL "changes.html"
#define CHANGES_FEED "changes.xml"
#define CONTRIBUTORS_URL "contributors.html"

struct site_change {
	const struct page *page;
	const struct revision *revision;
};

struct site_changes {
	struct site_change *items; /* the latest first */
	size_t len;
};

/* Has the site a history, and the theme a page for it? */
bool changes_are_shown(const struct build *build);
bool contributors_are_shown(const struct build *build);

/*
 * Pages that are new, changed or moved: the latest of them, by the time of
 * their commits. Reviews and changes of form are none.
 */
const struct site_changes *changes_collect(
	const struct build *build, struct arena *arena);

#endif
