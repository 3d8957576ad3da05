/* Factor sets, each factor with what a score means and what helps. */

#include "model/checks/checks.h"
#include "score/text.h"
#include "stage/addresses.h"
#include "stage/help.h"
#include "stage/outputs/parts.h"
#include "stage/score_values.h"

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
			set_is_latest(build, set)
				? address_factor(arena, set, factor)
				: STR(""));
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

static struct value targets_value(
	struct arena *arena, const struct factor_set *set)
{
	struct value_items items = {0};

	list_each(const struct target, target, &set->targets) {
		struct value_map map = {0};

		value_give(&map, arena, "tier", value_string(target->tier));
		value_give(&map, arena, "score", value_int(target->score));
		value_push(&items, arena, value_of_map(&map));
	}
	return value_of_list(&items);
}

static struct value gates_value(
	struct arena *arena, const struct factor_set *set)
{
	struct value_items items = {0};

	list_each(const struct gate, gate, &set->gates) {
		const struct factor *factor = set_factor(set, gate->factor.n);
		struct value_map map = {0};

		value_give(&map, arena, "tier", value_string(gate->tier));
		value_give(&map, arena, "number", value_int(gate->factor.n));
		value_give(&map, arena, "factor",
			value_string(factor ? factor->title : STR("")));
		value_give(
			&map, arena, "at_least", value_int(gate->at_least.n));
		value_give(&map, arena, "cap", value_string(gate->cap));
		value_push(&items, arena, value_of_map(&map));
	}
	return value_of_list(&items);
}

/* The other versions of a set, newest last. */
static struct value versions_value(const struct build *build,
	struct arena *arena, const struct factor_set *set)
{
	const struct record_list *sets =
		&build->site.records.of[RECORD_FACTOR_SET];
	struct value_items items = {0};

	for (size_t i = 0; i < sets->len; i++) {
		const struct factor_set *other = sets->items[i];

		if (other != set && str_eq(other->id, set->id))
			value_push(&items, arena,
				values_link(arena, other->version,
					address_set(build, arena, other)));
	}
	return value_of_list(&items);
}

static void fill_set(const struct build *build, const struct output *output,
	struct value_map *map, struct arena *arena)
{
	const struct factor_set *set = output->subject;
	struct table table = table_of_set(build, output, arena);
	const struct value *document =
		map_get(&build->shared->refs[REF_DOCUMENT], set->document);

	value_give(map, arena, "title", value_string(set->title));
	value_give(map, arena, "breadcrumbs", values_score_crumbs(arena));
	value_give(map, arena, "description",
		set->description.len ? value_string(set->description)
				     : value_null);
	value_give(map, arena, "version", value_string(set->version));
	value_give(map, arena, "latest", value_bool(set_is_latest(build, set)));
	value_give(map, arena, "versions", versions_value(build, arena, set));
	value_give(map, arena, "document", document ? *document : value_null);
	value_give(map, arena, "bands", bands_value(arena, set));
	value_give(map, arena, "targets", targets_value(arena, set));
	value_give(map, arena, "gates", gates_value(arena, set));
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

/* Who does it well: evidenced high scores that this edition may show. */
static struct value well_value(const struct build *build, struct arena *arena,
	const struct factor_page *page)
{
	struct value_items items = {0};

	for (size_t i = 0; i < build->book.len; i++) {
		const struct marked *marked = &build->book.items[i];
		const struct scored *scored;
		struct value_map map = {0};

		if (!str_eq(marked->set->id, page->set->id) ||
			!score_is_current(build, marked))
			continue;
		scored = result_factor(&marked->result, page->key);
		if (!is_done_well(marked, scored))
			continue;
		value_give(&map, arena, "by", score_card(build, arena, marked));
		value_give(&map, arena, "points",
			value_string(text_points(
				arena, score_percent(marked->set, scored))));
		value_give(&map, arena, "evidence",
			value_string(scored->given->evidence));
		value_push(&items, arena, value_of_map(&map));
	}
	return value_of_list(&items);
}

static void fill_factor(const struct build *build, const struct output *output,
	struct value_map *map, struct arena *arena)
{
	const struct factor_page *page = output->subject;
	const struct factor *factor = page->factor;
	struct str group = group_title(page->set, factor);

	value_give(map, arena, "title",
		value_string(arena_printf(arena, "%lld %.*s",
			(long long)factor->id.n, STR_ARG(factor->title))));
	value_give(map, arena, "breadcrumbs",
		values_crumbs_with(arena, page->set->title,
			address_set(build, arena, page->set)));
	value_give(map, arena, "description",
		factor->question.len ? value_string(factor->question)
				     : value_null);
	value_give(map, arena, "set",
		values_link(arena, page->set->title,
			address_set(build, arena, page->set)));
	value_give(map, arena, "weight", value_int(factor->weight.n));
	value_give(map, arena, "group",
		group.len ? value_string(group) : value_null);
	value_give(map, arena, "headline",
		value_bool(factor->role == FACTOR_HEADLINE));
	value_give(map, arena, "steps", steps_value(build, arena, page));
	value_give(map, arena, "help",
		help_value(build, arena, page->key, HELP_ANY));
	value_give(map, arena, "wanted",
		value_bool(!help_has(build, page->key, STR("practices"))));
	value_give(map, arena, "done_well", well_value(build, arena, page));
}

static void add_factors(struct build *build, const struct factor_set *set)
{
	list_each(const struct factor, factor, &set->factors) {
		struct factor_page *page =
			arena_new(&build->arena, struct factor_page);

		*page = (struct factor_page){set, factor,
			arena_printf(&build->arena, "%.*s/%lld",
				STR_ARG(set->id), (long long)factor->id.n)};
		output_add(build, address_factor(&build->arena, set, factor),
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
