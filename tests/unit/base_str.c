#include "unit/units.h"

#include <string.h>

START_TEST(test_order)
{
	static const struct {
		struct str a, b;
		int order; /* its sign */
	} rows[] = {
		{STR_INIT(""), STR_INIT(""), 0},
		{STR_INIT(""), STR_INIT("a"), -1},
		{STR_INIT("a"), STR_INIT("a"), 0},
		{STR_INIT("a"), STR_INIT("b"), -1},
		{STR_INIT("a"), STR_INIT("aa"), -1},
		{STR_INIT("ab"), STR_INIT("aa"), 1},
		{STR_INIT("a"), STR_INIT("\xFF"), -1}, /* unsigned */
		{STR_INIT("a\0b"), STR_INIT("a\0c"), -1},
		{STR_INIT("a\0"), STR_INIT("a"), 1},
		{{NULL, 0}, STR_INIT(""), 0},
		{{NULL, 0}, STR_INIT("a"), -1},
	};

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		int there = str_cmp(rows[i].a, rows[i].b);
		int back = str_cmp(rows[i].b, rows[i].a);

		ck_assert_int_eq((there > 0) - (there < 0), rows[i].order);
		ck_assert_int_eq((back > 0) - (back < 0), -rows[i].order);
		ck_assert_int_eq(
			str_eq(rows[i].a, rows[i].b), rows[i].order == 0);
	}
}
END_TEST

START_TEST(test_case_eq)
{
	ck_assert(str_case_eq(STR("Content-Type"), STR("cONTENT-tYPE")));
	ck_assert(!str_case_eq(STR("a"), STR("ab")));
	ck_assert(!str_case_eq(STR("[@`{"), STR("{`@[")));
	ck_assert(!str_case_eq(STR("\xC3\x89"), STR("\xC3\xA9")));
	ck_assert(str_case_eq((struct str){NULL, 0}, STR("")));
}
END_TEST

START_TEST(test_start_and_end)
{
	static const struct {
		const char *s, *part;
		bool starts, ends;
	} rows[] = {
		{"", "", true, true},
		{"", "a", false, false},
		{"abc", "", true, true},
		{"abc", "ab", true, false},
		{"abc", "bc", false, true},
		{"abc", "abc", true, true},
		{"abc", "abcd", false, false},
		{"abc", "zabc", false, false},
		{"aa", "a", true, true},
	};

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		struct str s = str_of(rows[i].s), part = str_of(rows[i].part);

		check_int(str_starts(s, part), rows[i].starts, rows[i].s);
		check_int(str_ends(s, part), rows[i].ends, rows[i].s);
	}
}
END_TEST

START_TEST(test_search)
{
	struct str s = STR("a,b,,c");

	ck_assert_uint_eq(str_chr(s, ',', 0), 1);
	ck_assert_uint_eq(str_chr(s, ',', 1), 1);
	ck_assert_uint_eq(str_chr(s, ',', 2), 3);
	ck_assert_uint_eq(str_chr(s, ',', 5), s.len);
	ck_assert_uint_eq(str_chr(s, ',', s.len), s.len);
	ck_assert_uint_eq(str_chr(s, ',', SIZE_MAX), s.len);
	ck_assert_uint_eq(str_rchr(s, ','), 4);
	ck_assert_uint_eq(str_rchr(s, 'x'), s.len);
	ck_assert_uint_eq(str_rchr(STR(""), 'x'), 0);
	ck_assert_uint_eq(str_find(s, STR(",,"), 0), 3);
	ck_assert_uint_eq(str_find(s, STR(""), 2), 2);
	ck_assert_uint_eq(str_find(s, STR(""), 99), s.len);
	ck_assert_uint_eq(str_find(s, STR("a,b,,cd"), 0), s.len);
	ck_assert_uint_eq(str_find(s, STR("a"), SIZE_MAX), s.len);
	ck_assert_uint_eq(str_find((struct str){NULL, 0}, STR("a"), 0), 0);
}
END_TEST

static size_t plain_find(struct str s, struct str needle, size_t from)
{
	for (size_t at = from; at + needle.len <= s.len; at++)
		if (!memcmp(s.ptr + at, needle.ptr, needle.len))
			return at;
	return s.len;
}

START_TEST(test_find_random)
{
	uint64_t seed = 1;
	char a[24], b[6];

	for (int i = 0; i < 20000; i++) {
		struct str s = units_random_text(&seed, STR("ab"), a, sizeof a);
		struct str needle =
			units_random_text(&seed, STR("ab"), b, sizeof b);
		size_t from = units_below(&seed, sizeof a + 2);

		if (needle.len)
			ck_assert_uint_eq(str_find(s, needle, from),
				plain_find(s, needle, from));
	}
}
END_TEST

