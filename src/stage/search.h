#ifndef STAGE_SEARCH_H
#define STAGE_SEARCH_H

/*
 * The search: of a theme that has a page for it (templates/search.mustache),
 * unless the configuration wants none.
 * The text of pages is kept while they are rendered, so that none is parsed
 * twice, and indexed when all are known.
 */

#include "stage/build.h"

#define SEARCH_URL "search.html"

/* Does the site have a search? Known once the theme is. */
bool search_is_made(const struct build *build);

/* What renders a page's body is told to tell us its text; or NULL. */
const struct markdown_listener *search_listener(
	const struct build *build, struct worker *worker, struct page *page);

/* The body is rendered: keep the text that was told for good. */
void search_keep(
	const struct build *build, struct worker *worker, struct page *page);

/* Index all pages and put the files of the index into SINK. */
bool stage_search(struct build *build, struct sink *sink, struct fault *fault);

/*
 * Put and drop what is other in the index of a site that goes on from the one
 * that stands (left.h).
 */
bool stage_search_changes(
	struct build *build, struct sink *sink, struct fault *fault);

#endif
