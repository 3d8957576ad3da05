/*
 * How well each page is about each group: BM25 over its fields, in four
 * levels, and where in the page the group occurs. Beside it, what stands in
 * titles and headings, which says more than any count.
 */

#include <math.h>
#include <stdlib.h>

#include "search/index.h"

#define SATURATION 1.2
#define LOWEST .3 /* the range that the levels divide, up to 1 */

enum { FEW = 8 }; /* times that a group stands in a page: most do less often */

/* What one page has of a group: half a line of the cache. */
struct tally {
	uint32_t counts[FIELD_CODE + 1]; /* by field */
	uint8_t sixths;
	bool seen;
};

/* What one thread knows of a form. */
struct form_tally {
	uint32_t group;
	uint32_t pages; /* that have it */
	uint32_t seen; /* 1 + the page it was seen in last */
	bool in_title;
};

/* One page's share of a group's postings. */
struct share {
	uint32_t group;
	uint8_t bits; /* as in a posting */
};

struct shares {
	const struct share *items;
	size_t len;
};

/* What one thread counts. */
struct counter {
	struct arena arena; /* of the shares */
	struct tally *tallies; /* by group; clear between pages */
	struct form_tally *forms; /* by form */
	uint32_t *group_pages;
	VEC(uint32_t) touched;
};

struct weighing {
	struct index *index;
	struct counter *counters; /* one a thread */
	struct shares *shares; /* of each page */
};

double index_idf(const struct index *index, uint32_t pages)
{
	double n = (double)index->page_count;

	return log(1 + (n - pages + .5) / (pages + .5));
}

static void count_token(struct tally *tally, const struct stretch *stretch)
{
	tally->counts[stretch->field]++;
	if (stretch->sixth < SIXTHS)
		tally->sixths |= (uint8_t)(1U << stretch->sixth);
	tally->seen = true;
}

/* SHARE: how long the page is beside the average. */
static unsigned level_of(const struct tally *tally, double share)
{
	double n = .7 + .3 * share, nb = .25 + .75 * share;
	const uint32_t *counts = tally->counts;
	double body = counts[FIELD_BODY] + counts[FIELD_CODE];
	double tf = 3.0 * counts[FIELD_TITLE] + 3.0 * counts[FIELD_KEYWORDS] +
		1.5 * counts[FIELD_LEAD] / n + 2.5 * counts[FIELD_HEADING] / n +
		(body + counts[FIELD_EXPANSION]) / nb;
	double s = tf / (SATURATION + tf);
	double level = (s - LOWEST) / (1 - LOWEST) * LEVELS;

	return level < 0 ? 0 : level >= LEVELS ? LEVELS - 1 : (unsigned)level;
}

static int by_number(const void *left, const void *right)
{
	uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;

	return (a > b) - (a < b);
}

/* How often a group stands in the body, if nowhere else and not often: else 0.
 */
static uint32_t few_of(const struct tally *tally)
{
	const uint32_t *counts = tally->counts;
	uint32_t others = counts[FIELD_TITLE] | counts[FIELD_KEYWORDS] |
		counts[FIELD_EXPANSION] | counts[FIELD_LEAD] |
		counts[FIELD_HEADING] | counts[FIELD_CODE];

	return others || counts[FIELD_BODY] >= FEW ? 0 : counts[FIELD_BODY];
}

/* Turn the tallies of the groups touched into shares; clear them. */
static void keep_shares(struct weighing *weighing, unsigned number, size_t page)
{
	struct index *index = weighing->index;
	struct counter *counter = &weighing->counters[number];
	double share = index->tokens[page].length / index->average;
	size_t n = counter->touched.len;
	struct share *shares = arena_array(&counter->arena, struct share, n);
	unsigned levels[FEW]; /* of most groups */

	for (uint32_t i = 1; i < FEW; i++)
		levels[i] = level_of(
			&(struct tally){.counts = {[FIELD_BODY] = i}}, share);
	for (size_t i = 0; i < n; i++) {
		uint32_t group = counter->touched.items[i];
		struct tally *tally = &counter->tallies[group];
		uint32_t few = few_of(tally);
		unsigned level = few ? levels[few] : level_of(tally, share);

		shares[i] = (struct share){
			group, (uint8_t)(level << SIXTHS | tally->sixths)};
		counter->group_pages[group]++;
		*tally = (struct tally){0};
	}
	weighing->shares[page] = (struct shares){shares, n};
}

