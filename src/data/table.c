#include "data/table.h"

#include "base/escape.h"
#include "data/json.h"

struct cell *table_text(struct table *table, struct str text)
{
	struct cell *cell = vec_push(&table->cells, table->arena);

	*cell = (struct cell){.text = text, .raw = text};
	return cell;
}

struct cell *table_link(struct table *table, struct str text, struct str url)
{
	struct cell *cell = table_text(table, text);

	cell->url = url;
	return cell;
}

struct cell *table_int(struct table *table, int64_t n)
{
	return table_text(
		table, arena_printf(table->arena, "%lld", (long long)n));
}

struct cell *table_number(struct table *table, struct str digits)
{
	return table_text(table, digits);
}

struct cell *table_amount(
	struct table *table, struct str shown, struct str digits)
{
	struct cell *cell = table_text(table, shown);

	cell->raw = digits;
	return cell;
}

struct cell *table_date(struct table *table, struct date date)
{
	struct cell *cell = table_text(table, STR(""));

	if (date_is_set(date)) {
		cell->raw = date_iso(table->arena, date);
		cell->text = date_long(table->arena, date);
	}
	return cell;
}

size_t table_rows(const struct table *table)
{
	return table->width ? table->cells.len / table->width : 0;
}

static struct value column_value(
	const struct table *table, const struct column *column)
{
	struct value_map map = {0};

	value_put(&map, table->arena, "title",
		value_string(str_of(column->title)));
	value_put(&map, table->arena, "number",
		value_bool(column->kind == COLUMN_NUMBER));
	return value_of_map(&map);
}

static struct value cell_value(const struct table *table,
	const struct column *column, const struct cell *cell)
{
	struct arena *arena = table->arena;
	struct value_map map = {0};

	value_put(&map, arena, "text", value_text(cell->text));
	value_put(&map, arena, "url",
		cell->url.len ? value_url(cell->url) : value_null);
	value_put(&map, arena, "tag", value_text(cell->tag));
	value_put(&map, arena, "html",
		cell->html ? value_html(cell->html) : value_null);
	value_put(&map, arena, "column", value_string(str_of(column->title)));
	value_put(&map, arena, "head", value_bool(column->kind == COLUMN_HEAD));
	value_put(&map, arena, "number",
		value_bool(column->kind == COLUMN_NUMBER));
	value_put(&map, arena, "iso",
		column->kind == COLUMN_DATE ? value_text(cell->raw)
					    : value_null);
	return value_of_map(&map);
}

enum { WIDE = 8 }; /* columns: more of them need room of their own */

struct value table_value(const struct table *table)
{
	struct arena *arena = table->arena;
	struct value_items columns = {0}, rows = {0};
	struct value_map map = {0};

	for (size_t i = 0; i < table->width; i++)
		value_push(&columns, arena,
			column_value(table, &table->columns[i]));
	for (size_t row = 0; row < table_rows(table); row++) {
		const struct cell *of = &table->cells.items[row * table->width];
		struct value_items cells = {0};
		struct value_map entry = {0};

		for (size_t i = 0; i < table->width; i++)
			value_push(&cells, arena,
				cell_value(table, &table->columns[i], &of[i]));
		value_give(&entry, arena, "cells", value_of_list(&cells));
		value_push(&rows, arena, value_of_map(&entry));
	}
	value_give(&map, arena, "title", value_string(table->title));
	value_give(&map, arena, "wide", value_bool(table->width > WIDE));
	value_give(&map, arena, "columns", value_of_list(&columns));
	value_give(&map, arena, "rows", value_of_list(&rows));
	return value_of_map(&map);
}

/* Would a spreadsheet take it for a formula? */
static bool is_formula(const struct column *column, struct str raw)
{
	static const struct str starts = STR_INIT("=+-@\t\r\n");
	struct decimal number;

	if (!raw.len || str_chr(starts, raw.ptr[0], 0) == starts.len)
		return false;
	return column->kind != COLUMN_NUMBER || !decimal_read(raw, &number);
}

/* What looks like a formula is text behind an apostrophe; numbers keep their
 * sign. */
static void put_csv_field(
	struct buf *out, const struct column *column, struct str raw)
{
	struct buf safe = BUF_INIT(BUF_LARGE);

	if (is_formula(column, raw))
		buf_putc(&safe, '\'');
	buf_put(&safe, raw);
	escape_csv(out, buf_str(&safe));
	buf_release(&safe);
}

void table_put_csv(const struct table *table, struct buf *out)
{
	for (size_t i = 0; i < table->width; i++) {
		if (i)
			buf_putc(out, ',');
		escape_csv(out, str_of(table->columns[i].key));
	}
	buf_puts(out, "\r\n");
	for (size_t row = 0; row < table_rows(table); row++) {
		const struct cell *of = &table->cells.items[row * table->width];

		for (size_t i = 0; i < table->width; i++) {
			if (i)
				buf_putc(out, ',');
			put_csv_field(out, &table->columns[i], of[i].raw);
		}
		buf_puts(out, "\r\n");
	}
}

static struct value exported(const struct column *column, struct str raw)
{
	struct decimal number;

	if (column->kind == COLUMN_NUMBER && decimal_read(raw, &number))
		return value_number(number);
	return value_text(raw);
}

struct value table_objects(const struct table *table)
{
	struct value_items rows = {0};

	for (size_t row = 0; row < table_rows(table); row++) {
		const struct cell *of = &table->cells.items[row * table->width];
		struct value_map entry = {0};

		for (size_t i = 0; i < table->width; i++)
			value_put(&entry, table->arena, table->columns[i].key,
				exported(&table->columns[i], of[i].raw));
		value_push(&rows, table->arena, value_of_map(&entry));
	}
	return value_of_list(&rows);
}

void table_put_json(const struct table *table, struct buf *out)
{
	struct value all = table_objects(table);

	json_put(out, &all, &(struct json_options){.pretty = true});
	buf_putc(out, '\n');
}
