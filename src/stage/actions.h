#ifndef STAGE_ACTIONS_H
#define STAGE_ACTIONS_H

/* Agreed actions as templates are given them, with what became of them. */

#include "stage/build.h"

/*
 * The actions of all plans on SUBJECT ("contract/C-017") and, unless it is
 * empty, on FACTOR ("mutuality/608"): a list of {title, owners, due, done_on,
 * target, progress, open, late, done, unproved, proved, dropped, by}.
 */
struct value actions_value(const struct build *build, struct arena *arena,
	struct str subject, struct str factor);

#endif
