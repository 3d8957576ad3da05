#include "stage/outputs/assessment.h"

#include "chart/chart.h"
#include "score/text.h"
#include "stage/figures.h"
#include "stage/score_values.h"
#include "stage/values.h"

void assessment_put(
	struct assessment_page *showing, const char *key, struct value value)
{
	value_give(showing->map, showing->arena, key, value);
}

void assessment_put_text(
	struct assessment_page *showing, const char *key, struct str text)
{
	assessment_put(
		showing, key, text.len ? value_string(text) : value_null);
}

struct str assessment_factor_text(struct arena *arena,
	const struct result *result, const struct scored *scored)
{
	if (scored->state == SCORE_GIVEN)
		return text_points(arena, score_percent(result->set, scored));
	if (scored->disputed)
		return STR("disputed");
	return scored->state == SCORE_NA ? STR("n/a") : STR("missing");
}

struct str assessment_factor_label(
	struct arena *arena, const struct factor *factor)
{
	return arena_printf(arena, "%lld %.*s", (long long)factor->id.n,
		STR_ARG(factor->title));
}

const struct gap *assessment_gap(
	const struct result *result, const struct scored *scored)
{
	list_each(const struct gap, gap, &result->gaps)
		if (gap->scored == scored)
			return gap;
	return NULL;
}

static struct chart_bar bar_of(
	const struct assessment_page *showing, const struct scored *scored)
{
	const struct result *result = showing->result;

	return (struct chart_bar){.label = assessment_factor_label(
					  showing->arena, scored->factor),
		.text = assessment_factor_text(showing->arena, result, scored),
		.value = scored->state == SCORE_GIVEN
			? figure_at(score_percent(result->set, scored))
			: CHART_NONE,
		.target = result->has_target ? (int)result->target * 100
					     : CHART_NONE};
}

/* Bars from the largest gap down; then those without one, as they stand. */
void assessment_put_bars(struct assessment_page *showing)
{
	const struct result *result = showing->result;
	struct arena *arena = showing->arena;
	struct chart_bar *bars =
		arena_array(arena, struct chart_bar, result->factor_count + 1);
	struct buf svg = BUF_INIT(BUF_LARGE);
	struct chart chart = {.id = STR("bars"),
		.title = result->has_target ? STR("Factors by gap")
					    : STR("Factors"),
		.description = STR("The score of each factor on a scale from "
				   "0 to 100. The table has the same "
				   "figures.")};
	size_t n = 0;

	list_each(const struct gap, gap, &result->gaps)
		bars[n++] = bar_of(showing, gap->scored);
	for (size_t i = 0; i < result->factor_count; i++)
		if (!assessment_gap(result, &result->factors[i]))
			bars[n++] = bar_of(showing, &result->factors[i]);
	chart_bars(&svg, &chart, bars, n);
	assessment_put(showing, "bars",
		figure_value(arena, &chart,
			result->has_target
				? arena_printf(arena,
					  "The tick marks the target of the "
					  "tier, %lld; the largest gap comes "
					  "first.",
					  (long long)result->target)
				: STR(""),
			&svg));
}

static struct str month_text(struct arena *arena, struct date date)
{
	static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May",
		"Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

	return arena_printf(
		arena, "%s %d", months[date.month - 1], (int)date.year);
}

void assessment_put_trend(struct assessment_page *showing)
{
	struct arena *arena = showing->arena;
	const struct marked *marked = showing->marked;
	const struct result *result = showing->result;
	struct list series = score_series(arena, marked);
	const struct marked *const *entries = series.items;
	struct chart_point *points =
		arena_array(arena, struct chart_point, series.len);
	struct buf svg = BUF_INIT(BUF_LARGE);
	struct chart chart = {.id = STR("trend"),
		.title = STR("Over time"),
		.description = STR("The overall score at each assessment of "
				   "this kind.")};
	struct value_map map = {0};
	int64_t first, span;

	if (!marked->previous)
		return;
	first = date_days(entries[0]->record->date);
	span = date_days(marked->record->date) - first;
	for (size_t i = 0; i < series.len; i++) {
		const struct marked *entry = entries[i];
		int64_t days = date_days(entry->record->date) - first;

		points[i] = (struct chart_point){
			.at = span ? (int)(days * CHART_FULL / span) : 0,
			.value = figure_at(entry->result.overall),
			.text = text_score(
				arena, &entry->result, entry->result.overall),
			.date = month_text(arena, entry->record->date)};
	}
	chart_trend(&svg, &chart, points, series.len,
		result->has_target ? (int)result->target * 100 : CHART_NONE);
	assessment_put(showing, "trend_figure",
		figure_value(arena, &chart, STR(""), &svg));
	value_give(&map, arena, "headline",
		value_string(text_change(arena, marked->trend.headline)));
	value_give(&map, arena, "like_for_like",
		value_string(text_change(arena, marked->trend.like_for_like)));
	value_give(&map, arena, "word",
		value_string(str_of(trend_text(marked->trend.word))));
	value_give(&map, arena, "common",
		value_int((int64_t)marked->trend.common));
	value_give(&map, arena, "previous",
		score_card(showing->build, arena, marked->previous));
	assessment_put(showing, "trend", value_of_map(&map));
}

/* One side's score on the chart, of its own cell. */
static int side_at(const struct factor_set *set, struct score_cell cell)
{
	if (cell.state != SCORE_GIVEN)
		return CHART_NONE;
	return (int)((cell.score - factor_set_min(set)) * CHART_FULL /
		factor_set_range(set));
}

static struct str side_text(struct arena *arena, struct score_cell cell)
{
	if (cell.state == SCORE_GIVEN)
		return arena_printf(arena, "%lld", (long long)cell.score);
	return cell.state == SCORE_NA ? STR("n/a") : STR("\xE2\x80\x93");
}

void assessment_put_dumbbells(struct assessment_page *showing)
{
	const struct result *result = showing->result;
	struct arena *arena = showing->arena;
	struct chart_pair *pairs =
		arena_array(arena, struct chart_pair, result->factor_count + 1);
	struct buf svg = BUF_INIT(BUF_LARGE);
	struct chart chart = {.id = STR("sides"),
		.title = STR("How the two sides see it"),
		.description = STR("The score that client and provider each "
				   "gave every factor.")};
	size_t n = 0;

	for (size_t i = 0; i < result->factor_count; i++) {
		const struct scored *scored = &result->factors[i];
		const struct score *given = scored->given;

		if (!given)
			continue;
		pairs[n++] = (struct chart_pair){
			.label = assessment_factor_label(arena, scored->factor),
			.text = arena_printf(arena, "%.*s / %.*s",
				STR_ARG(side_text(arena, given->client)),
				STR_ARG(side_text(arena, given->provider))),
			.one = side_at(result->set, given->client),
			.other = side_at(result->set, given->provider)};
	}
	chart_dumbbells(&svg, &chart, STR("Client"), STR("Provider"), pairs, n);
	assessment_put(showing, "sides",
		figure_value(arena, &chart,
			STR("Client first, provider second. The longer the "
			    "line, the more there is to talk about."),
			&svg));
}
