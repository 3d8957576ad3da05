#include "data/markdown/memory.h"

#include <stdalign.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Stands before each piece, because growing one must know its size. */
struct piece {
	alignas(max_align_t) size_t size;
};

/* The functions of an allocator are told of no context. */
static _Thread_local struct arena *arena_of_thread;

static void *take(size_t n, size_t size)
{
	struct piece *piece;

	if (size && n > (SIZE_MAX / 2 - sizeof *piece) / size)
		base_oom();
	piece = arena_alloc(arena_of_thread, sizeof *piece + n * size);
	piece->size = n * size;
	return piece + 1;
}

static void *grow(void *old, size_t size)
{
	size_t had = old ? ((const struct piece *)old - 1)->size : 0;
	void *grown;

	if (old && had >= size)
		return old;
	grown = take(1, size);
	if (old)
		memcpy(grown, old, had);
	return grown;
}

static void give_back(void *old)
{
	(void)old; /* the arena takes it all */
}

cmark_mem *memory_of(struct arena *arena)
{
	static cmark_mem memory = {take, grow, give_back};

	arena_of_thread = arena;
	return &memory;
}
