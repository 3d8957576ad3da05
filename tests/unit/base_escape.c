#include "unit/units.h"

#include <string.h>

#include "base/escape.h"

typedef void escape_fn(struct buf *out, struct str s);

struct row {
	struct str s;
	const char *escaped;
};

static void check_rows(escape_fn *escape, const struct row *rows, size_t n)
{
	struct buf out = BUF_INIT(1000);

	for (size_t i = 0; i < n; i++) {
		escape(&out, rows[i].s);
		check_buf(&out, rows[i].escaped, rows[i].escaped);
	}
	buf_release(&out);
}

START_TEST(test_html)
{
	static const struct row rows[] = {
		{STR_INIT(""), ""},
		{STR_INIT("plain \xC3\xA9"), "plain \xC3\xA9"},
		{STR_INIT("<a href=\"x\" id='y'>&amp;</a>"),
			"&lt;a href=&quot;x&quot; id=&#39;y&#39;&gt;"
			"&amp;amp;&lt;/a&gt;"},
		{STR_INIT("&"), "&amp;"},
	};

	check_rows(escape_html, rows, UNITS_LEN(rows));
}
END_TEST

START_TEST(test_text)
{
	static const struct row rows[] = {
		{STR_INIT("it's <b> & \"c\""),
			"it's &lt;b&gt; &amp; &quot;c&quot;"},
	};

	check_rows(escape_text, rows, UNITS_LEN(rows));
}
END_TEST

START_TEST(test_json)
{
	static const struct row rows[] = {
		{STR_INIT(""), "\"\""},
		{STR_INIT("a\"b\\c"), "\"a\\\"b\\\\c\""},
		{STR_INIT("\n\r\t\0\x1F\x7F"),
			"\"\\n\\r\\t\\u0000\\u001f\x7F\""},
		{STR_INIT("</script></"), "\"<\\/script><\\/\""},
		{STR_INIT("/a/b <!--"), "\"/a/b <!--\""},
		{STR_INIT("\xC3\xA9"), "\"\xC3\xA9\""},
	};

	check_rows(escape_json, rows, UNITS_LEN(rows));
}
END_TEST

START_TEST(test_csv)
{
	static const struct row rows[] = {
		{STR_INIT(""), ""},
		{STR_INIT("plain text"), "plain text"},
		{STR_INIT("a,b"), "\"a,b\""},
		{STR_INIT("a;b"), "a;b"},
		{STR_INIT("say \"no\""), "\"say \"\"no\"\"\""},
		{STR_INIT("a\nb"), "\"a\nb\""},
		{STR_INIT("a\rb"), "\"a\rb\""},
	};

	check_rows(escape_csv, rows, UNITS_LEN(rows));
}
END_TEST

START_TEST(test_href)
{
	static const struct row rows[] = {
		{STR_INIT("a/b.html?c=d&e#f"), "a/b.html?c=d&amp;e#f"},
		{STR_INIT("100%20done%"), "100%20done%"},
		{STR_INIT("it's"), "it&#x27;s"},
		{STR_INIT("a b\"<>\\^`{|}[]"),
			"a%20b%22%3C%3E%5C%5E%60%7B%7C%7D%5B%5D"},
		{STR_INIT("\xC3\xA9\0\n"), "%C3%A9%00%0A"},
	};

	check_rows(escape_href, rows, UNITS_LEN(rows));
}
END_TEST

/* A file may be called anything: its name must come out as itself. */
START_TEST(test_path)
{
	static const struct row rows[] = {
		{STR_INIT("a/b-c_d.e~f"), "a/b-c_d.e~f"},
		{STR_INIT("C#.pdf"), "C%23.pdf"},
		{STR_INIT("50%20off.pdf"), "50%2520off.pdf"},
		{STR_INIT("what?.pdf"), "what%3F.pdf"},
		{STR_INIT("R&D's.pdf"), "R%26D%27s.pdf"},
		{STR_INIT("caf\xC3\xA9 (1).pdf"), "caf%C3%A9%20(1).pdf"},
	};

	check_rows(escape_path, rows, UNITS_LEN(rows));
}
END_TEST

/* Undo the entities, to compare. */
static size_t unescape_html(char *text, size_t len)
{
	static const char *const pairs[][2] = {{"&lt;", "<"}, {"&gt;", ">"},
		{"&quot;", "\""}, {"&#39;", "'"}, {"&amp;", "&"}};
	size_t to = 0;

	for (size_t from = 0; from < len;) {
		struct str rest = str_make(text + from, len - from);
		size_t i = 0;

		while (i < 5 && !str_starts(rest, str_of(pairs[i][0])))
			i++;
		text[to++] = i < 5 ? pairs[i][1][0] : text[from];
		from += i < 5 ? strlen(pairs[i][0]) : 1;
	}
	return to;
}

START_TEST(test_html_round_trip)
{
	struct buf out = BUF_INIT(1000);
	uint64_t seed = 5;
	char space[30];

	for (int i = 0; i < 20000; i++) {
		struct str s = units_random_text(
			&seed, STR("<>&'\"amp;lt#39"), space, sizeof space);

		buf_clear(&out);
		escape_html(&out, s);
		for (size_t j = 0; j < out.len; j++)
			check_fast(!strchr("<>'\"", out.ptr[j]));
		if (out.len)
			out.len = unescape_html(out.ptr, out.len);
		check_view(buf_str(&out), s, "unescaped");
	}
	buf_release(&out);
}
END_TEST

UNITS_SUITE(base_escape, test_html, test_text, test_json, test_csv, test_href,
	test_path, test_html_round_trip)
