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

enum { ROUNDS = 400, ROWS = 40, TEXTS = 4096, DEEP = 8 };

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

/* What a chart was found to hold. */
struct box {
	int left, right, top, bottom; /* pixels, right and bottom exclusive */
	struct str text;
};

struct drawing {
	struct arena arena;
	struct buf out;
	int height;
	struct box texts[TEXTS];
	size_t text_count, rects, circles, lines;
};

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

/* One element as it opens. */
struct element {
	struct str name, attributes;
};

/* The value of an attribute, or empty. */
static struct str attribute(const struct element *element, const char *name)
{
	char wanted[64];
	size_t at;

	snprintf(wanted, sizeof wanted, " %s=\"", name);
	at = str_find(element->attributes, str_of(wanted), 0);
	if (at == element->attributes.len)
		return STR("");
	at += strlen(wanted);
	return str_sub(
		element->attributes, at, str_chr(element->attributes, '"', at));
}

/* "12.5%" in hundredths, and within the chart. */
static int percent(const struct element *element, const char *name)
{
	struct str text = attribute(element, name);
	char copy[32];
	double value;

	ck_assert_msg(text.len && text.len < sizeof copy &&
			text.ptr[text.len - 1] == '%',
		"%s of %.*s is \"%.*s\"", name, STR_ARG(element->name),
		STR_ARG(text));
	memcpy(copy, text.ptr, text.len - 1);
	copy[text.len - 1] = '\0';
	value = strtod(copy, NULL);
	ck_assert_msg(
		value >= 0 && value <= 100, "%s=\"%.*s\"", name, STR_ARG(text));
	return (int)(value * 100 + .5);
}

static int pixels(const struct element *element, const char *name)
{
	struct str text = attribute(element, name);
	int64_t value;

	ck_assert_msg(str_to_int(text, 0, 1000000, &value), "%s of %.*s", name,
		STR_ARG(element->name));
	return (int)value;
}

static bool starts_entity(struct str text)
{
	return str_starts(text, STR("&amp;")) ||
		str_starts(text, STR("&lt;")) ||
		str_starts(text, STR("&gt;")) ||
		str_starts(text, STR("&quot;")) ||
		str_starts(text, STR("&#39;"));
}

/* Text may hold entities and no other mark of XML. */
static void check_text(struct str text)
{
	size_t sound = 0;

	while (sound < text.len && text.ptr[sound] != '<' &&
		text.ptr[sound] != '>' &&
		(text.ptr[sound] != '&' ||
			starts_entity(str_from(text, sound))))
		sound++;
	ck_assert_msg(sound == text.len && utf8_check(text) == text.len,
		"\"%.*s\"", STR_ARG(text));
}

