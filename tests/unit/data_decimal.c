#include "unit/units.h"

#include <stdio.h>
#include <string.h>

#include "data/decimal.h"

START_TEST(test_read_and_put)
{
	static const struct {
		const char *text, *plain;
	} rows[] = {
		{"0", "0"},
		{"-0", "0"},
		{"0.000", "0"},
		{"0e5", "0"},
		{"7", "7"},
		{"+7", "7"},
		{"-12", "-12"},
		{"007", "7"},
		{"4.50", "4.5"},
		{"4.2e6", "4200000"},
		{"4.2E+6", "4200000"},
		{"12e-3", "0.012"},
		{"-0.05", "-0.05"},
		{".5", "0.5"},
		{"5.", "5"},
		{"1e18", "1000000000000000000"},
		{"1e-18", "0.000000000000000001"},
		{"999999999999999999", "999999999999999999"},
		{"0.999999999999999999", "0.999999999999999999"},
		{"-123456789.012345678", "-123456789.012345678"},
		{"000000000000000000000000000001", "1"},
	};
	struct buf out = BUF_INIT(100);

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		struct decimal d = {42, 42};

		ck_assert_msg(decimal_read(str_of(rows[i].text), &d), "%s",
			rows[i].text);
		decimal_put(&out, d);
		check_buf(&out, rows[i].plain, rows[i].text);
	}
	buf_release(&out);
}
END_TEST

START_TEST(test_no_numbers)
{
	static const struct str rows[] = {STR_INIT(""), STR_INIT("-"),
		STR_INIT("+"), STR_INIT("."), STR_INIT("-."), STR_INIT("e5"),
		STR_INIT("1e"), STR_INIT("1e+"), STR_INIT("1e-"),
		STR_INIT("1e+-5"), STR_INIT("1e--5"), STR_INIT("1e5.0"),
		STR_INIT("--1"), STR_INIT("+-1"), STR_INIT("1 "),
		STR_INIT(" 1"), STR_INIT("1,5"), STR_INIT("1.2.3"),
		STR_INIT("0x1F"), STR_INIT("0o17"), STR_INIT(".inf"),
		STR_INIT("nan"), STR_INIT("12:30"), STR_INIT("2026-03-14"),
		STR_INIT("1\0"), STR_INIT("1_000"), STR_INIT("1e19"),
		STR_INIT("1e-19"), STR_INIT("10e18"), STR_INIT("1.5e-18"),
		STR_INIT("1000000000000000001.1"),
		STR_INIT("1234567890123456789")};

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		struct decimal d = {42, 0};

		ck_assert_msg(!decimal_read(rows[i], &d), "%s", rows[i].ptr);
		ck_assert_int_eq(d.mantissa, 42);
	}
}
END_TEST

/* A random number of up to 18 digits, with its sign. */
static struct decimal draw(uint64_t *seed)
{
	int64_t mantissa = (int64_t)(units_random(seed) % 1000000000000000000);
	int exponent = (int)units_below(seed, 37) - 18;

	for (size_t cut = units_below(seed, 19); cut > 0; cut--)
		mantissa /= 10;
	if (!mantissa)
		return decimal_of(0);
	if (mantissa % 10 == 0)
		mantissa++;
	return (struct decimal){
		units_below(seed, 2) ? mantissa : -mantissa, exponent};
}

START_TEST(test_round_trip)
{
	struct buf out = BUF_INIT(100);
	uint64_t seed = 7;

	for (int i = 0; i < 100000; i++) {
		struct decimal d = draw(&seed), back = {0, 0};
		char text[64];

		decimal_put(&out, d);
		snprintf(text, sizeof text, "%llde%d", (long long)d.mantissa,
			d.exponent);
		ck_assert_msg(decimal_read(str_of(text), &back), "%s", text);
		check_fast(back.mantissa == d.mantissa);
		check_fast(back.exponent == d.exponent);
		if (d.exponent <= 0) {
			check_fast(decimal_read(buf_str(&out), &back));
			check_fast(back.mantissa == d.mantissa);
			check_fast(back.exponent == d.exponent);
		}
		buf_clear(&out);
	}
	buf_release(&out);
}
END_TEST

