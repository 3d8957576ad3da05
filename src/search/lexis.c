/*
 * The forms of all pages in one alphabet, and the groups that share a stem.
 * What the workers counted for themselves gets the same numbers for all.
 */

#include <stdlib.h>

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

static struct entry *list_entries(struct index *index, size_t *count)
{
	struct entry *entries;
	size_t n = 0;

	for (unsigned i = 0; i < index->host->jobs; i++)
		n += index->workers[i].lexicon.len;
	entries = base_calloc(n + 1, sizeof *entries);
	n = 0;
	for (unsigned i = 0; i < index->host->jobs; i++) {
		const struct lexicon *lexicon = &index->workers[i].lexicon;

		for (uint32_t k = 0; k < lexicon->len; k++)
			if (glossary_stands(&index->workers[i], k))
				entries[n++] =
					(struct entry){lexicon->forms[k], i, k};
	}
	*count = n;
	qsort(entries, n, sizeof *entries, by_text);
	return entries;
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

/* Groups by stem, in the order of their first forms. */
static void number_groups(struct index *index)
{
	struct stemmer *stemmer = stemmer_open(index->site->language);
	struct arena scratch = ARENA_INIT;
	struct lexicon stems = {0};

	for (size_t i = 0; i < index->form_count; i++) {
		struct form *form = &index->forms[i];

		struct str stem = stemmer_stem(stemmer, form->text, &scratch);

		form->group = lexicon_add(&stems, stem);
		form->stem = (uint32_t)str_hash(stem);
		arena_reset(&scratch);
	}
	index->group_count = stems.len;
	index->groups =
		arena_array(&index->arena, struct group, index->group_count);
	for (size_t i = 0; i < index->form_count; i++)
		index_join(index, &index->forms[i]);
	lexicon_release(&stems);
	arena_release(&scratch);
	stemmer_close(stemmer);
}

static void renumber_page(void *context, unsigned number, size_t item)
{
	struct index *index = context;
	struct page_tokens *page = &index->tokens[item];
	const uint32_t *to_form = index->workers[page->worker].to_form;

	(void)number;
	for (size_t i = 0; i < page->len; i++)
		page->tokens[i] = to_form[page->tokens[i] >> 1] * 2 +
			(page->tokens[i] & 1);
}

void index_lexis(struct index *index)
{
	size_t n;
	struct entry *entries = list_entries(index, &n);

	number_forms(index, entries, n);
	free(entries);
	number_groups(index);
	index_run(index, index->page_count, renumber_page);
}
