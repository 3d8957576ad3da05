#ifndef STAGE_DUTIES_H
#define STAGE_DUTIES_H

/*
 * What roles have to do, and by when: reviews of pages, actions, risks, ends
 * of contracts, deliverables. Found once, in the build's arena, as at the
 * report date; records whose papers stopped before it are read as at that
 * day, and are nobody's work any more.
 */

#include "stage/build.h"

enum duty_kind {
	DUTY_PAGE,
	DUTY_ACTION,
	DUTY_RISK,
	DUTY_CONTRACT,
	DUTY_DELIVERABLE,
	DUTY_KINDS
};

/* "pages", "actions" …, and one of them for people: "Review", "Action" … */
extern const struct str duty_names[DUTY_KINDS];
extern const struct str duty_titles[DUTY_KINDS];

enum duty_state {
	DUTY_CLOSED, /* done, dropped, or no longer kept */
	DUTY_UNDATED,
	DUTY_LATER,
	DUTY_SOON, /* within the period that due_soon sets; of a contract's
		    * end, within twelve months */
	DUTY_OVERDUE
};

struct duty {
	enum duty_kind kind;
	struct str id; /* "A06"; of a page its path */
	struct str title;
	struct str task; /* "Prepare the exit plan" */
	struct str status; /* as recorded: "open", "final" … */
	struct str type; /* of a page: "guidance" */
	struct str url; /* site path where the site tells of it */
	struct str series; /* it is one of, in calendars: "exit-plans" */
	struct list roles; /* of struct str: those who answer for it */
	struct date due; /* a month is due at its end */
	enum duty_state state;
	bool stopped; /* its papers stop before the report date */
	int64_t days_over; /* when overdue */
};

struct duties {
	VEC(struct duty) all; /* by kind, in the order of pages and files */
	struct map by_role; /* id → struct list of const struct duty *: what is
			     * overdue or due soon, in the order of work */
};

/* Find all there are. */
const struct duties *duties_find(struct build *build);

/* What a role has overdue or due soon, overdue first, then by date: a list
 * of const struct duty *. */
struct list duties_of_role(const struct build *build, struct str role);

/* Order N of them: what is overdue first, then what is done, then what papers
 * tell that stopped; each by date. */
void duties_sort(const struct duty **duties, size_t n);

bool duty_is_of(const struct duty *duty, struct str role);

/* "overdue", "due soon", or empty. */
struct str duty_state_text(enum duty_state state);

#endif
