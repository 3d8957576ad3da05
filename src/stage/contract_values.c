#include "stage/contract_values.h"

#include "chart/chart.h"
#include "model/records/kinds.h"
#include "stage/addresses.h"
#include "stage/figures.h"
#include "stage/values.h"

enum { DIMENSIONS = 4, LOWER_IS_BETTER = 2 };

enum kpi_state kpi_state(const struct kpi *kpi)
{
	int order;

	if (!kpi->actual.set || !kpi->target.set)
		return KPI_UNKNOWN;
	order = decimal_cmp(kpi->actual.n, kpi->target.n);
	if (kpi->better == LOWER_IS_BETTER)
		order = -order;
	return order >= 0 ? KPI_ON_TARGET : KPI_OFF_TARGET;
}

struct str tier_title(
	const struct build *build, struct arena *arena, struct str tier)
{
	const struct value *ref = map_get(&build->shared->refs[REF_TIER], tier);
	const struct value *title = ref ? value_get(ref, STR("title")) : NULL;

	if (title || !tier.len)
		return title ? title->text : tier;
	return arena_printf(arena, "%c%.*s", char_upper(tier.ptr[0]),
		STR_ARG(str_from(tier, 1)));
}

struct list contracts_all(const struct build *build)
{
	const struct record_list *all =
		&build->site.records.of[RECORD_CONTRACT];

	return (struct list){all->items, all->len};
}

/* The measures of one dimension, counted. */
struct tally {
	size_t measures, figures, on_target;
};

static struct tally tally_of(const struct list *contracts, int dimension)
{
	struct tally tally = {0};

	list_each(const struct contract *const, contract, contracts)
		list_each(const struct kpi, kpi, &(*contract)->kpis) {
			enum kpi_state state = kpi_state(kpi);

			if (kpi->dimension != dimension)
				continue;
			tally.measures++;
			tally.figures += state != KPI_UNKNOWN;
			tally.on_target += state == KPI_ON_TARGET;
		}
	return tally;
}

static struct str tally_text(const struct tally *tally)
{
	if (tally->figures)
		return STR("on target");
	return tally->measures ? STR("no figure yet") : STR("not tracked");
}

/* "5 of 9 measures are on target." */
static struct str scorecard_sentence(
	struct arena *arena, const struct list *contracts)
{
	size_t figures = 0, on = 0;

	for (int i = 1; i <= DIMENSIONS; i++) {
		struct tally tally = tally_of(contracts, i);

		figures += tally.figures;
		on += tally.on_target;
	}
	if (!figures)
		return STR("No measure has a figure and a target yet.");
	return arena_printf(arena,
		"%zu of %zu measures with a figure are on target.", on,
		figures);
}

struct value scorecard_figure(struct arena *arena, const struct list *contracts)
{
	struct chart chart = {.id = STR("scorecard"),
		.title = STR("Scorecard"),
		.description = STR("How many measures of cost, performance, "
				   "risk and users are on target.")};
	struct chart_quadrant quadrants[DIMENSIONS];
	struct buf svg = BUF_INIT(BUF_LARGE);

	for (int i = 0; i < DIMENSIONS; i++) {
		struct tally tally = tally_of(contracts, i + 1);

		quadrants[i] = (struct chart_quadrant){
			.title = choice_title(kpi_dimensions, i + 1),
			.figure = tally.figures
				? arena_printf(arena, "%zu of %zu",
					  tally.on_target, tally.figures)
				: STR("\xE2\x80\x93"),
			.text = tally_text(&tally),
			.empty = !tally.figures};
	}
	chart_quadrants(&svg, &chart, quadrants);
	return figure_value(
		arena, &chart, scorecard_sentence(arena, contracts), &svg);
}

struct table scorecard_summary(
	struct arena *arena, const struct list *contracts)
{
	static const struct column columns[] = {
		{"dimension", "Dimension", COLUMN_HEAD},
		{"measures", "Measures", COLUMN_NUMBER},
		{"figures", "With a figure", COLUMN_NUMBER},
		{"on_target", "On target", COLUMN_NUMBER},
	};
	struct table table = TABLE("Scorecard", columns, arena);

	for (int i = 1; i <= DIMENSIONS; i++) {
		struct tally tally = tally_of(contracts, i);

		table_text(&table, choice_title(kpi_dimensions, i));
		table_int(&table, (int64_t)tally.measures);
		table_int(&table, (int64_t)tally.figures);
		table_int(&table, (int64_t)tally.on_target);
	}
	return table;
}

struct table scorecard_table(struct arena *arena, const struct list *contracts)
{
	static const struct column columns[] = {
		{"contract", "Contract", COLUMN_TEXT},
		{"dimension", "Dimension", COLUMN_TEXT},
		{"measure", "Measure", COLUMN_HEAD},
		{"actual", "Actual", COLUMN_NUMBER},
		{"target", "Target", COLUMN_NUMBER},
		{"unit", "Unit", COLUMN_TEXT},
		{"state", "On target", COLUMN_TEXT},
	};
	static const struct str states[] = {
		[KPI_UNKNOWN] = STR_INIT("no figure"),
		[KPI_ON_TARGET] = STR_INIT("yes"),
		[KPI_OFF_TARGET] = STR_INIT("no")};
	struct table table = TABLE("Measures", columns, arena);

	list_each(const struct contract *const, contract, contracts)
		list_each(const struct kpi, kpi, &(*contract)->kpis) {
			table_link(&table, (*contract)->id,
				address_contract(arena, (*contract)->id));
			table_text(&table,
				choice_title(kpi_dimensions, kpi->dimension));
			table_text(&table, kpi->title);
			table_number(
				&table, schema_show_number(arena, kpi->actual));
			table_number(
				&table, schema_show_number(arena, kpi->target));
			table_text(&table, kpi->unit);
			table_text(&table, states[kpi_state(kpi)]);
		}
	return table;
}

