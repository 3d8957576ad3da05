/* Risks: opened, closed, moved, and past their target dates. */

#include "model/records/kinds.h"
#include "score/programme.h"
#include "stage/report_parts.h"

static void tell(const struct comparing *comparing, enum report_list list,
	const struct risk *risk, struct report_row row)
{
	struct list owner = {(void *)&risk->owner, risk->owner.len > 0};

	row.id = risk->id;
	row.title = risk->title;
	row.who = role_titles(
		&comparing->after->site->records, comparing->arena, &owner);
	row.contract = risk->contract;
	report_add(comparing, list, row);
}

/* "high × medium". */
static struct str levels(
	const struct comparing *comparing, const struct risk *risk)
{
	static const char *const words[] = {[LEVEL_NONE] = "unknown",
		[LEVEL_HIGH] = "high",
		[LEVEL_MEDIUM] = "medium",
		[LEVEL_LOW] = "low"};

	return arena_printf(comparing->arena, "%s \xC3\x97 %s",
		words[risk->probability], words[risk->impact]);
}

static void take_open(const struct comparing *comparing, const struct risk *old,
	bool was_open, const struct risk *risk)
{
	int64_t over = risk_days_over(risk, comparing->until);

	if (!was_open)
		tell(comparing, REPORT_RISKS_OPENED, risk,
			(struct report_row){.date = risk->raised,
				.after = levels(comparing, risk),
				.exposure = risk_exposure(risk),
				.note = old ? STR("again") : STR("")});
	else if (old->probability != risk->probability ||
		old->impact != risk->impact)
		tell(comparing, REPORT_RISKS_MOVED, risk,
			(struct report_row){.before = levels(comparing, old),
				.after = levels(comparing, risk),
				.exposure_before = risk_exposure(old),
				.exposure = risk_exposure(risk)});
	if (over > 0)
		tell(comparing, REPORT_RISKS_OVERDUE, risk,
			(struct report_row){
				.date = risk->target, .days = over});
}

static void take_risk(
	const struct comparing *comparing, const struct risk *risk)
{
	const struct risk *old = records_find(
		&comparing->before->site->records, RECORD_RISK, risk->id);
	bool was_open = old && risk_is_open(old, comparing->eve);
	bool open = risk_is_open(risk, comparing->until);

	if (report_is_old(comparing, risk->archived))
		return;
	if (open)
		take_open(comparing, old, was_open, risk);
	else if (was_open)
		tell(comparing, REPORT_RISKS_CLOSED, risk,
			(struct report_row){.date = risk->closure_approved,
				.before = levels(comparing, old)});
}

void report_risks(const struct comparing *comparing)
{
	const struct records *before = &comparing->before->site->records;
	const struct records *after = &comparing->after->site->records;

	for (size_t i = 0; i < after->of[RECORD_RISK].len; i++)
		take_risk(comparing, after->of[RECORD_RISK].items[i]);
	for (size_t i = 0; i < before->of[RECORD_RISK].len; i++) {
		const struct risk *risk = before->of[RECORD_RISK].items[i];

		if (!records_find(after, RECORD_RISK, risk->id) &&
			risk_is_open(risk, comparing->eve) &&
			!report_is_old(comparing, risk->archived))
			tell(comparing, REPORT_RISKS_CLOSED, risk,
				(struct report_row){
					.before = levels(comparing, risk),
					.note = STR("taken off the register")});
	}
}
