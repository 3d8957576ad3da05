/* The walk over cmark's tree: each node's HTML, in the order it stands. */

#include <cmark-gfm-core-extensions.h>
#include <string.h>

#include "base/escape.h"
#include "base/utf8.h"
#include "data/markdown/ids.h"
#include "data/markdown/memory.h"
#include "data/markdown/scan.h"
#include "data/markdown/walk.h"

enum {
	OPTIONS = CMARK_OPT_FOOTNOTES | CMARK_OPT_SMART,
	OUTPUT_MIN = 1 << 16, /* even the smallest page may expand to this */
	LEAD_MAX = 300 /* bytes of the lead */
};

static const char *const extensions[] = {"table", "tasklist"};

void markdown_start(void)
{
	cmark_gfm_core_extensions_ensure_registered();
}

void markdown_workspace_init(struct markdown_workspace *space)
{
	*space = (struct markdown_workspace){
		.out = BUF_INIT(BUF_LARGE),
		.run = BUF_INIT(BUF_LARGE),
		.block = BUF_INIT(BUF_LARGE),
		.scratch = ARENA_INIT,
	};
}

void markdown_workspace_release(struct markdown_workspace *space)
{
	buf_release(&space->out);
	buf_release(&space->run);
	buf_release(&space->block);
	arena_release(&space->scratch);
}

size_t walk_slot(struct walk *walk, struct html_slot slot)
{
	slot.offset = walk->html->len;
	*vec_push(&walk->slots, &walk->space->scratch) = slot;
	return walk->slots.len - 1;
}

void walk_plain(struct buf *out, cmark_node *node)
{
	for (cmark_node *child = node->first_child; child;
		child = child->next) {
		if (child->type == CMARK_NODE_TEXT ||
			child->type == CMARK_NODE_CODE ||
			child->type == CMARK_NODE_HTML_INLINE)
			buf_put(out, chunk_str(&child->as.literal));
		else if (child->type == CMARK_NODE_SOFTBREAK ||
			child->type == CMARK_NODE_LINEBREAK)
			buf_putc(out, ' ');
		else
			walk_plain(out, child);
	}
}

void walk_new_line(struct walk *walk)
{
	if (walk->html->len && walk->html->ptr[walk->html->len - 1] != '\n')
		buf_putc(walk->html, '\n');
}

void walk_put(struct walk *walk, const char *text)
{
	buf_puts(walk->html, text);
}

/* Where a line of a paragraph ends says nothing. */
static void join_lines(struct buf *text)
{
	char *end = text->ptr + text->len;

	for (char *at = text->ptr;
		at < end && (at = memchr(at, '\n', (size_t)(end - at))); at++)
		*at = ' ';
}

void walk_end_text(struct walk *walk, enum markdown_text_kind kind)
{
	const struct markdown_listener *listener = walk->in->listener;
	struct str text;

	if (kind != MARKDOWN_TEXT_CODE && walk->space->block.len)
		join_lines(&walk->space->block);
	text = str_trim(buf_str(&walk->space->block));

	if (listener && text.len)
		listener->text(
			listener->context, kind, text, walk->out->headings.len);
	buf_clear(&walk->space->block);
}

/* Cut S to MAX bytes, at the end of a word. */
static struct str cut(struct str s, size_t max)
{
	if (s.len <= max)
		return s;
	s.len = max;
	while (s.len && !char_is_space(s.ptr[s.len]))
		s.len--;
	return s;
}

static void keep_lead(struct walk *walk)
{
	struct str text = str_trim(buf_str(&walk->space->block));
	struct str lead;
	char *bytes;

	if (walk->out->lead.len || !text.len)
		return;
	lead = arena_dup(walk->arena, cut(text, LEAD_MAX));
	bytes = (char *)lead.ptr; /* our own copy, made a line above */
	for (size_t i = 0; i < lead.len; i++)
		if (bytes[i] == '\n')
			bytes[i] = ' ';
	walk->out->lead = lead;
}

