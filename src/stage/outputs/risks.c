/* The risk register: its nine columns (PID 9), its matrix and its exposure. */

#include "chart/chart.h"
#include "model/records/kinds.h"
#include "score/programme.h"
#include "stage/addresses.h"
#include "stage/figures.h"
#include "stage/outputs/parts.h"
#include "stage/outputs/registers.h"
#include "stage/outputs/reports.h"

enum { SIDE = LEVEL_LOW };

static const struct str level_words[] = {[LEVEL_NONE] = STR_INIT(""),
	[LEVEL_HIGH] = STR_INIT("high"),
	[LEVEL_MEDIUM] = STR_INIT("medium"),
	[LEVEL_LOW] = STR_INIT("low")};

/* Risks of contracts are looked at together, whatever their register. */
static struct str register_of(const struct risk *risk)
{
	return risk->contract.len ? STR("") : risk->register_name;
}

/* The registers that risks are kept in, in the order of their first risk. */
static struct list register_names(
	const struct build *build, struct arena *arena)
{
	const struct record_list *risks = &build->site.records.of[RECORD_RISK];
	struct str *names = arena_array(arena, struct str, risks->len + 1);
	size_t n = 0;

	for (size_t i = 0; i < risks->len; i++) {
		const struct risk *risk = risks->items[i];
		bool known = false;

		for (size_t j = 0; j < n; j++)
			known = known || str_eq(names[j], register_of(risk));
		if (!known)
			names[n++] = register_of(risk);
	}
	return (struct list){names, n};
}

static void put_risk(
	const struct build *build, struct table *table, const struct risk *risk)
{
	struct arena *arena = table->arena;
	const struct role *owner =
		records_find(&build->site.records, RECORD_ROLE, risk->owner);
	bool open = risk_is_open(risk, build->site.as_at);
	int64_t over = risk_days_over(risk, build->site.as_at);
	int exposure = risk_exposure(risk);

	table_text(table, risk->id);
	table_text(table, open ? STR("open") : STR("closed"))->tag =
		over > 0 ? STR("late") : STR("plain");
	table_text(table, risk->title);
	table_text(table, level_words[risk->probability]);
	table_text(table, level_words[risk->impact]);
	table_text(table, risk->mitigation);
	table_text(table, owner ? owner->title : risk->owner);
	table_date(table, risk->raised);
	table_date(table, risk->target);
	table_int(table, exposure);
	if (over > 0)
		table_int(table, over);
	else
		table_text(table, STR(""));
	table_date(table, risk->closure_approved);
	if (risk->contract.len)
		table_link(table, risk->contract,
			address_contract(arena, risk->contract));
	else
		table_text(table, STR(""));
	table_text(table, risk->register_name);
}

struct table register_risks(const struct build *build,
	const struct output *output, struct arena *arena)
{
	static const struct column columns[] = {
		{"id", "Number", COLUMN_TEXT},
		{"status", "Status", COLUMN_TEXT},
		{"risk", "Risk", COLUMN_HEAD},
		{"probability", "Probability", COLUMN_TEXT},
		{"impact", "Impact", COLUMN_TEXT},
		{"mitigation", "What is done about it", COLUMN_TEXT},
		{"owner", "Owner", COLUMN_TEXT},
		{"raised", "Raised", COLUMN_DATE},
		{"target", "Target date", COLUMN_DATE},
		{"exposure", "Exposure", COLUMN_NUMBER},
		{"days_over", "Days over", COLUMN_NUMBER},
		{"closure_approved", "Closure approved", COLUMN_DATE},
		{"contract", "Contract", COLUMN_TEXT},
		{"register", "Register", COLUMN_TEXT},
	};
	const struct record_list *risks = &build->site.records.of[RECORD_RISK];
	struct table table = TABLE("Risks", columns, arena);

	(void)output;
	for (size_t i = 0; i < risks->len; i++)
		put_risk(build, &table, risks->items[i]);
	return table;
}

/* The numbers of the open risks of a cell of the matrix. */
static struct str numbers_in(const struct build *build, struct arena *arena,
	struct str name, int probability, int impact)
{
	const struct record_list *risks = &build->site.records.of[RECORD_RISK];
	struct str text = STR("");

