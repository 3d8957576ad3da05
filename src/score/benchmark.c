#include "score/benchmark.h"

#include <stdlib.h>

__extension__ typedef __int128 int128;

static int compare(const void *left, const void *right)
{
	return fraction_cmp(*(const struct fraction *)left,
		*(const struct fraction *)right);
}

/*
 * Quartile Q (1 to 3) of sorted scores: at h = (n − 1)·Q/4, between the scores
 * around it. Rounded half up; scores are not negative.
 */
static int64_t quartile(const struct fraction *scores, size_t n, size_t q)
{
	size_t quarters = (n - 1) * q, at = quarters / 4;
	int64_t part = (int64_t)(quarters % 4);
	struct fraction a = scores[at], b = scores[part ? at + 1 : at];
	int128 num = (int128)(4 - part) * a.num * b.den +
		(int128)part * b.num * a.den;
	int128 den = (int128)4 * a.den * b.den;

	return (int64_t)((2 * num + den) / (2 * den));
}

struct benchmark benchmark_of(struct fraction *scores, size_t n)
{
	struct benchmark benchmark = {.n = n,
		.has_median = n >= BENCHMARK_MEDIAN,
		.has_quartiles = n >= BENCHMARK_QUARTILES};

	if (n)
		qsort(scores, n, sizeof *scores, compare);
	if (benchmark.has_median)
		benchmark.median = quartile(scores, n, 2);
	if (benchmark.has_quartiles) {
		benchmark.lower = quartile(scores, n, 1);
		benchmark.upper = quartile(scores, n, 3);
	}
	return benchmark;
}
