#ifndef STAGE_GROUP_VALUES_H
#define STAGE_GROUP_VALUES_H

/* Scores of several subjects side by side, a column a group of factors. */

#include "data/table.h"
#include "stage/build.h"

/*
 * A heat map of the latest scores by SET of what SUBJECTS (list of struct
 * str) are, a column a group; null where none has one. And its table, which
 * also has the overall.
 */
struct value groups_figure(const struct build *build, struct arena *arena,
	const struct factor_set *set, const struct list *subjects);
struct table groups_table(const struct build *build, struct arena *arena,
	const struct factor_set *set, const struct list *subjects);

#endif
