#ifndef SCORE_TEXT_H
#define SCORE_TEXT_H

/* Results in words and as values: the same on the terminal and on pages. */

#include "data/value.h"
#include "score/book.h"

/* "51.3", kept honest by the bands of the result's set; "" for no figure. */
struct str text_score(struct arena *arena, const struct result *result,
	struct fraction score);

/* "25.4": points that no threshold holds back; "" for no figure. */
struct str text_points(struct arena *arena, struct fraction points);

/* "+2.5"; "" for no figure. */
struct str text_change(struct arena *arena, struct fraction change);

/* "89.8" or "100": a share of the weight. */
struct str text_completeness(struct arena *arena, const struct result *result);

/* "final", "provisional", "not assessed", "not applicable". */
struct str text_status(enum result_status status);

/* "met", "unmet", "not assessed", "n/a". */
struct str text_gate(enum gate_state state);

/* "self", "peer", "joint", "independent". */
struct str text_kind(int kind);

/*
 * One sentence: "51.3, developing; the biggest gap is 614 Monitoring of
 * behaviours".
 */
struct str text_sentence(struct arena *arena, const struct marked *marked);

/*
 * An entry as `guildhall score --json` prints it: subject, set, date, kind,
 * status, score, numerator, denominator, band … absent where they do not
 * apply.
 */
struct value text_value(struct arena *arena, const struct marked *marked);

#endif
