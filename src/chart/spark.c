#include "base/escape.h"
#include "chart/frame.h"

enum { WIDE = 72, HIGH = 20, MARGIN = 3 };

static int across(size_t i, size_t n)
{
	return MARGIN + (int)(n > 1 ? i * (WIDE - 2 * MARGIN) / (n - 1) : 0);
}

static int down(int value)
{
	return HIGH - MARGIN - value * (HIGH - 2 * MARGIN) / CHART_FULL;
}

void chart_spark(struct buf *out, struct str title, const int *values, size_t n)
{
	size_t last = n;

	buf_printf(out,
		"<svg class=\"spark\" role=\"img\" width=\"%d\" height=\"%d\" "
		"aria-label=\"",
		WIDE, HIGH);
	escape_html(out, title);
	buf_puts(out, "\"><polyline class=\"line\" points=\"");
	for (size_t i = 0; i < n; i++) {
		if (values[i] < 0)
			continue;
		buf_printf(out, "%s%d,%d", last < n ? " " : "", across(i, n),
			down(values[i]));
		last = i;
	}
	buf_puts(out, "\"/>");
	if (last < n)
		buf_printf(out,
			"<circle class=\"one\" cx=\"%d\" cy=\"%d\" r=\"3\"/>",
			across(last, n), down(values[last]));
	buf_puts(out, "</svg>");
}
