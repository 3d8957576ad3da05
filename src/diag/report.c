#include "diag/report.h"

#include "base/utf8.h"
#include "diag/report_formats.h"

const struct report_format report_formats[] = {
	{STR_INIT("text"), report_text, false},
	{STR_INIT("line"), report_line, false},
	{STR_INIT("json"), report_json, false},
	{STR_INIT("github"), report_github, true},
	{STR_INIT("gitlab"), report_gitlab, true},
};

const size_t report_format_count =
	sizeof report_formats / sizeof *report_formats;

const struct report_format *report_format(struct str name)
{
	for (size_t i = 0; i < report_format_count; i++)
		if (str_eq(report_formats[i].name, name))
			return &report_formats[i];
	return NULL;
}

void report_put_safe(struct buf *out, struct str s)
{
	for (size_t at = 0; at < s.len;) {
		size_t start = at;
		uint32_t code = utf8_next(s, &at);

		if (code != UTF8_BAD && !utf8_is_forbidden(code) &&
			code != '\n' && code != '\r') {
			buf_put(out, str_sub(s, start, at));
			continue;
		}
		for (size_t i = start; i < at; i++)
			buf_printf(out, "\\x%02x", (unsigned char)s.ptr[i]);
	}
}

struct str report_path(const struct diag *diag)
{
	return diag->place.source ? diag->place.source->path : STR("");
}

/* "path:12:5", as far as it is known. */
void report_put_place(
	struct buf *out, const struct diag *diag, const struct report *report)
{
	buf_put(out, report->prefix);
	report_put_safe(out, report_path(diag));
	if (diag->place.line)
		buf_printf(out, ":%u:%u", diag->place.line, diag->place.col);
}

void report_line(
	struct buf *out, const struct diags *diags, const struct report *report)
{
	vec_each(struct diag, diag, &diags->list) {
		if (report_path(diag).len) {
			report_put_place(out, diag, report);
			buf_puts(out, ": ");
		}
		buf_printf(out, "%s[GH%03u]: ", severity_name(diag->severity),
			diag_kind(diag->id)->number);
		report_put_safe(out, diag->message);
		if (diag->hint.len) {
			buf_puts(out, " (");
			report_put_safe(out, diag->hint);
			buf_putc(out, ')');
		}
		buf_putc(out, '\n');
	}
}
