#include "base/escape.h"
#include "diag/report_formats.h"

/* A JSON string, valid whatever bytes a file's name has. */
static void put_string(struct buf *out, struct str before, struct str s)
{
	struct buf safe = BUF_INIT(1 << 16);

	report_put_safe(&safe, before);
	report_put_safe(&safe, s);
	escape_json(out, buf_str(&safe));
	buf_release(&safe);
}

void report_json(
	struct buf *out, const struct diags *diags, const struct report *report)
{
	const char *before = "";

	buf_putc(out, '[');
	vec_each(struct diag, diag, &diags->list) {
		buf_printf(out,
			"%s\n{\"code\": \"GH%03u\", \"severity\": \"%s\"",
			before, diag_kind(diag->id)->number,
			severity_name(diag->severity));
		buf_puts(out, ", \"path\": ");
		put_string(out, report->prefix, report_path(diag));
		buf_printf(out, ", \"line\": %u, \"column\": %u, \"width\": %u",
			diag->place.line, diag->place.col, diag->width);
		buf_puts(out, ", \"message\": ");
		put_string(out, STR(""), diag->message);
		buf_puts(out, ", \"hint\": ");
		put_string(out, STR(""), diag->hint);
		buf_putc(out, '}');
		before = ",";
	}
	buf_puts(out, "\n]\n");
}

/*
 * Code Quality: an identity that stays when lines move, so that a merge
 * request shows what is new.
 */
static void put_gitlab(
	struct buf *out, const struct diag *diag, const struct report *report)
{
	static const char *const severities[] = {"info", "minor", "major"};
	struct buf key = BUF_INIT(1 << 16);
	struct buf text = BUF_INIT(1 << 16);

	buf_printf(&key, "GH%03u", diag_kind(diag->id)->number);
	buf_put(&key, report_path(diag));
	buf_put(&key, diag->message);
	buf_puts(out, "{\"description\": ");
	buf_put(&text, diag->message);
	if (diag->hint.len)
		buf_printf(&text, " (%.*s)", STR_ARG(diag->hint));
	put_string(out, STR(""), buf_str(&text));
	buf_printf(out, ", \"check_name\": \"GH%03u\"",
		diag_kind(diag->id)->number);
	buf_printf(out, ", \"fingerprint\": \"%016llx\"",
		(unsigned long long)str_hash(buf_str(&key)));
	buf_printf(out, ", \"severity\": \"%s\", \"location\": {\"path\": ",
		severities[diag->severity]);
	put_string(out, report->prefix, report_path(diag));
	buf_printf(out, ", \"lines\": {\"begin\": %u}}}",
		diag->place.line ? diag->place.line : 1);
	buf_release(&key);
	buf_release(&text);
}

void report_gitlab(
	struct buf *out, const struct diags *diags, const struct report *report)
{
	const char *before = "";

	buf_putc(out, '[');
	vec_each(struct diag, diag, &diags->list) {
		buf_printf(out, "%s\n", before);
		put_gitlab(out, diag, report);
		before = ",";
	}
	buf_puts(out, "\n]\n");
}
