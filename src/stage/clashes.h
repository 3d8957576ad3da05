#ifndef STAGE_CLASHES_H
#define STAGE_CLASHES_H

/*
 * Addresses that the repository takes and the program needs itself, and
 * files that would have to be folders: found before anything is written.
 */

#include "stage/build.h"

/* Check all that is going to be written, once the outputs are collected. */
void clashes_check(struct build *build);

#endif
