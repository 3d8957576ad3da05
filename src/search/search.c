#include "search/search.h"

#include <stdlib.h>

#include "search/pack.h"

#define FORMAT "5" /* of the files; part of what the build id tells */

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

/* A text, and what was hashed before it. */
static uint64_t mix(uint64_t hash, struct str text)
{
	return (hash ^ str_hash(text)) * 0x9E3779B97F4A7C15U + text.len;
}

static uint64_t hash_page(uint64_t hash, const struct search_site *site,
	const struct search_page *page)
{
	hash = mix(mix(mix(hash, page->url), page->title), page->description);
	for (size_t i = 0; i < page->keyword_count; i++)
		hash = mix(hash, page->keywords[i]);
	for (size_t i = 0; i < page->heading_count; i++)
		hash = mix(mix(hash, page->headings[i].text),
			page->headings[i].id);
	for (size_t i = 0; i < page->block_count; i++)
		hash = mix(hash + page->blocks[i].kind, page->blocks[i].text);
	for (size_t i = 0; i < site->facet_count; i++)
		hash = mix(hash,
			str_make((const char *)page->values[i].items,
				page->values[i].len * sizeof(uint32_t)));
	return hash + page->boost;
}

static uint64_t hash_facet(uint64_t hash, const struct search_facet *facet)
{
	hash = mix(mix(hash, facet->id), facet->title);
	for (size_t i = 0; i < facet->len; i++)
		hash = mix(mix(hash, facet->ids[i]), facet->titles[i]);
	return hash;
}

static uint64_t hash_term(uint64_t hash, const struct search_term *term)
{
	for (size_t i = 0; i < term->name_count; i++)
		hash = mix(hash, term->names[i]);
	return mix(mix(hash, term->definition), term->url);
}

/* The same for the same content, whenever and wherever it is built. */
static struct str build_id(struct index *index)
{
	const struct search_site *site = index->site;
	uint64_t hash = mix(mix(0, STR(FORMAT)), site->language);

	for (size_t i = 0; i < index->page_count; i++)
		hash = hash_page(hash, site, index->pages[i]);
	for (size_t i = 0; i < site->facet_count; i++)
		hash = hash_facet(hash, &site->facets[i]);
	for (size_t i = 0; i < site->term_count; i++)
		hash = hash_term(hash, &site->terms[i]);
	return arena_printf(
		&index->arena, "%010llx", (unsigned long long)(hash >> 24));
}

static void open_workers(struct index *index)
{
	index->workers = base_calloc(index->host->jobs, sizeof *index->workers);
	for (unsigned i = 0; i < index->host->jobs; i++) {
		struct index_worker *worker = &index->workers[i];

		tokeniser_init(&worker->tokeniser);
		worker->out = (struct buf)BUF_INIT(BUF_LARGE);
		worker->more = (struct buf)BUF_INIT(BUF_LARGE);
	}
}

static void close_workers(struct index *index)
{
	for (unsigned i = 0; i < index->host->jobs; i++) {
		struct index_worker *worker = &index->workers[i];

		tokeniser_release(&worker->tokeniser);
		lexicon_release(&worker->lexicon);
		buf_release(&worker->out);
		buf_release(&worker->more);
		arena_release(&worker->scratch);
		arena_release(&worker->arena);
	}
	free(index->workers);
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

void search_write(
	const struct search_site *site, const struct search_host *host)
{
	struct index index = {.site = site,
		.host = host,
		.pages = site->pages,
		.page_count = site->page_count};

	if (site->page_count)
		qsort(site->pages, site->page_count,
			sizeof(struct search_page *), by_url);
	open_workers(&index);
	index.tokens =
		arena_array(&index.arena, struct page_tokens, site->page_count);
	index.build = build_id(&index);
	index_gather(&index);
	index_lexis(&index);
	index_weigh(&index);
	pack_all(&index);
	close_workers(&index);
	arena_release(&index.arena);
}
