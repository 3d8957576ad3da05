#include "unit/units.h"

#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include "data/xlsx.h"

static const struct column columns[] = {
	{"name", "Name", COLUMN_HEAD},
	{"n", "Number", COLUMN_NUMBER},
	{"on", "On", COLUMN_DATE},
};

static void make(struct buf *out, const struct table *table)
{
	struct xlsx_sheet sheet = {"Things", *table};
	struct fault fault = FAULT_INIT;

	ck_assert_msg(xlsx_put(out, &sheet, 1, &fault), "%s", fault.text);
}

/* Part NAME of the workbook, as unzip finds it. */
static void read_part(struct buf *book, const char *name, struct buf *part)
{
	char folder[UNITS_PATH];

	units_folder(folder);
	units_write(folder, "book.xlsx", buf_str(book));
	units_shell("cd '%s' && unzip -p book.xlsx '%s' >part", folder, name);
	buf_clear(part);
	ck_assert(units_read(folder, "part", part));
}

static bool holds(const struct buf *part, const char *text)
{
	return str_find(buf_str(part), str_of(text), 0) < part->len;
}

/* One cell of each kind, and the XML that says so. */
START_TEST(test_cells)
{
	static const struct {
		const char *n, *on, *xml;
	} rows[] = {
		{"4200000", "", "\"><v>4200000</v></c>"},
		{"-2.50", "", "\"><v>-2.5</v></c>"},
		{"9007199254740993", "", "t=\"s\"><v>"}, /* too many digits */
		{"n/a", "", "t=\"s\"><v>"},
		{"", "2026-11-21", "\"><v>46347</v></c>"},
		{"", "2017-12", "\"><v>43070</v></c>"},
		{"", "1899-12-31", "t=\"s\"><v>"}, /* before its days begin */
		{"", "mid July", "t=\"s\"><v>"},
	};
	struct arena arena = ARENA_INIT;
	struct buf book = BUF_INIT(BUF_LARGE), part = BUF_INIT(BUF_LARGE);

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		struct table table = TABLE("Things", columns, &arena);

		table_text(&table, STR(""));
		table_number(&table, str_of(rows[i].n));
		table_text(&table, str_of(rows[i].on));
		make(&book, &table);
		read_part(&book, "xl/worksheets/sheet1.xml", &part);
		ck_assert_msg(holds(&part, rows[i].xml), "%s%s: %.*s",
			rows[i].n, rows[i].on, STR_ARG(buf_str(&part)));
		ck_assert(holds(&part, "state=\"frozen\""));
		ck_assert(holds(&part, "<autoFilter ref=\"A1:C2\"/>"));
		buf_clear(&book);
	}
	buf_release(&part);
	buf_release(&book);
	arena_release(&arena);
}
END_TEST

/* Texts are never formulas, and no longer than a cell holds. */
START_TEST(test_texts)
{
	struct arena arena = ARENA_INIT;
	struct table table = TABLE("Things", columns, &arena);
	struct buf book = BUF_INIT(BUF_LARGE), part = BUF_INIT(BUF_LARGE);
	struct buf text = BUF_INIT(BUF_LARGE);

	for (size_t i = 0; i < 40000; i++)
		buf_puts(&text, "\xC3\xA9");
	table_text(&table, STR("=1+1"));
	table_text(&table, STR("<&\">"));
	table_text(&table, buf_str(&text));
	make(&book, &table);
	read_part(&book, "xl/sharedStrings.xml", &part);
	ck_assert(holds(&part, "<t>=1+1</t>"));
	ck_assert(holds(&part, "<t>&lt;&amp;\"&gt;</t>"));
	buf_cut(&text, 2 * (size_t)32767);
	buf_puts(&text, "</t>");
	ck_assert(str_find(buf_str(&part), buf_str(&text), 0) < part.len);
	read_part(&book, "xl/worksheets/sheet1.xml", &part);
	ck_assert(!holds(&part, "<f>"));
	buf_release(&text);
	buf_release(&part);
	buf_release(&book);
	arena_release(&arena);
}
END_TEST

START_TEST(test_same_bytes)
{
	struct arena arena = ARENA_INIT;
	struct table table = TABLE("Things", columns, &arena);
	struct buf once = BUF_INIT(BUF_LARGE), again = BUF_INIT(BUF_LARGE);

	make(&once, &table);
	make(&again, &table);
	ck_assert(once.len && str_eq(buf_str(&once), buf_str(&again)));
	buf_release(&again);
	buf_release(&once);
	arena_release(&arena);
}
END_TEST

/* With room for MORE open files than there are. */
static void make_with(void *more)
{
	struct arena arena = ARENA_INIT;
	struct xlsx_sheet sheet = {"Things", TABLE("Things", columns, &arena)};
	struct buf out = BUF_INIT(BUF_LARGE);
	struct fault fault = FAULT_INIT;
	int next = dup(STDERR_FILENO);
	rlim_t limit = (rlim_t)next + *(const rlim_t *)more;

	close(next);
	setrlimit(RLIMIT_NOFILE, &(struct rlimit){limit, limit});
	/* What it holds is not asked back of a process that ends. */
	_exit(xlsx_put(&out, &sheet, 1, &fault) ? 0 : (int)fault.code);
}

/* No file for its parts is a fault of the environment, and no crash. */
START_TEST(test_no_room)
{
	for (rlim_t more = 0; more < 4; more++)
		check_int(units_exit_code(make_with, &more),
			more < 3 ? EXIT_OUTPUT : EXIT_CLEAN, "files");
}
END_TEST

UNITS_SUITE(data_xlsx, test_cells, test_texts, test_same_bytes, test_no_room)
