#include "unit/units.h"

#include <string.h>

#include "base/utf8.h"

/* Well-formed sequences: table 3-7 of the Unicode standard. */
static const struct {
	unsigned char from, to; /* of the first byte */
	unsigned len;
	unsigned char second_from, second_to;
} forms[] = {
	{0x00, 0x7F, 1, 0, 0},
	{0xC2, 0xDF, 2, 0x80, 0xBF},
	{0xE0, 0xE0, 3, 0xA0, 0xBF},
	{0xE1, 0xEC, 3, 0x80, 0xBF},
	{0xED, 0xED, 3, 0x80, 0x9F},
	{0xEE, 0xEF, 3, 0x80, 0xBF},
	{0xF0, 0xF0, 4, 0x90, 0xBF},
	{0xF1, 0xF3, 4, 0x80, 0xBF},
	{0xF4, 0xF4, 4, 0x80, 0x8F},
};

/* The length of the well-formed sequence at the start of BYTES, or 0. */
static unsigned form_len(const unsigned char *bytes, size_t n)
{
	for (size_t i = 0; i < UNITS_LEN(forms); i++) {
		if (bytes[0] < forms[i].from || bytes[0] > forms[i].to)
			continue;
		if (forms[i].len > n)
			return 0;
		for (unsigned j = 1; j < forms[i].len; j++) {
			unsigned char from =
				j == 1 ? forms[i].second_from : 0x80;
			unsigned char to = j == 1 ? forms[i].second_to : 0xBF;

			if (bytes[j] < from || bytes[j] > to)
				return 0;
		}
		return forms[i].len;
	}
	return 0;
}

static size_t plain_check(const unsigned char *bytes, size_t n)
{
	size_t at = 0;

	while (at < n) {
		unsigned len = form_len(bytes + at, n - at);

		if (!len)
			return at;
		at += len;
	}
	return n;
}

static void check_bytes(const unsigned char *bytes, size_t n)
{
	size_t got = utf8_check(str_make((const char *)bytes, n));

	if (got != plain_check(bytes, n))
		ck_abort_msg("%02x %02x %02x %02x of %zu: %zu", bytes[0],
			bytes[1], bytes[2], bytes[3], n, got);
}

START_TEST(test_all_short_sequences)
{
	unsigned char bytes[4] = {0};

	for (unsigned i = 0; i < 1U << 24; i++) {
		bytes[0] = (unsigned char)(i >> 16);
		bytes[1] = (unsigned char)(i >> 8);
		bytes[2] = (unsigned char)i;
		if (!(i & 0xFFFF))
			check_bytes(bytes, 1);
		if (!(i & 0xFF))
			check_bytes(bytes, 2);
		check_bytes(bytes, 3);
	}
}
END_TEST

START_TEST(test_long_sequences)
{
	static const unsigned char edges[] = {
		0x00, 0x7F, 0x80, 0x8F, 0x90, 0xBF, 0xC0, 0xFF};
	unsigned char bytes[4];

	for (unsigned first = 0xE0; first < 0x100; first++)
		for (unsigned second = 0; second < 0x100; second++)
			for (size_t i = 0; i < 64; i++) {
				bytes[0] = (unsigned char)first;
				bytes[1] = (unsigned char)second;
				bytes[2] = edges[i / 8];
				bytes[3] = edges[i % 8];
				check_bytes(bytes, 4);
			}
}
END_TEST

/* Each code point is written in the shortest form and read back. */
START_TEST(test_round_trip)
{
	struct buf out = BUF_INIT(16);

	for (uint32_t code = 0; code <= 0x10FFFF; code++) {
		size_t at = 0;

		if (code == 0xD800)
			code = 0xE000;
		utf8_put(&out, code);
		if (utf8_next(buf_str(&out), &at) != code || at != out.len)
			ck_abort_msg("U+%04X", code);
		buf_clear(&out);
	}
	buf_release(&out);
}
END_TEST

START_TEST(test_next_of_bad)
{
	static const struct str rows[] = {STR_INIT("\x80"), STR_INIT("\xC3"),
		STR_INIT("\xC3("), STR_INIT("\xC0\x80"), STR_INIT("\xE2\x82"),
		STR_INIT("\xED\xA0\x80"), STR_INIT("\xF4\x90\x80\x80"),
		STR_INIT("\xF8\x88\x80\x80\x80"), STR_INIT("\xFF")};

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		size_t at = 0;

		ck_assert_uint_eq(utf8_next(rows[i], &at), UTF8_BAD);
		ck_assert_uint_eq(at, 1);
		ck_assert_uint_eq(utf8_check(rows[i]), 0);
	}
}
END_TEST

START_TEST(test_length)
{
	ck_assert_uint_eq(utf8_len(STR("")), 0);
	ck_assert_uint_eq(utf8_len(STR("abc")), 3);
	ck_assert_uint_eq(
		utf8_len(STR("\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80")), 3);
	ck_assert_uint_eq(utf8_len(STR("a\x80\xFF")), 3);
	ck_assert_uint_eq(utf8_len(STR("\xE2\x82")), 2);
}
END_TEST