START_TEST(test_sub)
{
	struct str s = STR("abcdef");

	check_view(str_sub(s, 0, 6), s, "whole");
	check_view(str_sub(s, 1, 3), STR("bc"), "middle");
	check_view(str_sub(s, 4, 99), STR("ef"), "end cut");
	check_view(str_sub(s, 6, 6), STR(""), "end");
	check_view(str_sub(s, 3, 2), STR(""), "backwards");
	check_view(str_sub(s, 99, SIZE_MAX), STR(""), "outside");
	check_view(str_from(s, 5), STR("f"), "from");
	check_view(str_from(s, 6), STR(""), "from the end");
	check_view(str_from(s, SIZE_MAX), STR(""), "from beyond");
	check_view(str_sub((struct str){NULL, 0}, 0, 1), STR(""), "nothing");
}
END_TEST

START_TEST(test_trim)
{
	static const char *const rows[][2] = {
		{"", ""},
		{" ", ""},
		{"\t\n\v\f\r ", ""},
		{"a", "a"},
		{" a b ", "a b"},
		{"\na\n", "a"},
		{"\xC2\xA0"
		 "a",
			"\xC2\xA0"
			"a"},
	};

	for (size_t i = 0; i < UNITS_LEN(rows); i++)
		check_view(str_trim(str_of(rows[i][0])), str_of(rows[i][1]),
			rows[i][0]);
}
END_TEST

START_TEST(test_split)
{
	static const struct {
		const char *s;
		const char *parts; /* each in brackets */
	} rows[] = {
		{"", "[]"},
		{"a", "[a]"},
		{"a/b", "[a][b]"},
		{"/", "[][]"},
		{"a//b/", "[a][][b][]"},
	};
	struct str nothing = {NULL, 0}, part = STR("kept");
	struct buf out = BUF_INIT(100);

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		struct str rest = str_of(rows[i].s);

		while (str_split(&rest, '/', &part))
			buf_printf(&out, "[%.*s]", STR_ARG(part));
		check_buf(&out, rows[i].parts, rows[i].s);
	}
	part = STR("kept");
	ck_assert(!str_split(&nothing, '/', &part));
	check_view(part, STR("kept"), "nothing to split");
	buf_release(&out);
}
END_TEST

START_TEST(test_to_int)
{
	static const struct {
		const char *s;
		int64_t min, max;
		bool ok;
		int64_t n;
	} rows[] = {
		{"0", 0, 9, true, 0},
		{"9", 0, 9, true, 9},
		{"10", 0, 9, false, 0},
		{"-1", 0, 9, false, 0},
		{"-1", -1, 9, true, -1},
		{"-0", 0, 0, true, 0},
		{"007", 0, 9, true, 7},
		{"999999999999999999", INT64_MIN, INT64_MAX, true,
			999999999999999999},
		{"-999999999999999999", INT64_MIN, INT64_MAX, true,
			-999999999999999999},
		{"9999999999999999999999", INT64_MIN, INT64_MAX, false, 0},
		{"18446744073709551617", INT64_MIN, INT64_MAX, false, 0},
		{"", 0, 9, false, 0},
		{"-", -9, 9, false, 0},
		{"--1", -9, 9, false, 0},
		{"+1", 0, 9, false, 0},
		{" 1", 0, 9, false, 0},
		{"1 ", 0, 9, false, 0},
		{"1.0", 0, 9, false, 0},
		{"1e3", 0, 9999, false, 0},
		{"0x1", 0, 9, false, 0},
	};

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		int64_t n = 42;
		bool ok = str_to_int(
			str_of(rows[i].s), rows[i].min, rows[i].max, &n);

		check_int(ok, rows[i].ok, rows[i].s);
		check_int(n, ok ? rows[i].n : 42, rows[i].s);
	}
	ck_assert(!str_to_int(STR("1\0"), 0, 9, &(int64_t){0}));
}
END_TEST

START_TEST(test_hash)
{
	char one[2] = "a";

	/* XXH3's own test vector: the same on every machine */
	ck_assert(str_hash(STR("")) == 0x2D06800538D394C2);
	ck_assert(str_hash((struct str){NULL, 0}) == str_hash(STR("")));
	ck_assert(str_hash(str_make(one, 1)) == str_hash(STR("a")));
	ck_assert(str_hash(STR("a")) != str_hash(STR("b")));
	ck_assert(str_hash(STR("a")) != str_hash(STR("a\0")));
}
END_TEST

START_TEST(test_distance)
{
	static const struct {
		const char *a, *b;
		size_t max, distance;
	} rows[] = {
		{"", "", 5, 0},
		{"", "abc", 5, 3},
		{"same", "same", 0, 0},
		{"kitten", "sitting", 5, 3},
		{"kitten", "sitting", 2, 3}, /* one more than asked for */
		{"ab", "ba", 5, 1},
		{"abcd", "badc", 5, 2},
		{"ca", "abc", 5, 3}, /* restricted: no edit between a swap */
		{"Title", "tITLE", 5, 0},
		{"a", "b", 0, 1},
	};

	for (size_t i = 0; i < UNITS_LEN(rows); i++)
		check_int(str_distance(str_of(rows[i].a), str_of(rows[i].b),
				  rows[i].max),
			rows[i].distance, rows[i].a);
}
END_TEST

