#include "search/evidence.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

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

static void add_headings(struct evidence *evidence, const struct index *index,
	uint32_t page, enum field field)
{
	const struct page_tokens *tokens = &index->tokens[page];

	for (size_t i = 0; i < tokens->passage_count; i++) {
		const struct passage *passage = &tokens->passages[i];

		if (passage->field != field)
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
	add_headings(evidence, index, page, FIELD_HEADING);
	if (index->pages[page]->keyword_count)
		add_headings(evidence, index, page, FIELD_KEYWORDS);
}

/*
 * Entries of SIZE bytes, which start with the number of a group, by that
 * number; those of one group in the order that they have.
 */
static void sort_by_group(void *entries, size_t n, size_t size, size_t groups)
{
	size_t *next = base_calloc(groups + 1, sizeof *next), all = 0;
	char *sorted = base_calloc(n + 1, size);
	uint32_t group;

	for (size_t i = 0; i < n; i++) {
		memcpy(&group, (char *)entries + i * size, sizeof group);
		next[group]++;
	}
	for (size_t i = 0; i < groups; i++) {
		size_t own = next[i];

		next[i] = all;
		all += own;
	}
	for (size_t i = 0; i < n; i++) {
		const char *entry = (char *)entries + i * size;

		memcpy(&group, entry, sizeof group);
		memcpy(sorted + size * next[group]++, entry, size);
	}
	memcpy(entries, sorted, n * size);
	free(sorted);
	free(next);
}

static bool is_twin(
	const struct heading_entry *a, const struct heading_entry *b)
{
	return a->group == b->group && a->page == b->page &&
		a->heading == b->heading;
}

/* Twins of headings go: a word may be said twice. */
static void drop_twins(struct evidence *evidence)
{
	struct heading_entry *all = evidence->headings.items;
	size_t kept = 0;

	for (size_t i = 0; i < evidence->headings.len; i++)
		if (!i || !is_twin(&all[i], &all[kept - 1]))
			all[kept++] = all[i];
	evidence->headings.len = kept;
}

void evidence_sort(struct evidence *evidence, size_t groups)
{
	if (evidence->titles.len)
		sort_by_group(evidence->titles.items, evidence->titles.len,
			sizeof *evidence->titles.items, groups);
	if (evidence->headings.len)
		sort_by_group(evidence->headings.items, evidence->headings.len,
			sizeof *evidence->headings.items, groups);
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

/* No list has more entries than there are tokens of its kind. */
static void make_room(struct evidence *evidence, const struct index *index)
{
	size_t titles = 0, all = 0;

	for (size_t i = 0; i < index->page_count; i++) {
		titles += index->tokens[i].passages[1].first;
		all += index->tokens[i].len;
	}
	vec_reserve(&evidence->titles, evidence->arena, titles);
	vec_reserve(&evidence->headings, evidence->arena, all - titles);
}

void evidence_gather(struct index *index)
{
	struct arena *arena = &index->workers[0].scratch;
	struct evidence evidence = {
		.arena = arena, .idfs = evidence_idfs(index, arena)};

	make_room(&evidence, index);
	for (uint32_t i = 0; i < index->page_count; i++)
		evidence_add(&evidence, index, i);
	evidence_sort(&evidence, index->group_count);
	set_firsts(index, &evidence);
}
