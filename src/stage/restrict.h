#ifndef STAGE_RESTRICT_H
#define STAGE_RESTRICT_H

/*
 * Whom attachments are for. A file is for the readers of its folder; one that
 * is named as a page beside it is (paper.md, paper.pdf) for those of the
 * page; and any page may say of files beside it that they are for fewer:
 *
 *	attachments: {scores.xlsx: board}
 */

#include "stage/build.h"

/*
 * Read what the front matter MAP says of the files beside PAGE, once the
 * page's own audience is known. Called of hidden pages too: what they
 * restrict stays restricted. Faults are diagnostics of the worker.
 */
void restrict_read(const struct config *config, struct worker *worker,
	struct page *page, const struct value *map);

/* Take it over into SITE, one page after another. */
void restrict_note(struct site *site, struct page *page, struct arena *arena);

/* The audience of the attachment at PATH, once all pages are noted. */
int restrict_audience(const struct site *site, struct str path);

/* A claim about a file that is not there is an error. */
void restrict_check(struct build *build);

#endif
