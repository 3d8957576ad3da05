#include "unit/units.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "data/markdown/markdown.h"
#include "data/markdown/scan.h"

static const struct source file = {STR_INIT("a/b.md")};

static const struct markdown_limits limits = {
	.page = 1 << 18,
	.line = 1 << 14,
	.nesting = 32,
	.block = 1 << 15,
	.cells = 50000,
	.columns = 256,
	.references = 1 << 23,
	.expansion = 64,
};

/* Limits. */

static struct str repeat(struct buf *out, const char *piece, size_t n)
{
	buf_clear(out);
	while (n--)
		buf_puts(out, piece);
	return buf_str(out);
}

static void check_scan(struct str text, const struct markdown_limits *limit,
	const char *codes, const char *row)
{
	struct diags diags = DIAGS_INIT;
	struct markdown_input input = {.source = &file,
		.text = text,
		.first_line = 5,
		.limits = limit};

	check_int(markdown_scan(&input, &diags), !*codes, row);
	check_diags(&diags, codes, row);
	diags_release(&diags);
}

START_TEST(test_scan_lines)
{
	struct markdown_limits small = limits;
	struct buf text = BUF_INIT(BUF_LARGE);

	small.line = 10;
	check_scan(STR("0123456789"), &small, "", "line");
	check_scan(STR("0123456789\n0123456789\n"), &small, "", "lines");
	check_scan(STR("a\n0123456789A\n"), &small, "331@6:1", "long line");
	small.line = 100;
	small.block = 40;
	check_scan(repeat(&text, "123456789\n", 4), &small, "", "block");
	check_scan(repeat(&text, "123456789\n", 5), &small, "333@9:1", "long");
	check_scan(repeat(&text, "123456789\n\n", 50), &small, "", "blocks");
	check_scan(repeat(&text, "> 3456789\n>\n", 50), &small, "", "quotes");
	check_scan(
		repeat(&text, " \t \n123456789\n", 50), &small, "", "blanks");
	buf_release(&text);
}
END_TEST

/* What looks blank but lets a paragraph go on does not hide its length. */
START_TEST(test_scan_false_blanks)
{
	static const char *const rows[] = {"+\n1234567\n", "12345678901.\n12\n",
		"    >\n1234567\n", "\t>\n12345678\n", ">      >\n> 34567\n",
		"-\n12345678\n"};
	struct markdown_limits small = limits;
	struct buf text = BUF_INIT(BUF_LARGE);

	small.block = 60;
	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		struct diags diags = DIAGS_INIT;
		struct markdown_input input = {.source = &file,
			.text = repeat(&text, rows[i], 20),
			.first_line = 1,
			.limits = &small};

		check_int(markdown_scan(&input, &diags), false, rows[i]);
		ck_assert_int_eq(diags.list.items[0].id, DIAG_LIMIT_BLOCK);
		diags_release(&diags);
	}
	buf_release(&text);
}
END_TEST

