/* What results show: metadata of pages, their facets, and definitions. */

#include <stdlib.h>

#include "base/utf8.h"
#include "search/number.h"
#include "search/pack.h"

enum { SUMMARY = 160 };

static struct str shared_url(struct str before, struct str url, size_t *shared)
{
	size_t n = 0;

	/* Beyond ASCII bytes are no characters. */
	while (n < before.len && n < url.len && before.ptr[n] == url.ptr[n] &&
		(unsigned char)url.ptr[n] < 0x80)
		n++;
	*shared = n;
	return str_from(url, n);
}

/* The description, or how the page starts; no longer than one is. */
static struct str summary_of(const struct index *index, unsigned number,
	const struct search_page *page)
{
	const struct search_host *host = index->host;
	struct str summary = page->description;
	size_t at = 0;

	for (size_t i = 0; i < page->block_count && !summary.len; i++) {
		const struct markdown_block *block = &page->blocks[i];

		if (block->kind == MARKDOWN_TEXT_PROSE)
			summary = host->text(host->context, number,
				page->origin, at, block->len);
		at += block->len;
	}
	return utf8_cut(summary, SUMMARY);
}

/* Is ID what the browser makes of the heading's text anyway? */
static bool is_plain_id(const struct markdown_heading *heading)
{
	size_t at = 0;

	for (size_t i = 0; i < heading->text.len; i++) {
		char c = char_lower(heading->text.ptr[i]);

		if (c == ' ')
			c = '-';
		if (!char_is_alnum(c) && c != '-' && c != '_')
			continue;
		if (at >= heading->id.len || heading->id.ptr[at++] != c)
			return false;
	}
	return at == heading->id.len;
}

static void put_units(struct buf *out, const struct pack *pack, size_t page,
	uint32_t first_shard)
{
	size_t from = pack->page_units[page], to = pack->page_units[page + 1];

	number_put(out, pack->unit_shards[from] - first_shard);
	number_put(out, pack->unit_numbers[from]);
	number_put(out, to - from - 1);
	for (size_t i = from; to - from > 1 && i < to; i++)
		number_put(out,
			(size_t)pack->units[i].sixths * 2 +
				pack->units[i].new_shard);
}

static void put_page(struct buf *out, const struct pack *pack, unsigned number,
	size_t item, struct str before, uint32_t first_shard)
{
	const struct search_page *page = pack->index->pages[item];
	size_t shared;
	struct str url = shared_url(before, page->url, &shared);

	number_put(out, shared);
	pack_text(out, url);
	buf_putc(out, '\t');
	pack_text(out, page->title);
	buf_putc(out, '\t');
	pack_text(out, summary_of(pack->index, number, page));
	buf_putc(out, '\t');
	put_units(out, pack, item, first_shard);
	number_put(out, page->values[0].len ? page->values[0].items[0] + 1 : 0);
	number_put(out, page->heading_count);
	for (size_t i = 0; i < page->heading_count; i++)
		number_put_symbol(out, !is_plain_id(&page->headings[i]));
	for (size_t i = 0; i < page->heading_count; i++) {
		const struct markdown_heading *heading = &page->headings[i];

		buf_putc(out, '\t');
		pack_text(out, heading->text);
		if (!is_plain_id(heading)) {
			buf_putc(out, '\t');
			pack_text(out, heading->id);
		}
	}
}

void pack_meta_file(void *context, unsigned number, size_t i)
{
	struct pack *pack = context;
	const struct index *index = pack->index;
	struct buf *out = pack_open(pack, number, 'm', i);
	size_t from = i * pack->sizes.pages, to = from + pack->sizes.pages;
	uint32_t first = pack->unit_shards[pack->page_units[from]];
	struct str before = STR("");

	if (to > index->page_count)
		to = index->page_count;
	number_put(out, first);
	for (size_t page = from; page < to; page++) {
		buf_putc(out, '\t');
		put_page(out, pack, number, page, before, first);
		before = index->pages[page]->url;
	}
	pack_put(pack, number, 'm', i);
}

/* The sets of values that occur, in the order of their first page. */
struct sets {
	VEC(const struct search_values *) all;
	struct arena arena;
	struct map numbers; /* the bytes of a set → its place in all */
};

static size_t set_number(struct sets *sets, const struct search_values *values)
{
	struct str key = str_make((const char *)values->items,
		values->len * sizeof *values->items);
	size_t *number = map_get(&sets->numbers, key);

	if (number)
		return *number;
	number = arena_new(&sets->arena, size_t);
	*number = sets->all.len;
	map_add(&sets->numbers, &sets->arena, key, number);
	*vec_push(&sets->all, &sets->arena) = values;
	return *number;
}

static void put_sets(struct buf *out, const struct sets *sets)
{
	number_put(out, sets->all.len);
	for (size_t i = 0; i < sets->all.len; i++) {
		const struct search_values *values = sets->all.items[i];

		number_put(out, values->len);
		for (size_t k = 0; k < values->len; k++)
			number_put(out, values->items[k]);
	}
}

void pack_facet_file(void *context, unsigned number, size_t i)
{
	struct pack *pack = context;
	const struct index *index = pack->index;
	struct index_worker *worker = &pack->index->workers[number];
	struct sets sets = {0};
	size_t run = 0, last = 0;

	pack_open(pack, number, 'f', i);
	buf_clear(&worker->more);
	for (size_t page = 0; page < index->page_count; page++) {
		size_t set = set_number(&sets, &index->pages[page]->values[i]);

		if (run && set != last) {
			number_put(&worker->more, last);
			number_put(&worker->more, run - 1);
			run = 0;
		}
		last = set;
		run++;
	}
	if (run) {
		number_put(&worker->more, last);
		number_put(&worker->more, run - 1);
	}
	put_sets(&worker->out, &sets);
	buf_put(&worker->out, buf_str(&worker->more));
	arena_release(&sets.arena);
	pack_put(pack, number, 'f', i);
}

void pack_glossary_file(void *context, unsigned number, size_t i)
{
	struct pack *pack = context;
	const struct search_site *site = pack->index->site;
	struct buf *out = pack_open(pack, number, 'g', i);

	for (size_t k = 0; k < site->term_count; k++) {
		pack_text(out, site->terms[k].title);
		buf_putc(out, '\t');
		pack_text(out, site->terms[k].definition);
		buf_putc(out, '\t');
		pack_text(out, site->terms[k].url);
		if (k + 1 < site->term_count)
			buf_putc(out, '\t');
	}
	pack_put(pack, number, 'g', i);
}
