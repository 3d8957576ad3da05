#ifndef SCORE_SCORE_H
#define SCORE_SCORE_H

/*
 * The arithmetic of one assessment: from the weights and scores of a factor
 * set to the result, its completeness, range, band, gates and gaps. Pure
 * functions in integers; the rules are the programme's scoring rules, and
 * each function says which.
 */

#include "base/vec.h"
#include "model/records/records.h"
#include "score/fraction.h"

/* A factor as it enters the arithmetic. */
struct scored {
	const struct factor *factor;
	enum score_state state;
	int64_t twice; /* twice the score above the scale's minimum: a joint
			* score may lie half-way between two steps */
	const struct score *given; /* the record, or NULL: not mentioned */
	bool disputed; /* joint: n/a to one side only; counts as missing */
};

enum result_status {
	RESULT_FINAL,
	RESULT_PROVISIONAL, /* something is missing */
	RESULT_NOT_ASSESSED, /* nothing is scored */
	RESULT_NOT_APPLICABLE /* nothing applies */
};

enum gate_state {
	GATE_MET,
	GATE_UNMET, /* caps the band */
	GATE_MISSING, /* not assessed */
	GATE_NA /* does not apply, with approval */
};

struct gate_result {
	const struct gate *gate;
	enum gate_state state;
};

struct group_result {
	const struct factor_group *group;
	enum result_status status; /* the same rules over fewer factors */
	struct fraction score; /* no figure: nothing of it is scored */
	struct fraction completeness;
	const struct band *band; /* NULL: none; gates are of the whole */
};

struct gap {
	const struct scored *scored;
	struct fraction gap; /* weight × points below the target */
	struct fraction uplift; /* what closing it adds to the overall */
};

struct result {
	const struct factor_set *set;
	struct scored *factors; /* those that count, in the set's order */
	size_t factor_count;
	const struct scored *headline; /* a direct judgement, shown beside */
	enum result_status status;
	struct fraction overall; /* no figure unless something is scored */
	struct fraction completeness; /* per cent of the applicable weight */
	struct fraction low, high; /* possible range */
	const struct band *uncapped; /* NULL: no band */
	const struct band *band; /* after gates */
	struct list groups; /* of struct group_result */
	struct list gates; /* of struct gate_result: those of the tier */
	bool has_target;
	int64_t target; /* of the tier, per cent */
	struct list gaps; /* of struct gap, largest first */
	struct fraction total_gap; /* all uplifts together */
	struct list assess_first; /* of const struct scored *: missing ones
				   * that have a weight, heaviest first */
	struct thresholds thresholds; /* of the set's bands, for printing */
};

/*
 * The result of ASSESSMENT by SET for a subject of TIER ("" for none). All is
 * put in ARENA.
 */
struct result score_assessment(const struct factor_set *set,
	const struct assessment *assessment, struct str tier,
	struct arena *arena);

/* The factor of a result by its number in "mutuality/608"; NULL when the
 * set has none of it, or it does not count. */
const struct scored *result_factor(
	const struct result *result, struct str factor);

/* The score of one factor as per cent of the scale. */
struct fraction score_percent(
	const struct factor_set *set, const struct scored *scored);

/* The overall of the factors for which KEEP holds (NULL: all). */
typedef bool score_keep(const void *context, const struct scored *scored);
struct fraction score_overall(const struct factor_set *set,
	const struct scored *factors, size_t n, score_keep *keep,
	const void *context);

/* The band that a score falls in; NULL when the set has none. */
const struct band *score_band(
	const struct factor_set *set, struct fraction score);

/* The title of a band: as the set gives it, else from its id. */
struct str band_title(struct arena *arena, const struct band *band);

#endif
