#ifndef SEARCH_FRONT_H
#define SEARCH_FRONT_H

/* Sorted forms, each told by what it does not share with the one before. */

#include "base/str.h"

/* How much of B stands in A already: bytes, and *UNITS of UTF-16, in which
 * JavaScript counts. */
size_t front_shared(struct str a, struct str b, size_t *units);

/* As much of S as tells it from BEFORE, which is smaller. */
struct str front_shortest(struct str before, struct str s);

#endif
