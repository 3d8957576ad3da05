#include "unit/units.h"

#include "base/utf8.h"
#include "chart/frame.h"

/* Words of all widths: long, wide, narrow, of other scripts. */
static const char *const words[] = {"risk",
	"Donaudampfschifffahrtsgesellschaft", "a<b", "\xC3\xA9t\xC3\xA9",
	"\xE6\x97\xA5\xE6\x9C\xAC\xE8\xAA\x9E", "\xF0\x9F\x98\x80",
	"e\xCC\x81\xCC\x82", "MMMMMMMM", "iiiiiiiiiiiiiiiiiiiiiiiiii", "100 %"};

static struct str make_label(struct arena *arena, uint64_t *seed)
{
	struct str label = STR("");

	for (size_t n = units_below(seed, 9); n; n--)
		label = arena_printf(arena, "%.*s%s%s", STR_ARG(label),
			units_below(seed, 4) ? " " : "",
			words[units_below(seed, UNITS_LEN(words))]);
	return label;
}

/* Every line fits, and nothing of a label is lost but spaces. */
START_TEST(test_wrap)
{
	struct arena arena = ARENA_INIT;
	uint64_t seed = 7;

	for (unsigned round = 0; round < 4000; round++) {
		struct str label = make_label(&arena, &seed), lines[200];
		struct buf joined = BUF_INIT(BUF_LARGE),
			   wanted = BUF_INIT(BUF_LARGE);
		int width = 20 + (int)units_below(&seed, 300);
		size_t n = frame_wrap(label, width, lines, 200);

		ck_assert_uint_lt(n, 200);
		for (size_t i = 0; i < n; i++) {
			ck_assert_int_le(frame_reserve(lines[i]) - 12, width);
			ck_assert(utf8_check(lines[i]) == lines[i].len);
			ck_assert_uint_gt(lines[i].len, 0);
			for (size_t j = 0; j < lines[i].len; j++)
				if (lines[i].ptr[j] != ' ')
					buf_putc(&joined, lines[i].ptr[j]);
		}
		for (size_t j = 0; j < label.len; j++)
			if (label.ptr[j] != ' ')
				buf_putc(&wanted, label.ptr[j]);
		check_view(buf_str(&joined), buf_str(&wanted), "wrapped");
		buf_release(&joined);
		buf_release(&wanted);
	}
	arena_release(&arena);
}
END_TEST

/* Numbers from 0 to 100 per cent in hundredths, as XML wants them. */
START_TEST(test_percent)
{
	static const struct {
		int value;
		const char *want;
	} rows[] = {{0, " x=\"0%\""}, {1, " x=\"0.01%\""}, {50, " x=\"0.50%\""},
		{5130, " x=\"51.30%\""}, {9999, " x=\"99.99%\""},
		{10000, " x=\"100%\""}};
	struct buf out = BUF_INIT(256);

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		frame_percent(&out, "x", rows[i].value);
		check_buf(&out, rows[i].want, rows[i].want);
	}
	buf_release(&out);
}
END_TEST

UNITS_SUITE(chart_frame, test_wrap, test_percent)
