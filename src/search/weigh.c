/*
 * How well each page is about each group: BM25 over its fields, in four
 * levels, and where in the page the group occurs. Beside it, what stands in
 * titles and headings, which says more than any count (evidence.c).
 */

#include "search/weigh.h"

#include <stdlib.h>

#include "search/evidence.h"
#include "search/memory.h"
#include "search/occurrence.h"

#define SATURATION 1.2
#define LOWEST .3 /* the range that the levels divide, up to 1 */

enum { FEW = 8 }; /* times that a group stands in a page: most do less often */

struct weighing {
	struct index *index;
	struct weigher *weighers; /* one a thread */
	struct shares *shares; /* of each page */
};

static void add_up(struct tally *tally, const struct occurrence *occurrence)
{
	for (size_t i = 0; i <= FIELD_CODE; i++)
		tally->counts[i] += occurrence->counts[i];
	tally->sixths |= occurrence->sixths;
}

/* SHARE: how long the page is beside the average. */
static unsigned level_of(const uint32_t *counts, double share)
{
	double n = .7 + .3 * share, nb = .25 + .75 * share;
	double body = counts[FIELD_BODY] + counts[FIELD_CODE];
	double tf = 3.0 * counts[FIELD_TITLE] + 3.0 * counts[FIELD_KEYWORDS] +
		1.5 * counts[FIELD_LEAD] / n + 2.5 * counts[FIELD_HEADING] / n +
		(body + counts[FIELD_EXPANSION]) / nb;
	double s = tf / (SATURATION + tf);
	double level = (s - LOWEST) / (1 - LOWEST) * LEVELS;

	return level < 0 ? 0 : level >= LEVELS ? LEVELS - 1 : (unsigned)level;
}

/* How often a group stands in the body, if nowhere else and not often: else 0.
 */
static uint32_t few_of(const uint32_t *counts)
{
	uint32_t others = counts[FIELD_TITLE] | counts[FIELD_KEYWORDS] |
		counts[FIELD_EXPANSION] | counts[FIELD_LEAD] |
		counts[FIELD_HEADING] | counts[FIELD_CODE];

	return others || counts[FIELD_BODY] >= FEW ? 0 : counts[FIELD_BODY];
}

/* What turns the counts of a page into levels. */
struct levelling {
	double share; /* how long it is beside the average */
	unsigned few[FEW]; /* the levels of most groups */
};

static struct levelling levelling_of(double share)
{
	struct levelling levelling = {.share = share};

	for (uint32_t i = 1; i < FEW; i++)
		levelling.few[i] = level_of(
			(const uint32_t[FIELD_CODE + 1]){[FIELD_BODY] = i},
			share);
	return levelling;
}

static group_share share_of(const struct levelling *levelling, uint32_t group,
	const uint32_t *counts, uint8_t sixths)
{
	uint32_t few = few_of(counts);
	unsigned level =
		few ? levelling->few[few] : level_of(counts, levelling->share);

	return group << 8 | level << SIXTHS | sixths;
}

/* Turn the tallies of the groups touched into shares; clear them. */
static size_t take_tallies(struct weigher *weigher,
	const struct levelling *levelling, group_share *shares)
{
	vec_each(const uint32_t, group, &weigher->touched) {
		struct tally *tally = &weigher->tallies[*group];

		*shares++ = share_of(
			levelling, *group, tally->counts, tally->sixths);
		weigher->group_pages[*group]++;
		*tally = (struct tally){0};
	}
	return weigher->touched.len;
}

static void tally_up(struct weigher *weigher, uint32_t group,
	const struct occurrence *occurrence)
{
	struct tally *tally = &weigher->tallies[group];

	if (!tally->seen)
		*vec_push(&weigher->touched, &weigher->arena) = group;
	tally->seen = true;
	add_up(tally, occurrence);
}

