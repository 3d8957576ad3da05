#ifndef STAGE_OUTPUTS_REPORTS_H
#define STAGE_OUTPUTS_REPORTS_H

/* The pages of the highlight reports, for the pages that lead to them. */

#include "stage/reports.h"
#include "stage/values.h"

#define REPORTS_URL "programme/reports/index.html"

/* "programme/reports/2026-10.html". */
struct str report_address(struct arena *arena, const struct report *report);

/*
 * The report of the month of the report date; NULL where there is none. OUTPUT
 * must be one that waits for the reports (output->reports).
 */
const struct report *report_latest(
	const struct build *build, const struct output *output);

/*
 * What changed of the risks in that month: {report: {title, url}, since,
 * lists: tables}; null where nothing is known.
 */
struct value report_risks_value(const struct build *build,
	const struct output *output, struct arena *arena);

#endif
