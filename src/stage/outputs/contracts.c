/* Contracts: the list, and each on a page made to be taken to a meeting. */

#include "model/records/kinds.h"
#include "score/programme.h"
#include "score/text.h"
#include "stage/actions.h"
#include "stage/addresses.h"
#include "stage/contract_values.h"
#include "stage/outputs/parts.h"
#include "stage/outputs/registers.h"
#include "stage/score_values.h"

#define BASE "contracts/index"

struct table register_contracts(const struct build *build,
	const struct output *output, struct arena *arena)
{
	struct list contracts = contracts_of(build, arena, STR(""));

	(void)output;
	return contracts_table(build, arena, &contracts);
}

static struct table table_checks(const struct build *build,
	const struct output *output, struct arena *arena)
{
	struct list contracts = contracts_of(build, arena, STR(""));

	(void)output;
	return checks_table(arena, &contracts);
}

static void fill_all(const struct build *build, const struct output *output,
	struct value_map *map, struct arena *arena)
{
	struct list contracts = contracts_of(build, arena, STR(""));
	struct table table = register_contracts(build, output, arena);
	struct table checks = table_checks(build, output, arena);

	value_give(map, arena, "title", value_string(STR("Contracts")));
	value_give(map, arena, "breadcrumbs", values_score_crumbs(arena));
	output_put_table(map, arena, "contracts", &table, STR(BASE));
	value_give(map, arena, "checks", checks_figure(arena, &contracts));
	output_put_table(
		map, arena, "checks_table", &checks, STR("contracts/checks"));
	value_give(
		map, arena, "scorecard", scorecard_figure(arena, &contracts));
}

static struct value ref_value(
	const struct build *build, enum ref_kind kind, struct str id)
{
	const struct value *ref = map_get(&build->shared->refs[kind], id);

	return ref ? *ref : value_null;
}

static struct value text_or_null(struct str text)
{
	return text.len ? value_string(text) : value_null;
}

static struct list only(struct arena *arena, const struct contract *contract)
{
	const struct contract **one =
		arena_array(arena, const struct contract *, 1);

	*one = contract;
	return (struct list){(void *)one, 1};
}

static struct value facts_value(const struct build *build, struct arena *arena,
	const struct contract *contract)
{
	struct value_map map = {0};

	value_give(&map, arena, "organisation",
		ref_value(build, REF_ORGANISATION, contract->organisation));
	value_give(&map, arena, "supplier", text_or_null(contract->supplier));
	value_give(&map, arena, "sector",
		ref_value(build, REF_SECTOR, contract->sector));
	value_give(&map, arena, "tier",
		ref_value(build, REF_TIER, contract->tier));
	value_give(&map, arena, "kind",
		text_or_null(choice_title(contract_kinds, contract->kind)));
	value_give(&map, arena, "stage",
		text_or_null(choice_title(contract_stages, contract->stage)));
	value_give(
		&map, arena, "sro", ref_value(build, REF_ROLE, contract->sro));
	value_give(&map, arena, "manager",
		ref_value(build, REF_ROLE, contract->manager));
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

/* The latest assessment by each set, with its three largest gaps. */
static struct value standing_value(const struct build *build,
	struct arena *arena, const struct marked *marked)
{
	enum { GAPS = 3 };
	struct value card = score_card(build, arena, marked);
	struct value_items gaps = {0};
	struct value_map map = {0};

	for (size_t i = 0; i < card.map.len; i++)
		*vec_push(&map, arena) = card.map.items[i];
	list_each(const struct gap, gap, &marked->result.gaps)
		if (gaps.len < GAPS) {
			const struct factor *factor = gap->scored->factor;

			value_push(&gaps, arena,
				values_link(arena,
					arena_printf(arena, "%lld %.*s",
						(long long)factor->id.n,
						STR_ARG(factor->title)),
					set_is_latest(build, marked->set)
						? address_factor(arena,
							  marked->set, factor)
						: address_set(build, arena,
							  marked->set)));
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
	const struct record_list *risks = &build->site.records.of[RECORD_RISK];
	struct table table = TABLE("Risks", columns, arena);

	for (size_t i = 0; i < risks->len; i++) {
		const struct risk *risk = risks->items[i];
		bool open = risk_is_open(risk, build->site.as_at);
		int exposure = risk_exposure(risk);

		if (!str_eq(risk->contract, contract->id))
			continue;
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

static struct value vfm_value(struct arena *arena, const struct vfm *vfm)
{
	struct value_map map = {0};

	if (!vfm)
		return value_null;
	value_give(&map, arena, "clause", value_bool(vfm->clause));
	value_give(&map, arena, "last_applied",
		schema_show_date(arena, vfm->last_applied));
	value_give(&map, arena, "outcome", text_or_null(vfm->outcome));
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
		values_crumbs_with(arena, STR("Contracts"), STR(BASE ".html")));
	value_give(map, arena, "note", text_or_null(contract->note));
	value_give(
		map, arena, "illustrative", value_bool(contract->illustrative));
	value_give(map, arena, "facts", facts_value(build, arena, contract));
	value_give(map, arena, "standings",
		standings_value(build, arena, subject));
	value_give(map, arena, "actions",
		actions_value(build, arena, subject, STR("")));
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
	output_add(build, STR(BASE ".html"), "contracts", fill_all, NULL);
	output_add_table(build, STR("contracts/checks"), table_checks, NULL);
	for (size_t i = 0; i < contracts->len; i++) {
		const struct contract *contract = contracts->items[i];
		struct str url = address_contract(&build->arena, contract->id);

		output_add(build, url, "contract", fill_contract, contract);
		output_add_tables(
			build, url, contract_tables, TABLES, contract);
	}
}
