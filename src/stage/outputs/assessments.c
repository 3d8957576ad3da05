/* An assessment: its sentence, its figures, its gaps and what closes them. */

#include "chart/chart.h"
#include "score/text.h"
#include "stage/actions.h"
#include "stage/addresses.h"
#include "stage/figures.h"
#include "stage/help.h"
#include "stage/outputs/parts.h"
#include "stage/score_values.h"

enum { TOP_GAPS = 5 }; /* gaps that are shown with all that helps */

struct showing {
	const struct build *build;
	const struct marked *marked;
	const struct result *result;
	struct arena *arena;
	struct value_map *map;
};

static void put(struct showing *showing, const char *key, struct value value)
{
	value_give(showing->map, showing->arena, key, value);
}

static void put_text(struct showing *showing, const char *key, struct str text)
{
	put(showing, key, text.len ? value_string(text) : value_null);
}

static struct str score_text(
	const struct showing *showing, struct fraction score)
{
	return text_score(showing->arena, showing->result, score);
}

/* "75", "missing", "n/a" or "disputed". */
static struct str factor_text(struct arena *arena, const struct result *result,
	const struct scored *scored)
{
	if (scored->state == SCORE_GIVEN)
		return text_points(arena, score_percent(result->set, scored));
	if (scored->disputed)
		return STR("disputed");
	return scored->state == SCORE_NA ? STR("n/a") : STR("missing");
}

static struct str factor_label(struct arena *arena, const struct factor *factor)
{
	return arena_printf(arena, "%lld %.*s", (long long)factor->id.n,
		STR_ARG(factor->title));
}

/* The address of a factor: only the latest version of a set has pages. */
static struct str factor_url(const struct build *build, struct arena *arena,
	const struct marked *marked, const struct factor *factor)
{
	return set_is_latest(build, marked->set)
		? address_factor(arena, marked->set, factor)
		: STR("");
}

static struct str evidence_of(const struct scored *scored)
{
	const struct score *given = scored->given;

	if (!given)
		return STR("");
	return given->evidence.len ? given->evidence : given->reason;
}

static const struct gap *gap_of(
	const struct result *result, const struct scored *scored)
{
	list_each(const struct gap, gap, &result->gaps)
		if (gap->scored == scored)
			return gap;
	return NULL;
}

static struct table table_of_factors(const struct build *build,
	const struct output *output, struct arena *arena)
{
	static const struct column columns[] = {
		{"number", "Number", COLUMN_NUMBER},
		{"factor", "Factor", COLUMN_HEAD},
		{"weight", "Weight", COLUMN_NUMBER},
		{"score", "Score", COLUMN_NUMBER},
		{"state", "State", COLUMN_TEXT},
		{"gap_points", "Gap, points of the whole", COLUMN_NUMBER},
		{"evidence", "Evidence", COLUMN_TEXT},
	};
	static const struct str states[] = {
		[SCORE_MISSING] = STR_INIT("missing"),
		[SCORE_GIVEN] = STR_INIT("scored"),
		[SCORE_NA] = STR_INIT("n/a"),
	};
	const struct marked *marked = output->subject;
	const struct result *result = &marked->result;
	struct table table = TABLE("All factors", columns, arena);

	for (size_t i = 0; i < result->factor_count; i++) {
		const struct scored *scored = &result->factors[i];
		const struct gap *gap = gap_of(result, scored);

		table_int(&table, scored->factor->id.n);
		table_link(&table, scored->factor->title,
			factor_url(build, arena, marked, scored->factor));
		table_int(&table, scored->factor->weight.n);
		table_number(&table,
			scored->state == SCORE_GIVEN
				? factor_text(arena, result, scored)
				: STR(""));
		table_text(&table,
			scored->disputed ? STR("disputed")
					 : states[scored->state]);
		table_number(&table,
			gap ? text_points(arena, gap->uplift) : STR(""));
		table_text(&table, evidence_of(scored));
	}
	return table;
}

