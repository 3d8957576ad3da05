#include "unit/units.h"

#include <string.h>

#include "theme/template.h"

static const struct source file = {STR_INIT("t.mustache")};

/* A theme of some templates, and what its rendering makes of it. */
struct stage {
	struct arena arena;
	struct diags diags;
	struct template_set set;
	struct buf out;
	struct value context;
};

static void stage_init(struct stage *stage)
{
	static struct html_slot slot = {.kind = HTML_LINK_OPEN,
		.offset = 3,
		.path = STR_INIT("a/c.html")};
	static const struct html html = {
		.text = STR_INIT("<b>x</b>"), .slots = &slot, .slot_count = 1};
	static const struct {
		const char *name, *text;
	} texts[] = {
		{"text", "<a href='x'>&\"</a>"},
		{"js", "javascript:alert(1)"},
		{"spaced", " \tjavascript:alert(1)"},
		{"colon", ":alert(1)"},
		{"host", "//example.org"},
		{"web", "https://example.org/?a&b"},
		{"mail", "mailto:a@example.org"},
		{"plain", "c.html"},
		{"fragment", "#x"},
		{"blank", ""},
		{"name", "leaf"},
		{"self", "loop"},
	};
	struct arena *arena = &stage->arena;
	struct value_map map = {0}, inner = {0};
	struct value_items list = {0}, none = {0};

	*stage = (struct stage){.out = BUF_INIT(1 << 20)};
	stage->set.arena = arena;
	stage->set.diags = &stage->diags;
	for (size_t i = 0; i < UNITS_LEN(texts); i++)
		value_put(&map, arena, texts[i].name,
			value_string(str_of(texts[i].text)));
	value_put(&map, arena, "url", value_url(STR("a/c.html")));
	value_put(&map, arena, "html", value_html(&html));
	value_put(&map, arena, "zero", value_int(0));
	value_put(&map, arena, "yes", value_bool(true));
	value_put(&map, arena, "no", value_bool(false));
	value_put(&map, arena, "null", value_null);
	value_put(&inner, arena, "text", value_string(STR("in")));
	value_put(&inner, arena, "deep", value_of_map(&inner));
	value_push(&list, arena, value_int(1));
	value_push(&list, arena, value_of_map(&inner));
	value_put(&map, arena, "list", value_of_list(&list));
	value_put(&map, arena, "none", value_of_list(&none));
	value_put(&map, arena, "map", value_of_map(&inner));
	stage->context = value_of_map(&map);
}

static void stage_release(struct stage *stage)
{
	diags_release(&stage->diags);
	arena_release(&stage->arena);
	buf_release(&stage->out);
}

static bool stage_add(struct stage *stage, const char *name, const char *text)
{
	return template_add(&stage->set, str_of(name), &file, str_of(text));
}

/* Render template NAME, on the page a/b.html. */
static bool stage_render(struct stage *stage, const char *name)
{
	struct template_render render = {.out = &stage->out,
		.context = &stage->context,
		.target = {.page = STR("a/b.html")},
		.diags = &stage->diags};

	buf_clear(&stage->out);
	return template_render(&stage->set, str_of(name), &render);
}

/* Compile TEXT alone: what is wrong with it. */
static void check_compile(const char *text, const char *codes)
{
	struct stage stage;

	stage_init(&stage);
	check_int(stage_add(&stage, "page", text), !*codes, text);
	check_diags(&stage.diags, codes, text);
	stage_release(&stage);
}

