/* The monthly highlight reports, and the list of them. */

#include <stdlib.h>

#include "stage/addresses.h"
#include "stage/outputs/parts.h"
#include "stage/outputs/reports.h"
#include "stage/report_text.h"
#include "stage/reports.h"

enum { ROWS = 200 }; /* of a list on a page; the program tells all */

struct str report_address(struct arena *arena, const struct report *report)
{
	return arena_printf(arena, "programme/reports/%04d-%02d.html",
		report->since.year, report->since.month);
}

const struct report *report_latest(
	const struct build *build, const struct output *output)
{
	if (!output->reports)
		abort(); /* they may be at work on it now */
	return build->reports && build->reports->len ? build->reports->items
						     : NULL;
}

/* Where a row leads to, on the site as it is now. */
static struct str row_url(
	void *context, enum report_list list, const struct report_row *row)
{
	const struct build *build = context;
	const struct page *page;

	if (!str_eq(str_of(report_group(list)), STR("pages")))
		return STR("");
	page = map_get(&build->site.pages_by_path, row->id);
	return page ? page->url : STR("");
}

static struct value list_value(const struct build *build,
	const struct report *report, enum report_list list, struct arena *arena)
{
	size_t n = report->lists[list].len;
	struct table table = report_table(
		report, list, ROWS, row_url, (void *)(uintptr_t)build, arena);
	struct value value;
	struct value_map map = {0};

	table.id = arena_printf(
		arena, "%s-%s", report_group(list), report_key(list));
	table.title =
		arena_printf(arena, "%.*s (%zu)", STR_ARG(table.title), n);
	value = table_value(&table);
	value_give_all(&map, arena, &value);
	value_put(&map, arena, "id", value_string(table.id));
	value_give(&map, arena, "csv", value_null);
	value_give(&map, arena, "more",
		n > ROWS ? value_int((int64_t)(n - ROWS)) : value_null);
	return value_of_map(&map);
}

/* The lists about the same thing, from FROM on; *FROM is the first behind. */
static struct value group_value(const struct build *build,
	const struct report *report, int *from, struct arena *arena)
{
	const char *group = report_group((enum report_list) * from);
	struct value_items items = {0};
	struct value_map map = {0};

	value_give(&map, arena, "id", value_string(str_of(group)));
	value_give(&map, arena, "title",
		value_string(
			str_of(report_group_title((enum report_list) * from))));
	for (; *from < REPORT_LISTS; (*from)++) {
		enum report_list list = (enum report_list) * from;

		if (!str_eq(str_of(report_group(list)), str_of(group)))
			break;
		if (report->lists[list].len)
			value_push(&items, arena,
				list_value(build, report, list, arena));
	}
	value_give(&map, arena, "lists", value_of_list(&items));
	return value_of_map(&map);
}

static struct value groups_value(const struct build *build,
	const struct report *report, struct arena *arena)
{
	struct value_items items = {0};

	for (int from = 0; from < REPORT_LISTS;) {
		struct value group = group_value(build, report, &from, arena);

		if (value_get(&group, STR("lists"))->list.len)
			value_push(&items, arena, group);
	}
	return value_of_list(&items);
}

static struct value crumbs(struct arena *arena)
{
	struct value above = values_programme_crumbs(arena);
	struct value_items items = {0};

	for (size_t i = 0; i < above.list.len; i++)
		value_push(&items, arena, above.list.items[i]);
	value_push(&items, arena,
		values_link(arena, STR("Highlight reports"), STR(REPORTS_URL)));
	return value_of_list(&items);
}

static struct value neighbour(struct arena *arena, const struct report *report)
{
	return values_link(arena, report_title(arena, report),
		report_address(arena, report));
}

static void fill_report(const struct build *build, const struct output *output,
	struct value_map *map, struct arena *arena)
{
	const struct report *report = output->subject;
	const struct reports *all = build->reports;
	size_t i = (size_t)(report - all->items);

	value_give(map, arena, "title",
		value_string(arena_printf(arena, "Highlight report: %.*s",
			STR_ARG(report_title(arena, report)))));
	value_give(map, arena, "breadcrumbs", crumbs(arena));
	value_give(map, arena, "sentence",
		value_string(report_sentence(arena, report)));
	value_give(
		map, arena, "caveat", value_text(report_caveat(arena, report)));
	value_give(map, arena, "groups", groups_value(build, report, arena));
	value_give(map, arena, "previous",
		i + 1 < all->len ? neighbour(arena, report + 1) : value_null);
	value_give(map, arena, "next",
		i ? neighbour(arena, report - 1) : value_null);
}

