#ifndef DATA_MARKDOWN_WALK_H
#define DATA_MARKDOWN_WALK_H

/* What the files of the renderer share: the state of one page's walk. */

#include <cmark-gfm.h>
#include <cmark-gfm/node.h>

#include "base/map.h"
#include "data/markdown/markdown.h"

struct walk {
	const struct markdown_input *in;
	struct markdown_workspace *space;
	struct arena *arena; /* for what outlives the page's turn */
	struct diags *diags;
	struct markdown_body *out;
	struct buf *html; /* = &space->out */

	VEC(struct html_slot) slots; /* in scratch until the end */
	VEC(size_t) lines; /* offset of each line of the text, in scratch */
	VEC(size_t) open_links; /* slots of the links we are in */
	struct map ids; /* of headings, so far */
	struct map acronyms; /* seen on this page */
	bool *shown; /* glossary entries that this page has explained */

	const uint8_t *alignments; /* of the table we are in */
	unsigned cell; /* columns of the row so far */
	unsigned heading; /* level of the last heading */
	unsigned footnotes; /* definitions so far */
	unsigned links_deep; /* no link may stand in a link */
	const cmark_node *block; /* where an inline was looked for last */
	size_t found; /* the byte it was found at */
	int64_t lines_behind; /* of what cmark says, by definitions */
	bool in_heading;
	bool header_row;
};

static inline struct str chunk_str(const cmark_chunk *chunk)
{
	return str_make((const char *)chunk->data, (size_t)chunk->len);
}

/* Add a slot at the end of what is written so far; returns its index. */
size_t walk_slot(struct walk *walk, struct html_slot slot);

/* Where a block starts. */
struct place walk_place(const struct walk *walk, const cmark_node *node);

/*
 * The byte of the page's text that an inline starts with, which is OPENER.
 * NEEDLE is the address of a link or image, or, where OPENER is '<', the text
 * it starts with. To be asked of each inline once, in the order they stand.
 */
size_t walk_find(struct walk *walk, const cmark_node *node, char opener,
	struct str needle);

/* The place of a byte of the page's text. */
struct place walk_place_at(const struct walk *walk, size_t at);

/*
 * Write NODE, a text node, and the text nodes and line ends that follow it
 * as one run: URLs become links, terms of the glossary are explained at
 * their first use. Returns the last node of the run.
 */
cmark_node *walk_text(struct walk *walk, cmark_node *node);

/* Open and close a link or write an image. */
void walk_link(struct walk *walk, cmark_node *node, bool enter);
void walk_image(struct walk *walk, cmark_node *node);

/* Write TEXT as it is; and a line end, unless we are at the start of a line. */
void walk_put(struct walk *walk, const char *text);
void walk_new_line(struct walk *walk);

/* The block at hand has all its text: tell the listener, and start anew. */
void walk_end_text(struct walk *walk, enum markdown_text_kind kind);

/* Nodes of the table extension. */
void walk_table(struct walk *walk, cmark_node *node, bool enter);

/* Footnotes: a reference, a definition, and the end of them all. */
void walk_footnote_reference(struct walk *walk, const cmark_node *node);
void walk_footnote(struct walk *walk, cmark_node *node, bool enter);
void walk_footnotes_end(struct walk *walk);

/* Append the plain text of NODE and all in it. */
void walk_plain(struct buf *out, cmark_node *node);

#endif