/* Where a variable may stand, and where not. */
START_TEST(test_contexts)
{
	static const char *const rows[][2] = {
		{"<p>{{x}}</p>", ""},
		{"<p class=\"{{x}}\">", ""},
		{"<p class='{{x}}' id=\"a {{x}} b\">{{x}}", ""},
		{"<p\nclass = \"{{x}}\"\n/>{{x}}", ""},
		{"<p class=a>{{x}}", ""},
		{"{{{x}}}<p>{{&x}}</p>", ""},
		{"<!doctype html>{{x}}", ""},
		{"<!-- a > b -->{{x}}", ""},
		{"<!-->{{x}}", ""},
		{"<script src=\"{{x}}\"></script>{{x}}", ""},
		{"<SCRIPT>if (a < b && '</a>') {}</Script >{{x}}", ""},
		{"<style>a > b {}</style>{{x}}", ""},
		{"<svg><a xlink:href=\"{{x}}\">{{x}}</a></svg>", ""},
		{"<a href=>{{x}}", ""},
		{"<a/href=\"{{x}}\"/>{{x}}", ""},
		{"<script/x>{{x}}</script>", "508@1:11"},
		{"<p x/onclick=\"{{x}}\">", "508@1:15"},
		{"<p id=\"a\"onclick=\"{{x}}\">", "508@1:19"},
		{"<p =\"{{x}}\">", "508@1:6"},
		{"<p id=\"a\"=\"{{x}}\">", "508@1:12"},
		{"<p id/=\"{{x}}\">", "508@1:9"},
		{"<p class={{x}}>", "508@1:10"},
		{"<p class=a{{x}}>", "508@1:11"},
		{"<p class= {{x}}>", "508@1:11"},
		{"<p {{x}}>", "508@1:4"},
		{"<p {{x}}=\"a\">", "508@1:4"},
		{"<p data-{{x}}=\"a\">", "508@1:9"},
		{"<{{x}}>", "508@1:2"},
		{"<p{{x}}>", "508@1:3"},
		{"</{{x}}>", "508@1:3"},
		{"<!-- {{x}} -->", "508@1:6"},
		{"<!doctype {{x}}>", "508@1:11"},
		{"<script>{{x}}</script>", "508@1:9"},
		{"<script>'{{x}}'</script>", "508@1:10"},
		{"<script>\n</scripts>{{x}}</script>", "508@2:11"},
		{"<ScRiPt type=\"m\">{{{x}}}</script>", "508@1:18"},
		{"<style>{{x}}</style>", "508@1:8"},
		{"<p onclick=\"{{x}}\">", "508@1:13"},
		{"<p ONCLICK='f({{x}})'>", "508@1:15"},
		{"<p style=\"color: {{x}}\">", "508@1:18"},
		{"<iframe srcdoc=\"{{x}}\">", "508@1:17"},
		{"<img srcset=\"{{x}} 2x\">", "508@1:14"},
		{"<p class=\"{{{x}}}\">", "508@1:11"},
		{"<p class=\"{{&x}}\">", "508@1:11"},
		{"<p>{{x}}</p><b {{y}}>\n<i {{z}}>", "508@1:16 508@2:4"},
	};

	for (size_t i = 0; i < UNITS_LEN(rows); i++)
		check_compile(rows[i][0], rows[i][1]);
}
END_TEST

/* What is shown or not, or comes from elsewhere, leaves the HTML whole. */
START_TEST(test_halves)
{
	static const char *const rows[][2] = {
		{"{{#a}}<b>{{/a}}x{{#a}}</b>{{/a}}", ""},
		{"<p class=\"{{#a}}b{{/a}}{{^a}}c{{/a}}\">", ""},
		{"<p{{#a}} id=\"{{a}}\"{{/a}}>", "508@1:3"},
		{"<p {{#a}}id=\"{{a}}\"{{/a}}>", ""},
		{"<p {{#a}}id=\"b\" {{#b}}class=\"c\"{{/b}}{{/a}}>{{x}}", ""},
		{"{{#a}}<b {{/a}}>", "508@1:1"},
		{"<p class=\"{{#a}}\"{{/a}}>", "508@1:11 508@0:0"},
		{"<a href=\"{{#a}}\" onclick=\"{{/a}}{{b}}\">", "508@1:10"},
		{"<a id {{#a}}onclick {{/a}}=\"{{b}}\">", "508@1:29"},
		{"<a o{{#a}}nclick{{/a}}=\"{{b}}\">", "508@1:5"},
		{"{{#a}}<script>{{/a}}{{b}}", "508@1:1"},
		{"<script>{{#a}}</script>{{/a}}</script>", "508@1:9"},
		{"<script>{{#a}}</script><style>{{/a}}</style></script>",
			"508@1:9"},
		{"<p class=\"{{>p}}\">", "508@1:11"},
		{"<p {{>p}}>", "508@1:4"},
		{"<script>{{>p}}</script>", "508@1:9"},
		{"<p {{$b}}{{/b}}>", "508@1:4"},
		{"{{$b}}<p {{/b}}>", "508@1:1"},
		{"{{<p}}{{$b}}<script>{{/b}}{{/p}}", "508@1:7"},
		{"{{<p}}{{$b}}<p {{x}}>{{/b}}{{/p}}", "508@1:16"},
		{"{{<p}}<p {{x}}>{{/p}}", ""}, /* no argument: never shown */
		{"<p class=\"", "508@0:0"},
		{"<script>", "508@0:0"},
		{"<!--", "508@0:0"},
		{"a <", "508@0:0"},
		{"a < b{{x}}", ""},
		{"1 <2{{x}}", ""},
		{"<<script>{{x}}</script>", "508@1:10"},
		{"<? a=\"><script>{{x}}</script>", "508@1:16"},
		{"</ a=\"><script>{{x}}</script>", "508@1:16"},
		{"<! a=\"><script>{{x}}</script>", "508@1:16"},
	};

	for (size_t i = 0; i < UNITS_LEN(rows); i++)
		check_compile(rows[i][0], rows[i][1]);
}
END_TEST

