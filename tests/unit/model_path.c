#include "unit/units.h"

#include <string.h>

#include "base/utf8.h"
#include "model/path.h"

START_TEST(test_parts)
{
	static const char *const rows[][4] = {
		/* path, folder, name, extension */
		{"a/b/c.tar.gz", "a/b/", "c.tar.gz", "gz"},
		{"c.md", "", "c.md", "md"},
		{"a/b", "a/", "b", ""},
		{"a.b/c", "a.b/", "c", ""},
		{"a/", "a/", "", ""},
		{"", "", "", ""},
		{"a.", "", "a.", ""},
	};

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		struct str path = str_of(rows[i][0]);

		check_view(path_folder(path), str_of(rows[i][1]), rows[i][0]);
		check_view(path_name(path), str_of(rows[i][2]), rows[i][0]);
		check_view(
			path_extension(path), str_of(rows[i][3]), rows[i][0]);
	}
}
END_TEST

START_TEST(test_uses)
{
	static const struct {
		const char *path;
		enum path_use use;
	} rows[] = {
		{"guildhall.yml", PATH_CONFIG},
		{"a/guildhall.yml", PATH_ATTACHMENT},
		{"index.md", PATH_SECTION},
		{"a/_index.md", PATH_SECTION},
		{"a/index.md", PATH_SECTION},
		{"a/b.md", PATH_PAGE},
		{"a/B.MD", PATH_ATTACHMENT},
		{"README.md", PATH_IGNORED},
		{"a/README.md", PATH_IGNORED},
		{"CONTRIBUTING.md", PATH_IGNORED},
		{"a/CONTRIBUTING.md", PATH_PAGE},
		{"LICENSE", PATH_IGNORED},
		{"archetypes/page.md", PATH_IGNORED},
		{"theme/templates/page.mustache", PATH_THEME},
		{"theme/x.md", PATH_THEME},
		{"themes/x.md", PATH_PAGE},
		{"data/risks.yml", PATH_RECORD},
		{"data/a/b.yaml", PATH_RECORD},
		{"data/a.md", PATH_IGNORED},
		{"data/a.pdf", PATH_IGNORED},
		{"a/data/risks.yml", PATH_ATTACHMENT},
		{"a/x.pdf", PATH_ATTACHMENT},
	};

	for (size_t i = 0; i < UNITS_LEN(rows); i++)
		check_int(path_use(str_of(rows[i].path)), rows[i].use,
			rows[i].path);
}
END_TEST

START_TEST(test_faults)
{
	static const struct {
		struct str path;
		bool fine;
	} rows[] = {
		{STR_INIT("a/b c.md"), true},
		{STR_INIT("caf\xC3\xA9/x.pdf"), true},
		{STR_INIT("a/b'&#%,;=+@!()[]{}~$^`.md"), true},
		{STR_INIT("console.md"), true},
		{STR_INIT("com.md"), true},
		{STR_INIT("com10.md"), true},
		{STR_INIT("auxiliary/x"), true},
		{STR_INIT("a..b"), true},
		{STR_INIT("git"), true},
		{STR_INIT(""), false},
		{STR_INIT("/a"), false},
		{STR_INIT("a/"), false},
		{STR_INIT("a//b"), false},
		{STR_INIT("."), false},
		{STR_INIT("a/../b"), false},
		{STR_INIT("a/./b"), false},
		{STR_INIT(".git/x"), false},
		{STR_INIT("a/.GiT"), false},
		{STR_INIT("con"), false},
		{STR_INIT("CON.md"), false},
		{STR_INIT("a/aux.md"), false},
		{STR_INIT("Nul.tar.gz"), false},
		{STR_INIT("prn/x"), false},
		{STR_INIT("com1"), false},
		{STR_INIT("LPT9.txt"), false},
		{STR_INIT("a."), false},
		{STR_INIT("a /b"), false},
		{STR_INIT("a\\b"), false},
		{STR_INIT("a:b"), false},
		{STR_INIT("a*"), false},
		{STR_INIT("a?b"), false},
		{STR_INIT("a\"b"), false},
		{STR_INIT("<a>"), false},
		{STR_INIT("a|b"), false},
		{STR_INIT("a\nb"), false},
		{STR_INIT("a\tb"), false},
		{STR_INIT("a\rb"), false},
		{STR_INIT("a\0b"), false},
		{STR_INIT("a\x7F"), false},
		{STR_INIT("a\xC2\x85"), false},
		{STR_INIT("a\xE2\x80\xAEgpj.exe"), false},
		{STR_INIT("a\xFF"), false},
		{STR_INIT("a\xC3"), false},
	};

	for (size_t i = 0; i < UNITS_LEN(rows); i++)
		check_int(!path_fault(rows[i].path), rows[i].fine,
			rows[i].path.ptr);
}
END_TEST

