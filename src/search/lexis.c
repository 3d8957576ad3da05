/*
 * The forms of all pages in one alphabet, and the groups that share a stem.
 * What the workers counted for themselves gets the same numbers for all.
 */

#include <stdlib.h>
#include <string.h>

#include "search/glossary.h"
#include "search/index.h"
#include "search/stem.h"

/* A form as one worker knows it. */
struct entry {
	struct str text;
	uint32_t worker, number;
};

static int by_text(const void *left, const void *right)
{
	const struct entry *a = left, *b = right;
	int order = str_cmp(a->text, b->text);

	return order ? order
		     : (a->worker > b->worker) - (a->worker < b->worker);
}

/* The forms of each worker, in the order of the alphabet. */
struct listing {
	struct index *index;
	struct entry **entries;
	size_t *lens;
};

static void list_entries(void *context, unsigned number, size_t item)
{
	struct listing *listing = context;
	const struct index_worker *worker = &listing->index->workers[item];
	const struct lexicon *lexicon = &worker->lexicon;
	struct entry *entries = base_calloc(lexicon->len + 1, sizeof *entries);
	size_t n = 0;

	(void)number;
	for (uint32_t i = 0; i < lexicon->len; i++)
		if (glossary_stands(worker, i))
			entries[n++] = (struct entry){
				lexicon->forms[i], (uint32_t)item, i};
	qsort(entries, n, sizeof *entries, by_text);
	listing->entries[item] = entries;
	listing->lens[item] = n;
}

/* Whose next entry is the first in the alphabet: there is one. */
static unsigned first_of(const struct listing *listing)
{
	unsigned jobs = listing->index->host->jobs, first = 0;

	while (!listing->lens[first])
		first++;
	for (unsigned i = first + 1; i < jobs; i++)
		if (listing->lens[i] &&
			by_text(listing->entries[i], listing->entries[first]) <
				0)
			first = i;
	return first;
}

/* Of all workers; to be freed. */
static struct entry *merge_entries(struct listing *listing, size_t *count)
{
	unsigned jobs = listing->index->host->jobs;
	struct entry *all;
	size_t n = 0;

	for (unsigned i = 0; i < jobs; i++)
		n += listing->lens[i];
	all = base_calloc(n + 1, sizeof *all);
	*count = n;
	for (size_t to = 0; to < n; to++) {
		unsigned from = first_of(listing);

		all[to] = *listing->entries[from]++;
		listing->lens[from]--;
	}
	return all;
}

static struct entry *sort_entries(struct index *index, size_t *n)
{
	const struct search_host *host = index->host;
	struct listing listing = {.index = index};
	struct entry **starts, *all;

	listing.entries =
		arena_array(&index->arena, struct entry *, host->jobs);
	listing.lens = arena_array(&index->arena, size_t, host->jobs);
	starts = arena_array(&index->arena, struct entry *, host->jobs);
	host->run(host->context, host->jobs, list_entries, &listing);
	memcpy(starts, listing.entries, host->jobs * sizeof *starts);
	all = merge_entries(&listing, n);
	for (unsigned i = 0; i < host->jobs; i++)
		free(starts[i]);
	return all;
}

static void number_forms(
	struct index *index, const struct entry *entries, size_t n)
{
	size_t forms = 0;

	for (unsigned i = 0; i < index->host->jobs; i++) {
		struct index_worker *worker = &index->workers[i];

		worker->to_form = arena_array(
			&worker->arena, uint32_t, worker->lexicon.len);
	}
	index->forms = arena_array(&index->arena, struct form, n);
	for (size_t i = 0; i < n; i++) {
		if (!i || !str_eq(entries[i].text, entries[i - 1].text))
			index->forms[forms++] =
				(struct form){.text = entries[i].text,
					.hash = str_hash(entries[i].text)};
		index->workers[entries[i].worker].to_form[entries[i].number] =
			(uint32_t)forms - 1;
	}
	index->form_count = forms;
}

void index_join(struct index *index, struct form *form)
{
	struct group *group = &index->groups[form->group];

	if (!group->forms)
		group->name = form->text;
	form->rank = group->forms++;
	group->hash = (group->hash ^ form->hash) * 0x9E3779B97F4A7C15U + 1;
}

/* The stems of all forms, of which each item is a run. */
struct stemming {
	struct index *index;
	struct str *stems;
};

static void stem_run(void *context, unsigned number, size_t item)
{
	const struct stemming *stemming = context;
	struct index *index = stemming->index;
	struct stemmer *stemmer = stemmer_open(index->site->language);
	size_t jobs = index->host->jobs;
	size_t end = index->form_count * (item + 1) / jobs;

	for (size_t i = index->form_count * item / jobs; i < end; i++) {
		struct form *form = &index->forms[i];

		stemming->stems[i] = stemmer_stem(
			stemmer, form->text, &index->workers[number].scratch);
		form->stem = (uint32_t)str_hash(stemming->stems[i]);
	}
	stemmer_close(stemmer);
}

/* Groups by stem, in the order of their first forms. */
static void number_groups(struct index *index)
{
	const struct search_host *host = index->host;
	struct stemming stemming = {.index = index};
	struct lexicon stems = {0};

	stemming.stems =
		base_calloc(index->form_count + 1, sizeof *stemming.stems);
	host->run(host->context, host->jobs, stem_run, &stemming);
	for (size_t i = 0; i < index->form_count; i++)
		index->forms[i].group = lexicon_add(&stems, stemming.stems[i]);
	index->group_count = stems.len;
	index->groups =
		arena_array(&index->arena, struct group, index->group_count);
	for (size_t i = 0; i < index->form_count; i++)
		index_join(index, &index->forms[i]);
	lexicon_release(&stems);
	free(stemming.stems);
}

void index_renumber_page(const struct index *index, struct page_tokens *page)
{
	const uint32_t *to_form = index->workers[page->worker].to_form;

	for (size_t i = 0; i < page->len; i++)
		page->tokens[i] = to_form[page->tokens[i] >> 1] * 2 +
			(page->tokens[i] & 1);
}

static void renumber_page(void *context, unsigned number, size_t item)
{
	struct index *index = context;

	(void)number;
	index_renumber_page(index, &index->tokens[item]);
}

void index_lexis(struct index *index)
{
	size_t n;
	struct entry *entries = sort_entries(index, &n);

	number_forms(index, entries, n);
	free(entries);
	number_groups(index);
	index_run(index, index->page_count, renumber_page);
}
