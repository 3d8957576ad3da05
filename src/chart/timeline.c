#include "chart/frame.h"

enum { ROW = 16, GAP = 12, MARK = 5, FOOT = 24, APART = 3600 };

/* Marks stay within the chart at both ends. */
static int inside(int at)
{
	return 250 + (int)((int64_t)at * (CHART_FULL - 500) / CHART_FULL);
}

static void put_circle(struct buf *out, const char *kind, int at, int y)
{
	buf_printf(out, "<circle class=\"%s\"", kind);
	frame_percent(out, "cx", inside(at));
	buf_printf(out, " cy=\"%d\" r=\"%d\"/>\n", y, MARK);
}

static void put_span(struct buf *out, const struct chart_span *span, int y)
{
	buf_printf(out,
		"<line class=\"axis\" x1=\"0\" x2=\"100%%\" y1=\"%d\" "
		"y2=\"%d\"/>\n",
		y, y);
	if (span->from >= 0 && span->to >= 0) {
		buf_puts(out, "<line class=\"rod\"");
		frame_percent(out, "x1", inside(span->from));
		frame_percent(out, "x2", inside(span->to));
		buf_printf(out, " y1=\"%d\" y2=\"%d\"/>\n", y, y);
	}
	if (span->from >= 0)
		put_circle(out, "other", span->from, y);
	if (span->to >= 0)
		put_circle(out, "one", span->to, y);
	if (span->done < 0)
		return;
	buf_puts(out, "<line class=\"tick\"");
	frame_percent(out, "x1", inside(span->done));
	frame_percent(out, "x2", inside(span->done));
	buf_printf(out, " y1=\"%d\" y2=\"%d\"/>\n", y - MARK - 3, y + MARK + 3);
}

static void put_ticks(
	struct buf *out, const struct chart_tick *ticks, size_t n, int y)
{
	int last = -APART;

	for (size_t i = 0; i < n; i++) {
		if (ticks[i].at - last < APART ||
			ticks[i].at > CHART_FULL - APART)
			continue;
		last = ticks[i].at;
		frame_put_text(out,
			(struct frame_text){
				inside(last), y + FOOT - 8, "start", "scale"},
			ticks[i].text);
	}
}

void chart_timeline(struct buf *out, const struct chart *chart,
	const struct chart_tick *ticks, size_t tick_count,
	const struct chart_span *spans, size_t n)
{
	int reserved = frame_widest(spans, n), y = 0;

	for (size_t i = 0; i < n; i++)
		y += frame_label_height(spans[i].label, reserved) + ROW + GAP;
	frame_open(out, chart, "timeline", y + FOOT);
	y = 0;
	for (size_t i = 0; i < n; i++) {
		y = frame_put_label(
			out, y, spans[i].label, spans[i].text, reserved);
		put_span(out, &spans[i], y + ROW / 2);
		y += ROW + GAP;
	}
	put_ticks(out, ticks, tick_count, y);
	frame_close(out);
}