static bool in_tight_list(const cmark_node *paragraph)
{
	const cmark_node *list = paragraph->parent;

	list = list ? list->parent : NULL;
	return list && list->type == CMARK_NODE_LIST && list->as.list.tight;
}

static void put_number(struct walk *walk, const char *name, int n)
{
	buf_printf(walk->html, " %s=\"%d\"", name, n);
}

static void enter_list(struct walk *walk, const cmark_node *node)
{
	const cmark_list *list = &node->as.list;

	walk_new_line(walk);
	if (list->list_type == CMARK_BULLET_LIST) {
		walk_put(walk, "<ul>\n");
		return;
	}
	walk_put(walk, "<ol");
	if (list->start != 1)
		put_number(walk, "start", list->start);
	walk_put(walk, ">\n");
}

static bool is_task(cmark_node *item)
{
	return !strcmp(cmark_node_get_type_string(item), "tasklist");
}

static void enter_item(struct walk *walk, cmark_node *node)
{
	walk_new_line(walk);
	if (!is_task(node)) {
		walk_put(walk, "<li>");
		return;
	}
	walk_put(walk, "<li class=\"task\">");
	walk_put(walk,
		cmark_gfm_extensions_get_tasklist_item_checked(node)
			? "<input type=\"checkbox\" checked=\"\" disabled=\"\" "
			  "aria-label=\"Done\" /> "
			: "<input type=\"checkbox\" disabled=\"\" "
			  "aria-label=\"To do\" /> ");
}

static void check_level(struct walk *walk, const cmark_node *node)
{
	unsigned level = (unsigned)node->as.heading.level;

	if (level == 1)
		diag_add(walk->diags, DIAG_HEADING_TITLE,
			walk_place(walk, node), 1, DIAG_NONE);
	else if (level > (walk->heading ? walk->heading : 1) + 1)
		diag_add(walk->diags, DIAG_HEADING_SKIPPED,
			walk_place(walk, node), level,
			arena_printf(&walk->space->scratch, "%u", level),
			arena_printf(&walk->space->scratch, "%u",
				walk->heading ? walk->heading : 1));
	walk->heading = level;
}

static void enter_heading(struct walk *walk, cmark_node *node)
{
	struct buf text = BUF_INIT(1 << 16);
	struct markdown_heading *heading =
		vec_push(&walk->out->headings, walk->arena);

	check_level(walk, node);
	walk_plain(&text, node);
	heading->level = (unsigned)node->as.heading.level;
	heading->text = arena_dup(walk->arena, str_trim(buf_str(&text)));
	heading->id = id_unique(walk->arena, &walk->ids, heading->text);
	buf_release(&text);
	walk_new_line(walk);
	buf_printf(walk->html, "<h%u id=\"", heading->level);
	walk_slot(
		walk, (struct html_slot){.kind = HTML_ID, .text = heading->id});
	walk_put(walk, "\">");
	walk->in_heading = true;
}

static void leave_heading(struct walk *walk, const cmark_node *node)
{
	walk->in_heading = false;
	buf_printf(walk->html, "</h%d>\n", node->as.heading.level);
	walk_end_text(walk, MARKDOWN_TEXT_HEADING);
}

static void put_code_block(struct walk *walk, const cmark_node *node)
{
	struct str info = chunk_str(&node->as.code.info);
	size_t end = 0;

	while (end < info.len && !char_is_space(info.ptr[end]))
		end++;
	walk_new_line(walk);
	walk_put(walk, "<pre tabindex=\"0\"><code");
	if (end) {
		walk_put(walk, " class=\"language-");
		escape_text(walk->html, str_sub(info, 0, end));
		walk_put(walk, "\"");
	}
	walk_put(walk, ">");
	escape_text(walk->html, chunk_str(&node->as.code.literal));
	walk_put(walk, "</code></pre>\n");
	buf_put(&walk->space->block, chunk_str(&node->as.code.literal));
	walk_end_text(walk, MARKDOWN_TEXT_CODE);
}

