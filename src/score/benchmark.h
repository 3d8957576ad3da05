#ifndef SCORE_BENCHMARK_H
#define SCORE_BENCHMARK_H

/*
 * Where a cohort stands, without telling where anybody stands: quartiles by
 * linear interpolation (type 7), printed as whole numbers. The median needs
 * five, quartiles eight; no minimum or maximum is ever given.
 */

#include "score/fraction.h"

enum {
	BENCHMARK_MEDIAN = 5, /* least cohort for a median */
	BENCHMARK_QUARTILES = 8, /* and for quartiles */
	BENCHMARK_SMALL = 4 /* a subgroup so small, or whose rest is, is
			     * suppressed */
};

struct benchmark {
	size_t n; /* of the cohort; shown from BENCHMARK_MEDIAN on */
	bool has_median, has_quartiles;
	int64_t lower, median, upper; /* rounded half up */
};

/* Of N scores (any order; sorted in place). */
struct benchmark benchmark_of(struct fraction *scores, size_t n);

/*
 * May figures of a subgroup of N be shown beside those of its cohort of
 * TOTAL? Not where it or its complement is 1 to 4.
 */
bool benchmark_may_show(size_t n, size_t total);

#endif
