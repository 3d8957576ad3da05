/* Comparisons: side by side, against a cohort, and what is wanted. */

#include <stdlib.h>

#include "score/benchmark.h"
#include "score/text.h"
#include "stage/addresses.h"
#include "stage/contract_values.h"
#include "stage/group_values.h"
#include "stage/help.h"
#include "stage/outputs/parts.h"
#include "stage/score_index.h"
#include "stage/score_values.h"

/* The subjects of a kind ("contract/") that are assessed, each once. */
static struct list subjects_of_kind(
	const struct build *build, struct arena *arena, struct str kind)
{
	struct str *subjects =
		arena_array(arena, struct str, build->book.len + 1);
	size_t n = 0;

	for (size_t i = 0; i < build->book.len; i++) {
		struct str subject = build->book.items[i].record->subject;

		if (str_starts(subject, kind) &&
			(!n || !str_eq(subjects[n - 1], subject)))
			subjects[n++] = subject;
	}
	return (struct list){subjects, n};
}

/* One comparison: a set, and contracts or prospects. */
struct comparison {
	const struct factor_set *set;
	struct str kind, title, base;
};

static struct table table_comparison(const struct build *build,
	const struct output *output, struct arena *arena)
{
	const struct comparison *comparison = output->subject;
	struct list subjects = subjects_of_kind(build, arena, comparison->kind);
	struct table table =
		groups_table(build, arena, comparison->set, &subjects);

	table.title = comparison->title;
	return table;
}

/* All that the page of comparisons shows. */
struct comparisons {
	VEC(struct comparison) items;
};

enum { BEST = 100 /* rows on the page; the files have all */ };

static struct value comparison_value(const struct build *build,
	struct arena *arena, const struct comparison *comparison)
{
	struct list subjects = subjects_of_kind(build, arena, comparison->kind);
	struct table table =
		groups_table(build, arena, comparison->set, &subjects);
	struct value_map map = {0};
	size_t rows;

	rows = table_rows(&table);
	if (rows > BEST)
		table.cells.len = BEST * table.width;
	table.title = comparison->title;
	table.id = str_from(
		comparison->base, str_chr(comparison->base, '/', 0) + 1);
	value_give(&map, arena, "title", value_string(comparison->title));
	output_put_table(&map, arena, "table", &table, comparison->base);
	value_give(&map, arena, "more",
		rows > BEST ? value_int((int64_t)(rows - BEST)) : value_null);
	return value_of_map(&map);
}

static void fill_compare(const struct build *build, const struct output *output,
	struct value_map *map, struct arena *arena)
{
	const struct comparisons *comparisons = output->subject;
	struct value_items items = {0};

	vec_each(const struct comparison, comparison, &comparisons->items)
		value_push(&items, arena,
			comparison_value(build, arena, comparison));
	value_give(map, arena, "title", value_string(STR("Compare")));
	value_give(
		map, arena, "breadcrumbs", values_score_crumbs(build, arena));
	value_give(map, arena, "comparisons", value_of_list(&items));
}

static void add_comparison(struct build *build, struct comparisons *all,
	const struct factor_set *set, bool prospects)
{
	struct arena *arena = &build->arena;

	*vec_push(&all->items, arena) = (struct comparison){.set = set,
		.kind = prospects ? STR("prospect/") : STR("contract/"),
		.title = arena_printf(arena, "%s: %.*s",
			prospects ? "Prospective partners" : "Contracts",
			STR_ARG(set->title)),
		.base = arena_printf(arena, "scores/compare-%.*s%s",
			STR_ARG(set->id), prospects ? "-prospects" : "")};
}

static bool has_any(const struct build *build, const struct factor_set *set,
	struct str kind)
{
	for (size_t i = 0; i < build->book.len; i++)
		if (str_starts(build->book.items[i].record->subject, kind) &&
			str_eq(build->book.items[i].set->id, set->id))
			return true;
	return false;
}

