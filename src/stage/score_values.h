#ifndef STAGE_SCORE_VALUES_H
#define STAGE_SCORE_VALUES_H

/* What pages share that show scores. */

#include "data/table.h"
#include "stage/build.h"

/* {score, band, status, provisional, sentence …} of an assessment, with its
 * date, kind, and links to itself, its subject and its set. */
struct value score_card(const struct build *build, struct arena *arena,
	const struct marked *marked);

/* A band as {title, description}, or null. */
struct value score_band_value(struct arena *arena, const struct band *band);

/* What an unmet gate caps the band at: the title of its band. */
struct str score_cap(struct arena *arena, const struct factor_set *set,
	const struct gate *gate);

/* The assessment that stands in place of a superseded one, or NULL. */
const struct marked *score_successor(
	const struct build *build, const struct marked *marked);

/* The title of a result's band, "provisional" or the like where it has none. */
struct str score_standing(struct arena *arena, const struct result *result);

/* A line as small as a word through all of the series that MARKED ends; NULL
 * where it has no earlier one. */
const struct html *score_spark(
	struct arena *arena, const struct marked *marked);

/* The entries of the series that MARKED belongs to up to itself, oldest
 * first, without those superseded. */
struct list score_series(struct arena *arena, const struct marked *marked);

/* A list of assessments, and a row of it. */

struct table score_table(struct arena *arena);
void score_put_row(const struct build *build, struct table *table,
	const struct marked *marked);

/* What proves a practice: the latest scores of its CONTRACT (an id, perhaps
 * empty) on the FACTORS (struct str: set/number) it names. */
struct value score_evidence(const struct build *build, struct arena *arena,
	struct str contract, const struct list *factors);

#endif
