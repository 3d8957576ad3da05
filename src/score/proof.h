#ifndef SCORE_PROOF_H
#define SCORE_PROOF_H

/*
 * What became of an action on a factor: doing it is one thing, and a later
 * assessment in which the factor reached what was agreed is another.
 */

#include "score/book.h"

enum action_progress {
	ACTION_IS_OPEN, /* agreed, not done, not late */
	ACTION_IS_LATE, /* not done by its due date */
	ACTION_IS_DROPPED,
	ACTION_IS_DONE, /* done, and no later assessment of the factor */
	ACTION_IS_UNPROVED, /* assessed since, and still below what was agreed
			     */
	ACTION_IS_PROVED /* assessed since, at or above it */
};

struct proof {
	enum action_progress progress;
	const struct marked *by; /* the assessment that says so, or NULL */
};

/*
 * The state of ACTION at DATE. An action that names no subject, factor or
 * target can be done and never proved. An assessment counts as later from the
 * day the action was done.
 */
struct proof proof_of(
	const struct action *action, const struct book *book, struct date date);

/* "open", "late", "dropped", "done", "not yet proved", "proved". */
struct str proof_text(enum action_progress progress);

/* The same as the name of a kind of tag: "open", "unproved" … */
struct str proof_tag(enum action_progress progress);

#endif