static struct chart_bar bar_of(
	const struct showing *showing, const struct scored *scored)
{
	const struct result *result = showing->result;

	return (struct chart_bar){
		.label = factor_label(showing->arena, scored->factor),
		.text = factor_text(showing->arena, result, scored),
		.value = scored->state == SCORE_GIVEN
			? figure_at(score_percent(result->set, scored))
			: CHART_NONE,
		.target = result->has_target ? (int)result->target * 100
					     : CHART_NONE};
}

/* Bars from the largest gap down; then those without one, as they stand. */
static void put_bars(struct showing *showing)
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
		if (!gap_of(result, &result->factors[i]))
			bars[n++] = bar_of(showing, &result->factors[i]);
	chart_bars(&svg, &chart, bars, n);
	put(showing, "bars",
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

static void put_trend(struct showing *showing)
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
	put(showing, "trend_figure",
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
	put(showing, "trend", value_of_map(&map));
}

static struct table table_of_series(struct showing *showing)
{
	struct table table = score_table(showing->arena);
	struct list series = score_series(showing->arena, showing->marked);

	table.title = STR("Assessments of this kind");
	list_each(const struct marked *const, entry, &series)
		score_put_row(showing->build, &table, *entry);
	return table;
}

/* The text of the scoring guidance for a score, and the step above it. */
static void put_steps(struct value_map *map, struct arena *arena,
	const struct factor *factor, int64_t score)
{
	const struct step *now = NULL, *next = NULL;

	list_each(const struct step, step, &factor->guidance) {
		if (step->score <= score)
			now = step;
		else if (!next)
			next = step;
	}
	value_give(map, arena, "means",
		now ? value_string(now->text) : value_null);
	value_give(map, arena, "next_means",
		next ? value_string(next->text) : value_null);
	value_give(map, arena, "next_score",
		next ? value_int(next->score) : value_null);
}

static struct str factor_key(
	const struct showing *showing, const struct factor *factor)
{
	return arena_printf(showing->arena, "%.*s/%lld",
		STR_ARG(showing->marked->set->id), (long long)factor->id.n);
}

/* What closes a gap: guidance for the step, and what has been agreed. */
static struct value gap_value(
	const struct showing *showing, const struct gap *gap)
{
	const struct scored *scored = gap->scored;
	struct arena *arena = showing->arena;
	struct str key = factor_key(showing, scored->factor);
	int64_t score =
		factor_set_min(showing->marked->set) + scored->twice / 2;
	struct str url = factor_url(
		showing->build, arena, showing->marked, scored->factor);
	struct value_map map = {0};

	value_give(&map, arena, "number", value_int(scored->factor->id.n));
	value_give(&map, arena, "title", value_string(scored->factor->title));
	value_give(&map, arena, "url", url.len ? value_url(url) : value_null);
	value_give(&map, arena, "score",
		value_string(factor_text(arena, showing->result, scored)));
	value_give(&map, arena, "target", value_int(showing->result->target));
	value_give(&map, arena, "points",
		value_string(text_points(arena, gap->uplift)));
	put_steps(&map, arena, scored->factor, score);
	value_give(&map, arena, "help",
		help_value(showing->build, arena, key, score));
	value_give(&map, arena, "actions",
		actions_value(showing->build, arena,
			showing->marked->record->subject, key));
	return value_of_map(&map);
}

static void put_gaps(struct showing *showing)
{
	const struct result *result = showing->result;
	struct arena *arena = showing->arena;
	struct value_items items = {0};

	list_each(const struct gap, gap, &result->gaps)
		if (items.len < TOP_GAPS)
			value_push(&items, arena, gap_value(showing, gap));
	put(showing, "gaps", value_of_list(&items));
	put(showing, "gap_count", value_int((int64_t)result->gaps.len));
	put_text(showing, "total_gap", text_points(arena, result->total_gap));
	put(showing, "target",
		result->has_target ? value_int(result->target) : value_null);
}

static void put_first(struct showing *showing)
{
	struct value_items items = {0};

	list_each(const struct scored *const, scored,
		&showing->result->assess_first) {
		struct value_map map = {0};
		struct str url = factor_url(showing->build, showing->arena,
			showing->marked, (*scored)->factor);
		struct str why = evidence_of(*scored);

		value_give(&map, showing->arena, "title",
			value_string(factor_label(
				showing->arena, (*scored)->factor)));
		value_give(&map, showing->arena, "url",
			url.len ? value_url(url) : value_null);
		value_give(&map, showing->arena, "disputed",
			value_bool((*scored)->disputed));
		value_give(&map, showing->arena, "why",
			why.len ? value_string(why) : value_null);
		value_push(&items, showing->arena, value_of_map(&map));
	}
	put(showing, "assess_first", value_of_list(&items));
}

static void put_gates(struct showing *showing)
{
	struct arena *arena = showing->arena;
	struct value_items items = {0};
	bool unmet = false;

	list_each(const struct gate_result, gate, &showing->result->gates) {
		struct value_map map = {0};
		const struct value *factor =
			map_get(&showing->build->shared->refs[REF_FACTOR],
				arena_printf(arena, "%.*s/%lld",
					STR_ARG(showing->marked->set->id),
					(long long)gate->gate->factor.n));

		value_give(
			&map, arena, "factor", factor ? *factor : value_null);
		value_give(&map, arena, "at_least",
			value_int(gate->gate->at_least.n));
		value_give(&map, arena, "cap", value_string(gate->gate->cap));
		value_give(&map, arena, "state",
			value_string(text_gate(gate->state)));
		value_give(&map, arena, "unmet",
			value_bool(gate->state == GATE_UNMET));
		unmet = unmet || gate->state == GATE_UNMET;
		value_push(&items, arena, value_of_map(&map));
	}
	put(showing, "gates", value_of_list(&items));
	put(showing, "gate_unmet", value_bool(unmet));
}

static void put_groups(struct showing *showing)
{
	struct value_items items = {0};

	list_each(const struct group_result, group, &showing->result->groups) {
		struct value_map map = {0};
		struct str score = score_text(showing, group->score);

		value_give(&map, showing->arena, "title",
			value_string(group->group->title));
		value_give(&map, showing->arena, "score",
			score.len ? value_string(score)
				  : value_string(STR("not assessed")));
		value_push(&items, showing->arena, value_of_map(&map));
	}
	put(showing, "groups", value_of_list(&items));
}

static struct value differences_value(
	struct showing *showing, const struct list *list)
{
	struct arena *arena = showing->arena;
	struct value_items items = {0};

	list_each(const struct difference, difference, list) {
		struct value_map map = {0};

		value_give(&map, arena, "title",
			value_string(factor_label(
				arena, difference->scored->factor)));
		value_give(&map, arena, "client",
			value_string(text_points(arena, difference->client)));
		value_give(&map, arena, "provider",
			value_string(text_points(arena, difference->provider)));
		value_push(&items, arena, value_of_map(&map));
	}
	return value_of_list(&items);
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

static void put_dumbbells(struct showing *showing)
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
	put(showing, "sides",
		figure_value(arena, &chart,
			STR("Client first, provider second. The longer the "
			    "line, the more there is to talk about."),
			&svg));
}

static void put_joint(struct showing *showing)
{
	const struct joint *joint = &showing->marked->joint;
	struct arena *arena = showing->arena;
	struct value_items disputed = {0};
	struct value_map map = {0};

	if (showing->marked->record->kind != ASSESSMENT_JOINT)
		return;
	value_give(&map, arena, "client",
		value_string(score_text(showing, joint->client)));
	value_give(&map, arena, "provider",
		value_string(score_text(showing, joint->provider)));
	value_give(&map, arena, "divergence",
		value_string(text_points(arena, joint->divergence)));
	value_give(&map, arena, "bias",
		value_string(text_change(arena, joint->bias)));
	value_give(&map, arena, "serious",
		differences_value(showing, &joint->serious));
	value_give(&map, arena, "discuss",
		differences_value(showing, &joint->discuss));
	list_each(const struct scored *const, scored, &joint->disputed)
		value_push(&disputed, arena,
			value_string(factor_label(arena, (*scored)->factor)));
	value_give(&map, arena, "disputed", value_of_list(&disputed));
	put(showing, "joint", value_of_map(&map));
	put_dumbbells(showing);
}

/* The arithmetic: each weight and score, and what they add up to. */
static void put_why(struct showing *showing)
{
	const struct result *result = showing->result;
	struct arena *arena = showing->arena;
	struct value_items rows = {0};
	struct value_map map = {0};

	for (size_t i = 0; i < result->factor_count; i++) {
		const struct scored *scored = &result->factors[i];
		struct value_map row = {0};

		value_give(&row, arena, "title",
			value_string(factor_label(arena, scored->factor)));
		value_give(&row, arena, "weight",
			value_int(scored->factor->weight.n));
		value_give(&row, arena, "score",
			value_string(factor_text(arena, result, scored)));
		value_push(&rows, arena, value_of_map(&row));
	}
	value_give(&map, arena, "rows", value_of_list(&rows));
	value_give(&map, arena, "numerator", value_int(result->overall.num));
	value_give(&map, arena, "denominator", value_int(result->overall.den));
	put(showing, "why",
		fraction_is(result->overall) ? value_of_map(&map) : value_null);
}

static void put_band(struct showing *showing)
{
	const struct result *result = showing->result;
	struct arena *arena = showing->arena;

	put(showing, "band", score_band_value(arena, result->band));
	put(showing, "uncapped",
		result->uncapped != result->band
			? score_band_value(arena, result->uncapped)
			: value_null);
	put_text(showing, "score", score_text(showing, result->overall));
	put_text(showing, "completeness",
		fraction_is(result->completeness)
			? text_completeness(arena, result)
			: STR(""));
	put_text(showing, "low", score_text(showing, result->low));
	put_text(showing, "high", score_text(showing, result->high));
	put(showing, "provisional",
		value_bool(result->status == RESULT_PROVISIONAL));
}

static void put_provenance(struct showing *showing)
{
	const struct marked *marked = showing->marked;
	const struct assessment *record = marked->record;
	const struct place *place = &record->source->place;
	const struct value *assessor = map_get(
		&showing->build->shared->refs[REF_ROLE], record->assessor);

	put(showing, "card",
		score_card(showing->build, showing->arena, marked));
	put_text(showing, "version", marked->set->version);
	put(showing, "set_latest",
		value_bool(set_is_latest(showing->build, marked->set)));
	put_text(showing, "path", place->source->path);
	put(showing, "line", value_int(place->line));
	put(showing, "assessor", assessor ? *assessor : value_null);
	put_text(showing, "note", record->note);
	put(showing, "illustrative", value_bool(record->illustrative));
	put_text(showing, "tier", marked->tier);
}

static struct str base_of(const struct build *build, struct arena *arena,
	const struct marked *marked)
{
	struct str url = address_assessment(build, arena, marked);

	return str_sub(url, 0, url.len - 5);
}

static void fill_assessment(const struct build *build,
	const struct output *output, struct value_map *map, struct arena *arena)
{
	const struct marked *marked = output->subject;
	struct showing showing = {build, marked, &marked->result, arena, map};
	struct table factors = table_of_factors(build, output, arena);
	struct table series = table_of_series(&showing);
	struct str subject =
		subject_title(build, arena, marked->record->subject);

	put_text(&showing, "title",
		arena_printf(arena, "%.*s: %.*s", STR_ARG(subject),
			STR_ARG(marked->set->title)));
	put(&showing, "breadcrumbs",
		values_crumbs_with(arena, subject,
			address_subject(arena, marked->record->subject)));
	put_provenance(&showing);
	put_band(&showing);
	put_gates(&showing);
	put_groups(&showing);
	put_joint(&showing);
	put_gaps(&showing);
	put_first(&showing);
	put_bars(&showing);
	put_trend(&showing);
	put_why(&showing);
	output_put_table(
		map, arena, "factors", &factors, base_of(build, arena, marked));
	output_put_table(map, arena, "series", &series, STR(""));
}

void outputs_add_assessments(struct build *build)
{
	for (size_t i = 0; i < build->book.len; i++) {
		const struct marked *marked = &build->book.items[i];

		output_add(build,
			address_assessment(build, &build->arena, marked),
			"assessment", fill_assessment, marked);
		output_add_table(build, base_of(build, &build->arena, marked),
			table_of_factors, marked);
	}
}