struct shares weigher_page(struct weigher *weigher, const struct index *index,
	const struct page_tokens *page)
{
	const uint32_t *to_form = index->workers[page->worker].to_form;
	struct levelling levelling =
		levelling_of(page->halves / 2.0 / index->average);
	group_share *shares =
		arena_raw(&weigher->arena, page->form_count * sizeof *shares);
	struct str rest = page->occurrences;
	struct occurrence occurrence;
	size_t n = 0;

	weigher->touched.len = weigher->met.len = 0;
	while (occurrences_next(&rest, &occurrence)) {
		uint32_t number = to_form[occurrence.form];
		struct form_tally *form;

		if (number == NOTES_NONE)
			continue;
		form = &weigher->forms[number];
		form->pages++;
		form->titles += occurrence.counts[FIELD_TITLE] > 0;
		*vec_push(&weigher->met, &weigher->arena) = number;
		if (form->is_alone)
			shares[n++] = share_of(&levelling, form->group,
				occurrence.counts, occurrence.sixths);
		else
			tally_up(weigher, form->group, &occurrence);
	}
	n += take_tallies(weigher, &levelling, shares + n);
	return (struct shares){shares, n};
}

static void run_count(void *context, unsigned number, size_t item)
{
	struct weighing *weighing = context;
	struct index *index = weighing->index;
	struct weigher *weigher = &weighing->weighers[number];

	weighing->shares[item] =
		weigher_page(weigher, index, &index->tokens[item]);
	if (index->notes)
		notes_keep(index->notes, number, item, weigher->met.items,
			weigher->met.len);
}

void weigher_open(struct weigher *weigher, const struct index *index)
{
	size_t groups = index->group_count + 1;

	*weigher = (struct weigher){0};
	weigher->tallies = base_table(groups, sizeof *weigher->tallies);
	weigher->group_pages = base_table(groups, sizeof *weigher->group_pages);
	weigher->forms =
		base_table(index->form_count + 1, sizeof *weigher->forms);
	for (size_t i = 0; i < index->form_count; i++) {
		uint32_t group = index->forms[i].group;

		weigher->forms[i] = (struct form_tally){.group = group,
			.is_alone = index->groups[group].forms == 1};
	}
}

void weigher_close(struct weigher *weigher)
{
	free(weigher->tallies);
	free(weigher->group_pages);
	free(weigher->forms);
	arena_release(&weigher->arena);
}

/* Add what a thread counted to the whole. */
static void add_counts(struct index *index, const struct weigher *weigher)
{
	for (size_t i = 0; i < index->form_count; i++) {
		const struct form_tally *form = &weigher->forms[i];

		index->forms[i].pages += form->pages;
		index->forms[i].titles += form->titles;
		if (form->is_alone)
			index->groups[form->group].pages += form->pages;
	}
	for (size_t i = 0; i < index->group_count; i++)
		index->groups[i].pages += weigher->group_pages[i];
}

/* Page by page, so that each list of postings is in their order. */
static void fill_postings(struct index *index, const struct shares *shares)
{
	posting **next = base_table(index->group_count + 1, sizeof *next);
	posting *postings;
	size_t all = 0;

	for (size_t i = 0; i < index->group_count; i++)
		all += index->groups[i].pages;
	postings = arena_array(&index->arena, posting, all);
	for (size_t i = 0; i < index->group_count; i++) {
		index->groups[i].postings = next[i] = postings;
		postings += index->groups[i].pages;
	}
	for (size_t page = 0; page < index->page_count; page++)
		for (size_t i = 0; i < shares[page].len; i++) {
			group_share share = shares[page].items[i];

			*next[share >> 8]++ =
				(posting)page << 8 | (uint8_t)share;
		}
	free(next);
}

/* Neither half knows of the other's fields. */
static void run_half(void *context, unsigned number, size_t item)
{
	struct weighing *weighing = context;

	(void)number;
	if (item)
		evidence_gather(weighing->index);
	else
		fill_postings(weighing->index, weighing->shares);
}

void index_weigh(struct index *index)
{
	const struct search_host *host = index->host;
	struct weighing weighing = {.index = index};

	weighing.weighers =
		arena_array(&index->arena, struct weigher, host->jobs);
	weighing.shares =
		arena_array(&index->arena, struct shares, index->page_count);
	for (unsigned i = 0; i < host->jobs; i++)
		weigher_open(&weighing.weighers[i], index);
	host->run(host->context, index->page_count, run_count, &weighing);
	for (unsigned i = 0; i < host->jobs; i++)
		add_counts(index, &weighing.weighers[i]);
	host->run(host->context, 2, run_half, &weighing);
	if (index->notes)
		notes_place_forms(index->notes);
	for (unsigned i = 0; i < host->jobs; i++)
		weigher_close(&weighing.weighers[i]);
}