	for (size_t i = 0; i < risks->len; i++) {
		const struct risk *risk = risks->items[i];

		if (str_eq(register_of(risk), name) &&
			risk->probability == probability &&
			risk->impact == impact &&
			risk_is_open(risk, build->site.as_at))
			text = arena_printf(arena, "%.*s%s%.*s", STR_ARG(text),
				text.len ? " " : "", STR_ARG(risk->id));
	}
	return text;
}

/* Impact from high at the top, probability from low at the left. */
static struct value matrix_figure(const struct build *build,
	struct arena *arena, struct str name, size_t number)
{
	static const int shades[] = {
		[LEVEL_LOW] = 0, [LEVEL_MEDIUM] = 2, [LEVEL_HIGH] = 4};
	static const struct str rows[] = {
		STR_INIT("High"), STR_INIT("Medium"), STR_INIT("Low")};
	static const struct str columns[] = {
		STR_INIT("Low"), STR_INIT("Medium"), STR_INIT("High")};
	struct chart chart = {.id = arena_printf(arena, "matrix-%zu", number),
		.title = STR("Open risks by probability and impact"),
		.description = STR("The numbers of the open risks in a grid of "
				   "impact against probability.")};
	struct chart_cell cells[SIDE * SIDE];
	struct chart_grid grid = {
		STR("Impact"), STR("Probability"), rows, columns, cells, SIDE};
	struct buf svg = BUF_INIT(BUF_LARGE);

	for (int row = 0; row < SIDE; row++)
		for (int column = 0; column < SIDE; column++) {
			int impact = row + 1, probability = SIDE - column;
			struct risk risk = {
				.impact = impact, .probability = probability};

			cells[row * SIDE + column] = (struct chart_cell){
				shades[risk_level(risk_exposure(&risk))],
				numbers_in(build, arena, name, probability,
					impact)};
		}
	chart_grid(&svg, &chart, &grid);
	return figure_value(arena, &chart, STR(""), &svg);
}

static struct value register_value(const struct build *build,
	struct arena *arena, struct str name, size_t number)
{
	const struct record_list *risks = &build->site.records.of[RECORD_RISK];
	struct value_map map = {0};
	int64_t open = 0, exposure = 0, overdue = 0;
	struct date archived = {0};

	for (size_t i = 0; i < risks->len; i++) {
		const struct risk *risk = risks->items[i];

		if (!str_eq(register_of(risk), name))
			continue;
		if (name.len)
			archived = risk->archived;
		if (!risk_is_open(risk, build->site.as_at))
			continue;
		open++;
		exposure += risk_exposure(risk);
		overdue += risk_days_over(risk, build->site.as_at) > 0;
	}
	value_give(&map, arena, "title",
		value_string(name.len ? name : STR("Contracts")));
	value_give(&map, arena, "open", value_int(open));
	value_give(&map, arena, "exposure", value_int(exposure));
	value_give(&map, arena, "overdue", value_int(overdue));
	value_give(&map, arena, "archived", schema_show_date(arena, archived));
	value_give(&map, arena, "matrix",
		matrix_figure(build, arena, name, number));
	return value_of_map(&map);
}

static void fill_risks(const struct build *build, const struct output *output,
	struct value_map *map, struct arena *arena)
{
	struct list names = register_names(build, arena);
	struct value_items items = {0};
	struct table table = register_risks(build, output, arena);

	list_each(const struct str, name, &names)
		value_push(&items, arena,
			register_value(build, arena, *name, items.len + 1));
	value_give(map, arena, "title", value_string(STR("Risks")));
	value_give(map, arena, "breadcrumbs", values_programme_crumbs(arena));
	value_give(map, arena, "registers", value_of_list(&items));
	value_give(map, arena, "since_report",
		report_risks_value(build, output, arena));
	output_put_table(map, arena, "table", &table, STR("programme/risks"));
}

void outputs_add_risks(struct build *build)
{
	if (build->site.records.of[RECORD_RISK].len)
		output_add(build, STR(RISKS_URL), "risks", fill_risks, NULL)
			->reports = true;
}
