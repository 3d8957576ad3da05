/* Organisations: their contracts side by side, and prospective partners. */

#include "model/records/kinds.h"
#include "score/text.h"
#include "stage/addresses.h"
#include "stage/contract_values.h"
#include "stage/group_values.h"
#include "stage/outputs/parts.h"
#include "stage/score_index.h"
#include "stage/score_values.h"

#define BASE "organisations/index"

/* What can be assessed of an organisation: itself and its contracts. */
static struct list subjects_of(const struct build *build, struct arena *arena,
	const struct organisation *organisation)
{
	struct list contracts = organisation_contracts(build, organisation->id);
	struct str *subjects =
		arena_array(arena, struct str, contracts.len + 1);
	size_t n = 0;

	subjects[n++] = arena_printf(
		arena, "organisation/%.*s", STR_ARG(organisation->id));
	list_each(const struct contract *const, contract, &contracts)
		subjects[n++] = arena_printf(
			arena, "contract/%.*s", STR_ARG((*contract)->id));
	return (struct list){subjects, n};
}

static size_t count_assessed(
	const struct build *build, const struct list *subjects)
{
	size_t assessed = 0, n;

	list_each(const struct str, subject, subjects)
		assessed += book_subject(&build->book, *subject, &n) != NULL;
	return assessed;
}

static struct table table_all(const struct build *build,
	const struct output *output, struct arena *arena)
{
	static const struct column columns[] = {
		{"organisation", "Organisation", COLUMN_HEAD},
		{"kind", "Kind", COLUMN_TEXT},
		{"contracts", "Contracts", COLUMN_NUMBER},
		{"assessed", "Assessed", COLUMN_NUMBER},
	};
	const struct record_list *all =
		&build->site.records.of[RECORD_ORGANISATION];
	struct table table = TABLE("Organisations", columns, arena);

	(void)output;
	for (size_t i = 0; i < all->len; i++) {
		const struct organisation *organisation = all->items[i];
		struct list subjects = subjects_of(build, arena, organisation);

		if (!organisation_is_shown(build, organisation->id))
			continue;
		table_link(&table, organisation->title,
			address_organisation(arena, organisation->id));
		table_text(&table,
			choice_title(organisation_kinds, organisation->kind));
		table_int(&table, (int64_t)subjects.len - 1);
		table_int(&table, (int64_t)count_assessed(build, &subjects));
	}
	return table;
}

static void fill_all(const struct build *build, const struct output *output,
	struct value_map *map, struct arena *arena)
{
	struct table table = table_all(build, output, arena);

	value_give(map, arena, "title", value_string(STR("Organisations")));
	value_give(
		map, arena, "breadcrumbs", values_score_crumbs(build, arena));
	output_put_table(map, arena, "table", &table, STR(BASE));
}

static struct str scores_base(
	struct arena *arena, struct str url, const struct factor_set *set)
{
	return arena_printf(arena, "%.*s-%.*s",
		STR_ARG(str_sub(url, 0, url.len - 5)), STR_ARG(set->id));
}

/* A heat map of each set that any of the subjects is assessed by. */
static struct value maps_value(const struct build *build,
	const struct output *output, struct arena *arena,
	const struct list *subjects)
{
	const struct record_list *sets =
		&build->site.records.of[RECORD_FACTOR_SET];
	struct value_items items = {0};

	for (size_t i = 0; i < sets->len; i++) {
		const struct factor_set *set = sets->items[i];
		struct table table;
		struct value_map map = {0};
		struct value figure;

		if (!set_is_latest(build, set))
			continue;
		figure = groups_figure(build, arena, set, subjects);
		if (figure.kind == VALUE_NULL)
			continue;
		table = groups_table(build, arena, set, subjects);
		value_give(&map, arena, "figure", figure);
		table.id = arena_printf(arena, "scores-%.*s", STR_ARG(set->id));
		output_put_table(&map, arena, "table", &table,
			scores_base(arena, output->url, set));
		value_push(&items, arena, value_of_map(&map));
	}
	return value_of_list(&items);
}

static struct list contracts_of_output(
	const struct build *build, const struct output *output)
{
	const struct organisation *organisation = output->subject;

	return organisation_contracts(build, organisation->id);
}

static struct table table_contracts(const struct build *build,
	const struct output *output, struct arena *arena)
{
	struct list contracts = contracts_of_output(build, output);

	return contracts_table(build, arena, &contracts);
}

static struct table table_checks(const struct build *build,
	const struct output *output, struct arena *arena)
{
	struct list contracts = contracts_of_output(build, output);

	return checks_table(arena, &contracts);
}

static struct table table_measures(const struct build *build,
	const struct output *output, struct arena *arena)
{
	struct list contracts = contracts_of_output(build, output);

	return scorecard_table(arena, &contracts);
}

