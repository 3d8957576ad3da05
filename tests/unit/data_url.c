#include "unit/units.h"

#include <stdio.h>

#include "data/url.h"

START_TEST(test_kinds)
{
	static const struct {
		struct str url;
		enum url_kind kind;
	} rows[] = {
		{STR_INIT(""), URL_RELATIVE},
		{STR_INIT("exit.md"), URL_RELATIVE},
		{STR_INIT("../a/exit.md#x"), URL_RELATIVE},
		{STR_INIT("/a/exit.md"), URL_RELATIVE},
		{STR_INIT("a/b:c"), URL_RELATIVE},
		{STR_INIT("./a:b"), URL_RELATIVE},
		{STR_INIT("?a=b:c"), URL_RELATIVE},
		{STR_INIT("%20a"), URL_RELATIVE},
		{STR_INIT("a//b"), URL_RELATIVE},
		{STR_INIT("#"), URL_FRAGMENT},
		{STR_INIT("#a:b"), URL_FRAGMENT},
		{STR_INIT("http://example.org"), URL_WEB},
		{STR_INIT("HTTPS://example.org"), URL_WEB},
		{STR_INIT("mailto:a@example.org"), URL_OTHER},
		{STR_INIT("tel:+441234"), URL_OTHER},
		{STR_INIT("Tel:1"), URL_OTHER},
		{STR_INIT("//example.org"), URL_REFUSED},
		{STR_INIT("\\\\example.org"), URL_REFUSED},
		{STR_INIT("/\\example.org"), URL_REFUSED},
		{STR_INIT("\\/example.org"), URL_REFUSED},
		{STR_INIT("///example.org"), URL_REFUSED},
		{STR_INIT("\\a"), URL_REFUSED},
		{STR_INIT("/%2Fexample.org"), URL_REFUSED},
		{STR_INIT("%2f%2fexample.org"), URL_REFUSED},
		{STR_INIT("/\t/example.org"), URL_REFUSED},
		{STR_INIT("\n//example.org"), URL_REFUSED},
		{STR_INIT(":"), URL_REFUSED},
		{STR_INIT("c:\\x"), URL_REFUSED},
		{STR_INIT("httpx://a"), URL_REFUSED},
		{STR_INIT("ftp://a"), URL_REFUSED},
		{STR_INIT("file:///etc/passwd"), URL_REFUSED},
		{STR_INIT("about:blank"), URL_REFUSED},
		{STR_INIT("blob:x"), URL_REFUSED},
		{STR_INIT("ht%74p://a"), URL_REFUSED},
		{STR_INIT("http%3A//a"), URL_REFUSED},
		{STR_INIT(" http://a"), URL_REFUSED},
		{STR_INIT("ja\0va\0script:x"), URL_REFUSED},
	};

	for (size_t i = 0; i < UNITS_LEN(rows); i++)
		check_int(url_kind(rows[i].url), rows[i].kind, rows[i].url.ptr);
}
END_TEST

/* One letter of a scheme, in one of the ways that browsers read it. */
static void put_disguised(struct buf *out, uint64_t *seed, char c)
{
	static const char *const blanks[] = {
		"\t", "\n", "\r", " ", "%09", "%0a", "%0D", "%20", "%00"};

	while (!units_below(seed, 4))
		buf_puts(out, blanks[units_below(seed, UNITS_LEN(blanks))]);
	switch (units_below(seed, 4)) {
	case 0:
		buf_printf(out, "%%%02X", (unsigned)(unsigned char)c);
		break;
	case 1:
		buf_printf(out, "%%%02x", (unsigned)(unsigned char)c);
		break;
	case 2:
		buf_putc(out, char_is_lower(c) ? (char)(c - 32) : c);
		break;
	default:
		buf_putc(out, c);
	}
}

START_TEST(test_disguised_schemes)
{
	static const char *const bad[] = {"javascript:", "vbscript:", "data:",
		"file:", "view-source:", "jar:", "ms-word:"};
	struct buf url = BUF_INIT(1000);
	uint64_t seed = 12;

	for (int i = 0; i < 50000; i++) {
		const char *scheme = bad[units_below(&seed, UNITS_LEN(bad))];

		buf_clear(&url);
		for (const char *c = scheme; *c; c++)
			put_disguised(&url, &seed, *c);
		buf_puts(&url, "alert(1)");
		check_int(url_kind(buf_str(&url)), URL_REFUSED, scheme);
	}
	buf_release(&url);
}
END_TEST

START_TEST(test_long_blanks)
{
	struct buf url = BUF_INIT(BUF_LARGE);

	for (int i = 0; i < 100000; i++)
		buf_puts(&url, "%09 ");
	buf_puts(&url, "javascript:x");
	ck_assert_int_eq(url_kind(buf_str(&url)), URL_REFUSED);
	buf_release(&url);
}
END_TEST

START_TEST(test_decode)
{
	static const struct {
		const char *s;
		struct str decoded;
	} rows[] = {
		{"", STR_INIT("")},
		{"a b", STR_INIT("a b")},
		{"a%20b", STR_INIT("a b")},
		{"caf%C3%A9%c3%a9", STR_INIT("caf\xC3\xA9\xC3\xA9")},
		{"100%", STR_INIT("100%")},
		{"%2", STR_INIT("%2")},
		{"%zz%2g%g2", STR_INIT("%zz%2g%g2")},
		{"%2520", STR_INIT("%20")},
		{"%00", STR_INIT("\0")},
		{"%41%", STR_INIT("A%")},
	};
	struct arena arena = ARENA_INIT;

	for (size_t i = 0; i < UNITS_LEN(rows); i++)
		check_view(url_decode(&arena, str_of(rows[i].s)),
			rows[i].decoded, rows[i].s);
	arena_release(&arena);
}
END_TEST

UNITS_SUITE(data_url, test_kinds, test_disguised_schemes, test_long_blanks,
	test_decode)
