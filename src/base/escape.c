#include "base/escape.h"

#include <string.h>

/* What stands for each byte; NULL for those that stand for themselves. */
static const char *const entities[256] = {
	['&'] = "&amp;",
	['<'] = "&lt;",
	['>'] = "&gt;",
	['"'] = "&quot;",
	['\''] = "&#39;",
};

/* The same as a mark, which four bytes can be asked for at once. */
static const unsigned char marked[256] = {
	['&'] = 1, ['<'] = 1, ['>'] = 1, ['"'] = 1, ['\''] = 1};

/* From I on, the first of S that is marked; or its length. */
static size_t find_mark(struct str s, size_t i)
{
	const unsigned char *at = (const unsigned char *)s.ptr;

	while (i + 4 <= s.len &&
		!(marked[at[i]] | marked[at[i + 1]] | marked[at[i + 2]] |
			marked[at[i + 3]]))
		i += 4;
	while (i < s.len && !marked[at[i]])
		i++;
	return i;
}

static void escape(struct buf *out, struct str s, char except)
{
	size_t from = 0;

	for (size_t i = find_mark(s, 0); i < s.len; i = find_mark(s, i + 1)) {
		const char *entity = entities[(unsigned char)s.ptr[i]];

		if (s.ptr[i] == except)
			continue;
		buf_put(out, str_sub(s, from, i));
		buf_puts(out, entity);
		from = i + 1;
	}
	buf_put(out, str_from(s, from));
}

void escape_html(struct buf *out, struct str s)
{
	escape(out, s, '\0');
}

void escape_text(struct buf *out, struct str s)
{
	escape(out, s, '\'');
}

static void put_json_char(struct buf *out, char c)
{
	static const char shorts[] = {['"'] = '"',
		['\\'] = '\\',
		['\n'] = 'n',
		['\r'] = 'r',
		['\t'] = 't'};

	if ((size_t)c < sizeof shorts && shorts[(size_t)c]) {
		buf_putc(out, '\\');
		buf_putc(out, shorts[(size_t)c]);
	} else {
		buf_printf(out, "\\u%04x", (unsigned)(unsigned char)c);
	}
}

void escape_json(struct buf *out, struct str s)
{
	size_t from = 0;

	buf_putc(out, '"');
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];

		if (c == '/' && i && s.ptr[i - 1] == '<') {
			buf_put(out, str_sub(s, from, i));
			buf_putc(out, '\\');
			from = i;
		}
		if (c >= 0x20 && c != '"' && c != '\\')
			continue;
		buf_put(out, str_sub(s, from, i));
		put_json_char(out, (char)c);
		from = i + 1;
	}
	buf_put(out, str_from(s, from));
	buf_putc(out, '"');
}

void escape_csv(struct buf *out, struct str s)
{
	bool quote = false;

	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];

		quote = quote || c == '"' || c == ',' || c == '\n' || c == '\r';
	}
	if (!quote) {
		buf_put(out, s);
		return;
	}
	buf_putc(out, '"');
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '"')
			buf_putc(out, '"');
		buf_putc(out, s.ptr[i]);
	}
	buf_putc(out, '"');
}

static bool is_url_char(char c)
{
	static const char marks[] = "-_.+!*(),%#@?=;:/$~";

	return char_is_alnum(c) || memchr(marks, c, sizeof marks - 1);
}

static void put_percent(struct buf *out, char c)
{
	buf_printf(out, "%%%02X", (unsigned char)c);
}

void escape_href(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];

		if (c == '&')
			buf_puts(out, "&amp;");
		else if (c == '\'')
			buf_puts(out, "&#x27;");
		else if (is_url_char(c))
			buf_putc(out, c);
		else
			put_percent(out, c);
	}
}

void escape_path(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];

		if (is_url_char(c) && c != '%' && c != '?' && c != '#')
			buf_putc(out, c);
		else
			put_percent(out, c);
	}
}
