#ifndef STAGE_REPORTS_H
#define STAGE_REPORTS_H

/*
 * The highlight reports of a site: its months, and finding out what happened
 * in each by comparing the commits at its two ends. Where the branch stood at
 * the end of a day is history_at()'s to say; the end of a month is the start
 * of the next, and is read once.
 *
 * A month that is over depends on what was committed, never on a later report
 * date.
 */

#include "stage/report.h"

enum { REPORT_MONTHS = 24 }; /* that a site shows: the latest */

struct reports {
	struct report *items; /* a month each, the newest first */
	size_t len;
};

/* Has the site a history, and the theme pages for the reports of it? */
bool reports_are_shown(const struct build *build);

/*
 * The months from the first commit to the report date, not filled yet, in the
 * build's arena; never NULL.
 */
const struct reports *reports_plan(struct build *build);

/* Fill the planned ones, if that is not done yet; what cannot be known becomes
 * a diagnostic. */
void stage_reports(struct build *build);

/*
 * Fill one report, whose since and until are set; an UNTIL behind the report
 * date is cut to it. False with FAULT set where the repository lacks what it
 * takes.
 */
bool report_make(
	struct build *build, struct report *report, struct fault *fault);

#endif