static void count_page(void *context, unsigned number, size_t item)
{
	struct weighing *weighing = context;
	struct index *index = weighing->index;
	struct counter *counter = &weighing->counters[number];
	const struct page_tokens *page = &index->tokens[item];
	const struct stretch *stretch = page->stretches;

	counter->touched.len = 0;
	for (size_t i = 0; i < page->len; i++) {
		struct form_tally *form = &counter->forms[page->tokens[i] >> 1];
		struct tally *tally = &counter->tallies[form->group];

		while (i >= stretch[1].first)
			stretch++;
		if (!tally->seen)
			*vec_push(&counter->touched,
				&index->workers[number].scratch) = form->group;
		count_token(tally, stretch);
		form->pages += form->seen != item + 1;
		form->seen = (uint32_t)item + 1;
		form->in_title |= stretch->field == FIELD_TITLE;
	}
	keep_shares(weighing, number, item);
}

static void run_count(void *context, unsigned number, size_t item)
{
	count_page(context, number, item);
}

static void open_counter(const struct index *index, struct counter *counter)
{
	size_t groups = index->group_count + 1;

	counter->tallies = base_calloc(groups, sizeof *counter->tallies);
	counter->group_pages =
		base_calloc(groups, sizeof *counter->group_pages);
	counter->forms =
		base_calloc(index->form_count + 1, sizeof *counter->forms);
	for (size_t i = 0; i < index->form_count; i++)
		counter->forms[i].group = index->forms[i].group;
}

/* Add what a thread counted to the whole. */
static void close_counter(struct index *index, struct counter *counter)
{
	for (size_t i = 0; i < index->form_count; i++) {
		index->forms[i].pages += counter->forms[i].pages;
		index->forms[i].in_title |= counter->forms[i].in_title;
	}
	for (size_t i = 0; i < index->group_count; i++)
		index->groups[i].pages += counter->group_pages[i];
	free(counter->tallies);
	free(counter->group_pages);
	free(counter->forms);
}

/* Page by page, so that each list of postings is in their order. */
static void fill_postings(struct index *index, const struct shares *shares)
{
	size_t *next = base_calloc(index->group_count + 1, sizeof *next);
	size_t all = 0;

	for (size_t i = 0; i <= index->group_count; i++) {
		index->groups[i].postings = next[i] = all;
		all += index->groups[i].pages;
	}
	index->postings = arena_array(&index->arena, posting, all);
	for (size_t page = 0; page < index->page_count; page++)
		for (size_t i = 0; i < shares[page].len; i++) {
			const struct share *share = &shares[page].items[i];

			index->postings[next[share->group]++] =
				(posting)page << 8 | share->bits;
		}
	free(next);
}

/* Titles and headings, first in the order of the pages. */
struct evidence {
	struct index *index;
	VEC(struct title_entry) titles;
	VEC(struct heading_entry) headings;
};

static double idf_of(const struct index *index, const struct form *form)
{
	return index_idf(index, index->groups[form->group].pages);
}

static bool has_title(
	const struct evidence *evidence, size_t from, uint32_t group)
{
	for (size_t i = from; i < evidence->titles.len; i++)
		if (evidence->titles.items[i].group == group)
			return true;
	return false;
}

/* The groups of a title, each by its part of the whole. */
static void add_title(struct evidence *evidence, uint32_t page)
{
	struct index *index = evidence->index;
	const struct page_tokens *tokens = &index->tokens[page];
	size_t first = evidence->titles.len;
	uint32_t end = tokens->stretches[1].first;
	double norm = 0;

	for (uint32_t i = 0; i < end; i++) {
		double idf =
			idf_of(index, &index->forms[tokens->tokens[i] >> 1]);

		if (!(tokens->tokens[i] & 1))
			norm += idf * idf;
	}
	norm = sqrt(norm);
	for (uint32_t i = 0; i < end; i++) {
		const struct form *form = &index->forms[tokens->tokens[i] >> 1];
		double weight = norm > 0 ? idf_of(index, form) / norm : 0;

		if (has_title(evidence, first, form->group))
			continue;
		*vec_push(&evidence->titles, &index->workers[0].scratch) =
			(struct title_entry){form->group, page, form->rank,
				weight >= 1 ? 31
					    : (uint32_t)(weight * 31 + .5)};
	}
}