START_TEST(test_scan_nesting)
{
	static const struct {
		const char *opener; /* goes one deeper */
		size_t deep; /* how many of them make eight levels */
	} rows[] = {
		{">", 8},
		{"> ", 8},
		{"- ", 8},
		{"+ ", 8},
		{"12) ", 8},
		{"1. ", 8},
	};
	struct markdown_limits small = limits;
	struct buf text = BUF_INIT(BUF_LARGE);

	small.nesting = 8;
	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		repeat(&text, rows[i].opener, rows[i].deep);
		buf_puts(&text, "x\n");
		check_scan(buf_str(&text), &small, "", rows[i].opener);
		repeat(&text, rows[i].opener, rows[i].deep + 1);
		buf_puts(&text, "x\n");
		check_scan(buf_str(&text), &small, "332@5:1", rows[i].opener);
	}
	check_scan(STR("                    code"), &small, "", "code");
	check_scan(STR("              - a"), &small, "", "indented item");
	check_scan(STR("                - a"), &small, "332@5:1", "deep item");
	check_scan(STR("\t\t\t- a"), &small, "", "item behind tabs");
	check_scan(STR("\t\t\t\t- a"), &small, "332@5:1", "deep behind tabs");
	check_scan(
		STR(">                     code"), &small, "", "quoted code");
	check_scan(
		STR("-                     code"), &small, "", "item of code");
	check_scan(
		STR(">               - a"), &small, "332@5:1", "quoted item");
	check_scan(STR("*                     *"), &small, "", "box of stars");
	check_scan(
		STR("- > -                 - a"), &small, "", "code in items");
	check_scan(
		STR("- -    - -    - a"), &small, "332@5:1", "items set apart");
	check_scan(STR("**********"), &small, "", "rule");
	check_scan(STR("- - - - - - - - - -"), &small, "", "rule set apart");
	check_scan(STR("- - - - - - - - - - a"), &small, "332@5:1", "no rule");
	check_scan(
		STR("> > > > > > 1. 1. - -"), &small, "332@5:1", "too short");
	check_scan(STR("> > > > > > 1. 1. * * *"), &small, "", "deep rule");
	check_scan(STR("1234567890"), &small, "", "number");
	check_scan(STR("1 2 3 4 5 6 7 8 9 10"), &small, "", "numbers");
	buf_release(&text);
}
END_TEST

START_TEST(test_scan_tables)
{
	struct markdown_limits small = limits;

	small.columns = 3;
	small.cells = 20;
	check_scan(STR("|a|b|c|\n|-|-|-|\n"), &small, "", "columns");
	check_scan(STR("|a|b|c|d|\n|-|-|-|-|\n"), &small, "335@5:1",
		"too many columns");
	check_scan(STR("|a|b|c|\n|-|-|-|\n|a|b|c|\n|a|b|c|\n"), &small, "",
		"cells");
	check_scan(STR("|a|b|c|\n|-|-|-|\n|a|b|c|\n|a|b|c|\n\n|a|b|c|\n"),
		&small, "334@0:0", "too many cells");
	check_scan(STR("|a|b|c|\n|-|-|-|\na\na\na\na\n"), &small, "334@0:0",
		"rows that the parser fills up");
	check_scan(STR("|a|b|c|\n|-|-|-|\n\na\na\na\na\na\na\na\n"), &small, "",
		"text behind a table");
}
END_TEST

START_TEST(test_scan_references)
{
	struct markdown_limits small = limits;

	small.references = 200;
	check_scan(STR("[a]: x\n\n[a] [a] [a]\n"), &small, "", "few");
	check_scan(STR("[a]: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n\n"
		       "[a] [a] [a] [a]\n"),
		&small, "336@0:0", "a long one, often");
	check_scan(STR("[a]:\nxxxxxxxxxxxxxxxxxxxxxx\n'yyyyyyyyyyyyyyyyyyyyyy'"
		       "\n\n[a] [a] [a] [a]\n"),
		&small, "336@0:0", "over several lines");
	check_scan(STR("[a] [a] [a] [a] [a] [a] [a] [a] [a] [a] [a] [a]\n"),
		&small, "", "no definition");
}
END_TEST

/* No table, however it is written, becomes more cells than are allowed. */
START_TEST(test_tables_within_limits)
{
	struct markdown_limits small = limits;
	struct markdown_workspace space;
	uint64_t seed = 15;

	markdown_workspace_init(&space);
	small.cells = 60;
	for (int i = 0; i < 20000; i++) {
		char bytes[80];
		struct buf text = BUF_INIT(200);
		struct arena arena = ARENA_INIT;
		struct diags diags = DIAGS_INIT;
		struct markdown_body body;
		struct markdown_input input = {
			.source = &file, .first_line = 1, .limits = &small};
		size_t cells = 0;

		buf_puts(&text, "|a|b|c|d|\n|-|-|-|-|\n");
		buf_put(&text,
			units_random_text(&seed, STR("a|\n\n\n> -"), bytes,
				sizeof bytes));
		input.text = buf_str(&text);
		if (markdown_render(&input, &space, &arena, &diags, &body))
			for (size_t at = 0; at < body.html.text.len; at++)
				cells +=
					str_starts(str_from(body.html.text, at),
						STR("</td>"));
		ck_assert_uint_le(cells, small.cells);
		diags_release(&diags);
		arena_release(&arena);
		buf_release(&text);
	}
	markdown_workspace_release(&space);
}
END_TEST

