#include "score/trend.h"

/* Under 2.5 points is no material change: 25 tenths. */
static const struct fraction MATERIAL = {25, 10};

static const struct scored *find(const struct result *result, int64_t id)
{
	for (size_t i = 0; i < result->factor_count; i++)
		if (result->factors[i].factor->id.n == id)
			return &result->factors[i];
	return NULL;
}

static struct str major(struct str version)
{
	return str_sub(version, 0, str_chr(version, '.', 0));
}

int trend_set_cmp(const struct factor_set *a, const struct factor_set *b)
{
	int order = str_cmp(a->id, b->id);

	return order ? order
		     : factor_version_cmp(major(a->version), major(b->version));
}

/*
 * Σ w·(s₂ − s₁) / Σ w over the factors scored in both, with the weights of the
 * later set. Both scales are taken as per cent.
 */
static struct fraction like_for_like(const struct result *earlier,
	const struct result *later, size_t *common)
{
	int64_t x = factor_set_range(earlier->set),
		y = factor_set_range(later->set);
	int64_t sum = 0, weight = 0;

	for (size_t i = 0; i < later->factor_count; i++) {
		const struct scored *now = &later->factors[i];
		const struct scored *then = find(earlier, now->factor->id.n);
		int64_t w = now->factor->weight.n;

		if (!then || then->state != SCORE_GIVEN ||
			now->state != SCORE_GIVEN)
			continue;
		(*common)++;
		sum += w * (now->twice * x - then->twice * y);
		weight += w;
	}
	if (!weight)
		return (struct fraction){0, 0};
	return fraction_over(100 * sum, 2 * x * y, weight);
}

static enum trend_word word_for(struct fraction change)
{
	struct fraction size = {
		change.num < 0 ? -change.num : change.num, change.den};

	if (fraction_cmp(size, MATERIAL) < 0)
		return TREND_SAME;
	return change.num > 0 ? TREND_BETTER : TREND_WORSE;
}

struct trend trend_between(
	const struct result *earlier, const struct result *later)
{
	struct trend trend = {0};

	if (fraction_is(earlier->overall) && fraction_is(later->overall))
		trend.headline = fraction_sub(later->overall, earlier->overall);
	trend.like_for_like = like_for_like(earlier, later, &trend.common);
	if (fraction_is(trend.like_for_like))
		trend.word = word_for(trend.like_for_like);
	return trend;
}

const char *trend_text(enum trend_word word)
{
	static const char *const texts[] = {[TREND_NONE] = "",
		[TREND_SAME] = "no material change",
		[TREND_BETTER] = "improved",
		[TREND_WORSE] = "declined"};

	return texts[word];
}
