#include "chart/frame.h"

enum { HIGH = 104, HALF = CHART_FULL / 2, PAD = 300 };

static void put_quadrant(
	struct buf *out, const struct chart_quadrant *quadrant, int x, int y)
{
	struct str lines[3];
	size_t n = frame_wrap(quadrant->text, CHART_WIDTH / 2 - 20, lines, 3);

	buf_printf(out, "<rect class=\"quadrant%s\"",
		quadrant->empty ? " blank" : "");
	frame_percent(out, "x", x);
	buf_printf(out, " y=\"%d\" width=\"50%%\" height=\"%d\"/>\n", y, HIGH);
	frame_put_text(out, (struct frame_text){x + PAD, y + 20, "start", ""},
		quadrant->title);
	frame_put_text(out,
		(struct frame_text){x + PAD, y + 48, "start", "large"},
		quadrant->figure);
	for (size_t i = 0; i < n && i < 3; i++)
		frame_put_text(out,
			(struct frame_text){x + PAD,
				y + 68 + (int)i * (CHART_LINE - 3), "start",
				"scale"},
			lines[i]);
}

void chart_quadrants(struct buf *out, const struct chart *chart,
	const struct chart_quadrant quadrants[4])
{
	frame_open(out, chart, "quadrants", 2 * HIGH);
	for (int i = 0; i < 4; i++)
		put_quadrant(out, &quadrants[i], i % 2 * HALF, i / 2 * HIGH);
	frame_close(out);
}
