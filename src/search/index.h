#ifndef SEARCH_INDEX_H
#define SEARCH_INDEX_H

/*
 * The index in memory, between its making (gather.c, lexis.c, weigh.c) and
 * its packing (pack/). Forms are what stands in the pages; forms of one stem
 * are a group, and a group has one list of postings. Pages are numbered by
 * their URLs, forms and groups by the alphabet.
 */

#include "search/lexicon.h"
#include "search/search.h"
#include "search/token.h"

/* Where a token stands, which says how much it counts. */
enum field {
	FIELD_TITLE,
	FIELD_KEYWORDS,
	FIELD_EXPANSION, /* other names of what the page speaks of */
	FIELD_LEAD, /* description and first paragraph */
	FIELD_HEADING,
	FIELD_BODY,
	FIELD_CODE
};

enum { SIXTHS = 6, LEVELS = 4, ID_LEN = 4 };

/* A run of a page's tokens in one field. */
struct stretch {
	uint32_t first; /* of the page's tokens */
	uint32_t position; /* of its first word */
	uint32_t word; /* that it is of the page */
	uint32_t heading; /* which, from 0; keywords count on behind them */
	uint8_t field; /* enum field */
	uint8_t sixth; /* of the page's text; SIXTHS: not of the text */
	bool is_text; /* a block of the text */
};

/* What is kept of a stretch. */
struct passage {
	uint32_t first; /* of the tokens that are kept */
	uint32_t heading;
	uint8_t field, sixth;
	bool is_text;
};

struct page_tokens {
	struct str occurrences; /* packed (occurrence.h) */
	size_t form_count; /* of those */
	uint32_t *tokens; /* of title, keywords and headings alone: form × 2,
			   * plus 1 if joined; the numbers are the worker's,
			   * by index_lexis() the index's */
	size_t len;
	struct passage *passages; /* with one more at the end */
	size_t passage_count;
	unsigned worker; /* whose forms those are */
	uint64_t hash; /* index_hash() */
	uint32_t halves; /* its length: two a word, one a word of code */
};

struct form {
	struct str text;
	uint32_t group;
	uint32_t rank; /* among the forms of its group */
	uint32_t pages; /* that have it */
	uint32_t titles; /* pages that have it in their title */
	uint32_t stem; /* a hash of its stem */
	uint64_t hash; /* of the text */
};

/* page × 256 + level × 64 + the sixths it occurs in, a bit each */
typedef uint32_t posting;

struct title_entry {
	uint32_t group; /* first: evidence_sort() */
	uint32_t page;
	uint32_t rank; /* of the form that stands in the title */
	uint32_t weight; /* its part of the title, 0 … 31 */
};

struct heading_entry {
	uint32_t group; /* likewise */
	uint32_t page, heading;
};

struct group {
	struct str name; /* its first form */
	uint64_t hash; /* of all its forms, which says what their ranks are */
	uint32_t forms;
	uint32_t pages; /* that have it */
	uint32_t title_count, heading_count;
	const posting *postings; /* one a page */
	const struct title_entry *titles;
	const struct heading_entry *headings;
};

/* What one thread has of its own. */
struct index_worker {
	struct arena arena, scratch;
	struct lexicon lexicon;
	struct tokeniser tokeniser;
	struct buf out, more; /* a file being packed */
	struct names *names; /* of the glossary (glossary.c) */
	struct occurring *occurring; /* occurrence.h */
	uint32_t *to_form; /* its numbers of forms to the index's */
	VEC(uint32_t) tokens;
	VEC(struct stretch) stretches;
};

struct index {
	const struct search_site *site;
	const struct search_host *host;
	struct arena arena;
	struct index_worker *workers;
	struct search_page **pages; /* by URL */
	struct page_tokens *tokens; /* of each page */
	size_t page_count;
	uint64_t halves; /* the length of all pages, likewise */
	double average; /* in words; index_average() */
	struct form *forms;
	size_t form_count;
	struct group *groups;
	size_t group_count;
	struct str build; /* the hash of all that is indexed */
	struct notes *notes; /* for a memory; NULL: none is wanted */
	uint64_t key; /* of all that must be the same for an index to be brought
		       * up to date: addresses, facets, terms, language */
	struct str numbering; /* the id of what numbers mean: of pages, by
			       * their URLs, and of the values of facets */
};

/* search.c: an index of what is not known yet; sorts the site's pages. */
void index_open(struct index *index, const struct search_site *site,
	const struct search_host *host);
void index_close(struct index *index);

/* gather.c: the tokens of all pages, by all workers. */
void index_gather(struct index *index);

/* The same page by page: first index_prepare(). */
void index_prepare(struct index *index);
void index_gather_page(void *index, unsigned number, size_t item);

/* Those of a page by itself, whose text is TEXT, by worker NUMBER. */
void index_gather_tokens(struct index *index, unsigned number,
	const struct search_page *page, struct str text,
	struct page_tokens *out);

/* The length of a page that levels go by: the mean in words, rounded to an
 * eighth of a doubling, so that hardly an edit changes that of all pages. */
double index_average(uint64_t halves, size_t pages);

/* Of a page that is as it was, what its texts are cut by: how many blocks
 * start in each sixth. Its hash is made anew. */
void index_outline_page(struct index *index, unsigned number, size_t item,
	const uint32_t sixths[SIXTHS]);

/* name.c: a hash of all that is indexed of a page; the id of the build; and
 * beforehand the key, and the id of the numbering. */
uint64_t index_hash(const struct search_site *site,
	const struct search_page *page, struct str text);
void index_name(struct index *index);
void index_name_numbers(struct index *index);

/* A hash of the values that a page has. */
uint64_t index_values_hash(
	const struct search_site *site, const struct search_page *page);

/* The same for whatever else has an id: TEXT behind what HASH is of, of
 * nothing at first; and the id, ID_LEN letters and digits. */
uint64_t index_mix(uint64_t hash, struct str text);
struct str index_id(uint64_t hash, char id[ID_LEN]);

/* lexis.c: one alphabet of forms and groups of all workers' lexicons. */
void index_lexis(struct index *index);

/* The tokens of a page once more, with the numbers that its worker's to_form
 * has. */
void index_renumber_page(const struct index *index, struct page_tokens *page);

/* FORM is the next of its group: gets its rank, and counts in the hash. */
void index_join(struct index *index, struct form *form);

/* weigh.c: postings, titles and headings. */
void index_weigh(struct index *index);

/* Run FN on N items by the host's threads, with the index as context. */
void index_run(struct index *index, size_t n, search_fn *fn);

#endif
