#ifndef SEARCH_PACK_H
#define SEARCH_PACK_H

/*
 * The files of the index. Each is JavaScript of one call, as a script may be
 * loaded where nothing may be fetched: GH("p/12-3","…","id"). A file that
 * would hold all of a kind is cut into shards: runs of pages, forms or groups
 * of about the same size. On a small site all but the texts and positions
 * are one file; if its pages are long, cutting it costs a reader less.
 *
 * What is cut is cut so that little moves when a page is edited. Forms are
 * parted where one of them says so by its hash (pack_cuts()). A file d/ with
 * its forms is a segment: the groups whose first form lies in it are its own,
 * and p/12-3, q/12-3 and c/12-3 are the fourth run of the groups of segment
 * 12. Just so x/12-3 is the fourth run of the texts of the pages of m/12, and
 * f/2-3 of the pages, of which it has the values of facet 2. No file but
 * index.js has a number that counts through the whole index, but for those of
 * the pages.
 *
 * The id of a file tells what a reader must have read the same way to make
 * sense of it (pack_put_id()); files of different builds that have the ids
 * that are expected may be read together:
 *
 *	index	the build
 *	d, s	the first letters of its first form and of the next shard's,
 *		as index.js has them
 *	p, q	the numbering of the pages, and the forms of its groups, which
 *		d/ has too
 *	c	the pages it is about, which p/ has
 *	m, f	the numbering of the pages and of the values of facets
 *	x	how m/ says that its texts are cut, and its headings
 *	g	the names of the terms
 *
 * In the strings numbers stand as search/number.h has them, texts between
 * tabs, forms between "~".
 */

#include "search/index.h"

enum {
	PACK_SMALL = 128, /* pages of a site that may be one file, */
	PACK_SMALL_POSTINGS = 22000, /* and its postings: 70 kB gzipped */
	PACK_LOGS = 16 /* of how many pages have a form */
};

/*
 * How much a file holds. What a query loads grows with the pages that have
 * its words, and with what stands beside that in its files: on a big site
 * both are cut. What there are most files of are texts: on a site that is not
 * small there are fewer, of more.
 */
struct pack_sizes {
	size_t pages; /* of a file m/ */
	size_t words; /* bytes of a file d/ */
	size_t spelling; /* bytes of a file s/ */
	size_t postings; /* of a file p/ */
	size_t texts; /* bytes of text of a file x/ */
	size_t common; /* a group of more pages is common */
};

/* Of a site of so many pages. */
struct pack_sizes pack_sizes_of(size_t pages);

/* Runs of things: shard i is firsts[i] … firsts[i + 1]. */
struct shards {
	size_t *firsts; /* one more than there are shards */
	size_t len;
};

/* The run of groups that files p/, c/ and q/ have; up to the next one's. */
struct pack_groups {
	size_t first;
	uint32_t segment, place;
};

/* A piece of a page's text, in a shard of x/. */
struct unit {
	uint32_t page;
	uint32_t shard, number; /* which of its m/'s x/ it is in, and where */
	uint8_t first, sixths; /* of the page's sixths */
};

/* How the texts of the pages of a file m/ are cut. */
struct text_cut {
	struct unit *units;
	size_t unit_count;
	size_t *pages; /* the first unit of each page; and the end */
	struct shards shards; /* of units */
	char id[ID_LEN];
};

struct pack {
	struct index *index;
	struct arena arena;
	bool small; /* all in one file */
	struct pack_sizes sizes;
	struct buf calls; /* then: what is in it so far */
	struct shards words, spelling;
	struct shards segments; /* the groups of each */
	struct pack_groups *runs; /* with one more at the end */
	size_t run_count;
	size_t *segment_runs; /* the first of each; and the end */
	uint32_t *spelled; /* the forms of the spelling, by their ends */
	size_t spelled_len;
	size_t metas; /* files m/ */
	uint32_t *text_files; /* how many x/ each has; when it was packed */
};

/*
 * Start the file NAME: its body is to be appended to what is returned, the
 * worker's own; pack_put() then ends it by its id and puts it, or makes it
 * part of the one file.
 */
struct buf *pack_start(struct pack *pack, unsigned number, struct str name);
void pack_put(
	struct pack *pack, unsigned number, struct str name, struct str id);

/* The names of files: "d/12", and "p/12-3". */
struct str pack_name(struct arena *arena, char kind, size_t i);
struct str pack_part_name(
	struct arena *arena, char kind, size_t of, size_t place);

