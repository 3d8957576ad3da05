#include "base/vec.h"

enum { FIRST_CAP = 8 };

void *vec_move(struct arena *arena, const void *items, size_t len, size_t cap,
	size_t size)
{
	return arena_move(arena, items, len, cap, size);
}

void *vec_grow(struct arena *arena, const void *items, size_t len, size_t *cap,
	size_t size)
{
	*cap = *cap ? *cap * 2 : FIRST_CAP;
	return vec_move(arena, items, len, *cap, size);
}
