#include "stage/report_text.h"

/* The fields of a row, by the columns that show them. */
enum report_field {
	ID,
	TITLE,
	WHO,
	NOTE,
	BEFORE,
	AFTER,
	CHANGE,
	KIND,
	CONTRACT,
	DATE,
	DATE_BEFORE,
	DAYS,
	EXPOSURE_BEFORE,
	EXPOSURE
};

enum { COLUMNS_MAX = 9 };

struct list_type {
	const char *group, *key, *title;
	const char *one, *many; /* "risk opened", "risks opened" */
	struct column columns[COLUMNS_MAX];
	enum report_field fields[COLUMNS_MAX];
};

/* clang-format off */
#define PAGE_COLUMNS {"title", "Page", COLUMN_HEAD}, {"path", "File", COLUMN_TEXT}
#define TITLE_COLUMNS(what) {"id", "Number", COLUMN_TEXT}, {"title", what, COLUMN_HEAD}
#define ACTION_COLUMNS TITLE_COLUMNS("Action"), {"contract", "Contract", COLUMN_TEXT}, {"owners", "Owners", COLUMN_TEXT}
#define RISK_COLUMNS TITLE_COLUMNS("Risk"), {"contract", "Contract", COLUMN_TEXT}, {"owner", "Owner", COLUMN_TEXT}
#define SCORE_COLUMNS {"subject", "Subject", COLUMN_TEXT}, {"title", "Title", COLUMN_HEAD}, {"set", "Factors", COLUMN_TEXT}, {"kind", "Kind", COLUMN_TEXT}, {"date", "Date", COLUMN_DATE}
#define SCORE_FIELDS ID, TITLE, WHO, KIND, DATE

