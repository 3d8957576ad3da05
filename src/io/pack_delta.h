#ifndef IO_PACK_DELTA_H
#define IO_PACK_DELTA_H

/*
 * Deltas as packs have them: an object as steps that copy a part of another,
 * its base, or add bytes of their own.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

enum { DELTA_MOST = 1 << 30 /* bytes of a base or an object */ };

struct delta {
	size_t base_size, size; /* of base and object */
	struct str steps; /* as they were given */
};

/* The delta that BYTES are, which it is a view of; false: they are none. */
bool delta_open(struct delta *delta, struct str bytes);

/*
 * How many bytes of the base it takes to make the first N of the object; all
 * of them, to make all. False: the delta is damaged.
 */
bool delta_needs(const struct delta *delta, size_t n, size_t *needed);

/*
 * Make the first N bytes of the object, which has that many, in TO, from what
 * there is of the base. False: the delta is damaged.
 */
bool delta_apply(
	const struct delta *delta, struct str base, char *to, size_t n);

#endif