/* What an escaped text says. */
static struct str unescaped(struct arena *arena, struct str text)
{
	static const char *const entities[][2] = {
		{"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}};
	char *copy = arena_text(arena, text.len);
	size_t n = 0;

	for (size_t i = 0; i < text.len;) {
		size_t j = 0;

		while (j < UNITS_LEN(entities) &&
			!str_starts(str_from(text, i), str_of(entities[j][0])))
			j++;
		copy[n++] = j < UNITS_LEN(entities) ? entities[j][1][0]
						    : text.ptr[i];
		i += j < UNITS_LEN(entities) ? strlen(entities[j][0]) : 1;
	}
	return str_make(copy, n);
}

/* A text where the chart is as narrow as can be. */
static void note_text(
	struct drawing *drawing, const struct element *element, struct str text)
{
	struct str said = unescaped(&drawing->arena, text);
	struct str anchor = attribute(element, "text-anchor");
	bool large = str_eq(attribute(element, "class"), STR("large"));
	int width = (frame_reserve(said) - 12) * (large ? 22 : 14) / 14;
	int x = percent(element, "x") * CHART_WIDTH / CHART_FULL;
	int y = pixels(element, "y");
	struct box *box = &drawing->texts[drawing->text_count++];

	ck_assert_uint_lt(drawing->text_count, TEXTS);
	*box = (struct box){x, x + width, y - 11, y + 3, said};
	if (str_eq(anchor, STR("end")))
		*box = (struct box){x - width, x, y - 11, y + 3, said};
	if (str_eq(anchor, STR("middle")))
		*box = (struct box){
			x - width / 2, x + width / 2, y - 11, y + 3, said};
	ck_assert_msg(box->top >= 0 && box->bottom <= drawing->height,
		"\"%.*s\" at %d of %d", STR_ARG(said), y, drawing->height);
}

static void note_rect(struct drawing *drawing, const struct element *element)
{
	int left = percent(element, "x");

	if (!attribute(element, "transform").len) /* else a mark, in pixels */
		ck_assert_int_le(left + percent(element, "width"), CHART_FULL);
	ck_assert_int_le(pixels(element, "y") + pixels(element, "height"),
		drawing->height);
	drawing->rects++;
}

static void note_line(struct drawing *drawing, const struct element *element)
{
	ck_assert_int_le(pixels(element, "y1"), drawing->height);
	ck_assert_int_le(pixels(element, "y2"), drawing->height);
	drawing->lines++;
}

static void note(struct drawing *drawing, const struct element *element,
	struct str content)
{
	if (str_eq(element->name, STR("svg"))) {
		drawing->height = pixels(element, "height");
		check_view(attribute(element, "aria-labelledby"),
			STR("c1-title"), "svg");
		check_view(attribute(element, "aria-describedby"),
			STR("c1-desc"), "svg");
	} else if (str_eq(element->name, STR("text"))) {
		note_text(drawing, element, content);
	} else if (str_eq(element->name, STR("rect"))) {
		if (str_eq(attribute(element, "x"), STR("0")))
			drawing->rects++; /* a track, as wide as the chart */
		else
			note_rect(drawing, element);
	} else if (str_eq(element->name, STR("circle"))) {
		percent(element, "cx");
		ck_assert_int_le(pixels(element, "cy"), drawing->height);
		drawing->circles++;
	} else if (str_eq(element->name, STR("line"))) {
		note_line(drawing, element);
	}
}

/* Read the whole as XML: every element is closed in its turn. */
static void read_drawing(struct drawing *drawing)
{
	struct str out = buf_str(&drawing->out), open[DEEP];
	size_t depth = 0, at = 0, roots = 0;

	while ((at = str_chr(out, '<', at)) < out.len) {
		size_t end = str_chr(out, '>', at);
		struct str tag = str_sub(out, at + 1, end);
		struct element element;
		bool empty = str_ends(tag, STR("/"));

		ck_assert_uint_lt(end, out.len);
		if (str_starts(tag, STR("/"))) {
			ck_assert_uint_gt(depth, 0);
			check_view(str_from(tag, 1), open[--depth], "closes");
			at = end;
			continue;
		}
		if (empty)
			tag.len--;
		element.name = str_sub(tag, 0, str_chr(tag, ' ', 0));
		element.attributes = str_from(tag, element.name.len);
		note(drawing, &element,
			str_sub(out, end + 1, str_chr(out, '<', end)));
		check_text(str_sub(out, end + 1, str_chr(out, '<', end)));
		roots += depth == 0;
		if (!empty) {
			ck_assert_uint_lt(depth, DEEP);
			open[depth++] = element.name;
		}
		at = end;
	}
	ck_assert_uint_eq(depth, 0);
	ck_assert_uint_eq(roots, 1);
}

static bool is_apart(const struct box *a, const struct box *b)
{
	return a->right <= b->left || b->right <= a->left ||
		a->bottom <= b->top || b->bottom <= a->top;
}

/* Only what fails is told: check writes to a pipe at each assertion. */
static void check_apart(const struct drawing *drawing)
{
	for (size_t i = 0; i < drawing->text_count; i++)
		for (size_t j = 0; j < i; j++) {
			const struct box *a = &drawing->texts[i];
			const struct box *b = &drawing->texts[j];

			if (!is_apart(a, b))
				ck_abort_msg("\"%.*s\" touches \"%.*s\"",
					STR_ARG(a->text), STR_ARG(b->text));
		}
}

static size_t count_texts(const struct drawing *drawing, struct str text)
{
	size_t n = 0;

	for (size_t i = 0; i < drawing->text_count; i++)
		n += str_eq(drawing->texts[i].text, text);
	return n;
}

static void check_shown(const struct drawing *drawing, struct str text)
{
	ck_assert_msg(!text.len || count_texts(drawing, text),
		"\"%.*s\" is not shown", STR_ARG(text));
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
		read_drawing(&drawing);
		check_apart(&drawing);
		ck_assert_uint_eq(drawing.rects, tracks);
		ck_assert_uint_eq(drawing.lines, ticks);
		for (size_t i = 0; i < n; i++)
			check_shown(&drawing, bars[i].text);
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
		read_drawing(&drawing);
		check_apart(&drawing);
		ck_assert_uint_eq(drawing.circles, circles);
		ck_assert_uint_eq(drawing.rects, rects);
		ck_assert_uint_eq(count_texts(&drawing, STR("100 / n/a")), n);
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
		read_drawing(&drawing);
		check_apart(&drawing);
		ck_assert_uint_eq(drawing.rects, n * width);
		for (size_t i = 0; i < n; i++)
			for (size_t j = 0; j < width; j++)
				check_shown(&drawing, rows[i].texts[j]);
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
	read_drawing(&drawing);
	ck_assert_uint_eq(count_texts(&drawing, STR("A")), 2);
	ck_assert_uint_eq(count_texts(&drawing, STR("Z")), 2);
	ck_assert_uint_eq(count_texts(&drawing, STR("AA")), 2);
	ck_assert_uint_eq(count_texts(&drawing, STR("BH")), 2);
	ck_assert_uint_eq(count_texts(&drawing, STR("column 59")), 1);
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
		read_drawing(&drawing);
		check_apart(&drawing);
		ck_assert_uint_eq(
			count_texts(&drawing, STR("1000 of 3000")), n);
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
		read_drawing(&drawing);
		check_apart(&drawing);
		ck_assert_uint_eq(drawing.circles, circles);
		if (n && points[n - 1].value >= 0)
			check_shown(&drawing, points[n - 1].text);
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
	read_drawing(&drawing);
	ck_assert_uint_eq(drawing.circles, 4);
	ck_assert_uint_eq(drawing.lines, 3 + 2); /* three of the axis */
	check_shown(&drawing, STR("20.0"));
	check_shown(&drawing, STR("50.0"));
	check_shown(&drawing, STR("Jan 2024"));
	check_shown(&drawing, STR("Jan 2026"));
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
		read_drawing(&drawing);
		check_apart(&drawing);
		ck_assert_uint_eq(drawing.rects, 4);
		ck_assert_uint_eq(count_texts(&drawing, STR("999 of 999")), 4);
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
