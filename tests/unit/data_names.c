#include "unit/units.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "data/markdown/ids.h"
#include "data/markdown/markdown.h"

/* Ids of headings. */

START_TEST(test_slugs)
{
	static const char *const rows[][2] = {
		{"Exit planning", "exit-planning"},
		{"  What's new?  ", "whats-new"},
		{"A - B", "a---b"},
		{"snake_case", "snake_case"},
		{"1.2 Tiers & targets", "12-tiers--targets"},
		{"Caf\xC3\xA9 \xC3\x89"
		 "tude",
			"caf\xC3\xA9-\xC3\xA9tude"},
		{"\xE4\xB8\xAD\xE6\x96\x87", "\xE4\xB8\xAD\xE6\x96\x87"},
		{"\"quoted\" <b>", "quoted-b"},
		{"a\nb", "a-b"},
		{"", "section"},
		{"!?", "section"},
		{"\xFF", "section"},
	};
	struct arena arena = ARENA_INIT;

	for (size_t i = 0; i < UNITS_LEN(rows); i++)
		check_view(id_slug(&arena, str_of(rows[i][0])),
			str_of(rows[i][1]), rows[i][0]);
	arena_release(&arena);
}
END_TEST

/* An id is UTF-8 and fit for an attribute, however long the heading is. */
START_TEST(test_slugs_of_anything)
{
	static const char *const pieces[] = {"a", " ", "-", "<", "\"", "&",
		"\xC3\x89", "\xE2\x82\xAC", "\xE4\xB8\xAD", "\xF0\x9D\x94\xB8",
		"\xCC\x81", "'"};
	struct arena arena = ARENA_INIT;
	uint64_t seed = 13;

	for (int i = 0; i < 3000; i++) {
		struct buf text = BUF_INIT(4000);
		struct str id;

		for (size_t n = units_below(&seed, 1200); n > 0; n--)
			buf_puts(&text,
				pieces[units_below(&seed, UNITS_LEN(pieces))]);
		id = id_slug(&arena, buf_str(&text));
		ck_assert_uint_gt(id.len, 0);
		ck_assert_uint_eq(utf8_check(id), id.len);
		for (size_t j = 0; j < id.len; j++)
			ck_assert_ptr_null(strchr(" <>\"'&#", id.ptr[j]));
		buf_release(&text);
		arena_reset(&arena);
	}
	arena_release(&arena);
}
END_TEST

START_TEST(test_unique_ids)
{
	static const char *const rows[][2] = {
		{"Exit", "exit"},
		{"Exit", "exit-1"},
		{"exit!", "exit-2"},
		{"Exit 1", "exit-1-1"},
		{"Other 1", "other-1"},
		{"Other", "other"},
		{"Other", "other-2"},
		{"", "section"},
		{"?", "section-1"},
	};
	struct arena arena = ARENA_INIT;
	struct map used = MAP_INIT;

	for (size_t i = 0; i < UNITS_LEN(rows); i++)
		check_view(id_unique(&arena, &used, str_of(rows[i][0])),
			str_of(rows[i][1]), rows[i][0]);
	arena_release(&arena);
}
END_TEST

START_TEST(test_many_ids)
{
	static const char *const texts[] = {"a", "a 1", "a 1 1", "b", "a 2"};
	struct arena arena = ARENA_INIT;
	struct map used = MAP_INIT, seen = MAP_INIT;
	uint64_t seed = 14;

	for (int i = 0; i < 20000; i++) {
		struct str id = id_unique(&arena, &used,
			str_of(texts[units_below(&seed, UNITS_LEN(texts))]));

		ck_assert_ptr_null(map_add(&seen, &arena, id, &used));
	}
	arena_release(&arena);
}
END_TEST

/* The glossary in running text. */

static const struct term list[] = {
	{.text = STR_INIT("Critical friend"), .entry = 0},
	{.text = STR_INIT("CF"), .entry = 0, .exact = true},
	{.text = STR_INIT("Critical"), .entry = 1},
	{.text = STR_INIT("Benefit"), .entry = 2},
	{.text = STR_INIT("T&C"), .entry = 3, .exact = true},
	{.text = STR_INIT("caf\xC3\xA9"), .entry = 4},
	{.text = STR_INIT(""), .entry = 5},
};

START_TEST(test_term_matches)
{
	static const struct {
		const char *s;
		size_t at;
		int term; /* index, or -1 */
	} rows[] = {
		{"a critical friend is", 2, 0},
		{"a Critical Friends is", 2, 0},
		{"critical\nfriend", 0, 0},
		{"critical  friend", 0, 2},
		{"critical friendly", 0, 2},
		{"critical path", 0, 2},
		{"criticality", 0, -1},
		{"CF", 0, 1},
		{"CFs", 0, 1},
		{"CF's", 0, 1},
		{"cf", 0, -1},
		{"CFO", 0, -1},
		{"CFsx", 0, -1},
		{"benefits", 0, 3},
		{"Benefit.", 0, 3},
		{"benefitss", 0, -1},
		{"T&C", 0, 4},
		{"T&Cs apply", 0, 4},
		{"T&D", 0, -1},
		{"CAF\xC3\xA9", 0, 5},
		{"caf\xC3\xA9s", 0, 5},
		{"caf\xC3\xA9\xC3\xA9", 0, -1},
		{"caf", 0, -1},
		{"s", 0, -1},
		{"x", 0, -1},
	};
	struct arena arena = ARENA_INIT;
	struct terms terms = terms_index(&arena, list, UNITS_LEN(list));

	ck_assert_uint_eq(terms.entries, 6);
	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		const struct term *term =
			terms_match(&terms, str_of(rows[i].s), rows[i].at);

		check_int(term ? term - list : -1, rows[i].term, rows[i].s);
	}
	ck_assert(terms_has(&terms, STR("cf")));
	ck_assert(!terms_has(&terms, STR("CFs")));
	arena_release(&arena);
}
END_TEST

START_TEST(test_many_terms)
{
	enum { N = 3000 };
	struct arena arena = ARENA_INIT;
	struct term *many = arena_array(&arena, struct term, N);
	struct terms terms;

	for (size_t i = 0; i < N; i++)
		many[i] = (struct term){.text = arena_printf(&arena,
						"Word%zu of %zu", i % 500, i),
			.entry = i};
	terms = terms_index(&arena, many, N);
	for (size_t i = 0; i < N; i++) {
		struct str s =
			arena_printf(&arena, "x word%zu OF %zu.", i % 500, i);

		ck_assert_ptr_eq(terms_match(&terms, s, 2), &many[i]);
	}
	terms = terms_index(&arena, NULL, 0);
	ck_assert_ptr_null(terms_match(&terms, STR("a"), 0));
	arena_release(&arena);
}
END_TEST

UNITS_SUITE(data_names, test_slugs, test_slugs_of_anything, test_unique_ids,
	test_many_ids, test_term_matches, test_many_terms)
