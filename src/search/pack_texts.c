/*
 * The texts that excerpts are cut from, as they are: web servers compress
 * them on their way. Page by page they fill files up; a page is cut at the
 * sixths that the postings tell of, so that only the piece that has the words
 * needs to be loaded.
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

struct filling {
	size_t most; /* bytes of a shard */
	size_t size; /* of the shard being filled */
	uint32_t number;
};

/* A unit from the sixth FIRST of PAGE on, whose SIZE bytes go into the shard
 * being filled if there is room. */
static struct unit *start_unit(struct text_cut *cut, struct filling *filling,
	size_t page, unsigned first, size_t size)
{
	struct shards *shards = &cut->shards;
	size_t n = cut->unit_count++;
	struct unit *unit = &cut->units[n];

	*unit = (struct unit){.page = (uint32_t)page, .first = (uint8_t)first};
	if (!n || filling->size + size > filling->most) {
		filling->size = filling->number = 0;
		shards->firsts[shards->len++] = n;
	}
	unit->shard = (uint32_t)shards->len - 1;
	unit->number = filling->number++;
	return unit;
}

/* A file is filled to the sixth that does not fit any more. */
static void cut_page(struct text_cut *cut, struct filling *filling, size_t page,
	const size_t sizes[SIXTHS])
{
	struct unit *unit = NULL;

	for (unsigned i = 0; i < SIXTHS; i++) {
		if (!unit || filling->size + sizes[i] > filling->most)
			unit = start_unit(cut, filling, page, i, sizes[i]);
		unit->sixths++;
		filling->size += sizes[i];
	}
}

/* What m/ says of the units, and the headings that lines stand under. */
static void name_cut(const struct index *index, struct text_cut *cut)
{
	uint64_t hash = 0;

	for (size_t i = 0; i < cut->unit_count; i++) {
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
	size_t most;
	struct filling filling = {.most = pack->sizes.texts};
	struct text_cut cut = {0};

	if (to > index->page_count)
		to = index->page_count;
	most = (to - from) * SIXTHS;
	cut.units = arena_array(arena, struct unit, most);
	cut.pages = arena_array(arena, size_t, to - from + 1);
	cut.shards.firsts = arena_array(arena, size_t, most + 1);
	for (size_t page = from; page < to; page++) {
		size_t sizes[SIXTHS];

		measure(index, page, sizes);
		cut.pages[page - from] = cut.unit_count;
		cut_page(&cut, &filling, page, sizes);
	}
	cut.pages[to - from] = cut.shards.firsts[cut.shards.len] =
		cut.unit_count;
	name_cut(index, &cut);
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
