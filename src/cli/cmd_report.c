/* What changed between two days, for people or for programs. */

#include "cli/commands.h"
#include "cli/report_print.h"
#include "stage/reports.h"

/* "2026-10-03", or a month as a whole: "2026-10". */
static bool read_day(const char *option, struct str text, struct date *out)
{
	if (!text.len || date_read(text, out) || date_read_month(text, out))
		return true;
	fprintf(stderr,
		"guildhall: --%s takes a day as 2026-10-03, or a month as "
		"2026-10, not \"%.*s\"\n",
		option, STR_ARG(text));
	return false;
}

static struct date first_day(struct date date)
{
	date.day = date.day ? date.day : 1;
	return date;
}

static struct date month_of(struct date date)
{
	date.day = 0;
	return date;
}

/* The last month that is over at the report date. */
static void set_last_month(struct report *report, struct date as_at)
{
	struct date next = date_add(as_at, (struct period){0, 1});
	struct date month = {next.year, next.month, 1};

	month = date_add(month, (struct period){-1, 0});
	report->since = month;
	report->until = date_last_day(month_of(month));
}

/* What is not said follows from the other, or from the report date. */
static bool set_period(
	struct report *report, const struct options *options, struct date as_at)
{
	struct date since = {0}, until = {0};

	if (!read_day("since", options->since, &since) ||
		!read_day("until", options->until, &until))
		return false;
	if (!date_is_set(since) && !date_is_set(until)) {
		set_last_month(report, as_at);
		return true;
	}
	report->until = date_is_set(until) ? date_last_day(until) : as_at;
	report->since =
		first_day(date_is_set(since) ? since : month_of(report->until));
	if (date_cmp(report->since, as_at) > 0) {
		fputs("guildhall: the period starts behind the report date; "
		      "--as-at sets that\n",
			stderr);
		return false;
	}
	if (date_cmp(report->since, report->until) <= 0)
		return true;
	fputs("guildhall: the period ends before it starts\n", stderr);
	return false;
}

static bool check_history(const struct build *build, struct fault *fault)
{
	if (build->history)
		return true;
	return fault_set(fault, EXIT_REPOSITORY,
		"%.*s lies in no git repository that has a commit: there is "
		"no history to report from",
		STR_ARG(build->tree.label));
}

static int print_report(const struct build *build, const struct report *report,
	report_print_fn *print)
{
	const struct config *config = &build->site.config;
	const struct str *audiences = config->audiences.items;
	int edition = build->site.edition;
	struct report_head head = {config->title, config->language,
		edition > 0 ? audiences[edition] : STR("")};
	struct buf out = BUF_INIT(BUF_LARGE);
	struct arena arena = ARENA_INIT;
	int code;

	print(&out, report, &head, &arena);
	code = cli_print(buf_str(&out));
	buf_release(&out);
	arena_release(&arena);
	return code;
}

static int make(
	struct build *build, struct options *options, report_print_fn *print)
{
	struct fault fault = FAULT_INIT;
	struct report report = {0};
	bool ok = build_outline(build, &fault);

	cli_report(build, options, stderr,
		options->quiet ? SEVERITY_ERROR : SEVERITY_WARNING);
	if (!ok && fault.code == EXIT_CLEAN)
		return (int)diags_exit(&build->diags);
	if (!ok || !check_history(build, &fault))
		return cli_fault(&fault);
	if (!set_period(&report, options, build->site.as_at))
		return EXIT_USAGE;
	if (!report_make(build, &report, &fault))
		return cli_fault(&fault);
	return print_report(build, &report, print);
}

/* --json is another word for --format json. */
static report_print_fn *find_printer(const struct options *options)
{
	struct str format = options->report_format;
	report_print_fn *print;

	if (options->json)
		format = STR("json");
	print = report_printer(format.len ? format : STR("markdown"));
	if (!print)
		fputs("guildhall: --format is one of markdown, html, json\n",
			stderr);
	return print;
}

int command_report(struct options *options)
{
	report_print_fn *print = find_printer(options);
	struct build build;
	int code;

	if (!print || !cli_prepare(options))
		return EXIT_USAGE;
	build_init(&build, &options->build);
	code = make(&build, options, print);
	build_release(&build);
	return code;
}
