#include "unit/theme_stage.h"

#include <string.h>

/*
 * Whatever a template is, what passes its check puts values where a browser
 * takes them for text.
 */

/* Where a browser's tokeniser is, by the HTML standard. */
struct html_scan {
	struct str rest;
	const char *fault; /* a value stands where it may not */
};

static struct str take(struct html_scan *scan, size_t len)
{
	struct str taken = str_sub(scan->rest, 0, len);

	scan->rest = str_from(scan->rest, len);
	return taken;
}

/* Take up to the first of the bytes in ENDS. */
static struct str take_until(struct html_scan *scan, const char *ends)
{
	size_t len = 0;

	while (len < scan->rest.len && !strchr(ends, scan->rest.ptr[len]))
		len++;
	return take(scan, len);
}

static bool next_is(const struct html_scan *scan, const char *chars)
{
	return scan->rest.len && strchr(chars, scan->rest.ptr[0]);
}

static void skip_space(struct html_scan *scan)
{
	while (next_is(scan, " \t\n\f\r"))
		take(scan, 1);
}

static bool has_value(struct str s)
{
	return str_find(s, STR("MARK"), 0) < s.len;
}

static void expect_no_value(
	struct html_scan *scan, struct str s, const char *where)
{
	if (has_value(s))
		scan->fault = where;
}

static void scan_value(struct html_scan *scan, struct str name)
{
	struct str value;
	char quote;

	skip_space(scan);
	if (!next_is(scan, "\"'")) {
		expect_no_value(scan, take_until(scan, " \t\n\f\r>"),
			"a value without quotes");
		return;
	}
	quote = take(scan, 1).ptr[0];
	value = take_until(scan, (char[]){quote, '\0'});
	take(scan, 1);
	if (str_case_eq(str_sub(name, 0, 2), STR("on")))
		expect_no_value(scan, value, "a handler");
	if (str_case_eq(name, STR("href")) &&
		str_starts(str_trim(value), STR("javascript:")))
		scan->fault = "a script as a link";
}

static void scan_attributes(struct html_scan *scan)
{
	for (;;) {
		struct str name;

		while (next_is(scan, " \t\n\f\r/"))
			take(scan, 1);
		if (!scan->rest.len || next_is(scan, ">"))
			return;
		name = take(scan, 1);
		name.len += take_until(scan, " \t\n\f\r/>=").len;
		expect_no_value(scan, name, "a name");
		skip_space(scan);
		if (!next_is(scan, "="))
			continue;
		take(scan, 1);
		scan_value(scan, name);
	}
}

/* The content of a script or style, up to its end tag. */
static void scan_raw(struct html_scan *scan, struct str name)
{
	size_t len = 0;

	for (; len < scan->rest.len; len++) {
		struct str at = str_from(scan->rest, len);

		if (str_starts(at, STR("</")) &&
			str_case_eq(str_sub(at, 2, 2 + name.len), name) &&
			at.len > 2 + name.len &&
			strchr(" \t\n\f\r/>", at.ptr[2 + name.len]))
			break;
	}
	expect_no_value(scan, take(scan, len), "a script");
}

static void scan_tag(struct html_scan *scan)
{
	bool closing = scan->rest.ptr[1] == '/';
	struct str name;

	take(scan, closing ? 2 : 1);
	name = take_until(scan, " \t\n\f\r/>");
	expect_no_value(scan, name, "a tag");
	scan_attributes(scan);
	take(scan, 1);
	if (!closing &&
		(str_case_eq(name, STR("script")) ||
			str_case_eq(name, STR("style"))))
		scan_raw(scan, name);
}

static void scan_comment(struct html_scan *scan)
{
	size_t end = str_find(scan->rest, STR("-->"), 2);

	expect_no_value(scan, take(scan, end + 3), "a comment");
}

