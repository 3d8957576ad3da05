#ifndef SCORE_BENCHMARK_H
#define SCORE_BENCHMARK_H

/*
 * Where a cohort stands, without telling where anybody stands: quartiles by
 * linear interpolation (type 7), printed as whole numbers. The median needs
 * five, quartiles eight; no minimum or maximum is ever given.
 */

#include "score/fraction.h"
#include "score/suppress.h"

enum {
	BENCHMARK_MEDIAN = SUPPRESS_LEAST, /* least cohort for a median */
	BENCHMARK_QUARTILES = 8 /* and for quartiles */
};

struct benchmark {
	size_t n; /* of the cohort; shown from BENCHMARK_MEDIAN on */
	bool has_median, has_quartiles;
	int64_t lower, median, upper; /* rounded half up */
};

/* Of N scores (any order; sorted in place). */
struct benchmark benchmark_of(struct fraction *scores, size_t n);

#endif
