#ifndef STAGE_UNCHANGED_H
#define STAGE_UNCHANGED_H

/*
 * Building nothing where nothing changed. All that a site is made of has one
 * key: the program, its options and environment, the configuration's sources,
 * every file as it was last touched, the theme, the commit, the report date.
 * The key is remembered with the site, and what there was to say of it.
 */

#include "stage/build.h"

/*
 * Was a file TOUCHED so shortly before NOW (both in nanoseconds since 1970)
 * that it may be touched again without getting another time?
 */
bool unchanged_is_late(int64_t touched, int64_t now);

/* What tells the file of ENTRY from what it was before it was touched. */
uint64_t unchanged_stamp(const struct tree_entry *entry);

/* Would it have another stamp if it were touched from now on? */
bool unchanged_is_sure(
	const struct build *build, const struct tree_entry *entry);

/*
 * Is the site that stands, with MEMORY, what this build would make? Then what
 * was said of it is in build.diags, and build.counts are its. For a build whose
 * tree, sources and theme are read, and nothing else. If not, build->roots say
 * where what it left begins, if it is of the same but for pages.
 */
bool unchanged_is(struct build *build, struct str memory);

/*
 * What to remember of the site that was built, in build.memory, with
 * build->roots; nothing where it could not be relied on: a file, and not only
 * of a page, was touched so lately that it may be touched again without that
 * being seen, or the clone is a partial one.
 */
void unchanged_remember(struct build *build);

#endif
