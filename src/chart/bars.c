#include "chart/frame.h"

enum { BAR = 14, GAP = 14 };

static void put_bar(struct buf *out, const struct chart_bar *bar, int y)
{
	buf_printf(out,
		"<rect class=\"track\" x=\"0\" y=\"%d\" width=\"100%%\" "
		"height=\"%d\"/>\n",
		y, BAR);
	if (bar->value > 0) {
		buf_printf(out, "<rect class=\"bar\" x=\"0\" y=\"%d\"", y);
		frame_percent(out, "width", bar->value);
		buf_printf(out, " height=\"%d\"/>\n", BAR);
	}
	if (bar->target < 0)
		return;
	buf_puts(out, "<line class=\"tick\"");
	frame_percent(out, "x1", bar->target);
	frame_percent(out, "x2", bar->target);
	buf_printf(out, " y1=\"%d\" y2=\"%d\"/>\n", y - 4, y + BAR + 4);
}

void chart_bars(struct buf *out, const struct chart *chart,
	const struct chart_bar *bars, size_t n)
{
	int y = 0;
	int reserved = frame_widest(bars, n);

	for (size_t i = 0; i < n; i++)
		y += frame_label_height(bars[i].label, reserved) + BAR + GAP;
	frame_open(out, chart, "bars", y);
	y = 0;
	for (size_t i = 0; i < n; i++) {
		y = frame_put_label(
			out, y, bars[i].label, bars[i].text, reserved);
		put_bar(out, &bars[i], y + 2);
		y += BAR + GAP;
	}
	frame_close(out);
}
