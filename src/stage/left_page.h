#ifndef STAGE_LEFT_PAGE_H
#define STAGE_LEFT_PAGE_H

/* How a page is left: its face, what only it itself shows, and its past. */

#include "stage/left_past.h"

/* What stands before all that. */
struct left_head {
	uint64_t stamp; /* of its file */
	uint64_t face; /* a hash of it */
	bool is_sure; /* the stamp would be another if it were touched */
};

/* Append all of PAGE, whose STAMP is sure or not. For several threads. */
void left_put_page(struct buf *out, const struct page *page, uint64_t stamp,
	bool is_sure, const struct left_commits *commits);

/* What stands at the start of a page. */
struct left_head left_take_head(struct unpacking *from);

/* Behind it, in this order: front matter; the rest; and its past. */
const struct value *left_take_front(struct unpacking *from,
	const struct source *source, struct arena *arena);
void left_take_rest(
	struct unpacking *from, struct page *page, struct arena *arena);

/* The hash of the face of a page that was parsed; SCRATCH is written over. */
uint64_t left_face(const struct page *page, struct buf *scratch);

#endif
