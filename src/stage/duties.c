#include "stage/duties.h"

#include <stdlib.h>

#include "model/records/kinds.h"
#include "score/programme.h"
#include "stage/addresses.h"
#include "stage/values.h"

enum { CONTRACT_MONTHS = 12 }; /* before its end, to prepare for it */

const struct str duty_names[DUTY_KINDS] = {
	[DUTY_PAGE] = STR_INIT("pages"),
	[DUTY_ACTION] = STR_INIT("actions"),
	[DUTY_RISK] = STR_INIT("risks"),
	[DUTY_CONTRACT] = STR_INIT("contracts"),
	[DUTY_DELIVERABLE] = STR_INIT("deliverables"),
};

const struct str duty_titles[DUTY_KINDS] = {
	[DUTY_PAGE] = STR_INIT("Review"),
	[DUTY_ACTION] = STR_INIT("Action"),
	[DUTY_RISK] = STR_INIT("Risk"),
	[DUTY_CONTRACT] = STR_INIT("Contract"),
	[DUTY_DELIVERABLE] = STR_INIT("Deliverable"),
};

struct finding {
	struct build *build;
	struct arena *arena;
	struct duties *duties;
};

/* By how it stands AT a day; SOON days count as soon. */
static void judge(
	struct duty *duty, struct date at, struct date soon, bool closed)
{
	struct date last = date_last_day(duty->due);

	duty->days_over = 0;
	if (closed) {
		duty->state = DUTY_CLOSED;
	} else if (!date_is_set(duty->due)) {
		duty->state = DUTY_UNDATED;
	} else if (date_cmp(last, at) < 0) {
		duty->state = DUTY_OVERDUE;
		duty->days_over = date_between(last, at);
	} else {
		duty->state =
			date_cmp(last, soon) <= 0 ? DUTY_SOON : DUTY_LATER;
	}
}

/* Add DUTY, of papers that stop on the day ARCHIVED, if on any. */
static struct duty *add(const struct finding *finding, struct duty duty,
	struct date archived, bool closed)
{
	const struct site *site = &finding->build->site;
	struct date at = programme_as_at(site->as_at, archived);

	duty.stopped = date_cmp(at, site->as_at) < 0;
	if (!duty.series.len)
		duty.series = duty_names[duty.kind];
	judge(&duty, at, date_add(at, site->config.due_soon), closed);
	*vec_push(&finding->duties->all, finding->arena) = duty;
	return &finding->duties->all.items[finding->duties->all.len - 1];
}

/* Those of A and B that are named, each once. */
static struct list roles_of(struct arena *arena, struct str a, struct str b)
{
	struct str *roles = arena_array(arena, struct str, 2);
	size_t n = 0;

	if (a.len)
		roles[n++] = a;
	if (b.len && !str_eq(a, b))
		roles[n++] = b;
	return (struct list){roles, n};
}

static void find_reviews(const struct finding *finding)
{
	vec_reserve(&finding->duties->all, finding->arena,
		finding->build->site.pages.len);
	vec_each(struct page *const, entry, &finding->build->site.pages) {
		const struct page *page = *entry;
		int status = page->front.status;

		add(finding,
			(struct duty){.kind = DUTY_PAGE,
				.id = page->source.path,
				.title = page->front.title,
				.task = STR("Review the page"),
				.status = status
					? choice_name(page_statuses, status)
					: STR("final"),
				.type = page->type->id,
				.url = page->url,
				.roles = roles_of(finding->arena,
					page->front.owner, STR("")),
				.due = page->review_due},
			(struct date){0}, false);
	}
}

/*
 * The day an action is due, or else the month in which it is looked at next:
 * of those that are named, the first that is not over, or the last of all.
 */
static struct date action_due(const struct action *action, struct date at)
{
	struct date next = {0}, last = {0};

	if (date_is_set(action->due))
		return action->due;
	list_each(const struct date, month, &action->review) {
		bool over = date_cmp(date_last_day(*month), at) < 0;

		if (!over && (!date_is_set(next) || date_cmp(*month, next) < 0))
			next = *month;
		if (date_cmp(*month, last) > 0)
			last = *month;
	}
	return date_is_set(next) || action->ongoing ? next : last;
}

