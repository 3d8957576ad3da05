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
	bool changed; /* for search_update(): anything of it may differ */
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

/*
 * What the caller lends: threads, and a place for files. put() and text() are
 * always there; the last three are for search_update() alone. WORKER is that
 * of the thread that calls; several call at once.
 */
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
	/* The text of PAGE is going to be asked for: fill in its blocks and
	 * block_count, and what text() gives of it from now on. Called once a
	 * page, also for pages that are not changed, but share files with one
	 * that is. Of the others nothing is asked but URL, boost, and values
	 * where those of a changed page are others. */
	void (*load)(void *context, unsigned worker, struct search_page *page);
	/* The bytes of a file of the index that stands, until the worker asks
	 * for another; ptr is NULL where there is none. What was put is not
	 * asked for any more. */
	struct str (*stands)(void *context, unsigned worker, struct str path);
	/* A file of the index that stands is no more. */
	void (*drop)(void *context, unsigned worker, struct str path);
};

/*
 * What an index leaves behind for the next one: bytes that are only ever
 * appended to, with places that count from their first. They are for the same
 * program on the same machine: if they are anything else, search_update() says
 * that it cannot use them. Of 10,000 pages they are 13 MB.
 *
 * The caller keeps the bytes and the root. To make an index anew: past empty,
 * and then the bytes are those of more. To bring one up to date: past all
 * bytes so far (mapped, or read; they are not trusted), root where the last
 * index left it; then those of first and more are put behind them, and
 * next_root is the root from now on. What was put behind the past in vain,
 * because the files that were to go with it never came to be, does no harm as
 * long as the old root is kept with the old files.
 */
struct search_memory {
	struct str past; /* all that was left so far */
	size_t root; /* where in it the last index is described */
	/* To be put behind the past, first and more one behind another; the
	 * caller's to free. */
	struct buf *first; /* FIRST_COUNT of them */
	size_t first_count;
	struct buf more;
	size_t next_root; /* where in the whole this index is described */
};

/* Free what was to be put; then it is an empty one, to be used again. */
void search_forget(struct search_memory *memory);

/*
 * Index the site and put all files of its index. MEMORY, whose past must be
 * empty, gets what search_update() needs; NULL: nobody asks for it.
 */
void search_write(const struct search_site *site,
	const struct search_host *host, struct search_memory *memory);

/*
 * Bring the index that MEMORY tells of up to date: the pages that are marked
 * as changed may differ from what they were in anything but their URL, and no
 * others do. Puts the files that differ from those that stand, drops those
 * that are no more, and appends to memory->more; what stands then is, file by
 * file and byte by byte, what search_write() would put.
 *
 * Returns false, before anything was put, dropped or appended, where the index
 * has to be made anew: the addresses, facets, terms or the language are
 * others, the site is small, much was touched, pages have become longer or
 * shorter on the whole, files would have to be renamed, most of the memory is
 * about what is no more, or the memory or a file that stands is not what it
 * should be. Most of that shows before any page is loaded; pages that were
 * loaded by then are good for search_write() as they are.
 *
 * Where a line of a page is edited, a hundred files are read of a site of
 * 10,000 pages, and some tens put; half a thousand where the page has code, as
 * what it was cannot be told then. An update leaves behind about 50 kB, and the
 * index is made anew when less than half of the past (but for a megabyte) is
 * about what still is.
 */
bool search_update(const struct search_site *site,
	const struct search_host *host, struct search_memory *memory);

/* Is that site path one that a file of the index may have? */
bool search_owns(struct str path);

/* Append the pages as the indexer sees them: a line of JSON each. */
void search_corpus(const struct search_site *site,
	const struct search_host *host, struct buf *out);

#endif
