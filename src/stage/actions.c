#include "stage/actions.h"

#include "model/records/kinds.h"
#include "score/proof.h"
#include "stage/addresses.h"
#include "stage/score_index.h"
#include "stage/values.h"

static struct value by_value(
	const struct build *build, struct arena *arena, const struct marked *by)
{
	struct value_map map = {0};

	if (!by)
		return value_null;
	value_give(
		&map, arena, "url", value_url(address_assessment(build, by)));
	value_give(
		&map, arena, "date", schema_show_date(arena, by->record->date));
	return value_of_map(&map);
}

static struct value action_value(const struct build *build, struct arena *arena,
	const struct action *action)
{
	static const char *const flags[] = {
		[ACTION_IS_OPEN] = "open",
		[ACTION_IS_LATE] = "late",
		[ACTION_IS_DROPPED] = "dropped",
		[ACTION_IS_DONE] = "done",
		[ACTION_IS_UNPROVED] = "unproved",
		[ACTION_IS_PROVED] = "proved",
	};
	struct proof proof = proof_of(action, &build->book, build->site.as_at);
	struct str owners =
		role_titles(&build->site.records, arena, &action->owners);
	struct value_map map = {0};

	value_give(&map, arena, "title", value_string(action->title));
	value_give(&map, arena, "owners", value_text(owners));
	value_give(&map, arena, "due", schema_show_date(arena, action->due));
	value_give(&map, arena, "done_on",
		schema_show_date(arena, action->done_on));
	value_give(&map, arena, "target",
		action->target.set ? value_int(action->target.n) : value_null);
	value_give(&map, arena, "progress",
		value_string(proof_text(proof.progress)));
	for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
		value_give(&map, arena, flags[i],
			value_bool(i == (size_t)proof.progress));
	value_give(&map, arena, "by", by_value(build, arena, proof.by));
	return value_of_map(&map);
}

struct value actions_value(const struct build *build, struct arena *arena,
	struct str subject, struct str factor)
{
	struct list actions = subject_actions(build, subject);
	struct value_items items = {0};

	list_each(const struct action *const, action, &actions)
		if (!factor.len || str_eq((*action)->factor, factor))
			value_push(&items, arena,
				action_value(build, arena, *action));
	return value_of_list(&items);
}
