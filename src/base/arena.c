#include "base/arena.h"

#include <pthread.h>
#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum {
	PAGE = 4096, /* chunks are whole pages, so that they can be sealed */
	HUGE_PAGE = 512 * PAGE,
	CHUNK_MIN = 2 * PAGE,
	CHUNK_MAX = 1024 * PAGE,
	CLASSES = 10, /* sizes of chunks, which double up to there */
	SHORT = 256, /* bytes of most printed texts */
	SMALL_TABLE = 32 * PAGE,
	EXIT_INTERNAL = 8
};

#ifdef __SANITIZE_ADDRESS__
enum { IS_WATCHED = true, SPARES = 0, SMALL_SPARES = 0 };
#else
/* Chunks of the largest size, and of each other one. */
enum { IS_WATCHED = false, SPARES = 32, SMALL_SPARES = 4 };
#endif

struct arena_chunk {
	struct arena_chunk *older;
	size_t size; /* with this head */
};

#define HEAD \
	((sizeof(struct arena_chunk) + alignof(max_align_t) - 1) & \
		~(alignof(max_align_t) - 1))

void base_oom(void)
{
	static const char text[] = "guildhall: out of memory\n";
	ssize_t ignored = write(STDERR_FILENO, text, sizeof text - 1);

	(void)ignored;
	_exit(EXIT_INTERNAL);
}

void *base_calloc(size_t n, size_t size)
{
	void *memory = calloc(n, size);

	if (!memory)
		base_oom();
	return memory;
}

void *base_table(size_t n, size_t size)
{
	size_t all, pages;
	void *memory;

	if (__builtin_mul_overflow(n, size, &all) || all > SIZE_MAX - HUGE_PAGE)
		base_oom();
	if (IS_WATCHED || all < SMALL_TABLE)
		return base_calloc(n, size);
	pages = (all + HUGE_PAGE - 1) / HUGE_PAGE;
	memory = aligned_alloc(HUGE_PAGE, pages * HUGE_PAGE);
	if (!memory)
		base_oom();
	madvise(memory, pages * HUGE_PAGE, MADV_HUGEPAGE);
	return memset(memory, 0, all);
}

static size_t chunk_size(const struct arena *arena, size_t need)
{
	size_t size = arena->chunk ? arena->chunk->size * 2 : CHUNK_MIN, unit;

	if (size > CHUNK_MAX)
		size = CHUNK_MAX;
	if (need > SIZE_MAX - HEAD - HUGE_PAGE)
		base_oom();
	if (size < need + HEAD)
		size = need + HEAD;
	unit = size > HUGE_PAGE / 2 ? HUGE_PAGE : PAGE;
	return (size + unit - 1) & ~(unit - 1);
}

/*
 * Chunks that were freed, for whoever needs one of that size next: pages that
 * the kernel has to clear first cost more. Where freed memory is watched there
 * are none.
 */
static struct {
	pthread_mutex_t lock;
	struct spares {
		struct arena_chunk *first;
		size_t len;
	} of[CLASSES];
} spares = {.lock = PTHREAD_MUTEX_INITIALIZER};

/* Which of the sizes that double it is; CLASSES: none. */
static unsigned class_of(size_t size)
{
	unsigned class = 0;

	while (class < CLASSES && (size_t)CHUNK_MIN << class != size)
		class ++;
	return class;
}

static struct arena_chunk *take_spare(size_t size)
{
	unsigned class = class_of(size);
	struct arena_chunk *chunk = NULL;

	if (class == CLASSES)
		return NULL;
	pthread_mutex_lock(&spares.lock);
	if (spares.of[class].len) {
		chunk = spares.of[class].first;
		spares.of[class].first = chunk->older;
		spares.of[class].len--;
	}
	pthread_mutex_unlock(&spares.lock);
	return chunk;
}

static bool keep_spare(struct arena_chunk *chunk)
{
	unsigned class = class_of(chunk->size);
	size_t most = chunk->size == CHUNK_MAX ? SPARES : SMALL_SPARES;
	bool room;

	if (class == CLASSES)
		return false;
	pthread_mutex_lock(&spares.lock);
	room = spares.of[class].len + 1 <= most;
	if (room) {
		chunk->older = spares.of[class].first;
		spares.of[class].first = chunk;
		spares.of[class].len++;
	}
	pthread_mutex_unlock(&spares.lock);
	return room;
}

/* Chunks of huge pages are the kernel's, which gives them zeroed. */
static bool is_mapped(size_t size)
{
	return !IS_WATCHED && size % HUGE_PAGE == 0;
}