static const struct list_type types[REPORT_LISTS] = {
	[REPORT_PAGES_PUBLISHED] = {"pages", "published", "Published",
		"page published", "pages published",
		{PAGE_COLUMNS}, {TITLE, ID}},
	[REPORT_PAGES_CHANGED] = {"pages", "changed", "Changed",
		"page changed", "pages changed",
		{PAGE_COLUMNS}, {TITLE, ID}},
	[REPORT_PAGES_MOVED] = {"pages", "moved", "Moved",
		"page moved", "pages moved",
		{PAGE_COLUMNS, {"from", "From", COLUMN_TEXT}}, {TITLE, ID, BEFORE}},
	[REPORT_PAGES_REVIEWED] = {"pages", "reviewed", "Reviewed",
		"page reviewed", "pages reviewed",
		{PAGE_COLUMNS, {"reviewed", "Reviewed", COLUMN_DATE},
			{"before", "Before that", COLUMN_DATE}},
		{TITLE, ID, DATE, DATE_BEFORE}},
	[REPORT_PAGES_WITHDRAWN] = {"pages", "withdrawn", "Withdrawn",
		"page withdrawn", "pages withdrawn",
		{PAGE_COLUMNS, {"how", "How", COLUMN_TEXT}}, {TITLE, ID, NOTE}},
	[REPORT_ACTIONS_AGREED] = {"actions", "agreed", "Agreed",
		"action agreed", "actions agreed",
		{ACTION_COLUMNS, {"due", "Due", COLUMN_DATE}},
		{ID, TITLE, CONTRACT, WHO, DATE}},
	[REPORT_ACTIONS_DONE] = {"actions", "done", "Done",
		"action done", "actions done",
		{ACTION_COLUMNS, {"done_on", "Done on", COLUMN_DATE}},
		{ID, TITLE, CONTRACT, WHO, DATE}},
	[REPORT_ACTIONS_PROVED] = {"actions", "proved", "Proved by a later assessment",
		"action proved", "actions proved",
		{ACTION_COLUMNS, {"assessed", "Assessed", COLUMN_DATE}},
		{ID, TITLE, CONTRACT, WHO, DATE}},
	[REPORT_ACTIONS_DROPPED] = {"actions", "dropped", "Dropped",
		"action dropped", "actions dropped",
		{ACTION_COLUMNS, {"how", "How", COLUMN_TEXT}},
		{ID, TITLE, CONTRACT, WHO, NOTE}},
	[REPORT_ACTIONS_DUE] = {"actions", "due", "Due, and not done",
		"action due and not done", "actions due and not done",
		{ACTION_COLUMNS, {"due", "Due", COLUMN_DATE},
			{"days_over", "Days over", COLUMN_NUMBER}},
		{ID, TITLE, CONTRACT, WHO, DATE, DAYS}},
	[REPORT_ACTIONS_LATE] = {"actions", "late", "Late from before",
		"action late from before", "actions late from before",
		{ACTION_COLUMNS, {"due", "Due", COLUMN_DATE},
			{"days_over", "Days over", COLUMN_NUMBER}},
		{ID, TITLE, CONTRACT, WHO, DATE, DAYS}},
	[REPORT_RISKS_OPENED] = {"risks", "opened", "Opened",
		"risk opened", "risks opened",
		{RISK_COLUMNS, {"raised", "Raised", COLUMN_DATE},
			{"level", "Probability \xC3\x97 impact", COLUMN_TEXT},
			{"exposure", "Exposure", COLUMN_NUMBER},
			{"note", "Note", COLUMN_TEXT}},
		{ID, TITLE, CONTRACT, WHO, DATE, AFTER, EXPOSURE, NOTE}},
	[REPORT_RISKS_CLOSED] = {"risks", "closed", "Closed",
		"risk closed", "risks closed",
		{RISK_COLUMNS, {"closure_approved", "Closure approved", COLUMN_DATE},
			{"level", "Probability \xC3\x97 impact", COLUMN_TEXT},
			{"note", "Note", COLUMN_TEXT}},
		{ID, TITLE, CONTRACT, WHO, DATE, BEFORE, NOTE}},
	[REPORT_RISKS_MOVED] = {"risks", "moved", "Moved",
		"risk moved", "risks moved",
		{RISK_COLUMNS, {"level_before", "Before", COLUMN_TEXT},
			{"level", "After", COLUMN_TEXT},
			{"exposure_before", "Exposure before", COLUMN_NUMBER},
			{"exposure", "Exposure after", COLUMN_NUMBER}},
		{ID, TITLE, CONTRACT, WHO, BEFORE, AFTER, EXPOSURE_BEFORE, EXPOSURE}},
	[REPORT_RISKS_OVERDUE] = {"risks", "overdue", "Past their target date",
		"risk past its target date", "risks past their target dates",
		{RISK_COLUMNS, {"target", "Target date", COLUMN_DATE},
			{"days_over", "Days over", COLUMN_NUMBER}},
		{ID, TITLE, CONTRACT, WHO, DATE, DAYS}},
	[REPORT_DELIVERABLES_ADDED] = {"deliverables", "added", "Added",
		"deliverable added", "deliverables added",
		{TITLE_COLUMNS("Deliverable"), {"due", "Due", COLUMN_DATE}},
		{ID, TITLE, DATE}},
	[REPORT_DELIVERABLES_DELIVERED] = {"deliverables", "delivered", "Delivered",
		"deliverable delivered", "deliverables delivered",
		{TITLE_COLUMNS("Deliverable"), {"due", "Was due", COLUMN_DATE},
			{"delivered", "Delivered", COLUMN_DATE}},
		{ID, TITLE, DATE_BEFORE, DATE}},
	[REPORT_DELIVERABLES_SLIPPED] = {"deliverables", "slipped", "Slipped",
		"deliverable slipped", "deliverables slipped",
		{TITLE_COLUMNS("Deliverable"), {"due_before", "Was due", COLUMN_DATE},
			{"due", "Now due", COLUMN_DATE},
			{"days", "Days later", COLUMN_NUMBER}},
		{ID, TITLE, DATE_BEFORE, DATE, DAYS}},
	[REPORT_DELIVERABLES_FORWARD] = {"deliverables", "brought_forward", "Brought forward",
		"deliverable brought forward", "deliverables brought forward",
		{TITLE_COLUMNS("Deliverable"), {"due_before", "Was due", COLUMN_DATE},
			{"due", "Now due", COLUMN_DATE},
			{"days", "Days earlier", COLUMN_NUMBER}},
		{ID, TITLE, DATE_BEFORE, DATE, DAYS}},
	[REPORT_DELIVERABLES_DROPPED] = {"deliverables", "dropped", "Dropped",
		"deliverable dropped", "deliverables dropped",
		{TITLE_COLUMNS("Deliverable"), {"how", "How", COLUMN_TEXT}},
		{ID, TITLE, NOTE}},
	[REPORT_SCORES_MOVED] = {"scores", "moved", "Assessed again",
		"score moved", "scores moved",
		{SCORE_COLUMNS, {"before", "Score before", COLUMN_NUMBER},
			{"after", "Score", COLUMN_NUMBER},
			{"change", "Change, like for like", COLUMN_NUMBER},
			{"gates_broken", "Gates broken by", COLUMN_TEXT}},
		{SCORE_FIELDS, BEFORE, AFTER, CHANGE, NOTE}},
	[REPORT_SCORES_FIRST] = {"scores", "first", "Assessed for the first time",
		"first assessment", "first assessments",
		{SCORE_COLUMNS, {"after", "Score", COLUMN_NUMBER},
			{"gates_broken", "Gates broken by", COLUMN_TEXT}},
		{SCORE_FIELDS, AFTER, NOTE}},
	[REPORT_SCORES_CORRECTED] = {"scores", "corrected", "Corrected",
		"score corrected", "scores corrected",
		{SCORE_COLUMNS, {"before", "Score before", COLUMN_NUMBER},
			{"after", "Score", COLUMN_NUMBER},
			{"change", "Change, like for like", COLUMN_NUMBER},
			{"gates_broken", "Gates broken by", COLUMN_TEXT}},
		{SCORE_FIELDS, BEFORE, AFTER, CHANGE, NOTE}},
	[REPORT_SCORES_WITHDRAWN] = {"scores", "withdrawn", "Withdrawn",
		"assessment withdrawn", "assessments withdrawn",
		{SCORE_COLUMNS, {"score", "Score", COLUMN_NUMBER}},
		{SCORE_FIELDS, AFTER}},
};
/* clang-format on */

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
	return types[list].group;
}

