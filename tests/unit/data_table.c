/* A table says the same on a page, as CSV and as JSON. */

#include "unit/units.h"

#include <string.h>

#include "data/table.h"

static const struct column columns[] = {
	{"id", "Number", COLUMN_TEXT},
	{"name", "Name", COLUMN_HEAD},
	{"score", "Score", COLUMN_NUMBER},
	{"on", "On", COLUMN_DATE},
};

static struct table fill(struct arena *arena)
{
	struct table table = TABLE("Things", columns, arena);

	table_text(&table, STR("001"));
	table_link(&table, STR("A, or \"B\""), STR("a/b.html"));
	table_number(&table, STR("51.0"));
	table_date(&table, (struct date){2026, 3, 14});
	table_text(&table, STR(""));
	table_text(&table, STR("two\nlines"))->tag = STR("open");
	table_amount(&table,
		STR("\xC2\xA3"
		    "1,250.50"),
		STR("1250.5"));
	table_date(&table, (struct date){0});
	return table;
}

START_TEST(test_csv)
{
	struct arena arena = ARENA_INIT;
	struct table table = fill(&arena);
	struct buf out = BUF_INIT(BUF_LARGE);

	ck_assert_uint_eq(table_rows(&table), 2);
	table_put_csv(&table, &out);
	check_buf(&out,
		"id,name,score,on\r\n"
		"001,\"A, or \"\"B\"\"\",51.0,2026-03-14\r\n"
		",\"two\nlines\",1250.5,\r\n",
		"csv");
	buf_release(&out);
	arena_release(&arena);
}
END_TEST

START_TEST(test_json)
{
	struct arena arena = ARENA_INIT;
	struct table table = fill(&arena);
	struct buf out = BUF_INIT(BUF_LARGE);

	table_put_json(&table, &out);
	check_buf(&out,
		"[\n"
		"  {\n"
		"    \"id\": \"001\",\n"
		"    \"name\": \"A, or \\\"B\\\"\",\n"
		"    \"score\": 51,\n"
		"    \"on\": \"2026-03-14\"\n"
		"  },\n"
		"  {\n"
		"    \"id\": null,\n"
		"    \"name\": \"two\\nlines\",\n"
		"    \"score\": 1250.5,\n"
		"    \"on\": null\n"
		"  }\n"
		"]\n",
		"json");
	buf_release(&out);
	arena_release(&arena);
}
END_TEST

/* Of a value that was made for a page: row, cell, key. */
static const struct value *cell(
	const struct value *value, size_t row, size_t at, const char *key)
{
	const struct value *rows = value_get(value, STR("rows"));
	const struct value *cells =
		value_get(&rows->list.items[row], STR("cells"));

	return value_get(&cells->list.items[at], str_of(key));
}

START_TEST(test_page)
{
	struct arena arena = ARENA_INIT;
	struct table table = fill(&arena);
	struct value value = table_value(&table);

	check_view(value_get(&value, STR("title"))->text, STR("Things"), "");
	ck_assert(value_get(&value, STR("has_rows"))->truth);
	ck_assert_uint_eq(value_get(&value, STR("columns"))->list.len, 4);
	check_view(cell(&value, 0, 1, "text")->text, STR("A, or \"B\""), "");
	ck_assert_int_eq(cell(&value, 0, 1, "url")->kind, VALUE_URL);
	ck_assert(cell(&value, 0, 1, "head")->truth);
	ck_assert(!cell(&value, 0, 0, "head")->truth);
	ck_assert(cell(&value, 0, 2, "number")->truth);
	check_view(cell(&value, 0, 2, "text")->text, STR("51.0"), "");
	check_view(cell(&value, 0, 3, "text")->text, STR("14 March 2026"), "");
	check_view(cell(&value, 0, 3, "iso")->text, STR("2026-03-14"), "");
	ck_assert_int_eq(cell(&value, 0, 2, "iso")->kind, VALUE_NULL);
	ck_assert_int_eq(cell(&value, 0, 0, "url")->kind, VALUE_NULL);
	ck_assert_int_eq(cell(&value, 1, 0, "text")->kind, VALUE_NULL);
	check_view(cell(&value, 1, 1, "tag")->text, STR("open"), "");
	check_view(cell(&value, 1, 2, "text")->text,
		STR("\xC2\xA3"
		    "1,250.50"),
		"");
	ck_assert_int_eq(cell(&value, 1, 3, "iso")->kind, VALUE_NULL);
	arena_release(&arena);
}
END_TEST

