#include "search/number.h"

#include <string.h>

enum { GOES_ON = 30, LAST_END = '_' };

/* What goes on: N is more than 0. */
static char *write_digits(char *out, size_t n)
{
	n--;
	if (n >= GOES_ON)
		out = write_digits(out, n / GOES_ON);
	*out++ = number_symbol(NUMBER_ENDS + n % GOES_ON);
	return out;
}

char *number_write_long(char *out, size_t n)
{
	size_t more = n / NUMBER_ENDS - 1;

	if (more >= GOES_ON)
		out = write_digits(out, more / GOES_ON);
	out[0] = number_symbol(NUMBER_ENDS + more % GOES_ON);
	out[1] = number_symbol(n % NUMBER_ENDS);
	return out + 2;
}

void number_put(struct buf *out, size_t n)
{
	char digits[NUMBER_MOST];

	if (n < NUMBER_ENDS)
		buf_putc(out, number_symbol(n));
	else
		buf_put(out,
			str_make(digits,
				(size_t)(number_write(digits, n) - digits)));
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

		if (n < NUMBER_ENDS)
			return more * NUMBER_ENDS + n;
		more = more * GOES_ON + n - NUMBER_ENDS + 1;
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
