#ifndef SCORE_FRACTION_H
#define SCORE_FRACTION_H

/*
 * Exact fractions, and the one formatter that every printed score goes
 * through. Bands, gates, ranks and changes compare the exact values; rounding
 * happens once, here, when a number is printed.
 *
 * Products are taken in 128 bits. A score of a set within FACTOR_SET_MAX has a
 * denominator of at most 2·FACTOR_SET_MAX = 3·10^8, and a numerator of at most
 * a hundred times that; the difference of two is at most 9·10^18 over 9·10^16.
 */

#include "base/buf.h"

struct fraction {
	int64_t num;
	int64_t den; /* > 0; 0: there is no such figure */
};

static inline bool fraction_is(struct fraction f)
{
	return f.den != 0;
}

/* <0, 0 or >0. Both must be figures. */
int fraction_cmp(struct fraction a, struct fraction b);
int fraction_cmp_int(struct fraction a, int64_t n);

/*
 * PART/WHOLE weighted sums as a fraction over WEIGHT: num = part, den = whole ×
 * weight, with what PART and WHOLE have in common taken out, so that a score
 * reads Σ w·s over Σ w.
 */
struct fraction fraction_over(int64_t part, int64_t whole, int64_t weight);

/* a - b. */
struct fraction fraction_sub(struct fraction a, struct fraction b);

/*
 * What a printed figure must not reach before the exact one does: the
 * thresholds of bands, whole per cent. 100 is always one.
 */
struct thresholds {
	const int64_t *at;
	size_t len;
};

/*
 * Tenths of a figure from 0 up, rounded half up, and then kept honest: below
 * each threshold that the exact value is below (79.98 prints 79.9 where a
 * band starts at 80), and above 0 where that is (0.04 prints 0.1).
 */
int64_t fraction_tenths(struct fraction f, const struct thresholds *thresholds);

/* Tenths of a signed change, rounded half away from zero. */
int64_t fraction_change_tenths(struct fraction f);

/* Append tenths as "51.3". */
void tenths_put(struct buf *out, int64_t tenths);

/* Append a change as "+2.5", "-1.0" or "0.0". */
void tenths_put_signed(struct buf *out, int64_t tenths);

/* Append tenths of a share: "89.8", but "100" and not "100.0". */
void tenths_put_share(struct buf *out, int64_t tenths);

#endif
