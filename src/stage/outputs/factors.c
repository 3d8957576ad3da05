/* Factor sets, each factor with what a score means and what helps. */

#include <stdlib.h>

#include "model/checks/checks.h"
#include "score/text.h"
#include "stage/addresses.h"
#include "stage/contract_values.h"
#include "stage/help.h"
#include "stage/outputs/parts.h"
#include "stage/score_index.h"
#include "stage/score_values.h"

enum { MASTERS = 10 /* who are shown to do a factor well */ };

static struct str base_of(const struct build *build, struct arena *arena,
	const struct factor_set *set)
{
	struct str url = address_set(build, arena, set);

	return str_sub(url, 0, url.len - 5);
}

static struct str group_title(
	const struct factor_set *set, const struct factor *factor)
{
	list_each(const struct factor_group, group, &set->groups)
		if (str_eq(group->id, factor->group))
			return group->title;
	return STR("");
}

static struct table table_of_set(const struct build *build,
	const struct output *output, struct arena *arena)
{
	static const struct column columns[] = {
		{"number", "Number", COLUMN_NUMBER},
		{"title", "Factor", COLUMN_HEAD},
		{"group", "Group", COLUMN_TEXT},
		{"weight", "Weight", COLUMN_NUMBER},
		{"question", "What is asked", COLUMN_TEXT},
	};
	const struct factor_set *set = output->subject;
	struct table table = TABLE("Factors", columns, arena);

	list_each(const struct factor, factor, &set->factors) {
		table_int(&table, factor->id.n);
		table_link(&table, factor->title,
			address_factor(build, arena, set, factor));
		table_text(&table, group_title(set, factor));
		table_int(&table, factor->weight.n);
		table_text(&table, factor->question);
	}
	return table;
}

static struct value bands_value(
	struct arena *arena, const struct factor_set *set)
{
	struct value_items items = {0};

	list_each(const struct band, band, &set->bands) {
		struct value_map map = {0};

		value_give(&map, arena, "band", score_band_value(arena, band));
		value_give(&map, arena, "from", value_int(band->from.n));
		value_push(&items, arena, value_of_map(&map));
	}
	return value_of_list(&items);
}

static struct value targets_value(const struct build *build,
	struct arena *arena, const struct factor_set *set)
{
	struct value_items items = {0};

	list_each(const struct target, target, &set->targets) {
		struct value_map map = {0};

		value_give(&map, arena, "tier",
			value_string(tier_title(build, arena, target->tier)));
		value_give(&map, arena, "score", value_int(target->score));
		value_push(&items, arena, value_of_map(&map));
	}
	return value_of_list(&items);
}

static struct value gates_value(const struct build *build, struct arena *arena,
	const struct factor_set *set)
{
	struct value_items items = {0};

	list_each(const struct gate, gate, &set->gates) {
		const struct factor *factor = set_factor(set, gate->factor.n);
		struct value_map map = {0};

		value_give(&map, arena, "tier",
			value_string(tier_title(build, arena, gate->tier)));
		value_give(&map, arena, "number", value_int(gate->factor.n));
		value_give(&map, arena, "factor",
			value_string(factor ? factor->title : STR("")));
		value_give(
			&map, arena, "at_least", value_int(gate->at_least.n));
		value_give(&map, arena, "cap",
			value_string(score_cap(arena, set, gate)));
		value_push(&items, arena, value_of_map(&map));
	}
	return value_of_list(&items);
}

/* By version, newest first. */
static int by_version(const void *left, const void *right)
{
	const struct factor_set *const *a = left, *const *b = right;

	return factor_version_cmp((*b)->version, (*a)->version);
}

/* The other versions of a set, newest first. */
static struct value versions_value(const struct build *build,
	struct arena *arena, const struct factor_set *set)
{
	const struct record_list *sets =
		&build->site.records.of[RECORD_FACTOR_SET];
	const struct factor_set **others =
		arena_array(arena, const struct factor_set *, sets->len);
	struct value_items items = {0};
	size_t n = 0;

	for (size_t i = 0; i < sets->len; i++) {
		const struct factor_set *other = sets->items[i];

		if (other != set && str_eq(other->id, set->id))
			others[n++] = other;
	}
	qsort(others, n, sizeof *others, by_version);
	for (size_t i = 0; i < n; i++)
		value_push(&items, arena,
			values_link(arena, others[i]->version,
				address_set(build, arena, others[i])));
	return value_of_list(&items);
}

/* Versions before the latest say so in their titles. */
static struct str title_of(const struct build *build, struct arena *arena,
	const struct factor_set *set)
{
	if (set_is_latest(build, set))
		return set->title;
	return arena_printf(arena, "%.*s, version %.*s", STR_ARG(set->title),
		STR_ARG(set->version));
}

/* A link to the version that holds now, from one that does not. */
static struct value latest_value(const struct build *build, struct arena *arena,
	const struct factor_set *set)
{
	const struct factor_set *latest =
		records_find(&build->site.records, RECORD_FACTOR_SET, set->id);

	if (!latest || latest == set)
		return value_null;
	return values_link(
		arena, latest->version, address_set(build, arena, latest));
}

static void fill_set(const struct build *build, const struct output *output,
	struct value_map *map, struct arena *arena)
{
	const struct factor_set *set = output->subject;
	struct table table = table_of_set(build, output, arena);

	value_give(
		map, arena, "title", value_string(title_of(build, arena, set)));
	value_give(
		map, arena, "breadcrumbs", values_score_crumbs(build, arena));
	value_give(map, arena, "description", value_text(set->description));
	value_give(map, arena, "version", value_string(set->version));
	value_give(
		map, arena, "latest_version", latest_value(build, arena, set));
	value_give(map, arena, "versions", versions_value(build, arena, set));
	value_give(map, arena, "document",
		values_ref(build, REF_DOCUMENT, set->document));
	value_give(map, arena, "bands", bands_value(arena, set));
	value_give(map, arena, "targets", targets_value(build, arena, set));
	value_give(map, arena, "gates", gates_value(build, arena, set));
	output_put_table(
		map, arena, "factors", &table, base_of(build, arena, set));
}

