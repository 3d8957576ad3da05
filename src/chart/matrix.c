#include "chart/frame.h"

enum { MARK = 16, GAP = 14 };

static void put_mark(
	struct buf *out, enum chart_mark mark, size_t i, size_t n, int y)
{
	static const char *const kinds[] = {[CHART_YES] = "yes",
		[CHART_NO] = "no",
		[CHART_UNKNOWN] = "unknown"};
	int width = (int)(CHART_FULL / n);
	int inset = mark == CHART_UNKNOWN ? MARK / 2 - 2 : 0;

	buf_printf(out, "<rect class=\"%s\"", kinds[mark]);
	frame_percent(out, "x", (int)i * width + width / 10);
	frame_percent(out, "width", width - width / 5);
	buf_printf(out, " y=\"%d\" height=\"%d\"/>\n", y + inset,
		MARK - 2 * inset);
}

/* Pixels that the longest figure takes. */
static int widest(const struct chart_checks *rows, size_t n)
{
	int widest = 0;

	for (size_t i = 0; i < n; i++) {
		int width = frame_reserve(rows[i].text);

		if (width > widest)
			widest = width;
	}
	return widest;
}

void chart_matrix(struct buf *out, const struct chart *chart,
	const struct chart_checks *rows, size_t n)
{
	int y = 0;
	int reserved = widest(rows, n);

	for (size_t i = 0; i < n; i++)
		y += frame_label_height(rows[i].label, reserved) + MARK + GAP;
	frame_open(out, chart, "matrix", y);
	y = 0;
	for (size_t i = 0; i < n; i++) {
		y = frame_put_label(
			out, y, rows[i].label, rows[i].text, reserved);
		for (size_t j = 0; j < rows[i].n; j++)
			put_mark(out, rows[i].marks[j], j, rows[i].n, y + 2);
		y += MARK + GAP;
	}
	frame_close(out);
}
