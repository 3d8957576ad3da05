#ifndef STAGE_REPORT_H
#define STAGE_REPORT_H

/*
 * A highlight report: how a site at the end of a period differs from the same
 * site before it. A pure comparison of records and front matter; where the
 * two come from is reports.h's to find out.
 *
 * What is told is what readers could see, when they could see it: a risk that
 * was raised in May and recorded in June is news of June. Records whose papers
 * stopped before the period tell nothing new.
 */

#include "score/book.h"
#include "stage/build.h"

/* What there is to tell, in the order in which it is told. */
enum report_list {
	REPORT_PAGES_PUBLISHED,
	REPORT_PAGES_CHANGED,
	REPORT_PAGES_MOVED,
	REPORT_PAGES_REVIEWED,
	REPORT_PAGES_WITHDRAWN,
	REPORT_ACTIONS_AGREED,
	REPORT_ACTIONS_DONE,
	REPORT_ACTIONS_PROVED,
	REPORT_ACTIONS_DROPPED,
	REPORT_ACTIONS_DUE, /* in the period, and not done */
	REPORT_ACTIONS_LATE, /* from before it */
	REPORT_RISKS_OPENED,
	REPORT_RISKS_CLOSED,
	REPORT_RISKS_MOVED,
	REPORT_RISKS_OVERDUE,
	REPORT_DELIVERABLES_ADDED,
	REPORT_DELIVERABLES_DELIVERED,
	REPORT_DELIVERABLES_SLIPPED,
	REPORT_DELIVERABLES_FORWARD,
	REPORT_DELIVERABLES_DROPPED,
	REPORT_SCORES_MOVED,
	REPORT_SCORES_FIRST,
	REPORT_SCORES_CORRECTED,
	REPORT_SCORES_WITHDRAWN,
	REPORT_LISTS
};

/* One line of a list; which fields it has, report_text.c tells. */
struct report_row {
	struct str id; /* of a page its path, of a score its subject */
	struct str title;
	struct str who; /* owners; of a score its set */
	struct str note;
	struct str before, after;
	struct str change; /* of a score: "+2.5" */
	struct str kind; /* of a score: "self" */
	struct str contract; /* of a risk or an action: id, or empty */
	struct date date, date_before;
	int64_t days;
	int exposure_before, exposure;
};

struct report_rows {
	struct report_row *items;
	size_t len, cap;
};

struct report {
	struct date since, until; /* days; both belong to the period */
	bool is_whole; /* the period is over; else it is told so far */
	bool begins; /* there was no site before the period */
	bool unknown; /* it could not be found out */
	struct date known_from; /* set: of what came before that day the clone
				 * knows nothing */
	struct report_rows lists[REPORT_LISTS];
};

/* One of the two states that are compared. */
struct report_side {
	const struct site *site;
	const struct book *book;
};

/*
 * Fill the lists of REPORT, whose since and until are set. CHANGES say which
 * files differ between BEFORE and AFTER. All is copied into ARENA.
 */
void report_compare(struct report *report, const struct report_side *before,
	const struct report_side *after,
	const struct history_differences *changes, struct arena *arena);

/*
 * May pages tell something that are not in CHANGES themselves? What a section's
 * page says of its audience holds for all below it.
 */
bool report_needs_all(const struct history_differences *changes);

/* How many things changed; how things stand (what is due, late, overdue)
 * is no change. */
size_t report_changes(const struct report *report);

/* Does the list tell how things stand, and not what changed? */
bool report_is_standing(enum report_list list);

#endif
