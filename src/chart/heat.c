#include "chart/frame.h"

enum {
	CELL = 28,
	GAP = 10,
	LEVELS = 5,
	ABREAST = 6, /* columns that fit beside one another */
	LETTERS = 26,
	BESIDE = 1000, /* where the names of the key start: 28 pixels in */
	RESERVED = 40 /* and what is kept for their letters */
};

struct letters {
	char text[2];
	size_t len;
};

/* A to Z, then AA to ZZ. */
static struct letters letters_of(size_t column)
{
	char last = (char)('A' + column % LETTERS);

	if (column < LETTERS)
		return (struct letters){{last, 0}, 1};
	return (struct letters){
		{(char)('A' + (column / LETTERS - 1) % LETTERS), last}, 2};
}

static void put_letters(struct buf *out, size_t column, struct frame_text where)
{
	struct letters letters = letters_of(column);

	frame_put_text(out, where, str_make(letters.text, letters.len));
}

/* "A  Working together" for each column, a line of its own. */
static int put_key(struct buf *out, const struct str *columns, size_t width)
{
	int y = 0;

	for (size_t i = 0; i < width; i++) {
		put_letters(out, i,
			(struct frame_text){0, y + 14, "start", "figure"});
		y = frame_put_lines(out, BESIDE, y, columns[i], RESERVED);
	}
	return y;
}

static int key_height(const struct str *columns, size_t width)
{
	int height = 0;

	for (size_t i = 0; i < width; i++)
		height += frame_label_height(columns[i], RESERVED);
	return height;
}

static int middle(size_t i, size_t width)
{
	return (int)((2 * i + 1) * CHART_FULL / (2 * width));
}

static const char *kind_of(int value)
{
	static const char *const kinds[LEVELS] = {
		"level-0", "level-1", "level-2", "level-3", "level-4"};

	if (value < 0)
		return "blank";
	return kinds[value >= CHART_FULL ? LEVELS - 1
					 : value * LEVELS / CHART_FULL];
}

/* The cells of a row from column FROM on, N of them. */
static void put_cells(struct buf *out, const struct chart_row *row, size_t from,
	size_t n, int y)
{
	for (size_t i = 0; i < n; i++) {
		int value = row->values[from + i];

		buf_printf(out, "<rect class=\"cell %s\"", kind_of(value));
		frame_percent(out, "x", (int)(i * CHART_FULL / n));
		frame_percent(out, "width", (int)(CHART_FULL / n));
		buf_printf(out, " y=\"%d\" height=\"%d\"/>\n", y, CELL);
		frame_put_text(out,
			(struct frame_text){middle(i, n), y + 19, "middle",
				value < 0 ? "" : "on-cell"},
			row->texts[from + i]);
	}
}

/* All rows over some of the columns; returns the y below. */
static int put_block(struct buf *out, const struct chart_row *rows, size_t n,
	size_t from, size_t width, int y)
{
	for (size_t i = 0; i < width; i++)
		put_letters(out, from + i,
			(struct frame_text){
				middle(i, width), y + 14, "middle", "figure"});
	y += CHART_LINE;
	for (size_t i = 0; i < n; i++) {
		y = frame_put_label(out, y, rows[i].label, STR(""), 0);
		put_cells(out, &rows[i], from, width, y);
		y += CELL + GAP;
	}
	return y;
}

static int block_height(const struct chart_row *rows, size_t n)
{
	int height = CHART_LINE;

	for (size_t i = 0; i < n; i++)
		height += frame_label_height(rows[i].label, 0) + CELL + GAP;
	return height;
}

/* More columns than stand abreast go on below, with all rows again. */
void chart_heat(struct buf *out, const struct chart *chart,
	const struct str *columns, size_t width, const struct chart_row *rows,
	size_t n)
{
	size_t blocks = (width + ABREAST - 1) / ABREAST;
	int y = key_height(columns, width) + GAP +
		(int)blocks * block_height(rows, n);

	frame_open(out, chart, "heat", y);
	y = put_key(out, columns, width) + GAP;
	for (size_t from = 0; from < width; from += ABREAST)
		y = put_block(out, rows, n, from,
			width - from < ABREAST ? width - from : ABREAST, y);
	frame_close(out);
}