/* Why the values in HTML are not safe, or NULL. */
static const char *find_fault(struct str html)
{
	struct html_scan scan = {.rest = html};

	while (scan.rest.len && !scan.fault) {
		struct str rest = scan.rest;
		char c;

		if (rest.ptr[0] != '<' || rest.len < 3) {
			take(&scan, 1);
			continue;
		}
		c = rest.ptr[1] == '/' ? rest.ptr[2] : rest.ptr[1];
		if (char_is_alpha(c))
			scan_tag(&scan);
		else if (str_starts(rest, STR("<!--")))
			scan_comment(&scan);
		else if (rest.ptr[1] == '!' || rest.ptr[1] == '?' ||
			rest.ptr[1] == '/')
			expect_no_value(
				&scan, take_until(&scan, ">"), "a declaration");
		else
			take(&scan, 1);
	}
	return scan.fault;
}

START_TEST(test_faults)
{
	static const struct {
		const char *html;
		bool fine;
	} rows[] = {
		{"<p class=\"MARK\">MARK</p><!-- a -->", true},
		{"<script>a</script>MARK", true},
		{"<a href='MARK'>", true},
		{"<p MARK>", false},
		{"<p class=MARK>", false},
		{"<MARK>", false},
		{"<p onclick=\"MARK\">", false},
		{"<script>MARK</script>", false},
		{"<!-- MARK -->", false},
		{"<a href=\" javascript:MARK\">", false},
	};

	for (size_t i = 0; i < UNITS_LEN(rows); i++)
		check_int(!find_fault(str_of(rows[i].html)), rows[i].fine,
			rows[i].html);
}
END_TEST

static void put_value_of(
	struct theme_stage *stage, const char *name, const char *text)
{
	struct value_map map = {0};

	for (size_t i = 0; i < stage->context.map.len; i++)
		*vec_push(&map, &stage->arena) = stage->context.map.items[i];
	for (size_t i = 0; i < map.len; i++)
		if (str_eq(map.items[i].key, str_of(name)))
			map.items[i].value = value_string(str_of(text));
	stage->context = value_of_map(&map);
}

/*
 * Random templates: what passes the check puts values where a browser takes
 * them for text, and never crashes.
 */
START_TEST(test_anything)
{
	static const char *const pieces[] = {"{{text}}", "{{js}}", "{{{html}}}",
		"{{blank}}", "{{#yes}}", "{{/yes}}", "{{#no}}", "{{/no}}",
		"{{^no}}", "{{#list}}", "{{/list}}", "{{>leaf}}", "{{$b}}",
		"{{/b}}", "{{<layout}}", "{{/layout}}", "{{$main}}",
		"{{/main}}", "<p", "<a", "<script", "<script>", "</script>",
		"</scripts>", "<style", "<!--", "-->", ">", ">", " ", "\n",
		"\"", "'", "=", " href=", " href=\"", " class='", " onclick=\"",
		" onclick ", "/", "x", "</a>", "<", "{{! c }}", "{{=| |=}}",
		"|text|", "|={{ }}=|", "{{", "}}"};
	size_t shown = 0;
	uint64_t seed = 17;

	for (int i = 0; i < 200000; i++) {
		struct buf text = BUF_INIT(4000);
		struct theme_stage stage;
		bool ok;

		theme_stage_init(&stage);
		put_value_of(&stage, "text", "<MARK>\"'x onclick=MARK ");
		put_value_of(&stage, "js", "javascript:MARK");
		for (size_t n = 1 + units_below(&seed, 9); n > 0; n--)
			buf_puts(&text,
				pieces[units_below(&seed, UNITS_LEN(pieces))]);
		ck_assert(theme_stage_add(&stage, "leaf", "<i>{{text}}</i>"));
		ck_assert(theme_stage_add(
			&stage, "layout", "<p>{{$main}}{{/main}}</p>"));
		ok = template_add(&stage.set, STR("page"), &theme_stage_source,
			buf_str(&text));
		check_fast(ok || stage.diags.list.len);
		if (ok && template_check(&stage.set) &&
			theme_stage_render(&stage, "page")) {
			const char *fault = find_fault(buf_str(&stage.out));

			shown += has_value(buf_str(&stage.out));
			if (fault)
				ck_abort_msg("%s\n%.*s\n%.*s", fault,
					STR_ARG(buf_str(&text)),
					STR_ARG(buf_str(&stage.out)));
		}
		theme_stage_release(&stage);
		buf_release(&text);
	}
	ck_assert_uint_gt(shown, 2000);
}
END_TEST

UNITS_SUITE(theme_escaping, test_faults, test_anything)