START_TEST(test_syntax)
{
	static const char *const rows[][2] = {
		{"{{x", "502@1:1"},
		{"a\n\xC3\xA9{{x", "502@2:2"},
		{"{{{x}}", "502@1:1"},
		{"{{}}", "501@1:1"},
		{"{{ }}", "501@1:1"},
		{"{{#}}", "501@1:1"},
		{"{{!}}{{! }}{{!{{}}", ""},
		{"{{#a}}", "503@1:1"},
		{"{{#a}}{{#b}}{{/a}}{{/b}}", "504@1:13"},
		{"{{/a}}", "504@1:1"},
		{"{{$a}}", "503@1:1"},
		{"{{<a}}", "503@1:1"},
		{"{{^a}}{{/a}}{{# a }}{{/a}}", ""},
		{"{{=<% %>=}}<% x %>{{x", ""},
		{"{{=<%=}}", "501@1:1"},
		{"{{== ==}}", "501@1:1"},
		{"{{=<% %>=}}<%={{ }}=%>{{x}}{{", "502@1:28"},
	};

	for (size_t i = 0; i < UNITS_LEN(rows); i++)
		check_compile(rows[i][0], rows[i][1]);
}
END_TEST

/* TEXT in a theme that has a few other templates. */
static void check_render(const char *text, const char *want, const char *codes)
{
	struct stage stage;

	stage_init(&stage);
	ck_assert_msg(stage_add(&stage, "page", text), "%s", text);
	ck_assert(stage_add(&stage, "leaf", "({{text}})"));
	ck_assert(stage_add(&stage, "loop", "{{>*self}}"));
	ck_assert(stage_add(
		&stage, "layout", "<p>{{$main}}<i>none</i>{{/main}}</p>"));
	ck_assert(template_check(&stage.set));
	check_int(stage_render(&stage, "page"), !*codes, text);
	if (!*codes)
		check_view(buf_str(&stage.out), str_of(want), text);
	check_diags(&stage.diags, codes, text);
	stage_release(&stage);
}

START_TEST(test_values)
{
	static const char *const rows[][2] = {
		{"{{text}}", "&lt;a href=&#39;x&#39;&gt;&amp;&quot;&lt;/a&gt;"},
		{"<p title='{{text}}'>",
			"<p title='&lt;a href=&#39;x&#39;&gt;&amp;&quot;&lt;/a"
			"&gt;'>"},
		{"{{zero}} {{yes}} {{no}} [{{null}}{{absent}}{{list}}{{map}}]",
			"0 true false []"},
		{"{{url}}", "c.html"},
		{"{{{html}}}", "<b><a href=\"c.html\">x</b>"},
		{"{{&html}}", "<b><a href=\"c.html\">x</b>"},
		{"{{{null}}}{{{absent}}}", ""},
		{"{{#zero}}a{{/zero}}{{^zero}}b{{/zero}}", "a"},
		{"{{#no}}a{{/no}}{{#none}}a{{/none}}{{#blank}}a{{/blank}}"
		 "{{#null}}a{{/null}}{{#absent}}a{{/absent}}",
			""},
		{"{{#list}}{{.}}-{{text}};{{/list}}",
			"1-&lt;a href=&#39;x&#39;&gt;&amp;&quot;&lt;/a&gt;;"
			"-in;"},
		{"{{#map}}{{text}}{{/map}}{{map.text}}{{map.deep.text}}",
			"ininin"},
		{"{{map.absent.text}}{{text.x}}{{#map}}{{deep.zero}}{{/map}}",
			""},
		{"{{>leaf}}{{#map}}{{>leaf}}{{/map}}",
			"(&lt;a "
			"href=&#39;x&#39;&gt;&amp;&quot;&lt;/a&gt;)(in)"},
		{"{{#map}}{{>*name}}{{/map}}", "(in)"},
		{"{{>layout}}", "<p><i>none</i></p>"},
		{"{{<layout}}{{$main}}{{zero}}{{/main}}{{$x}}y{{/x}}{{/"
		 "layout}}",
			"<p>0</p>"},
		{"  {{>leaf}}\n{{#yes}}\n a\n{{/yes}}\n",
			"  (&lt;a href=&#39;x&#39;&gt;&amp;&quot;&lt;/a&gt;) a"
			"\n"},
	};

	for (size_t i = 0; i < UNITS_LEN(rows); i++)
		check_render(rows[i][0], rows[i][1], "");
}
END_TEST

