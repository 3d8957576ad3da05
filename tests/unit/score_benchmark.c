#include "unit/units.h"

#include "score/benchmark.h"

enum { MOST = 40 };

/* Type 7: at (n − 1)·q/4 of the sorted scores, between the two around it. */
START_TEST(test_quartiles)
{
	static const struct {
		const char *name;
		size_t n;
		int64_t scores[9], lower, median, upper; /* -1: not shown */
	} rows[] = {
		{"none", 0, {0}, -1, -1, -1},
		{"one", 1, {50}, -1, -1, -1},
		{"four", 4, {10, 20, 30, 40}, -1, -1, -1},
		{"five", 5, {50, 10, 40, 20, 30}, -1, 30, -1},
		/* between 30 and 41: 35.5 */
		{"six", 6, {10, 20, 30, 41, 50, 60}, -1, 36, -1},
		{"seven", 7, {70, 60, 50, 40, 30, 20, 10}, -1, 40, -1},
		/* at 1.75: 10 + 0.75·10 = 17.5; 3.5: 35; 5.25: 50 + 0.25·10 */
		{"eight", 8, {0, 10, 20, 30, 40, 50, 60, 70}, 18, 35, 53},
		/* at 1.75: 10 + 0.75·9 = 16.75; 5.25: 50 + 0.25·9 = 52.25 */
		{"eight, uneven", 8, {0, 10, 19, 30, 40, 50, 59, 70}, 17, 35,
			52},
		/* at 2, 4 and 6 */
		{"nine", 9, {99, 1, 20, 30, 40, 50, 60, 70, 80}, 30, 50, 70},
		{"all the same", 9, {5, 5, 5, 5, 5, 5, 5, 5, 5}, 5, 5, 5},
	};

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		struct fraction scores[9];
		struct benchmark got;

		for (size_t k = 0; k < rows[i].n; k++)
			scores[k] = (struct fraction){
				rows[i].scores[k] * (int64_t)(k + 1),
				(int64_t)(k + 1)};
		got = benchmark_of(scores, rows[i].n);
		check_int(got.n, rows[i].n, rows[i].name);
		check_int(got.has_median ? got.median : -1, rows[i].median,
			rows[i].name);
		check_int(got.has_quartiles ? got.lower : -1, rows[i].lower,
			rows[i].name);
		check_int(got.has_quartiles ? got.upper : -1, rows[i].upper,
			rows[i].name);
	}
}
END_TEST

/* Exact fractions between: 100/3 and 200/3 meet at 50. */
START_TEST(test_fractions)
{
	struct fraction scores[] = {
		{0, 1}, {0, 1}, {100, 3}, {200, 3}, {90, 1}, {99999, 1000}};

	check_int(benchmark_of(scores, 6).median, 50, "thirds");
	/* 49.4999 and 49.5 */
	scores[2] = (struct fraction){494999, 10000};
	scores[3] = (struct fraction){494999, 10000};
	check_int(benchmark_of(scores, 6).median, 49, "down");
	scores[2] = scores[3] = (struct fraction){99, 2};
	check_int(benchmark_of(scores, 6).median, 50, "half up");
}
END_TEST

START_TEST(test_suppression)
{
	static const struct {
		size_t n, total;
		bool shown;
	} rows[] = {
		{0, 9, true},
		{1, 9, false},
		{4, 9, false},
		{5, 9, false}, /* the rest is 4 */
		{5, 10, true},
		{6, 10, false},
		{8, 8, true},
		{7, 8, false},
		{4, 4, false},
		{5, 5, true},
		{4, 20, false},
		{16, 20, false},
		{15, 20, true},
		{19, 20, false},
	};

	for (size_t i = 0; i < UNITS_LEN(rows); i++)
		check_int(suppress_may_subgroup(rows[i].n, rows[i].total),
			rows[i].shown, "suppression");
}
END_TEST

/* By subtraction: what is shown of a part never leaves one to four others. */
START_TEST(test_attack_by_difference)
{
	for (size_t total = 0; total <= MOST; total++)
		for (size_t n = 0; n <= total; n++) {
			size_t rest = total - n;

			if (suppress_may_subgroup(n, total))
				ck_assert((n == 0 || n >= 5) &&
					(rest == 0 || rest >= 5));
		}
}
END_TEST

static bool same(const struct benchmark *a, const struct benchmark *b)
{
	return a->n == b->n && a->has_median == b->has_median &&
		a->has_quartiles == b->has_quartiles &&
		a->median == b->median && a->lower == b->lower &&
		a->upper == b->upper;
}

/* Nothing that is shown tells the least or the greatest of the cohort. */
START_TEST(test_attack_on_extremes)
{
	uint64_t seed = 7;

	for (size_t i = 0; i < 20000; i++) {
		struct fraction scores[MOST], more[MOST];
		size_t n = units_below(&seed, MOST + 1);
		struct benchmark plain, moved;

		for (size_t k = 0; k < n; k++)
			scores[k] = (struct fraction){
				20 + (int64_t)units_below(&seed, 60), 1};
		plain = benchmark_of(scores, n);
		if (n < 2)
			continue;
		/* scores are sorted now: move its ends outwards */
		for (size_t k = 0; k < n; k++)
			more[k] = scores[k];
		more[0].num = 0;
		more[n - 1].num = 100;
		moved = benchmark_of(more, n);
		check_fast(same(&plain, &moved));
	}
}
END_TEST

/* The order that scores come in changes nothing. */
START_TEST(test_order)
{
	uint64_t seed = 8;

	for (size_t i = 0; i < 5000; i++) {
		struct fraction scores[MOST], shuffled[MOST];
		size_t n = units_below(&seed, MOST + 1);
		struct benchmark a, b;

		for (size_t k = 0; k < n; k++)
			shuffled[k] = scores[k] = (struct fraction){
				(int64_t)units_below(&seed, 3000), 30};
		for (size_t k = n; k > 1; k--) {
			size_t other = units_below(&seed, k);
			struct fraction swap = shuffled[k - 1];

			shuffled[k - 1] = shuffled[other];
			shuffled[other] = swap;
		}
		a = benchmark_of(scores, n);
		b = benchmark_of(shuffled, n);
		check_fast(same(&a, &b));
		check_fast(!a.has_quartiles ||
			(a.lower <= a.median && a.median <= a.upper));
	}
}
END_TEST

UNITS_SUITE(score_benchmark, test_quartiles, test_fractions, test_suppression,
	test_attack_by_difference, test_attack_on_extremes, test_order)
