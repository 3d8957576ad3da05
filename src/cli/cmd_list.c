/* Pages as a table: for people, or as JSON or CSV for programs. */

#include "base/escape.h"
#include "base/utf8.h"
#include "cli/commands.h"
#include "model/records/kinds.h"

/* What is asked for; empty filters let everything pass. */
struct filter {
	const struct options *options;
	bool by_due;
	struct date until; /* reviews due up to this day */
};

static struct str status_of(const struct page *page)
{
	int status = page->front.status;

	return status ? choice_name(page_statuses, status) : STR("final");
}

static bool passes(const struct filter *filter, const struct page *page)
{
	const struct options *options = filter->options;

	if (options->owner.len && !str_eq(page->front.owner, options->owner))
		return false;
	if (options->status.len && !str_eq(status_of(page), options->status))
		return false;
	if (options->type.len && !str_eq(page->type->id, options->type))
		return false;
	if (!filter->by_due)
		return true;
	return date_is_set(page->review_due) &&
		date_cmp(page->review_due, filter->until) <= 0;
}

enum { COLUMNS = 6 };

static const char *const headings[COLUMNS] = {
	"path", "title", "status", "owner", "review due", "state"};

static void cells_of(struct arena *arena, const struct site *site,
	const struct page *page, struct str cells[COLUMNS])
{
	static const char *const states[] = {"", "", "due soon", "overdue"};
	struct buf due = BUF_INIT(32);

	if (date_is_set(page->review_due))
		date_put_iso(&due, page->review_due);
	cells[0] = page->source.path;
	cells[1] = page->front.title;
	cells[2] = status_of(page);
	cells[3] = page->front.owner;
	cells[4] = arena_dup(arena, buf_str(&due));
	cells[5] = str_of(states[page_review_state(site, page)]);
	buf_release(&due);
}

struct table {
	struct arena arena;
	VEC(struct str) cells; /* COLUMNS a row */
};

static size_t width_of(const struct table *table, size_t column)
{
	size_t widest = utf8_len(str_of(headings[column]));

	for (size_t i = column; i < table->cells.len; i += COLUMNS) {
		size_t len = utf8_len(table->cells.items[i]);

		widest = len > widest ? len : widest;
	}
	return widest;
}

static void put_padded(struct buf *out, struct str cell, size_t width)
{
	buf_put(out, cell);
	for (size_t len = utf8_len(cell); len < width + 2; len++)
		buf_putc(out, ' ');
}

static void put_line(
	struct buf *out, const struct str *cells, const size_t *widths)
{
	for (size_t i = 0; i < COLUMNS; i++)
		put_padded(out, cells[i], widths[i]);
	while (out->len && out->ptr[out->len - 1] == ' ')
		out->len--;
	buf_putc(out, '\n');
}

static void put_text(struct buf *out, const struct table *table)
{
	size_t widths[COLUMNS];
	struct str heads[COLUMNS];

	for (size_t i = 0; i < COLUMNS; i++) {
		widths[i] = width_of(table, i);
		heads[i] = str_of(headings[i]);
	}
	put_line(out, heads, widths);
	for (size_t i = 0; i < table->cells.len; i += COLUMNS)
		put_line(out, &table->cells.items[i], widths);
}

static void put_csv(struct buf *out, const struct table *table)
{
	for (size_t i = 0; i < COLUMNS; i++)
		buf_printf(out, "%s%s", i ? "," : "", headings[i]);
	buf_puts(out, "\r\n");
	for (size_t i = 0; i < table->cells.len; i++) {
		escape_csv(out, table->cells.items[i]);
		buf_puts(out, i % COLUMNS == COLUMNS - 1 ? "\r\n" : ",");
	}
}

static void put_json(struct buf *out, const struct table *table)
{
	buf_putc(out, '[');
	for (size_t i = 0; i < table->cells.len; i++) {
		size_t column = i % COLUMNS;
		struct str cell = table->cells.items[i];

		if (column == 0)
			buf_puts(out, i ? ",\n{" : "\n{");
		else
			buf_puts(out, ", ");
		escape_json(out,
			column == 4 ? STR("review_due")
				    : str_of(headings[column]));
		buf_puts(out, ": ");
		if (cell.len)
			escape_json(out, cell);
		else
			buf_puts(out, "null");
		if (column == COLUMNS - 1)
			buf_putc(out, '}');
	}
	buf_puts(out, "\n]\n");
}

static void gather(struct table *table, const struct build *build,
	const struct filter *filter)
{
	vec_each(struct page *const, page, &build->site.pages) {
		struct str cells[COLUMNS];

		if (!passes(filter, *page))
			continue;
		cells_of(&table->arena, &build->site, *page, cells);
		for (size_t i = 0; i < COLUMNS; i++)
			*vec_push(&table->cells, &table->arena) = cells[i];
	}
}

static bool set_filter(struct filter *filter, const struct build *build)
{
	struct period within;

	filter->by_due = filter->options->due.len > 0;
	if (!filter->by_due)
		return true;
	if (!period_read(filter->options->due, &within)) {
		fputs("guildhall: --due takes a period, as in 30d or \"6 "
		      "months\"\n",
			stderr);
		return false;
	}
	filter->until = date_add(build->site.as_at, within);
	return true;
}

static int print_list(const struct build *build, const struct options *options)
{
	struct filter filter = {.options = options};
	struct table table = {.arena = ARENA_INIT};
	struct buf out = BUF_INIT(BUF_LARGE);
	int code;

	if (!set_filter(&filter, build))
		return EXIT_USAGE;
	gather(&table, build, &filter);
	if (options->json)
		put_json(&out, &table);
	else if (options->csv)
		put_csv(&out, &table);
	else
		put_text(&out, &table);
	code = cli_print(buf_str(&out));
	buf_release(&out);
	arena_release(&table.arena);
	return code;
}

int command_list(struct options *options)
{
	struct fault fault = FAULT_INIT;
	struct build build;
	int code = EXIT_CLEAN;

	if (!cli_prepare(options))
		return EXIT_USAGE;
	build_init(&build, &options->build);
	if (!build_read(&build, &fault) && fault.code == EXIT_CLEAN)
		cli_report(&build, options, stderr, SEVERITY_ERROR);
	code = fault.code != EXIT_CLEAN ? cli_fault(&fault)
					: print_list(&build, options);
	if (code == EXIT_CLEAN)
		code = (int)diags_exit(&build.diags);
	build_release(&build);
	return code;
}
