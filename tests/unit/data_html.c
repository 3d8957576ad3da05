#include "unit/units.h"

#include "data/html.h"

START_TEST(test_paths)
{
	static const struct {
		const char *page, *root, *path, *href;
	} rows[] = {
		{"index.html", "", "a.html", "a.html"},
		{"index.html", "", "index.html", "index.html"},
		{"index.html", "", "a/b.html", "a/b.html"},
		{"a/b.html", "", "a/c.html", "c.html"},
		{"a/b.html", "", "a/b.html", "b.html"},
		{"a/b.html", "", "index.html", "../index.html"},
		{"a/b/c.html", "", "a/d.html", "../d.html"},
		{"a/b/c.html", "", "x/y/z.html", "../../x/y/z.html"},
		{"a/b.html", "", "ab/c.html", "../ab/c.html"},
		{"ab/c.html", "", "a/b.html", "../a/b.html"},
		{"a/b.html", "", "a/b/c.html", "b/c.html"},
		{"a/index.html", "", "a/C# & 50%?.pdf",
			"C%23%20%26%2050%25%3F.pdf"},
		{"x/y.html", "https://example.org/k/", "a/\xC3\xA9.html",
			"https://example.org/k/a/%C3%A9.html"},
		{"x/y.html", "/", "a.html", "/a.html"},
	};
	struct buf out = BUF_INIT(1000);

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		struct html_target target = {.page = str_of(rows[i].page),
			.root = str_of(rows[i].root)};

		html_put_path(&out, &target, str_of(rows[i].path));
		check_buf(&out, rows[i].href, rows[i].href);
	}
	buf_release(&out);
}
END_TEST

/* PATH as the browser understands HREF seen from PAGE. */
static void follow(struct buf *out, struct str page, struct str href)
{
	struct str rest = href, name;

	buf_put(out, str_sub(page, 0, str_rchr(page, '/') + 1));
	if (str_rchr(page, '/') == page.len)
		buf_clear(out);
	while (str_split(&rest, '/', &name)) {
		if (str_eq(name, STR(".."))) {
			struct str up = str_sub(buf_str(out), 0, out->len - 1);
			size_t cut = str_rchr(up, '/');

			ck_assert_uint_gt(out->len, 0);
			buf_cut(out, cut < up.len ? cut + 1 : 0);
			continue;
		}
		buf_put(out, name);
		if (rest.ptr)
			buf_putc(out, '/');
	}
}

/* A random path of up to four short names. */
static struct str draw_path(uint64_t *seed, char *space)
{
	size_t len = 0;

	for (size_t names = units_below(seed, 4); names > 0; names--) {
		for (size_t n = 1 + units_below(seed, 2); n > 0; n--)
			space[len++] = (char)('a' + units_below(seed, 2));
		space[len++] = '/';
	}
	space[len++] = (char)('a' + units_below(seed, 3));
	return str_make(space, len);
}

/* From any page to any other: the link leads there. */
START_TEST(test_relative_links)
{
	struct buf href = BUF_INIT(100), reached = BUF_INIT(100);
	uint64_t seed = 11;
	char a[16], b[16];

	for (int i = 0; i < 50000; i++) {
		struct str page = draw_path(&seed, a);
		struct str path = draw_path(&seed, b);

		buf_clear(&href);
		buf_clear(&reached);
		html_put_path(&href, &(struct html_target){.page = page}, path);
		follow(&reached, page, buf_str(&href));
		check_view(buf_str(&reached), path, "followed");
	}
	buf_release(&href);
	buf_release(&reached);
}
END_TEST

/* All kinds of slot, seen from one page or from a handbook. */
START_TEST(test_slots)
{
	struct html_slot slots[] = {
		{.kind = HTML_ID, .offset = 4, .text = STR_INIT("a\"b")},
		{.kind = HTML_LINK_OPEN,
			.offset = 6,
			.path = STR_INIT("a/c.html"),
			.text = STR_INIT("#x"),
			.attributes = STR_INIT(" class=\"t\"")},
		{.kind = HTML_LINK_CLOSE, .offset = 7, .partner = 1},
		{.kind = HTML_LINK_OPEN,
			.offset = 7,
			.hidden = true,
			.path = STR_INIT("a/secret.html")},
		{.kind = HTML_LINK_CLOSE, .offset = 8, .partner = 3},
		{.kind = HTML_LINK_OPEN, .offset = 8, .text = STR_INIT("#y")},
		{.kind = HTML_LINK_CLOSE, .offset = 9, .partner = 5},
		{.kind = HTML_LINK_OPEN,
			.offset = 9,
			.text = STR_INIT("https://example.org/?a&b")},
		{.kind = HTML_LINK_CLOSE, .offset = 10, .partner = 7},
		{.kind = HTML_IMAGE,
			.offset = 10,
			.path = STR_INIT("a/p.png"),
			.alt = STR_INIT("A \"p\""),
			.attributes = STR_INIT(" width=\"3\"")},
		{.kind = HTML_IMAGE,
			.offset = 10,
			.hidden = true,
			.path = STR_INIT("a/secret.png"),
			.alt = STR_INIT("<alt>")},
		{.kind = HTML_IDREF, .offset = 11, .text = STR_INIT("fn 1")},
	};
	struct html html = {.text = STR("<i ''1234567>"),
		.slots = slots,
		.slot_count = UNITS_LEN(slots)};
	struct html_target target = {.page = STR("a/b.html")};
	struct arena arena = ARENA_INIT;
	struct map inlined = MAP_INIT;
	struct str prefix = STR("a-c-");
	struct buf out = BUF_INIT(10000);

	html_print(&out, &html, &target);
	check_buf(&out,
		"<i 'a&quot;b'1<a href=\"c.html#x\" class=\"t\">2</a>3"
		"<a href=\"#y\">4</a><a href=\"https://example.org/?a&amp;b\">"
		"5</a><img src=\"p.png\" alt=\"A &quot;p&quot;\" width=\"3\" />"
		"&lt;alt&gt;6#fn%2017>",
		"page");
	map_add(&inlined, &arena, STR("a/c.html"), &prefix);
	target.inlined = &inlined;
	html.id_prefix = STR("a-b-");
	html_print(&out, &html, &target);
	check_buf(&out,
		"<i 'a-b-a&quot;b'1<a href=\"#a-c-x\" class=\"t\">2</a>3"
		"<a href=\"#a-b-y\">4</a>"
		"<a href=\"https://example.org/?a&amp;b\">5</a>"
		"<img src=\"p.png\" alt=\"A &quot;p&quot;\" width=\"3\" />"
		"&lt;alt&gt;6#a-b-fn%2017>",
		"handbook");
	slots[1].text = STR("");
	html_print(&out, &html, &target);
	ck_assert_uint_lt(
		str_find(buf_str(&out), STR("\"#a-c-top\""), 0), out.len);
	buf_release(&out);
	arena_release(&arena);
}
END_TEST

UNITS_SUITE(data_html, test_paths, test_relative_links, test_slots)