/* The definition, word for word, and exponential. */
static size_t plain_distance(struct str a, struct str b)
{
	size_t best, other;

	if (!a.len || !b.len)
		return a.len + b.len;
	best = plain_distance(str_from(a, 1), str_from(b, 1)) +
		(a.ptr[0] != b.ptr[0]);
	other = plain_distance(str_from(a, 1), b) + 1;
	best = other < best ? other : best;
	other = plain_distance(a, str_from(b, 1)) + 1;
	best = other < best ? other : best;
	if (a.len > 1 && b.len > 1 && a.ptr[0] == b.ptr[1] &&
		a.ptr[1] == b.ptr[0]) {
		other = plain_distance(str_from(a, 2), str_from(b, 2)) + 1;
		best = other < best ? other : best;
	}
	return best;
}

START_TEST(test_distance_random)
{
	uint64_t seed = 2;
	char x[6], y[6];

	for (int i = 0; i < 3000; i++) {
		struct str a =
			units_random_text(&seed, STR("abc"), x, sizeof x);
		struct str b =
			units_random_text(&seed, STR("abc"), y, sizeof y);
		size_t max = units_below(&seed, 8);
		size_t truth = plain_distance(a, b);

		ck_assert_uint_eq(str_distance(a, b, 99), truth);
		ck_assert_uint_eq(str_distance(b, a, 99), truth);
		ck_assert_uint_eq(
			str_distance(a, b, max), truth > max ? max + 1 : truth);
	}
}
END_TEST

START_TEST(test_distance_long)
{
	char text[200];
	struct str s = str_make(text, 64);

	memset(text, 'x', sizeof text);
	ck_assert_uint_eq(str_distance(s, str_make(text, 62), 5), 2);
	ck_assert_uint_eq(str_distance(str_make(text, 200), s, 5), 6);
}
END_TEST

START_TEST(test_nearest)
{
	static const struct str list[] = {STR_INIT("title"),
		STR_INIT("description"), STR_INIT("owner"), STR_INIT("tile")};
	static const struct {
		const char *word;
		size_t index;
	} rows[] = {
		{"titel", 0},
		{"tile", 3},
		{"tiles", 3},
		{"Owner", 2},
		{"ownre", 2},
		{"decsription", 1},
		{"desc", 4},
		{"zzzzz", 4},
		{"", 4},
	};

	for (size_t i = 0; i < UNITS_LEN(rows); i++)
		check_int(str_nearest(str_of(rows[i].word), list, 4),
			rows[i].index, rows[i].word);
	ck_assert_uint_eq(str_nearest(STR("a"), NULL, 0), 0);
}
END_TEST

START_TEST(test_characters)
{
	for (int i = 0; i < 256; i++) {
		char c = (char)i;
		bool upper = i >= 'A' && i <= 'Z', lower = i >= 'a' && i <= 'z';
		bool digit = i >= '0' && i <= '9';

		ck_assert_int_eq(char_is_upper(c), upper);
		ck_assert_int_eq(char_is_lower(c), lower);
		ck_assert_int_eq(char_is_digit(c), digit);
		ck_assert_int_eq(char_is_alpha(c), upper || lower);
		ck_assert_int_eq(char_is_alnum(c), upper || lower || digit);
		ck_assert_int_eq(char_is_space(c),
			i != 0 && memchr(" \t\n\v\f\r", i, 6) != NULL);
		ck_assert_int_eq(char_lower(c), (char)(upper ? i + 32 : i));
	}
}
END_TEST

/* A prefix orders as the texts do, as far as it goes. */
START_TEST(test_prefix)
{
	uint64_t seed = 1;
	char a[12], b[12];

	for (int i = 0; i < 20000; i++) {
		struct str x =
			units_random_text(&seed, STR("ab\xFF"), a, sizeof a);
		struct str y =
			units_random_text(&seed, STR("ab\xFF"), b, sizeof b);
		uint64_t p = str_prefix(x), q = str_prefix(y);

		if (p < q)
			ck_assert_int_lt(str_cmp(x, y), 0);
		if (p == q)
			ck_assert(str_eq(str_sub(x, 0, 8), str_sub(y, 0, 8)));
	}
	ck_assert_uint_eq(str_prefix(STR("")), 0);
}
END_TEST

UNITS_SUITE(base_str, test_order, test_prefix, test_case_eq, test_start_and_end,
	test_search, test_find_random, test_sub, test_trim, test_split,
	test_to_int, test_hash, test_distance, test_distance_random,
	test_distance_long, test_nearest, test_characters)
