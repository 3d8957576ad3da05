#ifndef SEARCH_ROPE_H
#define SEARCH_ROPE_H

/*
 * Bytes that grow piece by piece, in an arena: for very many of them at once,
 * most of them short. What was put stays where it is.
 */

#include "base/arena.h"
#include "base/buf.h"

struct rope {
	struct rope_piece *first, *last; /* NULL: nothing was put */
	char *at, *end; /* the room in the last piece */
};

/* For rope_room() alone: another piece, with room for N bytes or more. */
void rope_grow(struct rope *rope, struct arena *arena, size_t n);

/* Room in ARENA for N bytes behind it, which are written first and counted by
 * moving AT afterwards. */
static inline char *rope_room(struct rope *rope, struct arena *arena, size_t n)
{
	if (n > (size_t)(rope->end - rope->at))
		rope_grow(rope, arena, n);
	return rope->at;
}

/* Append BYTES, copied into ARENA. */
void rope_put(struct rope *rope, struct arena *arena, struct str bytes);

/* Append all of it to OUT. */
void rope_copy(const struct rope *rope, struct buf *out);

#endif
