#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

/* Bytes that follow a first byte, or -1 when none can start with it. */
static int tail_of(unsigned char first)
{
	if (first < 0x80)
		return 0;
	if (first >= 0xC2 && first < 0xE0)
		return 1;
	if (first >= 0xE0 && first < 0xF0)
		return 2;
	if (first >= 0xF0 && first < 0xF5)
		return 3;
	return -1;
}

static bool is_well_formed(uint32_t code, int tail)
{
	static const uint32_t least[] = {0, 0x80, 0x800, 0x10000};

	return code >= least[tail] && code <= 0x10FFFF &&
		!(code >= 0xD800 && code < 0xE000);
}

uint32_t utf8_next(struct str s, size_t *at)
{
	unsigned char first = (unsigned char)s.ptr[(*at)++];
	int tail = tail_of(first);
	uint32_t code = first;

	if (tail == 0)
		return code;
	if (tail < 0 || s.len - *at < (size_t)tail)
		return UTF8_BAD;
	code = first & (0x3FU >> tail);
	for (int i = 0; i < tail; i++) {
		unsigned char next = (unsigned char)s.ptr[*at + (size_t)i];

		if ((next & 0xC0) != 0x80)
			return UTF8_BAD;
		code = code << 6 | (next & 0x3F);
	}
	if (!is_well_formed(code, tail))
		return UTF8_BAD;
	*at += (size_t)tail;
	return code;
}

void utf8_put(struct buf *out, uint32_t code)
{
	if (code < 0x80) {
		buf_putc(out, (char)code);
	} else if (code < 0x800) {
		buf_putc(out, (char)(0xC0 | code >> 6));
		buf_putc(out, (char)(0x80 | (code & 0x3F)));
	} else if (code < 0x10000) {
		buf_putc(out, (char)(0xE0 | code >> 12));
		buf_putc(out, (char)(0x80 | (code >> 6 & 0x3F)));
		buf_putc(out, (char)(0x80 | (code & 0x3F)));
	} else {
		buf_putc(out, (char)(0xF0 | code >> 18));
		buf_putc(out, (char)(0x80 | (code >> 12 & 0x3F)));
		buf_putc(out, (char)(0x80 | (code >> 6 & 0x3F)));
		buf_putc(out, (char)(0x80 | (code & 0x3F)));
	}
}

/*
 * The end of a run of printable ASCII that starts at AT, eight bytes at a
 * time: most of any text is passed so. It may stop early, never late.
 */
static size_t plain_end(struct str s, size_t at)
{
	const uint64_t ones = 0x0101010101010101, tops = ones << 7;
	uint64_t eight;

	for (; at + sizeof eight <= s.len; at += sizeof eight) {
		uint64_t low, del;

		memcpy(&eight, s.ptr + at, sizeof eight);
		low = (eight - ones * 0x20) & ~eight; /* a byte below space */
		del = ((eight ^ ones * 0x7F) - ones) & ~eight;
		if ((eight | low | del) & tops)
			break;
	}
	return at;
}

size_t utf8_check(struct str s)
{
	size_t at = plain_end(s, 0);

	while (at < s.len) {
		size_t start = at;

		if ((unsigned char)s.ptr[at] >= 0x80 &&
			utf8_next(s, &at) == UTF8_BAD)
			return start;
		if (at == start)
			at = plain_end(s, at + 1);
	}
	return s.len;
}

static bool is_inner(char c)
{
	return ((unsigned char)c & 0xC0) == 0x80;
}

struct str utf8_cut(struct str s, size_t max)
{
	size_t end = max;

	if (s.len <= max)
		return s;
	while (end && max - end < 3 && is_inner(s.ptr[end]))
		end--;
	return str_sub(s, 0, is_inner(s.ptr[end]) ? max : end);
}

size_t utf8_len(struct str s)
{
	size_t n = 0;

	for (size_t at = 0; at < s.len; n++)
		utf8_next(s, &at);
	return n;
}

bool utf8_is_forbidden(uint32_t code)
{
	if (code < 0x20)
		return code != '\t' && code != '\n' && code != '\r';
	return (code >= 0x7F && code < 0xA0) ||
		(code >= 0x2028 && code <= 0x202E) ||
		(code >= 0x2066 && code <= 0x2069) || code == 0x200E ||
		code == 0x200F || code == 0x061C || code == 0xFEFF ||
		code == 0xFFFE || code == 0xFFFF;
}