/* Raw HTML is an error; until it is mended it shows as what it is. */
static void refuse_html(struct walk *walk, const cmark_node *node)
{
	struct str html = chunk_str(&node->as.literal);
	struct str first = str_sub(html, 0, str_chr(html, '\n', 0));

	diag_add(walk->diags, DIAG_RAW_HTML,
		node->type == CMARK_NODE_HTML_BLOCK
			? walk_place(walk, node)
			: walk_place_at(
				  walk, walk_find(walk, node, '<', first)),
		utf8_len(first), first);
	escape_text(walk->html, html);
}

static void leave_paragraph(struct walk *walk, const cmark_node *node)
{
	const cmark_node *parent = node->parent;
	bool last_of_footnote = parent && !node->next &&
		parent->type == CMARK_NODE_FOOTNOTE_DEFINITION;

	keep_lead(walk);
	walk_end_text(walk, MARKDOWN_TEXT_PROSE);
	if (in_tight_list(node))
		return;
	if (!last_of_footnote)
		walk_put(walk, "</p>\n");
}

static void walk_quote(struct walk *walk, bool enter)
{
	walk_new_line(walk);
	walk_put(walk, enter ? "<blockquote>\n" : "</blockquote>\n");
}

static void walk_item(struct walk *walk, cmark_node *node, bool enter)
{
	if (enter)
		enter_item(walk, node);
	else
		walk_put(walk, "</li>\n");
}

static void walk_list(struct walk *walk, const cmark_node *node, bool enter)
{
	if (enter)
		enter_list(walk, node);
	else
		walk_put(walk,
			node->as.list.list_type == CMARK_BULLET_LIST
				? "</ul>\n"
				: "</ol>\n");
}

static void walk_paragraph(struct walk *walk, cmark_node *node, bool enter)
{
	if (!enter) {
		leave_paragraph(walk, node);
	} else if (!in_tight_list(node)) {
		walk_new_line(walk);
		walk_put(walk, "<p>");
	}
}

static void walk_heading(struct walk *walk, cmark_node *node, bool enter)
{
	if (enter)
		enter_heading(walk, node);
	else
		leave_heading(walk, node);
}

static void put_code(struct walk *walk, const cmark_node *node)
{
	walk_put(walk, "<code>");
	escape_text(walk->html, chunk_str(&node->as.literal));
	walk_put(walk, "</code>");
	buf_put(&walk->space->block, chunk_str(&node->as.literal));
}

static void put_line_break(struct walk *walk)
{
	walk_put(walk, "<br />\n");
	buf_putc(&walk->space->block, '\n');
}

static void put_rule(struct walk *walk)
{
	walk_new_line(walk);
	walk_put(walk, "<hr />\n");
}

/*
 * Enter (or leave) one node. Returns the node to go on from: the same, or
 * the last one of a run of text that was written at once.
 */
static cmark_node *walk_node(struct walk *walk, cmark_node *node, bool enter)
{
	switch (node->type) {
	case CMARK_NODE_DOCUMENT:
		break;
	case CMARK_NODE_BLOCK_QUOTE:
		walk_quote(walk, enter);
		break;
	case CMARK_NODE_LIST:
		walk_list(walk, node, enter);
		break;
	case CMARK_NODE_ITEM:
		walk_item(walk, node, enter);
		break;
	case CMARK_NODE_CODE_BLOCK:
		if (enter)
			put_code_block(walk, node);
		break;
	case CMARK_NODE_HTML_BLOCK:
		if (enter) {
			walk_new_line(walk);
			refuse_html(walk, node);
		}
		break;
	case CMARK_NODE_PARAGRAPH:
		walk_paragraph(walk, node, enter);
		break;
	case CMARK_NODE_HEADING:
		walk_heading(walk, node, enter);
		break;
	case CMARK_NODE_THEMATIC_BREAK:
		if (enter)
			put_rule(walk);
		break;
	case CMARK_NODE_FOOTNOTE_DEFINITION:
		walk_footnote(walk, node, enter);
		break;
	case CMARK_NODE_TEXT:
	case CMARK_NODE_SOFTBREAK:
		return enter ? walk_text(walk, node) : node;
	case CMARK_NODE_LINEBREAK:
		if (enter)
			put_line_break(walk);
		break;
	case CMARK_NODE_CODE:
		if (enter)
			put_code(walk, node);
		break;
	case CMARK_NODE_HTML_INLINE:
		if (enter)
			refuse_html(walk, node);
		break;
	case CMARK_NODE_EMPH:
		walk_put(walk, enter ? "<em>" : "</em>");
		break;
	case CMARK_NODE_STRONG:
		walk_put(walk, enter ? "<strong>" : "</strong>");
		break;
	case CMARK_NODE_LINK:
		walk_link(walk, node, enter);
		break;
	case CMARK_NODE_IMAGE:
		if (enter)
			walk_image(walk, node);
		break;
	case CMARK_NODE_FOOTNOTE_REFERENCE:
		if (enter)
			walk_footnote_reference(walk, node);
		break;
	default:
		walk_table(walk, node, enter);
	}
	return node;
}

