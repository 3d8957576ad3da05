#ifndef STAGE_TRIGGERS_H
#define STAGE_TRIGGERS_H

/* Which contracts an action of a plan is for: those of its trigger's tiers
 * whose latest score on its factor is below what the trigger names. */

#include "stage/build.h"

struct triggered {
	const struct contract *contract;
	const struct marked *by; /* NULL: by its tier alone */
	const struct scored *scored; /* or NULL */
};

/* A list of struct triggered, in the order of contracts; empty where the
 * action has no trigger. */
struct list triggered_contracts(const struct build *build, struct arena *arena,
	const struct action *action);

/*
 * "Fires for gold and platinum below 50 on 608 …": what TRIGGER says, in
 * words; empty for none.
 */
struct str trigger_text(const struct build *build, struct arena *arena,
	const struct trigger *trigger);

#endif
