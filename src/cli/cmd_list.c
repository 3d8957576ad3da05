/*
 * Pages, records and registers as a table: for people, or as JSON or CSV for
 * programs.
 */

#include "cli/commands.h"
#include "cli/list_pairs.h"
#include "cli/table_text.h"
#include "stage/duties.h"
#include "stage/outputs/registers.h"

/* What is asked for; empty filters let everything pass. */
struct filter {
	const struct options *options;
	const struct site_register *only; /* that register as it is */
	bool pairs; /* of critical friends; or else */
	bool all; /* kinds of duty; or else */
	enum duty_kind kind;
	bool by_due;
	struct date until; /* due up to this day */
};

static bool passes(const struct filter *filter, const struct duty *duty)
{
	const struct options *options = filter->options;

	if (!filter->all && duty->kind != filter->kind)
		return false;
	if (options->owner.len && !duty_is_of(duty, options->owner))
		return false;
	if (options->status.len && !str_eq(duty->status, options->status))
		return false;
	if (options->type.len && !str_eq(duty->type, options->type))
		return false;
	if (!filter->by_due)
		return true;
	return duty->state > DUTY_UNDATED && !duty->stopped &&
		date_cmp(date_last_day(duty->due), filter->until) <= 0;
}

static struct str owners_of(struct arena *arena, const struct duty *duty)
{
	struct str text = STR("");

	list_each(const struct str, role, &duty->roles)
		text = arena_printf(arena, "%.*s%s%.*s", STR_ARG(text),
			text.len ? ", " : "", STR_ARG(*role));
	return text;
}

static void put_page(struct table *table, const struct duty *duty)
{
	table_text(table, duty->id);
	table_text(table, duty->title);
	table_text(table, duty->status);
	table_text(table, owners_of(table->arena, duty));
	table_date(table, duty->due);
	table_text(table, duty_state_text(duty->state));
}

static struct table table_of_pages(const struct filter *filter,
	const struct duties *duties, struct arena *arena)
{
	static const struct column columns[] = {
		{"path", "path", COLUMN_TEXT},
		{"title", "title", COLUMN_TEXT},
		{"status", "status", COLUMN_TEXT},
		{"owner", "owner", COLUMN_TEXT},
		{"review_due", "review due", COLUMN_DATE},
		{"state", "state", COLUMN_TEXT},
	};
	struct table table = TABLE("Pages", columns, arena);

	vec_each(const struct duty, duty, &duties->all)
		if (passes(filter, duty))
			put_page(&table, duty);
	return table;
}

static void put_duty(struct table *table, const struct duty *duty)
{
	bool over = duty->state == DUTY_CLOSED || duty->stopped;

	table_text(table, duty_names[duty->kind]);
	table_text(table, duty->id);
	table_text(table, duty->title);
	table_text(table, over ? STR("") : duty->task);
	table_text(table, duty->status);
	table_text(table, owners_of(table->arena, duty));
	table_date(table, duty->due);
	table_text(table, over ? STR("") : duty_state_text(duty->state));
}

/* What presses most comes first. */
static struct table table_of_duties(const struct filter *filter,
	const struct duties *duties, struct arena *arena)
{
	static const struct column columns[] = {
		{"kind", "kind", COLUMN_TEXT},
		{"id", "id", COLUMN_TEXT},
		{"title", "title", COLUMN_TEXT},
		{"task", "to do", COLUMN_TEXT},
		{"status", "status", COLUMN_TEXT},
		{"owner", "owner", COLUMN_TEXT},
		{"due", "due", COLUMN_DATE},
		{"state", "state", COLUMN_TEXT},
	};
	struct table table = TABLE("Work", columns, arena);
	VEC(const struct duty *) found = {0};

	vec_each(const struct duty, duty, &duties->all)
		if (passes(filter, duty))
			*vec_push(&found, arena) = duty;
	duties_sort(found.items, found.len);
	vec_each(const struct duty *const, duty, &found)
		put_duty(&table, *duty);
	return table;
}

static struct table make_table(
	struct build *build, const struct filter *filter, struct arena *arena)
{
	const struct duties *duties;

	if (filter->pairs)
		return list_pairs(&build->site, arena);
	if (filter->only)
		return filter->only->table(build, NULL, arena);
	duties = duties_find(build);
	if (!filter->all && filter->kind == DUTY_PAGE)
		return table_of_pages(filter, duties, arena);
	return table_of_duties(filter, duties, arena);
}

static bool is_filtered(const struct options *options)
{
	return options->owner.len || options->status.len || options->type.len ||
		options->due.len;
}

enum { KINDS_MAX = 64 };

static const struct str pairs_kind = STR_INIT("pairs");

/* All that --kind may be: "all", the kinds of duty, registers. */
static size_t kind_names(struct str names[KINDS_MAX])
{
	size_t n = 0;

	names[n++] = STR("all");
	names[n++] = pairs_kind;
	for (size_t i = 0; i < DUTY_KINDS; i++)
		names[n++] = duty_names[i];
	for (size_t i = 0; i < site_register_count && n < KINDS_MAX; i++)
		names[n++] = str_of(site_registers[i].key);
	return n;
}