START_TEST(test_urls)
{
	static const char *const rows[][3] = {
		/* path, slug, address */
		{"a/b.md", "", "a/b.html"},
		{"a/b.md", "c", "a/c.html"},
		{"Index.md", "", "index.html"},
		{"index.md", "c", "index.html"},
		{"a/_index.md", "", "a/index.html"},
		{"A b/C & d.md", "", "a-b/c-d.html"},
		{"a/What now!.md", "", "a/what-now-.html"},
		{"a/b.c.md", "", "a/b.c.html"},
		{"a_b/c_d.md", "", "a_b/c_d.html"},
		{"Caf\xC3\x89.md", "", "caf\xC3\xA9.html"},
		{"-a.md", "", "-a.html"},
		{"#/!.md", "", "-/-.html"},
		{"#.md", "", "-.html"},
	};
	struct arena arena = ARENA_INIT;

	for (size_t i = 0; i < UNITS_LEN(rows); i++)
		check_view(path_url(&arena, str_of(rows[i][0]),
				   str_of(rows[i][1])),
			str_of(rows[i][2]), rows[i][0]);
	arena_release(&arena);
}
END_TEST

/* The address of any file is within the site, plain and in lower case. */
START_TEST(test_urls_of_anything)
{
	struct arena arena = ARENA_INIT;
	uint64_t seed = 19;
	char space[24];

	for (int i = 0; i < 50000; i++) {
		struct str name = units_random_text(&seed,
			STR("aB1 -_.!#%&'\xC3\x89/\xFF"), space, sizeof space);
		struct str path =
			arena_printf(&arena, "%.*s.md", STR_ARG(name));
		struct str url;

		if (path_fault(path))
			continue;
		url = path_url(&arena, path, STR(""));
		check_fast(utf8_check(url) == url.len);
		check_fast(str_ends(url, STR(".html")));
		check_fast(!path_fault(url));
		for (size_t j = 0; j < url.len; j++)
			check_fast(!strchr(" #%&'!BA", url.ptr[j]));
		arena_reset(&arena);
	}
	arena_release(&arena);
}
END_TEST

START_TEST(test_slugs)
{
	static const struct {
		const char *text;
		bool fine;
	} rows[] = {
		{"exit-planning", true},
		{"a_b.c-1", true},
		{"1", true},
		{"", false},
		{"index", false},
		{".a", false},
		{"..", false},
		{"a..b", false},
		{"a/b", false},
		{"a\\b", false},
		{"a%2fb", false},
		{"A", false},
		{"a b", false},
		{"caf\xC3\xA9", false},
		{"a?b", false},
		{"a#b", false},
	};

	for (size_t i = 0; i < UNITS_LEN(rows); i++)
		check_int(path_is_slug(str_of(rows[i].text)), rows[i].fine,
			rows[i].text);
}
END_TEST

START_TEST(test_join)
{
	static const struct {
		const char *folder, *path;
		bool inside;
		const char *joined;
	} rows[] = {
		{"", "a.md", true, "a.md"},
		{"a/", "b.md", true, "a/b.md"},
		{"a/", "./b.md", true, "a/b.md"},
		{"a/", "../b.md", true, "b.md"},
		{"a/b/", "../../c/d.md", true, "c/d.md"},
		{"a/b/", "..", true, "a/"},
		{"a/", ".", true, "a/"},
		{"a/", "", true, "a/"},
		{"a/", "b/", true, "a/b/"},
		{"a/", "b/../c", true, "a/c"},
		{"a/", "/b/c", true, "b/c"},
		{"a/", "/", true, ""},
		{"a/", "...", true, "a/..."},
		{"a/", "..b", true, "a/..b"},
		{"", "..", false, NULL},
		{"a/", "../..", false, NULL},
		{"a/", "../../b", false, NULL},
		{"a/", "/..", false, NULL},
		{"a/", "b/../../../c", false, NULL},
	};
	struct arena arena = ARENA_INIT;

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		struct str joined;

		check_int(path_join(&arena, str_of(rows[i].folder),
				  str_of(rows[i].path), &joined),
			rows[i].inside, rows[i].path);
		if (rows[i].inside)
			check_view(
				joined, str_of(rows[i].joined), rows[i].path);
	}
	arena_release(&arena);
}
END_TEST

/* Wherever a path leads: inside, or it is said that it is not. */
START_TEST(test_join_anything)
{
	struct arena arena = ARENA_INIT;
	uint64_t seed = 20;
	char space[20];

	for (int i = 0; i < 50000; i++) {
		struct str path = units_random_text(
			&seed, STR("a..//"), space, sizeof space);
		struct str joined, rest, name;

		if (!path_join(&arena, STR("x/y/"), path, &joined))
			continue;
		rest = joined;
		while (str_split(&rest, '/', &name))
			check_fast(!str_eq(name, STR("..")) &&
				!str_eq(name, STR(".")));
		arena_reset(&arena);
	}
	arena_release(&arena);
}
END_TEST

UNITS_SUITE(model_path, test_parts, test_uses, test_faults, test_urls,
	test_urls_of_anything, test_slugs, test_join, test_join_anything)
