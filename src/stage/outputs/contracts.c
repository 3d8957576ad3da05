/* Contracts: the list, and each on a page made to be taken to a meeting. */

#include "model/records/kinds.h"
#include "score/programme.h"
#include "score/text.h"
#include "stage/actions.h"
#include "stage/addresses.h"
#include "stage/contract_values.h"
#include "stage/outputs/parts.h"
#include "stage/outputs/registers.h"
#include "stage/score_index.h"
#include "stage/score_values.h"

#define BASE "contracts/index"

struct table register_contracts(const struct build *build,
	const struct output *output, struct arena *arena)
{
	struct list contracts = contracts_all(build);

	(void)output;
	return contracts_table(build, arena, &contracts);
}

static struct table table_checks(const struct build *build,
	const struct output *output, struct arena *arena)
{
	struct list contracts = contracts_all(build);

	(void)output;
	return checks_table(arena, &contracts);
}

static struct table table_scorecard(const struct build *build,
	const struct output *output, struct arena *arena)
{
	struct list contracts = contracts_all(build);

	(void)output;
	return scorecard_summary(arena, &contracts);
}

static void fill_all(const struct build *build, const struct output *output,
	struct value_map *map, struct arena *arena)
{
	struct list contracts = contracts_all(build);
	struct table table = register_contracts(build, output, arena);
	struct table checks = table_checks(build, output, arena);
	struct table scorecard = table_scorecard(build, output, arena);

	value_give(map, arena, "title",
		value_string(
			output_part_title(arena, output, STR("Contracts"))));
	value_give(
		map, arena, "breadcrumbs", values_score_crumbs(build, arena));
	output_put_rows(output, map, arena, "contracts", &table, STR(BASE));
	if (output->part)
		return; /* the charts are on the first */
	value_give(map, arena, "checks", checks_figure(arena, &contracts));
	output_put_table(
		map, arena, "checks_table", &checks, STR("contracts/checks"));
	value_give(
		map, arena, "scorecard", scorecard_figure(arena, &contracts));
	output_put_table(map, arena, "scorecard_table", &scorecard,
		STR("contracts/scorecard"));
}

static struct list only(struct arena *arena, const struct contract *contract)
{
	const struct contract **one =
		arena_array(arena, const struct contract *, 1);

	*one = contract;
	return (struct list){(void *)one, 1};
}

/* A tier that has no page is still a tier. */
static struct value tier_value(const struct build *build, struct arena *arena,
	const struct contract *contract)
{
	struct value ref = values_ref(build, REF_TIER, contract->tier);
	struct value_map map = {0};

	if (ref.kind != VALUE_NULL)
		return ref;
	value_give(&map, arena, "title",
		value_string(tier_title(build, arena, contract->tier)));
	value_give(&map, arena, "url", value_null);
	value_give(&map, arena, "description", value_null);
	return value_of_map(&map);
}

static struct value facts_value(const struct build *build, struct arena *arena,
	const struct contract *contract)
{
	struct value_map map = {0};

	value_give(&map, arena, "organisation",
		values_ref(build, REF_ORGANISATION, contract->organisation));
	value_give(&map, arena, "supplier", value_text(contract->supplier));
	value_give(&map, arena, "sector",
		values_ref(build, REF_SECTOR, contract->sector));
	value_give(&map, arena, "tier", tier_value(build, arena, contract));
	value_give(&map, arena, "kind",
		value_text(choice_title(contract_kinds, contract->kind)));
	value_give(&map, arena, "stage",
		value_text(choice_title(contract_stages, contract->stage)));
	value_give(
		&map, arena, "sro", values_ref(build, REF_ROLE, contract->sro));
	value_give(&map, arena, "manager",
		values_ref(build, REF_ROLE, contract->manager));
	value_give(&map, arena, "money",
		contract->value.set
			? value_string(values_money(arena, contract->value.n))
			: value_null);
	value_give(
		&map, arena, "start", schema_show_date(arena, contract->start));
	value_give(&map, arena, "end", schema_show_date(arena, contract->end));
	value_give(&map, arena, "high_risk", value_bool(contract->high_risk));
	return value_of_map(&map);
}

