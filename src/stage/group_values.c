#include "stage/group_values.h"

#include <stdlib.h>

#include "chart/chart.h"
#include "score/text.h"
#include "stage/addresses.h"
#include "stage/score_index.h"
#include "stage/figures.h"
#include "stage/score_values.h"

/* The latest assessments of those that have one, best first. */
static int by_overall(const void *left, const void *right)
{
	const struct marked *a = *(const struct marked *const *)left;
	const struct marked *b = *(const struct marked *const *)right;
	bool has_a = fraction_is(a->result.overall);
	bool has_b = fraction_is(b->result.overall);
	int order = has_b - has_a;

	if (!order && has_a)
		order = fraction_cmp(b->result.overall, a->result.overall);
	return order ? order : str_cmp(a->record->subject, b->record->subject);
}

static struct list ranked(const struct build *build, struct arena *arena,
	const struct factor_set *set, const struct list *subjects)
{
	const struct marked **found =
		arena_array(arena, const struct marked *, subjects->len + 1);
	size_t n = 0;

	list_each(const struct str, subject, subjects) {
		const struct marked *latest =
			book_latest(&build->book, *subject, set->id);

		if (latest)
			found[n++] = latest;
	}
	qsort(found, n, sizeof *found, by_overall);
	return (struct list){(void *)found, n};
}

/* The result of a group in an assessment, perhaps by another version. */
static struct fraction group_score(
	const struct marked *marked, const struct factor_group *group)
{
	list_each(const struct group_result, result, &marked->result.groups)
		if (str_eq(result->group->id, group->id))
			return result->score;
	return (struct fraction){0};
}

static struct chart_row row_of(const struct build *build, struct arena *arena,
	const struct factor_set *set, const struct marked *marked)
{
	const struct factor_group *groups = set->groups.items;
	size_t width = set->groups.len + 1;
	int *values = arena_array(arena, int, width);
	struct str *texts = arena_array(arena, struct str, width);

	for (size_t i = 0; i < width; i++) {
		struct fraction score = i ? group_score(marked, &groups[i - 1])
					  : marked->result.overall;

		values[i] = figure_at(score);
		texts[i] = values[i] < 0
			? STR("\xE2\x80\x93")
			: text_score(arena, &marked->result, score);
	}
	return (struct chart_row){
		.label = subject_title(build, arena, marked->record->subject),
		.values = values,
		.texts = texts};
}

/* "Highest: X, 80.1; lowest: Y, 20.3." of those with an overall. */
static struct str heat_sentence(const struct build *build, struct arena *arena,
	const struct list *ranked)
{
	static const struct str key = STR_INIT(
		"The stronger the colour, the higher; best overall first.");
	const struct marked *const *entries = ranked->items;
	size_t n = ranked->len;

	while (n && !fraction_is(entries[n - 1]->result.overall))
		n--;
	if (n < 2)
		return key;
	return arena_printf(arena,
		"Highest: %.*s, %.*s; lowest: %.*s, %.*s. %.*s",
		STR_ARG(subject_title(
			build, arena, entries[0]->record->subject)),
		STR_ARG(text_score(arena, &entries[0]->result,
			entries[0]->result.overall)),
		STR_ARG(subject_title(
			build, arena, entries[n - 1]->record->subject)),
		STR_ARG(text_score(arena, &entries[n - 1]->result,
			entries[n - 1]->result.overall)),
		STR_ARG(key));
}

struct value groups_figure(const struct build *build, struct arena *arena,
	const struct factor_set *set, const struct list *subjects)
{
	struct list found = ranked(build, arena, set, subjects);
	const struct factor_group *groups = set->groups.items;
	struct str *columns =
		arena_array(arena, struct str, set->groups.len + 1);
	struct chart_row *rows =
		arena_array(arena, struct chart_row, found.len + 1);
	struct buf svg = BUF_INIT(BUF_LARGE);
	struct chart chart = {
		.id = arena_printf(arena, "heat-%.*s", STR_ARG(set->id)),
		.title = set->title,
		.description = STR("The latest score of each, overall and by "
				   "group of factors, best first.")};
	size_t n = 0;

	if (!found.len)
		return value_null;
	columns[0] = STR("Overall");
	for (size_t i = 0; i < set->groups.len; i++)
		columns[i + 1] = groups[i].title;
	list_each(const struct marked *const, marked, &found)
		rows[n++] = row_of(build, arena, set, *marked);
	chart_heat(&svg, &chart, columns, set->groups.len + 1, rows, n);
	return figure_value(
		arena, &chart, heat_sentence(build, arena, &found), &svg);
}

/* A name of a column: a C string. */
static const char *terminated(
	struct arena *arena, const char *prefix, struct str text)
{
	return arena_dup(
		arena, arena_printf(arena, "%s%.*s", prefix, STR_ARG(text)))
		.ptr;
}

struct table groups_table(const struct build *build, struct arena *arena,
	const struct factor_set *set, const struct list *subjects)
{
	enum { FIXED = 4 };
	struct list found = ranked(build, arena, set, subjects);
	const struct factor_group *groups = set->groups.items;
	size_t width = FIXED + set->groups.len;
	struct column *columns = arena_array(arena, struct column, width);
	struct table table = {.title = set->title,
		.columns = columns,
		.width = width,
		.arena = arena};

	columns[0] = (struct column){"subject", "Assessed", COLUMN_HEAD};
	columns[1] = (struct column){"date", "Date", COLUMN_DATE};
	columns[2] = (struct column){"standing", "Standing", COLUMN_TEXT};
	columns[3] = (struct column){"overall", "Overall", COLUMN_NUMBER};
	for (size_t i = 0; i < set->groups.len; i++)
		columns[FIXED + i] = (struct column){
			terminated(arena, "group_", groups[i].id),
			terminated(arena, "", groups[i].title), COLUMN_NUMBER};
	list_each(const struct marked *const, entry, &found) {
		const struct marked *marked = *entry;

		table_link(&table,
			subject_title(build, arena, marked->record->subject),
			address_subject(arena, marked->record->subject));
		table_date(&table, marked->record->date)->url =
			address_assessment(build, marked);
		table_text(&table, score_standing(arena, &marked->result));
		table_number(&table,
			text_score(arena, &marked->result,
				marked->result.overall));
		for (size_t i = 0; i < set->groups.len; i++)
			table_number(&table,
				text_score(arena, &marked->result,
					group_score(marked, &groups[i])));
	}
	return table;
}
