#include "score/text.h"

#include "data/date.h"
#include "model/records/kinds.h"

struct str text_score(
	struct arena *arena, const struct result *result, struct fraction score)
{
	struct buf text = BUF_INIT(64);

	if (fraction_is(score))
		tenths_put(&text, fraction_tenths(score, &result->thresholds));
	return buf_finish(&text, arena);
}

struct str text_points(struct arena *arena, struct fraction points)
{
	struct buf text = BUF_INIT(64);

	if (fraction_is(points))
		tenths_put(&text, fraction_tenths(points, NULL));
	return buf_finish(&text, arena);
}

struct str text_change(struct arena *arena, struct fraction change)
{
	struct buf text = BUF_INIT(64);

	if (fraction_is(change))
		tenths_put_signed(&text, fraction_change_tenths(change));
	return buf_finish(&text, arena);
}

/* No band is given under 90 %: the share must not print as 90 before it is. */
static int64_t completeness_tenths(const struct result *result)
{
	static const int64_t at[] = {90};
	static const struct thresholds thresholds = {at, 1};

	return fraction_tenths(result->completeness, &thresholds);
}

struct str text_completeness(struct arena *arena, const struct result *result)
{
	struct buf text = BUF_INIT(64);

	if (fraction_is(result->completeness))
		tenths_put_share(&text, completeness_tenths(result));
	return buf_finish(&text, arena);
}

struct str text_status(enum result_status status)
{
	static const struct str names[] = {
		[RESULT_FINAL] = STR_INIT("final"),
		[RESULT_PROVISIONAL] = STR_INIT("provisional"),
		[RESULT_NOT_ASSESSED] = STR_INIT("not assessed"),
		[RESULT_NOT_APPLICABLE] = STR_INIT("not applicable"),
	};

	return names[status];
}

struct str text_gate(enum gate_state state)
{
	static const struct str names[] = {
		[GATE_MET] = STR_INIT("met"),
		[GATE_UNMET] = STR_INIT("unmet"),
		[GATE_MISSING] = STR_INIT("not assessed"),
		[GATE_NA] = STR_INIT("n/a"),
	};

	return names[state];
}

struct str text_kind(int kind)
{
	static const struct str names[] = {
		[ASSESSMENT_NONE] = STR_INIT(""),
		[ASSESSMENT_SELF] = STR_INIT("self"),
		[ASSESSMENT_PEER] = STR_INIT("peer"),
		[ASSESSMENT_JOINT] = STR_INIT("joint"),
		[ASSESSMENT_INDEPENDENT] = STR_INIT("independent"),
	};

	return names[kind];
}

/* "; the biggest gap is 614 …", or what is to be assessed first. */
static void put_gap(struct buf *text, const struct result *result)
{
	const struct gap *gaps = result->gaps.items;
	const struct scored *const *missing = result->assess_first.items;
	const struct factor *factor = NULL;

	if (result->gaps.len) {
		factor = gaps[0].scored->factor;
		buf_puts(text, "; the biggest gap is ");
	} else if (result->assess_first.len) {
		factor = missing[0]->factor;
		buf_puts(text, "; first assess ");
	} else if (result->has_target && fraction_is(result->overall)) {
		buf_puts(text, "; every factor is at its target");
	}
	if (factor)
		buf_printf(text, "%lld %.*s", (long long)factor->id.n,
			STR_ARG(factor->title));
}

static void put_band(
	struct buf *text, struct arena *arena, const struct result *result)
{
	struct str title;

	if (result->status == RESULT_PROVISIONAL)
		buf_puts(text, ", provisional");
	if (!result->band)
		return;
	title = band_title(arena, result->band);
	buf_printf(text, ", %c%.*s", char_lower(title.ptr[0]),
		STR_ARG(str_from(title, 1)));
	if (result->band != result->uncapped) {
		title = band_title(arena, result->uncapped);
		buf_printf(text, " (held back by a gate from %c%.*s)",
			char_lower(title.ptr[0]), STR_ARG(str_from(title, 1)));
	}
}

struct str text_sentence(struct arena *arena, const struct marked *marked)
{
	const struct result *result = &marked->result;
	struct buf text = BUF_INIT(1 << 16);

	if (result->status == RESULT_NOT_ASSESSED) {
		buf_puts(&text, "Not assessed");
	} else if (result->status == RESULT_NOT_APPLICABLE) {
		buf_puts(&text, "Not applicable");
	} else {
		buf_put(&text, text_score(arena, result, result->overall));
		put_band(&text, arena, result);
	}
	put_gap(&text, result);
	return buf_finish(&text, arena);
}

/* Tenths as a number: 51.3. */
static struct value tenths_value(int64_t tenths)
{
	struct decimal number = decimal_of(tenths);

	if (tenths)
		number.exponent--;
	return value_number(number);
}

static struct value score_value(
	const struct result *result, struct fraction score)
{
	return tenths_value(fraction_tenths(score, &result->thresholds));
}

struct writer {
	struct arena *arena;
	const struct result *result;
	struct value_map map;
};

static void put(struct writer *writer, const char *key, struct value value)
{
	value_put(&writer->map, writer->arena, key, value);
}

static struct value groups_value(struct writer *writer)
{
	struct value_map groups = {0};