static const struct page_table organisation_tables[] = {
	{"contracts", STR_INIT("-contracts"), table_contracts},
	{"checks_table", STR_INIT("-checks"), table_checks},
	{"measures", STR_INIT("-measures"), table_measures},
};

enum { TABLES = sizeof organisation_tables / sizeof *organisation_tables };

static void fill_organisation(const struct build *build,
	const struct output *output, struct value_map *map, struct arena *arena)
{
	const struct organisation *organisation = output->subject;
	struct list contracts = contracts_of_output(build, output);
	struct list subjects = subjects_of(build, arena, organisation);

	value_give(map, arena, "title", value_string(organisation->title));
	value_give(map, arena, "breadcrumbs",
		values_crumbs_with(
			build, arena, STR("Organisations"), STR(BASE ".html")));
	value_give(map, arena, "description",
		value_text(organisation->description));
	value_give(map, arena, "illustrative",
		value_bool(organisation->illustrative));
	value_give(map, arena, "maps",
		maps_value(build, output, arena, &subjects));
	value_give(map, arena, "checks",
		contracts.len ? checks_figure(arena, &contracts) : value_null);
	value_give(map, arena, "scorecard",
		contracts.len ? scorecard_figure(arena, &contracts)
			      : value_null);
	output_put_tables(
		build, output, organisation_tables, TABLES, map, arena);
}

static struct table table_prospect(const struct build *build,
	const struct output *output, struct arena *arena)
{
	const struct prospect *prospect = output->subject;
	struct table table = score_table(arena);
	size_t n;
	const struct marked *entries = book_subject(&build->book,
		arena_printf(arena, "prospect/%.*s", STR_ARG(prospect->id)),
		&n);

	for (size_t i = 0; i < n; i++)
		score_put_row(build, &table, &entries[i]);
	return table;
}

static const struct page_table prospect_table = {
	"table", STR_INIT(""), table_prospect};

static void fill_prospect(const struct build *build,
	const struct output *output, struct value_map *map, struct arena *arena)
{
	const struct prospect *prospect = output->subject;

	value_give(map, arena, "title", value_string(prospect->title));
	value_give(map, arena, "breadcrumbs",
		values_crumbs_with(build, arena, STR("Compare"),
			STR("scores/compare.html")));
	value_give(
		map, arena, "description", value_text(prospect->description));
	output_put_tables(build, output, &prospect_table, 1, map, arena);
}

/* The scores of an organisation by one set, as a file of its own. */
struct organisation_scores {
	const struct organisation *organisation;
	const struct factor_set *set;
};

static struct table table_scores(const struct build *build,
	const struct output *output, struct arena *arena)
{
	const struct organisation_scores *scores = output->subject;
	struct list subjects = subjects_of(build, arena, scores->organisation);

	return groups_table(build, arena, scores->set, &subjects);
}

static void add_scores(
	struct build *build, const struct organisation *organisation)
{
	const struct record_list *sets =
		&build->site.records.of[RECORD_FACTOR_SET];
	struct arena *arena = &build->arena;
	struct list subjects = subjects_of(build, arena, organisation);

	for (size_t i = 0; i < sets->len; i++) {
		struct organisation_scores *scores;
		struct table table;

		if (!set_is_latest(build, sets->items[i]))
			continue;
		table = groups_table(build, arena, sets->items[i], &subjects);
		if (!table_rows(&table))
			continue;
		scores = arena_new(arena, struct organisation_scores);
		*scores = (struct organisation_scores){
			organisation, sets->items[i]};
		output_add_table(build,
			scores_base(arena,
				address_organisation(arena, organisation->id),
				sets->items[i]),
			table_scores, scores);
	}
}

static void add_organisation(
	struct build *build, const struct organisation *organisation)
{
	struct str url = address_organisation(&build->arena, organisation->id);

	output_add(build, url, "organisation", fill_organisation, organisation);
	output_add_tables(
		build, url, organisation_tables, TABLES, organisation);
	add_scores(build, organisation);
}

void outputs_add_organisations(struct build *build)
{
	const struct record_list *all =
		&build->site.records.of[RECORD_ORGANISATION];
	const struct record_list *prospects =
		&build->site.records.of[RECORD_PROSPECT];
	size_t shown = 0;

	for (size_t i = 0; i < all->len; i++) {
		const struct organisation *organisation = all->items[i];

		if (!organisation_is_shown(build, organisation->id))
			continue;
		shown++;
		add_organisation(build, organisation);
	}
	for (size_t i = 0; i < prospects->len; i++) {
		const struct prospect *prospect = prospects->items[i];
		struct str url = address_prospect(&build->arena, prospect->id);

		output_add(build, url, "table-page", fill_prospect, prospect);
		output_add_tables(build, url, &prospect_table, 1, prospect);
	}
	if (!shown)
		return;
	output_add(build, STR(BASE ".html"), "table-page", fill_all, NULL);
	output_add_table(build, STR(BASE), table_all, NULL);
}
