/*
 * The pages of each group, and where in them it stands. Of a common group its
 * pages are in p/ and the rest in c/, which only some queries need: a page
 * that is called what was asked for is found without.
 */

#include <stdlib.h>

#include "search/number.h"
#include "search/pack.h"

enum {
	COARSE = 3, /* of the weight of a common word in a title: left out */
	BATCH = 1 << 21 /* positions that a thread sorts at once */
};

/* A group's postings, titles and headings count alike. */
static size_t size_of(const struct group *group)
{
	return group->pages + (group[1].titles - group->titles) +
		(group[1].headings - group->headings) / 2;
}

static bool is_common(const struct pack *pack, size_t g)
{
	return pack->index->groups[g].pages > pack->sizes.common;
}

/* A group that fills a file has one of its own, and no others before it. */
void pack_plan_postings(struct pack *pack)
{
	const struct index *index = pack->index;
	struct shards *shards = &pack->postings;
	size_t most = pack->sizes.postings, size = 0;

	shards->firsts =
		arena_array(&pack->arena, size_t, index->group_count + 1);
	for (size_t i = 0; i < index->group_count; i++) {
		size_t own = size_of(&index->groups[i]);

		if (size >= most || own >= most || !i) {
			shards->firsts[shards->len++] = i;
			size = 0;
		}
		size += own;
	}
	shards->firsts[shards->len] = index->group_count;
}

static void put_pages(
	struct buf *out, const posting *first, size_t n, bool common)
{
	size_t next = 0;

	for (size_t i = 0; i < n; i++) {
		size_t page = first[i] >> 8, level = first[i] >> SIXTHS;

		number_put(out,
			common ? page - next
			       : (page - next) * LEVELS + level % LEVELS);
		next = page + 1;
	}
}

static void put_sixths(struct buf *out, const posting *first, size_t n)
{
	for (size_t i = 0; i < n; i++)
		number_put_symbol(out, first[i] & ((1U << SIXTHS) - 1));
}

static void put_levels(struct buf *out, const posting *first, size_t n)
{
	for (size_t i = 0; i < n; i++)
		number_put_symbol(out, (first[i] >> SIXTHS) % LEVELS);
}

static void put_postings(struct buf *out, const struct pack *pack, size_t g)
{
	const struct index *index = pack->index;
	const posting *first = &index->postings[index->groups[g].postings];
	size_t n = index->groups[g].pages;
	bool common = is_common(pack, g);

	number_put(out, (n - 1) * 2 + common);
	put_pages(out, first, n, common);
	if (!common)
		put_sixths(out, first, n);
}

/* Titles and headings stand on pages of the group: it tells which of them. */
static size_t find_page(const posting *first, size_t at, uint32_t page)
{
	while (first[at] >> 8 != page)
		at++;
	return at;
}

static void put_titles(struct buf *out, const struct pack *pack, size_t g)
{
	const struct index *index = pack->index;
	const struct group *group = &index->groups[g];
	const posting *first = &index->postings[group->postings];
	size_t end = group[1].titles, next = 0;

	number_put(out, end - group->titles);
	for (size_t i = group->titles; i < end; i++) {
		const struct title_entry *entry = &index->titles[i];
		size_t at = find_page(first, next, entry->page);
		uint32_t weight = entry->weight;

		if (is_common(pack, g))
			weight |= COARSE;
		number_put(out, at - next);
		number_put(out, entry->rank * 32 + weight);
		next = at + 1;
	}
}

static void put_headings(struct buf *out, const struct index *index, size_t g)
{
	const struct group *group = &index->groups[g];
	const posting *first = &index->postings[group->postings];
	size_t end = group[1].headings, last = 0;

	number_put(out, end - group->headings);
	for (size_t i = group->headings; i < end; i++) {
		const struct heading_entry *entry = &index->headings[i];
		size_t at = find_page(first, last, entry->page);

		number_put(out, at - last);
		number_put(out, entry->heading);
		last = at;
	}
}

