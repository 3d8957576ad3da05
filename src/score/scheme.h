#ifndef SCORE_SCHEME_H
#define SCORE_SCHEME_H

/*
 * The critical friends' scheme: how a pair stands at a day. Nothing here is
 * for readers; it is what the co-ordinator watches (CF 8).
 */

#include "model/records/records.h"

enum {
	SCHEME_MONTHS = 2, /* CF 5: a session at least every two months */
	SCHEME_REVIEW = 6, /* CF 5: the formal review, after six months */
	SCHEME_HOURS = 2 /* CF 5: for a session, one of them in the meeting */
};

enum scheme_state {
	SCHEME_OVER, /* the pair has not started, or has ended */
	SCHEME_LATER,
	SCHEME_DONE, /* of a review; of a session, it is arranged in time */
	SCHEME_SOON,
	SCHEME_OVERDUE
};

struct pair_standing {
	bool active; /* it has started, and has not ended */
	struct date last; /* session held; none yet */
	struct date next; /* when the next is due: the last, or the start, and
			   * as many months as were agreed, two where
			   * nothing was; clamped to the end of the month */
	struct date arranged; /* the first that is; none is */
	enum scheme_state session;
	struct date review; /* when the formal review is due */
	enum scheme_state reviewed; /* it is done once it says how many goals
				     * were met (CF 7) */
	size_t unreported; /* sessions whose day has passed, and that are still
			    * only arranged (CF 6) */
	size_t problems; /* open */
};

/*
 * How PAIR stands at the end of DAY. What is due within SOON is due soon. A
 * session that was cancelled is as if it had never been arranged.
 */
struct pair_standing pair_stands(
	const struct pair_record *pair, struct date day, struct period soon);

/* Is it active on any day from FROM to UNTIL? */
bool pair_is_active(
	const struct pair_record *pair, struct date from, struct date until);

/* The day its formal review is due. */
struct date pair_review_due(const struct pair_record *pair);

/* Does it meet as often as was agreed, as at the end of DAY? */
bool pair_keeps_pace(const struct pair_record *pair, struct date day);

/* "overdue", of a session or of a review. */
struct str scheme_session_text(enum scheme_state state);
struct str scheme_review_text(enum scheme_state state);

#endif
