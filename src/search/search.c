#include "search/search.h"

#include <stdlib.h>

#include "search/memory.h"
#include "search/occurrence.h"
#include "search/pack.h"

void index_run(struct index *index, size_t n, search_fn *fn)
{
	index->host->run(index->host->context, n, fn, index);
}

static int by_url(const void *left, const void *right)
{
	const struct search_page *a = *(struct search_page *const *)left;
	const struct search_page *b = *(struct search_page *const *)right;

	return str_cmp(a->url, b->url);
}

static bool are_sorted(const struct search_site *site)
{
	for (size_t i = 1; i < site->page_count; i++)
		if (by_url(&site->pages[i - 1], &site->pages[i]) > 0)
			return false;
	return true;
}

static void open_workers(struct index *index)
{
	index->workers = base_calloc(index->host->jobs, sizeof *index->workers);
	for (unsigned i = 0; i < index->host->jobs; i++) {
		struct index_worker *worker = &index->workers[i];

		tokeniser_init(&worker->tokeniser);
		worker->occurring = occurrences_open();
		worker->out = (struct buf)BUF_INIT(BUF_LARGE);
		worker->more = (struct buf)BUF_INIT(BUF_LARGE);
	}
}

/* What tokens are gathered with is not needed once all have their numbers. */
static void end_gathering(struct index *index)
{
	for (unsigned i = 0; i < index->host->jobs; i++) {
		struct index_worker *worker = &index->workers[i];

		occurrences_close(worker->occurring);
		worker->occurring = NULL;
		lexicon_forget(&worker->lexicon);
	}
}

static void close_workers(struct index *index)
{
	for (unsigned i = 0; i < index->host->jobs; i++) {
		struct index_worker *worker = &index->workers[i];

		tokeniser_release(&worker->tokeniser);
		occurrences_close(worker->occurring);
		lexicon_release(&worker->lexicon);
		buf_release(&worker->out);
		buf_release(&worker->more);
		arena_release(&worker->scratch);
		arena_release(&worker->arena);
	}
	free(index->workers);
}

void index_open(struct index *index, const struct search_site *site,
	const struct search_host *host)
{
	*index = (struct index){.site = site,
		.host = host,
		.pages = site->pages,
		.page_count = site->page_count};
	if (!are_sorted(site))
		qsort(site->pages, site->page_count,
			sizeof(struct search_page *), by_url);
	open_workers(index);
	index_name_numbers(index);
}

void index_close(struct index *index)
{
	close_workers(index);
	arena_release(&index->arena);
}

bool search_owns(struct str path)
{
	static const struct str kinds = STR_INIT("cdfgmpqsx");
	struct str name = str_from(path, sizeof SEARCH_FOLDER - 1);

	if (!str_starts(path, STR(SEARCH_FOLDER)))
		return false;
	return str_eq(name, STR("index.js")) ||
		(name.len > 1 && name.ptr[1] == '/' &&
			str_chr(kinds, name.ptr[0], 0) < kinds.len);
}

void search_write(const struct search_site *site,
	const struct search_host *host, struct search_memory *memory)
{
	struct index index;
	struct pack pack;

	index_open(&index, site, host);
	if (memory)
		index.notes = notes_open(&index, memory);
	index_gather(&index);
	index_name(&index);
	index_lexis(&index);
	end_gathering(&index);
	index_weigh(&index);
	pack_open(&pack, &index, NULL, 0);
	pack_all(&pack);
	pack_close(&pack);
	index_close(&index);
}
