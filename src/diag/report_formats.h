#ifndef DIAG_REPORT_FORMATS_H
#define DIAG_REPORT_FORMATS_H

/* What the formats share; for the files of this room alone. */

#include "diag/report.h"

report_fn report_text; /* for people: with the line and a caret */
report_fn report_line; /* one line each: for editors and grep */
report_fn report_json; /* one object each, in an array */
report_fn report_github; /* workflow commands: annotations on a commit */
report_fn report_gitlab; /* Code Quality JSON: annotations on a merge */

/* The path of a diagnostic, or the empty string. */
struct str report_path(const struct diag *diag);

/* Append "path:12:5", as far as it is known, with the report's prefix. */
void report_put_place(
	struct buf *out, const struct diag *diag, const struct report *report);

#endif