/* Append TEXT as part of a JavaScript string, tabs and line ends as spaces. */
void pack_text(struct buf *out, struct str text);

/*
 * pack_words.c: the dictionary d/. Is a shard that has SIZE bytes, of USUAL
 * ones, to end before what has the hash HASH? It depends on what is near, so
 * that a form more moves no bound but by chance the next.
 */
bool pack_cuts(size_t size, size_t usual, uint16_t hash);
void pack_plan_words(struct pack *pack);
void pack_word_file(void *pack, unsigned number, size_t i);

/* How many pages have a form, as its logarithm, less than PACK_LOGS. */
unsigned pack_log(uint32_t pages);

/*
 * Append as much of the first form of shard I as tells it from the one before:
 * of the first shard, and behind the last, nothing.
 */
void pack_put_first_word(struct buf *out, const struct pack *pack, size_t i);

/* pack_spelling.c: some of the forms backwards, s/. First those are listed. */
void pack_list_spelled(struct pack *pack);
void pack_plan_spelling(struct pack *pack);
void pack_spelling_file(void *pack, unsigned number, size_t i);
void pack_put_first_spelled(struct buf *out, const struct pack *pack, size_t i);

/* May a slip of the pen have meant the form? */
bool pack_is_spelled(const struct index *index, const struct form *form);

/* Is form number A before form number B when both are read backwards? */
bool pack_is_spelled_before(const struct index *index, uint32_t a, uint32_t b);

/* pack_postings.c: the postings p/ and their details c/, run by run. */
void pack_plan_postings(struct pack *pack);

/* How many there are: pages of groups, and what titles and headings add. */
size_t pack_count_postings(const struct pack *pack);
void pack_posting_file(void *pack, unsigned number, size_t i);

/* The details of a common group, which is alone in its run. */
void pack_detail_file(struct pack *pack, unsigned number, struct str name,
	const struct group *group);

/* Append what p/ has of a group. */
void pack_put_group(
	struct buf *out, const struct pack *pack, const struct group *group);

/* The id of the groups of run I. */
struct str pack_groups_id(const struct pack *pack, size_t i, char id[ID_LEN]);

/* The run that GROUP is in. */
size_t pack_run_of(const struct pack *pack, size_t group);

/* The id of the files p/ and q/ of run I. */
struct str pack_run_id(const struct pack *pack, size_t i, char id[2 * ID_LEN]);

/*
 * pack_positions.c: the positions q/. The pages of a group are told in
 * stretches, each with its number, so that all but one can be passed over.
 * pack_put_place_page() appends which page comes when NEXT could. The notes of
 * the index, if it has any, are written meanwhile.
 */
enum {
	PACK_PLACE_PAGES = 512, /* of a stretch; files.js too */
	PACK_STRETCH = '~', /* before each */
	PACK_GROUP_END = '\t'
};
void pack_positions(struct pack *pack);
void pack_put_place_page(struct buf *out, size_t next, size_t page);

/*
 * pack_texts.c: excerpt texts x/, unit by unit: of each block the number of
 * headings before it, and its text. pack_cut_texts(): how those of m/ number I
 * are cut.
 */
enum { PACK_BLOCK_END = '\t', PACK_UNIT_END = '\f' };
struct text_cut pack_cut_texts(
	const struct pack *pack, struct arena *arena, size_t i);
void pack_text_file(struct pack *pack, unsigned number,
	const struct text_cut *cut, struct str name, size_t shard);

/* pack_pages.c: metadata m/ with their texts, facets f/, definitions g/. */
void pack_meta_files(void *pack, unsigned number, size_t i);
size_t pack_count_facet_files(const struct pack *pack);
void pack_facet_file(void *pack, unsigned number, size_t i);
void pack_glossary_file(void *pack, unsigned number, size_t i);

/* The id of the names of the terms. */
struct str pack_terms_id(const struct search_site *site, char id[ID_LEN]);

/* pack_index.c: index.js, which tells of all others. */
void pack_index_file(struct pack *pack);

/*
 * pack.c: how an index is to be cut. The spelling, SPELLED_LEN forms in its
 * order, is given by who knows it: NULL, it is made.
 */
void pack_open(struct pack *pack, struct index *index, uint32_t *spelled,
	size_t spelled_len);
void pack_close(struct pack *pack);

/* All of it, put by the host. */
void pack_all(struct pack *pack);

#endif
