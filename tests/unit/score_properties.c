#include "unit/score_shelf.h"

#include <stdlib.h>

/*
 * What holds for any assessment by any set, over random ones. Sets and
 * assessments are made as structs, as reading them from YAML is proved
 * elsewhere, and a second reckoning in floating point stands
 * beside the exact one.
 */

enum { FACTORS = 20, ROUNDS = 20000 };

struct drawn {
	struct arena arena;
	struct factor factors[FACTORS];
	struct score scores[FACTORS];
	struct band bands[4];
	struct target target;
	struct scale scale;
	struct factor_set set;
	struct assessment assessment;
};

static int64_t draw_score(const struct drawn *drawn, uint64_t *seed)
{
	size_t steps =
		(size_t)(factor_set_range(&drawn->set) / drawn->scale.step.n);

	return drawn->scale.min.n +
		drawn->scale.step.n * (int64_t)units_below(seed, steps + 1);
}

static struct score_cell draw_cell(const struct drawn *drawn, uint64_t *seed)
{
	struct score_cell cell = {.state = SCORE_GIVEN};

	switch (units_below(seed, 8)) {
	case 0:
		cell.state = SCORE_MISSING;
		break;
	case 1:
		cell.state = SCORE_NA;
		break;
	default:
		cell.score = draw_score(drawn, seed);
	}
	return cell;
}

static void draw_set(struct drawn *drawn, uint64_t *seed)
{
	static const int64_t scales[][3] = {
		{0, 100, 25}, {0, 100, 1}, {1, 5, 1}, {0, 3, 1}, {10, 80, 7}};
	const int64_t *scale = scales[units_below(seed, UNITS_LEN(scales))];
	size_t n = 1 + units_below(seed, FACTORS);

	drawn->scale = (struct scale){.min = {true, scale[0]},
		.max = {true, scale[1]},
		.step = {true, scale[2]}};
	for (size_t i = 0; i < n; i++)
		drawn->factors[i] = (struct factor){
			.id = {true, (int64_t)(100 + i)},
			.weight = {true,
				(int64_t)(units_below(seed, 5)
						? units_below(seed, 1001)
						: 0)}};
	for (size_t i = 0; i < 4; i++)
		drawn->bands[i] = (struct band){.id = STR("b"),
			.from = {true,
				i ? (int64_t)(i * 25 - units_below(seed, 20))
				  : 0}};
	drawn->target = (struct target){
		STR("gold"), {0}, (int64_t)units_below(seed, 101)};
	drawn->set = (struct factor_set){.id = STR("s"),
		.version = STR("1"),
		.scale = &drawn->scale,
		.bands = {drawn->bands, 4},
		.targets = {&drawn->target, 1},
		.factors = {drawn->factors, n}};
}

static void draw(struct drawn *drawn, uint64_t *seed)
{
	bool joint = units_below(seed, 3) == 0;

	*drawn = (struct drawn){.arena = ARENA_INIT};
	draw_set(drawn, seed);
	for (size_t i = 0; i < drawn->set.factors.len; i++) {
		struct score *score = &drawn->scores[i];

		*score = (struct score){
			.factor = drawn->factors[i].id.n, .is_joint = joint};
		if (joint) {
			score->client = draw_cell(drawn, seed);
			score->provider = draw_cell(drawn, seed);
			if (units_below(seed, 4) == 0)
				score->agreed = draw_cell(drawn, seed);
		} else {
			score->one = draw_cell(drawn, seed);
		}
	}
	drawn->assessment = (struct assessment){
		.kind = joint ? ASSESSMENT_JOINT : ASSESSMENT_PEER,
		.scores = {drawn->scores, drawn->set.factors.len}};
}

static struct result score(struct drawn *drawn)
{
	return score_assessment(
		&drawn->set, &drawn->assessment, STR("gold"), &drawn->arena);
}

static bool equal(struct fraction a, struct fraction b)
{
	if (!fraction_is(a) || !fraction_is(b))
		return fraction_is(a) == fraction_is(b);
	return fraction_cmp(a, b) == 0;
}

