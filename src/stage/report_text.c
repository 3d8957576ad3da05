#include "stage/report_text.h"

#include "stage/report_lists.h"

static const struct {
	const char *key, *title;
} groups[] = {
	{"pages", "Pages"},
	{"actions", "Actions"},
	{"risks", "Risks"},
	{"deliverables", "Deliverables"},
	{"scores", "Scores"},
};

const char *report_group(enum report_list list)
{
	return report_types[list].group;
}

const char *report_key(enum report_list list)
{
	return report_types[list].key;
}

const char *report_group_title(enum report_list list)
{
	for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
		if (str_eq(str_of(groups[i].key),
			    str_of(report_types[list].group)))
			return groups[i].title;
	return "";
}

/* Words. */

struct str report_title(struct arena *arena, const struct report *report)
{
	struct date month = report->since;

	month.day = 0;
	if (report->since.day == 1 &&
		report->since.year == report->until.year &&
		report->since.month == report->until.month &&
		(!report->is_whole ||
			!date_cmp(date_last_day(month), report->until)))
		return date_long(arena, month);
	return arena_printf(arena, "%.*s to %.*s",
		STR_ARG(date_long(arena, report->since)),
		STR_ARG(date_long(arena, report->until)));
}

/* "Risks: 2 opened, 1 closed; 3 past their target dates." Or nothing. */
static struct str group_sentence(
	struct arena *arena, const struct report *report, const char *group)
{
	struct str text = STR("");

	for (int i = 0; i < REPORT_LISTS; i++) {
		const struct report_type *type = &report_types[i];

		if (report->lists[i].len &&
			str_eq(str_of(type->group), str_of(group)))
			text = arena_printf(arena, "%.*s%s%zu %s",
				STR_ARG(text), text.len ? ", " : "",
				report->lists[i].len, type->words);
	}
	return text;
}

struct str report_sentence(struct arena *arena, const struct report *report)
{
	struct str text =
		report_changes(report) ? STR("") : STR("Nothing changed.");

	if (report->unknown)
		return STR("What happened in this time cannot be told: the "
			   "repository does not hold all that it takes.");
	for (size_t i = 0; i < sizeof groups / sizeof *groups; i++) {
		struct str part = group_sentence(arena, report, groups[i].key);

		if (part.len)
			text = arena_printf(arena, "%.*s%s%s: %.*s.",
				STR_ARG(text), text.len ? " " : "",
				groups[i].title, STR_ARG(part));
	}
	return text;
}

struct str report_caveat(struct arena *arena, const struct report *report)
{
	struct str text = STR("");

	if (!report->is_whole)
		text = arena_printf(arena, "So far, as at %.*s.",
			STR_ARG(date_long(arena, report->until)));
	if (report->begins)
		text = arena_printf(arena,
			"%.*s%sThe site began in this time: all that it then "
			"had is told as new.",
			STR_ARG(text), text.len ? " " : "");
	if (date_is_set(report->known_from))
		text = arena_printf(arena,
			"%.*s%sThis copy of the repository begins on %.*s: "
			"what changed before that day is not known.",
			STR_ARG(text), text.len ? " " : "",
			STR_ARG(date_long(arena, report->known_from)));
	return text;
}

/* Tables. */

static struct cell *put_number(struct table *table, int n)
{
	return n ? table_int(table, n) : table_text(table, STR(""));
}

static void put_field(struct table *table, enum report_field field,
	const struct report_row *row)
{
	static const size_t texts[] = {
		[REPORT_ID] = offsetof(struct report_row, id),
		[REPORT_TITLE] = offsetof(struct report_row, title),
		[REPORT_WHO] = offsetof(struct report_row, who),
		[REPORT_NOTE] = offsetof(struct report_row, note),
		[REPORT_BEFORE] = offsetof(struct report_row, before),
		[REPORT_AFTER] = offsetof(struct report_row, after),
		[REPORT_CHANGE] = offsetof(struct report_row, change),
		[REPORT_KIND] = offsetof(struct report_row, kind),
		[REPORT_CONTRACT] = offsetof(struct report_row, contract)};

	switch (field) {
	case REPORT_DATE:
		table_date(table, row->date);
		break;
	case REPORT_DATE_BEFORE:
		table_date(table, row->date_before);
		break;
	case REPORT_DAYS:
		table_int(table, row->days);
		break;
	case REPORT_EXPOSURE_BEFORE:
		put_number(table, row->exposure_before);
		break;
	case REPORT_EXPOSURE:
		put_number(table, row->exposure);
		break;
	default:
		table_text(table,
			*(const struct str *)(const void *)((const char *)row +
				texts[field]));
	}
}