/* Rendering. */

static const struct term known[] = {
	{.text = STR_INIT("CF"), .entry = 0, .exact = true},
	{.text = STR_INIT("Benefit"), .entry = 2},
};

struct rendering {
	struct markdown_workspace space;
	struct arena arena;
	struct diags diags;
	struct markdown_body body;
	struct terms terms;
	struct buf out;
};

static void rendering_init(struct rendering *rendering)
{
	*rendering = (struct rendering){.diags = DIAGS_INIT,
		.arena = ARENA_INIT,
		.out = BUF_INIT(BUF_LARGE)};
	markdown_workspace_init(&rendering->space);
	rendering->terms =
		terms_index(&rendering->arena, known, UNITS_LEN(known));
}

static void rendering_release(struct rendering *rendering)
{
	markdown_workspace_release(&rendering->space);
	diags_release(&rendering->diags);
	arena_release(&rendering->arena);
	buf_release(&rendering->out);
}

/* TEXT into rendering->out, as it reads on its page. */
static bool render(struct rendering *rendering, struct str text)
{
	struct markdown_input input = {.source = &file,
		.text = text,
		.first_line = 5,
		.limits = &limits,
		.terms = &rendering->terms,
		.glossary = STR("glossary.html")};
	struct html_target target = {.page = STR("a/b.html")};
	bool ok;

	diags_release(&rendering->diags);
	buf_clear(&rendering->out);
	ok = markdown_render(&input, &rendering->space, &rendering->arena,
		&rendering->diags, &rendering->body);
	if (ok)
		html_print(&rendering->out, &rendering->body.html, &target);
	return ok;
}

