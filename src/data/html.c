#include "data/html.h"

#include "base/buf.h"
#include "base/escape.h"

void html_put_path(
	struct buf *out, const struct html_target *target, struct str path)
{
	struct str from = target->page;
	size_t common = 0;

	if (target->root.len) {
		buf_put(out, target->root);
		escape_path(out, path);
		return;
	}
	for (size_t i = 0; i < from.len && i < path.len; i++) {
		if (from.ptr[i] != path.ptr[i])
			break;
		if (from.ptr[i] == '/')
			common = i + 1;
	}
	for (size_t i = str_chr(from, '/', common); i < from.len;
		i = str_chr(from, '/', i + 1))
		buf_puts(out, "../");
	escape_path(out, str_from(path, common));
}

/* A link to a page that is shown in this same one. */
static void put_inlined(
	struct buf *out, struct str prefix, const struct html_slot *slot)
{
	buf_putc(out, '#');
	escape_href(out, prefix);
	if (slot->text.len)
		escape_href(out, str_from(slot->text, 1));
	else
		buf_puts(out, "top");
}

static void put_address(struct buf *out, const struct html *html,
	const struct html_slot *slot, const struct html_target *target)
{
	const struct str *prefix = NULL;

	if (target->inlined && slot->path.len)
		prefix = map_get(target->inlined, slot->path);
	if (prefix) {
		put_inlined(out, *prefix, slot);
		return;
	}
	if (slot->path.len) {
		html_put_path(out, target, slot->path);
	} else if (slot->text.len && slot->text.ptr[0] == '#') {
		buf_putc(out, '#'); /* a place in the same page */
		escape_href(out, html->id_prefix);
		escape_href(out, str_from(slot->text, 1));
		return;
	}
	escape_href(out, slot->text);
}

static void put_image(struct buf *out, const struct html *html,
	const struct html_slot *slot, const struct html_target *target)
{
	if (slot->hidden) {
		escape_text(out, slot->alt);
		return;
	}
	buf_puts(out, "<img src=\"");
	put_address(out, html, slot, target);
	buf_puts(out, "\" alt=\"");
	escape_text(out, slot->alt);
	buf_putc(out, '"');
	buf_put(out, slot->attributes);
	buf_puts(out, " />");
}

static void put_slot(struct buf *out, const struct html *html,
	const struct html_slot *slot, const struct html_target *target)
{
	switch (slot->kind) {
	case HTML_LINK_OPEN:
		if (slot->hidden)
			break;
		buf_puts(out, "<a href=\"");
		put_address(out, html, slot, target);
		buf_putc(out, '"');
		buf_put(out, slot->attributes);
		buf_putc(out, '>');
		break;
	case HTML_LINK_CLOSE:
		if (!html->slots[slot->partner].hidden)
			buf_puts(out, "</a>");
		break;
	case HTML_IMAGE:
		put_image(out, html, slot, target);
		break;
	case HTML_IDREF:
		buf_putc(out, '#');
		escape_href(out, html->id_prefix);
		escape_href(out, slot->text);
		break;
	case HTML_ID:
		escape_text(out, html->id_prefix);
		escape_text(out, slot->text);
		break;
	}
}

void html_print(struct buf *out, const struct html *html,
	const struct html_target *target)
{
	size_t from = 0;

	buf_reserve(out, html->text.len);
	for (size_t i = 0; i < html->slot_count; i++) {
		const struct html_slot *slot = &html->slots[i];

		buf_put(out, str_sub(html->text, from, slot->offset));
		put_slot(out, html, slot, target);
		from = slot->offset;
	}
	buf_put(out, str_from(html->text, from));
}
