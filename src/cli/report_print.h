#ifndef CLI_REPORT_PRINT_H
#define CLI_REPORT_PRINT_H

/* A highlight report as a file of its own. */

#include "stage/report.h"

/* What the report is of: for its head. */
struct report_head {
	struct str site; /* the site's title */
	struct str language; /* "en-GB" */
	struct str edition; /* of which audience, or empty: of everybody */
};

/* Append REPORT; ARENA is for scratch. */
typedef void report_print_fn(struct buf *out, const struct report *report,
	const struct report_head *head, struct arena *arena);

/* The function for "markdown", "html" or "json"; NULL: there is none. */
report_print_fn *report_printer(struct str format);

#endif
