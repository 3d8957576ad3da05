#include "unit/chart_drawing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "chart/frame.h"
#include "unit/units.h"

enum { DEEP = 8 };

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
void drawing_read(struct drawing *drawing)
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
void drawing_check_apart(const struct drawing *drawing)
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

size_t drawing_count(const struct drawing *drawing, struct str text)
{
	size_t n = 0;

	for (size_t i = 0; i < drawing->text_count; i++)
		n += str_eq(drawing->texts[i].text, text);
	return n;
}

void drawing_check_shown(const struct drawing *drawing, struct str text)
{
	ck_assert_msg(!text.len || drawing_count(drawing, text),
		"\"%.*s\" is not shown", STR_ARG(text));
}
