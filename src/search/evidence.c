#include "search/evidence.h"

#include <math.h>
#include <stdlib.h>

static double idf_of(const struct index *index, uint32_t pages)
{
	double n = (double)index->page_count;

	return log(1 + (n - pages + .5) / (pages + .5));
}

double *evidence_idfs(const struct index *index, struct arena *arena)
{
	double *idfs = arena_array(arena, double, index->group_count);

	for (size_t i = 0; i < index->group_count; i++)
		idfs[i] = idf_of(index, index->groups[i].pages);
	return idfs;
}

static bool has_group(
	const struct title_entry *entries, size_t n, uint32_t group)
{
	for (size_t i = 0; i < n; i++)
		if (entries[i].group == group)
			return true;
	return false;
}

static double norm_of(const struct index *index, const double *idfs,
	const uint32_t *tokens, size_t n)
{
	double norm = 0;

	for (size_t i = 0; i < n; i++) {
		double idf = idfs[index->forms[tokens[i] >> 1].group];

		if (!(tokens[i] & 1))
			norm += idf * idf;
	}
	return sqrt(norm);
}

size_t evidence_weigh(const struct index *index, const double *idfs,
	const uint32_t *tokens, size_t n, struct title_entry *out)
{
	double norm = norm_of(index, idfs, tokens, n);
	size_t len = 0;

	for (size_t i = 0; i < n; i++) {
		const struct form *form = &index->forms[tokens[i] >> 1];
		double weight = norm > 0 ? idfs[form->group] / norm : 0;

		if (has_group(out, len, form->group))
			continue;
		out[len++] = (struct title_entry){.group = form->group,
			.rank = form->rank,
			.weight = weight >= 1 ? 31
					      : (uint32_t)(weight * 31 + .5)};
	}
	return len;
}

static void add_title(
	struct evidence *evidence, const struct index *index, uint32_t page)
{
	const struct page_tokens *tokens = &index->tokens[page];
	size_t end = tokens->passages[1].first, from = evidence->titles.len;
	struct title_entry *entries;

	vec_reserve(&evidence->titles, evidence->arena,
		from + end > evidence->titles.cap ? 2 * from + end
						  : from + end);
	entries = evidence->titles.items + from;
	if (!end)
		return;
	evidence->titles.len += evidence_weigh(
		index, evidence->idfs, tokens->tokens, end, entries);
	for (size_t i = from; i < evidence->titles.len; i++)
		evidence->titles.items[i].page = page;
}

static void add_headings(
	struct evidence *evidence, const struct index *index, uint32_t page)
{
	const struct page_tokens *tokens = &index->tokens[page];

	for (size_t i = 0; i < tokens->passage_count; i++) {
		const struct passage *passage = &tokens->passages[i];

		if (passage->field != FIELD_HEADING &&
			passage->field != FIELD_KEYWORDS)
			continue;
		for (uint32_t k = passage->first; k < passage[1].first; k++)
			*vec_push(&evidence->headings,
				evidence->arena) = (struct heading_entry){
				index->forms[tokens->tokens[k] >> 1].group,
				page, passage->heading};
	}
}

void evidence_add(
	struct evidence *evidence, const struct index *index, uint32_t page)
{
	add_title(evidence, index, page);
	add_headings(evidence, index, page);
}

static int by_number(uint32_t a, uint32_t b)
{
	return (a > b) - (a < b);
}

static int by_title(const void *left, const void *right)
{
	const struct title_entry *a = left, *b = right;

	if (a->group != b->group)
		return by_number(a->group, b->group);
	return by_number(a->page, b->page);
}

static int by_heading(const void *left, const void *right)
{
	const struct heading_entry *a = left, *b = right;

	if (a->group != b->group)
		return by_number(a->group, b->group);
	if (a->page != b->page)
		return by_number(a->page, b->page);
	return by_number(a->heading, b->heading);
}

/* Twins of headings go: a word may be said twice. */
static void drop_twins(struct evidence *evidence)
{
	struct heading_entry *all = evidence->headings.items;
	size_t kept = 0;

	for (size_t i = 0; i < evidence->headings.len; i++)
		if (!i || by_heading(&all[i], &all[kept - 1]) != 0)
			all[kept++] = all[i];
	evidence->headings.len = kept;
}

void evidence_sort(struct evidence *evidence)
{
	if (evidence->titles.len)
		qsort(evidence->titles.items, evidence->titles.len,
			sizeof *evidence->titles.items, by_title);
	if (evidence->headings.len)
		qsort(evidence->headings.items, evidence->headings.len,
			sizeof *evidence->headings.items, by_heading);
	drop_twins(evidence);
}

/* Where each group's own entries start, and how many there are. */
static void set_firsts(struct index *index, const struct evidence *evidence)
{
	vec_each(const struct title_entry, entry, &evidence->titles) {
		struct group *group = &index->groups[entry->group];

		if (!group->title_count++)
			group->titles = entry;
	}
	vec_each(const struct heading_entry, entry, &evidence->headings) {
		struct group *group = &index->groups[entry->group];

		if (!group->heading_count++)
			group->headings = entry;
	}
}

void evidence_gather(struct index *index)
{
	struct arena *arena = &index->workers[0].scratch;
	struct evidence evidence = {
		.arena = arena, .idfs = evidence_idfs(index, arena)};

	for (uint32_t i = 0; i < index->page_count; i++)
		evidence_add(&evidence, index, i);
	evidence_sort(&evidence);
	set_firsts(index, &evidence);
}
