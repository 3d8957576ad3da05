#include "score/score.h"

#include <stdlib.h>

#include "score/joint.h"

enum {
	BAND_COMPLETENESS = 90 /* under this share there is no band */
};

static bool counts(const struct scored *scored)
{
	return scored->state == SCORE_GIVEN;
}

struct fraction score_percent(
	const struct factor_set *set, const struct scored *scored)
{
	return (struct fraction){
		100 * scored->twice, 2 * factor_set_range(set)};
}

/* overall = Σ_S w·s / Σ_S w */
struct fraction score_overall(const struct factor_set *set,
	const struct scored *factors, size_t n, score_keep *keep,
	const void *context)
{
	int64_t sum = 0, weight = 0;

	for (size_t i = 0; i < n; i++) {
		const struct scored *scored = &factors[i];

		if (!counts(scored) || (keep && !keep(context, scored)))
			continue;
		sum += scored->factor->weight.n * scored->twice;
		weight += scored->factor->weight.n;
	}
	if (!weight)
		return (struct fraction){0, 0};
	return fraction_over(100 * sum, 2 * factor_set_range(set), weight);
}

const struct band *score_band(
	const struct factor_set *set, struct fraction score)
{
	const struct band *best = NULL;

	list_each(const struct band, band, &set->bands)
		if (fraction_cmp_int(score, band->from.n) >= 0)
			best = band;
	return best;
}

struct str band_title(struct arena *arena, const struct band *band)
{
	struct str copy;
	char *bytes;

	if (band->title.len)
		return band->title;
	copy = arena_dup(arena, band->id);
	bytes = (char *)copy.ptr; /* our own copy */
	if (copy.len && char_is_lower(bytes[0]))
		bytes[0] = (char)(bytes[0] - 'a' + 'A');
	return copy;
}

/* One party's cell as a factor's state. */
static void take_cell(const struct factor_set *set, struct scored *scored,
	struct score_cell cell)
{
	scored->state = cell.state;
	if (cell.state == SCORE_GIVEN)
		scored->twice = 2 * (cell.score - factor_set_min(set));
}

static struct scored enter(const struct factor_set *set,
	const struct factor *factor, const struct assessment *assessment)
{
	struct scored scored = {.factor = factor, .state = SCORE_MISSING};

	scored.given = assessment_score(assessment, factor->id.n);
	if (!scored.given)
		return scored;
	if (assessment->kind == ASSESSMENT_JOINT && scored.given->is_joint)
		joint_enter(set, &scored);
	else
		take_cell(set, &scored, scored.given->one);
	return scored;
}

/*
 * The headline factor is the name of the whole and never a part of its own
 * mean; a factor of weight 0 is shown and never counted.
 */
static void enter_all(struct result *result,
	const struct assessment *assessment, struct arena *arena)
{
	const struct factor_set *set = result->set;

	result->factors = arena_array(arena, struct scored, set->factors.len);
	list_each(const struct factor, factor, &set->factors) {
		struct scored scored = enter(set, factor, assessment);

		if (factor->role == FACTOR_HEADLINE) {
			struct scored *headline =
				arena_new(arena, struct scored);

			*headline = scored;
			result->headline = headline;
		} else {
			result->factors[result->factor_count++] = scored;
		}
	}
}

struct sums {
	int64_t scored, missing; /* weights */
	int64_t sum; /* Σ_S w·s, twice, above the scale's minimum */
};

/* Over the factors for which KEEP holds (NULL: all). */
static struct sums add_up(
	const struct result *result, score_keep *keep, const void *context)
{
	struct sums sums = {0};

	for (size_t i = 0; i < result->factor_count; i++) {
		const struct scored *scored = &result->factors[i];
		int64_t weight = scored->factor->weight.n;

		if (keep && !keep(context, scored))
			continue;
		if (scored->state == SCORE_MISSING)
			sums.missing += weight;
		if (!counts(scored))
			continue;
		sums.scored += weight;
		sums.sum += weight * scored->twice;
	}
	return sums;
}

/* S empty, A not: not assessed. A empty: not applicable. Never 0. */
static enum result_status status_of(const struct sums *sums)
{
	if (sums->scored)
		return sums->missing ? RESULT_PROVISIONAL : RESULT_FINAL;
	return sums->missing ? RESULT_NOT_ASSESSED : RESULT_NOT_APPLICABLE;
}

