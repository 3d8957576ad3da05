#include "unit/theme_stage.h"

#include <string.h>

/* Compile TEXT alone: what is wrong with it. */
static void check_compile(const char *text, const char *codes)
{
	struct theme_stage stage;

	theme_stage_init(&stage);
	check_int(theme_stage_add(&stage, "page", text), !*codes, text);
	check_diags(&stage.diags, codes, text);
	theme_stage_release(&stage);
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
	struct theme_stage stage;

	theme_stage_init(&stage);
	ck_assert_msg(theme_stage_add(&stage, "page", text), "%s", text);
	ck_assert(theme_stage_add(&stage, "leaf", "({{text}})"));
	ck_assert(theme_stage_add(&stage, "loop", "{{>*self}}"));
	ck_assert(theme_stage_add(
		&stage, "layout", "<p>{{$main}}<i>none</i>{{/main}}</p>"));
	ck_assert(template_check(&stage.set));
	check_int(theme_stage_render(&stage, "page"), !*codes, text);
	if (!*codes)
		check_view(buf_str(&stage.out), str_of(want), text);
	check_diags(&stage.diags, codes, text);
	theme_stage_release(&stage);
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
		struct theme_stage stage;

		theme_stage_init(&stage);
		ck_assert(theme_stage_add(&stage, "page", rows[i][0]));
		ck_assert(theme_stage_add(&stage, "loop", "{{>*self}}"));
		check_int(
			theme_stage_render(&stage, "page"), false, rows[i][0]);
		check_diags(&stage.diags, rows[i][1], rows[i][0]);
		theme_stage_release(&stage);
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
			struct theme_stage stage;

			theme_stage_init(&stage);
			buf_printf(&text, "<a %s=\"%s\">%c", attributes[j],
				rows[i].value, '\0');
			ck_assert(theme_stage_add(&stage, "page", text.ptr));
			check_int(theme_stage_render(&stage, "page"),
				rows[i].ok, text.ptr);
			check_int(diags_count(&stage.diags, SEVERITY_ERROR),
				!rows[i].ok, text.ptr);
			theme_stage_release(&stage);
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
		struct theme_stage stage;

		theme_stage_init(&stage);
		for (size_t j = 0; j < 3; j++)
			ck_assert(theme_stage_add(
				&stage, names[j], rows[i].texts[j]));
		check_int(template_check(&stage.set), !*rows[i].codes,
			rows[i].texts[0]);
		check_diags(&stage.diags, rows[i].codes, rows[i].texts[0]);
		theme_stage_release(&stage);
	}
}
END_TEST

/* N templates, each with the one behind it TWICE or once. */
static bool check_chain(size_t n, bool backwards, bool twice, size_t *diags)
{
	struct theme_stage stage;
	bool ok;

	theme_stage_init(&stage);
	for (size_t i = 0; i < n; i++) {
		size_t j = backwards ? n - 1 - i : i;
		struct str name = arena_printf(&stage.arena, "t%zu", j);
		struct str one = arena_printf(&stage.arena, "{{>t%zu}}", j + 1);
		struct str text = arena_printf(&stage.arena, "%.*s%.*s",
			STR_ARG(one), STR_ARG(twice ? one : STR("")));

		if (j + 1 == n)
			text = STR("x");
		ck_assert(template_add(
			&stage.set, name, &theme_stage_source, text));
	}
	ok = template_check(&stage.set);
	*diags = stage.diags.list.len;
	theme_stage_release(&stage);
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
			struct theme_stage stage;

			theme_stage_init(&stage);
			nest(&text, pairs[i][0], "x", pairs[i][1], n);
			check_int(template_add(&stage.set, STR("page"),
					  &theme_stage_source, buf_str(&text)),
				n < 64, pairs[i][0]);
			if (n >= 64)
				ck_assert_int_eq(stage.diags.list.items[0].id,
					DIAG_TEMPLATE_DEPTH);
			else if (pairs[i][0][2] != '<')
				ck_assert(theme_stage_render(&stage, "page"));
			theme_stage_release(&stage);
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
			struct theme_stage stage;

			theme_stage_init(&stage);
			for (size_t i = 0; i <= partials; i++) {
				struct str name =
					arena_printf(&stage.arena, "p%zu", i);
				struct str next = arena_printf(
					&stage.arena, "{{>p%zu}}", i + 1);

				nest(&text, "{{#yes}}",
					i < partials ? next.ptr : "x",
					"{{/yes}}",
					i < partials ? sections : 0);
				ck_assert(template_add(&stage.set, name,
					&theme_stage_source,
					arena_dup(
						&stage.arena, buf_str(&text))));
			}
			ck_assert_int_eq(template_check(&stage.set) &&
					theme_stage_render(&stage, "p0"),
				!deep);
			if (deep)
				ck_assert_int_eq(stage.diags.list.items[0].id,
					DIAG_TEMPLATE_DEPTH);
			theme_stage_release(&stage);
		}
	buf_release(&text);
}
END_TEST

START_TEST(test_lenient)
{
	struct theme_stage stage;

	theme_stage_init(&stage);
	stage.set.lenient = true;
	ck_assert(theme_stage_add(&stage, "page",
		"<script>{{zero}}</script><a href=\"{{js}}\" {{web}}>"
		"{{{text}}}{{>absent}}{{html}}<p "));
	ck_assert(theme_stage_render(&stage, "page"));
	check_buf(&stage.out,
		"<script>0</script><a href=\"javascript:alert(1)\" "
		"https://example.org/?a&amp;b><a href='x'>&\"</a>"
		"<b><a href=\"c.html\">x</b><p ",
		"to the letter");
	ck_assert(!template_has(&stage.set, STR("absent")));
	ck_assert(!theme_stage_render(&stage, "absent"));
	theme_stage_release(&stage);
}
END_TEST

UNITS_SUITE(theme, test_contexts, test_halves, test_syntax, test_values,
	test_typing, test_urls, test_partials, test_chains,
	test_depth_of_sections, test_depth_of_all, test_lenient)
