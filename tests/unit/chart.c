/*
 * Charts by property, over random and hostile labels and values: what is
 * drawn is well-formed, lies within the chart, shows every figure, and no two
 * texts touch in the narrowest chart there is.
 */

#include "unit/units.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "chart/frame.h"
#include "unit/chart_drawing.h"

enum { ROUNDS = 400, ROWS = 40 };

static uint64_t state;

static unsigned below(unsigned n)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (unsigned)(state % n);
}

/* Pieces that labels are made of: long words, marks of XML, other scripts. */
static const char *const pieces[] = {"risk", "Managing", "the",
	"Donaudampfschifffahrtsgesellschaftskapitaen", "<script>", "&amp;",
	"]]>", "\"quoted\"", "'", "a<b", "--", "\xC3\xA9t\xC3\xA9",
	"\xE6\x97\xA5\xE6\x9C\xAC\xE8\xAA\x9E", "\xF0\x9F\x98\x80",
	"\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D", "e\xCC\x81\xCC\x82\xCC\x83",
	"MMMMMMMM", "WWW", "iiiiiiiiiiiiiiiiiiiiiiiiii", "100 %"};

static struct str make_label(struct arena *arena)
{
	struct str label = STR("");

	for (unsigned n = below(9); n; n--)
		label = arena_printf(arena, "%.*s%s%s", STR_ARG(label),
			below(4) ? " " : "", pieces[below(UNITS_LEN(pieces))]);
	return label;
}

/* None, the ends of the scale, or anything between. */
static int make_value(void)
{
	static const int edges[] = {
		CHART_NONE, 0, 1, CHART_FULL - 1, CHART_FULL};

	return below(2) ? edges[below(UNITS_LEN(edges))]
			: (int)below(CHART_FULL + 1);
}

static struct str make_figure(struct arena *arena, int value)
{
	if (value < 0)
		return STR("missing");
	return arena_printf(arena, "%d.%d", value / 100, value / 10 % 10);
}

static const struct chart chart = {STR_INIT("c1"),
	STR_INIT("A <title> & \"more\""), STR_INIT("It's <described>")};

static void start(struct drawing *drawing, uint64_t seed)
{
	memset(drawing, 0, sizeof *drawing);
	drawing->out = (struct buf)BUF_INIT(BUF_LARGE);
	state = seed * 2654435761U + 88172645463325252U;
}

static void finish(struct drawing *drawing)
{
	buf_release(&drawing->out);
	arena_release(&drawing->arena);
}

START_TEST(test_bars)
{
	for (unsigned round = 0; round < ROUNDS; round++) {
		struct drawing drawing;
		struct chart_bar bars[ROWS];
		size_t n, tracks = 0, ticks = 0;

		start(&drawing, round);
		n = below(ROWS);
		for (size_t i = 0; i < n; i++) {
			int value = make_value();

			bars[i] = (struct chart_bar){make_label(&drawing.arena),
				make_figure(&drawing.arena, value), value,
				make_value()};
			tracks += value > 0 ? 2 : 1;
			ticks += bars[i].target >= 0;
		}
		chart_bars(&drawing.out, &chart, bars, n);
		drawing_read(&drawing);
		drawing_check_apart(&drawing);
		ck_assert_uint_eq(drawing.rects, tracks);
		ck_assert_uint_eq(drawing.lines, ticks);
		for (size_t i = 0; i < n; i++)
			drawing_check_shown(&drawing, bars[i].text);
		finish(&drawing);
	}
}
END_TEST

START_TEST(test_dumbbells)
{
	for (unsigned round = 0; round < ROUNDS; round++) {
		struct drawing drawing;
		struct chart_pair pairs[ROWS];
		size_t n, circles = 1, rects = 1;

		start(&drawing, round);
		n = below(ROWS);
		for (size_t i = 0; i < n; i++) {
			pairs[i] = (struct chart_pair){
				make_label(&drawing.arena), STR("100 / n/a"),
				make_value(), make_value()};
			circles += pairs[i].one >= 0;
			rects += pairs[i].other >= 0;
		}
		chart_dumbbells(&drawing.out, &chart, STR("Client"),
			STR("Provider"), pairs, n);
		drawing_read(&drawing);
		drawing_check_apart(&drawing);
		ck_assert_uint_eq(drawing.circles, circles);
		ck_assert_uint_eq(drawing.rects, rects);
		ck_assert_uint_eq(drawing_count(&drawing, STR("100 / n/a")), n);
		finish(&drawing);
	}
}
END_TEST