/* Where a gap leads: to its factor, or where that is no more, to its set. */
static struct str gap_url(const struct build *build, struct arena *arena,
	const struct factor_set *set, const struct factor *factor)
{
	struct str url = address_factor(build, arena, set, factor);

	return url.len ? url : address_set(build, arena, set);
}

/* The latest assessment by each set, with its three largest gaps. */
static struct value standing_value(const struct build *build,
	struct arena *arena, const struct marked *marked)
{
	enum { GAPS = 3 };
	struct value card = score_card(build, arena, marked);
	struct value_items gaps = {0};
	struct value_map map = {0};

	value_give_all(&map, arena, &card);
	list_each(const struct gap, gap, &marked->result.gaps)
		if (gaps.len < GAPS) {
			const struct factor *factor = gap->scored->factor;

			value_push(&gaps, arena,
				values_link(arena, factor_label(arena, factor),
					gap_url(build, arena, marked->set,
						factor)));
		}
	value_give(&map, arena, "gaps", value_of_list(&gaps));
	return value_of_map(&map);
}

static struct value standings_value(
	const struct build *build, struct arena *arena, struct str subject)
{
	struct value_items items = {0};
	size_t n;
	const struct marked *entries = book_subject(&build->book, subject, &n);

	for (size_t i = 0; i < n; i++)
		if (score_is_current(build, &entries[i]))
			value_push(&items, arena,
				standing_value(build, arena, &entries[i]));
	return value_of_list(&items);
}

static struct str subject_of(
	struct arena *arena, const struct contract *contract)
{
	return arena_printf(arena, "contract/%.*s", STR_ARG(contract->id));
}

static struct table table_assessments(const struct build *build,
	const struct output *output, struct arena *arena)
{
	struct table table = score_table(arena);
	size_t n;
	const struct marked *entries = book_subject(
		&build->book, subject_of(arena, output->subject), &n);

	for (size_t i = 0; i < n; i++)
		score_put_row(build, &table, &entries[i]);
	return table;
}

static struct table table_risks(const struct build *build,
	const struct output *output, struct arena *arena)
{
	static const struct column columns[] = {
		{"id", "Number", COLUMN_TEXT},
		{"risk", "Risk", COLUMN_HEAD},
		{"exposure", "Exposure", COLUMN_NUMBER},
		{"level", "Level", COLUMN_TEXT},
		{"status", "Status", COLUMN_TEXT},
		{"target", "Target date", COLUMN_DATE},
		{"mitigation", "What is done about it", COLUMN_TEXT},
	};
	static const struct str levels[] = {[LEVEL_NONE] = STR_INIT(""),
		[LEVEL_HIGH] = STR_INIT("high"),
		[LEVEL_MEDIUM] = STR_INIT("medium"),
		[LEVEL_LOW] = STR_INIT("low")};
	const struct contract *contract = output->subject;
	struct list risks = contract_risks(build, contract->id);
	struct table table = TABLE("Risks", columns, arena);

	list_each(const struct risk *const, entry, &risks) {
		const struct risk *risk = *entry;
		bool open = risk_is_open(risk, build->site.as_at);
		int exposure = risk_exposure(risk);

		table_text(&table, risk->id);
		table_text(&table, risk->title);
		table_int(&table, exposure);
		table_text(&table, levels[risk_level(exposure)]);
		table_text(&table,
			!open ? STR("closed")
				: risk_days_over(risk, build->site.as_at) > 0
				? STR("overdue")
				: STR("open"));
		table_date(&table, risk->target);
		table_text(&table, risk->mitigation);
	}
	return table;
}

