#include "stage/outputs/assessment.h"

#include "chart/chart.h"
#include "score/text.h"
#include "stage/addresses.h"
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
	assessment_put(showing, key, value_text(text));
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

	return (struct chart_bar){
		.label = factor_label(showing->arena, scored->factor),
		.text = assessment_factor_text(showing->arena, result, scored),
		.value = scored->state == SCORE_GIVEN
			? figure_at(score_percent(result->set, scored))
			: CHART_NONE,
		.target = result->has_target ? (int)result->target * 100
					     : CHART_NONE};
}

/* How many of those with a score reach the target, and which lacks most. */
static struct str target_sentence(
	struct arena *arena, const struct result *result)
{
	const struct gap *gaps = result->gaps.items;
	size_t scored = 0;

	for (size_t i = 0; i < result->factor_count; i++)
		scored += result->factors[i].state == SCORE_GIVEN;
	if (!result->gaps.len)
		return arena_printf(arena,
			"The tick marks the target of the tier, %lld: %s.",
			(long long)result->target,
			scored ? "every factor with a score reaches it"
			       : "nothing has a score yet");
	return arena_printf(arena,
		"The tick marks the target of the tier, %lld: %zu of %zu "
		"factors with a score reach it. The largest gap is %.*s, at "
		"%.*s.",
		(long long)result->target, scored - result->gaps.len, scored,
		STR_ARG(factor_label(arena, gaps[0].scored->factor)),
		STR_ARG(assessment_factor_text(arena, result, gaps[0].scored)));
}

/* Of a set without targets, or a subject without a tier: the two ends. */
static struct str ends_sentence(
	struct arena *arena, const struct result *result)
{
	const struct scored *best = NULL, *worst = NULL;

	for (size_t i = 0; i < result->factor_count; i++) {
		const struct scored *scored = &result->factors[i];

		if (scored->state != SCORE_GIVEN)
			continue;
		if (!best || scored->twice > best->twice)
			best = scored;
		if (!worst || scored->twice < worst->twice)
			worst = scored;
	}
	if (!best)
		return STR("Nothing has a score yet.");
	if (best->twice == worst->twice)
		return arena_printf(arena,
			"Every factor with a score is at %.*s.",
			STR_ARG(assessment_factor_text(arena, result, best)));
	return arena_printf(arena,
		"The highest is %.*s, at %.*s; the lowest %.*s, at %.*s.",
		STR_ARG(factor_label(arena, best->factor)),
		STR_ARG(assessment_factor_text(arena, result, best)),
		STR_ARG(factor_label(arena, worst->factor)),
		STR_ARG(assessment_factor_text(arena, result, worst)));
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
			result->has_target ? target_sentence(arena, result)
					   : ends_sentence(arena, result),
			&svg));
}

static struct str month_text(struct arena *arena, struct date date)
{
	static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May",
		"Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

	return arena_printf(
		arena, "%s %d", months[date.month - 1], (int)date.year);
}

/* An overall in a sentence: "51.3", or "not assessed". */
static struct str overall_text(struct arena *arena, const struct marked *marked)
{
	const struct result *result = &marked->result;

	return fraction_is(result->overall)
		? text_score(arena, result, result->overall)
		: text_status(result->status);
}

static struct str trend_sentence(struct arena *arena,
	const struct marked *const *entries, size_t n, bool has_target)
{
	const struct marked *first = entries[0], *last = entries[n - 1];

	return arena_printf(arena, "From %.*s in %.*s to %.*s in %.*s.%s",
		STR_ARG(overall_text(arena, first)),
		STR_ARG(month_text(arena, first->record->date)),
		STR_ARG(overall_text(arena, last)),
		STR_ARG(month_text(arena, last->record->date)),
		has_target ? " The broken line is the target of the tier."
			   : "");
}

static void put_trend_figure(
	struct assessment_page *showing, const struct list *series)
{
	struct arena *arena = showing->arena;
	const struct result *result = &showing->marked->result;
	const struct marked *const *entries = series->items;
	struct chart_point *points =
		arena_array(arena, struct chart_point, series->len);
	int64_t first = date_days(entries[0]->record->date);
	int64_t span = date_days(showing->marked->record->date) - first;
	struct buf svg = BUF_INIT(BUF_LARGE);
	struct chart chart = {.id = STR("trend"),
		.title = STR("Over time"),
		.description = STR("The overall score at each assessment of "
				   "this kind.")};

	for (size_t i = 0; i < series->len; i++) {
		const struct marked *entry = entries[i];
		int64_t days = date_days(entry->record->date) - first;

		points[i] = (struct chart_point){
			.at = span ? (int)(days * CHART_FULL / span) : 0,
			.value = figure_at(entry->result.overall),
			.text = text_score(
				arena, &entry->result, entry->result.overall),
			.date = month_text(arena, entry->record->date)};
	}
	chart_trend(&svg, &chart, points, series->len,
		result->has_target ? (int)result->target * 100 : CHART_NONE);
	assessment_put(showing, "trend_figure",
		figure_value(arena, &chart,
			trend_sentence(arena, entries, series->len,
				result->has_target),
			&svg));
}

void assessment_put_trend(struct assessment_page *showing)
{
	struct arena *arena = showing->arena;
	const struct marked *marked = showing->marked;
	struct list series = score_series(arena, marked);
	struct value_map map = {0};

	if (!marked->previous)
		return;
	put_trend_figure(showing, &series);
	value_give(&map, arena, "headline",
		value_text(text_change(arena, marked->trend.headline)));
	value_give(&map, arena, "like_for_like",
		value_text(text_change(arena, marked->trend.like_for_like)));
	value_give(&map, arena, "word",
		value_text(str_of(trend_text(marked->trend.word))));
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
			.label = factor_label(arena, scored->factor),
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
