/* Factor sets: what is measured must add up. */

#include "base/utf8.h"
#include "model/checks/checks.h"

/* How records that have an id start. */
struct with_id {
	const struct value *source;
	struct str id;
};

static void check_weights(
	const struct checking *checking, const struct factor_set *set)
{
	int64_t total = 0;

	list_each(const struct factor, factor, &set->factors) {
		if (!factor->weight.set)
			return; /* said already */
		if (factor->role != FACTOR_HEADLINE)
			total += factor->weight.n;
	}
	if (!total)
		diag_add(checking->diags, DIAG_SET_WEIGHTS,
			schema_place(set, "factors"), 1, set->id);
	else if (total * factor_set_range(set) > FACTOR_SET_MAX)
		diag_add(checking->diags, DIAG_SET_SIZE,
			schema_place(set, "factors"), 1, set->id,
			check_number(checking, total),
			check_number(checking, factor_set_range(set)),
			check_number(checking, FACTOR_SET_MAX));
}

static void check_scale(
	const struct checking *checking, const struct factor_set *set)
{
	const struct scale *scale = set->scale;

	if (!scale || !scale->step.set || !scale->min.set || !scale->max.set)
		return;
	if (scale->max.n <= scale->min.n ||
		(scale->max.n - scale->min.n) % scale->step.n)
		diag_add(checking->diags, DIAG_SET_SCALE,
			schema_place(set, "scale"), 1,
			check_number(checking, scale->min.n),
			check_number(checking, scale->max.n),
			check_number(checking, scale->step.n));
}

static bool has_tier(const struct site *site, struct str id)
{
	const struct taxonomy *tiers =
		config_taxonomy(&site->config, STR("tiers"));

	return !tiers || taxonomy_find(tiers, id) || str_eq(id, STR("bronze"));
}

/* scoring.md: names of tiers are never names of bands. */
static bool is_tier_name(const struct site *site, struct str name)
{
	static const struct str usual[] = {STR_INIT("bronze"),
		STR_INIT("silver"), STR_INIT("gold"), STR_INIT("platinum")};
	const struct taxonomy *tiers =
		config_taxonomy(&site->config, STR("tiers"));

	for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
		if (str_case_eq(name, usual[i]))
			return true;
	return tiers && taxonomy_find(tiers, name);
}

static void check_band_name(
	const struct checking *checking, const struct band *band)
{
	bool by_id = is_tier_name(checking->site, band->id);
	struct str name = by_id ? band->id : band->title;

	if (by_id || is_tier_name(checking->site, name))
		diag_add(checking->diags, DIAG_SET_BAND_TIER,
			schema_place(band, by_id ? "id" : "title"),
			utf8_len(name), name);
}

/* The same id twice in one list of a set; items are SIZE bytes. */
static void check_ids(
	const struct checking *checking, const struct list *list, size_t size)
{
	struct map seen = MAP_INIT;

	for (size_t i = 0; i < list->len; i++) {
		struct with_id *item = (void *)((char *)list->items + i * size);
		const struct with_id *twin = item->id.len
			? map_add(&seen, checking->arena, item->id, item)
			: NULL;

		if (twin)
			diag_add(checking->diags, DIAG_RECORD_TWICE,
				schema_place(item, "id"), utf8_len(item->id),
				item->id, twin->source->place.source->path,
				check_number(checking,
					schema_place(twin, "id").line));
	}
}

static void check_bands(
	const struct checking *checking, const struct factor_set *set)
{
	int64_t last = -1;

	list_each(const struct band, band, &set->bands) {
		bool first = last < 0;

		check_band_name(checking, band);
		if (!band->from.set)
			continue; /* said already */
		if ((first && band->from.n != 0) || band->from.n <= last)
			diag_add(checking->diags, DIAG_SET_BANDS,
				schema_place(band, "from"), 1, band->id);
		last = band->from.n;
	}
}

static bool has_band(const struct factor_set *set, struct str id)
{
	list_each(const struct band, band, &set->bands)
		if (str_eq(band->id, id))
			return true;
	return false;
}