/* The figures of each month that are worth seeing beside one another. */
static struct table table_reports(const struct build *build,
	const struct output *output, struct arena *arena)
{
	static const struct column columns[] = {
		{"month", "Month", COLUMN_HEAD},
		{"pages_published", "Pages published", COLUMN_NUMBER},
		{"pages_changed", "Pages changed", COLUMN_NUMBER},
		{"pages_reviewed", "Pages reviewed", COLUMN_NUMBER},
		{"pages_withdrawn", "Pages withdrawn", COLUMN_NUMBER},
		{"actions_done", "Actions done", COLUMN_NUMBER},
		{"risks_opened", "Risks opened", COLUMN_NUMBER},
		{"risks_closed", "Risks closed", COLUMN_NUMBER},
		{"deliverables_slipped", "Deliverables slipped", COLUMN_NUMBER},
		{"scores_moved", "Scores moved", COLUMN_NUMBER},
		{"note", "Note", COLUMN_TEXT},
	};
	static const enum report_list lists[] = {REPORT_PAGES_PUBLISHED,
		REPORT_PAGES_CHANGED, REPORT_PAGES_REVIEWED,
		REPORT_PAGES_WITHDRAWN, REPORT_ACTIONS_DONE,
		REPORT_RISKS_OPENED, REPORT_RISKS_CLOSED,
		REPORT_DELIVERABLES_SLIPPED, REPORT_SCORES_MOVED};
	struct table table = TABLE("Highlights of each month", columns, arena);

	(void)output;
	for (size_t i = 0; i < build->reports->len; i++) {
		const struct report *report = &build->reports->items[i];

		table_link(&table, report_title(arena, report),
			report_address(arena, report));
		for (size_t k = 0; k < sizeof lists / sizeof *lists; k++)
			table_int(&table, (int64_t)report->lists[lists[k]].len);
		table_text(&table,
			report->unknown			 ? STR("not known")
				: !report->is_whole	 ? STR("so far")
				: report_changes(report) ? STR("")
							 : STR("no change"));
	}
	return table;
}

static void fill_reports(const struct build *build, const struct output *output,
	struct value_map *map, struct arena *arena)
{
	struct table table = table_reports(build, output, arena);

	value_give(map, arena, "title", value_string(STR("Highlight reports")));
	value_give(map, arena, "breadcrumbs", values_programme_crumbs(arena));
	output_put_table(
		map, arena, "months", &table, STR("programme/reports/index"));
}

void outputs_add_reports(struct build *build)
{
	size_t first = build->outputs.len;
	const struct reports *reports;

	if (!reports_are_shown(build))
		return;
	reports = reports_plan(build);
	if (!reports->len)
		return;
	build->reports = reports;
	output_add(build, STR(REPORTS_URL), "reports", fill_reports, NULL);
	output_add_table(
		build, STR("programme/reports/index"), table_reports, NULL);
	for (size_t i = 0; i < reports->len; i++)
		output_add(build,
			report_address(&build->arena, &reports->items[i]),
			"report", fill_report, &reports->items[i]);
	for (size_t i = first; i < build->outputs.len; i++)
		build->outputs.items[i].reports = true;
}

struct value report_risks_value(const struct build *build,
	const struct output *output, struct arena *arena)
{
	static const enum report_list lists[] = {
		REPORT_RISKS_OPENED, REPORT_RISKS_CLOSED, REPORT_RISKS_MOVED};
	const struct report *report = report_latest(build, output);
	struct value_items items = {0};
	struct value_map map = {0};

	if (!report || report->unknown)
		return value_null;
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
		if (report->lists[lists[i]].len)
			value_push(&items, arena,
				list_value(build, report, lists[i], arena));
	value_give(&map, arena, "report", neighbour(arena, report));
	value_give(
		&map, arena, "since", schema_show_date(arena, report->since));
	value_give(&map, arena, "lists", value_of_list(&items));
	return value_of_map(&map);
}
