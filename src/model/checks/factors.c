/* Factor sets: what is measured must add up. */

#include "model/checks/checks.h"

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
	if (!total && set->factors.len)
		diag_add(checking->diags, DIAG_SET_WEIGHTS,
			schema_place(set, "factors"), 1, set->id);
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

static void check_bands(
	const struct checking *checking, const struct factor_set *set)
{
	int64_t last = -1;

	list_each(const struct band, band, &set->bands) {
		bool first = last < 0;

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

static bool has_tier(const struct site *site, struct str id)
{
	const struct taxonomy *tiers =
		config_taxonomy(&site->config, STR("tiers"));

	return !tiers || taxonomy_find(tiers, id) || str_eq(id, STR("bronze"));
}

static void check_tier(
	const struct checking *checking, struct str tier, struct place place)
{
	if (!has_tier(checking->site, tier))
		diag_add(checking->diags, DIAG_REF, place, tier.len, tier,
			STR("tier"));
}

static void check_gates(
	const struct checking *checking, const struct factor_set *set)
{
	list_each(const struct gate, gate, &set->gates) {
		check_tier(checking, gate->tier, gate->place);
		if (!set_factor(set, gate->factor.n))
			diag_add(checking->diags, DIAG_SET_GATE,
				schema_place(gate, "factor"), 3,
				check_number(checking, gate->factor.n),
				STR("factor"));
		if (set->bands.len && !has_band(set, gate->cap))
			diag_add(checking->diags, DIAG_SET_GATE,
				schema_place(gate, "cap"), gate->cap.len,
				gate->cap, STR("band"));
	}
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

static bool is_on_scale(const struct scale *scale, int64_t score)
{
	return !scale || !scale->step.n ||
		(score >= scale->min.n && score <= scale->max.n &&
			(score - scale->min.n) % scale->step.n == 0);
}

static void check_factor(const struct checking *checking,
	const struct factor_set *set, const struct factor *factor)
{
	const struct factor *twin = set_factor(set, factor->id.n);

	if (twin != factor)
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
		list_each(const struct factor, factor, &set->factors)
			check_factor(checking, set, factor);
	}
}