START_TEST(test_html)
{
	static const struct {
		const char *text, *html, *codes;
	} rows[] = {
		{"", "", ""},
		{"a *b* **c** `d<`",
			"<p>a <em>b</em> <strong>c</strong> "
			"<code>d&lt;</code></p>\n",
			""},
		{"## One\n\n## One\n",
			"<h2 id=\"one\">One</h2>\n<h2 id=\"one-1\">One</h2>\n",
			""},
		{"# Title\n", "<h1 id=\"title\">Title</h1>\n", "308@5:1"},
		{"## A\n\n#### B\n",
			"<h2 id=\"a\">A</h2>\n<h4 id=\"b\">B</h4>\n",
			"309@7:1"},
		{"a <b>c</b>", "<p>a &lt;b&gt;c&lt;/b&gt;</p>\n",
			"304@5:3 304@5:7"},
		{"\xC3\xA9\xC3\xA9 <b>\n",
			"<p>\xC3\xA9\xC3\xA9 &lt;b&gt;</p>\n", "304@5:4"},
		{"<div onclick=\"x\">\ny\n",
			"&lt;div onclick=&quot;x&quot;&gt;"
			"\ny\n",
			"304@5:1"},
		{"<!-- no -->", "&lt;!-- no --&gt;\n", "304@5:1"},
		{"https://example.org/a?b=c&d, and",
			"<p><a href=\"https://example.org/a?b=c&amp;d\">"
			"https://example.org/a?b=c&amp;d</a>, and</p>\n",
			""},
		{"(see https://example.org/a_(b)).",
			"<p>(see <a href=\"https://example.org/a_(b)\">"
			"https://example.org/a_(b)</a>).</p>\n",
			""},
		{"<https://example.org>",
			"<p><a href=\"https://example.org\">"
			"https://example.org</a></p>\n",
			""},
		{"[a](javascript:x)", "<p>a</p>\n", "305@5:1"},
		{"[a](&#106;avascript:x)", "<p>a</p>\n", "305@5:1"},
		{"[a](//example.org)", "<p>a</p>\n", "305@5:1"},
		{"[a][b]\n\n[b]: vbscript:x\n", "<p>a</p>\n", "305@5:1"},
		{"<javascript:x>", "<p>javascript:x</p>\n", "305@5:1"},
		{"![a](https://example.org/x.png)",
			"<p><img src=\"https://example.org/x.png\" alt=\"a\" />"
			"</p>\n",
			"307@5:1"},
		{"![a *b*](data:x)", "<p>a b</p>\n", "305@5:1"},
		{"![](x.png)", "<p><img src=\"x.png\" alt=\"\" /></p>\n",
			"306@5:1"},
		{"- [x] a\n- [ ] b\n",
			"<ul>\n<li class=\"task\"><input type=\"checkbox\" "
			"checked=\"\" disabled=\"\" aria-label=\"Done\" /> a"
			"</li>\n<li class=\"task\"><input type=\"checkbox\" "
			"disabled=\"\" aria-label=\"To do\" /> b</li>\n</ul>\n",
			""},
		{"3. a\n", "<ol start=\"3\">\n<li>a</li>\n</ol>\n", ""},
		{"``` c x\na<b\n```\n",
			"<pre tabindex=\"0\"><code class=\"language-c\">a&lt;b"
			"\n</code></pre>\n",
			""},
		{"A ~~b~~ c", "<p>A ~~b~~ c</p>\n", ""},
		{"\"a\" -- b...",
			"<p>\xE2\x80\x9C"
			"a\xE2\x80\x9D \xE2\x80\x93 b\xE2\x80\xA6"
			"</p>\n",
			""},
		{"|a|\n|-:|\n|b|\n",
			"<div class=\"table\" role=\"group\" aria-label=\"Table"
			"\" tabindex=\"0\">\n<table>\n<thead>\n<tr>\n"
			"<th scope=\"col\" class=\"right\">a</th>\n</tr>\n"
			"</thead>\n<tbody>\n<tr>\n<td class=\"right\">b</td>\n"
			"</tr>\n</tbody>\n</table>\n</div>\n",
			""},
		{"a[^x]\n\n[^x]: b\n",
			"<p>a<sup class=\"footnote\"><a href=\"#fn-1\" "
			"id=\"fnref-1\">1</a></sup></p>\n"
			"<section class=\"footnotes\" aria-label=\"Footnotes\">"
			"\n<ol>\n<li id=\"fn-1\">\n<p>b <a href=\"#fnref-1\" "
			"class=\"footnote-back\" aria-label=\"Back to reference"
			" 1\">\xE2\x86\xA9</a></p>\n</li>\n</ol>\n</section>\n",
			""},
	};
	struct rendering rendering;

	rendering_init(&rendering);
	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		ck_assert(render(&rendering, str_of(rows[i].text)));
		check_buf(&rendering.out, rows[i].html, rows[i].text);
		check_diags(&rendering.diags, rows[i].codes, rows[i].text);
	}
	rendering_release(&rendering);
}
END_TEST

