#include "unit/units.h"

#include "theme/colour.h"

START_TEST(test_read)
{
	static const struct {
		const char *text;
		bool ok;
		struct colour colour;
	} rows[] = {
		{"#1d4f6f", true, {0x1D, 0x4F, 0x6F}},
		{"#1D4F6F", true, {0x1D, 0x4F, 0x6F}},
		{"#fff", true, {0xFF, 0xFF, 0xFF}},
		{"#a0C", true, {0xAA, 0x00, 0xCC}},
		{"#000000", true, {0, 0, 0}},
		{"", false, {0, 0, 0}},
		{"#", false, {0, 0, 0}},
		{"fff", false, {0, 0, 0}},
		{"#ff", false, {0, 0, 0}},
		{"#ffff", false, {0, 0, 0}},
		{"#fffff", false, {0, 0, 0}},
		{"#ffffff0", false, {0, 0, 0}},
		{"#fffffg", false, {0, 0, 0}},
		{"#f f", false, {0, 0, 0}},
		{"x1d4f6f", false, {0, 0, 0}},
		{"#1d4f6f;", false, {0, 0, 0}},
		{"red", false, {0, 0, 0}},
		{"#\xC3\xA9"
		 "f",
			false, {0, 0, 0}},
	};

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		struct colour colour = {0, 0, 0};

		check_int(colour_read(str_of(rows[i].text), &colour),
			rows[i].ok, rows[i].text);
		if (!rows[i].ok)
			continue;
		check_int(colour.red, rows[i].colour.red, rows[i].text);
		check_int(colour.green, rows[i].colour.green, rows[i].text);
		check_int(colour.blue, rows[i].colour.blue, rows[i].text);
	}
}
END_TEST

/* Ratios that WCAG's own calculators give, in tenths, rounded down. */
START_TEST(test_contrast)
{
	static const struct {
		const char *a, *b;
		int tenths;
	} rows[] = {
		{"#000", "#fff", 210},
		{"#fff", "#fff", 10},
		{"#777777", "#ffffff", 44}, /* 4.478: fails */
		{"#767676", "#ffffff", 45}, /* 4.542: passes */
		{"#ff0000", "#ffffff", 39},
		{"#0000ff", "#ffffff", 85},
		{"#ffff00", "#ffffff", 10},
		{"#0a5a63", "#ffffff", 79},
	};

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		struct colour a, b;

		ck_assert(colour_read(str_of(rows[i].a), &a));
		ck_assert(colour_read(str_of(rows[i].b), &b));
		check_int(colour_contrast(a, b), rows[i].tenths, rows[i].a);
		check_int(colour_contrast(b, a), rows[i].tenths, rows[i].a);
	}
}
END_TEST

START_TEST(test_lighter)
{
	struct colour black = {0, 0, 0}, white = {255, 255, 255};
	struct colour green = {0, 255, 0}, blue = {0, 0, 255};

	ck_assert(colour_is_lighter(white, black));
	ck_assert(!colour_is_lighter(black, white));
	ck_assert(!colour_is_lighter(black, black));
	ck_assert(colour_is_lighter(green, blue));
}
END_TEST

START_TEST(test_contrast_of_any)
{
	uint64_t seed = 18;

	for (int i = 0; i < 20000; i++) {
		uint64_t n = units_random(&seed);
		struct colour a = {
			(uint8_t)n, (uint8_t)(n >> 8), (uint8_t)(n >> 16)};
		struct colour b = {(uint8_t)(n >> 24), (uint8_t)(n >> 32),
			(uint8_t)(n >> 40)};
		int ratio = colour_contrast(a, b);

		check_fast(ratio >= 10 && ratio <= 210);
		check_fast(ratio == colour_contrast(b, a));
		check_fast(
			!(colour_is_lighter(a, b) && colour_is_lighter(b, a)));
	}
}
END_TEST

UNITS_SUITE(theme_colour, test_read, test_contrast, test_lighter,
	test_contrast_of_any)
