#ifndef SEARCH_SEARCH_H
#define SEARCH_SEARCH_H

/*
 * The search index of a site: what the browser needs to answer a query
 * without a server, packed into many small files. The stage fills in what
 * the pages are; search_write() does the rest, by as many threads as it is
 * given, and the same pages make the same bytes whatever their number.
 */

#include "base/buf.h"
#include "data/markdown/markdown.h"

#define SEARCH_FOLDER "search/"

/* The values of one facet that a page has, by their number. */
struct search_values {
	const uint32_t *items;
	size_t len;
};

struct search_page {
	struct str url, title, description;
	const struct str *keywords;
	size_t keyword_count;
	const struct markdown_heading *headings;
	size_t heading_count;
	const struct markdown_block *blocks; /* of its text, in order */
	size_t block_count;
	const void *origin; /* what the host knows it by */
	const struct search_values *values; /* one a facet */
	unsigned boost; /* per cent; 100 is as any other */
};

/* The id of a value that says nothing: pages are not found by it. */
#define SEARCH_ANY "page"

/* What results can be narrowed by. */
struct search_facet {
	struct str id, title;
	const struct str *ids, *titles; /* of its values */
	size_t len;
};

/* An entry of the glossary. */
struct search_term {
	const struct str *names; /* the term, its short form, former names */
	size_t name_count;
	struct str title; /* as the card is headed */
	struct str definition, url; /* url: with its fragment */
};

struct search_site {
	struct str language; /* "en-GB" */
	struct search_page **pages; /* sorted by search_write() */
	size_t page_count;
	const struct search_facet *facets;
	size_t facet_count;
	const struct search_term *terms;
	size_t term_count;
};

/* FN does one item; WORKER is 0 … jobs-1. */
typedef void search_fn(void *context, unsigned worker, size_t item);

/* What the caller lends: threads, and a place for files. */
struct search_host {
	void *context;
	unsigned jobs;
	void (*run)(void *context, size_t n, search_fn *fn, void *argument);
	/* LEN bytes of the page's text from FROM on, until the worker asks
	 * again. */
	struct str (*text)(void *context, unsigned worker, const void *origin,
		size_t from, size_t len);
	/* Take a file; called by several threads. */
	void (*put)(void *context, unsigned worker, struct str path,
		struct str bytes);
};

/* Index the site and put all files of its index. */
void search_write(
	const struct search_site *site, const struct search_host *host);

/* Is that site path one that a file of the index may have? */
bool search_owns(struct str path);

/* Append the pages as the indexer sees them: a line of JSON each. */
void search_corpus(const struct search_site *site,
	const struct search_host *host, struct buf *out);

#endif