/* completeness = Σ_S w / Σ_A w */
static struct fraction completeness_of(const struct sums *sums)
{
	int64_t applicable = sums->scored + sums->missing;

	return applicable ? (struct fraction){100 * sums->scored, applicable}
			  : (struct fraction){0, 0};
}

/* No band for what is not scored, or to less than 90 % of its weight. */
static const struct band *band_of(const struct factor_set *set,
	struct fraction score, struct fraction completeness)
{
	if (!fraction_is(score) ||
		fraction_cmp_int(completeness, BAND_COMPLETENESS) < 0)
		return NULL;
	return score_band(set, score);
}

/*
 * possible range = Σ_S w·s / Σ_A w … (Σ_S w·s + 100·Σ_M w) / Σ_A w: what the
 * score would be if all that is missing turned out worst, and best.
 */
static void set_range(struct result *result, const struct sums *sums)
{
	int64_t twice = 2 * factor_set_range(result->set);
	int64_t applicable = sums->scored + sums->missing;

	if (!applicable)
		return;
	result->low = fraction_over(100 * sums->sum, twice, applicable);
	result->high = fraction_over(
		100 * (sums->sum + twice * sums->missing), twice, applicable);
}

static bool in_group(const void *context, const struct scored *scored)
{
	const struct factor_group *group = context;

	return str_eq(scored->factor->group, group->id);
}

/* The overall pools factors; groups are the same rule over fewer. */
static void set_groups(struct result *result, struct arena *arena)
{
	const struct list *groups = &result->set->groups;
	struct group_result *results =
		arena_array(arena, struct group_result, groups->len);
	size_t n = 0;

	list_each(const struct factor_group, group, groups) {
		struct group_result *one = &results[n++];
		struct sums sums = add_up(result, in_group, group);

		one->group = group;
		one->status = status_of(&sums);
		one->completeness = completeness_of(&sums);
		one->score = score_overall(result->set, result->factors,
			result->factor_count, in_group, group);
		one->band = band_of(result->set, one->score, one->completeness);
	}
	result->groups = (struct list){results, n};
}

static const struct scored *find_scored(
	const struct result *result, int64_t factor)
{
	for (size_t i = 0; i < result->factor_count; i++)
		if (result->factors[i].factor->id.n == factor)
			return &result->factors[i];
	if (result->headline && result->headline->factor->id.n == factor)
		return result->headline;
	return NULL;
}

static enum gate_state gate_state(
	const struct result *result, const struct gate *gate)
{
	const struct scored *scored = find_scored(result, gate->factor.n);
	int64_t min = factor_set_min(result->set);

	if (!scored || scored->state == SCORE_MISSING)
		return GATE_MISSING;
	if (scored->state == SCORE_NA)
		return GATE_NA;
	return scored->twice >= 2 * (gate->at_least.n - min) ? GATE_MET
							     : GATE_UNMET;
}

static const struct band *find_band(const struct factor_set *set, struct str id)
{
	list_each(const struct band, band, &set->bands)
		if (str_eq(band->id, id))
			return band;
	return NULL;
}

/* An unmet gate caps the band; of several, the lowest cap holds. */
static void set_gates(
	struct result *result, struct str tier, struct arena *arena)
{
	const struct list *gates = &result->set->gates;
	struct gate_result *results =
		arena_array(arena, struct gate_result, gates->len);
	size_t n = 0;

	list_each(const struct gate, gate, gates) {
		const struct band *cap = find_band(result->set, gate->cap);
		enum gate_state state;

		if (!str_eq(gate->tier, tier))
			continue;
		state = gate_state(result, gate);
		results[n++] = (struct gate_result){gate, state};
		if (state == GATE_UNMET && cap && result->band &&
			cap->from.n < result->band->from.n)
			result->band = cap;
	}
	result->gates = (struct list){results, n};
}

static bool find_target(struct result *result, struct str tier)
{
	list_each(const struct target, target, &result->set->targets)
		if (str_eq(target->tier, tier)) {
			result->target = target->score;
			return true;
		}
	return false;
}

