#ifndef DIAG_REPORT_H
#define DIAG_REPORT_H

/*
 * Printing diagnostics: for people, for editors, for programs and for
 * forges. The formats are a table; adding one means adding a row.
 */

#include "base/buf.h"
#include "diag/diag.h"

/* At most so many diagnostics a file are printed by the text format. */
enum { REPORT_PER_FILE = 20 };

struct report {
	/*
	 * The text of a file, for the caret line, or an empty string. Views
	 * must live until the report is printed. May be NULL.
	 */
	struct str (*text_of)(void *context, const struct source *source);
	void *context; /* passed to text_of */
	struct str prefix; /* put before each path (forges): "content/" */
	bool color; /* text format only */
};

/* Append the (sorted) diagnostics to OUT in one format. */
typedef void report_fn(struct buf *out, const struct diags *diags,
	const struct report *report);

struct report_format {
	struct str name; /* as --format takes it */
	report_fn *print;
	bool forge; /* paths start at the top of the repository */
};

extern const struct report_format report_formats[];
extern const size_t report_format_count;

/* The format of that name, or NULL. */
const struct report_format *report_format(struct str name);

/* S with control bytes and bad UTF-8 as \xNN, so that no terminal obeys. */
void report_put_safe(struct buf *out, struct str s);

/* The paragraph that `guildhall explain` prints for a code. */
struct str explain_text(unsigned number);

#endif
