#include "chart/frame.h"

enum {
	HEIGHT = 150, /* of the plot */
	TOP = 22, /* room for a figure above the highest point */
	FOOT = 24, /* the dates */
	LEFT = 1200, /* hundredths of a per cent: the numbers of the axis */
	RIGHT = 9500,
	APART = 1600 /* what a figure takes of the narrowest chart */
};

static int across(const struct chart_point *point)
{
	return LEFT + (int)((int64_t)point->at * (RIGHT - LEFT) / CHART_FULL);
}

static int down(int value)
{
	return TOP + (int)((int64_t)(CHART_FULL - value) * HEIGHT / CHART_FULL);
}

static void put_level(struct buf *out, int value, const char *kind)
{
	int y = down(value);

	buf_printf(out, "<line class=\"%s\"", kind);
	frame_percent(out, "x1", LEFT);
	buf_printf(out, " x2=\"100%%\" y1=\"%d\" y2=\"%d\"/>\n", y, y);
}

static void put_axis(struct buf *out)
{
	static const struct str words[] = {
		STR_INIT("0"), STR_INIT("50"), STR_INIT("100")};

	for (int i = 0; i < 3; i++) {
		put_level(out, i * CHART_FULL / 2, "axis");
		frame_put_text(out,
			(struct frame_text){LEFT - 200,
				down(i * CHART_FULL / 2) + 5, "end", "scale"},
			words[i]);
	}
}

/* From one point to the next; points without a value break the line. */
static void put_line(
	struct buf *out, const struct chart_point *points, size_t n)
{
	const struct chart_point *before = NULL;

	for (size_t i = 0; i < n; i++) {
		if (points[i].value < 0) {
			before = NULL;
			continue;
		}
		if (before) {
			buf_puts(out, "<line class=\"line\"");
			frame_percent(out, "x1", across(before));
			frame_percent(out, "x2", across(&points[i]));
			buf_printf(out, " y1=\"%d\" y2=\"%d\"/>\n",
				down(before->value), down(points[i].value));
		}
		before = &points[i];
	}
}

/* Where the figure of a point reaches to, from its start to its end. */
struct span {
	const char *anchor;
	int from, to;
};

/* Near the ends of the line a figure stays within the plot. */
static struct span span_of(int x)
{
	if (x < LEFT + APART / 2)
		return (struct span){"start", x, x + APART};
	if (x > CHART_FULL - APART / 2)
		return (struct span){"end", x - APART, x};
	return (struct span){"middle", x - APART / 2, x + APART / 2};
}

/* The figures that have room, from the newest back; all are in the table. */
static void put_points(
	struct buf *out, const struct chart_point *points, size_t n)
{
	int end = 2 * CHART_FULL;

	for (size_t i = n; i-- > 0;) {
		int x = across(&points[i]), y = down(points[i].value);
		struct span span = span_of(x);

		if (points[i].value < 0)
			continue;
		buf_puts(out, "<circle class=\"one\"");
		frame_percent(out, "cx", x);
		buf_printf(out, " cy=\"%d\" r=\"5\"/>\n", y);
		if (span.to > end)
			continue;
		end = span.from;
		frame_put_text(out,
			(struct frame_text){x, y - 10, span.anchor, "figure"},
			points[i].text);
	}
}

static void put_dates(
	struct buf *out, const struct chart_point *points, size_t n)
{
	int y = TOP + HEIGHT + FOOT - 5;

	if (!n)
		return;
	frame_put_text(out, (struct frame_text){LEFT, y, "start", "scale"},
		points[0].date);
	if (n > 1)
		frame_put_text(out,
			(struct frame_text){CHART_FULL, y, "end", "scale"},
			points[n - 1].date);
}

void chart_trend(struct buf *out, const struct chart *chart,
	const struct chart_point *points, size_t n, int target)
{
	frame_open(out, chart, "trend", TOP + HEIGHT + FOOT);
	put_axis(out);
	if (target >= 0)
		put_level(out, target, "tick");
	put_line(out, points, n);
	put_points(out, points, n);
	put_dates(out, points, n);
	frame_close(out);
}
