#include "score/joint.h"

#include <stdlib.h>

static int64_t above_min(const struct factor_set *set, int64_t score)
{
	return score - factor_set_min(set);
}

void joint_enter(const struct factor_set *set, struct scored *scored)
{
	struct score_cell client = scored->given->client;
	struct score_cell provider = scored->given->provider;
	struct score_cell agreed = scored->given->agreed;

	scored->state = SCORE_MISSING;
	if (agreed.state == SCORE_GIVEN) {
		scored->state = SCORE_GIVEN;
		scored->twice = 2 * above_min(set, agreed.score);
	} else if (score_is_na(scored->given)) {
		scored->state = SCORE_NA;
	} else if (client.state == SCORE_NA || provider.state == SCORE_NA) {
		scored->disputed = true;
	} else if (client.state == SCORE_GIVEN &&
		provider.state == SCORE_GIVEN) {
		scored->state = SCORE_GIVEN;
		scored->twice = above_min(set, client.score) +
			above_min(set, provider.score);
	}
}

static bool both_scored(const struct scored *scored)
{
	return scored->given && scored->given->is_joint &&
		scored->given->client.state == SCORE_GIVEN &&
		scored->given->provider.state == SCORE_GIVEN;
}

/* One side's own overall, over what that side scored. */
static struct fraction side_overall(const struct result *result, bool client)
{
	int64_t sum = 0, weight = 0;

	for (size_t i = 0; i < result->factor_count; i++) {
		const struct scored *scored = &result->factors[i];
		struct score_cell cell;

		if (!scored->given || !scored->given->is_joint)
			continue;
		cell = client ? scored->given->client : scored->given->provider;
		if (cell.state != SCORE_GIVEN)
			continue;
		sum += scored->factor->weight.n *
			above_min(result->set, cell.score);
		weight += scored->factor->weight.n;
	}
	if (!weight)
		return (struct fraction){0, 0};
	return fraction_over(100 * sum, factor_set_range(result->set), weight);
}

static void set_divergence(const struct result *result, struct joint *joint)
{
	int64_t range = factor_set_range(result->set);
	int64_t apart = 0, bias = 0, weight = 0;

	for (size_t i = 0; i < result->factor_count; i++) {
		const struct scored *scored = &result->factors[i];
		int64_t w = scored->factor->weight.n, difference;

		if (!both_scored(scored))
			continue;
		difference = scored->given->client.score -
			scored->given->provider.score;
		apart += w * llabs(difference);
		bias += w * difference;
		weight += w;
	}
	if (!weight)
		return;
	joint->divergence = fraction_over(100 * apart, range, weight);
	joint->bias = fraction_over(100 * bias, range, weight);
}

static struct difference difference_of(
	const struct result *result, const struct scored *scored)
{
	int64_t range = factor_set_range(result->set);
	int64_t client = above_min(result->set, scored->given->client.score);
	int64_t provider =
		above_min(result->set, scored->given->provider.score);

	return (struct difference){scored, {100 * client, range},
		{100 * provider, range}, {100 * (client - provider), range}};
}

static struct fraction size_of(struct fraction f)
{
	return (struct fraction){f.num < 0 ? -f.num : f.num, f.den};
}

/* Widest first; ties: higher weight, lower number. */
static int compare(const void *left, const void *right)
{
	const struct difference *a = left, *b = right;
	const struct factor *x = a->scored->factor, *y = b->scored->factor;
	int order = fraction_cmp(size_of(b->apart), size_of(a->apart));

	if (order)
		return order;
	if (x->weight.n != y->weight.n)
		return x->weight.n > y->weight.n ? -1 : 1;
	return x->id.n < y->id.n ? -1 : 1;
}

/* The factors that differ by FROM per cent or more, but by less than TO. */
static struct list differing(const struct result *result, int64_t from,
	int64_t to, struct arena *arena)
{
	struct difference *items =
		arena_array(arena, struct difference, result->factor_count);
	size_t n = 0;

	for (size_t i = 0; i < result->factor_count; i++) {
		struct difference difference;
		struct fraction size;

		if (!both_scored(&result->factors[i]))
			continue;
		difference = difference_of(result, &result->factors[i]);
		size = size_of(difference.apart);
		if (fraction_cmp_int(size, from) >= 0 &&
			(!to || fraction_cmp_int(size, to) < 0))
			items[n++] = difference;
	}
	if (n)
		qsort(items, n, sizeof *items, compare);
	return (struct list){items, n};
}

struct joint joint_compare(const struct result *result, struct arena *arena)
{
	struct joint joint = {.client = side_overall(result, true),
		.provider = side_overall(result, false)};
	const struct scored **disputed =
		arena_array(arena, const struct scored *, result->factor_count);
	size_t n = 0;

	set_divergence(result, &joint);
	joint.serious = differing(result, JOINT_SERIOUS, 0, arena);
	joint.discuss = differing(result, JOINT_DISCUSS, JOINT_SERIOUS, arena);
	for (size_t i = 0; i < result->factor_count; i++)
		if (result->factors[i].disputed)
			disputed[n++] = &result->factors[i];
	joint.disputed = (struct list){disputed, n};
	return joint;
}