const char *report_key(enum report_list list)
{
	return types[list].key;
}

const char *report_group_title(enum report_list list)
{
	for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
		if (str_eq(str_of(groups[i].key), str_of(types[list].group)))
			return groups[i].title;
	return "";
}

/* Words. */

static struct str long_date(struct arena *arena, struct date date)
{
	struct buf text = BUF_INIT(64);
	struct str copy;

	date_put_long(&text, date);
	copy = arena_dup(arena, buf_str(&text));
	buf_release(&text);
	return copy;
}

struct str report_title(struct arena *arena, const struct report *report)
{
	struct date month = report->since;

	month.day = 0;
	if (report->since.day == 1 &&
		report->since.year == report->until.year &&
		report->since.month == report->until.month &&
		(!report->is_whole ||
			!date_cmp(date_last_day(month), report->until)))
		return long_date(arena, month);
	return arena_printf(arena, "%.*s to %.*s",
		STR_ARG(long_date(arena, report->since)),
		STR_ARG(long_date(arena, report->until)));
}

static struct str count(struct arena *arena, struct str text, size_t n,
	const struct list_type *type)
{
	if (!n)
		return text;
	return arena_printf(arena, "%.*s%s%zu %s", STR_ARG(text),
		text.len ? ", " : "", n, n == 1 ? type->one : type->many);
}

struct str report_sentence(struct arena *arena, const struct report *report)
{
	struct str changed = STR(""), standing = STR("");

	if (report->unknown)
		return STR("What happened in this time cannot be told: the "
			   "repository does not hold all that it takes.");
	for (int i = 0; i < REPORT_LISTS; i++) {
		enum report_list list = (enum report_list)i;
		struct str *text =
			report_is_standing(list) ? &standing : &changed;

		*text = count(arena, *text, report->lists[i].len, &types[i]);
	}
	return arena_printf(arena, "%.*s%s%.*s.",
		STR_ARG(changed.len ? changed : STR("Nothing changed")),
		standing.len ? "; " : "", STR_ARG(standing));
}

struct str report_caveat(struct arena *arena, const struct report *report)
{
	struct str text = STR("");

	if (!report->is_whole)
		text = arena_printf(arena, "So far, as at %.*s.",
			STR_ARG(long_date(arena, report->until)));
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
			STR_ARG(long_date(arena, report->known_from)));
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
	static const size_t texts[] = {[ID] = offsetof(struct report_row, id),
		[TITLE] = offsetof(struct report_row, title),
		[WHO] = offsetof(struct report_row, who),
		[NOTE] = offsetof(struct report_row, note),
		[BEFORE] = offsetof(struct report_row, before),
		[AFTER] = offsetof(struct report_row, after),
		[CHANGE] = offsetof(struct report_row, change),
		[KIND] = offsetof(struct report_row, kind),
		[CONTRACT] = offsetof(struct report_row, contract)};

	switch (field) {
	case DATE:
		table_date(table, row->date);
		break;
	case DATE_BEFORE:
		table_date(table, row->date_before);
		break;
	case DAYS:
		table_int(table, row->days);
		break;
	case EXPOSURE_BEFORE:
		put_number(table, row->exposure_before);
		break;
	case EXPOSURE:
		put_number(table, row->exposure);
		break;
	default:
		table_text(table,
			*(const struct str *)(const void *)((const char *)row +
				texts[field]));
	}
}

struct table report_table(const struct report *report, enum report_list list,
	size_t most, report_url_fn *url_of, void *context, struct arena *arena)
{
	const struct list_type *type = &types[list];
	const struct report_rows *rows = &report->lists[list];
	struct table table = {.title = str_of(type->title),
		.columns = type->columns,
		.arena = arena};

	while (table.width < COLUMNS_MAX && type->columns[table.width].key)
		table.width++;
	for (size_t i = 0; i < rows->len && i < most; i++) {
		const struct report_row *row = &rows->items[i];
		size_t start = table.cells.len;

		for (size_t at = 0; at < table.width; at++)
			put_field(&table, type->fields[at], row);
		for (size_t at = 0; url_of && at < table.width; at++)
			if (type->fields[at] == TITLE)
				table.cells.items[start + at].url =
					url_of(context, list, row);
	}
	return table;
}

/* For programs. */

static struct value iso_value(struct arena *arena, struct date date)
{
	struct buf text = BUF_INIT(64);
	struct value value = value_null;

	if (date_is_set(date)) {
		date_put_iso(&text, date);
		value = value_string(arena_dup(arena, buf_str(&text)));
	}
	buf_release(&text);
	return value;
}

static struct value group_value(
	struct arena *arena, const struct report *report, const char *group)
{
	struct value_map map = {0};

	for (int i = 0; i < REPORT_LISTS; i++) {
		struct table table;

		if (!str_eq(str_of(types[i].group), str_of(group)))
			continue;
		table = report_table(report, (enum report_list)i, SIZE_MAX,
			NULL, NULL, arena);
		value_put(&map, arena, types[i].key, table_objects(&table));
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
