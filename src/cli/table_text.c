#include "cli/table_text.h"

#include "base/utf8.h"

static size_t width_of(const struct table *table, size_t column)
{
	size_t widest = utf8_len(str_of(table->columns[column].title));

	for (size_t i = column; i < table->cells.len; i += table->width) {
		size_t len = utf8_len(table->cells.items[i].raw);

		widest = len > widest ? len : widest;
	}
	return widest;
}

static void put_padded(struct buf *out, struct str text, size_t width)
{
	buf_put(out, text);
	for (size_t len = utf8_len(text); len < width + 2; len++)
		buf_putc(out, ' ');
}

static void end_line(struct buf *out)
{
	while (out->len && out->ptr[out->len - 1] == ' ')
		out->len--;
	buf_putc(out, '\n');
}

static void put_text(struct buf *out, const struct table *table)
{
	size_t *widths = arena_array(table->arena, size_t, table->width);

	for (size_t i = 0; i < table->width; i++) {
		widths[i] = width_of(table, i);
		put_padded(out, str_of(table->columns[i].title), widths[i]);
	}
	end_line(out);
	for (size_t row = 0; row < table_rows(table); row++) {
		const struct cell *cells =
			&table->cells.items[row * table->width];

		for (size_t i = 0; i < table->width; i++)
			put_padded(out, cells[i].raw, widths[i]);
		end_line(out);
	}
}

void cli_put_table(struct buf *out, const struct table *table,
	const struct options *options)
{
	if (options->json)
		table_put_json(table, out);
	else if (options->csv)
		table_put_csv(table, out);
	else
		put_text(out, table);
}