void pack_posting_file(void *context, unsigned number, size_t i)
{
	struct pack *pack = context;
	const struct index *index = pack->index;
	struct buf *out = &pack->index->workers[number].out;

	buf_clear(out);
	for (size_t g = pack->postings.firsts[i];
		g < pack->postings.firsts[i + 1]; g++) {
		put_postings(out, pack, g);
		put_titles(out, pack, g);
		put_headings(out, index, g);
	}
	pack_put(pack, number, 'p', i);
}

static void put_details(struct buf *out, const struct pack *pack, size_t g)
{
	const struct index *index = pack->index;
	const posting *first = &index->postings[index->groups[g].postings];
	size_t n = is_common(pack, g) ? index->groups[g].pages : 0;

	number_put(out, n);
	put_sixths(out, first, n);
	put_levels(out, first, n);
}

static bool has_common(const struct pack *pack, size_t from, size_t to)
{
	while (from < to && !is_common(pack, from))
		from++;
	return from < to;
}

void pack_detail_file(void *context, unsigned number, size_t i)
{
	struct pack *pack = context;
	struct buf *out = &pack->index->workers[number].out;
	size_t from = pack->postings.firsts[i];
	size_t to = pack->postings.firsts[i + 1];

	if (!has_common(pack, from, to))
		return;
	buf_clear(out);
	for (size_t g = from; g < to; g++)
		put_details(out, pack, g);
	pack_put(pack, number, 'c', i);
}

/* Where a form stands: a word of a page. */
struct spot {
	uint32_t page, position, rank;
};

/* A form's group and rank, close together: all tokens ask for them. */
struct standing {
	uint32_t group, rank;
};

/* A run of shards whose positions are sorted at once, by one thread. */
struct batch {
	size_t from, to; /* shards */
	size_t spots; /* how many at most */
};

struct positions {
	struct pack *pack;
	struct standing *standings; /* of each form */
	size_t *occurrences; /* of each group */
	struct batch *batches;
	size_t len;
};

/* The positions of a batch, sorted by group and then as they stand. */
struct sorting {
	const struct positions *of;
	size_t low, high; /* its groups */
	size_t *firsts, *ends; /* by group: its own spots */
	struct spot *spots;
};

static void find_standings(struct positions *positions)
{
	const struct index *index = positions->pack->index;

	positions->standings =
		base_calloc(index->form_count + 1, sizeof(struct standing));
	for (size_t i = 0; i < index->form_count; i++)
		positions->standings[i] = (struct standing){
			index->forms[i].group, index->forms[i].rank};
}

static void count_occurrences(struct positions *positions)
{
	const struct index *index = positions->pack->index;

	positions->occurrences =
		base_calloc(index->group_count + 1, sizeof(size_t));
	for (size_t page = 0; page < index->page_count; page++) {
		const struct page_tokens *tokens = &index->tokens[page];

		for (size_t i = 0; i < tokens->len; i++)
			positions->occurrences
				[positions->standings[tokens->tokens[i] >> 1]
						.group]++;
	}
}

/* Go through a page's tokens and note those of the batch's groups. */
static void note_page(struct sorting *sorting, uint32_t page)
{
	const struct page_tokens *tokens =
		&sorting->of->pack->index->tokens[page];
	const struct standing *standings = sorting->of->standings;
	const struct stretch *stretch = tokens->stretches;
	size_t low = sorting->low, groups = sorting->high - low;
	uint32_t position = stretch->position;

	for (uint32_t i = 0; i < tokens->len; i++) {
		struct standing at = standings[tokens->tokens[i] >> 1];

		while (i >= stretch[1].first)
			position = (++stretch)->position;
		if (at.group - low < groups &&
			stretch->field != FIELD_EXPANSION)
			sorting->spots[sorting->ends[at.group - low]++] =
				(struct spot){page, position, at.rank};
		position += !(tokens->tokens[i] & 1);
	}
}