/* Two numbers in plain digits, padded to one form, order as their texts. */
static int plain_cmp(struct decimal a, struct decimal b)
{
	char digits[2][64];
	const struct decimal both[] = {a, b};

	if ((a.mantissa > 0) - (a.mantissa < 0) !=
		(b.mantissa > 0) - (b.mantissa < 0))
		return a.mantissa > b.mantissa ? 1 : -1;
	for (int i = 0; i < 2; i++) {
		char mantissa[32];
		int len = snprintf(mantissa, sizeof mantissa, "%lld",
			(long long)(both[i].mantissa < 0 ? -both[i].mantissa
							 : both[i].mantissa));

		memset(digits[i], '0', 60);
		digits[i][60] = '\0';
		memcpy(digits[i] + 40 - len - both[i].exponent, mantissa,
			(size_t)len);
	}
	return a.mantissa < 0 ? strcmp(digits[1], digits[0])
			      : strcmp(digits[0], digits[1]);
}

START_TEST(test_order)
{
	uint64_t seed = 8;

	for (int i = 0; i < 100000; i++) {
		struct decimal a = draw(&seed), b = draw(&seed);
		int order = plain_cmp(a, b), got = decimal_cmp(a, b);

		check_fast((got > 0) - (got < 0) == (order > 0) - (order < 0));
		got = decimal_cmp(b, a);
		check_fast((got > 0) - (got < 0) == (order < 0) - (order > 0));
		check_fast(decimal_cmp(a, a) == 0);
	}
	check_fast(decimal_cmp(decimal_of(10), decimal_of(10)) == 0);
	ck_assert_int_gt(
		decimal_cmp(decimal_of(INT64_MAX), (struct decimal){1, -18}),
		0);
	ck_assert_int_lt(
		decimal_cmp(decimal_of(INT64_MIN), decimal_of(INT64_MAX)), 0);
}
END_TEST

START_TEST(test_scaled)
{
	static const struct {
		const char *text;
		int places;
		bool ok;
		int64_t n;
	} rows[] = {
		{"4.2e6", 2, true, 420000000},
		{"1.004", 2, true, 100},
		{"1.005", 2, true, 101},
		{"1.0049999", 2, true, 100},
		{"0.4", 0, true, 0},
		{"0.5", 0, true, 1},
		{"0.49999999999", 0, true, 0},
		{"-0.4", 0, true, 0},
		{"-1.6", 0, true, -2},
		{"1e-18", 0, true, 0},
		{"999999999999999999", 1, false, 0},
		{"1e18", 1, false, 0},
		{"-1e18", 1, false, 0},
		{"9e17", 1, true, 9000000000000000000},
		{"0", 18, true, 0},
	};

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		struct decimal d;
		int64_t n = 42;
		bool ok;

		ck_assert(decimal_read(str_of(rows[i].text), &d));
		ok = decimal_scaled(d, rows[i].places, &n);
		check_int(ok, rows[i].ok, rows[i].text);
		if (ok)
			check_int(n, rows[i].n, rows[i].text);
	}
}
END_TEST

START_TEST(test_to_int)
{
	static const struct {
		const char *text;
		bool ok;
		int64_t n;
	} rows[] = {
		{"0", true, 0},
		{"4.0", true, 4},
		{"1e3", true, 1000},
		{"-120", true, -120},
		{"1e18", true, 1000000000000000000},
		{"12e18", false, 0},
		{"4.5", false, 0},
		{"1e-1", false, 0},
	};

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		struct decimal d;
		int64_t n = 0;

		ck_assert(decimal_read(str_of(rows[i].text), &d));
		check_int(decimal_to_int(d, &n), rows[i].ok, rows[i].text);
		if (rows[i].ok)
			check_int(n, rows[i].n, rows[i].text);
	}
}
END_TEST

/* Every whole number there is, those at the ends too. */
START_TEST(test_whole)
{
	static const int64_t rows[] = {0, 1, -1, 10, -100, INT64_MAX, INT64_MIN,
		INT64_MAX - 7, 1000000000000000000};
	struct buf out = BUF_INIT(100);

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		char text[32];
		int64_t n = 0;

		snprintf(text, sizeof text, "%lld", (long long)rows[i]);
		decimal_put(&out, decimal_of(rows[i]));
		check_buf(&out, text, text);
		ck_assert(decimal_to_int(decimal_of(rows[i]), &n));
		check_int(n, rows[i], text);
	}
	buf_release(&out);
}
END_TEST

UNITS_SUITE(data_decimal, test_read_and_put, test_no_numbers, test_round_trip,
	test_order, test_scaled, test_to_int, test_whole)
