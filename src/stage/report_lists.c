#include "stage/report_lists.h"

/* A column of many lists, with the field that stands in it. */
#define COLUMN(key, title, kind, field) \
	{ \
		{key, title, COLUMN_##kind}, REPORT_##field \
	}
#define THE_PAGE COLUMN("title", "Page", HEAD, TITLE)
#define THE_FILE COLUMN("path", "File", TEXT, ID)
#define THE_NUMBER COLUMN("id", "Number", TEXT, ID)
#define THE_ACTION COLUMN("title", "Action", HEAD, TITLE)
#define THE_RISK COLUMN("title", "Risk", HEAD, TITLE)
#define THE_DELIVERABLE COLUMN("title", "Deliverable", HEAD, TITLE)
#define THE_CONTRACT COLUMN("contract", "Contract", TEXT, CONTRACT)
#define THE_OWNERS COLUMN("owners", "Owners", TEXT, WHO)
#define THE_OWNER COLUMN("owner", "Owner", TEXT, WHO)
#define THE_HOW COLUMN("how", "How", TEXT, NOTE)
#define THE_NOTE COLUMN("note", "Note", TEXT, NOTE)
#define THE_DUE COLUMN("due", "Due", DATE, DATE)
#define THE_WAS_DUE COLUMN("due_before", "Was due", DATE, DATE_BEFORE)
#define THE_NOW_DUE COLUMN("due", "Now due", DATE, DATE)
#define THE_DAYS_OVER COLUMN("days_over", "Days over", NUMBER, DAYS)
#define LEVELS "Probability \xC3\x97 impact"
#define THE_ASSESSED \
	COLUMN("subject", "Subject", TEXT, ID), \
		COLUMN("title", "Title", HEAD, TITLE), \
		COLUMN("set", "Factors", TEXT, WHO), \
		COLUMN("kind", "Kind", TEXT, KIND), \
		COLUMN("date", "Date", DATE, DATE)
#define THE_SCORE_BEFORE COLUMN("before", "Score before", NUMBER, BEFORE)
#define THE_SCORE COLUMN("after", "Score", NUMBER, AFTER)
#define THE_CHANGE COLUMN("change", "Change, like for like", NUMBER, CHANGE)
#define THE_GATES COLUMN("gates_broken", "Gates broken by", TEXT, NOTE)

const struct report_type report_types[REPORT_LISTS] = {
	[REPORT_PAGES_PUBLISHED] = {"pages", "published", "Published",
		"published", {THE_PAGE, THE_FILE}},
	[REPORT_PAGES_CHANGED] = {"pages", "changed", "Changed", "changed",
		{THE_PAGE, THE_FILE}},
	[REPORT_PAGES_MOVED] = {"pages", "moved", "Moved", "moved",
		{THE_PAGE, THE_FILE, COLUMN("from", "From", TEXT, BEFORE)}},
	[REPORT_PAGES_REVIEWED] = {"pages", "reviewed", "Reviewed", "reviewed",
		{THE_PAGE, THE_FILE, COLUMN("reviewed", "Reviewed", DATE, DATE),
			COLUMN("before", "Before that", DATE, DATE_BEFORE)}},
	[REPORT_PAGES_WITHDRAWN] = {"pages", "withdrawn", "Withdrawn",
		"withdrawn", {THE_PAGE, THE_FILE, THE_HOW}},
	[REPORT_ACTIONS_AGREED] = {"actions", "agreed", "Agreed", "agreed",
		{THE_NUMBER, THE_ACTION, THE_CONTRACT, THE_OWNERS, THE_DUE}},
	[REPORT_ACTIONS_DONE] = {"actions", "done", "Done", "done",
		{THE_NUMBER, THE_ACTION, THE_CONTRACT, THE_OWNERS,
			COLUMN("done_on", "Done on", DATE, DATE)}},
	[REPORT_ACTIONS_PROVED] = {"actions", "proved",
		"Proved by a later assessment", "proved",
		{THE_NUMBER, THE_ACTION, THE_CONTRACT, THE_OWNERS,
			COLUMN("assessed", "Assessed", DATE, DATE)}},
	[REPORT_ACTIONS_DROPPED] = {"actions", "dropped", "Dropped", "dropped",
		{THE_NUMBER, THE_ACTION, THE_CONTRACT, THE_OWNERS, THE_HOW}},
	[REPORT_ACTIONS_DUE] = {"actions", "due", "Due, and not done",
		"due and not done",
		{THE_NUMBER, THE_ACTION, THE_CONTRACT, THE_OWNERS, THE_DUE,
			THE_DAYS_OVER}},
	[REPORT_ACTIONS_LATE] = {"actions", "late", "Late from before",
		"late from before",
		{THE_NUMBER, THE_ACTION, THE_CONTRACT, THE_OWNERS, THE_DUE,
			THE_DAYS_OVER}},
	[REPORT_RISKS_OPENED] = {"risks", "opened", "Opened", "opened",
		{THE_NUMBER, THE_RISK, THE_CONTRACT, THE_OWNER,
			COLUMN("raised", "Raised", DATE, DATE),
			COLUMN("level", LEVELS, TEXT, AFTER),
			COLUMN("exposure", "Exposure", NUMBER, EXPOSURE),
			THE_NOTE}},
	[REPORT_RISKS_CLOSED] = {"risks", "closed", "Closed", "closed",
		{THE_NUMBER, THE_RISK, THE_CONTRACT, THE_OWNER,
			COLUMN("closure_approved", "Closure approved", DATE,
				DATE),
			COLUMN("level", LEVELS, TEXT, BEFORE), THE_NOTE}},
	[REPORT_RISKS_MOVED] = {"risks", "moved", "Moved", "moved",
		{THE_NUMBER, THE_RISK, THE_CONTRACT, THE_OWNER,
			COLUMN("level_before", LEVELS " before", TEXT, BEFORE),
			COLUMN("level", "After", TEXT, AFTER),
			COLUMN("exposure_before", "Exposure before", NUMBER,
				EXPOSURE_BEFORE),
			COLUMN("exposure", "After", NUMBER, EXPOSURE)}},
	[REPORT_RISKS_OVERDUE] = {"risks", "overdue", "Past the target date",
		"past the target date",
		{THE_NUMBER, THE_RISK, THE_CONTRACT, THE_OWNER,
			COLUMN("target", "Target date", DATE, DATE),
			THE_DAYS_OVER}},
	[REPORT_DELIVERABLES_ADDED] = {"deliverables", "added", "Added",
		"added", {THE_NUMBER, THE_DELIVERABLE, THE_DUE}},
	[REPORT_DELIVERABLES_DELIVERED] = {"deliverables", "delivered",
		"Delivered", "delivered",
		{THE_NUMBER, THE_DELIVERABLE,
			COLUMN("due", "Was due", DATE, DATE_BEFORE),
			COLUMN("delivered", "Delivered", DATE, DATE)}},
	[REPORT_DELIVERABLES_SLIPPED] = {"deliverables", "slipped", "Slipped",
		"slipped",
		{THE_NUMBER, THE_DELIVERABLE, THE_WAS_DUE, THE_NOW_DUE,
			COLUMN("days", "Days later", NUMBER, DAYS)}},
	[REPORT_DELIVERABLES_FORWARD] = {"deliverables", "brought_forward",
		"Brought forward", "brought forward",
		{THE_NUMBER, THE_DELIVERABLE, THE_WAS_DUE, THE_NOW_DUE,
			COLUMN("days", "Days earlier", NUMBER, DAYS)}},
	[REPORT_DELIVERABLES_DROPPED] = {"deliverables", "dropped", "Dropped",
		"dropped", {THE_NUMBER, THE_DELIVERABLE, THE_HOW}},
	[REPORT_SCORES_MOVED] = {"scores", "moved", "Assessed again",
		"assessed again",
		{THE_ASSESSED, THE_SCORE_BEFORE, THE_SCORE, THE_CHANGE,
			THE_GATES}},
	[REPORT_SCORES_FIRST] = {"scores", "first",
		"Assessed for the first time", "assessed for the first time",
		{THE_ASSESSED, THE_SCORE, THE_GATES}},
	[REPORT_SCORES_CORRECTED] = {"scores", "corrected", "Corrected",
		"corrected",
		{THE_ASSESSED, THE_SCORE_BEFORE, THE_SCORE, THE_CHANGE,
			THE_GATES}},
	[REPORT_SCORES_WITHDRAWN] = {"scores", "withdrawn", "Withdrawn",
		"withdrawn", {THE_ASSESSED, THE_SCORE}},
};
