#include "chart/frame.h"

enum { ROW = 16, GAP = 14, MARK = 6, KEY = 26 };

/* Marks stay within the chart at both ends of the scale. */
static int inside(int value)
{
	return 250 + (int)((int64_t)value * (CHART_FULL - 500) / CHART_FULL);
}

static void put_circle(struct buf *out, int at, int y)
{
	buf_puts(out, "<circle class=\"one\"");
	frame_percent(out, "cx", at);
	buf_printf(out, " cy=\"%d\" r=\"%d\"/>\n", y, MARK);
}

/* A square around the place: moved left by half its width. */
static void put_square(struct buf *out, int at, int y)
{
	buf_puts(out, "<rect class=\"other\"");
	frame_percent(out, "x", at);
	buf_printf(out,
		" y=\"%d\" width=\"%d\" height=\"%d\" "
		"transform=\"translate(-%d 0)\"/>\n",
		y - MARK, 2 * MARK, 2 * MARK, MARK);
}

static void put_marks(struct buf *out, const struct chart_pair *pair, int y)
{
	int one = inside(pair->one), other = inside(pair->other);

	buf_printf(out,
		"<line class=\"axis\" x1=\"0\" x2=\"100%%\" y1=\"%d\" "
		"y2=\"%d\"/>\n",
		y, y);
	if (pair->one >= 0 && pair->other >= 0) {
		buf_puts(out, "<line class=\"rod\"");
		frame_percent(out, "x1", one);
		frame_percent(out, "x2", other);
		buf_printf(out, " y1=\"%d\" y2=\"%d\"/>\n", y, y);
	}
	if (pair->other >= 0)
		put_square(out, other, y);
	if (pair->one >= 0)
		put_circle(out, one, y);
}

static void put_key(struct buf *out, struct str one, struct str other)
{
	put_circle(out, 250, 10);
	frame_put_text(out, (struct frame_text){700, 15, "start", ""}, one);
	put_square(out, 5250, 10);
	frame_put_text(out, (struct frame_text){5700, 15, "start", ""}, other);
}

void chart_dumbbells(struct buf *out, const struct chart *chart, struct str one,
	struct str other, const struct chart_pair *pairs, size_t n)
{
	int y = KEY;
	int reserved = frame_widest(pairs, n);

	for (size_t i = 0; i < n; i++)
		y += frame_label_height(pairs[i].label, reserved) + ROW + GAP;
	frame_open(out, chart, "dumbbells", y);
	put_key(out, one, other);
	y = KEY;
	for (size_t i = 0; i < n; i++) {
		y = frame_put_label(
			out, y, pairs[i].label, pairs[i].text, reserved);
		put_marks(out, &pairs[i], y + ROW / 2);
		y += ROW + GAP;
	}
	frame_close(out);
}
