#ifndef BASE_VEC_H
#define BASE_VEC_H

/*
 * A growing array in an arena. A vector is any struct with the fields that
 * VEC() declares; when it grows it moves, and the old place stays in the
 * arena until that is reset. Zero is the empty vector.
 *
 *	VEC(struct heading) headings = {0};
 *	*vec_push(&headings, arena) = (struct heading){...};
 *	vec_each(struct heading, h, &headings)
 *		use(h);
 */

#include "base/arena.h"

#define VEC(type) \
	struct { \
		type *items; /* the elements */ \
		size_t len; /* how many */ \
		size_t cap; /* room for so many */ \
	}

/* A pointer to a new zeroed element at the end. */
#define vec_push(vec, arena) \
	((vec)->len < (vec)->cap \
			? (void)0 \
			: (void)((vec)->items = vec_grow((arena), \
					 (vec)->items, (vec)->len, \
					 &(vec)->cap, sizeof(*(vec)->items))), \
		&(vec)->items[(vec)->len++])

/* Make room for N elements in all, so that none but those that follow move. */
#define vec_reserve(vec, arena, n) \
	((n) <= (vec)->cap ? (void)0 \
			   : (void)((vec)->items = vec_move((arena), \
					    (vec)->items, (vec)->len, \
					    (vec)->cap = (n), \
					    sizeof(*(vec)->items))))

/* Walk a vector by pointer. An empty one may have no place at all. */
#define vec_each(type, item, vec) \
	for (type *item = (vec)->items; \
		item && item < (vec)->items + (vec)->len; item++)

/* For vec_reserve alone: a copy of ITEMS with room for CAP. */
void *vec_move(struct arena *arena, const void *items, size_t len, size_t cap,
	size_t size);

/* For vec_push alone: a copy of ITEMS with at least twice the room. */
void *vec_grow(struct arena *arena, const void *items, size_t len, size_t *cap,
	size_t size);

#endif