/* What the end of the contract asks for: the time left and the exit plan. */
static struct value exit_value(const struct build *build, struct arena *arena,
	const struct contract *contract)
{
	enum { EXIT_PLAN = CHECKS - 1, SOON = 366 /* days */ };
	static const char *const states[] = {[CHECK_UNKNOWN] = "unknown",
		[CHECK_NONE] = "none",
		[CHECK_DONE] = "done"};
	const struct check *plan = contract->checks
		? &contract->checks->of[EXIT_PLAN]
		: &(const struct check){CHECK_UNKNOWN, {0}};
	struct value_map map = {0};
	int64_t days;

	if (!date_is_set(contract->end))
		return value_null;
	days = date_between(build->site.as_at, contract->end);
	value_give(&map, arena, "end", schema_show_date(arena, contract->end));
	value_give(&map, arena, "ended", value_bool(days < 0));
	value_give(&map, arena, "soon", value_bool(days <= SOON));
	value_give(&map, arena, "days", value_int(days < 0 ? -days : days));
	for (size_t i = 0; i < sizeof states / sizeof *states; i++)
		value_give(&map, arena, states[i],
			value_bool(i == (size_t)plan->state));
	value_give(&map, arena, "plan_on", schema_show_date(arena, plan->on));
	return value_of_map(&map);
}

static struct value vfm_value(struct arena *arena, const struct vfm *vfm)
{
	struct value_map map = {0};

	if (!vfm)
		return value_null;
	value_give(&map, arena, "clause", value_bool(vfm->clause));
	value_give(&map, arena, "last_applied",
		schema_show_date(arena, vfm->last_applied));
	value_give(&map, arena, "outcome", value_text(vfm->outcome));
	return value_of_map(&map);
}

static struct table table_measures(const struct build *build,
	const struct output *output, struct arena *arena)
{
	struct list one = only(arena, output->subject);

	(void)build;
	return scorecard_table(arena, &one);
}

static struct table table_contract_checks(const struct build *build,
	const struct output *output, struct arena *arena)
{
	(void)build;
	return contract_checks_table(arena, output->subject);
}

static const struct page_table contract_tables[] = {
	{"measures", STR_INIT("-measures"), table_measures},
	{"checks", STR_INIT("-checks"), table_contract_checks},
	{"risks", STR_INIT("-risks"), table_risks},
	{"assessments", STR_INIT("-assessments"), table_assessments},
};

enum { TABLES = sizeof contract_tables / sizeof *contract_tables };

static void fill_contract(const struct build *build,
	const struct output *output, struct value_map *map, struct arena *arena)
{
	const struct contract *contract = output->subject;
	struct list one = only(arena, contract);
	struct str subject = subject_of(arena, contract);

	value_give(map, arena, "title",
		value_string(subject_title(build, arena, subject)));
	value_give(map, arena, "breadcrumbs",
		values_crumbs_with(
			build, arena, STR("Contracts"), STR(BASE ".html")));
	value_give(map, arena, "note", value_text(contract->note));
	value_give(
		map, arena, "illustrative", value_bool(contract->illustrative));
	value_give(map, arena, "facts", facts_value(build, arena, contract));
	value_give(map, arena, "standings",
		standings_value(build, arena, subject));
	value_give(map, arena, "actions",
		actions_value(build, arena, subject, STR("")));
	value_give(map, arena, "exit", exit_value(build, arena, contract));
	value_give(map, arena, "vfm", vfm_value(arena, contract->vfm));
	value_give(map, arena, "scorecard", scorecard_figure(arena, &one));
	output_put_tables(build, output, contract_tables, TABLES, map, arena);
}

void outputs_add_contracts(struct build *build)
{
	const struct record_list *contracts =
		&build->site.records.of[RECORD_CONTRACT];

	if (!contracts->len)
		return;
	output_add_rows(build, STR(BASE ".html"), "contracts", fill_all,
		contracts->len);
	output_add_table(build, STR("contracts/checks"), table_checks, NULL);
	output_add_table(
		build, STR("contracts/scorecard"), table_scorecard, NULL);
	for (size_t i = 0; i < contracts->len; i++) {
		const struct contract *contract = contracts->items[i];
		struct str url = address_contract(&build->arena, contract->id);

		output_add(build, url, "contract", fill_contract, contract);
		output_add_tables(
			build, url, contract_tables, TABLES, contract);
	}
}