static bool complain_kind(struct str kind)
{
	struct str names[KINDS_MAX];
	size_t n = kind_names(names), nearest = str_nearest(kind, names, n);

	fprintf(stderr, "guildhall: nothing to list is called \"%.*s\"",
		STR_ARG(kind));
	if (nearest < n)
		fprintf(stderr, "; did you mean \"%.*s\"?\n",
			STR_ARG(names[nearest]));
	else
		fputs("; --kind is all, pages, actions, risks, contracts, "
		      "deliverables, pairs or the name of a register\n",
			stderr);
	return false;
}

/* Without a kind there are pages; of an owner, everything. */
static bool set_kind(struct filter *filter)
{
	struct str kind = filter->options->kind;

	if (!kind.len)
		kind = filter->options->owner.len ? STR("all") : STR("pages");
	filter->all = str_eq(kind, STR("all"));
	if (filter->all)
		return true;
	for (size_t i = 0; i < DUTY_KINDS; i++)
		if (str_eq(kind, duty_names[i])) {
			filter->kind = (enum duty_kind)i;
			return true;
		}
	for (size_t i = 0; i < site_register_count; i++)
		if (str_eq(kind, str_of(site_registers[i].key)))
			filter->only = &site_registers[i];
	filter->pairs = str_eq(kind, pairs_kind);
	if (!filter->only && !filter->pairs)
		return complain_kind(kind);
	if (!is_filtered(filter->options))
		return true;
	fprintf(stderr,
		"guildhall: %s are listed whole; --owner, --status, --type and "
		"--due are for pages, actions, risks, contracts and "
		"deliverables\n",
		filter->pairs ? "pairs" : filter->only->key);
	return false;
}

static bool set_due(struct filter *filter, const struct build *build)
{
	struct period within;

	filter->by_due = filter->options->due.len > 0;
	if (!filter->by_due)
		return true;
	if (!period_read(filter->options->due, &within)) {
		fputs("guildhall: --due takes a period, as in 30d or \"6 "
		      "months\"\n",
			stderr);
		return false;
	}
	filter->until = date_add(build->site.as_at, within);
	return true;
}

/* A mistyped role has no work, which is no answer. */
static bool check_owner(
	const struct options *options, const struct build *build)
{
	const struct records *records = &build->site.records;
	const struct record_list *roles = &records->of[RECORD_ROLE];
	struct arena arena = ARENA_INIT;
	struct str *names = arena_array(&arena, struct str, roles->len + 1);
	size_t n = 0, nearest;
	bool known = !options->owner.len || !roles->len ||
		records_find(records, RECORD_ROLE, options->owner);

	for (size_t i = 0; i < roles->len; i++)
		names[n++] = ((const struct role *)roles->items[i])->id;
	nearest = str_nearest(options->owner, names, n);
	if (!known && nearest < n)
		fprintf(stderr,
			"guildhall: there is no role \"%.*s\"; did you mean "
			"\"%.*s\"?\n",
			STR_ARG(options->owner), STR_ARG(names[nearest]));
	else if (!known)
		fprintf(stderr, "guildhall: there is no role \"%.*s\"\n",
			STR_ARG(options->owner));
	arena_release(&arena);
	return known;
}

static int print_list(
	struct build *build, const struct filter *filter, bool is_clean)
{
	struct arena arena = ARENA_INIT;
	struct buf out = BUF_INIT(BUF_LARGE);
	int code = EXIT_CLEAN;

	/* Registers refer to what is known only of a site without errors. */
	if (is_clean || !(filter->only || filter->pairs)) {
		struct table table = make_table(build, filter, &arena);

		cli_put_table(&out, &table, filter->options);
		code = cli_print(buf_str(&out));
	}
	buf_release(&out);
	arena_release(&arena);
	return code;
}

int command_list(struct options *options)
{
	struct filter filter = {.options = options};
	struct fault fault = FAULT_INIT;
	struct build build;
	int code;
	bool is_clean;

	if (!cli_prepare(options) || !set_kind(&filter))
		return EXIT_USAGE;
	options->build.all_audiences = filter.pairs;
	build_init(&build, &options->build);
	is_clean = build_read(&build, &fault);
	if (!is_clean && fault.code == EXIT_CLEAN)
		cli_report(&build, options, stderr, SEVERITY_ERROR);
	if (fault.code != EXIT_CLEAN)
		code = cli_fault(&fault);
	else if (!set_due(&filter, &build) || !check_owner(options, &build))
		code = EXIT_USAGE;
	else
		code = print_list(&build, &filter, is_clean);
	if (code == EXIT_CLEAN)
		code = (int)diags_exit(&build.diags);
	build_release(&build);
	return code;
}
