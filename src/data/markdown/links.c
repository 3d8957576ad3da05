/* Links and images, and where in the text they stand. */

#include "base/escape.h"
#include "base/utf8.h"
#include "data/markdown/walk.h"
#include "data/url.h"

struct str walk_line(const struct walk *walk, size_t line)
{
	size_t from, to = walk->in->text.len;

	if (line < 1 || line > walk->lines.len)
		return STR("");
	from = walk->lines.items[line - 1];
	if (line < walk->lines.len)
		to = walk->lines.items[line] - 1;
	return str_sub(walk->in->text, from, to);
}

/*
 * cmark's columns count bytes, and an inline can be given a line too early
 * (after a reference definition in the same paragraph) or a wrong column (in
 * an indented line): so the position is believed only where the text bears
 * it out, and else looked for in the lines of the paragraph.
 */
static void locate(const struct walk *walk, const cmark_node *node, char opener,
	size_t *line, size_t *byte)
{
	const cmark_node *block = node;
	struct str text = walk_line(walk, (size_t)node->start_line);
	struct str needle = chunk_str(&node->as.link.url);

	*line = (size_t)node->start_line;
	*byte = node->start_column > 0 ? (size_t)node->start_column - 1 : 0;
	if (*byte < text.len &&
		(text.ptr[*byte] == opener || text.ptr[*byte] == '<'))
		return;
	while (block->parent && !CMARK_NODE_BLOCK_P((cmark_node *)block))
		block = block->parent;
	for (size_t i = (size_t)block->start_line;
		i <= (size_t)block->end_line + 1; i++) {
		size_t at;

		text = walk_line(walk, i);
		at = needle.len ? str_find(text, needle, 0) : text.len;
		if (at == text.len)
			continue;
		*line = i;
		for (*byte = at; *byte > 0; (*byte)--)
			if (text.ptr[*byte] == opener)
				return;
		*byte = at;
		return;
	}
	*byte = 0;
}

static struct place place_of_link(const struct walk *walk,
	const cmark_node *node, char opener, uint32_t *width)
{
	size_t line, byte, end;
	struct str text;

	locate(walk, node, opener, &line, &byte);
	text = walk_line(walk, line);
	end = str_find(text, STR("]("), byte);
	end = str_chr(text, ')', end);
	*width = end < text.len
		? (uint32_t)utf8_len(str_sub(text, byte, end + 1))
		: 1;
	return place_of(walk->in->source,
		(uint32_t)line - 1 + walk->in->first_line,
		(uint32_t)utf8_len(str_sub(text, 0, byte)) + 1);
}

static struct str title_attribute(struct arena *arena, const cmark_node *node)
{
	struct str title = chunk_str(&node->as.link.title), text;
	struct buf out = BUF_INIT(1 << 16);

	if (!title.len)
		return title;
	buf_puts(&out, " title=\"");
	escape_text(&out, title);
	buf_putc(&out, '"');
	text = arena_dup(arena, buf_str(&out));
	buf_release(&out);
	return text;
}

static void add_link(struct walk *walk, cmark_node *node,
	enum markdown_link_kind kind, size_t slot)
{
	struct markdown_link *link = vec_push(&walk->out->links, walk->arena);

	link->kind = kind;
	link->url = walk->slots.items[slot].text;
	link->slot = slot;
	link->place = place_of_link(
		walk, node, kind == MARKDOWN_IMAGE ? '!' : '[', &link->width);
}

static void complain(
	struct walk *walk, cmark_node *node, enum diag_id id, char opener)
{
	uint32_t width;
	struct place place = place_of_link(walk, node, opener, &width);

	diag_add(walk->diags, id, place, width, chunk_str(&node->as.link.url));
}

static void open_link(struct walk *walk, cmark_node *node)
{
	struct str url = chunk_str(&node->as.link.url);
	enum url_kind kind = url_kind(url);
	struct html_slot slot = {.kind = HTML_LINK_OPEN,
		.text = arena_dup(walk->arena, url),
		.attributes = title_attribute(walk->arena, node),
		.hidden = kind == URL_REFUSED};
	size_t at = walk_slot(walk, slot);

	*vec_push(&walk->open_links, &walk->space->scratch) = at;
	walk->links_deep++;
	if (kind == URL_REFUSED)
		complain(walk, node, DIAG_LINK_SCHEME, '[');
	else if (kind == URL_RELATIVE || kind == URL_FRAGMENT)
		add_link(walk, node, MARKDOWN_LINK, at);
}

void walk_link(struct walk *walk, cmark_node *node, bool enter)
{
	if (enter) {
		open_link(walk, node);
		return;
	}
	walk->links_deep--;
	walk_slot(walk,
		(struct html_slot){.kind = HTML_LINK_CLOSE,
			.partner = walk->open_links
					   .items[--walk->open_links.len]});
}

void walk_image(struct walk *walk, cmark_node *node)
{
	struct str url = chunk_str(&node->as.link.url);
	enum url_kind kind = url_kind(url);
	struct buf alt = BUF_INIT(1 << 16);
	struct html_slot slot = {
		.kind = HTML_IMAGE,
		.text = arena_dup(walk->arena, url),
		.attributes = title_attribute(walk->arena, node),
		.hidden = kind == URL_REFUSED,
	};
	size_t at;

	walk_plain(&alt, node);
	slot.alt = arena_dup(walk->arena, buf_str(&alt));
	buf_put(&walk->space->block, slot.alt);
	at = walk_slot(walk, slot);
	if (kind == URL_REFUSED)
		complain(walk, node, DIAG_LINK_SCHEME, '!');
	else if (kind == URL_RELATIVE)
		add_link(walk, node, MARKDOWN_IMAGE, at);
	else
		complain(walk, node, DIAG_IMAGE_EXTERNAL, '!');
	if (!alt.len)
		complain(walk, node, DIAG_IMAGE_ALT, '!');
	buf_release(&alt);
}