/* {{{x}}} prints only what the program typed as HTML, {{x}} never that. */
START_TEST(test_typing)
{
	static const char *const rows[][2] = {
		{"{{{text}}}", "510@1:1"},
		{"{{&text}}", "510@1:1"},
		{"{{{zero}}}", "510@1:1"},
		{"{{{yes}}}", "510@1:1"},
		{"{{{url}}}", "510@1:1"},
		{"{{{list}}}", "510@1:1"},
		{"{{{map}}}", "510@1:1"},
		{"{{html}}", "511@1:1"},
		{"<p title=\"{{html}}\">", "511@1:11"},
		{"<a href=\"{{html}}\">", "511@1:10"},
		{"{{>absent}}", "505@1:1"},
		{"{{>*absent}}", "505@1:1"},
		{"{{>*map}}", "505@1:1"},
		{"{{>*text}}", "505@1:1"},
		{"{{>*self}}", "507@1:1"},
	};

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		struct stage stage;

		stage_init(&stage);
		ck_assert(stage_add(&stage, "page", rows[i][0]));
		ck_assert(stage_add(&stage, "loop", "{{>*self}}"));
		check_int(stage_render(&stage, "page"), false, rows[i][0]);
		check_diags(&stage.diags, rows[i][1], rows[i][0]);
		stage_release(&stage);
	}
}
END_TEST

/* A URL that starts with a value has a scheme that may be followed. */
START_TEST(test_urls)
{
	static const char *const attributes[] = {"href", "src", "action",
		"formaction", "HREF", "xlink:href", "ping", "poster", "data",
		"cite", "background", "manifest"};
	static const struct {
		const char *value;
		bool ok;
	} rows[] = {
		{"{{plain}}", true},
		{"{{web}}", true},
		{"{{mail}}", true},
		{"{{fragment}}", true},
		{"{{blank}}", true},
		{"{{null}}", true},
		{"{{url}}", true},
		{"{{zero}}", true},
		{"a/{{plain}}", true},
		{"?q={{js}}", true}, /* only a part of it */
		{"#{{js}}", true},
		{"{{plain}}#{{js}}", true},
		{"{{js}}", false},
		{" {{js}}", false},
		{"\n\t{{js}}", false},
		{"{{spaced}}", false},
		{"{{host}}", false},
		{"{{colon}}", false},
		{"{{blank}}{{js}}", false},
		{"{{null}}{{js}}", false},
		{"{{plain}}{{colon}}", false},
		{"{{#no}}x{{/no}}{{js}}", false},
		{"{{^no}}{{js}}{{/no}}", false},
		{"{{#yes}} {{/yes}}{{js}}", false},
	};

	for (size_t i = 0; i < UNITS_LEN(rows); i++)
		for (size_t j = 0; j < UNITS_LEN(attributes); j++) {
			struct buf text = BUF_INIT(1000);
			struct stage stage;

			stage_init(&stage);
			buf_printf(&text, "<a %s=\"%s\">%c", attributes[j],
				rows[i].value, '\0');
			ck_assert(stage_add(&stage, "page", text.ptr));
			check_int(stage_render(&stage, "page"), rows[i].ok,
				text.ptr);
			check_int(diags_count(&stage.diags, SEVERITY_ERROR),
				!rows[i].ok, text.ptr);
			stage_release(&stage);
			buf_release(&text);
		}
	check_render("<p title=\"{{js}}\">",
		"<p title=\"javascript:alert(1)\">", "");
}
END_TEST