/* What is in an image is its alternative text, written with it. */
static cmark_node *child_of(cmark_node *node)
{
	return node->type == CMARK_NODE_IMAGE ? NULL : node->first_child;
}

static void walk_tree(struct walk *walk, cmark_node *root)
{
	cmark_node *node = root;

	for (;;) {
		node = walk_node(walk, node, true);
		if (child_of(node)) {
			node = child_of(node);
			continue;
		}
		for (;;) {
			walk_node(walk, node, false);
			if (node == root)
				return;
			if (node->next)
				break;
			node = node->parent;
		}
		node = node->next;
	}
}

/* The nodes are the workspace's until its next page. */
static cmark_node *parse(struct markdown_workspace *space, struct str text)
{
	cmark_parser *parser =
		cmark_parser_new_with_mem(OPTIONS, memory_of(&space->scratch));
	cmark_node *root;

	for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++)
		cmark_parser_attach_syntax_extension(
			parser, cmark_find_syntax_extension(extensions[i]));
	cmark_parser_feed(parser, text.ptr, text.len);
	root = cmark_parser_finish(parser);
	cmark_parser_free(parser);
	return root;
}

static void index_lines(struct walk *walk)
{
	struct str text = walk->in->text;
	struct arena *scratch = &walk->space->scratch;

	*vec_push(&walk->lines, scratch) = 0;
	for (size_t at = str_chr(text, '\n', 0); at < text.len;
		at = str_chr(text, '\n', at + 1))
		*vec_push(&walk->lines, scratch) = at + 1;
}

static void give_html(struct walk *walk, struct arena *arena)
{
	struct html *html = &walk->out->html;

	html->text = buf_str(walk->html);
	html->slot_count = walk->slots.len;
	html->slots = arena_array(arena, struct html_slot, walk->slots.len);
	if (walk->slots.len)
		memcpy(html->slots, walk->slots.items,
			walk->slots.len * sizeof *html->slots);
}

bool markdown_render(const struct markdown_input *input,
	struct markdown_workspace *space, struct arena *arena,
	struct diags *diags, struct markdown_body *out)
{
	struct walk walk = {.in = input,
		.space = space,
		.arena = arena,
		.diags = diags,
		.out = out,
		.html = &space->out};
	cmark_node *root;

	*out = (struct markdown_body){0};
	if (!markdown_scan(input, diags))
		return false;
	arena_reset(&space->scratch);
	buf_restart(&space->out,
		OUTPUT_MIN + input->text.len * input->limits->expansion);
	buf_clear(&space->block);
	if (input->terms)
		walk.shown = arena_array(
			&space->scratch, bool, input->terms->entries);
	index_lines(&walk);
	if (input->text.len) {
		root = parse(space, input->text);
		walk_tree(&walk, root);
	}
	walk_footnotes_end(&walk);
	if (buf_is_over(&space->out)) {
		diag_add(diags, DIAG_LIMIT_EXPANSION,
			place_of(input->source, 0, 0), 0,
			arena_printf(arena, "%zu", input->limits->expansion));
		return false;
	}
	give_html(&walk, input->slots ? input->slots : arena);
	return true;
}
