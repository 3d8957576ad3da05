#ifndef STAGE_LINKS_H
#define STAGE_LINKS_H

/* Links between pages: found, checked, and given their addresses. */

#include "stage/build.h"

/*
 * Resolve the links and images of all pages, by all workers. What leads
 * nowhere is a diagnostic; what leads to something this edition may not show
 * becomes plain text without one.
 */
void links_resolve(struct build *build);

/*
 * The same of one page, by worker NUMBER; nothing where its body is not known.
 */
void links_resolve_page(
	struct build *build, unsigned number, struct page *page);

#endif
