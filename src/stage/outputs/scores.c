/* Scores: where all of them stand, and lists of all assessments. */

#include "score/text.h"
#include "stage/addresses.h"
#include "stage/outputs/parts.h"
#include "stage/outputs/registers.h"
#include "stage/score_index.h"
#include "stage/score_values.h"

#define BASE "scores/assessments"
#define CURRENT "scores/index"

struct table register_assessments(const struct build *build,
	const struct output *output, struct arena *arena)
{
	struct table table = score_table(arena);

	(void)output;
	for (size_t i = 0; i < build->book.len; i++)
		score_put_row(build, &table, &build->book.items[i]);
	return table;
}

static struct table table_current(const struct build *build,
	const struct output *output, struct arena *arena)
{
	struct table table = score_table(arena);

	(void)output;
	table.title = STR("Where each stands now");
	for (size_t i = 0; i < build->book.len; i++)
		if (score_is_current(build, &build->book.items[i]))
			score_put_row(build, &table, &build->book.items[i]);
	return table;
}

/* Those that are parts of the score. */
static int64_t count_factors(const struct factor_set *set)
{
	int64_t n = 0;

	list_each(const struct factor, factor, &set->factors)
		n += factor->role != FACTOR_HEADLINE;
	return n;
}

static struct value sets_value(const struct build *build, struct arena *arena)
{
	const struct record_list *sets =
		&build->site.records.of[RECORD_FACTOR_SET];
	struct value_items items = {0};

	for (size_t i = 0; i < sets->len; i++) {
		const struct factor_set *set = sets->items[i];
		struct value_map map = {0};

		if (!set_is_latest(build, set))
			continue;
		value_give(&map, arena, "title", value_string(set->title));
		value_give(&map, arena, "url",
			value_url(address_set(build, arena, set)));
		value_give(&map, arena, "description",
			value_text(set->description));
		value_give(&map, arena, "factor_count",
			value_int(count_factors(set)));
		value_push(&items, arena, value_of_map(&map));
	}
	return value_of_list(&items);
}

/* Where to go from here; only what there is. */
static const struct way {
	struct str title, url, description;
	enum record_kind kind; /* there is none without such records */
} ways[] = {
	{STR_INIT("Contracts"), STR_INIT("contracts/index.html"),
		STR_INIT("Each on a page, to take to a meeting."),
		RECORD_CONTRACT},
	{STR_INIT("Organisations"), STR_INIT("organisations/index.html"),
		STR_INIT("All contracts of one, side by side."),
		RECORD_CONTRACT},
	{STR_INIT("Compare"), STR_INIT("scores/compare.html"),
		STR_INIT("Contracts and prospective partners, best first."),
		RECORD_ASSESSMENT},
	{STR_INIT("Benchmarks"), STR_INIT("scores/benchmarks.html"),
		STR_INIT("Where organisations stand, without telling which."),
		RECORD_ASSESSMENT},
	{STR_INIT("Wanted"), STR_INIT("scores/wanted.html"),
		STR_INIT("Gaps for which nobody has shown yet how it is done."),
		RECORD_FACTOR_SET},
	{STR_INIT("All assessments"), STR_INIT(BASE ".html"),
		STR_INIT("Every one of them, the earlier ones too."),
		RECORD_ASSESSMENT},
};

static struct value links_value(const struct build *build, struct arena *arena)
{
	struct value_items items = {0};

	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		struct value_map map = {0};

		if (!build->site.records.of[ways[i].kind].len)
			continue;
		value_give(&map, arena, "title", value_string(ways[i].title));
		value_give(&map, arena, "url", value_url(ways[i].url));
		value_give(&map, arena, "description",
			value_string(ways[i].description));
		value_push(&items, arena, value_of_map(&map));
	}
	return value_of_list(&items);
}

static void fill_scores(const struct build *build, const struct output *output,
	struct value_map *map, struct arena *arena)
{
	struct table table = table_current(build, output, arena);

	value_give(map, arena, "title",
		value_string(output_part_title(arena, output, STR("Scores"))));
	value_give(map, arena, "description",
		value_string(STR("How the contracts and the relationships "
				 "behind them stand, where the gaps are, and "
				 "what helps to close them.")));
	value_give(map, arena, "sets", sets_value(build, arena));
	value_give(map, arena, "links", links_value(build, arena));
	value_give(map, arena, "first", value_bool(!output->part));
	output_put_rows(output, map, arena, "current", &table, STR(CURRENT));
}

static void fill_all(const struct build *build, const struct output *output,
	struct value_map *map, struct arena *arena)
{
	struct table table = register_assessments(build, output, arena);

	value_give(map, arena, "title",
		value_string(output_part_title(
			arena, output, STR("All assessments"))));
	value_give(
		map, arena, "breadcrumbs", values_score_crumbs(build, arena));
	output_put_rows(output, map, arena, "table", &table, STR(BASE));
}

static size_t count_current(const struct build *build)
{
	size_t n = 0;

	for (size_t i = 0; i < build->book.len; i++)
		n += score_is_current(build, &build->book.items[i]);
	return n;
}

void outputs_add_scores(struct build *build)
{
	if (!build->site.records.of[RECORD_FACTOR_SET].len)
		return;
	output_add_rows(build, STR(CURRENT ".html"), "scores", fill_scores,
		count_current(build));
	output_add_table(build, STR(CURRENT), table_current, NULL);
	if (build->site.records.of[RECORD_ASSESSMENT].len)
		output_add_rows(build, STR(BASE ".html"), "table-page",
			fill_all, build->book.len);
}
