#ifndef STAGE_SCORE_INDEX_H
#define STAGE_SCORE_INDEX_H

/*
 * What pages of scores ask again and again, found once: which assessments
 * are the current ones, whose a contract is, what has been agreed on it. The
 * lists are in the order of the book or of the records, hold pointers, and
 * live as long as the build.
 */

#include "stage/build.h"

struct score_index;

/* Walk the book and the records; in the build's arena. */
const struct score_index *score_index_make(struct build *build);

/* "assessments/contract-c-017/mutuality-2026-03-14-self.html". */
struct str address_assessment(
	const struct build *build, const struct marked *marked);

/* Is it the one that book_latest() gives for its subject and set? */
bool score_is_current(const struct build *build, const struct marked *marked);

/* All current assessments by a set, of whatever version. */
struct list scores_current(const struct build *build, struct str set_id);

/*
 * What a benchmark is made of: the latest scored assessment of each
 * organisation by a set, of itself or of any of its contracts.
 */
struct list scores_cohort(const struct build *build, struct str set_id);

/* How many current assessments are below their target on a factor
 * ("mutuality/608"). */
size_t scores_below_target(const struct build *build, struct str factor);

/* The contracts of an organisation (const struct contract *). */
struct list organisation_contracts(const struct build *build, struct str id);

/* The actions of all plans on a subject (const struct action *). */
struct list subject_actions(const struct build *build, struct str subject);

/* The risks of a contract (const struct risk *). */
struct list contract_risks(const struct build *build, struct str id);

/* Has an organisation a page: is it, or a contract of it, something to show? */
bool organisation_is_shown(const struct build *build, struct str id);

#endif
