/*
 * The texts that excerpts are cut from, as they are: web servers compress
 * them on their way. A page that is too long for a file is cut at the sixths
 * that the postings tell of, so that only the piece that has the words needs
 * to be loaded.
 */

#include "search/number.h"
#include "search/pack.h"

enum {
	TEXT_FILE = 6000, /* bytes of text of a file */
	BLOCK_END = '\t',
	UNIT_END = '\f'
};

/* The bytes of text that each sixth of a page has. */
static void measure(
	const struct index *index, size_t page, size_t sizes[SIXTHS])
{
	const struct page_tokens *tokens = &index->tokens[page];
	const struct markdown_block *block = index->pages[page]->blocks;

	for (size_t i = 0; i < SIXTHS; i++)
		sizes[i] = 0;
	for (size_t i = 0; i < tokens->stretch_count; i++)
		if (tokens->stretches[i].is_text)
			sizes[tokens->stretches[i].sixth] += (block++)->len;
}

/* Cut a page into units: whole, or runs of sixths that fit a file. */
static size_t cut_page(const size_t sizes[SIXTHS], struct unit *units)
{
	size_t n = 0, size = TEXT_FILE, all = 0;

	for (size_t i = 0; i < SIXTHS; i++)
		all += sizes[i];
	if (all <= TEXT_FILE) {
		units[0].sixths = SIXTHS;
		return 1;
	}
	for (unsigned i = 0; i < SIXTHS; i++) {
		if (size + sizes[i] > TEXT_FILE) {
			units[n++].first = (uint8_t)i;
			size = 0;
		}
		size += sizes[i];
		units[n - 1].sixths++;
	}
	return n;
}

struct filling {
	size_t size; /* of the shard being filled */
	uint32_t shard, number;
};

static void place_unit(struct pack *pack, struct filling *filling, size_t unit,
	const size_t sizes[SIXTHS])
{
	struct unit *at = &pack->units[unit];
	size_t size = 0;

	for (size_t i = 0; i < at->sixths; i++)
		size += sizes[at->first + i];
	if (!unit || filling->size + size > TEXT_FILE) {
		at->new_shard = true;
		filling->shard += unit > 0;
		filling->size = filling->number = 0;
		pack->texts.firsts[pack->texts.len++] = unit;
	}
	filling->size += size;
	pack->unit_shards[unit] = filling->shard;
	pack->unit_numbers[unit] = filling->number++;
}

void pack_plan_texts(struct pack *pack)
{
	struct index *index = pack->index;
	struct arena *arena = &pack->arena;
	size_t most = index->page_count * SIXTHS, n = 0;
	struct filling filling = {0};

	pack->units = arena_array(arena, struct unit, most);
	pack->unit_shards = arena_array(arena, uint32_t, most);
	pack->unit_numbers = arena_array(arena, uint32_t, most);
	pack->texts.firsts = arena_array(arena, size_t, most + 1);
	pack->page_units = arena_array(arena, size_t, index->page_count + 1);
	for (size_t page = 0; page < index->page_count; page++) {
		size_t sizes[SIXTHS], units;

		measure(index, page, sizes);
		units = cut_page(sizes, &pack->units[n]);
		pack->page_units[page] = n;
		for (size_t i = 0; i < units; i++) {
			pack->units[n + i].page = (uint32_t)page;
			place_unit(pack, &filling, n + i, sizes);
		}
		n += units;
	}
	pack->page_units[index->page_count] = n;
	pack->texts.firsts[pack->texts.len] = n;
}

/* The blocks of a unit, and where in the page's text they are. */
struct cut {
	const struct markdown_block *first, *end;
	size_t from, to; /* bytes */
};

static struct cut cut_of(const struct index *index, const struct unit *unit)
{
	const struct page_tokens *tokens = &index->tokens[unit->page];
	const struct markdown_block *block = index->pages[unit->page]->blocks;
	struct cut cut = {block, block, 0, 0};

	for (size_t i = 0; i < tokens->stretch_count; i++) {
		const struct stretch *stretch = &tokens->stretches[i];

		if (!stretch->is_text)
			continue;
		if (stretch->sixth >= unit->first + unit->sixths)
			break;
		cut.to += block->len;
		cut.end = ++block;
		if (stretch->sixth < unit->first) {
			cut.from = cut.to;
			cut.first = block;
		}
	}
	return cut;
}

/* Each block but the headings: which it stands under, and its text. */
static void put_unit(struct buf *out, const struct index *index,
	unsigned number, const struct unit *unit)
{
	const struct search_host *host = index->host;
	struct cut cut = cut_of(index, unit);
	struct str text = host->text(host->context, number,
		index->pages[unit->page]->origin, cut.from, cut.to - cut.from);

	for (const struct markdown_block *block = cut.first; block < cut.end;
		block++) {
		if (block->kind != MARKDOWN_TEXT_HEADING) {
			number_put(out, block->heading);
			pack_text(out, str_sub(text, 0, block->len));
			buf_putc(out, BLOCK_END);
		}
		text = str_from(text, block->len);
	}
	buf_putc(out, UNIT_END);
}

void pack_text_file(void *context, unsigned number, size_t i)
{
	struct pack *pack = context;
	struct buf *out = pack_open(pack, number, 'x', i);

	for (size_t unit = pack->texts.firsts[i];
		unit < pack->texts.firsts[i + 1]; unit++)
		put_unit(out, pack->index, number, &pack->units[unit]);
	pack_put(pack, number, 'x', i);
}