START_TEST(test_heat)
{
	for (unsigned round = 0; round < ROUNDS; round++) {
		struct drawing drawing;
		struct chart_row rows[8];
		struct str columns[ROWS];
		size_t width, n;

		start(&drawing, round);
		width = 1 + below(ROWS);
		n = below(8);
		for (size_t i = 0; i < width; i++)
			columns[i] = make_label(&drawing.arena);
		for (size_t i = 0; i < n; i++) {
			int *values = arena_array(&drawing.arena, int, width);
			struct str *texts =
				arena_array(&drawing.arena, struct str, width);

			for (size_t j = 0; j < width; j++) {
				values[j] = make_value();
				texts[j] = values[j] < 0
					? STR("\xE2\x80\x93")
					: make_figure(
						  &drawing.arena, values[j]);
			}
			rows[i] = (struct chart_row){
				make_label(&drawing.arena), values, texts};
		}
		chart_heat(&drawing.out, &chart, columns, width, rows, n);
		drawing_read(&drawing);
		drawing_check_apart(&drawing);
		ck_assert_uint_eq(drawing.rects, n * width);
		for (size_t i = 0; i < n; i++)
			for (size_t j = 0; j < width; j++)
				drawing_check_shown(&drawing, rows[i].texts[j]);
		finish(&drawing);
	}
}
END_TEST

/* The columns of a heat map are told apart by their letters, in the key and
 * above the cells. */
START_TEST(test_heat_letters)
{
	struct drawing drawing;
	struct str columns[60], texts[60];
	int values[60];
	struct chart_row row = {STR("x"), values, texts};

	start(&drawing, 1);
	for (size_t i = 0; i < 60; i++) {
		columns[i] = arena_printf(&drawing.arena, "column %zu", i);
		values[i] = 5000;
		texts[i] = STR("50.0");
	}
	chart_heat(&drawing.out, &chart, columns, 60, &row, 1);
	drawing_read(&drawing);
	ck_assert_uint_eq(drawing_count(&drawing, STR("A")), 2);
	ck_assert_uint_eq(drawing_count(&drawing, STR("Z")), 2);
	ck_assert_uint_eq(drawing_count(&drawing, STR("AA")), 2);
	ck_assert_uint_eq(drawing_count(&drawing, STR("BH")), 2);
	ck_assert_uint_eq(drawing_count(&drawing, STR("column 59")), 1);
	finish(&drawing);
}
END_TEST

START_TEST(test_matrix)
{
	for (unsigned round = 0; round < ROUNDS; round++) {
		struct drawing drawing;
		struct chart_checks rows[12];
		size_t n, marks;

		start(&drawing, round);
		n = below(12);
		marks = below(4) ? below(61) : 61 + below(3000);
		for (size_t i = 0; i < n; i++) {
			enum chart_mark *of = arena_array(
				&drawing.arena, enum chart_mark, marks + 1);

			for (size_t j = 0; j < marks; j++)
				of[j] = (enum chart_mark)below(3);
			rows[i] = (struct chart_checks){
				make_label(&drawing.arena), STR("1000 of 3000"),
				of, marks};
		}
		chart_matrix(&drawing.out, &chart, rows, n);
		drawing_read(&drawing);
		drawing_check_apart(&drawing);
		ck_assert_uint_eq(
			drawing_count(&drawing, STR("1000 of 3000")), n);
		if (marks <= 60)
			ck_assert_uint_eq(drawing.rects, n * marks);
		else
			ck_assert_uint_le(drawing.rects, 3 * n);
		finish(&drawing);
	}
}
END_TEST

START_TEST(test_trend)
{
	for (unsigned round = 0; round < ROUNDS; round++) {
		struct drawing drawing;
		struct chart_point points[ROWS];
		size_t n, circles = 0;
		int at = 0;

		start(&drawing, round);
		n = below(ROWS);
		for (size_t i = 0; i < n; i++) {
			int value = make_value();

			at = below(4) ? at : at + (int)below(3000);
			at = at < CHART_FULL ? at : CHART_FULL;
			points[i] = (struct chart_point){at, value,
				make_figure(&drawing.arena, value),
				STR("Mar 2026")};
			circles += value >= 0;
		}
		chart_trend(&drawing.out, &chart, points, n, make_value());
		drawing_read(&drawing);
		drawing_check_apart(&drawing);
		ck_assert_uint_eq(drawing.circles, circles);
		if (n && points[n - 1].value >= 0)
			drawing_check_shown(&drawing, points[n - 1].text);
		finish(&drawing);
	}
}
END_TEST

