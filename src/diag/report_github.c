#include "diag/report_formats.h"

/* The characters that end a property or a message of a workflow command. */
static void put_escaped(struct buf *out, struct str s, bool property)
{
	struct buf safe = BUF_INIT(1 << 16);

	report_put_safe(&safe, s);
	for (size_t i = 0; i < safe.len; i++) {
		char c = safe.ptr[i];

		if (c == '%' || (property && (c == ':' || c == ',')))
			buf_printf(out, "%%%02X", (unsigned)c);
		else
			buf_putc(out, c);
	}
	buf_release(&safe);
}

void report_github(
	struct buf *out, const struct diags *diags, const struct report *report)
{
	static const char *const commands[] = {"notice", "warning", "error"};

	vec_each(struct diag, diag, &diags->list) {
		buf_printf(out, "::%s title=GH%03u", commands[diag->severity],
			diag_kind(diag->id)->number);
		if (report_path(diag).len) {
			buf_puts(out, ",file=");
			put_escaped(out, report->prefix, true);
			put_escaped(out, report_path(diag), true);
		}
		if (diag->place.line)
			buf_printf(out, ",line=%u,col=%u", diag->place.line,
				diag->place.col);
		buf_puts(out, "::");
		put_escaped(out, diag->message, false);
		if (diag->hint.len) {
			buf_puts(out, " (");
			put_escaped(out, diag->hint, false);
			buf_putc(out, ')');
		}
		buf_putc(out, '\n');
	}
}