/* SIZE bytes that start where a huge page may, if such can be had. */
static void *map_pages(size_t size)
{
	char *memory = mmap(NULL, size + HUGE_PAGE, PROT_READ | PROT_WRITE,
		MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	size_t before = -(uintptr_t)memory & (HUGE_PAGE - 1);

	if (memory == MAP_FAILED)
		base_oom();
	if (before)
		munmap(memory, before);
	memory += before;
	munmap(memory + size, HUGE_PAGE - before);
	madvise(memory, size, MADV_HUGEPAGE);
	return memory;
}

static void *new_pages(size_t size)
{
	void *memory =
		is_mapped(size) ? map_pages(size) : aligned_alloc(PAGE, size);

	if (!memory)
		base_oom();
	return memory;
}

static void free_pages(struct arena_chunk *chunk)
{
	if (is_mapped(chunk->size))
		munmap(chunk, chunk->size);
	else
		free(chunk);
}

/* A chunk that was filled before and has room for NEED bytes, or NULL. */
static struct arena_chunk *take_own(struct arena *arena, size_t need)
{
	struct arena_chunk **at = &arena->spare, *chunk;

	while (*at && (*at)->size - HEAD < need)
		at = &(*at)->older;
	chunk = *at;
	if (chunk)
		*at = chunk->older;
	return chunk;
}

static void add_chunk(struct arena *arena, size_t need)
{
	size_t size = chunk_size(arena, need);
	struct arena_chunk *chunk = take_own(arena, need);
	bool clean = false;

	if (!chunk)
		chunk = take_spare(size);
	if (!chunk) {
		chunk = new_pages(size);
		chunk->size = size;
		clean = is_mapped(size);
	}
	chunk->older = arena->chunk;
	arena->chunk = chunk;
	arena->next = (char *)chunk + HEAD;
	arena->end = (char *)chunk + chunk->size;
	arena->clean = clean ? arena->next : arena->end;
}

/* Give out up to END, which lies in the chunk. */
static void advance(struct arena *arena, char *end)
{
	arena->used += (size_t)(end - arena->next);
	arena->next = end;
	if (arena->clean < end)
		arena->clean = end;
}

char *arena_text(struct arena *arena, size_t len)
{
	char *at;

	if (len > (size_t)(arena->end - arena->next))
		add_chunk(arena, len);
	at = arena->next;
	advance(arena, at + len);
	return at;
}

/* SIZE bytes, zeroed from FROM on. */
static char *give(struct arena *arena, size_t size, size_t from)
{
	size_t pad = -(uintptr_t)arena->next & (alignof(max_align_t) - 1);
	size_t room = (size_t)(arena->end - arena->next), dirty;
	char *at;

	if (!arena->chunk || pad > room || size > room - pad) {
		add_chunk(arena, size);
		pad = 0;
	}
	at = arena->next + pad;
	dirty = arena->clean > at ? (size_t)(arena->clean - at) : 0;
	if (dirty > size)
		dirty = size;
	if (dirty > from)
		memset(at + from, 0, dirty - from);
	advance(arena, at + size);
	return at;
}

void *arena_alloc(struct arena *arena, size_t size)
{
	return give(arena, size, 0);
}

void *arena_raw(struct arena *arena, size_t size)
{
	return give(arena, size, size);
}

static size_t product(size_t n, size_t size)
{
	if (size && n > SIZE_MAX / 2 / size)
		base_oom();
	return n * size;
}

void *arena_calloc(struct arena *arena, size_t n, size_t size)
{
	return give(arena, product(n, size), 0);
}

void *arena_move(struct arena *arena, const void *items, size_t len, size_t n,
	size_t size)
{
	char *place = give(arena, product(n, size), len * size);

	if (len)
		memcpy(place, items, len * size);
	return place;
}

struct str arena_join(struct arena *arena, struct str a, struct str b)
{
	char *copy = arena_text(arena, a.len + b.len + 1);

	if (a.len)
		memcpy(copy, a.ptr, a.len);
	if (b.len)
		memcpy(copy + a.len, b.ptr, b.len);
	copy[a.len + b.len] = '\0';
	return str_make(copy, a.len + b.len);
}

struct str arena_dup(struct arena *arena, struct str s)
{
	return arena_join(arena, s, STR(""));
}

struct str arena_vprintf(struct arena *arena, const char *format, va_list args)
{
	va_list again;
	int len;
	char *text, first[SHORT];

	va_copy(again, args);
	len = vsnprintf(first, sizeof first, format, again);
	va_end(again);
	if (len < 0)
		abort();
	text = arena_text(arena, (size_t)len + 1);
	if ((size_t)len < sizeof first)
		memcpy(text, first, (size_t)len + 1);
	else
		vsnprintf(text, (size_t)len + 1, format, args);
	return str_make(text, (size_t)len);
}

struct str arena_printf(struct arena *arena, const char *format, ...)
{
	va_list args;
	struct str text;

	va_start(args, format);
	text = arena_vprintf(arena, format, args);
	va_end(args);
	return text;
}

static void free_chunks(struct arena_chunk *chunk)
{
	while (chunk) {
		struct arena_chunk *older = chunk->older;

		if (!keep_spare(chunk))
			free_pages(chunk);
		chunk = older;
	}
}

void arena_reset(struct arena *arena)
{
	struct arena_chunk *keep = arena->chunk;

	arena->used = 0;
	if (!keep)
		return;
	free_chunks(keep->older);
	keep->older = NULL;
	arena->next = (char *)keep + HEAD;
}

void arena_rewind(struct arena *arena)
{
	struct arena_chunk *oldest = arena->chunk;

	if (!oldest)
		return;
	while (oldest->older)
		oldest = oldest->older;
	oldest->older = arena->spare;
	*arena = (struct arena){.spare = arena->chunk};
}

void arena_release(struct arena *arena)
{
	free_chunks(arena->chunk);
	free_chunks(arena->spare);
	*arena = (struct arena)ARENA_INIT;
}

void arena_seal(struct arena *arena, bool read_only)
{
	int access = read_only ? PROT_READ : PROT_READ | PROT_WRITE;
	struct arena_chunk *chunk = arena->chunk, *older;

	for (; chunk; chunk = older) {
		older = chunk->older;
		if (mprotect(chunk, chunk->size, access))
			abort();
	}
}
