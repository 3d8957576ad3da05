/* Tables: in a box of their own, which scrolls where the window is narrow. */

#include <cmark-gfm-core-extensions.h>

#include "data/markdown/walk.h"

static void enter_table(struct walk *walk, cmark_node *node)
{
	walk->alignments = cmark_gfm_extensions_get_table_alignments(node);
	walk_new_line(walk);
	walk_put(walk,
		"<div class=\"table\" role=\"group\" "
		"aria-label=\"Table\" tabindex=\"0\">\n<table>\n");
}

static void leave_table(struct walk *walk, const cmark_node *node)
{
	if (node->first_child != node->last_child)
		walk_put(walk, "</tbody>\n");
	walk_put(walk, "</table>\n</div>\n");
}

static void enter_row(struct walk *walk, cmark_node *node)
{
	walk->cell = 0;
	walk->header_row = cmark_gfm_extensions_get_table_row_is_header(node);
	walk_new_line(walk);
	if (walk->header_row)
		walk_put(walk, "<thead>\n");
	else if (node->prev &&
		cmark_gfm_extensions_get_table_row_is_header(node->prev))
		walk_put(walk, "<tbody>\n");
	walk_put(walk, "<tr>");
}

static void leave_row(struct walk *walk)
{
	walk_put(walk, "\n</tr>\n");
	if (walk->header_row)
		walk_put(walk, "</thead>\n");
}

static void enter_cell(struct walk *walk)
{
	uint8_t alignment = walk->alignments ? walk->alignments[walk->cell] : 0;

	walk->cell++;
	walk_new_line(walk);
	walk_put(walk, walk->header_row ? "<th scope=\"col\"" : "<td");
	if (alignment == 'r')
		walk_put(walk, " class=\"right\"");
	else if (alignment == 'c')
		walk_put(walk, " class=\"center\"");
	walk_put(walk, ">");
}

static void leave_cell(struct walk *walk)
{
	walk_put(walk, walk->header_row ? "</th>" : "</td>");
	walk_end_text(walk, MARKDOWN_TEXT_PROSE);
}

/* Exported by the extensions library, but declared in no header of it. */
extern cmark_node_type CMARK_NODE_TABLE, CMARK_NODE_TABLE_ROW,
	CMARK_NODE_TABLE_CELL;

/* The nodes of the table extension get their types when it is registered. */
void walk_table(struct walk *walk, cmark_node *node, bool enter)
{
	if (node->type == CMARK_NODE_TABLE)
		enter ? enter_table(walk, node) : leave_table(walk, node);
	else if (node->type == CMARK_NODE_TABLE_ROW)
		enter ? enter_row(walk, node) : leave_row(walk);
	else if (node->type == CMARK_NODE_TABLE_CELL)
		enter ? enter_cell(walk) : leave_cell(walk);
}
