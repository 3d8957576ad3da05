#ifndef SCORE_JOINT_H
#define SCORE_JOINT_H

/*
 * Joint assessments: client and provider each score, and where they differ
 * is what to talk about first.
 */

#include "score/score.h"

enum {
	JOINT_DISCUSS = 25, /* per cent of the scale apart: "discuss" */
	JOINT_SERIOUS = 50 /* "serious" */
};

/* A factor that the two sides see so differently. */
struct difference {
	const struct scored *scored;
	struct fraction client, provider; /* per cent of the scale */
	struct fraction apart; /* client − provider */
};

struct joint {
	struct fraction client, provider; /* each side's overall */
	struct fraction divergence; /* Σ w·|c − p| / Σ w */
	struct fraction bias; /* Σ w·(c − p) / Σ w */
	struct list serious, discuss; /* of struct difference, widest first */
	struct list disputed; /* of const struct scored * */
};

/*
 * The joint state of a factor: what was agreed, a score or n/a; else (c + p) /
 * 2; one side absent: missing; n/a to one side only: disputed, and counted as
 * missing.
 */
void joint_enter(const struct factor_set *set, struct scored *scored);

/* What the two sides make of it, for a result of a joint assessment. */
struct joint joint_compare(const struct result *result, struct arena *arena);

#endif
