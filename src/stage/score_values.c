#include "stage/score_values.h"

#include "chart/chart.h"
#include "score/text.h"
#include "stage/addresses.h"
#include "stage/score_index.h"
#include "stage/figures.h"
#include "stage/values.h"

struct value score_band_value(struct arena *arena, const struct band *band)
{
	struct value_map map = {0};

	if (!band)
		return value_null;
	value_give(&map, arena, "id", value_string(band->id));
	value_give(&map, arena, "title", value_string(band_title(arena, band)));
	value_give(&map, arena, "description", value_text(band->description));
	return value_of_map(&map);
}

struct str score_cap(struct arena *arena, const struct factor_set *set,
	const struct gate *gate)
{
	list_each(const struct band, band, &set->bands)
		if (str_eq(band->id, gate->cap))
			return band_title(arena, band);
	return gate->cap;
}

/* What supersedes an entry follows it in the same series of the book. */
const struct marked *score_successor(
	const struct build *build, const struct marked *marked)
{
	const struct marked *end = build->book.items + build->book.len;

	if (!marked->superseded)
		return NULL;
	for (const struct marked *next = marked + 1; next < end; next++) {
		if (!str_eq(next->record->subject, marked->record->subject) ||
			next->record->kind != marked->record->kind ||
			!str_eq(next->set->id, marked->set->id))
			break;
		if (!date_cmp(next->record->supersedes, marked->record->date))
			return next;
	}
	return NULL;
}

struct str score_standing(struct arena *arena, const struct result *result)
{
	if (!result->band)
		return text_status(result->status);
	if (result->band != result->uncapped)
		return arena_printf(arena, "%.*s, held back by a gate",
			STR_ARG(band_title(arena, result->band)));
	return band_title(arena, result->band);
}

struct value score_card(const struct build *build, struct arena *arena,
	const struct marked *marked)
{
	const struct assessment *record = marked->record;
	const struct result *result = &marked->result;
	struct str score = text_score(arena, result, result->overall);
	struct value_map map = {0};

	value_give(&map, arena, "url",
		value_url(address_assessment(build, marked)));
	value_give(&map, arena, "subject",
		values_link(arena, subject_title(build, arena, record->subject),
			address_subject(arena, record->subject)));
	value_give(&map, arena, "set",
		values_link(arena, marked->set->title,
			address_set(build, arena, marked->set)));
	value_give(&map, arena, "kind", value_string(text_kind(record->kind)));
	value_give(&map, arena, "date", schema_show_date(arena, record->date));
	value_give(&map, arena, "score", value_text(score));
	value_give(&map, arena, "standing",
		value_string(score_standing(arena, result)));
	value_give(&map, arena, "sentence",
		value_string(text_sentence(arena, marked)));
	return value_of_map(&map);
}

struct list score_series(struct arena *arena, const struct marked *marked)
{
	VEC(const struct marked *) found = {0};
	struct list list;

	for (; marked; marked = marked->previous)
		*vec_push(&found, arena) = marked;
	for (size_t i = 0; i < found.len / 2; i++) {
		const struct marked *swap = found.items[i];

		found.items[i] = found.items[found.len - 1 - i];
		found.items[found.len - 1 - i] = swap;
	}
	list = (struct list){(void *)found.items, found.len};
	return list;
}

/* The overall, or why there is none. */
static struct str score_text_of(
	struct arena *arena, const struct result *result)
{
	return fraction_is(result->overall)
		? text_score(arena, result, result->overall)
		: text_status(result->status);
}

const struct html *score_spark(struct arena *arena, const struct marked *marked)
{
	struct list series = score_series(arena, marked);
	int *values = arena_array(arena, int, series.len);
	struct buf svg = BUF_INIT(BUF_LARGE);
	size_t n = 0;

	if (series.len < 2)
		return NULL;
	list_each(const struct marked *const, entry, &series)
		values[n++] = figure_at((*entry)->result.overall);
	chart_spark(&svg,
		arena_printf(arena, "%zu assessments, the latest %.*s",
			series.len,
			STR_ARG(score_text_of(arena, &marked->result))),
		values, n);
	return figure_html(arena, &svg);
}

static const struct column score_columns[] = {
	{"subject", "Assessed", COLUMN_HEAD},
	{"organisation", "Organisation", COLUMN_TEXT},
	{"set", "Factor set", COLUMN_TEXT},
	{"kind", "Kind", COLUMN_TEXT},
	{"date", "Date", COLUMN_DATE},
	{"score", "Score", COLUMN_NUMBER},
	{"standing", "Standing", COLUMN_TEXT},
	{"change", "Change, like for like", COLUMN_NUMBER},
};

struct table score_table(struct arena *arena)
{
	return TABLE("Assessments", score_columns, arena);
}

void score_put_row(const struct build *build, struct table *table,
	const struct marked *marked)
{
	struct arena *arena = table->arena;
	const struct assessment *record = marked->record;
	const struct result *result = &marked->result;
	const struct organisation *organisation =
		subject_organisation(build, record->subject);

	table_link(table, subject_title(build, arena, record->subject),
		address_subject(arena, record->subject));
	table_text(table, organisation ? organisation->title : STR(""));
	table_text(table, marked->set->title);
	table_text(table, text_kind(record->kind));
	table_date(table, record->date)->url =
		address_assessment(build, marked);
	table_number(table, text_score(arena, result, result->overall))->html =
		score_spark(arena, marked);
	table_text(table,
		marked->superseded ? STR("superseded")
				   : score_standing(arena, result));
	table_number(table,
		marked->previous
			? text_change(arena, marked->trend.like_for_like)
			: STR(""));
}

/* The score of a factor in the latest assessment, if it has one. */
static void push_evidence(const struct build *build, struct arena *arena,
	struct value_items *items, struct str subject, struct str factor)
{
	size_t slash = str_chr(factor, '/', 0);
	const struct marked *latest =
		book_latest(&build->book, subject, str_sub(factor, 0, slash));
	const struct scored *scored;
	struct value_map map = {0};

	scored = latest ? result_factor(&latest->result, factor) : NULL;
	if (!scored || scored->state != SCORE_GIVEN)
		return;
	value_give(&map, arena, "factor",
		value_string(factor_label(arena, scored->factor)));
	value_give(&map, arena, "points",
		value_string(text_points(
			arena, score_percent(latest->set, scored))));
	value_give(&map, arena, "by", score_card(build, arena, latest));
	value_push(items, arena, value_of_map(&map));
}

struct value score_evidence(const struct build *build, struct arena *arena,
	struct str contract, const struct list *factors)
{
	struct str subject =
		arena_printf(arena, "contract/%.*s", STR_ARG(contract));
	struct value_items items = {0};

	if (contract.len)
		list_each(const struct str, factor, factors)
			push_evidence(build, arena, &items, subject, *factor);
	return value_of_list(&items);
}
