#include "chart/frame.h"

#include "base/escape.h"
#include "base/utf8.h"

void frame_open(struct buf *out, const struct chart *chart, const char *kind,
	int height)
{
	buf_printf(out,
		"<svg class=\"%s\" role=\"img\" width=\"100%%\" height=\"%d\" "
		"aria-labelledby=\"%.*s-title\" "
		"aria-describedby=\"%.*s-desc\">",
		kind, height, STR_ARG(chart->id), STR_ARG(chart->id));
	buf_printf(out, "<title id=\"%.*s-title\">", STR_ARG(chart->id));
	escape_text(out, chart->title);
	buf_printf(out, "</title><desc id=\"%.*s-desc\">", STR_ARG(chart->id));
	escape_text(out, chart->description);
	buf_puts(out, "</desc>\n");
}

void frame_close(struct buf *out)
{
	buf_puts(out, "</svg>\n");
}

void frame_percent(struct buf *out, const char *name, int value)
{
	buf_printf(out, " %s=\"%d", name, value / 100);
	if (value % 100)
		buf_printf(out, ".%02d", value % 100);
	buf_puts(out, "%\"");
}

void frame_put_text(struct buf *out, struct frame_text where, struct str text)
{
	if (!text.len)
		return;
	buf_puts(out, "<text");
	frame_percent(out, "x", where.at);
	buf_printf(out, " y=\"%d\"", where.y);
	if (*where.anchor != 's')
		buf_printf(out, " text-anchor=\"%s\"", where.anchor);
	if (*where.class)
		buf_printf(out, " class=\"%s\"", where.class);
	buf_putc(out, '>');
	escape_text(out, text);
	buf_puts(out, "</text>\n");
}

/* Pixels that a character of 14 pixels takes at most, in common letters. */
static int width_of(uint32_t code)
{
	enum { NARROW = 5, COMMON = 9, CAPITAL = 11, WIDE = 14 };

	if (code >= 0x2E80)
		return WIDE;
	if (code < 128 &&
		str_chr(STR("ijltfr.,:;'|!()[] "), (char)code, 0) < 18)
		return NARROW;
	if (code < 128 && str_chr(STR("mwMW@%"), (char)code, 0) < 6)
		return WIDE;
	return code >= 'A' && code <= 'Z' ? CAPITAL : COMMON;
}

int frame_reserve(struct str text)
{
	int width = 12;

	for (size_t at = 0; at < text.len;)
		width += width_of(utf8_next(text, &at));
	return width;
}

int frame_reserve_all(const struct str *first, size_t apart, size_t n)
{
	const char *at = (const char *)first;
	int widest = 0;

	for (size_t i = 0; i < n; i++, at += apart) {
		int width =
			frame_reserve(*(const struct str *)(const void *)at);

		if (width > widest)
			widest = width;
	}
	return widest;
}

/* How many bytes from the start of TEXT fit, and where it breaks best. */
static size_t line_length(struct str text, int pixels)
{
	size_t at = 0, space = 0;
	int width = 0;

	while (at < text.len) {
		size_t before = at;
		uint32_t code = utf8_next(text, &at);

		width += width_of(code);
		if (width > pixels && before)
			return space ? space : before;
		if (code == ' ')
			space = before;
	}
	return text.len;
}

size_t frame_wrap(struct str text, int pixels, struct str *lines, size_t max)
{
	size_t n = 0;

	while (text.len) {
		size_t len = line_length(text, pixels);

		if (n < max)
			lines[n] = str_sub(text, 0, len);
		n++;
		text = str_trim(str_from(text, len));
	}
	return n;
}

static size_t label_lines(struct str label, int reserved, struct str *lines)
{
	size_t n =
		frame_wrap(label, CHART_WIDTH - reserved, lines, FRAME_LINES);

	if (!n) /* the figure beside it needs a line all the same */
		lines[n++] = STR("");
	return n < FRAME_LINES ? n : FRAME_LINES;
}

int frame_put_lines(
	struct buf *out, int at, int y, struct str label, int reserved)
{
	struct str lines[FRAME_LINES];
	size_t n = label_lines(label, reserved, lines);

	for (size_t i = 0; i < n; i++, y += CHART_LINE)
		frame_put_text(out,
			(struct frame_text){at, y + 14, "start", ""}, lines[i]);
	return y;
}

int frame_put_label(
	struct buf *out, int y, struct str label, struct str text, int reserved)
{
	frame_put_text(out,
		(struct frame_text){CHART_FULL, y + 14, "end", "figure"}, text);
	return frame_put_lines(out, 0, y, label, reserved);
}

int frame_label_height(struct str label, int reserved)
{
	struct str lines[FRAME_LINES];

	return (int)label_lines(label, reserved, lines) * CHART_LINE;
}
