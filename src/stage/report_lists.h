#ifndef STAGE_REPORT_LISTS_H
#define STAGE_REPORT_LISTS_H

/*
 * The table of the lists of a report: what each is called, and which fields of
 * its rows stand under which heading. For report_*.c alone.
 */

#include "data/table.h"
#include "stage/report.h"

/* The fields of a row, by the columns that show them. */
enum report_field {
	REPORT_ID,
	REPORT_TITLE,
	REPORT_WHO,
	REPORT_NOTE,
	REPORT_BEFORE,
	REPORT_AFTER,
	REPORT_CHANGE,
	REPORT_KIND,
	REPORT_CONTRACT,
	REPORT_DATE,
	REPORT_DATE_BEFORE,
	REPORT_DAYS,
	REPORT_EXPOSURE_BEFORE,
	REPORT_EXPOSURE
};

enum { REPORT_COLUMNS = 10 };

struct report_column {
	struct column column; /* key NULL: behind the last */
	enum report_field field;
};

struct report_type {
	const char *group; /* what it is about: "risks" */
	const char *key; /* "opened" */
	const char *title; /* "Opened" */
	const char *words; /* behind a number: "due and not done" */
	struct report_column columns[REPORT_COLUMNS];
};

extern const struct report_type report_types[REPORT_LISTS];

#endif