/* Links that the site has to resolve, and where they stand. */
START_TEST(test_links)
{
	static const struct {
		const char *text, *url;
		uint32_t line, col, width;
	} rows[] = {
		{"See [x](exit.md#a).", "exit.md#a", 5, 5, 14},
		{"\xC3\xA9\xC3\xA9 [\xC3\xA9](e.md)", "e.md", 5, 4, 9},
		{"a\nb [x](y.md)\n", "y.md", 6, 3, 9},
		{"> - a [x](y.md)\n", "y.md", 5, 7, 9},
		{"[x](<a b.md> 'title')", "a%20b.md", 5, 1, 21},
		{"[x](a&amp;b.md)", "a&b.md", 5, 1, 15},
		{"![x](p.png)", "p.png", 5, 1, 11},
		{"[x](#here)", "#here", 5, 1, 10},
	};
	struct rendering rendering;

	rendering_init(&rendering);
	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		const struct markdown_link *link;

		ck_assert(render(&rendering, str_of(rows[i].text)));
		check_int(rendering.body.links.len, 1, rows[i].text);
		link = rendering.body.links.items;
		if (!strchr(rows[i].url, '%'))
			check_view(
				link->url, str_of(rows[i].url), rows[i].text);
		check_int(link->place.line, rows[i].line, rows[i].text);
		check_int(link->place.col, rows[i].col, rows[i].text);
		check_int(link->width, rows[i].width, rows[i].text);
		check_int(link->kind,
			rows[i].text[0] == '!' ? MARKDOWN_IMAGE : MARKDOWN_LINK,
			rows[i].text);
		ck_assert_uint_lt(link->slot, rendering.body.html.slot_count);
	}
	ck_assert(render(&rendering,
		STR("[x](https://example.org) [y](mailto:a@b.c) <http://a>")));
	ck_assert_uint_eq(rendering.body.links.len, 0);
	rendering_release(&rendering);
}
END_TEST

START_TEST(test_terms_in_text)
{
	struct rendering rendering;

	rendering_init(&rendering);
	ck_assert(render(&rendering,
		STR("## Benefit\n\n`CF` [CF](x.md) a CF, and *the* critical "
		    "friend; benefits.\n\nXYZ, SLA and PFI2; XYZ. Ab, AB.")));
	check_view(buf_str(&rendering.out),
		STR("<h2 id=\"benefit\">Benefit</h2>\n<p><code>CF</code> "
		    "<a href=\"x.md\">CF</a> a <a href=\"../glossary.html#\" "
		    "class=\"term\"><abbr title=\"\">CF</abbr></a>, and "
		    "<em>the</em> critical friend; <a href=\"../glossary.html#"
		    "\" class=\"term\"><abbr title=\"\">benefit</abbr></a>s."
		    "</p>\n<p>XYZ, SLA and PFI2; XYZ. Ab, AB.</p>\n"),
		"first use alone");
	ck_assert_uint_eq(rendering.body.acronyms.len, 3);
	check_view(rendering.body.acronyms.items[0].text, STR("XYZ"), "1");
	check_view(rendering.body.acronyms.items[1].text, STR("SLA"), "2");
	check_view(rendering.body.acronyms.items[2].text, STR("PFI2"), "3");
	rendering_release(&rendering);
}
END_TEST

START_TEST(test_lead_and_headings)
{
	struct rendering rendering;

	rendering_init(&rendering);
	ck_assert(render(&rendering,
		STR("## One `x`\n\nA *lead*\nof two lines.\n\nMore.\n\n### Two "
		    "[l](y.md)\n")));
	check_view(rendering.body.lead, STR("A lead of two lines."), "lead");
	ck_assert_uint_eq(rendering.body.headings.len, 2);
	check_view(rendering.body.headings.items[0].text, STR("One x"), "1");
	check_view(rendering.body.headings.items[1].text, STR("Two l"), "2");
	ck_assert_uint_eq(rendering.body.headings.items[1].level, 3);
	rendering_release(&rendering);
}
END_TEST

static void note(void *context, enum markdown_text_kind kind, struct str text,
	size_t heading)
{
	buf_printf(context, "%d/%zu:%.*s|", (int)kind, heading, STR_ARG(text));
}