/* All columns of the first MOST rows. */
static struct table whole_table(const struct report *report,
	enum report_list list, size_t most, struct arena *arena)
{
	const struct report_type *type = &report_types[list];
	const struct report_rows *rows = &report->lists[list];
	struct column *columns =
		arena_array(arena, struct column, REPORT_COLUMNS);
	struct table table = {.title = str_of(type->title),
		.columns = columns,
		.arena = arena};

	while (table.width < REPORT_COLUMNS &&
		type->columns[table.width].column.key) {
		columns[table.width] = type->columns[table.width].column;
		table.width++;
	}
	for (size_t i = 0; i < rows->len && i < most; i++)
		for (size_t at = 0; at < table.width; at++)
			put_field(&table, type->columns[at].field,
				&rows->items[i]);
	return table;
}

static bool is_empty(const struct table *table, size_t column)
{
	for (size_t i = column; i < table->cells.len; i += table->width)
		if (table->cells.items[i].text.len)
			return false;
	return true;
}

/* Without the columns in which no row says anything. */
static struct table without_empty(const struct table *whole)
{
	struct column *columns =
		arena_array(whole->arena, struct column, whole->width);
	struct table table = *whole;
	bool shown[REPORT_COLUMNS] = {false};

	table.columns = columns;
	table.width = table.cells.len = 0;
	for (size_t at = 0; at < whole->width; at++) {
		shown[at] = !is_empty(whole, at);
		if (shown[at])
			columns[table.width++] = whole->columns[at];
	}
	for (size_t row = 0; row < table_rows(whole); row++)
		for (size_t at = 0; at < whole->width; at++)
			if (shown[at])
				table.cells.items[table.cells.len++] =
					whole->cells
						.items[row * whole->width + at];
	return table;
}

struct table report_table(const struct report *report, enum report_list list,
	size_t most, report_url_fn *url_of, void *context, struct arena *arena)
{
	struct table whole = whole_table(report, list, most, arena);

	for (size_t i = 0; url_of && i < whole.cells.len; i++)
		if (report_types[list].columns[i % whole.width].field ==
			REPORT_TITLE)
			whole.cells.items[i].url = url_of(context, list,
				&report->lists[list].items[i / whole.width]);
	return without_empty(&whole);
}

/* For programs. */

static struct value iso_value(struct arena *arena, struct date date)
{
	return date_is_set(date) ? value_string(date_iso(arena, date))
				 : value_null;
}

static struct value group_value(
	struct arena *arena, const struct report *report, const char *group)
{
	struct value_map map = {0};

	for (int i = 0; i < REPORT_LISTS; i++) {
		struct table table;

		if (!str_eq(str_of(report_types[i].group), str_of(group)))
			continue;
		table = whole_table(
			report, (enum report_list)i, SIZE_MAX, arena);
		value_put(&map, arena, report_types[i].key,
			table_objects(&table));
	}
	return value_of_map(&map);
}

struct value report_value(struct arena *arena, const struct report *report)
{
	struct value_map map = {0};

	value_put(&map, arena, "since", iso_value(arena, report->since));
	value_put(&map, arena, "until", iso_value(arena, report->until));
	value_put(&map, arena, "whole", value_bool(report->is_whole));
	value_put(&map, arena, "begins", value_bool(report->begins));
	value_put(&map, arena, "known_from",
		iso_value(arena, report->known_from));
	value_put(&map, arena, "changes",
		value_int((int64_t)report_changes(report)));
	for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
		value_put(&map, arena, groups[i].key,
			group_value(arena, report, groups[i].key));
	return value_of_map(&map);
}
