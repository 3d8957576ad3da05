/*
 * The texts that excerpts are cut from, as they are: web servers compress
 * them on their way. A page that is too long for a file is cut at the sixths
 * that the postings tell of, so that only the piece that has the words needs
 * to be loaded.
 */

#include "search/number.h"
#include "search/pack.h"

/* The bytes of text that each sixth of a page has. */
static void measure(
	const struct index *index, size_t page, size_t sizes[SIXTHS])
{
	const struct page_tokens *tokens = &index->tokens[page];
	const struct markdown_block *block = index->pages[page]->blocks;

	for (size_t i = 0; i < SIXTHS; i++)
		sizes[i] = 0;
	for (size_t i = 0; i < tokens->passage_count; i++)
		if (tokens->passages[i].is_text)
			sizes[tokens->passages[i].sixth] += (block++)->len;
}

/* Cut a page into units: whole, or runs of sixths that fit a file. */
static size_t cut_page(
	const size_t sizes[SIXTHS], size_t most, struct unit *units)
{
	size_t n = 0, size = most, all = 0;

	for (size_t i = 0; i < SIXTHS; i++)
		all += sizes[i];
	if (all <= most) {
		units[0].sixths = SIXTHS;
		return 1;
	}
	for (unsigned i = 0; i < SIXTHS; i++) {
		if (size + sizes[i] > most) {
			units[n++].first = (uint8_t)i;
			size = 0;
		}
		size += sizes[i];
		units[n - 1].sixths++;
	}
	return n;
}

struct filling {
	size_t most; /* bytes of a shard */
	size_t size; /* of the shard being filled */
	uint32_t number;
};

static void place_unit(struct text_cut *cut, struct filling *filling,
	size_t unit, const size_t sizes[SIXTHS])
{
	struct unit *at = &cut->units[unit];
	struct shards *shards = &cut->shards;
	size_t size = 0;

	for (size_t i = 0; i < at->sixths; i++)
		size += sizes[at->first + i];
	if (!unit || filling->size + size > filling->most) {
		at->new_shard = true;
		*filling = (struct filling){.most = filling->most};
		shards->firsts[shards->len++] = unit;
	}
	filling->size += size;
	at->shard = (uint32_t)shards->len - 1;
	at->number = filling->number++;
}

/* What m/ says of the units, and the headings that lines stand under. */
static void name_cut(const struct index *index, struct text_cut *cut, size_t n)
{
	uint64_t hash = 0;

	for (size_t i = 0; i < n; i++) {
		const struct unit *unit = &cut->units[i];
		const struct search_page *page = index->pages[unit->page];
		const uint32_t told[] = {
			unit->page, unit->shard, unit->number, unit->first};

		hash = index_mix(
			hash, str_make((const char *)told, sizeof told));
		for (size_t k = 0; !unit->first && k < page->heading_count; k++)
			hash = index_mix(hash, page->headings[k].id);
	}
	index_id(hash, cut->id);
}

struct text_cut pack_cut_texts(
	const struct pack *pack, struct arena *arena, size_t i)
{
	const struct index *index = pack->index;
	size_t from = i * pack->sizes.pages, to = from + pack->sizes.pages;
	size_t n = 0, most;
	struct filling filling = {.most = pack->sizes.texts};
	struct text_cut cut = {0};

	if (to > index->page_count)
		to = index->page_count;
	most = (to - from) * SIXTHS;
	cut.units = arena_array(arena, struct unit, most);
	cut.pages = arena_array(arena, size_t, to - from + 1);
	cut.shards.firsts = arena_array(arena, size_t, most + 1);
	for (size_t page = from; page < to; page++) {
		size_t sizes[SIXTHS], units;

		measure(index, page, sizes);
		units = cut_page(sizes, filling.most, &cut.units[n]);
		cut.pages[page - from] = n;
		for (size_t end = n + units; n < end; n++) {
			cut.units[n].page = (uint32_t)page;
			place_unit(&cut, &filling, n, sizes);
		}
	}
	cut.pages[to - from] = cut.shards.firsts[cut.shards.len] = n;
	name_cut(index, &cut, n);
	return cut;
}

/* The blocks of a unit, and where in the page's text they are. */
struct blocks {
	const struct markdown_block *first, *end;
	size_t from, to; /* bytes */
};

static struct blocks blocks_of(
	const struct index *index, const struct unit *unit)
{
	const struct page_tokens *tokens = &index->tokens[unit->page];
	const struct markdown_block *block = index->pages[unit->page]->blocks;
	struct blocks blocks = {block, block, 0, 0};

	for (size_t i = 0; i < tokens->passage_count; i++) {
		const struct passage *passage = &tokens->passages[i];

		if (!passage->is_text)
			continue;
		if (passage->sixth >= unit->first + unit->sixths)
			break;
		blocks.to += block->len;
		blocks.end = ++block;
		if (passage->sixth < unit->first) {
			blocks.from = blocks.to;
			blocks.first = block;
		}
	}
	return blocks;
}

/* Each block but the headings: which it stands under, and its text. */
static void put_unit(struct buf *out, const struct index *index,
	unsigned number, const struct unit *unit)
{
	const struct search_host *host = index->host;
	struct blocks blocks = blocks_of(index, unit);
	struct str text = host->text(host->context, number,
		index->pages[unit->page]->origin, blocks.from,
		blocks.to - blocks.from);

	for (const struct markdown_block *block = blocks.first;
		block < blocks.end; block++) {
		if (block->kind != MARKDOWN_TEXT_HEADING) {
			number_put(out, block->heading);
			pack_text(out, str_sub(text, 0, block->len));
			buf_putc(out, PACK_BLOCK_END);
		}
		text = str_from(text, block->len);
	}
	buf_putc(out, PACK_UNIT_END);
}

void pack_text_file(struct pack *pack, unsigned number,
	const struct text_cut *cut, struct str name, size_t shard)
{
	struct buf *out = pack_start(pack, number, name);

	for (size_t unit = cut->shards.firsts[shard];
		unit < cut->shards.firsts[shard + 1]; unit++)
		put_unit(out, pack->index, number, &cut->units[unit]);
	pack_put(pack, number, name, str_make(cut->id, ID_LEN));
}