START_TEST(test_empty)
{
	struct arena arena = ARENA_INIT;
	struct table table = TABLE("None", columns, &arena);
	struct value value = table_value(&table);
	struct buf out = BUF_INIT(BUF_LARGE);

	ck_assert_uint_eq(table_rows(&table), 0);
	ck_assert(!value_get(&value, STR("has_rows"))->truth);
	table_put_csv(&table, &out);
	check_buf(&out, "id,name,score,on\r\n", "csv");
	table_put_json(&table, &out);
	check_buf(&out, "[]\n", "json");
	buf_release(&out);
	arena_release(&arena);
}
END_TEST

/* What a spreadsheet would run as a formula, it is shown as text. */
START_TEST(test_formulas)
{
	static const struct {
		const char *text, *want;
	} rows[] = {
		{"=1+1", "'=1+1"},
		{"+44 20", "'+44 20"},
		{"-none-", "'-none-"},
		{"@cmd", "'@cmd"},
		{"\t=1", "'\t=1"},
		{"\r=1", "\"'\r=1\""},
		{"\n=1", "\"'\n=1\""},
		{"=\"a\",b", "\"'=\"\"a\"\",b\""},
		{"a=1", "a=1"},
		{"'quoted'", "'quoted'"},
	};
	static const struct column one[] = {{"t", "T", COLUMN_TEXT}};

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		struct arena arena = ARENA_INIT;
		struct table table = TABLE("T", one, &arena);
		struct buf out = BUF_INIT(BUF_LARGE);

		table_text(&table, str_of(rows[i].text));
		table_put_csv(&table, &out);
		check_view(buf_str(&out),
			arena_printf(&arena, "t\r\n%s\r\n", rows[i].want),
			rows[i].text);
		buf_release(&out);
		arena_release(&arena);
	}
}
END_TEST

/* Numbers keep their sign and are numbers in JSON; what is none is text. */
START_TEST(test_numbers)
{
	static const struct {
		const char *raw, *csv, *json;
	} rows[] = {
		{"-2.5", "-2.5", "-2.5"},
		{"+2.5", "+2.5", "2.5"},
		{"0.0", "0.0", "0"},
		{"100.0", "100.0", "100"},
		{"", "", "null"},
		{"under 5", "under 5", "\"under 5\""},
		{"=1", "'=1", "\"=1\""},
	};
	static const struct column one[] = {{"n", "N", COLUMN_NUMBER}};

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		struct arena arena = ARENA_INIT;
		struct table table = TABLE("N", one, &arena);
		struct buf out = BUF_INIT(BUF_LARGE);

		table_number(&table, str_of(rows[i].raw));
		table_put_csv(&table, &out);
		check_view(buf_str(&out),
			arena_printf(&arena, "n\r\n%s\r\n", rows[i].csv),
			rows[i].raw);
		buf_clear(&out);
		table_put_json(&table, &out);
		check_view(buf_str(&out),
			arena_printf(&arena, "[\n  {\n    \"n\": %s\n  }\n]\n",
				rows[i].json),
			rows[i].raw);
		buf_release(&out);
		arena_release(&arena);
	}
}
END_TEST

UNITS_SUITE(data_table, test_csv, test_json, test_page, test_empty,
	test_formulas, test_numbers)
