#ifndef SEARCH_NUMBER_H
#define SEARCH_NUMBER_H

/*
 * Numbers in the files of the index: short, and safe in a JavaScript string.
 * Of the 92 printable ASCII characters but '"', '\' and '~', which separates,
 * the first 62 end a number and the others go on: n is n / 62 in digits of
 * base 30, less one each, and n mod 62 last.
 */

#include "base/buf.h"

enum {
	NUMBER_ENDS = 62, /* symbols that end a number */
	NUMBER_MOST = 16, /* of a number */
	NUMBER_MOST_32 = 7 /* of one of 32 bits */
};

/* The symbol of N, less than 92. */
static inline char number_symbol(size_t n)
{
	size_t c = n + ' ';

	c += c >= '"';
	return (char)(c + (c >= '\\'));
}

/* Write N to OUT, which has room for it; returns where it ends. Most numbers
 * are a single symbol: number_write_long() is for the others alone. */
char *number_write_long(char *out, size_t n);

static inline char *number_write(char *out, size_t n)
{
	if (n >= NUMBER_ENDS)
		return number_write_long(out, n);
	*out = number_symbol(n);
	return out + 1;
}

/* Append N. */
void number_put(struct buf *out, size_t n);

/* The number at *AT of TEXT, and step behind it; 0 where there is none. */
size_t number_take(struct str text, size_t *at);

/* Likewise a single symbol. */
unsigned number_take_symbol(struct str text, size_t *at);

/* Step behind N numbers; false where there are not so many. */
bool number_skip(struct str text, size_t *at, size_t n);

#endif