static bool at_most(struct fraction a, struct fraction b)
{
	return fraction_cmp(a, b) <= 0;
}

/* 0 ≤ low ≤ score ≤ high ≤ 100, and what follows from nothing missing. */
START_TEST(test_range)
{
	static const struct fraction none = {0, 1}, all = {100, 1};
	uint64_t seed = 11;

	for (size_t i = 0; i < ROUNDS; i++) {
		struct drawn drawn;
		struct result result;

		draw(&drawn, &seed);
		result = score(&drawn);
		if (fraction_is(result.completeness)) {
			check_fast(at_most(none, result.low));
			check_fast(at_most(result.low, result.high));
			check_fast(at_most(result.high, all));
			check_fast(at_most(none, result.completeness));
			check_fast(at_most(result.completeness, all));
		}
		if (fraction_is(result.overall)) {
			check_fast(at_most(result.low, result.overall));
			check_fast(at_most(result.overall, result.high));
			check_fast((result.status == RESULT_FINAL) ==
				(fraction_cmp(result.low, result.high) == 0));
			check_fast((result.status == RESULT_FINAL) ==
				equal(result.completeness, all));
		} else {
			check_fast(result.status == RESULT_NOT_ASSESSED ||
				result.status == RESULT_NOT_APPLICABLE);
			check_fast(!result.band && !result.gaps.len);
		}
		arena_release(&drawn.arena);
	}
}
END_TEST

/* A second reckoning, factor by factor, in floating point. */
START_TEST(test_second_reckoning)
{
	uint64_t seed = 12;

	for (size_t i = 0; i < ROUNDS; i++) {
		struct drawn drawn;
		struct result result;
		double sum = 0, weight = 0, exact;

		draw(&drawn, &seed);
		result = score(&drawn);
		for (size_t k = 0; k < result.factor_count; k++) {
			const struct scored *scored = &result.factors[k];
			double w = (double)scored->factor->weight.n;

			if (scored->state != SCORE_GIVEN)
				continue;
			sum += w * 50.0 * (double)scored->twice /
				(double)factor_set_range(&drawn.set);
			weight += w;
		}
		check_fast(fraction_is(result.overall) == (weight > 0));
		if (weight > 0) {
			exact = (double)result.overall.num /
				(double)result.overall.den;
			check_fast(exact - sum / weight < 1e-7 &&
				sum / weight - exact < 1e-7);
		}
		arena_release(&drawn.arena);
	}
}
END_TEST

static void shuffle(void *items, size_t n, size_t size, uint64_t *seed)
{
	char *bytes = items, swap[sizeof(struct factor) + sizeof(struct score)];

	for (size_t i = n; i > 1; i--) {
		char *a = bytes + (i - 1) * size;
		char *b = bytes + units_below(seed, i) * size;

		for (size_t k = 0; k < size; k++) {
			swap[k] = a[k];
			a[k] = b[k];
			b[k] = swap[k];
		}
	}
}

static bool same_gaps(const struct result *a, const struct result *b)
{
	const struct gap *x = a->gaps.items, *y = b->gaps.items;

	if (a->gaps.len != b->gaps.len)
		return false;
	for (size_t i = 0; i < a->gaps.len; i++)
		if (x[i].scored->factor->id.n != y[i].scored->factor->id.n ||
			!equal(x[i].uplift, y[i].uplift))
			return false;
	return true;
}

/* The order of factors and of scores changes nothing. */
START_TEST(test_order)
{
	uint64_t seed = 13;

	for (size_t i = 0; i < ROUNDS; i++) {
		struct drawn drawn;
		struct factor factors[FACTORS];
		struct result before, after;

		draw(&drawn, &seed);
		before = score(&drawn);
		for (size_t k = 0; k < FACTORS; k++)
			factors[k] = drawn.factors[k];
		shuffle(factors, drawn.set.factors.len, sizeof *factors, &seed);
		drawn.set.factors.items = factors;
		shuffle(drawn.scores, drawn.set.factors.len,
			sizeof *drawn.scores, &seed);
		after = score(&drawn);
		check_fast(equal(before.overall, after.overall));
		check_fast(equal(before.completeness, after.completeness));
		check_fast(equal(before.low, after.low));
		check_fast(equal(before.high, after.high));
		check_fast(equal(before.total_gap, after.total_gap));
		check_fast(before.band == after.band);
		check_fast(before.status == after.status);
		check_fast(same_gaps(&before, &after));
		arena_release(&drawn.arena);
	}
}
END_TEST

