#ifndef SEARCH_PACK_H
#define SEARCH_PACK_H

/*
 * The files of the index. Each is JavaScript of one call, as a script may be
 * loaded where nothing may be fetched: GH("p/12","…","build"). A file that
 * would hold all of a kind is cut into shards: runs of pages, forms or groups
 * of about the same size. On a small site all but the texts and positions
 * are one file.
 *
 * In the strings numbers stand as search/number.h has them, texts between
 * tabs, forms between "~".
 */

#include "search/index.h"

enum {
	PACK_SMALL = 128, /* pages of a site that is one file; files.js too */
	PACK_BIG = 20000 /* pages that a site has at most that is not big */
};

/*
 * How much a file holds. What a query loads grows with the pages that have
 * its words, and with what stands beside that in its files: on a big site
 * both are cut.
 */
struct pack_sizes {
	size_t pages; /* of a file m/ */
	size_t words; /* bytes of a file d/ */
	size_t spelling; /* bytes of a file s/ */
	size_t postings; /* of a file p/ */
	size_t common; /* a group of more pages is common */
};

/* Runs of things: shard i is firsts[i] … firsts[i + 1]. */
struct shards {
	size_t *firsts; /* one more than there are shards */
	size_t len;
};

/* A form backwards, for the spelling of what its beginning does not tell. */
struct reversed {
	struct str text;
	uint32_t form;
};

/* A piece of a page's text, in a shard of x/. */
struct unit {
	uint32_t page;
	uint8_t first, sixths; /* of the page's sixths */
	bool new_shard; /* it starts one */
};

struct pack {
	struct index *index;
	struct arena arena;
	bool small; /* all in one file */
	struct pack_sizes sizes;
	struct buf calls; /* then: what is in it so far */
	struct shards words, postings, spelling, texts;
	struct reversed *reversed;
	size_t reversed_len;
	struct unit *units; /* by page */
	size_t *page_units; /* the first of each page; and the end */
	uint32_t *unit_shards, *unit_numbers; /* where each is */
};

/*
 * Start file number I of KIND: its body is to be appended to what is returned,
 * the worker's own; pack_put() then ends it and puts it, or makes it part of
 * the one file.
 */
struct buf *pack_open(struct pack *pack, unsigned number, char kind, size_t i);
void pack_put(struct pack *pack, unsigned number, char kind, size_t i);

/* Append TEXT as part of a JavaScript string, tabs and line ends as spaces. */
void pack_text(struct buf *out, struct str text);

/* pack_words.c: the dictionary d/ and the spelling s/. */
void pack_plan_words(struct pack *pack);
void pack_word_file(void *pack, unsigned number, size_t i);
void pack_spelling_file(void *pack, unsigned number, size_t i);

/* pack_postings.c: the postings p/ and their details c/. */
void pack_plan_postings(struct pack *pack);
void pack_posting_file(void *pack, unsigned number, size_t i);
void pack_detail_file(void *pack, unsigned number, size_t i);

/* pack_positions.c: the positions q/. */
void pack_positions(struct pack *pack);

/* pack_texts.c: excerpt texts x/. */
void pack_plan_texts(struct pack *pack);
void pack_text_file(void *pack, unsigned number, size_t i);

/* pack_pages.c: metadata m/, facets f/ and definitions g/. */
void pack_meta_file(void *pack, unsigned number, size_t i);
void pack_facet_file(void *pack, unsigned number, size_t i);
void pack_glossary_file(void *pack, unsigned number, size_t i);

/* pack_index.c: index.js, which tells of all others. */
void pack_index_file(struct pack *pack);

/* pack.c: all of it, put by the host. */
void pack_all(struct index *index);

#endif
