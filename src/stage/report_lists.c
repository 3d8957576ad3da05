#include "stage/report_lists.h"

/* A column of many lists, with the field that stands in it. */
#define COLUMN(key, title, kind, field) \
	{ \
		{key, title, COLUMN_##kind}, REPORT_##field \
	}
#define PAGE COLUMN("title", "Page", HEAD, TITLE)
#define FILE_OF COLUMN("path", "File", TEXT, ID)
#define NUMBER COLUMN("id", "Number", TEXT, ID)
#define ACTION COLUMN("title", "Action", HEAD, TITLE)
#define RISK COLUMN("title", "Risk", HEAD, TITLE)
#define DELIVERABLE COLUMN("title", "Deliverable", HEAD, TITLE)
#define CONTRACT COLUMN("contract", "Contract", TEXT, CONTRACT)
#define OWNERS COLUMN("owners", "Owners", TEXT, WHO)
#define OWNER COLUMN("owner", "Owner", TEXT, WHO)
#define HOW COLUMN("how", "How", TEXT, NOTE)
#define NOTE COLUMN("note", "Note", TEXT, NOTE)
#define DUE COLUMN("due", "Due", DATE, DATE)
#define WAS_DUE COLUMN("due_before", "Was due", DATE, DATE_BEFORE)
#define NOW_DUE COLUMN("due", "Now due", DATE, DATE)
#define DAYS_OVER COLUMN("days_over", "Days over", NUMBER, DAYS)
#define LEVELS "Probability \xC3\x97 impact"
#define ASSESSED \
	COLUMN("subject", "Subject", TEXT, ID), \
		COLUMN("title", "Title", HEAD, TITLE), \
		COLUMN("set", "Factors", TEXT, WHO), \
		COLUMN("kind", "Kind", TEXT, KIND), \
		COLUMN("date", "Date", DATE, DATE)
#define SCORE_BEFORE COLUMN("before", "Score before", NUMBER, BEFORE)
#define SCORE COLUMN("after", "Score", NUMBER, AFTER)
#define CHANGE COLUMN("change", "Change, like for like", NUMBER, CHANGE)
#define GATES COLUMN("gates_broken", "Gates broken by", TEXT, NOTE)

const struct report_type report_types[REPORT_LISTS] = {
	[REPORT_PAGES_PUBLISHED] = {"pages", "published", "Published",
		"published", {PAGE, FILE_OF}},
	[REPORT_PAGES_CHANGED] = {"pages", "changed", "Changed", "changed",
		{PAGE, FILE_OF}},
	[REPORT_PAGES_MOVED] = {"pages", "moved", "Moved", "moved",
		{PAGE, FILE_OF, COLUMN("from", "From", TEXT, BEFORE)}},
	[REPORT_PAGES_REVIEWED] = {"pages", "reviewed", "Reviewed", "reviewed",
		{PAGE, FILE_OF, COLUMN("reviewed", "Reviewed", DATE, DATE),
			COLUMN("before", "Before that", DATE, DATE_BEFORE)}},
	[REPORT_PAGES_WITHDRAWN] = {"pages", "withdrawn", "Withdrawn",
		"withdrawn", {PAGE, FILE_OF, HOW}},
	[REPORT_ACTIONS_AGREED] = {"actions", "agreed", "Agreed", "agreed",
		{NUMBER, ACTION, CONTRACT, OWNERS, DUE}},
	[REPORT_ACTIONS_DONE] = {"actions", "done", "Done", "done",
		{NUMBER, ACTION, CONTRACT, OWNERS,
			COLUMN("done_on", "Done on", DATE, DATE)}},
	[REPORT_ACTIONS_PROVED] = {"actions", "proved",
		"Proved by a later assessment", "proved",
		{NUMBER, ACTION, CONTRACT, OWNERS,
			COLUMN("assessed", "Assessed", DATE, DATE)}},
	[REPORT_ACTIONS_DROPPED] = {"actions", "dropped", "Dropped", "dropped",
		{NUMBER, ACTION, CONTRACT, OWNERS, HOW}},
	[REPORT_ACTIONS_DUE] = {"actions", "due", "Due, and not done",
		"due and not done",
		{NUMBER, ACTION, CONTRACT, OWNERS, DUE, DAYS_OVER}},
	[REPORT_ACTIONS_LATE] = {"actions", "late", "Late from before",
		"late from before",
		{NUMBER, ACTION, CONTRACT, OWNERS, DUE, DAYS_OVER}},
	[REPORT_RISKS_OPENED] = {"risks", "opened", "Opened", "opened",
		{NUMBER, RISK, CONTRACT, OWNER,
			COLUMN("raised", "Raised", DATE, DATE),
			COLUMN("level", LEVELS, TEXT, AFTER),
			COLUMN("exposure", "Exposure", NUMBER, EXPOSURE),
			NOTE}},
	[REPORT_RISKS_CLOSED] = {"risks", "closed", "Closed", "closed",
		{NUMBER, RISK, CONTRACT, OWNER,
			COLUMN("closure_approved", "Closure approved", DATE,
				DATE),
			COLUMN("level", LEVELS, TEXT, BEFORE), NOTE}},
	[REPORT_RISKS_MOVED] = {"risks", "moved", "Moved", "moved",
		{NUMBER, RISK, CONTRACT, OWNER,
			COLUMN("level_before", LEVELS " before", TEXT, BEFORE),
			COLUMN("level", "After", TEXT, AFTER),
			COLUMN("exposure_before", "Exposure before", NUMBER,
				EXPOSURE_BEFORE),
			COLUMN("exposure", "After", NUMBER, EXPOSURE)}},
	[REPORT_RISKS_OVERDUE] = {"risks", "overdue", "Past the target date",
		"past the target date",
		{NUMBER, RISK, CONTRACT, OWNER,
			COLUMN("target", "Target date", DATE, DATE),
			DAYS_OVER}},
	[REPORT_DELIVERABLES_ADDED] = {"deliverables", "added", "Added",
		"added", {NUMBER, DELIVERABLE, DUE}},
	[REPORT_DELIVERABLES_DELIVERED] = {"deliverables", "delivered",
		"Delivered", "delivered",
		{NUMBER, DELIVERABLE,
			COLUMN("due", "Was due", DATE, DATE_BEFORE),
			COLUMN("delivered", "Delivered", DATE, DATE)}},
	[REPORT_DELIVERABLES_SLIPPED] = {"deliverables", "slipped", "Slipped",
		"slipped",
		{NUMBER, DELIVERABLE, WAS_DUE, NOW_DUE,
			COLUMN("days", "Days later", NUMBER, DAYS)}},
	[REPORT_DELIVERABLES_FORWARD] = {"deliverables", "brought_forward",
		"Brought forward", "brought forward",
		{NUMBER, DELIVERABLE, WAS_DUE, NOW_DUE,
			COLUMN("days", "Days earlier", NUMBER, DAYS)}},
	[REPORT_DELIVERABLES_DROPPED] = {"deliverables", "dropped", "Dropped",
		"dropped", {NUMBER, DELIVERABLE, HOW}},
	[REPORT_SCORES_MOVED] = {"scores", "moved", "Assessed again",
		"assessed again",
		{ASSESSED, SCORE_BEFORE, SCORE, CHANGE, GATES}},
	[REPORT_SCORES_FIRST] = {"scores", "first",
		"Assessed for the first time", "assessed for the first time",
		{ASSESSED, SCORE, GATES}},
	[REPORT_SCORES_CORRECTED] = {"scores", "corrected", "Corrected",
		"corrected", {ASSESSED, SCORE_BEFORE, SCORE, CHANGE, GATES}},
	[REPORT_SCORES_WITHDRAWN] = {"scores", "withdrawn", "Withdrawn",
		"withdrawn", {ASSESSED, SCORE}},
};
