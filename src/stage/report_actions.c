/* Actions of all plans: agreed, done, proved, dropped, due and late. */

#include "model/records/kinds.h"
#include "model/records/subject.h"
#include "score/proof.h"
#include "stage/report_parts.h"

/* Actions by "PLAN/ID". */
struct actions {
	const struct comparing *comparing;
	struct map before, after;
};

static struct str key_of(const struct comparing *comparing,
	const struct plan *plan, const struct action *action)
{
	return arena_printf(comparing->arena, "%.*s/%.*s", STR_ARG(plan->id),
		STR_ARG(action->id));
}

static void index_plans(const struct comparing *comparing,
	const struct report_side *side, struct map *map)
{
	const struct record_list *plans = &side->site->records.of[RECORD_PLAN];

	for (size_t i = 0; i < plans->len; i++) {
		const struct plan *plan = plans->items[i];

		list_each(struct action, action, &plan->actions)
			map_set(map, comparing->arena,
				key_of(comparing, plan, action), action);
	}
}

static bool is_open(const struct action *action)
{
	return action->status <= ACTION_OPEN;
}

static void tell(const struct actions *actions, enum report_list list,
	const struct action *action, struct report_row row)
{
	const struct comparing *comparing = actions->comparing;
	struct str id;

	row.id = action->id;
	row.title = action->title;
	row.who = role_titles(&comparing->after->site->records,
		comparing->arena, &action->owners);
	if (subject_kind(action->subject, &id) == RECORD_CONTRACT)
		row.contract = id;
	report_add(comparing, list, row);
}

/* How an open action stands at the end of the period. */
static void take_open(
	const struct actions *actions, const struct action *action)
{
	const struct comparing *comparing = actions->comparing;
	struct date due = action->due;
	enum report_list list;

	if (!date_is_set(due) || date_cmp(due, comparing->until) > 0)
		return;
	list = date_cmp(due, comparing->eve) > 0 ? REPORT_ACTIONS_DUE
						 : REPORT_ACTIONS_LATE;
	tell(actions, list, action,
		(struct report_row){.date = due,
			.days = date_between(due, comparing->until)});
}

static bool was_proved(const struct actions *actions, const struct action *old)
{
	const struct comparing *comparing = actions->comparing;

	return old &&
		proof_of(old, comparing->before->book, comparing->eve)
			.progress == ACTION_IS_PROVED;
}

static void take_done(const struct actions *actions, const struct action *old,
	const struct action *action)
{
	const struct comparing *comparing = actions->comparing;
	struct proof proof =
		proof_of(action, comparing->after->book, comparing->until);

	if (!old || old->status != ACTION_DONE)
		tell(actions, REPORT_ACTIONS_DONE, action,
			(struct report_row){.date = action->done_on});
	if (proof.progress == ACTION_IS_PROVED && !was_proved(actions, old))
		tell(actions, REPORT_ACTIONS_PROVED, action,
			(struct report_row){.date = proof.by->record->date});
}

static void take_action(const struct actions *actions, const struct action *old,
	const struct action *action)
{
	if (!old && is_open(action))
		tell(actions, REPORT_ACTIONS_AGREED, action,
			(struct report_row){.date = action->due});
	if (is_open(action))
		take_open(actions, action);
	else if (action->status == ACTION_DONE)
		take_done(actions, old, action);
	else if (old && old->status != ACTION_DROPPED)
		tell(actions, REPORT_ACTIONS_DROPPED, action,
			(struct report_row){.note = STR("dropped")});
}

static void take_plan(const struct actions *actions, const struct plan *plan)
{
	if (report_is_old(actions->comparing, plan->archived))
		return;
	list_each(const struct action, action, &plan->actions)
		take_action(actions,
			map_get(&actions->before,
				key_of(actions->comparing, plan, action)),
			action);
}

/* Open actions of which the plan says nothing any more. */
static void take_gone(const struct actions *actions, const struct plan *plan)
{
	if (report_is_old(actions->comparing, plan->archived))
		return;
	list_each(const struct action, action, &plan->actions)
		if (is_open(action) &&
			!map_get(&actions->after,
				key_of(actions->comparing, plan, action)))
			tell(actions, REPORT_ACTIONS_DROPPED, action,
				(struct report_row){
					.note = STR("taken off the plan")});
}

void report_actions(const struct comparing *comparing)
{
	const struct records *before = &comparing->before->site->records;
	const struct records *after = &comparing->after->site->records;
	struct actions actions = {.comparing = comparing};

	index_plans(comparing, comparing->before, &actions.before);
	index_plans(comparing, comparing->after, &actions.after);
	for (size_t i = 0; i < after->of[RECORD_PLAN].len; i++)
		take_plan(&actions, after->of[RECORD_PLAN].items[i]);
	for (size_t i = 0; i < before->of[RECORD_PLAN].len; i++)
		take_gone(&actions, before->of[RECORD_PLAN].items[i]);
}