/* A point without a value breaks the line. */
START_TEST(test_trend_breaks)
{
	static const struct chart_point points[] = {
		{0, 2000, STR_INIT("20.0"), STR_INIT("Jan 2024")},
		{3500, 3000, STR_INIT("30.0"), STR_INIT("Jun 2024")},
		{5000, CHART_NONE, STR_INIT(""), STR_INIT("Jan 2025")},
		{6500, 4000, STR_INIT("40.0"), STR_INIT("Jun 2025")},
		{10000, 5000, STR_INIT("50.0"), STR_INIT("Jan 2026")}};
	struct drawing drawing;

	start(&drawing, 1);
	chart_trend(&drawing.out, &chart, points, 5, CHART_NONE);
	drawing_read(&drawing);
	ck_assert_uint_eq(drawing.circles, 4);
	ck_assert_uint_eq(drawing.lines, 3 + 2); /* three of the axis */
	drawing_check_shown(&drawing, STR("20.0"));
	drawing_check_shown(&drawing, STR("50.0"));
	drawing_check_shown(&drawing, STR("Jan 2024"));
	drawing_check_shown(&drawing, STR("Jan 2026"));
	finish(&drawing);
}
END_TEST

START_TEST(test_quadrants)
{
	for (unsigned round = 0; round < ROUNDS; round++) {
		struct drawing drawing;
		struct chart_quadrant quadrants[4];

		start(&drawing, round);
		for (size_t i = 0; i < 4; i++)
			quadrants[i] = (struct chart_quadrant){
				STR("Performance"), STR("999 of 999"),
				below(2) ? STR("on target")
					 : STR("not tracked"),
				below(2)};
		chart_quadrants(&drawing.out, &chart, quadrants);
		drawing_read(&drawing);
		drawing_check_apart(&drawing);
		ck_assert_uint_eq(drawing.rects, 4);
		ck_assert_uint_eq(
			drawing_count(&drawing, STR("999 of 999")), 4);
		finish(&drawing);
	}
}
END_TEST

START_TEST(test_spark)
{
	static const struct {
		const char *what;
		int values[4];
		size_t n;
		const char *points, *circle;
	} rows[] = {
		{"nothing", {0}, 0, "points=\"\"", NULL},
		{"no values", {-1, -1, -1, -1}, 4, "points=\"\"", NULL},
		{"one", {5000}, 1, "points=\"3,10\"", "cx=\"3\" cy=\"10\""},
		{"both ends", {0, 10000}, 2, "points=\"3,17 69,3\"",
			"cx=\"69\" cy=\"3\""},
		{"a hole", {0, -1, 10000, -1}, 4, "points=\"3,17 47,3\"",
			"cx=\"47\" cy=\"3\""},
	};
	struct buf out = BUF_INIT(BUF_LARGE);

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		struct str text;

		chart_spark(
			&out, STR("a \"b\" <c>"), rows[i].values, rows[i].n);
		text = buf_str(&out);
		ck_assert_msg(
			str_find(text, str_of(rows[i].points), 0) < text.len,
			"%s: %.*s", rows[i].what, STR_ARG(text));
		ck_assert_msg((str_find(text, STR("<circle"), 0) < text.len) ==
				(rows[i].circle != NULL),
			"%s", rows[i].what);
		if (rows[i].circle)
			ck_assert_msg(str_find(text, str_of(rows[i].circle),
					      0) < text.len,
				"%s: %.*s", rows[i].what, STR_ARG(text));
		ck_assert(str_find(text,
				  STR("aria-label=\"a &quot;b&quot; "
				      "&lt;c&gt;\""),
				  0) < text.len);
		buf_clear(&out);
	}
	buf_release(&out);
}
END_TEST

UNITS_SUITE(chart, test_bars, test_dumbbells, test_heat, test_heat_letters,
	test_matrix, test_trend, test_trend_breaks, test_quadrants, test_spark)