static enum chart_mark mark_of(const struct contract *contract, int check)
{
	static const enum chart_mark marks[] = {[CHECK_UNKNOWN] = CHART_UNKNOWN,
		[CHECK_NONE] = CHART_NO,
		[CHECK_DONE] = CHART_YES};

	if (!contract->checks)
		return CHART_UNKNOWN;
	return marks[contract->checks->of[check].state];
}

static size_t count_done(const struct list *contracts, int check)
{
	size_t done = 0;

	list_each(const struct contract *const, contract, contracts)
		done += mark_of(*contract, check) == CHART_YES;
	return done;
}

/* The check that fewest contracts pass, and what the marks mean. */
static struct str checks_sentence(
	struct arena *arena, const struct list *contracts)
{
	int weakest = 0;

	for (int i = 1; i < CHECKS; i++)
		if (count_done(contracts, i) < count_done(contracts, weakest))
			weakest = i;
	return arena_printf(arena,
		"Fewest have: %.*s, %zu of %zu. A full mark: done; an empty "
		"one: not done; a low one: not known.",
		STR_ARG(choice_title(check_names, weakest + 1)),
		count_done(contracts, weakest), contracts->len);
}

struct value checks_figure(struct arena *arena, const struct list *contracts)
{
	struct chart chart = {.id = STR("checks"),
		.title = STR("Ten checks"),
		.description = STR("A mark for each contract: full where the "
				   "check was done, empty where it was not, "
				   "low where it is not known.")};
	struct chart_checks rows[CHECKS];
	struct buf svg = BUF_INIT(BUF_LARGE);

	for (int i = 0; i < CHECKS; i++) {
		enum chart_mark *marks =
			arena_array(arena, enum chart_mark, contracts->len + 1);
		size_t n = 0;

		list_each(const struct contract *const, contract, contracts)
			marks[n++] = mark_of(*contract, i);
		rows[i] = (struct chart_checks){
			.label = choice_title(check_names, i + 1),
			.text = arena_printf(arena, "%zu of %zu",
				count_done(contracts, i), n),
			.marks = marks,
			.n = n};
	}
	chart_matrix(&svg, &chart, rows, CHECKS);
	return figure_value(
		arena, &chart, checks_sentence(arena, contracts), &svg);
}

struct table checks_table(struct arena *arena, const struct list *contracts)
{
	static const struct column columns[] = {
		{"check", "Check", COLUMN_HEAD},
		{"done", "Done", COLUMN_NUMBER},
		{"not_done", "Not done", COLUMN_NUMBER},
		{"not_known", "Not known", COLUMN_NUMBER},
	};
	struct table table = TABLE("The ten checks", columns, arena);

	for (int i = 0; i < CHECKS; i++) {
		size_t done = count_done(contracts, i), none = 0;

		list_each(const struct contract *const, contract, contracts)
			none += mark_of(*contract, i) == CHART_NO;
		table_text(&table, choice_title(check_names, i + 1));
		table_int(&table, (int64_t)done);
		table_int(&table, (int64_t)none);
		table_int(&table, (int64_t)(contracts->len - done - none));
	}
	return table;
}

struct table contract_checks_table(
	struct arena *arena, const struct contract *contract)
{
	static const struct column columns[] = {
		{"check", "Check", COLUMN_HEAD},
		{"state", "State", COLUMN_TEXT},
		{"on", "Last done", COLUMN_DATE},
	};
	static const struct str states[] = {[CHART_YES] = STR_INIT("done"),
		[CHART_NO] = STR_INIT("not done"),
		[CHART_UNKNOWN] = STR_INIT("not known")};
	struct table table = TABLE("The ten checks", columns, arena);

	for (int i = 0; i < CHECKS; i++) {
		table_text(&table, choice_title(check_names, i + 1));
		table_text(&table, states[mark_of(contract, i)]);
		table_date(&table,
			contract->checks ? contract->checks->of[i].on
					 : (struct date){0});
	}
	return table;
}

struct table contracts_table(const struct build *build, struct arena *arena,
	const struct list *contracts)
{
	static const struct column columns[] = {
		{"id", "Number", COLUMN_TEXT},
		{"title", "Contract", COLUMN_HEAD},
		{"organisation", "Organisation", COLUMN_TEXT},
		{"supplier", "Supplier", COLUMN_TEXT},
		{"tier", "Tier", COLUMN_TEXT},
		{"stage", "Stage", COLUMN_TEXT},
		{"value", "Value a year", COLUMN_NUMBER},
		{"end", "Ends", COLUMN_DATE},
	};
	struct table table = TABLE("Contracts", columns, arena);

	list_each(const struct contract *const, entry, contracts) {
		const struct contract *contract = *entry;
		const struct organisation *organisation =
			records_find(&build->site.records, RECORD_ORGANISATION,
				contract->organisation);

		table_text(&table, contract->id);
		table_link(&table, contract->title,
			address_contract(arena, contract->id));
		table_link(&table, organisation ? organisation->title : STR(""),
			organisation
				? address_organisation(arena, organisation->id)
				: STR(""));
		table_text(&table, contract->supplier);
		table_text(&table, tier_title(build, arena, contract->tier));
		table_text(
			&table, choice_title(contract_stages, contract->stage));
		table_amount(&table,
			contract->value.set
				? values_money(arena, contract->value.n)
				: STR(""),
			schema_show_number(arena, contract->value));
		table_date(&table, contract->end);
	}
	return table;
}