static int band_rank(const struct drawn *drawn, const struct band *band)
{
	return band ? (int)(band - drawn->bands) : -1;
}

/* Raising one score by a step never lowers the result, nor widens a gap. */
START_TEST(test_raising)
{
	uint64_t seed = 14;

	for (size_t i = 0; i < ROUNDS; i++) {
		struct drawn drawn;
		struct result before, after;
		struct score_cell *cell;
		struct score *raised;

		draw(&drawn, &seed);
		before = score(&drawn);
		raised = &drawn.scores[units_below(
			&seed, drawn.set.factors.len)];
		cell = !raised->is_joint	? &raised->one
			: units_below(&seed, 2) ? &raised->client
						: &raised->provider;
		if (cell->state == SCORE_GIVEN &&
			cell->score < drawn.scale.max.n) {
			cell->score += drawn.scale.step.n;
			after = score(&drawn);
			check_fast(!fraction_is(before.overall) ||
				at_most(before.overall, after.overall));
			check_fast(!fraction_is(before.low) ||
				(at_most(before.low, after.low) &&
					at_most(before.high, after.high)));
			check_fast(band_rank(&drawn, before.band) <=
				band_rank(&drawn, after.band));
			check_fast(!fraction_is(before.total_gap) ||
				at_most(after.total_gap, before.total_gap));
		}
		arena_release(&drawn.arena);
	}
}
END_TEST

/*
 * Missing is never zero: a missing factor leaves the overall where it would
 * be without it, whatever its score turns out to be is within the range, and
 * the ends of the range are its lowest and its highest score.
 */
START_TEST(test_missing)
{
	uint64_t seed = 15;

	for (size_t i = 0; i < ROUNDS; i++) {
		struct drawn drawn;
		struct result missing, other;

		draw(&drawn, &seed);
		missing = score(&drawn);
		for (size_t k = 0; k < missing.factor_count; k++) {
			struct score *one = &drawn.scores[k];

			if (missing.factors[k].state == SCORE_MISSING)
				*one = (struct score){.factor = one->factor,
					.one = {.state = SCORE_NA}};
		}
		other = score(&drawn);
		check_fast(equal(missing.overall, other.overall));
		for (size_t k = 0; k < missing.factor_count; k++)
			if (missing.factors[k].state == SCORE_MISSING)
				drawn.scores[k].one = (struct score_cell){
					.state = SCORE_GIVEN,
					.score = drawn.scale.min.n};
		other = score(&drawn);
		check_fast(equal(missing.low, other.overall));
		for (size_t k = 0; k < missing.factor_count; k++)
			if (missing.factors[k].state == SCORE_MISSING)
				drawn.scores[k].one.score = drawn.scale.max.n;
		other = score(&drawn);
		check_fast(equal(missing.high, other.overall));
		arena_release(&drawn.arena);
	}
}
END_TEST

/* The printed uplifts add up to the printed gap, but for their rounding. */
START_TEST(test_gap_adds_up)
{
	uint64_t seed = 16;

	for (size_t i = 0; i < ROUNDS; i++) {
		struct drawn drawn;
		struct result result;
		int64_t parts = 0, whole;
		struct fraction last = {0, 0};

		draw(&drawn, &seed);
		result = score(&drawn);
		list_each(const struct gap, gap, &result.gaps) {
			parts += fraction_tenths(gap->uplift, NULL);
			check_fast(!fraction_is(last) ||
				at_most(gap->uplift, last));
			last = gap->uplift;
		}
		if (fraction_is(result.total_gap)) {
			/* half a tenth a part and for the whole; a part that
			 * is not nothing may be lifted to a tenth */
			whole = fraction_tenths(result.total_gap, NULL);
			check_fast(llabs(parts - whole) <=
				(int64_t)result.gaps.len + 1);
			check_fast((parts == 0) == (whole == 0));
		}
		arena_release(&drawn.arena);
	}
}
END_TEST

