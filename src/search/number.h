#ifndef SEARCH_NUMBER_H
#define SEARCH_NUMBER_H

/*
 * Numbers in the files of the index: short, and safe in a JavaScript string.
 * Of the 92 printable ASCII characters but '"', '\' and '~', which separates,
 * the first 62 end a number and the others go on: n is n / 62 in digits of
 * base 30, less one each, and n mod 62 last.
 */

#include "base/buf.h"

enum { NUMBER_MOST = 16 }; /* symbols of a number */

/* Append N. */
void number_put(struct buf *out, size_t n);

/* Write N to OUT, which has room for it; returns where it ends. */
char *number_write(char *out, size_t n);

/* Append the single symbol of N, less than 92. */
void number_put_symbol(struct buf *out, unsigned n);

/* The number at *AT of TEXT, and step behind it; 0 where there is none. */
size_t number_take(struct str text, size_t *at);

/* Likewise a single symbol. */
unsigned number_take_symbol(struct str text, size_t *at);

/* Step behind N numbers; false where there are not so many. */
bool number_skip(struct str text, size_t *at, size_t n);

#endif
