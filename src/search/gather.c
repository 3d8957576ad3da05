/*
 * The tokens of every page, stretch by stretch: title, keywords, the blocks
 * of its text, and what the glossary adds.
 */

#include <math.h>
#include <string.h>

#include "search/glossary.h"
#include "search/occurrence.h"

/* Positions of different stretches are this far apart: no phrase spans two. */
enum { GAP = 1 };

/* Blocks start at multiples of it, so that a word more in one of them hardly
 * ever moves those behind it. */
enum { APART = 32 };

enum { STEPS = 8 }; /* that the average length takes to double */

struct gathering {
	struct index *index;
	struct index_worker *worker;
	const struct search_page *page;
	struct str text; /* of its blocks */
	uint32_t position, word; /* the next */
	uint32_t text_start; /* the word where the blocks start */
	uint32_t words, code; /* in the text */
};

static void add_tokens(struct index_worker *worker, const struct tokens *tokens)
{
	size_t from = worker->tokens.len, n = tokens->items.len;
	uint32_t *own;

	if (from + n > worker->tokens.cap)
		vec_reserve(&worker->tokens, &worker->scratch, 2 * (from + n));
	own = worker->tokens.items + from;
	worker->tokens.len += n;
	lexicon_add_all(&worker->lexicon, tokens->items.items, n, own);
	for (size_t i = 0; i < n; i++)
		own[i] = own[i] * 2 + (tokens->items.items[i].span > 1);
}

static void add_text(
	struct gathering *gathering, struct str text, struct stretch stretch)
{
	struct index_worker *worker = gathering->worker;
	const struct tokens *tokens = tokeniser_run(&worker->tokeniser, text);

	stretch.first = (uint32_t)worker->tokens.len;
	stretch.position = gathering->position;
	stretch.word = gathering->word;
	stretch.sixth = SIXTHS;
	*vec_push(&worker->stretches, &worker->scratch) = stretch;
	add_tokens(worker, tokens);
	gathering->position += tokens->positions + GAP;
	gathering->word += tokens->positions + GAP;
	if (stretch.field == FIELD_CODE)
		gathering->code += tokens->positions;
	else
		gathering->words += tokens->positions;
}

static enum field field_of(const struct markdown_block *block, bool *lead_seen)
{
	if (block->kind == MARKDOWN_TEXT_HEADING)
		return FIELD_HEADING;
	if (block->kind == MARKDOWN_TEXT_CODE)
		return FIELD_CODE;
	if (*lead_seen)
		return FIELD_BODY;
	*lead_seen = true;
	return FIELD_LEAD;
}

static void add_blocks(struct gathering *gathering)
{
	const struct search_page *page = gathering->page;
	bool lead_seen = false;
	size_t at = 0;

	gathering->text_start = gathering->word;
	for (size_t i = 0; i < page->block_count; i++) {
		const struct markdown_block *block = &page->blocks[i];
		enum field field = field_of(block, &lead_seen);

		add_text(gathering,
			str_sub(gathering->text, at, at + block->len),
			(struct stretch){.field = (uint8_t)field,
				.heading = (uint32_t)block->heading - 1,
				.is_text = true});
		at += block->len;
		gathering->position =
			(gathering->position + APART - 1) / APART * APART;
	}
}

/* The sixth of the text that each block starts in. */
static void set_sixths(struct gathering *gathering)
{
	uint32_t length = gathering->word - gathering->text_start;

	if (!length)
		return;
	vec_each(struct stretch, stretch, &gathering->worker->stretches)
		if (stretch->is_text)
			stretch->sixth =
				(uint8_t)((stretch->word -
						  gathering->text_start) *
					(uint64_t)SIXTHS / length);
}

/* Is each word of the field told apart, and not only counted? */
static bool is_told(const struct stretch *stretch)
{
	return stretch->field == FIELD_TITLE ||
		stretch->field == FIELD_KEYWORDS ||
		stretch->field == FIELD_HEADING;
}

static size_t count_told(const struct index_worker *worker)
{
	const struct stretch *stretches = worker->stretches.items;
	size_t n = 0;

	for (size_t i = 0; i + 1 < worker->stretches.len; i++)
		if (is_told(&stretches[i]))
			n += stretches[i + 1].first - stretches[i].first;
	return n;
}

