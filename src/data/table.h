#ifndef DATA_TABLE_H
#define DATA_TABLE_H

/*
 * A table of a site: made once, and shown on a page, as CSV and as JSON, so
 * that the three say the same. Filled row by row, cell by cell:
 *
 *	static const struct column columns[] = {
 *		{"contract", "Contract", COLUMN_HEAD},
 *		{"score", "Score", COLUMN_NUMBER},
 *	};
 *	struct table table = TABLE("Scores", columns, arena);
 *	table_link(&table, STR("C-017"), STR("contracts/c-017.html"));
 *	table_number(&table, STR("51.3"));
 */

#include "data/date.h"
#include "data/html.h"
#include "data/value.h"

enum column_kind {
	COLUMN_TEXT,
	COLUMN_HEAD, /* text that names its row */
	COLUMN_NUMBER,
	COLUMN_DATE
};

struct column {
	const char *key; /* in CSV and JSON */
	const char *title; /* on a page */
	enum column_kind kind;
};

struct cell {
	struct str text; /* as shown; empty: nothing */
	struct str raw; /* as exported */
	struct str url; /* site path that it leads to, or empty */
	struct str tag; /* shown as a tag of that kind ("open"), or empty */
	const struct html *html; /* a picture shown beside it, or NULL */
};

struct table {
	struct str title;
	struct str id; /* of it on its page; empty: the name it is put under */
	const struct column *columns;
	size_t width; /* columns */
	struct arena *arena; /* of its texts */
	VEC(struct cell) cells; /* row by row */
};

#define TABLE(caption, cols, memory) \
	((struct table){.title = STR_INIT(caption), \
		.columns = (cols), \
		.width = sizeof(cols) / sizeof *(cols), \
		.arena = (memory)})

/* Add the next cell. Texts are views; the caller keeps them alive. */
struct cell *table_text(struct table *table, struct str text);
struct cell *table_link(struct table *table, struct str text, struct str url);
struct cell *table_int(struct table *table, int64_t n);
struct cell *table_date(struct table *table, struct date date);

/* A number in plain digits, or empty where there is none. */
struct cell *table_number(struct table *table, struct str digits);

/* A number that is shown otherwise than exported: "£1,250", "1250". */
struct cell *table_amount(
	struct table *table, struct str shown, struct str digits);

size_t table_rows(const struct table *table);

/* For templates: {title, columns, rows: [{cells}]}; themes/README.md. */
struct value table_value(const struct table *table);

/* A list of maps by the columns' keys, of what is exported. */
struct value table_objects(const struct table *table);

/* Append the whole as CSV (RFC 4180), the keys in its first line. */
void table_put_csv(const struct table *table, struct buf *out);

/* Append the whole as a JSON list of objects; what is empty is null. */
void table_put_json(const struct table *table, struct buf *out);

#endif
