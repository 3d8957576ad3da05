#ifndef BASE_ARENA_H
#define BASE_ARENA_H

/*
 * An arena: memory that is given out piece by piece and freed all at once.
 *
 * A function that allocates takes an arena; one that takes none allocates
 * nothing that outlives it. What an arena gave out stays valid until
 * arena_reset() or arena_release(); nothing is freed alone. Running out of
 * memory ends the program (base_oom), so no caller checks for NULL.
 *
 * One thread at a time may use an arena. A sealed arena may be read by all.
 *
 *	struct arena a = ARENA_INIT;
 *	struct page *p = arena_new(&a, struct page);
 *	...
 *	arena_release(&a);
 */

#include <stdarg.h>
#include <stddef.h>
#include "base/str.h"

struct arena_chunk;

struct arena {
	struct arena_chunk *chunk; /* the chunk being filled, newest first */
	char *next; /* first free byte in it */
	char *end; /* its end */
	char *clean; /* what is behind it in the chunk is zero */
	size_t used; /* bytes given out since the last reset */
	struct arena_chunk *spare; /* chunks to be filled again */
};

#define ARENA_INIT \
	{ \
		NULL, NULL, NULL, NULL, 0, NULL \
	}

/* SIZE bytes, zeroed, aligned for any object. */
void *arena_alloc(struct arena *arena, size_t size);

/* The same, but not zeroed: for what is filled at once. */
void *arena_raw(struct arena *arena, size_t size);

/* N elements of SIZE bytes, of which the first LEN are a copy of ITEMS and all
 * others are zeroed; the product is checked. */
void *arena_move(struct arena *arena, const void *items, size_t len, size_t n,
	size_t size);

/* One zeroed object of TYPE, and an array of N of them. */
#define arena_new(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
#define arena_array(arena, type, n) \
	((type *)arena_calloc((arena), (n), sizeof(type)))

/* N zeroed objects of SIZE bytes; the product is checked. */
void *arena_calloc(struct arena *arena, size_t n, size_t size);

/* LEN bytes, not zeroed, not aligned: for text. */
char *arena_text(struct arena *arena, size_t len);

/* A copy of S, with a NUL behind it that its length does not count. */
struct str arena_dup(struct arena *arena, struct str s);

/* A copy of A and B behind it, likewise. */
struct str arena_join(struct arena *arena, struct str a, struct str b);

/* The text that printf(3) would print. */
struct str arena_printf(struct arena *arena, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
struct str arena_vprintf(struct arena *arena, const char *format, va_list args)
	__attribute__((format(printf, 2, 0)));

/* Forget everything, but keep the newest chunk for what comes next. */
void arena_reset(struct arena *arena);

/* Forget everything, but keep all memory for what comes next. */
void arena_rewind(struct arena *arena);

/* Free everything. The arena is as ARENA_INIT made it. */
void arena_release(struct arena *arena);

/*
 * Make everything given out so far read-only (true) or writable again. A
 * write to a sealed arena is our own mistake and crashes at the spot.
 */
void arena_seal(struct arena *arena, bool read_only);

/* Zeroed heap memory, to be given to free(3); never NULL. */
void *base_calloc(size_t n, size_t size);

/*
 * The same for a table that is looked up all over: a large one is on huge
 * pages, where the processor finds more of it without a search.
 */
void *base_table(size_t n, size_t size);

/* Print "out of memory" and end the process with code 8. */
_Noreturn void base_oom(void);

#endif