START_TEST(test_cut)
{
	static const char text[] = "a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80";
	static const size_t kept[] = {0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10, 10};

	for (size_t max = 0; max < UNITS_LEN(kept); max++)
		ck_assert_uint_eq(
			utf8_cut(str_make(text, sizeof text - 1), max).len,
			kept[max]);
	ck_assert_uint_eq(utf8_cut(STR("\x80\x80\x80"), 2).len, 2);
	ck_assert_uint_eq(utf8_cut((struct str){NULL, 0}, 5).len, 0);
}
END_TEST

START_TEST(test_forbidden)
{
	static const uint32_t yes[] = {0, 7, 0x1B, 0x1F, 0x7F, 0x80, 0x85, 0x9F,
		0x061C, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A, 0x202E, 0x2066,
		0x2069, 0xFEFF};
	static const uint32_t no[] = {'\t', '\n', '\r', ' ', '~', 0xA0, 0x061B,
		0x200C, 0x200D, 0x2010, 0x2027, 0x202F, 0x2065, 0x206A, 0xFFFD,
		0x1F600};

	for (size_t i = 0; i < UNITS_LEN(yes); i++)
		ck_assert_msg(utf8_is_forbidden(yes[i]), "U+%04X", yes[i]);
	for (size_t i = 0; i < UNITS_LEN(no); i++)
		ck_assert_msg(!utf8_is_forbidden(no[i]), "U+%04X", no[i]);
}
END_TEST

/* The quick search agrees with the definition for every code point. */
START_TEST(test_find_forbidden)
{
	struct buf out = BUF_INIT(16);

	for (uint32_t code = 0; code <= 0x10FFFF; code++) {
		size_t found;

		if (code == 0xD800)
			code = 0xE000;
		buf_puts(&out, "ab");
		utf8_put(&out, code);
		buf_puts(&out, "c");
		found = utf8_find_forbidden(buf_str(&out));
		if (found != (utf8_is_forbidden(code) ? 2 : out.len))
			ck_abort_msg("U+%04X", code);
		buf_clear(&out);
	}
	buf_release(&out);
	ck_assert_uint_eq(utf8_find_forbidden(STR("\xE2")), 1);
}
END_TEST

START_TEST(test_words)
{
	static const uint32_t yes[] = {
		'a', 'Z', '0', 0xE9, 0x0416, 0x4E2D, 0x0301, 0x0660, 0xB2};
	static const uint32_t no[] = {' ', '-', '_', '.', 0xA0, 0xA7, 0x2013,
		0x20AC, 0x1F600, UTF8_BAD};

	for (size_t i = 0; i < UNITS_LEN(yes); i++)
		ck_assert_msg(utf8_is_word(yes[i]), "U+%04X", yes[i]);
	for (size_t i = 0; i < UNITS_LEN(no); i++)
		ck_assert_msg(!utf8_is_word(no[i]), "U+%04X", no[i]);
}
END_TEST

START_TEST(test_lower)
{
	static const uint32_t rows[][2] = {{'A', 'a'}, {'z', 'z'}, {'[', '['},
		{0xC9, 0xE9}, {0x0416, 0x0436}, {0x4E2D, 0x4E2D},
		{UTF8_BAD, UTF8_BAD}};

	for (size_t i = 0; i < UNITS_LEN(rows); i++)
		ck_assert_uint_eq(utf8_lower(rows[i][0]), rows[i][1]);
}
END_TEST

START_TEST(test_fold)
{
	static const struct {
		const char *a, *b;
		bool same;
	} rows[] = {
		{"Exit.md", "exit.MD", true},
		{"caf\xC3\xA9", "cafe\xCC\x81", true},
		{"\xC3\x89", "e\xCC\x81", true},
		{"stra\xC3\x9F"
		 "e",
			"STRASSE", true},
		{"K", "\xE2\x84\xAA", true}, /* the Kelvin sign */
		{"a", "b", false},
		{"cafe", "caf\xC3\xA9", false},
		{"", "", true},
		{"\xFF", "\xFF", true}, /* not UTF-8: as it is */
		{"\xFF", "\xFE", false},
	};
	struct arena arena = ARENA_INIT;

	for (size_t i = 0; i < UNITS_LEN(rows); i++)
		check_int(str_eq(utf8_fold(&arena, str_of(rows[i].a)),
				  utf8_fold(&arena, str_of(rows[i].b))),
			rows[i].same, rows[i].a);
	arena_release(&arena);
}
END_TEST

/* One character that is not, at each place of texts of each length. */
START_TEST(test_is_ascii)
{
	char text[40];

	ck_assert(utf8_is_ascii(STR("")));
	for (size_t len = 1; len < sizeof text; len++)
		for (size_t at = 0; at < len; at++) {
			memset(text, 0x7F, sizeof text);
			ck_assert(utf8_is_ascii(str_make(text, len)));
			text[at] = (char)0x80;
			ck_assert(!utf8_is_ascii(str_make(text, len)));
		}
}
END_TEST

UNITS_SUITE(base_utf8, test_all_short_sequences, test_long_sequences,
	test_round_trip, test_next_of_bad, test_length, test_cut,
	test_forbidden, test_find_forbidden, test_words, test_lower, test_fold,
	test_is_ascii)