/*
 * The forbidden characters above U+007F start with C2, D8, E2 or EF: other
 * bytes, which are nearly all, are passed with one comparison.
 */
static bool may_be_forbidden(unsigned char byte)
{
	return byte < 0x20 || byte == 0x7F || byte == 0xC2 || byte == 0xD8 ||
		byte == 0xE2 || byte == 0xEF;
}

size_t utf8_find_forbidden(struct str s)
{
	for (size_t i = plain_end(s, 0); i < s.len; i = plain_end(s, i + 1)) {
		size_t at = i;

		if (may_be_forbidden((unsigned char)s.ptr[i]) &&
			utf8_is_forbidden(utf8_next(s, &at)))
			return i;
	}
	return s.len;
}

bool utf8_is_word(uint32_t code)
{
	if (code < 0x80)
		return char_is_alnum((char)code);
	switch (utf8proc_category((utf8proc_int32_t)code)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC:
	case UTF8PROC_CATEGORY_ND:
	case UTF8PROC_CATEGORY_NL:
	case UTF8PROC_CATEGORY_NO:
		return true;
	default:
		return false;
	}
}

enum utf8_class utf8_class(uint32_t code)
{
	switch (utf8proc_category((utf8proc_int32_t)code)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
		return UTF8_LETTER;
	case UTF8PROC_CATEGORY_ND:
	case UTF8PROC_CATEGORY_NL:
	case UTF8PROC_CATEGORY_NO:
		return UTF8_NUMBER;
	default:
		return UTF8_OTHER;
	}
}

void utf8_plain(struct buf *out, struct str s)
{
	enum { EXPANSION = 32 }; /* U+FDFA, the longest, becomes 18 */
	const utf8proc_option_t options =
		UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_STRIPMARK;
	utf8proc_int32_t codes[EXPANSION];

	for (size_t at = 0; at < s.len;) {
		utf8proc_int32_t code;
		utf8proc_ssize_t n;
		size_t start = at;

		while (at < s.len && (unsigned char)s.ptr[at] < 0x80)
			at++;
		buf_put(out, str_sub(s, start, at));
		if (at == s.len)
			return;
		code = (utf8proc_int32_t)utf8_next(s, &at);
		n = utf8proc_decompose_char(
			code, codes, EXPANSION, options, NULL);
		for (utf8proc_ssize_t i = 0; i < n && i < EXPANSION; i++)
			utf8_put(out, (uint32_t)codes[i]);
	}
}

uint32_t utf8_lower(uint32_t code)
{
	if (code < 0x80)
		return (unsigned char)char_lower((char)code);
	return (uint32_t)utf8proc_tolower((utf8proc_int32_t)code);
}

bool utf8_is_ascii(struct str s)
{
	uint64_t seen = 0, eight;
	size_t i = 0;

	for (; i + sizeof eight <= s.len; i += sizeof eight) {
		memcpy(&eight, s.ptr + i, sizeof eight);
		seen |= eight;
	}
	for (; i < s.len; i++)
		seen |= (unsigned char)s.ptr[i];
	return !(seen & 0x8080808080808080);
}

/* What the folding of ASCII comes to. */
static struct str lower(struct arena *arena, struct str s)
{
	char *text = arena_text(arena, s.len + 1);

	for (size_t i = 0; i < s.len; i++)
		text[i] = char_lower(s.ptr[i]);
	text[s.len] = '\0';
	return str_make(text, s.len);
}

static struct str fold(struct arena *arena, struct str s)
{
	utf8proc_uint8_t *folded = NULL;
	utf8proc_ssize_t len = utf8proc_map((const utf8proc_uint8_t *)s.ptr,
		(utf8proc_ssize_t)s.len, &folded,
		UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD);
	struct str copy;

	if (len < 0)
		return arena_dup(arena, s);
	copy = arena_dup(arena, str_make((char *)folded, (size_t)len));
	free(folded);
	return copy;
}

struct str utf8_fold(struct arena *arena, struct str s)
{
	return utf8_is_ascii(s) ? lower(arena, s) : fold(arena, s);
}