	list_each(const struct group_result, group, &writer->result->groups) {
		struct value_map map = {0};

		if (!fraction_is(group->score))
			continue;
		value_put(&map, writer->arena, "score",
			score_value(writer->result, group->score));
		value_put(&map, writer->arena, "numerator",
			value_int(group->score.num));
		value_put(&map, writer->arena, "denominator",
			value_int(group->score.den));
		value_put_str(&groups, writer->arena, group->group->id,
			value_of_map(&map));
	}
	return value_of_map(&groups);
}

static struct value gaps_value(struct writer *writer)
{
	struct value_items items = {0};

	list_each(const struct gap, gap, &writer->result->gaps) {
		struct value_map map = {0};

		value_put(&map, writer->arena, "factor",
			value_int(gap->scored->factor->id.n));
		value_put(&map, writer->arena, "gap",
			tenths_value(fraction_tenths(gap->gap, NULL)));
		value_put(&map, writer->arena, "uplift",
			tenths_value(fraction_tenths(gap->uplift, NULL)));
		value_push(&items, writer->arena, value_of_map(&map));
	}
	return value_of_list(&items);
}

static struct value gates_value(struct writer *writer)
{
	struct value_items items = {0};

	list_each(const struct gate_result, gate, &writer->result->gates) {
		struct value_map map = {0};

		value_put(&map, writer->arena, "factor",
			value_int(gate->gate->factor.n));
		value_put(&map, writer->arena, "state",
			value_string(text_gate(gate->state)));
		value_push(&items, writer->arena, value_of_map(&map));
	}
	return value_of_list(&items);
}

/* The numbers of factors in a list of pointers to them. */
static struct value numbers_value(
	struct arena *arena, const struct list *scored)
{
	struct value_items items = {0};

	list_each(const struct scored *const, one, scored)
		value_push(&items, arena, value_int((*one)->factor->id.n));
	return value_of_list(&items);
}

static struct value differences_value(
	struct arena *arena, const struct list *differences)
{
	struct value_items items = {0};

	list_each(const struct difference, difference, differences)
		value_push(&items, arena,
			value_int(difference->scored->factor->id.n));
	return value_of_list(&items);
}

static struct value trend_value(struct arena *arena, const struct trend *trend)
{
	struct value_map map = {0};

	if (fraction_is(trend->headline))
		value_put(&map, arena, "headline",
			tenths_value(fraction_change_tenths(trend->headline)));
	if (fraction_is(trend->like_for_like)) {
		value_put(&map, arena, "like_for_like",
			tenths_value(
				fraction_change_tenths(trend->like_for_like)));
		value_put(&map, arena, "word",
			value_string(str_of(trend_text(trend->word))));
	}
	return value_of_map(&map);
}

static struct value joint_value(
	struct arena *arena, const struct marked *marked)
{
	const struct joint *joint = &marked->joint;
	const struct result *result = &marked->result;
	struct value_map map = {0};

	if (fraction_is(joint->client))
		value_put(&map, arena, "client",
			score_value(result, joint->client));
	if (fraction_is(joint->provider))
		value_put(&map, arena, "provider",
			score_value(result, joint->provider));
	if (fraction_is(joint->divergence)) {
		value_put(&map, arena, "divergence",
			tenths_value(fraction_tenths(joint->divergence, NULL)));
		value_put(&map, arena, "bias",
			tenths_value(fraction_change_tenths(joint->bias)));
	}
	value_put(&map, arena, "serious",
		differences_value(arena, &joint->serious));
	value_put(&map, arena, "discuss",
		differences_value(arena, &joint->discuss));
	value_put(&map, arena, "disputed",
		numbers_value(arena, &joint->disputed));
	return value_of_map(&map);
}

static void put_result(struct writer *writer)
{
	const struct result *result = writer->result;
	struct value_items range = {0};

	put(writer, "status", value_string(text_status(result->status)));
	if (fraction_is(result->overall)) {
		put(writer, "score", score_value(result, result->overall));
		put(writer, "numerator", value_int(result->overall.num));
		put(writer, "denominator", value_int(result->overall.den));
	}
	if (result->band) {
		put(writer, "band", value_string(result->band->id));
		put(writer, "uncapped_band",
			value_string(result->uncapped->id));
	}
	if (!fraction_is(result->completeness))
		return;
	put(writer, "completeness", tenths_value(completeness_tenths(result)));
	value_push(&range, writer->arena, score_value(result, result->low));
	value_push(&range, writer->arena, score_value(result, result->high));
	put(writer, "range", value_of_list(&range));
}

struct value text_value(struct arena *arena, const struct marked *marked)
{
	struct writer writer = {.arena = arena, .result = &marked->result};
	const struct assessment *record = marked->record;

	put(&writer, "subject", value_string(record->subject));
	put(&writer, "set",
		value_string(
			record_key(arena, RECORD_FACTOR_SET, marked->set)));
	put(&writer, "date", value_string(date_iso(arena, record->date)));
	put(&writer, "kind", value_string(text_kind(record->kind)));
	if (marked->superseded)
		put(&writer, "superseded", value_bool(true));
	put_result(&writer);
	put(&writer, "groups", groups_value(&writer));
	if (marked->result.has_target)
		put(&writer, "gaps", gaps_value(&writer));
	put(&writer, "assess_first",
		numbers_value(arena, &marked->result.assess_first));
	if (marked->result.gates.len)
		put(&writer, "gates", gates_value(&writer));
	if (marked->previous)
		put(&writer, "trend", trend_value(arena, &marked->trend));
	if (record->kind == ASSESSMENT_JOINT)
		put(&writer, "joint", joint_value(arena, marked));
	return value_of_map(&writer.map);
}
