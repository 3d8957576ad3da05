#ifndef SCORE_AGGREGATE_H
#define SCORE_AGGREGATE_H

/*
 * What is published of the critical friends' scheme (CF 7 and 8): figures of
 * all pairs together, by month, half-year and year. Each is decided by
 * suppress.h; between the tables there is nothing to subtract, because no
 * figure of a month is part of one of a half-year, and a year shows no more
 * than the sums of what its halves show.
 */

#include "score/scheme.h"

struct scheme_figure {
	size_t n;
	bool shown;
};

/* Sessions held in a month; their hours are SCHEME_HOURS times that. */
struct scheme_figure scheme_sessions(
	const struct pair_record *const *pairs, size_t n, struct date month);

struct scheme_report {
	struct scheme_figure pairs; /* active on its last day */
	struct scheme_figure pace; /* of those, meeting as often as agreed */
	struct scheme_figure due; /* formal reviews that fell due in it */
	struct scheme_figure done; /* of those */
	struct scheme_figure set, met; /* goals of pairs that were reviewed */
	struct scheme_figure problems; /* raised in it */
	struct scheme_figure kinds[PROBLEM_KINDS]; /* of those */
};

/* The half-year of six months that starts with the month FIRST. */
struct scheme_report scheme_half(
	const struct pair_record *const *pairs, size_t n, struct date first);

/* The year of two half-years: at its end, and sums where both are shown. */
struct scheme_report scheme_year(
	const struct scheme_report *first, const struct scheme_report *second);

#endif