/* Ranked by gap; ties: lower score, higher weight, lower number. */
static int compare_gaps(const void *left, const void *right)
{
	const struct gap *a = left, *b = right;
	const struct factor *x = a->scored->factor, *y = b->scored->factor;
	int order = fraction_cmp(b->gap, a->gap);

	if (order)
		return order;
	if (a->scored->twice != b->scored->twice)
		return a->scored->twice < b->scored->twice ? -1 : 1;
	if (x->weight.n != y->weight.n)
		return x->weight.n > y->weight.n ? -1 : 1;
	return x->id.n < y->id.n ? -1 : 1;
}

/*
 * gap of a factor = w·max(0, target − s); its uplift = gap / Σ_A w, in points
 * of the overall.
 */
static void set_gaps(
	struct result *result, const struct sums *sums, struct arena *arena)
{
	int64_t twice = 2 * factor_set_range(result->set), total = 0;
	int64_t applicable = sums->scored + sums->missing;
	struct gap *gaps = arena_array(arena, struct gap, result->factor_count);
	size_t n = 0;

	for (size_t i = 0; i < result->factor_count; i++) {
		const struct scored *scored = &result->factors[i];
		int64_t gap = scored->factor->weight.n *
			(result->target * twice - 100 * scored->twice);

		if (!counts(scored) || gap <= 0)
			continue;
		total += gap;
		gaps[n++] = (struct gap){scored, fraction_over(gap, twice, 1),
			fraction_over(gap, twice, applicable)};
	}
	if (n)
		qsort(gaps, n, sizeof *gaps, compare_gaps);
	result->gaps = (struct list){gaps, n};
	if (applicable)
		result->total_gap = fraction_over(total, twice, applicable);
}

/* Missing factors stand in a list of their own, heaviest first. */
static int compare_missing(const void *left, const void *right)
{
	const struct scored *a = *(const struct scored *const *)left;
	const struct scored *b = *(const struct scored *const *)right;

	if (a->factor->weight.n != b->factor->weight.n)
		return a->factor->weight.n > b->factor->weight.n ? -1 : 1;
	return a->factor->id.n < b->factor->id.n ? -1 : 1;
}

static void set_missing(struct result *result, struct arena *arena)
{
	const struct scored **missing =
		arena_array(arena, const struct scored *, result->factor_count);
	size_t n = 0;

	for (size_t i = 0; i < result->factor_count; i++)
		if (result->factors[i].state == SCORE_MISSING &&
			result->factors[i].factor->weight.n)
			missing[n++] = &result->factors[i];
	if (n)
		qsort(missing, n, sizeof *missing, compare_missing);
	result->assess_first = (struct list){missing, n};
}

static struct thresholds thresholds_of(
	const struct factor_set *set, struct arena *arena)
{
	int64_t *at = arena_array(arena, int64_t, set->bands.len);
	size_t n = 0;

	list_each(const struct band, band, &set->bands)
		at[n++] = band->from.n;
	return (struct thresholds){at, n};
}

struct result score_assessment(const struct factor_set *set,
	const struct assessment *assessment, struct str tier,
	struct arena *arena)
{
	struct result result = {.set = set};
	struct sums sums;

	enter_all(&result, assessment, arena);
	sums = add_up(&result, NULL, NULL);
	result.status = status_of(&sums);
	result.completeness = completeness_of(&sums);
	set_range(&result, &sums);
	result.thresholds = thresholds_of(set, arena);
	result.overall = score_overall(
		set, result.factors, result.factor_count, NULL, NULL);
	result.uncapped = band_of(set, result.overall, result.completeness);
	result.band = result.uncapped;
	set_groups(&result, arena);
	set_gates(&result, tier, arena);
	result.has_target = find_target(&result, tier);
	if (result.has_target)
		set_gaps(&result, &sums, arena);
	set_missing(&result, arena);
	return result;
}

const struct scored *result_factor(
	const struct result *result, struct str factor)
{
	struct str number = str_from(factor, str_chr(factor, '/', 0) + 1);
	int64_t id;

	if (!str_to_int(number, 0, 99999, &id))
		return NULL;
	for (size_t i = 0; i < result->factor_count; i++)
		if (result->factors[i].factor->id.n == id)
			return &result->factors[i];
	return NULL;
}
