/*
 * The critical friends' scheme as everybody may see it: figures of all pairs
 * together, where they are of enough of them.
 */

#include "model/records/kinds.h"
#include "score/suppress.h"
#include "score/text.h"
#include "stage/addresses.h"
#include "stage/outputs/parts.h"
#include "stage/outputs/registers.h"
#include "stage/scheme.h"

enum { HALF = 6, PER_CENT = 100 };

static const struct str withheld = STR_INIT("withheld");

/* Why it is withheld is not told: that would tell something. */
static void put_figure(
	struct table *table, struct scheme_figure figure, size_t times)
{
	if (figure.shown)
		table_int(table, (int64_t)(figure.n * times));
	else
		table_number(table, STR(""))->text = withheld;
}

/* A part, and how many in a hundred of the whole that is. */
static void put_share(struct table *table, struct scheme_figure part,
	struct scheme_figure whole)
{
	struct cell *cell;

	if (!part.shown || !whole.shown) {
		put_figure(table, (struct scheme_figure){0}, 1);
		return;
	}
	cell = table_int(table, (int64_t)part.n);
	cell->text = arena_printf(table->arena, "%zu (%zu %%)", part.n,
		(2 * PER_CENT * part.n + whole.n) / (2 * whole.n));
}

static const struct scheme *scheme_of(const struct output *output)
{
	return output->subject;
}

static struct table table_months(const struct build *build,
	const struct output *output, struct arena *arena)
{
	static const struct column columns[] = {
		{"month", "Month", COLUMN_DATE},
		{"sessions", "Sessions held", COLUMN_NUMBER},
		{"hours", "Hours given", COLUMN_NUMBER},
	};
	struct table table = TABLE("Month by month", columns, arena);

	(void)build;
	vec_each(const struct scheme_month, month, &scheme_of(output)->months) {
		table_date(&table, month->month);
		put_figure(&table, month->sessions, 1);
		put_figure(&table, month->sessions, SCHEME_HOURS);
	}
	return table;
}

/* "January to June 2026", or "2026". */
static struct str period_name(
	struct arena *arena, const struct scheme_period *period, bool year)
{
	if (year)
		return arena_printf(arena, "%d", period->first.year);
	return arena_printf(arena, "%s %d",
		period->first.month == 1 ? "January to June"
					 : "July to December",
		period->first.year);
}

static void put_report(
	struct table *table, const struct scheme_period *period, bool year)
{
	const struct scheme_report *report = &period->report;

	table_text(table, period_name(table->arena, period, year));
	put_figure(table, report->pairs, 1);
	put_share(table, report->pace, report->pairs);
	put_figure(table, report->due, 1);
	put_share(table, report->done, report->due);
	put_figure(table, report->set, 1);
	put_share(table, report->met, report->set);
	put_figure(table, report->problems, 1);
	for (size_t i = 0; i < PROBLEM_KINDS; i++)
		put_figure(table, report->kinds[i], 1);
}

static const struct column report_columns[] = {
	{"period", "Period", COLUMN_HEAD},
	{"pairs", "Pairs at its end", COLUMN_NUMBER},
	{"pace", "Meeting as often as agreed", COLUMN_NUMBER},
	{"reviews_due", "Reviews due", COLUMN_NUMBER},
	{"reviews_done", "Reviews done", COLUMN_NUMBER},
	{"goals_set", "Goals set", COLUMN_NUMBER},
	{"goals_met", "Goals met", COLUMN_NUMBER},
	{"problems", "Problems raised", COLUMN_NUMBER},
	{"problems_meeting", "About meeting", COLUMN_NUMBER},
	{"problems_contact", "About contact", COLUMN_NUMBER},
	{"problems_process", "About the process", COLUMN_NUMBER},
	{"problems_confidence", "About confidence", COLUMN_NUMBER},
	{"problems_other", "About anything else", COLUMN_NUMBER},
};

static struct table table_halves(const struct build *build,
	const struct output *output, struct arena *arena)
{
	struct table table = TABLE("Half-year reports", report_columns, arena);

	(void)build;
	vec_each(const struct scheme_period, half, &scheme_of(output)->halves)
		put_report(&table, half, false);
	return table;
}

static struct table table_years(const struct build *build,
	const struct output *output, struct arena *arena)
{
	struct table table =
		TABLE("End-of-year reports", report_columns, arena);

	(void)build;
	vec_each(const struct scheme_period, year, &scheme_of(output)->years)
		put_report(&table, year, true);
	return table;
}

static const struct page_table scheme_tables[] = {
	{"months", STR_INIT("-months"), table_months},
	{"halves", STR_INIT("-halves"), table_halves},
	{"years", STR_INIT("-years"), table_years},
};

enum { TABLES = sizeof scheme_tables / sizeof *scheme_tables };

static void fill_scheme(const struct build *build, const struct output *output,
	struct value_map *map, struct arena *arena)
{
	value_give(map, arena, "title",
		value_string(STR("Critical friends: the figures")));
	value_give(map, arena, "breadcrumbs", values_programme_crumbs(arena));
	value_give(map, arena, "least", value_int(SUPPRESS_LEAST));
	value_give(map, arena, "closes", value_int(SCHEME_CLOSES));
	output_put_tables(build, output, scheme_tables, TABLES, map, arena);
}

void outputs_add_scheme(struct build *build)
{
	struct str url = STR(SCHEME_URL);
	struct scheme *scheme;

	if (!build->site.records.of[RECORD_PAIR].len)
		return;
	scheme = scheme_collect(build);
	output_add(build, url, "scheme", fill_scheme, scheme);
	output_add_tables(build, url, scheme_tables, TABLES, scheme);
}
