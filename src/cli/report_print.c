#include "cli/report_print.h"

#include "base/escape.h"
#include "data/json.h"
#include "stage/report_text.h"

/* What a format does with each part of a report, in their order. */
struct writer {
	void (*head)(struct buf *out, struct str title,
		const struct report_head *head);
	void (*paragraph)(struct buf *out, struct str text);
	void (*group)(struct buf *out, struct str title);
	void (*table)(struct buf *out, const struct table *table);
	void (*foot)(struct buf *out);
};

/* Markdown. */

/* Text in which nothing is taken for a mark, nor for the end of a cell. */
static void put_plain(struct buf *out, struct str text)
{
	static const struct str marks = STR_INIT("\\`*_[]<>#|~&");

	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];

		if (str_chr(marks, c, 0) < marks.len)
			buf_putc(out, '\\');
		buf_putc(out, (char)(c == '\n' ? ' ' : c));
	}
}

static void markdown_head(
	struct buf *out, struct str title, const struct report_head *head)
{
	buf_puts(out, "# ");
	put_plain(out, title);
	buf_puts(out, "\n\n");
	put_plain(out, head->site);
	if (head->edition.len) {
		buf_puts(out, ", edition for: ");
		put_plain(out, head->edition);
	}
	buf_puts(out, "\n");
}

static void markdown_paragraph(struct buf *out, struct str text)
{
	buf_putc(out, '\n');
	put_plain(out, text);
	buf_putc(out, '\n');
}

static void markdown_group(struct buf *out, struct str title)
{
	buf_puts(out, "\n## ");
	put_plain(out, title);
	buf_putc(out, '\n');
}

static void markdown_table(struct buf *out, const struct table *table)
{
	buf_puts(out, "\n### ");
	put_plain(out, table->title);
	buf_puts(out, "\n\n|");
	for (size_t i = 0; i < table->width; i++)
		buf_printf(out, " %s |", table->columns[i].title);
	buf_puts(out, "\n|");
	for (size_t i = 0; i < table->width; i++)
		buf_puts(out,
			table->columns[i].kind == COLUMN_NUMBER ? " --: |"
								: " --- |");
	buf_putc(out, '\n');
	for (size_t row = 0; row < table_rows(table); row++) {
		const struct cell *of = &table->cells.items[row * table->width];

		buf_putc(out, '|');
		for (size_t i = 0; i < table->width; i++) {
			buf_putc(out, ' ');
			put_plain(out, of[i].text);
			buf_puts(out, " |");
		}
		buf_putc(out, '\n');
	}
}

static void markdown_foot(struct buf *out)
{
	(void)out;
}

/* HTML: a page that needs nothing beside it. */

static void html_element(struct buf *out, const char *name, struct str text)
{
	buf_printf(out, "<%s>", name);
	escape_html(out, text);
	buf_printf(out, "</%s>\n", name);
}

static void html_head(
	struct buf *out, struct str title, const struct report_head *head)
{
	buf_puts(out, "<!doctype html>\n<html lang=\"");
	escape_html(out, head->language);
	buf_puts(out,
		"\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\""
		" content=\"width=device-width, initial-scale=1\">\n"
		"<meta name=\"color-scheme\" content=\"light dark\">\n");
	html_element(out, "title", title);
	buf_puts(out, "</head>\n<body>\n<main>\n");
	html_element(out, "h1", title);
	buf_puts(out, "<p>");
	escape_html(out, head->site);
	if (head->edition.len) {
		buf_puts(out, ", edition for: ");
		escape_html(out, head->edition);
	}
	buf_puts(out, "</p>\n");
}

static void html_paragraph(struct buf *out, struct str text)
{
	html_element(out, "p", text);
}

static void html_group(struct buf *out, struct str title)
{
	html_element(out, "h2", title);
}

static void html_cell(
	struct buf *out, const struct column *column, const struct cell *cell)
{
	if (column->kind == COLUMN_HEAD)
		buf_puts(out, "<th scope=\"row\">");
	else
		buf_puts(out, "<td>");
	escape_html(out, cell->text);
	buf_puts(out, column->kind == COLUMN_HEAD ? "</th>" : "</td>");
}

static void html_table(struct buf *out, const struct table *table)
{
	buf_puts(out, "<table>\n");
	html_element(out, "caption", table->title);
	buf_puts(out, "<thead>\n<tr>");
	for (size_t i = 0; i < table->width; i++)
		buf_printf(out, "<th scope=\"col\">%s</th>",
			table->columns[i].title);
	buf_puts(out, "</tr>\n</thead>\n<tbody>\n");
	for (size_t row = 0; row < table_rows(table); row++) {
		const struct cell *of = &table->cells.items[row * table->width];

		buf_puts(out, "<tr>");
		for (size_t i = 0; i < table->width; i++)
			html_cell(out, &table->columns[i], &of[i]);
		buf_puts(out, "</tr>\n");
	}
	buf_puts(out, "</tbody>\n</table>\n");
}

static void html_foot(struct buf *out)
{
	buf_puts(out, "</main>\n</body>\n</html>\n");
}

/* Both. */

static void put_lists(struct buf *out, const struct report *report,
	const struct writer *writer, struct arena *arena)
{
	const char *group = "";

	for (int i = 0; i < REPORT_LISTS; i++) {
		enum report_list list = (enum report_list)i;
		struct table table;

		if (!report->lists[i].len)
			continue;
		if (!str_eq(str_of(group), str_of(report_group(list))))
			writer->group(out, str_of(report_group_title(list)));
		group = report_group(list);
		table = report_table(report, list, SIZE_MAX, NULL, NULL, arena);
		writer->table(out, &table);
	}
}

static void put_report(struct buf *out, const struct report *report,
	const struct report_head *head, const struct writer *writer,
	struct arena *arena)
{
	struct str title = report_title(arena, report);
	struct str caveat = report_caveat(arena, report);

	writer->head(out,
		arena_printf(arena, "Highlight report: %.*s", STR_ARG(title)),
		head);
	writer->paragraph(out, report_sentence(arena, report));
	if (caveat.len)
		writer->paragraph(out, caveat);
	put_lists(out, report, writer, arena);
	writer->foot(out);
}

static void print_markdown(struct buf *out, const struct report *report,
	const struct report_head *head, struct arena *arena)
{
	static const struct writer writer = {markdown_head, markdown_paragraph,
		markdown_group, markdown_table, markdown_foot};

	put_report(out, report, head, &writer, arena);
}

static void print_html(struct buf *out, const struct report *report,
	const struct report_head *head, struct arena *arena)
{
	static const struct writer writer = {
		html_head, html_paragraph, html_group, html_table, html_foot};

	put_report(out, report, head, &writer, arena);
}

static void print_json(struct buf *out, const struct report *report,
	const struct report_head *head, struct arena *arena)
{
	struct value value = report_value(arena, report);

	(void)head;
	json_put(out, &value, &(struct json_options){.pretty = true});
	buf_putc(out, '\n');
}

report_print_fn *report_printer(struct str format)
{
	static const struct {
		struct str name;
		report_print_fn *print;
	} rows[] = {
		{STR_INIT("markdown"), print_markdown},
		{STR_INIT("html"), print_html},
		{STR_INIT("json"), print_json},
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (str_eq(rows[i].name, format))
			return rows[i].print;
	return NULL;
}
