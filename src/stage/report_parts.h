#ifndef STAGE_REPORT_PARTS_H
#define STAGE_REPORT_PARTS_H

/* The parts of a comparison, a file each; for report*.c alone. */

#include "stage/report.h"

struct comparing {
	struct report *report;
	const struct report_side *before, *after;
	const struct history_differences *changes;
	struct arena *arena;
	bool all; /* pages tell something that did not change themselves */
	struct date eve; /* the day before the period */
	struct date until; /* its last day */
};

/* Add a row to a list; the texts of ROW are copied. */
void report_add(const struct comparing *comparing, enum report_list list,
	struct report_row row);

/* Did the papers of a record stop before the period? */
bool report_is_old(const struct comparing *comparing, struct date archived);

void report_pages(const struct comparing *comparing); /* report_pages.c */
void report_actions(const struct comparing *comparing); /* report_actions.c */
void report_risks(const struct comparing *comparing); /* report_risks.c */
void report_deliverables(
	const struct comparing *comparing); /* report_deliverables.c */
void report_scores(const struct comparing *comparing); /* report_scores.c */

#endif
