/* An assessment: its sentence, its figures, its gaps and what closes them. */

#include "model/checks/checks.h"
#include "score/text.h"
#include "stage/actions.h"
#include "stage/addresses.h"
#include "stage/contract_values.h"
#include "stage/help.h"
#include "stage/outputs/assessment.h"
#include "stage/outputs/parts.h"
#include "stage/score_index.h"
#include "stage/score_values.h"

enum { TOP_GAPS = 5 }; /* gaps that are shown with all that helps */

static struct str score_text(
	const struct assessment_page *showing, struct fraction score)
{
	return text_score(showing->arena, showing->result, score);
}

/* What is said for a score; of one without, why there is none. */
static struct str evidence_of(const struct scored *scored)
{
	const struct score *given = scored->given;

	if (!given)
		return STR("");
	if (given->evidence.len)
		return given->evidence;
	if (given->agreed.evidence.len)
		return given->agreed.evidence;
	if (given->reason.len)
		return given->reason;
	if (given->agreed.reason.len || !scored->disputed)
		return given->agreed.reason;
	return given->client.state == SCORE_NA ? given->client.reason
					       : given->provider.reason;
}

static struct str confidence_of(const struct scored *scored)
{
	static const struct str words[] = {[LEVEL_NONE] = STR_INIT(""),
		[LEVEL_HIGH] = STR_INIT("high"),
		[LEVEL_MEDIUM] = STR_INIT("medium"),
		[LEVEL_LOW] = STR_INIT("low")};

	return words[scored->given ? scored->given->confidence : LEVEL_NONE];
}

/* The evidence, and who approved that a factor does not apply. */
static struct str reason_text(const struct build *build, struct arena *arena,
	const struct scored *scored)
{
	struct str text = evidence_of(scored);
	const struct role *role;

	if (!scored->given || !scored->given->approved_by.len)
		return text;
	role = records_find(
		&build->site.records, RECORD_ROLE, scored->given->approved_by);
	if (!role)
		return text;
	return arena_printf(arena, "%.*s%sapproved by: %.*s", STR_ARG(text),
		text.len ? "; " : "", STR_ARG(role->title));
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
		{"confidence", "Confidence", COLUMN_TEXT},
		{"evidence", "Evidence or reason", COLUMN_TEXT},
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
		const struct gap *gap = assessment_gap(result, scored);

		table_int(&table, scored->factor->id.n);
		table_link(&table, scored->factor->title,
			address_factor(
				build, arena, marked->set, scored->factor));
		table_int(&table, scored->factor->weight.n);
		table_number(&table,
			scored->state == SCORE_GIVEN
				? assessment_factor_text(arena, result, scored)
				: STR(""));
		table_text(&table,
			scored->disputed ? STR("disputed")
					 : states[scored->state]);
		table_number(&table,
			gap ? text_points(arena, gap->uplift) : STR(""));
		table_text(&table, confidence_of(scored));
		table_text(&table, reason_text(build, arena, scored));
	}
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

