#include "search/number.h"

#include <string.h>

enum { ENDS = 62, GOES_ON = 30, DIGITS = 16 };

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

size_t number_take(struct str text, size_t *at)
{
	size_t more = 0;

	while (*at < text.len) {
		const char *symbol = strchr(symbols, text.ptr[(*at)++]);
		size_t n = symbol ? (size_t)(symbol - symbols) : 0;

		if (n < ENDS)
			return more * ENDS + n;
		more = more * GOES_ON + n - ENDS + 1;
	}
	return 0;
}