static void check_tier(
	const struct checking *checking, struct str tier, struct place place)
{
	if (!has_tier(checking->site, tier))
		diag_add(checking->diags, DIAG_REF, place, tier.len, tier,
			STR("tier"));
}

static bool is_within(const struct scale *scale, int64_t score)
{
	return !scale || (score >= scale->min.n && score <= scale->max.n);
}

static bool is_on_scale(const struct scale *scale, int64_t score)
{
	return !scale || !scale->step.n ||
		(is_within(scale, score) &&
			(score - scale->min.n) % scale->step.n == 0);
}

static void check_gates(
	const struct checking *checking, const struct factor_set *set)
{
	list_each(const struct gate, gate, &set->gates) {
		check_tier(checking, gate->tier, gate->place);
		if (gate->factor.set && !set_factor(set, gate->factor.n))
			diag_add(checking->diags, DIAG_SET_GATE,
				schema_place(gate, "factor"), 3,
				check_number(checking, gate->factor.n),
				STR("factor"));
		if (gate->cap.len && !has_band(set, gate->cap))
			diag_add(checking->diags, DIAG_SET_GATE,
				schema_place(gate, "cap"), gate->cap.len,
				gate->cap, STR("band"));
		if (gate->at_least.set && gate->factor.set &&
			!is_within(set->scale, gate->at_least.n))
			diag_add(checking->diags, DIAG_SCORE_STEP,
				schema_place(gate, "at_least"), 3,
				check_number(checking, gate->at_least.n),
				check_number(checking, gate->factor.n));
	}
	if (!value_get(set->source, STR("targets")))
		return; /* the usual ones, whichever tiers there are */
	list_each(const struct target, target, &set->targets)
		check_tier(checking, target->tier, target->place);
}

static bool has_group(const struct factor_set *set, struct str id)
{
	list_each(const struct factor_group, group, &set->groups)
		if (str_eq(group->id, id))
			return true;
	return false;
}

static void check_factor(const struct checking *checking,
	const struct factor_set *set, const struct factor *factor)
{
	const struct factor *twin = set_factor(set, factor->id.n);

	if (factor->id.set && twin != factor)
		diag_add(checking->diags, DIAG_SET_FACTOR_TWICE,
			schema_place(factor, "id"), 3,
			check_number(checking, factor->id.n),
			check_number(checking, schema_place(twin, "id").line));
	if (factor->group.len && !has_group(set, factor->group))
		diag_add(checking->diags, DIAG_SET_GROUP,
			schema_place(factor, "group"), factor->group.len,
			factor->group);
	list_each(const struct step, step, &factor->guidance)
		if (!is_on_scale(set->scale, step->score))
			diag_add(checking->diags, DIAG_SCORE_STEP, step->place,
				1, check_number(checking, step->score),
				check_number(checking, factor->id.n));
}

/* The name of the whole: there is one whole. */
static void check_headline(
	const struct checking *checking, const struct factor_set *set)
{
	const struct factor *headline = NULL;

	list_each(const struct factor, factor, &set->factors) {
		if (factor->role != FACTOR_HEADLINE)
			continue;
		if (headline)
			diag_add(checking->diags, DIAG_SET_HEADLINE,
				schema_place(factor, "role"), 8,
				check_number(checking, factor->id.n),
				check_number(checking, headline->id.n));
		else
			headline = factor;
	}
}

void check_factor_sets(const struct checking *checking)
{
	const struct record_list *sets =
		&checking->site->records.of[RECORD_FACTOR_SET];

	for (size_t i = 0; i < sets->len; i++) {
		const struct factor_set *set = sets->items[i];

		check_weights(checking, set);
		check_scale(checking, set);
		check_bands(checking, set);
		check_gates(checking, set);
		check_headline(checking, set);
		check_ids(checking, &set->bands, sizeof(struct band));
		check_ids(checking, &set->groups, sizeof(struct factor_group));
		list_each(const struct factor, factor, &set->factors)
			check_factor(checking, set, factor);
	}
}