/* A factor, as the subject of an output. */
struct factor_page {
	const struct factor_set *set;
	const struct factor *factor;
	struct str key; /* "mutuality/608" */
};

/* What each score means, and what helps from there to the next. */
static struct value steps_value(const struct build *build, struct arena *arena,
	const struct factor_page *page)
{
	const struct step *steps = page->factor->guidance.items;
	size_t n = page->factor->guidance.len;
	struct value_items items = {0};

	for (size_t i = 0; i < n; i++) {
		struct value_map map = {0};

		value_give(&map, arena, "score", value_int(steps[i].score));
		value_give(&map, arena, "text", value_string(steps[i].text));
		value_give(&map, arena, "next",
			i + 1 < n ? value_int(steps[i + 1].score) : value_null);
		value_give(&map, arena, "help",
			i + 1 < n ? help_value(build, arena, page->key,
					    steps[i].score)
				  : value_null);
		value_push(&items, arena, value_of_map(&map));
	}
	return value_of_list(&items);
}

/* Is the score high, and is there evidence for it? */
static bool is_done_well(
	const struct marked *marked, const struct scored *scored)
{
	return scored && scored->state == SCORE_GIVEN && scored->given &&
		scored->given->evidence.len &&
		2 * scored->twice >= 3 * factor_set_range(marked->set);
}

/* One who does it well. */
struct master {
	const struct marked *marked;
	const struct scored *scored;
};

/* The highest score first; of equals, the newest. */
static int by_mastery(const void *left, const void *right)
{
	const struct master *a = left, *b = right;
	int order = fraction_cmp(score_percent(b->marked->set, b->scored),
		score_percent(a->marked->set, a->scored));

	if (!order)
		order = date_cmp(
			b->marked->record->date, a->marked->record->date);
	return order ? order
		     : (a->marked > b->marked) - (a->marked < b->marked);
}

static struct value master_value(const struct build *build, struct arena *arena,
	const struct master *master)
{
	struct value_map map = {0};

	value_give(&map, arena, "by", score_card(build, arena, master->marked));
	value_give(&map, arena, "points",
		value_string(text_points(arena,
			score_percent(master->marked->set, master->scored))));
	value_give(&map, arena, "evidence",
		value_string(master->scored->given->evidence));
	return value_of_map(&map);
}

/* Who does it well: evidenced high scores that this edition may show. */
static void put_masters(const struct build *build, struct value_map *map,
	struct arena *arena, const struct factor_page *page)
{
	struct list current = scores_current(build, page->set->id);
	struct master *found =
		arena_array(arena, struct master, current.len + 1);
	struct value_items items = {0};
	size_t n = 0;

	list_each(const struct marked *const, entry, &current) {
		const struct scored *scored =
			result_factor(&(*entry)->result, page->key);

		if (is_done_well(*entry, scored))
			found[n++] = (struct master){*entry, scored};
	}
	qsort(found, n, sizeof *found, by_mastery);
	for (size_t i = 0; i < n && i < MASTERS; i++)
		value_push(
			&items, arena, master_value(build, arena, &found[i]));
	value_give(map, arena, "done_well", value_of_list(&items));
	value_give(map, arena, "more_done_well",
		n > MASTERS ? value_int((int64_t)(n - MASTERS)) : value_null);
}

static void fill_factor(const struct build *build, const struct output *output,
	struct value_map *map, struct arena *arena)
{
	const struct factor_page *page = output->subject;
	const struct factor *factor = page->factor;
	struct str group = group_title(page->set, factor);

	value_give(
		map, arena, "title", value_string(factor_label(arena, factor)));
	value_give(map, arena, "breadcrumbs",
		values_crumbs_with(build, arena, page->set->title,
			address_set(build, arena, page->set)));
	value_give(map, arena, "description", value_text(factor->question));
	value_give(map, arena, "set",
		values_link(arena, page->set->title,
			address_set(build, arena, page->set)));
	value_give(map, arena, "weight", value_int(factor->weight.n));
	value_give(map, arena, "group", value_text(group));
	value_give(map, arena, "headline",
		value_bool(factor->role == FACTOR_HEADLINE));
	value_give(map, arena, "steps", steps_value(build, arena, page));
	value_give(map, arena, "help",
		help_value(build, arena, page->key, HELP_ANY));
	value_give(map, arena, "wanted",
		value_bool(factor->role != FACTOR_HEADLINE &&
			!help_has(build, page->key, STR("practices"))));
	put_masters(build, map, arena, page);
}

static void add_factors(struct build *build, const struct factor_set *set)
{
	list_each(const struct factor, factor, &set->factors) {
		struct factor_page *page =
			arena_new(&build->arena, struct factor_page);

		*page = (struct factor_page){
			set, factor, factor_key(&build->arena, set, factor)};
		output_add(build,
			address_factor(build, &build->arena, set, factor),
			"factor", fill_factor, page);
	}
}

void outputs_add_factors(struct build *build)
{
	const struct record_list *sets =
		&build->site.records.of[RECORD_FACTOR_SET];

	for (size_t i = 0; i < sets->len; i++) {
		const struct factor_set *set = sets->items[i];

		output_add(build, address_set(build, &build->arena, set),
			"factor-set", fill_set, set);
		output_add_table(build, base_of(build, &build->arena, set),
			table_of_set, set);
		if (set_is_latest(build, set))
			add_factors(build, set);
	}
}
