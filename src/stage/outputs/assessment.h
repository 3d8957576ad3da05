#ifndef STAGE_OUTPUTS_ASSESSMENT_H
#define STAGE_OUTPUTS_ASSESSMENT_H

/* What the page of an assessment is made with, and its charts. */

#include "stage/outputs/outputs.h"

struct assessment_page {
	const struct build *build;
	const struct output *output;
	const struct marked *marked;
	const struct result *result;
	struct arena *arena;
	struct value_map *map;
};

/* Put a value under KEY; a text, or null where it is empty. */
void assessment_put(
	struct assessment_page *showing, const char *key, struct value value);
void assessment_put_text(
	struct assessment_page *showing, const char *key, struct str text);

/* "75.0", "missing", "n/a" or "disputed". */
struct str assessment_factor_text(struct arena *arena,
	const struct result *result, const struct scored *scored);

/* The gap of a factor, or NULL. */
const struct gap *assessment_gap(
	const struct result *result, const struct scored *scored);

/* Bars from the largest gap down; then those without one, as they stand. */
void assessment_put_bars(struct assessment_page *showing);

/* The overall score over time, where there is an earlier one. */
void assessment_put_trend(struct assessment_page *showing);

/* How client and provider see each factor. */
void assessment_put_dumbbells(struct assessment_page *showing);

#endif
