#ifndef STAGE_LEFT_H
#define STAGE_LEFT_H

/*
 * What a build leaves for the next, beside the site. After an edit of some
 * pages a build reads and parses those alone, renders what shows their bodies,
 * and leaves all other files of the site as they stand.
 *
 * That will do where nothing else was touched, and where what others show of
 * the pages that were (their front matter, headings and first words, their
 * *face*) is as it was: a site is made of the faces of its pages, and a body is
 * shown by its own page and by handbooks alone. Where a face is another, all is
 * built from nothing. What is left of each page is its face, what was said of
 * it, and what the commits tell of it.
 *
 * Nothing is left by a site that does not hold all there is, which must be
 * looked through as a whole (guard.h); nor where other repositories are
 * mounted, or private records feed figures of months gone by.
 *
 * The flow of a build is the same with and without. The functions below do
 * nothing for a build to which nothing was left; build.left says whether it is
 * one.
 */

#include "stage/build.h"

/*
 * Take up what SINK has of a build that left it at build->roots, and that was
 * made of the same but for pages. Configuration and theme are known.
 */
void left_open(struct build *build, struct sink *sink);

/* May this build leave anything to the next? Once all is read. */
bool left_is_possible(const struct build *build);

/* While the site is made out: note what was said of pages so far; and the
 * history's part of what was said behind the first N. */
void left_note_pages(struct build *build);
void left_note_history(struct build *build, size_t n);

/*
 * The front matter of PAGE as it was left; NULL: it was touched since, or is
 * not sure not to be. For workers.
 */
const struct value *left_front(
	struct build *build, struct worker *worker, struct page *page);

/* Then what else its face is made of, and its acronyms. For workers. */
void left_take_body(
	struct build *build, struct worker *worker, struct page *page);

/*
 * All pages are parsed. Say again what was said of those that were not; false
 * with build->is_stale set where what was left will not do.
 */
bool left_take_pages(struct build *build);

/* What the commits tell of the pages, and what was said of it. As before. */
bool left_take_history(struct build *build);

/* Was the page parsed by this build? */
bool left_is_fresh(const struct build *build, const struct page *page);

/* Must OUTPUT be rendered? All must where nothing was left. */
bool left_shows_fresh(const struct build *build, const struct output *output);

/*
 * The site is made out: pack what the next build may go on from, if that can
 * be one by SINK, and set build->roots. Then leave it there, to count once SINK
 * is committed; what is packed is the build's, until it is released: SINK has
 * to be closed before.
 */
void left_pack(struct build *build, const struct sink *sink);
void left_leave(struct build *build, struct sink *sink);

/* Free what was to be left. */
void left_forget(struct build *build);

#endif
