#ifndef DATA_DECIMAL_H
#define DATA_DECIMAL_H

/*
 * A decimal number, exact: mantissa × 10^exponent, with no zero at the end
 * of the mantissa.
 */

#include "base/buf.h"

struct decimal {
	int64_t mantissa;
	int exponent; /* -18 … 18 */
};

struct decimal decimal_of(int64_t n);

/*
 * Read a number of YAML's core schema or JSON: -12, 4.50, 4.2e6. False when
 * it is none, or does not fit.
 */
bool decimal_read(struct str text, struct decimal *out);

/* The whole number it is; false when it has a fraction or is too large. */
bool decimal_to_int(struct decimal d, int64_t *out);

/* d × 10^PLACES as a whole number, rounded half up: pence of pounds. */
bool decimal_scaled(struct decimal d, int places, int64_t *out);

/* <0, 0 or >0. */
int decimal_cmp(struct decimal a, struct decimal b);

/* Append it in plain digits: 4200000, 1.21. */
void decimal_put(struct buf *out, struct decimal d);

#endif