static void find_actions_of(
	const struct finding *finding, const struct plan *plan)
{
	static const struct str words[] = {[ACTION_NONE] = STR_INIT("open"),
		[ACTION_OPEN] = STR_INIT("open"),
		[ACTION_DONE] = STR_INIT("done"),
		[ACTION_DROPPED] = STR_INIT("dropped")};
	struct date at =
		programme_as_at(finding->build->site.as_at, plan->archived);

	list_each(const struct action, action, &plan->actions) {
		bool dated = date_is_set(action->due);

		add(finding,
			(struct duty){.kind = DUTY_ACTION,
				.id = action->id,
				.title = action->title,
				.task = dated || !action->review.len
					? STR("Complete the action")
					: STR("Review the action"),
				.status = words[action->status],
				.url = action->subject.len
					? address_subject(finding->arena,
						  action->subject)
					: address_plan(finding->arena, plan),
				.roles = action->owners,
				.due = action_due(action, at)},
			plan->archived, action->status > ACTION_OPEN);
	}
}

static void find_actions(const struct finding *finding)
{
	const struct record_list *plans =
		&finding->build->site.records.of[RECORD_PLAN];

	for (size_t i = 0; i < plans->len; i++)
		find_actions_of(finding, plans->items[i]);
}

static void find_risks(const struct finding *finding)
{
	const struct site *site = &finding->build->site;
	const struct record_list *risks = &site->records.of[RECORD_RISK];

	for (size_t i = 0; i < risks->len; i++) {
		const struct risk *risk = risks->items[i];
		bool open = risk_is_open(risk, site->as_at);

		add(finding,
			(struct duty){.kind = DUTY_RISK,
				.id = risk->id,
				.title = risk->title,
				.task = STR("Bring the risk down"),
				.status = open ? STR("open") : STR("closed"),
				.url = risk->contract.len
					? address_contract(finding->arena,
						  risk->contract)
					: STR(RISKS_URL),
				.roles = roles_of(
					finding->arena, risk->owner, STR("")),
				.due = risk->target},
			risk->archived, !open);
	}
}

/* A contract without a plan for its end owes one twelve months before. */
static void find_exit_plan(const struct finding *finding, struct duty duty,
	const struct contract *contract)
{
	if (!date_is_set(contract->end) || contract_has_exit_plan(contract) ||
		duty.state == DUTY_OVERDUE)
		return;
	duty.task = STR("Prepare the exit plan");
	duty.due =
		date_add(contract->end, (struct period){-CONTRACT_MONTHS, 0});
	duty.series = STR("exit-plans");
	add(finding, duty, (struct date){0}, false);
}

static void find_contracts(const struct finding *finding)
{
	const struct site *site = &finding->build->site;
	const struct record_list *contracts =
		&site->records.of[RECORD_CONTRACT];
	struct date soon =
		date_add(site->as_at, (struct period){CONTRACT_MONTHS, 0});

	for (size_t i = 0; i < contracts->len; i++) {
		const struct contract *contract = contracts->items[i];
		struct duty *duty = add(finding,
			(struct duty){.kind = DUTY_CONTRACT,
				.id = contract->id,
				.title = contract->title,
				.task = STR("Prepare for the contract's end"),
				.status = choice_name(
					contract_stages, contract->stage),
				.url = address_contract(
					finding->arena, contract->id),
				.roles = roles_of(finding->arena,
					contract->manager, contract->sro),
				.due = contract->end},
			(struct date){0}, false);

		judge(duty, site->as_at, soon, false);
		if (duty->state == DUTY_OVERDUE)
			duty->task = STR("Extend or close the contract");
		find_exit_plan(finding, *duty, contract);
	}
}

