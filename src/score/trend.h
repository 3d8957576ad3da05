#ifndef SCORE_TREND_H
#define SCORE_TREND_H

/*
 * From one assessment to the next of the same subject, set and kind: the
 * headline change, and the change over the factors scored in both. Marking a
 * weak factor n/a moves the first and not the second.
 */

#include "score/score.h"

enum trend_word {
	TREND_NONE, /* nothing to compare */
	TREND_SAME, /* under 2.5 points either way: no material change */
	TREND_BETTER,
	TREND_WORSE
};

struct trend {
	struct fraction headline; /* later overall − earlier overall */
	struct fraction like_for_like; /* by the later set's weights */
	enum trend_word word; /* of the like-for-like change */
	size_t common; /* factors scored in both */
};

struct trend trend_between(
	const struct result *earlier, const struct result *later);

/* "no material change", "improved", "declined", or "". */
const char *trend_text(enum trend_word word);

/*
 * The order of sets by id and major version: 0 where their assessments
 * compare.
 */
int trend_set_cmp(const struct factor_set *a, const struct factor_set *b);

#endif