/* What closes a gap: guidance for the step, and what has been agreed. */
static struct value gap_value(
	const struct assessment_page *showing, const struct gap *gap)
{
	const struct scored *scored = gap->scored;
	struct arena *arena = showing->arena;
	struct str key =
		factor_key(arena, showing->marked->set, scored->factor);
	int64_t score =
		factor_set_min(showing->marked->set) + scored->twice / 2;
	struct value_map map = {0};

	value_give(&map, arena, "number", value_int(scored->factor->id.n));
	value_give(&map, arena, "title", value_string(scored->factor->title));
	value_give(&map, arena, "url",
		values_path(address_factor(showing->build, arena,
			showing->marked->set, scored->factor)));
	value_give(&map, arena, "score",
		value_string(assessment_factor_text(
			arena, showing->result, scored)));
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

static void put_gaps(struct assessment_page *showing)
{
	const struct result *result = showing->result;
	struct arena *arena = showing->arena;
	struct value_items items = {0};

	list_each(const struct gap, gap, &result->gaps)
		if (items.len < TOP_GAPS)
			value_push(&items, arena, gap_value(showing, gap));
	assessment_put(showing, "gaps", value_of_list(&items));
	assessment_put(
		showing, "gap_count", value_int((int64_t)result->gaps.len));
	assessment_put_text(
		showing, "total_gap", text_points(arena, result->total_gap));
	assessment_put(showing, "target",
		result->has_target ? value_int(result->target) : value_null);
}

static void put_first(struct assessment_page *showing)
{
	struct value_items items = {0};

	list_each(const struct scored *const, scored,
		&showing->result->assess_first) {
		struct value_map map = {0};
		struct str why = evidence_of(*scored);

		value_give(&map, showing->arena, "title",
			value_string(factor_label(
				showing->arena, (*scored)->factor)));
		value_give(&map, showing->arena, "url",
			values_path(address_factor(showing->build,
				showing->arena, showing->marked->set,
				(*scored)->factor)));
		value_give(&map, showing->arena, "disputed",
			value_bool((*scored)->disputed));
		value_give(&map, showing->arena, "why", value_text(why));
		value_push(&items, showing->arena, value_of_map(&map));
	}
	assessment_put(showing, "assess_first", value_of_list(&items));
}

static void put_gates(struct assessment_page *showing)
{
	struct arena *arena = showing->arena;
	struct value_items items = {0};
	bool unmet = false;

	list_each(const struct gate_result, gate, &showing->result->gates) {
		const struct factor_set *set = showing->marked->set;
		const struct factor *factor =
			set_factor(set, gate->gate->factor.n);
		struct value_map map = {0};

		value_give(&map, arena, "factor",
			factor ? value_string(factor_label(arena, factor))
			       : value_null);
		value_give(&map, arena, "at_least",
			value_int(gate->gate->at_least.n));
		value_give(&map, arena, "cap",
			value_string(score_cap(arena, set, gate->gate)));
		value_give(&map, arena, "state",
			value_string(text_gate(gate->state)));
		value_give(&map, arena, "unmet",
			value_bool(gate->state == GATE_UNMET));
		unmet = unmet || gate->state == GATE_UNMET;
		value_push(&items, arena, value_of_map(&map));
	}
	assessment_put(showing, "gates", value_of_list(&items));
	assessment_put(showing, "gate_unmet", value_bool(unmet));
}

static void put_groups(struct assessment_page *showing)
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
	assessment_put(showing, "groups", value_of_list(&items));
}

/* One side's score as it was given, or why there is none. */
static void put_side(struct table *table, struct score_cell cell)
{
	if (cell.state == SCORE_GIVEN)
		table_int(table, cell.score);
	else
		table_text(
			table, cell.state == SCORE_NA ? STR("n/a") : STR(""));
}

static struct table table_of_sides(const struct build *build,
	const struct output *output, struct arena *arena)
{
	static const struct column columns[] = {
		{"number", "Number", COLUMN_NUMBER},
		{"factor", "Factor", COLUMN_HEAD},
		{"client", "Client", COLUMN_NUMBER},
		{"provider", "Provider", COLUMN_NUMBER},
		{"agreed", "Agreed", COLUMN_NUMBER},
		{"client_evidence", "The client's evidence", COLUMN_TEXT},
		{"provider_evidence", "The provider's evidence", COLUMN_TEXT},
	};
	const struct marked *marked = output->subject;
	struct table table = TABLE("Client and provider", columns, arena);

	for (size_t i = 0; i < marked->result.factor_count; i++) {
		const struct scored *scored = &marked->result.factors[i];
		static const struct score nothing;
		const struct score *given =
			scored->given ? scored->given : &nothing;

		table_int(&table, scored->factor->id.n);
		table_link(&table, scored->factor->title,
			address_factor(
				build, arena, marked->set, scored->factor));
		put_side(&table, given->client);
		put_side(&table, given->provider);
		put_side(&table, given->agreed);
		table_text(&table, given->client.evidence);
		table_text(&table, given->provider.evidence);
	}
	return table;
}