static void add_headings(struct evidence *evidence, uint32_t page)
{
	struct index *index = evidence->index;
	const struct page_tokens *tokens = &index->tokens[page];

	for (size_t i = 0; i < tokens->stretch_count; i++) {
		const struct stretch *stretch = &tokens->stretches[i];

		if (stretch->field != FIELD_HEADING &&
			stretch->field != FIELD_KEYWORDS)
			continue;
		for (uint32_t k = stretch->first; k < stretch[1].first; k++)
			*vec_push(&evidence->headings,
				&index->workers[0]
					 .scratch) = (struct heading_entry){
				index->forms[tokens->tokens[k] >> 1].group,
				page, stretch->heading};
	}
}

static int by_title(const void *left, const void *right)
{
	const struct title_entry *a = left, *b = right;

	if (a->group != b->group)
		return by_number(&a->group, &b->group);
	return by_number(&a->page, &b->page);
}

static int by_heading(const void *left, const void *right)
{
	const struct heading_entry *a = left, *b = right;

	if (a->group != b->group)
		return by_number(&a->group, &b->group);
	if (a->page != b->page)
		return by_number(&a->page, &b->page);
	return by_number(&a->heading, &b->heading);
}

/* Where each group's own entries start; twins of headings go. */
static void set_firsts(struct index *index, struct evidence *evidence)
{
	size_t titles = 0, headings = 0, kept = 0;
	struct heading_entry *all = evidence->headings.items;

	for (size_t i = 0; i < evidence->headings.len; i++)
		if (!i || by_heading(&all[i], &all[kept - 1]) != 0)
			all[kept++] = all[i];
	evidence->headings.len = kept;
	for (size_t i = 0; i <= index->group_count; i++) {
		while (titles < evidence->titles.len &&
			evidence->titles.items[titles].group < i)
			titles++;
		while (headings < kept && all[headings].group < i)
			headings++;
		index->groups[i].titles = titles;
		index->groups[i].headings = headings;
	}
}

static void gather_evidence(struct index *index)
{
	struct evidence evidence = {.index = index};

	for (uint32_t i = 0; i < index->page_count; i++) {
		add_title(&evidence, i);
		add_headings(&evidence, i);
	}
	if (evidence.titles.len)
		qsort(evidence.titles.items, evidence.titles.len,
			sizeof *evidence.titles.items, by_title);
	if (evidence.headings.len)
		qsort(evidence.headings.items, evidence.headings.len,
			sizeof *evidence.headings.items, by_heading);
	set_firsts(index, &evidence);
	index->titles = evidence.titles.items;
	index->headings = evidence.headings.items;
}

/* Neither half knows of the other's fields. */
static void run_half(void *context, unsigned number, size_t item)
{
	struct weighing *weighing = context;

	(void)number;
	if (item)
		gather_evidence(weighing->index);
	else
		fill_postings(weighing->index, weighing->shares);
}

void index_weigh(struct index *index)
{
	const struct search_host *host = index->host;
	struct weighing weighing = {.index = index};

	weighing.counters =
		arena_array(&index->arena, struct counter, host->jobs);
	weighing.shares =
		arena_array(&index->arena, struct shares, index->page_count);
	for (unsigned i = 0; i < host->jobs; i++)
		open_counter(index, &weighing.counters[i]);
	host->run(host->context, index->page_count, run_count, &weighing);
	for (unsigned i = 0; i < host->jobs; i++)
		close_counter(index, &weighing.counters[i]);
	host->run(host->context, 2, run_half, &weighing);
	for (unsigned i = 0; i < host->jobs; i++)
		arena_release(&weighing.counters[i].arena);
}
