#include "base/utf8.h"
#include "diag/report_formats.h"

enum {
	GUTTER = 5, /* columns of the line number */
	EXCERPT_MAX = 160 /* characters of a line that are shown */
};

static const struct {
	const char *bold, *red, *yellow, *cyan, *off;
} palettes[] = {
	{"", "", "", "", ""},
	{"\033[1m", "\033[1;31m", "\033[1;33m", "\033[1;36m", "\033[0m"},
};

static const char *severity_color(enum severity severity, bool color)
{
	switch (severity) {
	case SEVERITY_ERROR:
		return palettes[color].red;
	case SEVERITY_WARNING:
		return palettes[color].yellow;
	default:
		return palettes[color].cyan;
	}
}

/* Line number LINE of TEXT, without its end. */
static struct str nth_line(struct str text, uint32_t line)
{
	size_t start = 0, end;

	for (uint32_t i = 1; i < line && start < text.len; i++)
		start = str_chr(text, '\n', start) + 1;
	end = str_chr(text, '\n', start);
	if (end > start && end <= text.len && text.ptr[end - 1] == '\r')
		end--;
	return str_sub(text, start, end);
}

/* The part of LINE between two columns (from 1, the second not included). */
static struct str columns(struct str line, uint32_t from, uint32_t to)
{
	size_t at = 0, start;
	uint32_t col = 1;

	for (; at < line.len && col < from; col++)
		utf8_next(line, &at);
	start = at;
	for (; at < line.len && col < to; col++)
		utf8_next(line, &at);
	return str_sub(line, start, at);
}

static void put_repeated(struct buf *out, char c, size_t n)
{
	while (n--)
		buf_putc(out, c);
}

/* A line as a terminal shows it, a tab as one column. */
static void put_line(struct buf *out, struct str line)
{
	for (struct str part; str_split(&line, '\t', &part);) {
		report_put_safe(out, part);
		if (line.ptr)
			buf_putc(out, ' ');
	}
	buf_putc(out, '\n');
}

/* The caret under column AT (from 0) of a line of LEN, WIDTH wide. */
static void put_caret(struct buf *out, size_t at, size_t len, size_t width,
	const char *color, const char *off)
{
	size_t room = len > at + 1 ? len - at - 1 : 0;

	put_repeated(out, ' ', GUTTER);
	buf_puts(out, " | ");
	put_repeated(out, ' ', at);
	buf_puts(out, color);
	buf_putc(out, '^');
	if (width > 1)
		put_repeated(out, '~', width - 1 < room ? width - 1 : room);
	buf_puts(out, off);
	buf_putc(out, '\n');
}

static void put_excerpt(
	struct buf *out, const struct diag *diag, const struct report *report)
{
	uint32_t col = diag->place.col, from = 1;
	struct str line, shown;

	if (!diag->place.line || !col || !report->text_of)
		return;
	line = nth_line(report->text_of(report->context, diag->place.source),
		diag->place.line);
	if (!line.len)
		return;
	if (col > EXCERPT_MAX / 2)
		from = col - EXCERPT_MAX / 2;
	shown = columns(line, from, from + EXCERPT_MAX);
	buf_printf(out, "%*u | ", GUTTER, diag->place.line);
	put_line(out, shown);
	put_caret(out, col - from, utf8_len(shown), diag->width,
		severity_color(diag->severity, report->color),
		palettes[report->color].off);
}

static void put_diag(
	struct buf *out, const struct diag *diag, const struct report *report)
{
	const struct diag_kind *kind = diag_kind(diag->id);

	if (report_path(diag).len) {
		buf_puts(out, palettes[report->color].bold);
		report_put_place(out, diag, report);
		buf_puts(out, palettes[report->color].off);
		buf_puts(out, ": ");
	}
	buf_printf(out, "%s%s[GH%03u]%s: ",
		severity_color(diag->severity, report->color),
		severity_name(diag->severity), kind->number,
		palettes[report->color].off);
	report_put_safe(out, diag->message);
	buf_putc(out, '\n');
	put_excerpt(out, diag, report);
	if (diag->hint.len) {
		buf_puts(out, "   hint: ");
		report_put_safe(out, diag->hint);
		buf_printf(
			out, "   (guildhall explain GH%03u)\n", kind->number);
	}
}

void report_text(
	struct buf *out, const struct diags *diags, const struct report *report)
{
	size_t i = 0;

	while (i < diags->list.len) {
		struct str path = report_path(&diags->list.items[i]);
		size_t n = 0;

		for (; i < diags->list.len; i++, n++) {
			const struct diag *diag = &diags->list.items[i];

			if (!str_eq(report_path(diag), path))
				break;
			if (n < REPORT_PER_FILE || !path.len)
				put_diag(out, diag, report);
		}
		if (n > REPORT_PER_FILE && path.len) {
			buf_put(out, report->prefix);
			report_put_safe(out, path);
			buf_printf(out, ": %zu more withheld\n",
				n - REPORT_PER_FILE);
		}
	}
}
