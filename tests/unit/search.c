#include "unit/units.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "search/lexicon.h"
#include "search/number.h"
#include "search/rope.h"
#include "search/stem.h"
#include "search/token.h"

/* "\n" and "\u{hex}" as the vectors write them. */
static void put_plain(struct buf *out, struct str line)
{
	for (size_t i = 0; i < line.len; i++) {
		struct str rest = str_from(line, i);

		if (str_starts(rest, STR("\\n"))) {
			buf_putc(out, '\n');
			i++;
		} else if (str_starts(rest, STR("\\u{"))) {
			utf8_put(
				out, (uint32_t)strtoul(rest.ptr + 3, NULL, 16));
			i += str_chr(rest, '}', 0);
		} else {
			buf_putc(out, line.ptr[i]);
		}
	}
}

static void put_tokens(struct buf *out, const struct tokens *tokens)
{
	vec_each(const struct token, token, &tokens->items) {
		buf_printf(out, "%s%.*s@%u", out->len ? " " : "",
			STR_ARG(token->form), token->position);
		if (token->span > 1)
			buf_printf(out, "+%u", token->span);
	}
}

START_TEST(test_tokens)
{
	struct buf file = BUF_INIT(BUF_LARGE), text = BUF_INIT(BUF_LARGE),
		   got = BUF_INIT(BUF_LARGE);
	struct str rest, line, vector = STR("");
	struct tokeniser tokeniser;
	size_t rows = 0;

	ck_assert(units_read(units_root(), "tests/search/tokens.txt", &file));
	tokeniser_init(&tokeniser);
	rest = buf_str(&file);
	while (str_split(&rest, '\n', &line)) {
		if (!line.len || line.ptr[0] == '#')
			continue;
		if (!vector.len) {
			vector = line;
			continue;
		}
		put_plain(&text, vector);
		put_tokens(&got, tokeniser_run(&tokeniser, buf_str(&text)));
		check_view(buf_str(&got), line, "vector");
		buf_clear(&text);
		buf_clear(&got);
		vector = STR("");
		rows++;
	}
	ck_assert_uint_gt(rows, 30);
	tokeniser_release(&tokeniser);
	buf_release(&file);
	buf_release(&text);
	buf_release(&got);
}
END_TEST

START_TEST(test_stops)
{
	ck_assert(token_is_stop(STR("the")));
	ck_assert(token_is_stop(STR("a")));
	ck_assert(token_is_stop(STR("your")));
	ck_assert(!token_is_stop(STR("yours")));
	ck_assert(!token_is_stop(STR("contract")));
	ck_assert(!token_is_stop(STR("")));
}
END_TEST

START_TEST(test_numbers)
{
	static const struct {
		size_t n;
		const char *symbols;
	} rows[] = {
		{0, " "},
		{1, "!"},
		{61, "_"},
		{62, "` "},
		{62 * 30 + 61, "}_"},
		{62 * 31, "`` "},
		{62 * 31 + 1, "``!"},
	};
	struct buf out = BUF_INIT(1024);
	char most[NUMBER_MOST], *end;

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		number_put(&out, rows[i].n);
		check_buf(&out, rows[i].symbols, "number");
	}
	end = number_write(most, UINT32_MAX);
	ck_assert_int_eq(end - most, NUMBER_MOST_32);
	end = number_write(most, SIZE_MAX);
	ck_assert_int_le(end - most, NUMBER_MOST);
	buf_release(&out);
}
END_TEST

START_TEST(test_stems)
{
	/* Forms that are one word, and forms that are not. */
	static const struct {
		const char *one, *other;
		bool same;
	} rows[] = {
		{"contract", "contracts", true},
		{"managing", "managed", true},
		{"organisation", "organization", true},
		{"realise", "realizing", true},
		{"behaviour", "behaviors", true},
		{"centre", "centers", true},
		{"licence", "licensed", true},
		{"programme", "programs", true},
		{"practising", "practice", true},
		{"fulfil", "fulfilment", true},
		{"analyse", "analyze", true},
		{"catalogue", "catalogs", true},
		{"mourning", "morning", false},
		{"four", "for", false},
		{"106", "1060", false},
		{"72.1", "72", false},
	};
	struct stemmer *stemmer = stemmer_open(STR("en-GB"));
	struct arena arena = ARENA_INIT;

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		struct str one =
			stemmer_stem(stemmer, str_of(rows[i].one), &arena);
		struct str other =
			stemmer_stem(stemmer, str_of(rows[i].other), &arena);

		ck_assert_msg(str_eq(one, other) == rows[i].same, "%s %s",
			rows[i].one, rows[i].other);
	}
	stemmer_close(stemmer);
	stemmer = stemmer_open(STR("xx"));
	check_view(stemmer_stem(stemmer, STR("contracts"), &arena),
		STR("contracts"), "no stemmer");
	stemmer_close(stemmer);
	arena_release(&arena);
}
END_TEST

START_TEST(test_lexicon)
{
	enum { N = 10000 };
	struct lexicon lexicon = {0};
	struct arena arena = ARENA_INIT;

	for (uint32_t i = 0; i < N; i++)
		ck_assert_uint_eq(
			lexicon_add(&lexicon, arena_printf(&arena, "w%u", i)),
			i);
	for (uint32_t i = 0; i < N; i++)
		ck_assert_uint_eq(
			lexicon_add(&lexicon, arena_printf(&arena, "w%u", i)),
			i);
	ck_assert_uint_eq(lexicon.len, N);
	check_view(lexicon.forms[7], STR("w7"), "form");
	lexicon_release(&lexicon);
	arena_release(&arena);
}
END_TEST

/* Two ropes grow by turns, by more and more bytes. */
START_TEST(test_ropes)
{
	enum { STEPS = 300 };
	struct arena arena = ARENA_INIT;
	struct rope ropes[2] = {{0}};
	struct buf want[2] = {BUF_INIT(BUF_LARGE), BUF_INIT(BUF_LARGE)};
	struct buf got = BUF_INIT(BUF_LARGE);

	for (int i = 0; i < STEPS; i++) {
		struct str bytes = arena_printf(&arena, "%*d", i / 2, i);

		rope_put(&ropes[i % 2], &arena, bytes);
		buf_put(&want[i % 2], bytes);
		rope_put(&ropes[i % 2], &arena, STR(""));
		*rope_room(&ropes[i % 2], &arena, (size_t)i + 1) = 'x';
		ropes[i % 2].at += i % 3 == 0;
		if (i % 3 == 0)
			buf_putc(&want[i % 2], 'x');
	}
	for (int i = 0; i < 2; i++) {
		buf_clear(&got);
		rope_copy(&ropes[i], &got);
		check_view(buf_str(&got), buf_str(&want[i]), "rope");
		buf_release(&want[i]);
	}
	buf_release(&got);
	arena_release(&arena);
}
END_TEST

UNITS_SUITE(search, test_tokens, test_stops, test_numbers, test_stems,
	test_lexicon, test_ropes)
