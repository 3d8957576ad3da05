#include "data/url.h"

enum { PREFIX_MAX = 32 }; /* no scheme we know is longer */

static int hex(char c)
{
	if (char_is_digit(c))
		return c - '0';
	c = char_lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The byte at S[*AT], decoded where it is percent-encoded. */
static char next_byte(struct str s, size_t *at)
{
	char c = s.ptr[(*at)++];
	int high, low;

	if (c != '%' || *at + 1 >= s.len)
		return c;
	high = hex(s.ptr[*at]);
	low = hex(s.ptr[*at + 1]);
	if (high < 0 || low < 0)
		return c;
	*at += 2;
	return (char)(high * 16 + low);
}

struct str url_decode(struct arena *arena, struct str s)
{
	char *out = arena_text(arena, s.len);
	size_t len = 0;

	for (size_t at = 0; at < s.len;)
		out[len++] = next_byte(s, &at);
	return str_make(out, len);
}

/*
 * The start of a URL as the most lenient browser reads it: decoded, without
 * white space and control characters, in lower case.
 */
static struct str prefix_of(struct str url, char out[PREFIX_MAX])
{
	size_t len = 0;

	for (size_t at = 0; at < url.len && len < PREFIX_MAX;) {
		char c = next_byte(url, &at);

		if ((unsigned char)c > ' ')
			out[len++] = char_lower(c);
	}
	return str_make(out, len);
}

static bool is_slash(char c)
{
	return c == '/' || c == '\\';
}

/* The length of the scheme at the start of S, or 0. */
static size_t scheme_len(struct str s)
{
	size_t len = 0;

	while (len < s.len &&
		(char_is_alnum(s.ptr[len]) || s.ptr[len] == '+' ||
			s.ptr[len] == '-' || s.ptr[len] == '.'))
		len++;
	return len < s.len && s.ptr[len] == ':' ? len : 0;
}

enum url_kind url_kind(struct str url)
{
	static const struct {
		struct str scheme;
		enum url_kind kind;
	} known[] = {
		{STR_INIT("http"), URL_WEB},
		{STR_INIT("https"), URL_WEB},
		{STR_INIT("mailto"), URL_OTHER},
		{STR_INIT("tel"), URL_OTHER},
	};
	char space[PREFIX_MAX];
	struct str prefix = prefix_of(url, space);
	size_t len = scheme_len(prefix);

	if (prefix.len > 1 && is_slash(prefix.ptr[0]) &&
		is_slash(prefix.ptr[1]))
		return URL_REFUSED;
	if (prefix.len && prefix.ptr[0] == '\\')
		return URL_REFUSED;
	for (size_t i = 0; len && i < sizeof known / sizeof *known; i++)
		if (str_case_eq(str_sub(url, 0, len), known[i].scheme) &&
			str_chr(url, ':', 0) == len)
			return known[i].kind;
	if (len || (prefix.len && prefix.ptr[0] == ':'))
		return URL_REFUSED;
	return url.len && url.ptr[0] == '#' ? URL_FRAGMENT : URL_RELATIVE;
}
