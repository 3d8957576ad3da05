#include "unit/units.h"

#include "score/fraction.h"

static const int64_t usual[] = {0, 40, 60, 80};
static const struct thresholds bands = {usual, 4};

/* Half up to tenths, and never across what has not been reached. */
START_TEST(test_tenths)
{
	static const struct {
		const char *name;
		struct fraction figure;
		int64_t free, held; /* without and with bands */
	} rows[] = {
		{"zero", {0, 7}, 0, 0},
		{"a quarter up", {5125, 100}, 513, 513},
		{"just under it", {51249, 1000}, 512, 512},
		{"a twentieth up", {1, 20}, 1, 1},
		{"less is no zero", {1, 1000}, 1, 1},
		{"the least there is", {1, 300000000}, 1, 1},
		{"51.27", {75625, 1475}, 513, 513},
		{"on a threshold", {40, 1}, 400, 400},
		{"just missed, 39.96", {3996, 100}, 400, 399},
		{"just missed, 39.95", {3995, 100}, 400, 399},
		{"missed, 39.94", {3994, 100}, 399, 399},
		{"79.98", {7998, 100}, 800, 799},
		{"above it, 80.02", {8002, 100}, 800, 800},
		{"59.999…", {5999999, 100000}, 600, 599},
		{"all", {100, 1}, 1000, 1000},
		{"99.9 is not 100", {99999, 1000}, 999, 999},
		{"nor is 99.95", {9995, 100}, 999, 999},
		{"99.94", {9994, 100}, 999, 999},
		{"points may be more", {10001, 100}, 1000, 1000},
		{"and more", {750005, 100}, 75001, 75001},
		{"large terms", {29999999999, 300000000}, 999, 999},
	};

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		check_int(fraction_tenths(rows[i].figure, NULL), rows[i].free,
			rows[i].name);
		check_int(fraction_tenths(rows[i].figure, &bands), rows[i].held,
			rows[i].name);
	}
}
END_TEST

/* A threshold of any whole per cent, next to others. */
START_TEST(test_close_thresholds)
{
	static const int64_t close[] = {0, 1, 99, 100};
	static const struct thresholds held = {close, 4};

	check_int(fraction_tenths((struct fraction){99, 100}, &held), 9, "1");
	check_int(fraction_tenths((struct fraction){9899, 100}, &held), 989,
		"99");
	check_int(fraction_tenths((struct fraction){9999, 100}, &held), 999,
		"100");
}
END_TEST

/* Away from zero on both sides; a change below half a tenth is none. */
START_TEST(test_changes)
{
	static const struct {
		struct fraction change;
		int64_t tenths;
		const char *text;
	} rows[] = {
		{{0, 1}, 0, "0.0"},
		{{5, 100}, 1, "+0.1"},
		{{-5, 100}, -1, "-0.1"},
		{{49, 1000}, 0, "0.0"},
		{{-49, 1000}, 0, "0.0"},
		{{25, 10}, 25, "+2.5"},
		{{-245, 100}, -25, "-2.5"},
		{{-244, 100}, -24, "-2.4"},
		{{9996, 100}, 1000, "+100.0"},
		{{-100, 1}, -1000, "-100.0"},
	};
	struct buf out = BUF_INIT(100);

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		check_int(fraction_change_tenths(rows[i].change),
			rows[i].tenths, rows[i].text);
		tenths_put_signed(&out, rows[i].tenths);
		check_buf(&out, rows[i].text, "signed");
	}
	buf_release(&out);
}
END_TEST

START_TEST(test_put)
{
	static const struct {
		int64_t tenths;
		const char *plain, *share;
	} rows[] = {
		{0, "0.0", "0"},
		{1, "0.1", "0.1"},
		{-1, "-0.1", "-0.1"},
		{513, "51.3", "51.3"},
		{898, "89.8", "89.8"},
		{900, "90.0", "90"},
		{1000, "100.0", "100"},
	};
	struct buf out = BUF_INIT(100);

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		tenths_put(&out, rows[i].tenths);
		check_buf(&out, rows[i].plain, "plain");
		tenths_put_share(&out, rows[i].tenths);
		check_buf(&out, rows[i].share, "share");
	}
	buf_release(&out);
}
END_TEST