static void add_compare(struct build *build)
{
	const struct record_list *sets =
		&build->site.records.of[RECORD_FACTOR_SET];
	struct comparisons *all = arena_new(&build->arena, struct comparisons);

	for (size_t i = 0; i < sets->len; i++) {
		const struct factor_set *set = sets->items[i];

		if (!set_is_latest(build, set))
			continue;
		if (has_any(build, set, STR("contract/")))
			add_comparison(build, all, set, false);
		if (has_any(build, set, STR("prospect/")))
			add_comparison(build, all, set, true);
	}
	output_add(build, STR("scores/compare.html"), "compare", fill_compare,
		all);
	vec_each(struct comparison, comparison, &all->items)
		output_add_table(
			build, comparison->base, table_comparison, comparison);
}

/*
 * N scores of a cohort of TOTAL. Where so few have none that they could be
 * told by subtraction, nothing is.
 */
static void put_benchmark(struct table *table, struct str set, struct str what,
	struct fraction *scores, size_t n, size_t total)
{
	struct benchmark benchmark =
		benchmark_of(scores, suppress_may_subgroup(n, total) ? n : 0);
	struct arena *arena = table->arena;

	table_text(table, set);
	table_text(table, what);
	if (benchmark.has_median)
		table_int(table, (int64_t)benchmark.n);
	else
		table_number(table, STR(""))->text = STR("too few to tell");
	table_number(table,
		benchmark.has_quartiles ? arena_printf(arena, "%lld",
						  (long long)benchmark.lower)
					: STR(""));
	table_number(table,
		benchmark.has_median ? arena_printf(arena, "%lld",
					       (long long)benchmark.median)
				     : STR(""));
	table_number(table,
		benchmark.has_quartiles ? arena_printf(arena, "%lld",
						  (long long)benchmark.upper)
					: STR(""));
}

static void put_set_benchmarks(const struct build *build, struct table *table,
	const struct factor_set *set)
{
	struct list cohort = scores_cohort(build, set->id);
	struct fraction *scores =
		arena_array(table->arena, struct fraction, cohort.len + 1);
	size_t n = 0;

	list_each(const struct marked *const, marked, &cohort)
		scores[n++] = (*marked)->result.overall;
	put_benchmark(table, set->title, STR("Overall"), scores, n, n);
	list_each(const struct factor_group, group, &set->groups) {
		n = 0;
		list_each(const struct marked *const, marked, &cohort)
			list_each(const struct group_result, result,
				&(*marked)->result.groups)
				if (str_eq(result->group->id, group->id) &&
					fraction_is(result->score))
					scores[n++] = result->score;
		put_benchmark(
			table, set->title, group->title, scores, n, cohort.len);
	}
}

static struct table table_benchmarks(const struct build *build,
	const struct output *output, struct arena *arena)
{
	static const struct column columns[] = {
		{"set", "Factor set", COLUMN_TEXT},
		{"what", "What", COLUMN_HEAD},
		{"organisations", "Organisations", COLUMN_NUMBER},
		{"lower_quartile", "Lower quartile", COLUMN_NUMBER},
		{"median", "Median", COLUMN_NUMBER},
		{"upper_quartile", "Upper quartile", COLUMN_NUMBER},
	};
	const struct record_list *sets =
		&build->site.records.of[RECORD_FACTOR_SET];
	struct table table = TABLE("Benchmarks", columns, arena);

	(void)output;
	for (size_t i = 0; i < sets->len; i++)
		if (set_is_latest(build, sets->items[i]))
			put_set_benchmarks(build, &table, sets->items[i]);
	return table;
}

