/* What it is all for: benefits, drivers, and those whom it touches. */

#include "model/records/kinds.h"
#include "score/programme.h"
#include "score/text.h"
#include "stage/addresses.h"
#include "stage/outputs/parts.h"
#include "stage/outputs/registers.h"

enum { PERIOD_YEAR = 1 };

struct table register_benefits(const struct build *build,
	const struct output *output, struct arena *arena)
{
	static const struct column columns[] = {
		{"id", "Number", COLUMN_TEXT},
		{"benefit", "Benefit", COLUMN_HEAD},
		{"kind", "Kind", COLUMN_TEXT},
		{"cashable", "Cashable", COLUMN_TEXT},
		{"value", "Value", COLUMN_NUMBER},
		{"period", "A year or once", COLUMN_TEXT},
		{"status", "Status", COLUMN_TEXT},
		{"on", "On", COLUMN_DATE},
		{"contract", "Contract", COLUMN_TEXT},
		{"document", "Paper", COLUMN_TEXT},
	};
	const struct record_list *all = &build->site.records.of[RECORD_BENEFIT];
	struct table table = TABLE("Benefits", columns, arena);

	(void)output;
	for (size_t i = 0; i < all->len; i++) {
		const struct benefit *benefit = all->items[i];

		table_text(&table, benefit->id);
		table_text(&table, benefit->title);
		table_text(&table, choice_title(benefit_kinds, benefit->kind));
		table_text(&table, benefit->cashable ? STR("yes") : STR("no"));
		table_amount(&table,
			benefit->value.set
				? values_money(arena, benefit->value.n)
				: STR(""),
			schema_show_number(arena, benefit->value));
		table_text(&table,
			!benefit->period			 ? STR("")
				: benefit->period == PERIOD_YEAR ? STR("a year")
								 : STR("once"));
		table_text(&table,
			choice_title(benefit_statuses, benefit->status));
		table_date(&table, benefit->on);
		table_link(&table, benefit->contract,
			benefit->contract.len
				? address_contract(arena, benefit->contract)
				: STR(""));
		table_text(&table,
			document_title(
				&build->site.records, benefit->document));
	}
	return table;
}

/* Sums of pence, by kind and status, of what has a figure. */
static int64_t sum_of(const struct record_list *all, int kind, int status,
	int period, bool *any)
{
	int64_t sum = 0;

	for (size_t i = 0; i < all->len; i++) {
		const struct benefit *benefit = all->items[i];
		int64_t pence;

		if (benefit->kind != kind || benefit->status != status ||
			benefit->period != period || !benefit->value.set ||
			!decimal_scaled(benefit->value.n, 2, &pence))
			continue;
		sum += pence;
		*any = true;
	}
	return sum;
}

static void put_sum(struct table *table, const struct record_list *all,
	int kind, int status, int period)
{
	bool any = false;
	int64_t pence = sum_of(all, kind, status, period, &any);
	struct decimal pounds = {pence, -2};

	if (!any) {
		table_text(table, STR(""));
		return;
	}
	table_amount(table, values_money(table->arena, pounds),
		arena_printf(table->arena, "%lld.%02lld",
			(long long)(pence / 100), (long long)(pence % 100)));
}

static struct table table_totals(const struct build *build,
	const struct output *output, struct arena *arena)
{
	static const struct column columns[] = {
		{"kind", "Kind", COLUMN_HEAD},
		{"benefits", "Benefits", COLUMN_NUMBER},
		{"expected_year", "Expected, a year", COLUMN_NUMBER},
		{"realised_year", "Realised, a year", COLUMN_NUMBER},
		{"realised_once", "Realised, once", COLUMN_NUMBER},
	};
	enum { EXPECTED = 1, REALISED = 2, YEAR = 1, ONCE = 2 };
	const struct record_list *all = &build->site.records.of[RECORD_BENEFIT];
	struct table table = TABLE("Totals by kind", columns, arena);

	(void)output;
	for (int kind = 1; benefit_kinds[kind - 1].name; kind++) {
		int64_t n = 0;

		for (size_t i = 0; i < all->len; i++)
			n += ((const struct benefit *)all->items[i])->kind ==
				kind;
		if (!n)
			continue;
		table_text(&table, choice_title(benefit_kinds, kind));
		table_int(&table, n);
		put_sum(&table, all, kind, EXPECTED, YEAR);
		put_sum(&table, all, kind, REALISED, YEAR);
		put_sum(&table, all, kind, REALISED, ONCE);
	}
	return table;
}