/* Templates that include one another in a circle, or do not exist. */
START_TEST(test_partials)
{
	static const struct {
		const char *texts[3]; /* of the templates a, b and c */
		const char *codes;
	} rows[] = {
		{{"{{>b}}{{>c}}", "{{>c}}", "x"}, ""},
		{{"{{>a}}", "", ""}, "506@1:1"},
		{{"{{>b}}", "{{>c}}", "{{>a}}"}, "506@1:1"},
		{{"x{{>b}}", "{{#x}}{{>a}}{{/x}}", ""}, "506@1:7"},
		{{"{{<b}}{{/b}}", "{{$x}}{{>a}}{{/x}}", ""}, "506@1:7"},
		{{"{{<b}}{{$x}}{{>a}}{{/x}}{{/b}}", "", ""}, "506@1:13"},
		{{"{{>b}}{{>b}}", "{{>d}}", ""}, "505@1:1"},
		{{"{{^x}}{{>../b}}{{/x}}", "", ""}, "505@1:7"},
		{{"{{>*x}}", "{{>*x}}", ""}, ""},
	};
	static const char *const names[] = {"a", "b", "c"};

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		struct stage stage;

		stage_init(&stage);
		for (size_t j = 0; j < 3; j++)
			ck_assert(
				stage_add(&stage, names[j], rows[i].texts[j]));
		check_int(template_check(&stage.set), !*rows[i].codes,
			rows[i].texts[0]);
		check_diags(&stage.diags, rows[i].codes, rows[i].texts[0]);
		stage_release(&stage);
	}
}
END_TEST

/* N templates, each with the one behind it TWICE or once. */
static bool check_chain(size_t n, bool backwards, bool twice, size_t *diags)
{
	struct stage stage;
	bool ok;

	stage_init(&stage);
	for (size_t i = 0; i < n; i++) {
		size_t j = backwards ? n - 1 - i : i;
		struct str name = arena_printf(&stage.arena, "t%zu", j);
		struct str one = arena_printf(&stage.arena, "{{>t%zu}}", j + 1);
		struct str text = arena_printf(&stage.arena, "%.*s%.*s",
			STR_ARG(one), STR_ARG(twice ? one : STR("")));

		if (j + 1 == n)
			text = STR("x");
		ck_assert(template_add(&stage.set, name, &file, text));
	}
	ok = template_check(&stage.set);
	*diags = stage.diags.list.len;
	stage_release(&stage);
	return ok;
}

START_TEST(test_chains)
{
	size_t n;

	for (int i = 0; i < 4; i++) {
		ck_assert(check_chain(17, i & 1, i & 2, &n));
		ck_assert_uint_eq(n, 0);
	}
	ck_assert(!check_chain(18, false, true, &n));
	ck_assert(!check_chain(50000, false, false, &n));
	ck_assert(!check_chain(60, false, true, &n)); /* in no time */
	ck_assert_uint_lt(n, 60);
	check_chain(60, true, true, &n);
}
END_TEST

/* N times OPEN, the middle, N times CLOSE. */
static struct str nest(struct buf *out, const char *open, const char *middle,
	const char *close, size_t n)
{
	buf_clear(out);
	for (size_t i = 0; i < n; i++)
		buf_puts(out, open);
	buf_puts(out, middle);
	for (size_t i = 0; i < n; i++)
		buf_puts(out, close);
	return buf_str(out);
}

