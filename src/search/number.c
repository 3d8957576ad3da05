#include "search/number.h"

#include <string.h>

enum { ENDS = 62, GOES_ON = 30, DIGITS = 16, LAST_END = '_' };

static const char symbols[] =
	" !#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_"
	"`abcdefghijklmnopqrstuvwxyz{|}";

void number_put_symbol(struct buf *out, unsigned n)
{
	buf_putc(out, symbols[n]);
}

void number_put(struct buf *out, size_t n)
{
	char digits[DIGITS];
	size_t at = DIGITS;

	if (n < ENDS) {
		buf_putc(out, symbols[n]);
		return;
	}
	digits[--at] = symbols[n % ENDS];
	for (n /= ENDS; n; n /= GOES_ON) {
		n--;
		digits[--at] = symbols[ENDS + n % GOES_ON];
	}
	while (at < DIGITS) /* mostly two or three: a copy would take longer */
		buf_putc(out, digits[at++]);
}

/* The number of a symbol; what is none counts as 0. */
static size_t symbol_of(char c)
{
	unsigned char byte = (unsigned char)c;

	if (byte < ' ' || byte > '}' || byte == '"' || byte == '\\')
		return 0;
	return (size_t)(byte - ' ') - (byte > '"') - (byte > '\\');
}

unsigned number_take_symbol(struct str text, size_t *at)
{
	return *at < text.len ? (unsigned)symbol_of(text.ptr[(*at)++]) : 0;
}

size_t number_take(struct str text, size_t *at)
{
	size_t more = 0;

	while (*at < text.len) {
		size_t n = symbol_of(text.ptr[(*at)++]);

		if (n < ENDS)
			return more * ENDS + n;
		more = more * GOES_ON + n - ENDS + 1;
	}
	return 0;
}

/* How many of eight symbols end a number: those with bits 5 and 6 go on. */
static size_t ends_of(const char *symbols_at)
{
	uint64_t eight;

	memcpy(&eight, symbols_at, sizeof eight);
	return sizeof eight -
		(size_t)__builtin_popcountll((eight >> 5) & (eight >> 6) &
			UINT64_C(0x0101010101010101));
}

bool number_skip(struct str text, size_t *at, size_t n)
{
	while (n >= 8 && text.len - *at >= 8 && *at < text.len) {
		n -= ends_of(text.ptr + *at);
		*at += 8;
	}
	for (; n && *at < text.len; (*at)++)
		n -= text.ptr[*at] <= LAST_END;
	return !n;
}
