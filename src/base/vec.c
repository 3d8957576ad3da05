#include "base/vec.h"

#include <string.h>

enum { FIRST_CAP = 8 };

void *vec_grow(struct arena *arena, const void *items, size_t len, size_t *cap,
	size_t size)
{
	size_t grown = *cap ? *cap * 2 : FIRST_CAP;
	void *place = arena_calloc(arena, grown, size);

	if (len)
		memcpy(place, items, len * size);
	*cap = grown;
	return place;
}