static uint32_t forms_of(const struct spot *spots, size_t n)
{
	uint32_t most = 0;

	for (size_t i = 0; i < n; i++)
		if (spots[i].rank > most)
			most = spots[i].rank;
	return most + 1;
}

/*
 * One group's: how many pages and forms, then page by page how many places
 * and each as its distance and form.
 */
static void put_spots(
	struct buf *out, struct buf *rows, const struct spot *spots, size_t n)
{
	uint32_t forms = n ? forms_of(spots, n) : 1;
	size_t pages = 0, next = 0;

	buf_clear(rows);
	for (size_t i = 0, end; i < n; i = end) {
		uint32_t last = 0;

		for (end = i; end < n && spots[end].page == spots[i].page;)
			end++;
		number_put(rows, spots[i].page - next);
		number_put(rows, end - i - 1);
		for (size_t k = i; k < end; k++) {
			number_put(rows,
				(size_t)(spots[k].position - last) * forms +
					spots[k].rank);
			last = spots[k].position;
		}
		next = spots[i].page + 1;
		pages++;
	}
	number_put(out, pages);
	number_put(out, forms);
	buf_put(out, buf_str(rows));
}

static void put_file(
	struct sorting *sorting, struct index_worker *worker, size_t shard)
{
	const struct shards *shards = &sorting->of->pack->postings;

	buf_clear(&worker->out);
	for (size_t g = shards->firsts[shard]; g < shards->firsts[shard + 1];
		g++) {
		size_t first = sorting->firsts[g - sorting->low];

		put_spots(&worker->out, &worker->more, &sorting->spots[first],
			sorting->ends[g - sorting->low] - first);
	}
}

static void open_sorting(struct sorting *sorting, const struct batch *batch)
{
	const size_t *occurrences = sorting->of->occurrences;
	size_t groups = sorting->high - sorting->low, at = 0;

	sorting->firsts = base_calloc(groups + 1, sizeof(size_t));
	sorting->ends = base_calloc(groups + 1, sizeof(size_t));
	sorting->spots = base_calloc(batch->spots + 1, sizeof(struct spot));
	for (size_t i = 0; i < groups; i++) {
		sorting->firsts[i] = sorting->ends[i] = at;
		at += occurrences[sorting->low + i];
	}
}

static void pack_batch(void *context, unsigned number, size_t item)
{
	const struct positions *positions = context;
	struct pack *pack = positions->pack;
	const struct batch *batch = &positions->batches[item];
	struct sorting sorting = {.of = positions,
		.low = pack->postings.firsts[batch->from],
		.high = pack->postings.firsts[batch->to]};

	open_sorting(&sorting, batch);
	for (uint32_t page = 0; page < pack->index->page_count; page++)
		note_page(&sorting, page);
	for (size_t i = batch->from; i < batch->to; i++) {
		put_file(&sorting, &pack->index->workers[number], i);
		pack_put(pack, number, 'q', i);
	}
	free(sorting.spots);
	free(sorting.firsts);
	free(sorting.ends);
}

static void plan_batches(struct positions *positions)
{
	const struct shards *shards = &positions->pack->postings;
	struct batch *batch = NULL;

	positions->batches =
		arena_array(&positions->pack->arena, struct batch, shards->len);
	for (size_t shard = 0; shard < shards->len; shard++) {
		if (!batch || batch->spots >= BATCH) {
			batch = &positions->batches[positions->len++];
			batch->from = shard;
		}
		batch->to = shard + 1;
		for (size_t g = shards->firsts[shard];
			g < shards->firsts[shard + 1]; g++)
			batch->spots += positions->occurrences[g];
	}
}

void pack_positions(struct pack *pack)
{
	const struct search_host *host = pack->index->host;
	struct positions positions = {.pack = pack};

	find_standings(&positions);
	count_occurrences(&positions);
	plan_batches(&positions);
	host->run(host->context, positions.len, pack_batch, &positions);
	free(positions.standings);
	free(positions.occurrences);
}