/* What is kept of stretches, with those of their tokens that are told. */
static void keep_told(struct index_worker *worker, struct page_tokens *out)
{
	const struct stretch *from = worker->stretches.items;
	size_t n = worker->stretches.len;

	out->tokens = arena_array(&worker->arena, uint32_t, count_told(worker));
	out->passages = arena_array(&worker->arena, struct passage, n);
	out->passage_count = n - 1;
	out->len = 0;
	for (size_t i = 0; i < n; i++) {
		out->passages[i] =
			(struct passage){(uint32_t)out->len, from[i].heading,
				from[i].field, from[i].sixth, from[i].is_text};
		if (i + 1 == n || !is_told(&from[i]))
			continue;
		for (uint32_t k = from[i].first; k < from[i + 1].first; k++)
			out->tokens[out->len++] = worker->tokens.items[k];
	}
}

static void keep(struct gathering *gathering, struct page_tokens *out)
{
	occurrences_pack(gathering->worker, out);
	keep_told(gathering->worker, out);
	out->halves = 2 * gathering->words + gathering->code;
}

/* "Template", "Highways": what the page is filed under. */
static void add_values(struct gathering *gathering)
{
	const struct search_site *site = gathering->index->site;

	for (size_t i = 0; i < site->facet_count; i++) {
		const struct search_values *values =
			&gathering->page->values[i];

		for (size_t k = 0; k < values->len; k++)
			if (!str_eq(site->facets[i].ids[values->items[k]],
				    STR(SEARCH_ANY)))
				add_text(gathering,
					site->facets[i]
						.titles[values->items[k]],
					(struct stretch){
						.field = FIELD_EXPANSION});
	}
}

static struct str text_of(const struct index *index, unsigned number,
	const struct search_page *page)
{
	const struct search_host *host = index->host;
	size_t len = 0;

	for (size_t i = 0; i < page->block_count; i++)
		len += page->blocks[i].len;
	return host->text(host->context, number, page->origin, 0, len);
}

void index_gather_tokens(struct index *index, unsigned number,
	const struct search_page *page, struct str text,
	struct page_tokens *out)
{
	struct index_worker *worker = &index->workers[number];
	struct gathering gathering = {
		.index = index, .worker = worker, .page = page, .text = text};

	worker->tokens.len = worker->stretches.len = 0;
	add_text(&gathering, page->title,
		(struct stretch){.field = FIELD_TITLE});
	if (page->description.len)
		add_text(&gathering, page->description,
			(struct stretch){.field = FIELD_LEAD});
	for (size_t i = 0; i < page->keyword_count; i++)
		add_text(&gathering, page->keywords[i],
			(struct stretch){.field = FIELD_KEYWORDS,
				.heading =
					(uint32_t)(page->heading_count + i)});
	add_blocks(&gathering);
	set_sixths(&gathering);
	add_values(&gathering);
	glossary_expand(worker, worker->tokens.len);
	*vec_push(&worker->stretches, &worker->scratch) =
		(struct stretch){.first = (uint32_t)worker->tokens.len};
	keep(&gathering, out);
	out->worker = number;
	out->hash = index_hash(index->site, page, text);
}

void index_gather_page(void *context, unsigned number, size_t item)
{
	struct index *index = context;
	const struct search_page *page = index->pages[item];

	index_gather_tokens(index, number, page, text_of(index, number, page),
		&index->tokens[item]);
}

void index_outline_page(struct index *index, unsigned number, size_t item,
	const uint32_t sixths[SIXTHS])
{
	const struct search_page *page = index->pages[item];
	struct page_tokens *tokens = &index->tokens[item];
	size_t n = page->block_count, at = 0;

	tokens->hash =
		index_hash(index->site, page, text_of(index, number, page));
	tokens->passages =
		arena_array(&index->workers[number].arena, struct passage, n);
	for (unsigned sixth = 0; sixth < SIXTHS; sixth++)
		for (uint32_t i = 0; i < sixths[sixth] && at < n; i++)
			tokens->passages[at++] = (struct passage){
				.sixth = (uint8_t)sixth, .is_text = true};
	tokens->passage_count = at;
}

double index_average(uint64_t halves, size_t pages)
{
	double average = pages ? (double)halves / 2 / (double)pages : 1;

	return average > 1 ? exp2(round(log2(average) * STEPS) / STEPS) : 1;
}

void index_prepare(struct index *index)
{
	index->tokens = arena_array(
		&index->arena, struct page_tokens, index->page_count);
	for (unsigned i = 0; i < index->host->jobs; i++)
		glossary_prepare(index->site, &index->workers[i]);
}

void index_gather(struct index *index)
{
	uint64_t halves = 0;

	index_prepare(index);
	index_run(index, index->page_count, index_gather_page);
	for (size_t i = 0; i < index->page_count; i++)
		halves += index->tokens[i].halves;
	index->halves = halves;
	index->average = index_average(halves, index->page_count);
}
