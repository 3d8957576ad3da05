#ifndef STAGE_HELD_LINKS_H
#define STAGE_HELD_LINKS_H

/*
 * What the links of pages lead to, kept from build to build. It is the same as
 * long as the page is, and all that links can lead to: addresses, attachments,
 * folders, what is hidden; and, where the page has links to headings of
 * others, all headings.
 */

#include "stage/held.h"

/* Note of a page that was parsed what links of it and to it depend on. */
void held_links_note(struct held_file *file);

/*
 * Around resolving the links of all pages of a build that holds something;
 * where it holds nothing, they do nothing.
 */
void held_links_begin(struct build *build);
void held_links_end(struct build *build);

/* Take over what the page's links lead to, if that is known. For workers. */
bool held_links_take(
	const struct build *build, unsigned number, struct page *page);

/*
 * Between the two, worker NUMBER finds it out, in slots of the page that are
 * its own. For workers.
 */
void held_links_open(struct build *build, unsigned number, struct page *page);
void held_links_close(struct build *build, unsigned number, struct page *page);

/* One use less of LINKS, which may be NULL. */
void held_links_drop(struct links *links);

#endif
