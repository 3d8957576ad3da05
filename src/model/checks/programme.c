/* The programme's registers: plans, risks, deliverables, groups. */

#include "base/utf8.h"
#include "model/checks/checks.h"

static bool plan_has_area(const struct plan *plan, struct str id)
{
	list_each(const struct area, area, &plan->areas)
		if (str_eq(area->id, id))
			return true;
	return false;
}

static bool plan_has_wave(const struct plan *plan, int64_t id)
{
	list_each(const struct wave, wave, &plan->waves)
		if (wave->id.n == id)
			return true;
	return false;
}

static void check_action(const struct checking *checking,
	const struct plan *plan, const struct action *action)
{
	const struct trigger *trigger = action->trigger;

	if (!action->owners.len)
		diag_add(checking->diags, DIAG_ACTION_OWNER,
			action->source->place, 1, action->id);
	if (action->status == ACTION_DONE &&
		(!date_is_set(action->done_on) || !action->evidence.len))
		diag_add(checking->diags, DIAG_ACTION_EVIDENCE,
			schema_place(action, "status"), 4, action->id);
	if (trigger &&
		(!trigger->tiers.len ||
			trigger->below.set != (trigger->factor.len > 0)))
		diag_add(checking->diags, DIAG_ACTION_TRIGGER,
			schema_place(action, "trigger"), 1, action->id);
	if (action->area.len && !plan_has_area(plan, action->area))
		diag_add(checking->diags, DIAG_REF,
			schema_place(action, "area"), action->area.len,
			action->area, STR("area of the plan"));
	if (action->wave.set && !plan_has_wave(plan, action->wave.n))
		diag_add(checking->diags, DIAG_REF,
			schema_place(action, "wave"), 1,
			check_number(checking, action->wave.n),
			STR("wave of the plan"));
	check_past(checking, action, "done_on", action->done_on);
	check_order(
		checking, action, "due", action->due, "agreed", action->agreed);
}

void check_plans(const struct checking *checking)
{
	const struct record_list *plans =
		&checking->site->records.of[RECORD_PLAN];
	struct map seen = MAP_INIT;

	for (size_t i = 0; i < plans->len; i++) {
		const struct plan *plan = plans->items[i];

		list_each(struct action, action, &plan->actions) {
			const struct action *twin = map_add(
				&seen, checking->arena, action->id, action);

			check_action(checking, plan, action);
			if (twin)
				diag_add(checking->diags, DIAG_RECORD_TWICE,
					schema_place(action, "id"),
					utf8_len(action->id), action->id,
					twin->source->place.source->path,
					check_number(checking,
						schema_place(twin, "id").line));
		}
	}
}

/* PID 9: the project board approves that a risk is closed. */
void check_risks(const struct checking *checking)
{
	const struct record_list *list =
		&checking->site->records.of[RECORD_RISK];

	for (size_t i = 0; i < list->len; i++) {
		const struct risk *risk = list->items[i];

		if (risk->status == RISK_CLOSED &&
			!date_is_set(risk->closure_approved))
			diag_add(checking->diags, DIAG_RISK_APPROVAL,
				schema_place(risk, "status"), 6, risk->id);
		check_order(checking, risk, "target", risk->target, "raised",
			risk->raised);
		check_past(checking, risk, "raised", risk->raised);
		check_past(checking, risk, "closure_approved",
			risk->closure_approved);
	}
}

static struct date document_date(const struct checking *checking, struct str id)
{
	const struct document *document =
		records_find(&checking->site->records, RECORD_DOCUMENT, id);

	return document ? document->date : (struct date){0};
}

/* Baselines stand in the order in which their papers were written. */
void check_deliverables(const struct checking *checking)
{
	const struct record_list *list =
		&checking->site->records.of[RECORD_DELIVERABLE];

	for (size_t i = 0; i < list->len; i++) {
		const struct deliverable *deliverable = list->items[i];
		struct date last = {0};

		list_each(const struct baseline, baseline,
			&deliverable->baselines) {
			struct date date =
				document_date(checking, baseline->document);

			if (date_is_set(last) && date_is_set(date) &&
				date_cmp(date, last) < 0)
				diag_add(checking->diags, DIAG_BASELINE_ORDER,
					schema_place(baseline, "document"),
					baseline->document.len, deliverable->id,
					baseline->document);
			if (date_is_set(date))
				last = date;
		}
	}
}

/* AG 3: it is not the advisory group's role to govern or manage. */
void check_groups(const struct checking *checking)
{
	const struct record_list *list =
		&checking->site->records.of[RECORD_GROUP];

	for (size_t i = 0; i < list->len; i++) {
		const struct group *group = list->items[i];
		size_t chairs = 0;

		if (group->authority == AUTHORITY_ADVISORY &&
			group->approves.len)
			diag_add(checking->diags, DIAG_GROUP_APPROVES,
				schema_place(group, "approves"), 1, group->id);
		list_each(const struct member, member, &group->members)
			chairs += member->role == MEMBER_CHAIR;
		if (group->members.len && chairs != 1)
			diag_add(checking->diags, DIAG_GROUP_CHAIR,
				schema_place(group, "members"), 1, group->id,
				check_number(checking, (int64_t)chairs));
	}
}