struct table register_drivers(const struct build *build,
	const struct output *output, struct arena *arena)
{
	static const struct column columns[] = {
		{"list", "List", COLUMN_TEXT},
		{"driver", "Driver", COLUMN_HEAD},
		{"side", "Side", COLUMN_TEXT},
		{"weight", "Weight", COLUMN_NUMBER},
		{"alignment", "Served by collaboration", COLUMN_TEXT},
	};
	const struct record_list *all = &build->site.records.of[RECORD_DRIVERS];
	struct table table = TABLE("Drivers", columns, arena);

	(void)output;
	for (size_t i = 0; i < all->len; i++) {
		const struct drivers *drivers = all->items[i];

		list_each(const struct driver, driver, &drivers->drivers) {
			table_text(&table, drivers->title);
			table_text(&table, driver->title);
			table_text(&table,
				choice_title(driver_sides, driver->side));
			table_int(&table, driver->weight.n);
			table_text(&table,
				choice_title(level_names, driver->alignment));
		}
	}
	return table;
}

static struct table table_alignment(const struct build *build,
	const struct output *output, struct arena *arena)
{
	static const struct column columns[] = {
		{"list", "List", COLUMN_HEAD},
		{"drivers", "Drivers", COLUMN_NUMBER},
		{"alignment", "Alignment", COLUMN_NUMBER},
		{"document", "Paper", COLUMN_TEXT},
	};
	const struct record_list *all = &build->site.records.of[RECORD_DRIVERS];
	struct table table = TABLE("Alignment", columns, arena);

	(void)output;
	for (size_t i = 0; i < all->len; i++) {
		const struct drivers *drivers = all->items[i];

		table_text(&table, drivers->title);
		table_int(&table, (int64_t)drivers->drivers.len);
		table_number(&table,
			text_points(arena, programme_alignment(drivers)));
		table_text(&table,
			document_title(
				&build->site.records, drivers->document));
	}
	return table;
}

struct table register_stakeholders(const struct build *build,
	const struct output *output, struct arena *arena)
{
	static const struct column columns[] = {
		{"stakeholder", "Stakeholders", COLUMN_HEAD},
		{"impact", "Effect on them", COLUMN_TEXT},
		{"influence", "Influence", COLUMN_TEXT},
		{"note", "Why", COLUMN_TEXT},
	};
	const struct record_list *all =
		&build->site.records.of[RECORD_STAKEHOLDER];
	struct table table = TABLE("Stakeholders", columns, arena);

	(void)output;
	for (size_t i = 0; i < all->len; i++) {
		const struct stakeholder *stakeholder = all->items[i];

		table_text(&table, stakeholder->title);
		table_text(&table,
			choice_title(stakeholder_impacts, stakeholder->impact));
		table_text(&table,
			choice_title(level_names, stakeholder->influence));
		table_text(&table, stakeholder->note);
	}
	return table;
}

static const struct page_table worth_tables[] = {
	{"totals", STR_INIT("-totals"), table_totals},
	{"alignment", STR_INIT("-alignment"), table_alignment},
};

enum { TABLES = sizeof worth_tables / sizeof *worth_tables };

static void fill_worth(const struct build *build, const struct output *output,
	struct value_map *map, struct arena *arena)
{
	struct table benefits = register_benefits(build, output, arena);
	struct table drivers = register_drivers(build, output, arena);
	struct table stakeholders = register_stakeholders(build, output, arena);

	value_give(map, arena, "title",
		value_string(STR("Benefits, drivers and stakeholders")));
	value_give(map, arena, "breadcrumbs", values_programme_crumbs(arena));
	output_put_tables(build, output, worth_tables, TABLES, map, arena);
	output_put_table(
		map, arena, "benefits", &benefits, STR("programme/benefits"));
	output_put_table(
		map, arena, "drivers", &drivers, STR("programme/drivers"));
	output_put_table(map, arena, "stakeholders", &stakeholders,
		STR("programme/stakeholders"));
}

void outputs_add_worth(struct build *build)
{
	const struct records *records = &build->site.records;
	struct str url = STR("programme/worth.html");

	if (!records->of[RECORD_BENEFIT].len &&
		!records->of[RECORD_DRIVERS].len &&
		!records->of[RECORD_STAKEHOLDER].len)
		return;
	output_add(build, url, "worth", fill_worth, NULL);
	output_add_tables(build, url, worth_tables, TABLES, NULL);
}