/* Closing every gap brings all that is scored to the target at least. */
START_TEST(test_closing_gaps)
{
	uint64_t seed = 17;

	for (size_t i = 0; i < ROUNDS; i++) {
		struct drawn drawn;
		struct result result;

		draw(&drawn, &seed);
		result = score(&drawn);
		if (result.status == RESULT_FINAL) {
			struct fraction sum = fraction_sub(result.overall,
				(struct fraction){-result.total_gap.num,
					result.total_gap.den});

			check_fast(at_most(
				(struct fraction){result.target, 1}, sum));
		}
		arena_release(&drawn.arena);
	}
}
END_TEST

/* Sides: the two overalls differ by the bias where both scored the same. */
START_TEST(test_bias)
{
	uint64_t seed = 18;

	for (size_t i = 0; i < ROUNDS; i++) {
		struct drawn drawn;
		struct result result;
		struct joint joint;

		draw(&drawn, &seed);
		for (size_t k = 0; k < drawn.set.factors.len; k++) {
			struct score *one = &drawn.scores[k];

			*one = (struct score){.factor = one->factor,
				.is_joint = true,
				.client = {.state = SCORE_GIVEN,
					.score = draw_score(&drawn, &seed)},
				.provider = {.state = SCORE_GIVEN,
					.score = draw_score(&drawn, &seed)}};
		}
		drawn.assessment.kind = ASSESSMENT_JOINT;
		result = score(&drawn);
		joint = joint_compare(&result, &drawn.arena);
		if (fraction_is(joint.client)) {
			struct fraction size = joint.bias;

			check_fast(equal(
				fraction_sub(joint.client, joint.provider),
				joint.bias));
			size.num = llabs(size.num);
			check_fast(at_most(size, joint.divergence));
		}
		arena_release(&drawn.arena);
	}
}
END_TEST

/* The largest set that the checks allow, at the ends of what it can score. */
START_TEST(test_largest)
{
	enum { LARGEST = 1500 };
	struct arena arena = ARENA_INIT;
	struct factor *factors = arena_array(&arena, struct factor, LARGEST);
	struct score *scores = arena_array(&arena, struct score, LARGEST);
	struct scale scale = {
		.min = {true, 0}, .max = {true, 100}, .step = {true, 1}};
	struct factor_set set = {
		.scale = &scale, .factors = {factors, LARGEST}};
	struct assessment assessment = {.scores = {scores, LARGEST}};
	struct result full, less;
	struct trend trend;

	for (int64_t i = 0; i < LARGEST; i++) {
		factors[i] = (struct factor){
			.id = {true, i}, .weight = {true, 1000}};
		scores[i] = (struct score){.factor = i,
			.one = {.state = SCORE_GIVEN, .score = 100}};
	}
	full = score_assessment(&set, &assessment, STR(""), &arena);
	check_int(fraction_tenths(full.overall, NULL), 1000, "100.0");
	scores[7].one.score = 99;
	less = score_assessment(&set, &assessment, STR(""), &arena);
	check_int(fraction_tenths(less.overall, NULL), 999, "99.9993");
	trend = trend_between(&full, &less);
	check_int(fraction_cmp(trend.headline, (struct fraction){-1, 1500}), 0,
		"a 1500th");
	check_int(fraction_cmp(trend.like_for_like, trend.headline), 0, "both");
	arena_release(&arena);
}
END_TEST

UNITS_SUITE(score_properties, test_range, test_second_reckoning, test_order,
	test_raising, test_missing, test_gap_adds_up, test_closing_gaps,
	test_bias, test_largest)