START_TEST(test_depth_of_sections)
{
	static const char *const pairs[][2] = {{"{{#yes}}", "{{/yes}}"},
		{"{{^no}}", "{{/no}}"}, {"{{$b}}", "{{/b}}"},
		{"{{<b}}", "{{/b}}"}};
	struct buf text = BUF_INIT(BUF_LARGE);

	for (size_t i = 0; i < UNITS_LEN(pairs); i++)
		for (size_t n = 60; n <= 100000; n += n < 70 ? 1 : 20000) {
			struct stage stage;

			stage_init(&stage);
			nest(&text, pairs[i][0], "x", pairs[i][1], n);
			check_int(template_add(&stage.set, STR("page"), &file,
					  buf_str(&text)),
				n < 64, pairs[i][0]);
			if (n >= 64)
				ck_assert_int_eq(stage.diags.list.items[0].id,
					DIAG_TEMPLATE_DEPTH);
			else if (pairs[i][0][2] != '<')
				ck_assert(stage_render(&stage, "page"));
			stage_release(&stage);
		}
	buf_release(&text);
}
END_TEST

/* Sections in partials in partials: the stack holds, or it is said. */
START_TEST(test_depth_of_all)
{
	struct buf text = BUF_INIT(BUF_LARGE);

	for (size_t sections = 1; sections < 40; sections += 4)
		for (size_t partials = 1; partials < 20; partials++) {
			bool deep = partials > TEMPLATE_DEPTH_MAX ||
				sections * partials + 1 > 128;
			struct stage stage;

			stage_init(&stage);
			for (size_t i = 0; i <= partials; i++) {
				struct str name =
					arena_printf(&stage.arena, "p%zu", i);
				struct str next = arena_printf(
					&stage.arena, "{{>p%zu}}", i + 1);

				nest(&text, "{{#yes}}",
					i < partials ? next.ptr : "x",
					"{{/yes}}",
					i < partials ? sections : 0);
				ck_assert(template_add(&stage.set, name, &file,
					arena_dup(
						&stage.arena, buf_str(&text))));
			}
			ck_assert_int_eq(template_check(&stage.set) &&
					stage_render(&stage, "p0"),
				!deep);
			if (deep)
				ck_assert_int_eq(stage.diags.list.items[0].id,
					DIAG_TEMPLATE_DEPTH);
			stage_release(&stage);
		}
	buf_release(&text);
}
END_TEST

START_TEST(test_lenient)
{
	struct stage stage;

	stage_init(&stage);
	stage.set.lenient = true;
	ck_assert(stage_add(&stage, "page",
		"<script>{{zero}}</script><a href=\"{{js}}\" {{web}}>"
		"{{{text}}}{{>absent}}{{html}}<p "));
	ck_assert(stage_render(&stage, "page"));
	check_buf(&stage.out,
		"<script>0</script><a href=\"javascript:alert(1)\" "
		"https://example.org/?a&amp;b><a href='x'>&\"</a>"
		"<b><a href=\"c.html\">x</b><p ",
		"to the letter");
	ck_assert(!template_has(&stage.set, STR("absent")));
	ck_assert(!stage_render(&stage, "absent"));
	stage_release(&stage);
}
END_TEST

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
	struct stage *stage, const char *name, const char *text)
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
		struct stage stage;
		bool ok;

		stage_init(&stage);
		put_value_of(&stage, "text", "<MARK>\"'x onclick=MARK ");
		put_value_of(&stage, "js", "javascript:MARK");
		for (size_t n = 1 + units_below(&seed, 9); n > 0; n--)
			buf_puts(&text,
				pieces[units_below(&seed, UNITS_LEN(pieces))]);
		ck_assert(stage_add(&stage, "leaf", "<i>{{text}}</i>"));
		ck_assert(stage_add(
			&stage, "layout", "<p>{{$main}}{{/main}}</p>"));
		ok = template_add(
			&stage.set, STR("page"), &file, buf_str(&text));
		check_fast(ok || stage.diags.list.len);
		if (ok && template_check(&stage.set) &&
			stage_render(&stage, "page")) {
			const char *fault = find_fault(buf_str(&stage.out));

			shown += has_value(buf_str(&stage.out));
			if (fault)
				ck_abort_msg("%s\n%.*s\n%.*s", fault,
					STR_ARG(buf_str(&text)),
					STR_ARG(buf_str(&stage.out)));
		}
		stage_release(&stage);
		buf_release(&text);
	}
	ck_assert_uint_gt(shown, 2000);
}
END_TEST

UNITS_SUITE(theme, test_contexts, test_halves, test_syntax, test_values,
	test_typing, test_urls, test_partials, test_chains,
	test_depth_of_sections, test_depth_of_all, test_lenient, test_faults,
	test_anything)