static void fill_benchmarks(const struct build *build,
	const struct output *output, struct value_map *map, struct arena *arena)
{
	struct table table = table_benchmarks(build, output, arena);

	value_give(map, arena, "title", value_string(STR("Benchmarks")));
	value_give(
		map, arena, "breadcrumbs", values_score_crumbs(build, arena));
	value_give(map, arena, "description",
		value_string(
			STR("The latest assessment of each organisation. A "
			    "median needs five of them, quartiles eight; "
			    "the lowest and the highest are never "
			    "told.")));
	output_put_table(map, arena, "table", &table, STR("scores/benchmarks"));
}

struct wanted {
	const struct factor_set *set;
	const struct factor *factor;
	struct str key;
	size_t gaps;
};

static int by_gaps(const void *left, const void *right)
{
	const struct wanted *a = left, *b = right;
	int order = (a->gaps < b->gaps) - (a->gaps > b->gaps);

	if (!order)
		order = str_cmp(a->set->id, b->set->id);
	return order ? order
		     : (a->factor->id.n > b->factor->id.n) -
			(a->factor->id.n < b->factor->id.n);
}

/* Factors with gaps and no exemplar, those with most gaps first. */
static struct list find_wanted(const struct build *build, struct arena *arena)
{
	const struct record_list *sets =
		&build->site.records.of[RECORD_FACTOR_SET];
	VEC(struct wanted) found = {0};

	for (size_t i = 0; i < sets->len; i++) {
		const struct factor_set *set = sets->items[i];

		if (!set_is_latest(build, set))
			continue;
		list_each(const struct factor, factor, &set->factors) {
			struct str key = factor_key(arena, set, factor);
			size_t gaps = scores_below_target(build, key);

			if (gaps && !help_has(build, key, STR("practices")))
				*vec_push(&found, arena) =
					(struct wanted){set, factor, key, gaps};
		}
	}
	if (found.len)
		qsort(found.items, found.len, sizeof *found.items, by_gaps);
	return (struct list){found.items, found.len};
}

static struct table table_wanted(const struct build *build,
	const struct output *output, struct arena *arena)
{
	static const struct column columns[] = {
		{"factor", "Factor", COLUMN_HEAD},
		{"set", "Factor set", COLUMN_TEXT},
		{"below_target", "Assessments below target", COLUMN_NUMBER},
		{"pages", "Pages that help", COLUMN_NUMBER},
	};
	struct table table = TABLE("Exemplars wanted", columns, arena);
	struct list found = find_wanted(build, arena);

	(void)output;
	list_each(const struct wanted, wanted, &found) {
		struct list pages =
			help_pages(build->shared->help, wanted->key);

		table_link(&table, factor_label(arena, wanted->factor),
			address_factor(
				build, arena, wanted->set, wanted->factor));
		table_text(&table, wanted->set->title);
		table_int(&table, (int64_t)wanted->gaps);
		table_int(&table, (int64_t)pages.len);
	}
	return table;
}

static void fill_wanted(const struct build *build, const struct output *output,
	struct value_map *map, struct arena *arena)
{
	struct table table = table_wanted(build, output, arena);

	value_give(map, arena, "title", value_string(STR("Wanted")));
	value_give(
		map, arena, "breadcrumbs", values_score_crumbs(build, arena));
	value_give(map, arena, "description",
		value_string(STR("Here contracts fall short and nobody has "
				 "written up yet how it is done well. If you "
				 "have done it, the community would like to "
				 "read about it.")));
	output_put_table(map, arena, "table", &table, STR("scores/wanted"));
}

void outputs_add_comparisons(struct build *build)
{
	if (!build->site.records.of[RECORD_FACTOR_SET].len)
		return;
	output_add(build, STR("scores/wanted.html"), "table-page", fill_wanted,
		NULL);
	output_add_table(build, STR("scores/wanted"), table_wanted, NULL);
	if (!build->site.records.of[RECORD_ASSESSMENT].len)
		return;
	add_compare(build);
	output_add(build, STR("scores/benchmarks.html"), "table-page",
		fill_benchmarks, NULL);
	output_add_table(
		build, STR("scores/benchmarks"), table_benchmarks, NULL);
}
