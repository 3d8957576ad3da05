/* Deliverables: added, delivered, slipped or brought forward, dropped. */

#include "score/programme.h"
#include "stage/report_parts.h"

static bool is_dropped(const struct deliverable *deliverable)
{
	const struct baseline *baselines = deliverable->baselines.items;
	size_t n = deliverable->baselines.len;

	return n && baselines[n - 1].dropped;
}

static void tell(const struct comparing *comparing, enum report_list list,
	const struct deliverable *deliverable, struct report_row row)
{
	row.id = deliverable->id;
	row.title = deliverable->title;
	report_add(comparing, list, row);
}

/* Due on another day than before? */
static void take_dates(const struct comparing *comparing,
	const struct deliverable *old, const struct deliverable *deliverable)
{
	struct date then = deliverable_due(old);
	struct date now = deliverable_due(deliverable);
	int64_t days;

	if (!date_is_set(then) || !date_is_set(now))
		return;
	days = date_between(then, now);
	if (days)
		tell(comparing,
			days > 0 ? REPORT_DELIVERABLES_SLIPPED
				 : REPORT_DELIVERABLES_FORWARD,
			deliverable,
			(struct report_row){.date_before = then,
				.date = now,
				.days = days > 0 ? days : -days});
}

static void take_deliverable(const struct comparing *comparing,
	const struct deliverable *deliverable)
{
	const struct deliverable *old =
		records_find(&comparing->before->site->records,
			RECORD_DELIVERABLE, deliverable->id);
	bool was_done = old && date_is_set(old->actual);
	struct date due = deliverable_due(deliverable);

	if (report_is_old(comparing, deliverable->archived) || was_done)
		return;
	if (date_is_set(deliverable->actual))
		tell(comparing, REPORT_DELIVERABLES_DELIVERED, deliverable,
			(struct report_row){.date = deliverable->actual,
				.date_before = due});
	else if (is_dropped(deliverable) && old && !is_dropped(old))
		tell(comparing, REPORT_DELIVERABLES_DROPPED, deliverable,
			(struct report_row){.note = STR("dropped")});
	else if (!is_dropped(deliverable) && (!old || is_dropped(old)))
		tell(comparing, REPORT_DELIVERABLES_ADDED, deliverable,
			(struct report_row){.date = due});
	else if (!is_dropped(deliverable))
		take_dates(comparing, old, deliverable);
}

static void take_gone(const struct comparing *comparing,
	const struct deliverable *deliverable)
{
	if (records_find(&comparing->after->site->records, RECORD_DELIVERABLE,
		    deliverable->id) ||
		report_is_old(comparing, deliverable->archived) ||
		date_is_set(deliverable->actual) || is_dropped(deliverable))
		return;
	tell(comparing, REPORT_DELIVERABLES_DROPPED, deliverable,
		(struct report_row){.note = STR("taken off the list")});
}

void report_deliverables(const struct comparing *comparing)
{
	const struct record_list *before =
		&comparing->before->site->records.of[RECORD_DELIVERABLE];
	const struct record_list *after =
		&comparing->after->site->records.of[RECORD_DELIVERABLE];

	for (size_t i = 0; i < after->len; i++)
		take_deliverable(comparing, after->items[i]);
	for (size_t i = 0; i < before->len; i++)
		take_gone(comparing, before->items[i]);
}
