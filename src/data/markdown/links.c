/* Links and images. */

#include "base/escape.h"
#include "base/utf8.h"
#include "data/markdown/walk.h"
#include "data/url.h"

/* Where a link or an image stands, and how many characters it covers. */
struct spot {
	struct place place;
	uint32_t width;
};

/* A link whose text is its address, between angle brackets. */
static bool is_autolink(const cmark_node *node)
{
	const cmark_node *child = node->first_child;

	return node->type == CMARK_NODE_LINK && child && !child->next &&
		child->type == CMARK_NODE_TEXT &&
		str_eq(chunk_str(&child->as.literal),
			chunk_str(&node->as.link.url));
}

static size_t find(struct walk *walk, const cmark_node *node, char opener)
{
	struct str url = chunk_str(&node->as.link.url);

	if (!is_autolink(node))
		return walk_find(walk, node, opener, url);
	return walk_find(walk, node, '<',
		arena_printf(&walk->space->scratch, "<%.*s>", STR_ARG(url)));
}

static struct spot find_spot(
	struct walk *walk, const cmark_node *node, char opener)
{
	struct str text = walk->in->text;
	size_t from = find(walk, node, opener), end;

	text = str_sub(text, 0, str_chr(text, '\n', from));
	end = str_chr(text, ')', str_find(text, STR("]("), from));
	return (struct spot){walk_place_at(walk, from),
		end < text.len
			? (uint32_t)utf8_len(str_sub(text, from, end + 1))
			: 1};
}

static struct str title_attribute(struct arena *arena, const cmark_node *node)
{
	struct str title = chunk_str(&node->as.link.title);
	struct buf out = BUF_INIT(1 << 16);

	if (!title.len)
		return title;
	buf_puts(&out, " title=\"");
	escape_text(&out, title);
	buf_putc(&out, '"');
	return buf_finish(&out, arena);
}

static void add_link(struct walk *walk, const struct spot *spot,
	enum markdown_link_kind kind, size_t slot)
{
	struct markdown_link *link = vec_push(&walk->out->links, walk->arena);

	link->kind = kind;
	link->url = walk->slots.items[slot].text;
	link->slot = slot;
	link->place = spot->place;
	link->width = spot->width;
}

static void complain(struct walk *walk, const cmark_node *node,
	const struct spot *spot, enum diag_id id)
{
	diag_add(walk->diags, id, spot->place, spot->width,
		chunk_str(&node->as.link.url));
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
	struct spot spot;

	*vec_push(&walk->open_links, &walk->space->scratch) = at;
	walk->links_deep++;
	if (kind == URL_WEB || kind == URL_OTHER)
		return;
	spot = find_spot(walk, node, '[');
	if (kind == URL_REFUSED)
		complain(walk, node, &spot, DIAG_LINK_SCHEME);
	else
		add_link(walk, &spot, MARKDOWN_LINK, at);
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
	struct spot spot = find_spot(walk, node, '!');
	size_t at;

	walk_plain(&alt, node);
	slot.alt = arena_dup(walk->arena, buf_str(&alt));
	buf_put(&walk->space->block, slot.alt);
	at = walk_slot(walk, slot);
	if (kind == URL_REFUSED)
		complain(walk, node, &spot, DIAG_LINK_SCHEME);
	else if (kind == URL_RELATIVE)
		add_link(walk, &spot, MARKDOWN_IMAGE, at);
	else
		complain(walk, node, &spot, DIAG_IMAGE_EXTERNAL);
	if (!str_trim(buf_str(&alt)).len)
		complain(walk, node, &spot, DIAG_IMAGE_ALT);
	buf_release(&alt);
}