static const struct page_table sides_table = {
	"sides_table", STR_INIT("-sides"), table_of_sides};

static struct value differences_value(
	struct assessment_page *showing, const struct list *list)
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

/* {points, client, provider}: how much higher which side scores on balance. */
static struct value bias_value(struct arena *arena, struct fraction bias)
{
	struct fraction size = {bias.num < 0 ? -bias.num : bias.num, bias.den};
	struct value_map map = {0};

	if (!fraction_is(bias))
		return value_null;
	value_give(
		&map, arena, "points", value_string(text_points(arena, size)));
	value_give(&map, arena, "client", value_bool(bias.num > 0));
	value_give(&map, arena, "provider", value_bool(bias.num < 0));
	return value_of_map(&map);
}

static void put_joint(struct assessment_page *showing)
{
	const struct joint *joint = &showing->marked->joint;
	struct arena *arena = showing->arena;
	struct value_items disputed = {0};
	struct value_map map = {0};

	if (showing->marked->record->kind != ASSESSMENT_JOINT)
		return;
	value_give(&map, arena, "client",
		value_text(score_text(showing, joint->client)));
	value_give(&map, arena, "provider",
		value_text(score_text(showing, joint->provider)));
	value_give(&map, arena, "divergence",
		value_text(text_points(arena, joint->divergence)));
	value_give(&map, arena, "bias", bias_value(arena, joint->bias));
	value_give(&map, arena, "serious",
		differences_value(showing, &joint->serious));
	value_give(&map, arena, "discuss",
		differences_value(showing, &joint->discuss));
	list_each(const struct scored *const, scored, &joint->disputed)
		value_push(&disputed, arena,
			value_string(factor_label(arena, (*scored)->factor)));
	value_give(&map, arena, "disputed", value_of_list(&disputed));
	value_give(&map, arena, "any",
		value_bool(joint->serious.len || joint->discuss.len ||
			joint->disputed.len));
	assessment_put(showing, "joint", value_of_map(&map));
	assessment_put_dumbbells(showing);
	output_put_tables(showing->build, showing->output, &sides_table, 1,
		showing->map, arena);
}

/* The arithmetic: each weight and score, and what they add up to. */
static void put_why(struct assessment_page *showing)
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
			value_string(
				assessment_factor_text(arena, result, scored)));
		value_push(&rows, arena, value_of_map(&row));
	}
	value_give(&map, arena, "rows", value_of_list(&rows));
	value_give(&map, arena, "numerator", value_int(result->overall.num));
	value_give(&map, arena, "denominator", value_int(result->overall.den));
	assessment_put(showing, "why",
		fraction_is(result->overall) ? value_of_map(&map) : value_null);
}

static void put_band(struct assessment_page *showing)
{
	const struct result *result = showing->result;
	struct arena *arena = showing->arena;

	assessment_put(showing, "band", score_band_value(arena, result->band));
	assessment_put(showing, "uncapped",
		result->uncapped != result->band
			? score_band_value(arena, result->uncapped)
			: value_null);
	assessment_put_text(
		showing, "score", score_text(showing, result->overall));
	assessment_put_text(showing, "completeness",
		fraction_is(result->completeness)
			? text_completeness(arena, result)
			: STR(""));
	if (result->status == RESULT_PROVISIONAL ||
		result->status == RESULT_NOT_ASSESSED) {
		assessment_put_text(
			showing, "low", score_text(showing, result->low));
		assessment_put_text(
			showing, "high", score_text(showing, result->high));
	}
	assessment_put(showing, "provisional",
		value_bool(result->status == RESULT_PROVISIONAL));
}

