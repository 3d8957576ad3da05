#ifndef STAGE_DROPPED_H
#define STAGE_DROPPED_H

/*
 * Canaries of what this edition may not hold: of each dropped page its path,
 * front matter and text, of each dropped or private record its ids, titles
 * and texts, of each dropped attachment its name, and its text if it is one.
 */

#include "stage/build.h"
#include "stage/canary.h"

/*
 * Gather the canaries once all is read and parsed; what the edition holds is
 * allowed. False with FAULT set when a file cannot be read again.
 */
bool dropped_canaries(
	struct build *build, struct canaries *canaries, struct fault *fault);

#endif
