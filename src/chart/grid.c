#include "chart/frame.h"

enum { LINES = 3, CELL = 64, EDGE = 1600, HEAD = 42 };

static int left_of(size_t column, size_t size)
{
	return EDGE + (int)(column * (CHART_FULL - EDGE) / size);
}

/* As many lines of TEXT as a cell holds; the last says that there is more. */
static void put_lines(
	struct buf *out, struct str text, int x, int y, size_t size)
{
	int pixels = CHART_WIDTH * (CHART_FULL - EDGE) / CHART_FULL / (int)size;
	struct str lines[LINES];
	size_t n = frame_wrap(text, pixels - 10, lines, LINES);

	if (n > LINES)
		lines[LINES - 1] = STR("and more");
	for (size_t i = 0; i < n && i < LINES; i++)
		frame_put_text(out,
			(struct frame_text){x, y + 20 + (int)i * CHART_LINE,
				"middle", "on-cell"},
			lines[i]);
}

static void put_row(struct buf *out, const struct chart_grid *grid, size_t row)
{
	int y = HEAD + (int)row * CELL;

	frame_put_text(out,
		(struct frame_text){0, y + CELL / 2 + 5, "start", ""},
		grid->rows[row]);
	for (size_t i = 0; i < grid->size; i++) {
		const struct chart_cell *cell =
			&grid->cells[row * grid->size + i];
		int x = left_of(i, grid->size);
		int next = left_of(i + 1, grid->size);

		buf_printf(out, "<rect class=\"cell level-%d\"", cell->level);
		frame_percent(out, "x", x);
		frame_percent(out, "width", next - x);
		buf_printf(out, " y=\"%d\" height=\"%d\"/>\n", y, CELL);
		put_lines(out, cell->text, (x + next) / 2, y, grid->size);
	}
}

void chart_grid(struct buf *out, const struct chart *chart,
	const struct chart_grid *grid)
{
	frame_open(out, chart, "grid", HEAD + (int)grid->size * CELL);
	frame_put_text(out, (struct frame_text){0, 14, "start", "scale"},
		grid->side_row);
	frame_put_text(out, (struct frame_text){CHART_FULL, 14, "end", "scale"},
		grid->side_column);
	for (size_t i = 0; i < grid->size; i++)
		frame_put_text(out,
			(struct frame_text){
				(left_of(i, grid->size) +
					left_of(i + 1, grid->size)) /
					2,
				HEAD - 8, "middle", ""},
			grid->columns[i]);
	for (size_t row = 0; row < grid->size; row++)
		put_row(out, grid, row);
	frame_close(out);
}