/* A direct judgement of the whole, which is never a part of its score. */
static void put_headline(struct assessment_page *showing)
{
	const struct scored *headline = showing->result->headline;
	struct arena *arena = showing->arena;
	struct value_map map = {0};

	if (!headline || headline->state != SCORE_GIVEN)
		return;
	value_give(&map, arena, "title",
		value_string(factor_label(arena, headline->factor)));
	value_give(&map, arena, "score",
		value_string(assessment_factor_text(
			arena, showing->result, headline)));
	value_give(&map, arena, "evidence", value_text(evidence_of(headline)));
	assessment_put(showing, "headline", value_of_map(&map));
}

static void put_successor(struct assessment_page *showing)
{
	const struct marked *next =
		score_successor(showing->build, showing->marked);

	assessment_put(
		showing, "superseded", value_bool(showing->marked->superseded));
	assessment_put(showing, "superseded_by",
		next ? score_card(showing->build, showing->arena, next)
		     : value_null);
}

static void put_provenance(struct assessment_page *showing)
{
	const struct marked *marked = showing->marked;
	const struct assessment *record = marked->record;
	const struct place *place = &record->source->place;

	assessment_put(showing, "card",
		score_card(showing->build, showing->arena, marked));
	assessment_put_text(showing, "version", marked->set->version);
	assessment_put(showing, "set_latest",
		value_bool(set_is_latest(showing->build, marked->set)));
	assessment_put_text(showing, "path", place->source->path);
	assessment_put(showing, "line",
		site_is_whole(&showing->build->site) ? value_int(place->line)
						     : value_null);
	assessment_put(showing, "assessor",
		values_ref(showing->build, REF_ROLE, record->assessor));
	assessment_put_text(showing, "note", record->note);
	assessment_put(
		showing, "illustrative", value_bool(record->illustrative));
	assessment_put_text(showing, "tier",
		tier_title(showing->build, showing->arena, marked->tier));
}

static struct table table_of_series(const struct build *build,
	const struct output *output, struct arena *arena)
{
	struct table table = score_table(arena);
	struct list series = score_series(arena, output->subject);

	table.title = STR("Assessments of this kind");
	list_each(const struct marked *const, entry, &series)
		score_put_row(build, &table, *entry);
	return table;
}

static const struct page_table assessment_tables[] = {
	{"factors", STR_INIT(""), table_of_factors},
	{"series", STR_INIT("-series"), table_of_series},
};

enum { TABLES = sizeof assessment_tables / sizeof *assessment_tables };

static void fill_assessment(const struct build *build,
	const struct output *output, struct value_map *map, struct arena *arena)
{
	const struct marked *marked = output->subject;
	struct assessment_page showing = {
		build, output, marked, &marked->result, arena, map};
	struct str subject =
		subject_title(build, arena, marked->record->subject);

	assessment_put_text(&showing, "title",
		arena_printf(arena, "%.*s: %.*s", STR_ARG(subject),
			STR_ARG(marked->set->title)));
	assessment_put(&showing, "breadcrumbs",
		values_crumbs_with(build, arena, subject,
			address_subject(arena, marked->record->subject)));
	put_provenance(&showing);
	put_successor(&showing);
	put_band(&showing);
	put_headline(&showing);
	put_gates(&showing);
	put_groups(&showing);
	put_joint(&showing);
	put_gaps(&showing);
	put_first(&showing);
	assessment_put_bars(&showing);
	assessment_put_trend(&showing);
	put_why(&showing);
	output_put_tables(build, output, assessment_tables, TABLES, map, arena);
}

void outputs_add_assessments(struct build *build)
{
	for (size_t i = 0; i < build->book.len; i++) {
		const struct marked *marked = &build->book.items[i];
		struct str url = address_assessment(build, marked);

		output_add(build, url, "assessment", fill_assessment, marked);
		output_add_tables(
			build, url, assessment_tables, TABLES, marked);
		if (marked->record->kind == ASSESSMENT_JOINT)
			output_add_tables(build, url, &sides_table, 1, marked);
	}
}
