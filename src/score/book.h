#ifndef SCORE_BOOK_H
#define SCORE_BOOK_H

/*
 * All assessments of a site, scored, in the order of subject, set, kind and
 * date, each with the one it follows. Made once; read by pages, exports and
 * the terminal, so that a figure is the same wherever it stands.
 */

#include "score/joint.h"
#include "score/trend.h"

struct marked {
	const struct assessment *record;
	const struct factor_set *set;
	struct str tier; /* of the contract; "" for other subjects */
	struct result result;
	struct joint joint; /* of joint assessments */
	const struct marked *previous; /* of the same subject, set and kind */
	struct trend trend; /* since the previous one */
	bool superseded; /* another says that it stands in its place */
	bool latest; /* nothing of the same subject, set and kind follows */
};

struct book {
	struct marked *items; /* those whose set is known */
	size_t len;
};

/* Score all assessments of RECORDS into ARENA. */
struct book book_make(const struct records *records, struct arena *arena);

/* The first entry of a subject ("contract/C-017") in the order of the book,
 * and how many it has; NULL and 0 when none. */
const struct marked *book_subject(
	const struct book *book, struct str subject, size_t *count);

/*
 * The latest assessment of a subject by a set, of whatever kind: of the same
 * day, an independent one before a joint, a peer's and its own. Or NULL.
 */
const struct marked *book_latest(
	const struct book *book, struct str subject, struct str set_id);

#endif
