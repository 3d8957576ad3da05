/* What results show: metadata of pages, their facets, and definitions. */

#include <stdlib.h>

#include "base/utf8.h"
#include "search/number.h"
#include "search/pack.h"

enum { SUMMARY = 160, FACET_PAGES = 8192 /* of a file f/, files.js */ };

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

/* Where the first unit of a page is, and with which sixths others start: each
 * of those is the first of the next file. */
static void put_units(struct buf *out, const struct text_cut *cut, size_t page)
{
	const struct unit *unit = &cut->units[cut->pages[page]];
	const struct unit *end = &cut->units[cut->pages[page + 1]];

	number_put(out, unit->shard);
	number_put(out, unit->number);
	number_put(out, (size_t)(end - unit) - 1);
	while (++unit < end)
		number_put(out, unit->first);
}

/* BEFORE: the address of the page before it in the file. */
static void put_page(struct buf *out, const struct index *index,
	unsigned number, const struct search_page *page, struct str before)
{
	size_t shared;
	struct str url = shared_url(before, page->url, &shared);

	number_put(out, shared);
	pack_text(out, url);
	buf_putc(out, '\t');
	pack_text(out, page->title);
	buf_putc(out, '\t');
	pack_text(out, summary_of(index, number, page));
	buf_putc(out, '\t');
}

static void put_headings(struct buf *out, const struct search_page *page)
{
	number_put(out, page->values[0].len ? page->values[0].items[0] + 1 : 0);
	number_put(out, page->heading_count);
	for (size_t i = 0; i < page->heading_count; i++)
		buf_putc(out, number_symbol(!is_plain_id(&page->headings[i])));
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

static void put_meta(struct pack *pack, unsigned number, size_t i,
	const struct text_cut *cut)
{
	const struct index *index = pack->index;
	struct str before = STR("");
	struct str name =
		pack_name(&pack->index->workers[number].scratch, 'm', i);
	struct buf *out = pack_start(pack, number, name);
	size_t from = i * pack->sizes.pages, to = from + pack->sizes.pages;

	buf_put(out, str_make(cut->id, ID_LEN));
	for (size_t k = from; k < to && k < index->page_count; k++) {
		const struct search_page *page = index->pages[k];

		buf_putc(out, '\t');
		put_page(out, index, number, page, before);
		put_units(out, cut, k - from);
		put_headings(out, page);
		before = page->url;
	}
	pack_put(pack, number, name, index->numbering);
}

void pack_meta_files(void *context, unsigned number, size_t i)
{
	struct pack *pack = context;
	struct arena *arena = &pack->index->workers[number].scratch;
	struct text_cut cut = pack_cut_texts(pack, arena, i);

	pack->text_files[i] = (uint32_t)cut.shards.len;
	put_meta(pack, number, i, &cut);
	for (size_t shard = 0; shard < cut.shards.len; shard++)
		pack_text_file(pack, number, &cut,
			pack_part_name(arena, 'x', i, shard), shard);
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

size_t pack_count_facet_files(const struct pack *pack)
{
	const struct index *index = pack->index;

	return index->site->facet_count *
		((index->page_count + FACET_PAGES - 1) / FACET_PAGES);
}

void pack_facet_file(void *context, unsigned number, size_t i)
{
	struct pack *pack = context;
	const struct index *index = pack->index;
	struct index_worker *worker = &pack->index->workers[number];
	size_t facet = i % index->site->facet_count;
	size_t part = i / index->site->facet_count;
	struct str name = pack_part_name(&worker->scratch, 'f', facet, part);
	size_t page = part * FACET_PAGES, end = page + FACET_PAGES;
	struct sets sets = {0};
	size_t run = 0, last = 0;

	pack_start(pack, number, name);
	buf_clear(&worker->more);
	for (; page < end && page < index->page_count; page++) {
		size_t set =
			set_number(&sets, &index->pages[page]->values[facet]);

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
	pack_put(pack, number, name, index->numbering);
}

struct str pack_terms_id(const struct search_site *site, char id[ID_LEN])
{
	uint64_t hash = 0;

	for (size_t i = 0; i < site->term_count; i++) {
		const struct search_term *term = &site->terms[i];

		for (size_t k = 0; k < term->name_count; k++)
			hash = index_mix(hash, term->names[k]);
		hash = index_mix(hash, STR(""));
	}
	return index_id(hash, id);
}

void pack_glossary_file(void *context, unsigned number, size_t i)
{
	struct pack *pack = context;
	const struct search_site *site = pack->index->site;
	struct str name =
		pack_name(&pack->index->workers[number].scratch, 'g', i);
	struct buf *out = pack_start(pack, number, name);
	char id[ID_LEN];

	for (size_t k = 0; k < site->term_count; k++) {
		pack_text(out, site->terms[k].title);
		buf_putc(out, '\t');
		pack_text(out, site->terms[k].definition);
		buf_putc(out, '\t');
		pack_text(out, site->terms[k].url);
		if (k + 1 < site->term_count)
			buf_putc(out, '\t');
	}
	pack_put(pack, number, name, pack_terms_id(site, id));
}
