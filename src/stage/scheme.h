#ifndef STAGE_SCHEME_H
#define STAGE_SCHEME_H

/*
 * The figures of the critical friends' scheme that are published: of months
 * and half-years that are closed. One closes a fortnight after its last day,
 * and is told by the pairs as the repository had them then: whatever is put
 * right later, what was published stays as it is, and nothing can be had by
 * comparing two releases.
 */

#include "score/aggregate.h"
#include "stage/build.h"

enum {
	SCHEME_MONTHS_SHOWN = 24,
	SCHEME_HALVES_SHOWN = 6,
	SCHEME_CLOSES = 14 /* days behind the last one */
};

struct scheme_month {
	struct date month;
	struct scheme_figure sessions;
};

struct scheme_period {
	struct date first; /* its first month; of a year, January */
	struct scheme_report report;
};

struct scheme {
	VEC(struct scheme_month) months; /* the newest first */
	VEC(struct scheme_period) halves;
	VEC(struct scheme_period) years;
};

/*
 * Of the pairs that this edition may count; from the first period on of which
 * anything is shown. In the build's arena; a commit that cannot be read is a
 * fault of its first worker.
 */
struct scheme *scheme_collect(struct build *build);

#endif
