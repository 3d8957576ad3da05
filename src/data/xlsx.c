#include "data/xlsx.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "base/utf8.h"

enum {
	TEXT_MAX = 32767, /* characters of a cell, by the format */
	DIGITS_MAX = 15, /* that a spreadsheet keeps of a number */
	PLACES_MAX = 9, /* behind the point that are shown */
	WIDTH_MIN = 10, /* of a column, in characters */
	WIDTH_MAX = 60,
	WIDTH_FILTER = 3, /* that the button of the filter takes */
	YEAR_MIN = 1900, /* where the days of spreadsheets begin */
	CREATED = 315532800 /* 1980-01-01, as the parts of the file have it */
};

struct book {
	lxw_workbook *workbook;
	lxw_format *head, *wrapped, *day, *month;
	lxw_format *number[PLACES_MAX + 1]; /* by places behind the point */
};

static lxw_format *format_of(lxw_workbook *workbook, const char *code)
{
	lxw_format *format = workbook_add_format(workbook);

	format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
	if (code)
		format_set_num_format(format, code);
	return format;
}

static void add_formats(struct book *book)
{
	char code[PLACES_MAX + 3] = "0.";

	book->head = format_of(book->workbook, NULL);
	format_set_bold(book->head);
	format_set_bottom(book->head, LXW_BORDER_THIN);
	book->wrapped = format_of(book->workbook, NULL);
	format_set_text_wrap(book->wrapped);
	book->day = format_of(book->workbook, "yyyy-mm-dd");
	book->month = format_of(book->workbook, "yyyy-mm");
	book->number[0] = format_of(book->workbook, "0");
	for (size_t i = 1; i <= PLACES_MAX; i++) {
		code[i + 1] = '0';
		code[i + 2] = '\0';
		book->number[i] = format_of(book->workbook, code);
	}
}

/* A number that a spreadsheet holds exactly. */
static bool is_number(const struct column *column, struct str raw)
{
	struct decimal number;
	size_t digits = 0;

	for (size_t i = 0; i < raw.len; i++)
		digits += char_is_digit(raw.ptr[i]);
	return column->kind == COLUMN_NUMBER && digits <= DIGITS_MAX &&
		decimal_read(raw, &number);
}

static size_t places_of(struct str digits)
{
	size_t point = str_chr(digits, '.', 0);
	size_t places = point < digits.len ? digits.len - point - 1 : 0;

	return places < PLACES_MAX ? places : PLACES_MAX;
}

static bool is_date(
	const struct column *column, struct str raw, struct date *date)
{
	return column->kind == COLUMN_DATE &&
		(date_read(raw, date) || date_read_month(raw, date)) &&
		date->year >= YEAR_MIN;
}

static void write_date(const struct book *book, lxw_worksheet *sheet,
	lxw_row_t row, lxw_col_t column, struct date date)
{
	lxw_datetime when = {.year = date.year,
		.month = date.month,
		.day = date.day ? date.day : 1};

	worksheet_write_datetime(
		sheet, row, column, &when, date.day ? book->day : book->month);
}

/* As many characters as a cell may hold, and a NUL. */
static const char *text_of(struct arena *arena, struct str raw)
{
	size_t end = 0;

	if (raw.len > TEXT_MAX)
		for (size_t n = 0; n < TEXT_MAX && end < raw.len; n++)
			utf8_next(raw, &end);
	else
		end = raw.len;
	return arena_dup(arena, str_sub(raw, 0, end)).ptr;
}

static void write_cell(const struct book *book, lxw_worksheet *sheet,
	const struct table *table, size_t row, size_t column)
{
	const struct column *of = &table->columns[column];
	struct str raw = table->cells.items[row * table->width + column].raw;
	lxw_row_t y = (lxw_row_t)row + 1;
	lxw_col_t x = (lxw_col_t)column;
	struct date date;

	if (!raw.len)
		return;
	if (is_number(of, raw))
		worksheet_write_number(sheet, y, x,
			strtod(text_of(table->arena, raw), NULL),
			book->number[places_of(raw)]);
	else if (is_date(of, raw, &date))
		write_date(book, sheet, y, x, date);
	else
		worksheet_write_string(
			sheet, y, x, text_of(table->arena, raw), book->wrapped);
}

static size_t width_of(const struct table *table, size_t column)
{
	size_t widest =
		utf8_len(str_of(table->columns[column].title)) + WIDTH_FILTER;

	for (size_t i = column; i < table->cells.len; i += table->width) {
		size_t len = utf8_len(table->cells.items[i].raw) + 1;

		widest = len > widest ? len : widest;
	}
	if (widest < WIDTH_MIN)
		return WIDTH_MIN;
	return widest < WIDTH_MAX ? widest : WIDTH_MAX;
}

static void write_sheet(const struct book *book, const struct xlsx_sheet *from)
{
	const struct table *table = &from->table;
	lxw_worksheet *sheet =
		workbook_add_worksheet(book->workbook, from->name);
	size_t rows = table_rows(table);

	for (size_t i = 0; i < table->width; i++) {
		lxw_col_t x = (lxw_col_t)i;

		worksheet_set_column(
			sheet, x, x, (double)width_of(table, i), NULL);
		worksheet_write_string(
			sheet, 0, x, table->columns[i].title, book->head);
		for (size_t row = 0; row < rows; row++)
			write_cell(book, sheet, table, row, i);
	}
	worksheet_freeze_panes(sheet, 1, 0);
	worksheet_autofilter(
		sheet, 0, 0, (lxw_row_t)rows, (lxw_col_t)(table->width - 1));
	worksheet_repeat_rows(sheet, 0, 0);
	worksheet_set_landscape(sheet);
}

/* PATH is a file in memory: the library writes to names alone. */
static bool write_book(const char *path, const struct xlsx_sheet *sheets,
	size_t n, struct fault *fault)
{
	struct book book = {.workbook = workbook_new(path)};
	lxw_doc_properties properties = {.created = CREATED};
	lxw_error error;

	if (!book.workbook)
		base_oom();
	workbook_set_properties(book.workbook, &properties);
	add_formats(&book);
	for (size_t i = 0; i < n; i++)
		write_sheet(&book, &sheets[i]);
	error = workbook_close(book.workbook);
	return error == LXW_NO_ERROR ||
		fault_set(fault, EXIT_OUTPUT,
			"cannot write the workbook of registers: %s",
			lxw_strerror(error));
}

static bool take(struct buf *out, int file, struct fault *fault)
{
	char block[1 << 16];
	ssize_t got;

	while ((got = read(file, block, sizeof block)) > 0)
		buf_put(out, str_make(block, (size_t)got));
	return !got ||
		fault_errno(fault, EXIT_OUTPUT,
			"cannot read the workbook of registers");
}

bool xlsx_put(struct buf *out, const struct xlsx_sheet *sheets, size_t n,
	struct fault *fault)
{
	char path[64];
	int file = memfd_create("workbook", MFD_CLOEXEC);
	bool ok;

	if (file < 0)
		return fault_errno(fault, EXIT_OUTPUT,
			"no memory for the workbook of registers");
	snprintf(path, sizeof path, "/proc/self/fd/%d", file);
	ok = write_book(path, sheets, n, fault) && take(out, file, fault);
	close(file);
	return ok;
}
