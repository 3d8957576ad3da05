#include "data/markdown/scan.h"

#include "base/utf8.h"

enum { CODE_SPACES = 5 }; /* behind a marker: an item of code */

/*
 * What is counted while the lines go by. Everything is an upper bound: the
 * scan may count more than the parser would find, never less.
 */
struct scan {
	const struct markdown_input *in;
	struct diags *diags;
	uint32_t line; /* of the file */
	size_t block; /* bytes since the last blank line */
	size_t widest; /* cells of a line since then */
	size_t cells; /* of what looks like rows of tables */
	size_t brackets; /* '[' in the text: each may be a reference */
	size_t definition; /* bytes of the reference definition we may be in */
	size_t longest; /* of them all */
	bool failed;
};

static void fail(struct scan *scan, enum diag_id id, size_t limit, uint32_t col)
{
	char digits[24];
	struct buf text = {digits, 0, sizeof digits, sizeof digits, false};

	buf_put_int(&text, (int64_t)limit);
	diag_add(scan->diags, id,
		place_of(scan->in->source, col ? scan->line : 0, col), 1,
		buf_str(&text));
	scan->failed = true;
}

static size_t skip_spaces(struct str line, size_t at)
{
	while (at < line.len && (line.ptr[at] == ' ' || line.ptr[at] == '\t'))
		at++;
	return at;
}

/* The end of "-" or of "1." at AT, whatever follows it; or AT. */
static size_t sign_end(struct str line, size_t at)
{
	size_t end = at;

	while (end < line.len && char_is_digit(line.ptr[end]))
		end++;
	if (end > at && end < line.len &&
		(line.ptr[end] == '.' || line.ptr[end] == ')'))
		return end + 1;
	return line.ptr[at] == '-' || line.ptr[at] == '+' || line.ptr[at] == '*'
		? at + 1
		: at;
}

/* The end of a list marker at AT, or AT. */
static size_t marker_end(struct str line, size_t at)
{
	size_t end = sign_end(line, at);

	return end == line.len || line.ptr[end] == ' ' || line.ptr[end] == '\t'
		? end
		: at;
}

/* Is the line from AT on a rule, as "- - -" or "***"? */
static bool is_rule(struct str line, size_t at)
{
	enum { SIGNS = 3 };
	char sign = line.ptr[at];
	size_t n = 0;

	if (sign != '-' && sign != '*')
		return false;
	for (; at < line.len && line.ptr[at] == sign; n++)
		at = skip_spaces(line, at + 1);
	return at == line.len && n >= SIGNS;
}

/* The columns that white space takes, a tab as wide as it can be. */
static size_t columns(struct str space)
{
	size_t n = 0;

	for (size_t i = 0; i < space.len; i++)
		n += space.ptr[i] == '\t' ? 4 : 1;
	return n;
}

/*
 * Can the start of a line open a container more than MOST deep: a '>' or a
 * list marker, and above it those before it, and for each two columns of
 * indentation one list? White space behind it opens nothing, nor does a rule;
 * and in an item that the line opens, what is set off as code is code.
 */
static bool nests_deeper(struct str line, size_t most)
{
	size_t above = 0, at = 0;
	bool is_new = false; /* are we in such an item? */

	for (;;) {
		size_t next = skip_spaces(line, at), end = next + 1;

		above += columns(str_sub(line, at, next)) / 2;
		if (next == line.len || (is_new && next - at >= CODE_SPACES) ||
			is_rule(line, next))
			return false;
		if (line.ptr[next] != '>') {
			end = marker_end(line, next);
			is_new = true;
		}
		if (end == next)
			return false;
		if (++above > most)
			return true;
		at = end;
	}
}

/*
 * Does the line end a paragraph or table? A '>' behind four columns or more
 * is text, and so is the marker of an empty item.
 */
static bool is_blank(struct str line)
{
	size_t at = 0, next;

	for (;; at = next + 1) {
		next = skip_spaces(line, at);
		if (next == line.len)
			return true;
		if (line.ptr[next] != '>' ||
			columns(str_sub(line, at, next)) > 3)
			return false;
	}
}

/*
 * A row may be shorter than its table, down to no bar at all, and the parser
 * fills it up: so each line counts as much as the widest above it.
 */
static void scan_table(struct scan *scan, struct str line)
{
	const struct markdown_limits *limits = scan->in->limits;
	size_t cells = 1;

	for (size_t at = str_chr(line, '|', 0); at < line.len;
		at = str_chr(line, '|', at + 1))
		cells++;
	if (cells > limits->columns + 2)
		fail(scan, DIAG_LIMIT_COLUMNS, limits->columns, 1);
	if (!scan->block || cells > scan->widest)
		scan->widest = cells;
	if (scan->widest > 1)
		scan->cells += scan->widest;
}

/* A definition runs from "]:" to the next one, or to a blank line. */
static void scan_references(struct scan *scan, struct str line)
{
	for (size_t at = str_chr(line, '[', 0); at < line.len;
		at = str_chr(line, '[', at + 1))
		scan->brackets++;
	if (str_find(line, STR("]:"), 0) < line.len)
		scan->definition = 1;
	else if (!scan->block)
		scan->definition = 0;
	if (scan->definition)
		scan->definition += line.len;
	if (scan->definition > scan->longest)
		scan->longest = scan->definition;
}

static void scan_line(struct scan *scan, struct str line)
{
	const struct markdown_limits *limits = scan->in->limits;

	if (line.len > limits->line) {
		fail(scan, DIAG_LIMIT_LINE, limits->line, 1);
		return;
	}
	if (nests_deeper(line, limits->nesting))
		fail(scan, DIAG_LIMIT_NESTING, limits->nesting, 1);
	scan->block = is_blank(line) ? 0 : scan->block + line.len + 1;
	if (scan->block > limits->block) {
		fail(scan, DIAG_LIMIT_BLOCK, limits->block, 1);
		scan->block = 0;
	}
	scan_table(scan, line);
	scan_references(scan, line);
}

bool markdown_scan(const struct markdown_input *input, struct diags *diags)
{
	struct scan scan = {
		.in = input, .diags = diags, .line = input->first_line};
	struct str rest = input->text, line;

	for (; !scan.failed && str_split(&rest, '\n', &line); scan.line++)
		scan_line(&scan, line);
	if (!scan.failed && scan.cells > input->limits->cells)
		fail(&scan, DIAG_LIMIT_CELLS, input->limits->cells, 0);
	if (!scan.failed && scan.longest &&
		scan.brackets * scan.longest > input->limits->references)
		fail(&scan, DIAG_LIMIT_REFERENCES, input->limits->references,
			0);
	return !scan.failed;
}