START_TEST(test_listener)
{
	struct buf heard = BUF_INIT(1000);
	struct markdown_listener ears = {note, &heard};
	struct markdown_input input = {.source = &file,
		.text = STR("p\n\n## h\n\n- a\n- b "
			    "![c](d.png)\n\n```\ncode\n```\n\n"
			    "|x|\n|-|\n|y|\n"),
		.first_line = 1,
		.limits = &limits,
		.listener = &ears};
	struct rendering rendering;

	rendering_init(&rendering);
	ck_assert(markdown_render(&input, &rendering.space, &rendering.arena,
		&rendering.diags, &rendering.body));
	check_buf(&heard, "1/0:p|0/1:h|1/1:a|1/1:b c|2/1:code|1/1:x|1/1:y|",
		"heard");
	buf_release(&heard);
	rendering_release(&rendering);
}
END_TEST

/*
 * A small page that becomes much more HTML than it may must be refused
 * whatever page was rendered in the same workspace before.
 */
START_TEST(test_expansion_after_a_large_page)
{
	struct buf text = BUF_INIT(BUF_LARGE);
	struct rendering rendering;

	rendering_init(&rendering);
	for (int i = 0; i < 20000; i++)
		buf_puts(&text, i % 1000 ? "0123456789" : "\n\n");
	ck_assert(render(&rendering, buf_str(&text)));
	buf_clear(&text);
	for (int i = 0; i < 256; i++)
		buf_puts(&text, "|");
	buf_puts(&text, "\n");
	for (int i = 0; i < 255; i++)
		buf_puts(&text, "|-");
	buf_puts(&text, "|\n");
	for (int i = 0; i < 180; i++)
		buf_puts(&text, "a\n");
	ck_assert(!render(&rendering, buf_str(&text)));
	check_diags(&rendering.diags, "337@0:0", "expansion");
	ck_assert(render(&rendering, STR("a")));
	check_buf(&rendering.out, "<p>a</p>\n", "afterwards");
	buf_release(&text);
	rendering_release(&rendering);
}
END_TEST

/*
 * Random Markdown: no crash, no markup but our own, and the same bytes from a
 * new workspace as from one that was used before.
 */
START_TEST(test_anything)
{
	static const char *const pieces[] = {"a", " ", "\n", "\n\n", "*", "**",
		"_", "`", "```\n", "[", "]", "(", ")", "](", "![", "<", ">",
		"<b>", "- ", "1. ", "> ", "    ", "# ", "## ", "|", "|-|\n",
		"\\", "&amp;", "&#0;", "&", "[^1]", "[^1]: ", "[a]: b\n", "CF",
		"critical friend", "https://a.b", "\xC3\xA9", "---\n", "===\n",
		"\"", "'", "--", "...", "\t", "[x] ", "~~", ":"};
	struct rendering used, fresh;
	uint64_t seed = 16;

	rendering_init(&used);
	for (int i = 0; i < 20000; i++) {
		struct buf text = BUF_INIT(4000);
		bool ok;

		for (size_t n = units_below(&seed, 60); n > 0; n--)
			buf_puts(&text,
				pieces[units_below(&seed, UNITS_LEN(pieces))]);
		rendering_init(&fresh);
		ok = render(&fresh, buf_str(&text));
		check_int(render(&used, buf_str(&text)), ok, "again");
		check_view(buf_str(&used.out), buf_str(&fresh.out), "the same");
		ck_assert_uint_eq(str_find(buf_str(&used.out), STR("<b>"), 0),
			used.out.len);
		for (size_t j = 0; j < used.body.links.len; j++)
			ck_assert_uint_lt(used.body.links.items[j].slot,
				used.body.html.slot_count);
		vec_each(const struct diag, diag, &used.diags.list)
			ck_assert_uint_ge(diag->place.line, 5);
		rendering_release(&fresh);
		buf_release(&text);
		arena_reset(&used.arena);
		used.terms = terms_index(&used.arena, known, UNITS_LEN(known));
	}
	rendering_release(&used);
}
END_TEST

UNITS_SUITE(data_markdown, test_scan_lines, test_scan_false_blanks,
	test_scan_nesting, test_scan_tables, test_scan_references,
	test_tables_within_limits, test_html, test_links, test_terms_in_text,
	test_lead_and_headings, test_listener,
	test_expansion_after_a_large_page, test_anything)
