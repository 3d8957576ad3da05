#ifndef STAGE_GONE_H
#define STAGE_GONE_H

#include "stage/build.h"

/*
 * Hold the site against the one that stood before (options.previous): an
 * address that leads nowhere any more and was not withdrawn is a diagnostic.
 * After clashes_check().
 */
void gone_check(struct build *build);

#endif