/* What the latest of its papers says of a deliverable. */
static void find_deliverable(
	const struct finding *finding, const struct deliverable *deliverable)
{
	const struct baseline *baselines = deliverable->baselines.items;
	size_t n = deliverable->baselines.len;
	bool done = date_is_set(deliverable->actual);
	bool dropped = n && baselines[n - 1].dropped;

	add(finding,
		(struct duty){.kind = DUTY_DELIVERABLE,
			.id = deliverable->id,
			.title = deliverable->title,
			.task = STR("Deliver it"),
			.status = done	  ? STR("done")
				: dropped ? STR("dropped")
					  : STR("open"),
			.url = STR(DELIVERABLES_URL),
			.roles = roles_of(
				finding->arena, deliverable->owner, STR("")),
			.due = deliverable_due(deliverable)},
		deliverable->archived, done || dropped);
}

static void find_deliverables(const struct finding *finding)
{
	const struct record_list *all =
		&finding->build->site.records.of[RECORD_DELIVERABLE];

	for (size_t i = 0; i < all->len; i++)
		find_deliverable(finding, all->items[i]);
}

bool duty_is_of(const struct duty *duty, struct str role)
{
	list_each(const struct str, entry, &duty->roles)
		if (str_eq(*entry, role))
			return true;
	return false;
}

struct str duty_state_text(enum duty_state state)
{
	static const struct str texts[] = {[DUTY_CLOSED] = STR_INIT(""),
		[DUTY_UNDATED] = STR_INIT(""),
		[DUTY_LATER] = STR_INIT(""),
		[DUTY_SOON] = STR_INIT("due soon"),
		[DUTY_OVERDUE] = STR_INIT("overdue")};

	return texts[state];
}

static int by_urgency(const void *left, const void *right)
{
	const struct duty *a = *(const struct duty *const *)left;
	const struct duty *b = *(const struct duty *const *)right;
	int order;

	if (a->stopped != b->stopped)
		return a->stopped ? 1 : -1;
	if (a->state != b->state)
		return a->state > b->state ? -1 : 1;
	order = date_cmp(date_last_day(a->due), date_last_day(b->due));
	return order ? order : a < b ? -1 : a > b;
}

void duties_sort(const struct duty **duties, size_t n)
{
	if (n)
		qsort(duties, n, sizeof *duties, by_urgency);
}

/* The duties of one role while they are gathered. */
struct gathered {
	struct str role;
	VEC(const struct duty *) duties;
};

static void share(const struct finding *finding)
{
	struct arena *arena = finding->arena;
	struct duties *duties = finding->duties;
	VEC(struct gathered *) roles = {0};
	struct map known = MAP_INIT;

	vec_each(const struct duty, duty, &duties->all) {
		if (duty->stopped || duty->state < DUTY_SOON)
			continue;
		list_each(const struct str, role, &duty->roles) {
			struct gathered *of = map_get(&known, *role);

			if (!of) {
				of = arena_new(arena, struct gathered);
				of->role = *role;
				map_set(&known, arena, *role, of);
				*vec_push(&roles, arena) = of;
			}
			*vec_push(&of->duties, arena) = duty;
		}
	}
	vec_each(struct gathered *const, entry, &roles) {
		struct gathered *of = *entry;
		struct list *list = arena_new(arena, struct list);

		duties_sort(of->duties.items, of->duties.len);
		*list = (struct list){(void *)of->duties.items, of->duties.len};
		map_set(&duties->by_role, arena, of->role, list);
	}
}

const struct duties *duties_find(struct build *build)
{
	static void (*const kinds[DUTY_KINDS])(const struct finding *) = {
		[DUTY_PAGE] = find_reviews,
		[DUTY_ACTION] = find_actions,
		[DUTY_RISK] = find_risks,
		[DUTY_CONTRACT] = find_contracts,
		[DUTY_DELIVERABLE] = find_deliverables,
	};
	struct finding finding = {.build = build,
		.arena = &build->arena,
		.duties = arena_new(&build->arena, struct duties)};

	for (size_t i = 0; i < DUTY_KINDS; i++)
		kinds[i](&finding);
	share(&finding);
	return finding.duties;
}

struct list duties_of_role(const struct build *build, struct str role)
{
	const struct list *list =
		map_get(&build->shared->duties->by_role, role);

	return list ? *list : (struct list){0};
}
