#ifndef STAGE_OUTPUTS_PARTS_H
#define STAGE_OUTPUTS_PARTS_H

/*
 * Adding outputs, alone or as the parts of a long list: "topics/risk.html"
 * goes on in "topics/risk-2.html".
 */

#include "stage/outputs/outputs.h"

/* Add one output. The pointer holds until the next is added. */
struct output *output_add(struct build *build, struct str url,
	const char *template, output_fn *fill, const void *subject);

/* Add a table as BASE.csv and BASE.json, for an output of the same subject. */
void output_add_table(struct build *build, struct str base,
	output_table_fn *table, const void *subject);

/* Put a table under KEY, with links to what output_add_table() made of it
 * (BASE empty: nothing was), and to the workbook where it is a register. */
void output_put_table(struct value_map *map, struct arena *arena,
	const char *key, const struct table *table, struct str base);

/* The tables of a page: what each is put under and made by, and what its
 * files are called behind the page's own name. */
struct page_table {
	const char *key;
	struct str suffix; /* "-risks" */
	output_table_fn *table;
};

/* Add the files of N tables of the page at URL. */
void output_add_tables(struct build *build, struct str url,
	const struct page_table *tables, size_t n, const void *subject);

/* Put all of them into the page that OUTPUT is. */
void output_put_tables(const struct build *build, const struct output *output,
	const struct page_table *tables, size_t n, struct value_map *map,
	struct arena *arena);

/* Add as many outputs as it takes to list N entries, the first at URL. */
void output_add_list(struct build *build, struct str url, const char *template,
	output_fn *fill, const void *subject, size_t n);

/* Add as many outputs as it takes to show a table of N rows. */
void output_add_rows(struct build *build, struct str url, const char *template,
	output_fn *fill, size_t n);

/* TITLE; of a later part "All assessments, part 2 of 20". */
struct str output_part_title(
	struct arena *arena, const struct output *output, struct str title);

/*
 * Put the rows of the part that OUTPUT is, as output_put_table() does; the
 * pages start at BASE.html. And links to its other parts.
 */
void output_put_rows(const struct output *output, struct value_map *map,
	struct arena *arena, const char *key, const struct table *table,
	struct str base);

/*
 * Put the cards of the part that OUTPUT is, of the N pages of a list that
 * starts at URL; and links to its other parts.
 */
void output_put_part(const struct build *build, const struct output *output,
	struct str url, struct page *const *pages, size_t n,
	struct value_map *map, struct arena *arena);

#endif
