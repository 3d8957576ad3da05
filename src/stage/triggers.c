#include "stage/triggers.h"

#include "stage/values.h"

static bool has_tier(const struct trigger *trigger, struct str tier)
{
	list_each(const struct str, name, &trigger->tiers)
		if (str_eq(*name, tier))
			return true;
	return !trigger->tiers.len;
}

static const struct marked *latest_of(const struct build *build,
	struct arena *arena, const struct contract *contract, struct str factor)
{
	return book_latest(&build->book,
		arena_printf(arena, "contract/%.*s", STR_ARG(contract->id)),
		str_sub(factor, 0, str_chr(factor, '/', 0)));
}

static bool is_below(const struct trigger *trigger, const struct marked *latest,
	const struct scored *scored)
{
	if (!scored || scored->state != SCORE_GIVEN)
		return false;
	return !trigger->below.set ||
		scored->twice <
		2 * (trigger->below.n - factor_set_min(latest->set));
}

struct list triggered_contracts(const struct build *build, struct arena *arena,
	const struct action *action)
{
	const struct record_list *all =
		&build->site.records.of[RECORD_CONTRACT];
	const struct trigger *trigger = action->trigger;
	struct triggered *found =
		arena_array(arena, struct triggered, all->len + 1);
	size_t n = 0;

	for (size_t i = 0; trigger && i < all->len; i++) {
		const struct contract *contract = all->items[i];
		struct triggered hit = {.contract = contract};

		if (!has_tier(trigger, contract->tier))
			continue;
		if (trigger->factor.len) {
			hit.by = latest_of(
				build, arena, contract, trigger->factor);
			if (!hit.by)
				continue;
			hit.scored =
				result_factor(&hit.by->result, trigger->factor);
			if (!is_below(trigger, hit.by, hit.scored))
				continue;
		}
		found[n++] = hit;
	}
	return (struct list){found, n};
}

struct str trigger_text(const struct build *build, struct arena *arena,
	const struct trigger *trigger)
{
	struct str text = STR("");
	size_t n = 0;

	if (!trigger)
		return text;
	list_each(const struct str, tier, &trigger->tiers) {
		n++;
		text = arena_printf(arena, "%.*s%s%.*s", STR_ARG(text),
			n == 1				  ? ""
				: n == trigger->tiers.len ? " and "
							  : ", ",
			STR_ARG(*tier));
	}
	if (trigger->factor.len) {
		const struct value *factor = map_get(
			&build->shared->refs[REF_FACTOR], trigger->factor);
		const struct value *title =
			factor ? value_get(factor, STR("title")) : NULL;

		text = arena_printf(arena, "%.*s below %lld on %.*s",
			STR_ARG(text), (long long)trigger->below.n,
			STR_ARG(title ? title->text : trigger->factor));
	}
	return text;
}
