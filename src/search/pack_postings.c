/* The pages of each group, and where in them it stands. */

#include <stdlib.h>

#include "search/number.h"
#include "search/pack.h"

enum {
	POSTINGS_FILE = 1400, /* postings of a file */
	BATCH = 1 << 21 /* positions that are sorted at once */
};

/* A group's postings, titles and headings count alike. */
static size_t size_of(const struct group *group)
{
	return group->pages + (group[1].titles - group->titles) +
		(group[1].headings - group->headings) / 2;
}

void pack_plan_postings(struct pack *pack)
{
	const struct index *index = pack->index;
	struct shards *shards = &pack->postings;
	size_t size = POSTINGS_FILE;

	shards->firsts =
		arena_array(&pack->arena, size_t, index->group_count + 1);
	for (size_t i = 0; i < index->group_count; i++) {
		if (size >= POSTINGS_FILE) {
			shards->firsts[shards->len++] = i;
			size = 0;
		}
		size += size_of(&index->groups[i]);
	}
	shards->firsts[shards->len] = index->group_count;
}

static void put_postings(struct buf *out, const struct index *index, size_t g)
{
	const posting *first = &index->postings[index->groups[g].postings];
	size_t n = index->groups[g].pages, next = 0;

	number_put(out, n - 1);
	for (size_t i = 0; i < n; i++) {
		size_t page = first[i] >> 8;

		number_put(out,
			(page - next) * LEVELS + (first[i] >> SIXTHS) % LEVELS);
		next = page + 1;
	}
	for (size_t i = 0; i < n; i++)
		number_put_symbol(out, first[i] & ((1U << SIXTHS) - 1));
}

static void put_titles(struct buf *out, const struct index *index, size_t g)
{
	size_t end = index->groups[g + 1].titles, next = 0;

	number_put(out, end - index->groups[g].titles);
	for (size_t i = index->groups[g].titles; i < end; i++) {
		const struct title_entry *entry = &index->titles[i];

		number_put(out, entry->page - next);
		number_put(out, entry->rank * 32 + entry->weight);
		next = entry->page + 1;
	}
}

static void put_headings(struct buf *out, const struct index *index, size_t g)
{
	size_t end = index->groups[g + 1].headings, last = 0;

	number_put(out, end - index->groups[g].headings);
	for (size_t i = index->groups[g].headings; i < end; i++) {
		const struct heading_entry *entry = &index->headings[i];

		number_put(out, entry->page - last);
		number_put(out, entry->heading);
		last = entry->page;
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
		put_postings(out, index, g);
		put_titles(out, index, g);
		put_headings(out, index, g);
	}
	pack_put(pack, number, 'p', i);
}

/* Where a form stands: a word of a page. */
struct spot {
	uint32_t page, position, rank;
};

/* The positions of a run of groups, sorted by group and then as they stand. */
struct batch {
	struct pack *pack;
	size_t from, to; /* shards */
	size_t *firsts, *ends; /* by group: its own spots */
	size_t *groups_occurrences;
	struct spot *spots;
};

static size_t *count_occurrences(const struct index *index)
{
	size_t *counts = base_calloc(index->group_count + 1, sizeof *counts);

	for (size_t page = 0; page < index->page_count; page++)
		for (size_t i = 0; i < index->tokens[page].len; i++)
			counts[index->forms[index->tokens[page].tokens[i] >> 1]
					.group]++;
	return counts;
}

/* Go through a page's tokens and note those of the batch's groups. */
static void note_page(struct batch *batch, uint32_t page)
{
	const struct index *index = batch->pack->index;
	const struct page_tokens *tokens = &index->tokens[page];
	const struct stretch *stretch = tokens->stretches;
	size_t low = batch->pack->postings.firsts[batch->from];
	size_t high = batch->pack->postings.firsts[batch->to];
	uint32_t position = stretch->position;

	for (uint32_t i = 0; i < tokens->len; i++) {
		const struct form *form = &index->forms[tokens->tokens[i] >> 1];

		while (i >= stretch[1].first)
			position = (++stretch)->position;
		if (form->group >= low && form->group < high &&
			stretch->field != FIELD_EXPANSION)
			batch->spots[batch->ends[form->group - low]++] =
				(struct spot){page, position, form->rank};
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

static void position_file(void *context, unsigned number, size_t item)
{
	struct batch *batch = context;
	struct pack *pack = batch->pack;
	struct index_worker *worker = &pack->index->workers[number];
	size_t shard = batch->from + item;
	size_t low = pack->postings.firsts[batch->from];

	buf_clear(&worker->out);
	for (size_t g = pack->postings.firsts[shard];
		g < pack->postings.firsts[shard + 1]; g++)
		put_spots(&worker->out, &worker->more,
			&batch->spots[batch->firsts[g - low]],
			batch->ends[g - low] - batch->firsts[g - low]);
	pack_put(pack, number, 'q', shard);
}

/* Where the spots of each group of the batch go; how many at most. */
static size_t plan_batch(struct batch *batch)
{
	const struct shards *shards = &batch->pack->postings;
	size_t low = shards->firsts[batch->from], all = 0;

	while (batch->to < shards->len &&
		(batch->to == batch->from || all < BATCH)) {
		for (size_t g = shards->firsts[batch->to];
			g < shards->firsts[batch->to + 1]; g++) {
			batch->firsts[g - low] = batch->ends[g - low] = all;
			all += batch->groups_occurrences[g];
		}
		batch->to++;
	}
	return all;
}

static void pack_batch(struct batch *batch)
{
	struct index *index = batch->pack->index;
	size_t groups = index->group_count + 1;

	batch->firsts = base_calloc(groups, sizeof *batch->firsts);
	batch->ends = base_calloc(groups, sizeof *batch->ends);
	batch->spots = base_calloc(plan_batch(batch) + 1, sizeof *batch->spots);
	for (uint32_t page = 0; page < index->page_count; page++)
		note_page(batch, page);
	index->host->run(index->host->context, batch->to - batch->from,
		position_file, batch);
	free(batch->spots);
	free(batch->firsts);
	free(batch->ends);
}

void pack_positions(struct pack *pack)
{
	struct batch batch = {.pack = pack};

	batch.groups_occurrences = count_occurrences(pack->index);
	while (batch.to < pack->postings.len) {
		batch.from = batch.to;
		pack_batch(&batch);
	}
	free(batch.groups_occurrences);
}
