/* Footnotes: references in the text, and the list at the end of the page. */

#include "data/markdown/walk.h"

/* "fn-2", "fnref-2", "fnref-2-1": ids of footnotes and their references. */
static void footnote_slot(struct walk *walk, enum html_slot_kind kind,
	const char *what, unsigned number, int reference)
{
	struct str text = reference > 1
		? arena_printf(walk->arena, "%s-%u-%d", what, number, reference)
		: arena_printf(walk->arena, "%s-%u", what, number);

	walk_slot(walk, (struct html_slot){.kind = kind, .text = text});
}

static void enter_footnote(struct walk *walk)
{
	if (!walk->footnotes++) {
		walk_new_line(walk);
		walk_put(walk,
			"<section class=\"footnotes\" "
			"aria-label=\"Footnotes\">\n<ol>\n");
	}
	walk_put(walk, "<li id=\"");
	footnote_slot(walk, HTML_ID, "fn", walk->footnotes, 1);
	walk_put(walk, "\">\n");
}

/* Links back to every reference, within the last paragraph if it is one. */
static void leave_footnote(struct walk *walk, const cmark_node *node)
{
	bool in_paragraph = node->last_child &&
		node->last_child->type == CMARK_NODE_PARAGRAPH;

	for (int i = 1; i <= node->footnote.def_count; i++) {
		walk_put(walk, " <a href=\"");
		footnote_slot(walk, HTML_IDREF, "fnref", walk->footnotes, i);
		walk_put(walk,
			"\" class=\"footnote-back\" "
			"aria-label=\"Back to reference ");
		buf_printf(walk->html, "%u", walk->footnotes);
		if (i > 1)
			buf_printf(walk->html, "-%d", i);
		walk_put(walk, "\">\xE2\x86\xA9</a>");
	}
	walk_put(walk, in_paragraph ? "</p>\n</li>\n" : "\n</li>\n");
}

void walk_footnote_reference(struct walk *walk, const cmark_node *node)
{
	int64_t number = 0;

	str_to_int(chunk_str(&node->as.literal), 0, INT32_MAX, &number);
	walk_put(walk, "<sup class=\"footnote\"><a href=\"");
	footnote_slot(walk, HTML_IDREF, "fn", (unsigned)number, 1);
	walk_put(walk, "\" id=\"");
	footnote_slot(walk, HTML_ID, "fnref", (unsigned)number,
		node->footnote.ref_ix);
	buf_printf(walk->html, "\">%u</a></sup>", (unsigned)number);
}

void walk_footnote(struct walk *walk, cmark_node *node, bool enter)
{
	if (enter)
		enter_footnote(walk);
	else
		leave_footnote(walk, node);
}

void walk_footnotes_end(struct walk *walk)
{
	if (walk->footnotes)
		walk_put(walk, "</ol>\n</section>\n");
}