START_TEST(test_compare)
{
	static const struct {
		const char *name;
		struct fraction a, b;
		int order;
	} rows[] = {
		{"same", {1, 2}, {2, 4}, 0},
		{"more", {2, 3}, {665, 1000}, 1},
		{"less", {1, 3}, {333334, 1000000}, -1},
		{"signs", {-1, 3}, {1, 300}, -1},
		{"two below zero", {-1, 3}, {-1, 4}, -1},
		/* 10^18 times 10^18 and one more or less of it */
		{"beyond 64 bits", {1000000000000000001, 1000000000000000000},
			{1000000000000000000, 999999999999999999}, -1},
	};

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		check_int(fraction_cmp(rows[i].a, rows[i].b), rows[i].order,
			rows[i].name);
		check_int(fraction_cmp(rows[i].b, rows[i].a), -rows[i].order,
			rows[i].name);
	}
	check_int(fraction_cmp_int((struct fraction){9999, 100}, 100), -1, "");
	check_int(fraction_cmp_int((struct fraction){10000, 100}, 100), 0, "");
	check_int(fraction_cmp_int((struct fraction){-1, 100}, 0), -1, "");
}
END_TEST

START_TEST(test_over)
{
	static const struct {
		int64_t part, whole, weight;
		struct fraction want;
	} rows[] = {
		{15125000, 200, 1475, {75625, 1475}},
		{0, 200, 1475, {0, 1475}},
		{125, 200, 3, {5, 24}},
		{-125, 200, 3, {-5, 24}},
		{700, 7, 10, {100, 10}},
	};

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		struct fraction got = fraction_over(
			rows[i].part, rows[i].whole, rows[i].weight);

		check_int(got.num, rows[i].want.num, "numerator");
		check_int(got.den, rows[i].want.den, "denominator");
	}
}
END_TEST

/* Up to the largest terms that a set within its limit can have. */
START_TEST(test_sub)
{
	static const struct {
		struct fraction a, b, want;
	} rows[] = {
		{{3, 4}, {1, 4}, {1, 2}},
		{{1, 4}, {3, 4}, {-1, 2}},
		{{75625, 1475}, {75625, 1475}, {0, 1}},
		{{29999999999, 299999999}, {0, 1}, {29999999999, 299999999}},
		{{30000000000, 300000000}, {29999999900, 299999999}, {0, 1}},
		{{29999999999, 300000000}, {1, 299999999},
			{8999999969400000001, 89999999700000000}},
	};

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		struct fraction got = fraction_sub(rows[i].a, rows[i].b);

		check_int(got.num, rows[i].want.num, "numerator");
		check_int(got.den, rows[i].want.den, "denominator");
	}
}
END_TEST

/* No rounded figure is on the wrong side of a band, a hundred or nothing. */
START_TEST(test_honest)
{
	uint64_t seed = 1;

	for (size_t i = 0; i < 1000000; i++) {
		int64_t den = 1 + (int64_t)units_below(&seed, 3000);
		int64_t num =
			(int64_t)units_below(&seed, (size_t)den * 100 + 1);
		struct fraction f = {num, den};
		int64_t t = fraction_tenths(f, &bands);

		for (size_t k = 0; k < UNITS_LEN(usual); k++)
			check_fast((t >= usual[k] * 10) ==
				(num >= usual[k] * den));
		check_fast((t == 1000) == (num == 100 * den));
		check_fast((t == 0) == (num == 0));
		/* within a tenth of what it is */
		check_fast(
			t * den - num * 10 <= den && num * 10 - t * den <= den);
	}
}
END_TEST

UNITS_SUITE(score_fraction, test_tenths, test_close_thresholds, test_changes,
	test_put, test_compare, test_over, test_sub, test_honest)
