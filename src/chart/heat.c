#include "chart/frame.h"

enum { CELL = 28, GAP = 10, LEVELS = 5, LETTERS = 26 };

static struct str letter(size_t column)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

	return str_make(&letters[column % LETTERS], 1);
}

/* "A  Working together" for each column, a line of its own. */
static int put_key(struct buf *out, const struct str *columns, size_t width)
{
	int y = 0;

	for (size_t i = 0; i < width; i++) {
		struct str lines[FRAME_LINES];
		size_t n = frame_wrap(
			columns[i], CHART_WIDTH - 40, lines, FRAME_LINES);

		frame_put_text(out,
			(struct frame_text){0, y + 14, "start", "figure"},
			letter(i));
		for (size_t j = 0; j < n && j < FRAME_LINES;
			j++, y += CHART_LINE)
			frame_put_text(out,
				(struct frame_text){800, y + 14, "start", ""},
				lines[j]);
	}
	return y;
}

static int key_height(const struct str *columns, size_t width)
{
	int height = 0;

	for (size_t i = 0; i < width; i++)
		height += frame_label_height(columns[i], 40);
	return height;
}

static int middle(size_t i, size_t width)
{
	return (int)((2 * i + 1) * CHART_FULL / (2 * width));
}

static void put_cells(
	struct buf *out, const struct chart_row *row, size_t width, int y)
{
	for (size_t i = 0; i < width; i++) {
		int value = row->values[i];

		if (value < 0)
			buf_puts(out, "<rect class=\"cell blank\"");
		else
			buf_printf(out, "<rect class=\"cell level-%d\"",
				value >= CHART_FULL
					? LEVELS - 1
					: value * LEVELS / CHART_FULL);
		frame_percent(out, "x", (int)(i * CHART_FULL / width));
		frame_percent(out, "width", (int)(CHART_FULL / width));
		buf_printf(out, " y=\"%d\" height=\"%d\"/>\n", y, CELL);
		frame_put_text(out,
			(struct frame_text){middle(i, width), y + 19, "middle",
				value < 0 ? "" : "on-cell"},
			row->texts[i]);
	}
}

void chart_heat(struct buf *out, const struct chart *chart,
	const struct str *columns, size_t width, const struct chart_row *rows,
	size_t n)
{
	int y = key_height(columns, width) + GAP + CHART_LINE;

	for (size_t i = 0; i < n; i++)
		y += frame_label_height(rows[i].label, 0) + CELL + GAP;
	frame_open(out, chart, "heat", y);
	y = put_key(out, columns, width) + GAP;
	for (size_t i = 0; i < width; i++)
		frame_put_text(out,
			(struct frame_text){
				middle(i, width), y + 14, "middle", "figure"},
			letter(i));
	y += CHART_LINE;
	for (size_t i = 0; i < n; i++) {
		y = frame_put_label(out, y, rows[i].label, STR(""), 0);
		put_cells(out, &rows[i], width, y);
		y += CELL + GAP;
	}
	frame_close(out);
}
