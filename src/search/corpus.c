/* The pages as the indexer sees them, for measuring and for other engines. */

#include "base/escape.h"
#include "search/search.h"

static void put_text(struct buf *out, const char *key, struct str text)
{
	buf_printf(out, "\"%s\":", key);
	escape_json(out, text);
}

static void put_keywords(struct buf *out, const struct search_page *page)
{
	struct buf all = BUF_INIT(BUF_LARGE);

	for (size_t i = 0; i < page->keyword_count; i++) {
		if (i)
			buf_puts(&all, ", ");
		buf_put(&all, page->keywords[i]);
	}
	put_text(out, "kw", buf_str(&all));
	buf_release(&all);
}

/* One value alone, several as a list; facets without any are left out. */
static void put_values(struct buf *out, const struct search_facet *facet,
	const struct search_values *values)
{
	escape_json(out, facet->id);
	buf_putc(out, ':');
	if (values->len > 1)
		buf_putc(out, '[');
	for (size_t i = 0; i < values->len; i++) {
		if (i)
			buf_putc(out, ',');
		escape_json(out, facet->titles[values->items[i]]);
	}
	if (values->len > 1)
		buf_putc(out, ']');
}

static void put_facets(struct buf *out, const struct search_site *site,
	const struct search_page *page)
{
	bool first = true;

	buf_puts(out, "\"f\":{");
	for (size_t i = 0; i < site->facet_count; i++) {
		if (!page->values[i].len)
			continue;
		if (!first)
			buf_putc(out, ',');
		put_values(out, &site->facets[i], &page->values[i]);
		first = false;
	}
	buf_putc(out, '}');
}

static void open_section(
	struct buf *out, const struct markdown_heading *heading)
{
	buf_printf(out, "{\"l\":%u,", heading->level);
	put_text(out, "a", heading->id);
	buf_putc(out, ',');
	put_text(out, "h", heading->text);
	buf_puts(out, ",\"t\":[");
}

static void put_block(
	struct buf *out, const struct markdown_block *block, struct str text)
{
	struct buf code = BUF_INIT(BUF_LARGE);

	if (block->kind == MARKDOWN_TEXT_CODE)
		buf_puts(&code, "```");
	buf_put(&code, text);
	escape_json(out, buf_str(&code));
	buf_release(&code);
}

static void put_sections(struct buf *out, const struct search_page *page,
	const struct search_host *host)
{
	static const struct markdown_heading top = {.level = 1};
	bool first = true;
	size_t at = 0;

	buf_puts(out, "\"sections\":[");
	open_section(out, &top);
	for (size_t i = 0; i < page->block_count; i++) {
		const struct markdown_block *block = &page->blocks[i];
		size_t from = at;

		at += block->len;
		if (block->kind == MARKDOWN_TEXT_HEADING) {
			buf_puts(out, "]},");
			open_section(out, &page->headings[block->heading - 1]);
			first = true;
			continue;
		}
		if (!first)
			buf_putc(out, ',');
		put_block(out, block,
			host->text(host->context, 0, page->origin, from,
				block->len));
		first = false;
	}
	buf_puts(out, "]}]");
}

void search_corpus(const struct search_site *site,
	const struct search_host *host, struct buf *out)
{
	for (size_t i = 0; i < site->page_count; i++) {
		const struct search_page *page = site->pages[i];

		buf_putc(out, '{');
		put_text(out, "url", page->url);
		buf_putc(out, ',');
		put_text(out, "title", page->title);
		buf_putc(out, ',');
		put_text(out, "desc", page->description);
		buf_putc(out, ',');
		put_keywords(out, page);
		buf_putc(out, ',');
		put_facets(out, site, page);
		buf_putc(out, ',');
		put_sections(out, page, host);
		buf_puts(out, "}\n");
	}
}
