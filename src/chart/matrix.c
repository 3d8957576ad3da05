#include "chart/frame.h"

enum { MARK = 16, GAP = 14, SINGLE = 60 /* marks that can be told apart */ };

static const char *const kinds[] = {
	[CHART_YES] = "yes", [CHART_NO] = "no", [CHART_UNKNOWN] = "unknown"};

static void put_rect(
	struct buf *out, enum chart_mark mark, int x, int width, int y)
{
	int inset = mark == CHART_UNKNOWN ? MARK / 2 - 2 : 0;

	buf_printf(out, "<rect class=\"%s\"", kinds[mark]);
	frame_percent(out, "x", x);
	frame_percent(out, "width", width);
	buf_printf(out, " y=\"%d\" height=\"%d\"/>\n", y + inset,
		MARK - 2 * inset);
}

static void put_each(struct buf *out, const struct chart_checks *row, int y)
{
	int width = (int)(CHART_FULL / row->n);

	for (size_t i = 0; i < row->n; i++)
		put_rect(out, row->marks[i], (int)i * width + width / 10,
			width - width / 5, y);
}

/* The share of each mark, where there are too many to draw. */
static void put_shares(struct buf *out, const struct chart_checks *row, int y)
{
	size_t before = 0;

	for (enum chart_mark mark = CHART_YES; mark <= CHART_UNKNOWN; mark++) {
		size_t count = 0;
		int from, to;

		for (size_t i = 0; i < row->n; i++)
			count += row->marks[i] == mark;
		from = (int)(before * CHART_FULL / row->n);
		before += count;
		to = (int)(before * CHART_FULL / row->n);
		if (to > from)
			put_rect(out, mark, from, to - from, y);
	}
}

void chart_matrix(struct buf *out, const struct chart *chart,
	const struct chart_checks *rows, size_t n)
{
	int y = 0;
	int reserved = frame_widest(rows, n);

	for (size_t i = 0; i < n; i++)
		y += frame_label_height(rows[i].label, reserved) + MARK + GAP;
	frame_open(out, chart, "matrix", y);
	y = 0;
	for (size_t i = 0; i < n; i++) {
		y = frame_put_label(
			out, y, rows[i].label, rows[i].text, reserved);
		if (rows[i].n > SINGLE)
			put_shares(out, &rows[i], y + 2);
		else if (rows[i].n)
			put_each(out, &rows[i], y + 2);
		y += MARK + GAP;
	}
	frame_close(out);
}
