#include "search/rope.h"

#include <string.h>

/* Each piece holds twice what the one before it does, up to a limit. */
enum { FIRST = 24, LARGEST = 1536 };

struct rope_piece {
	struct rope_piece *next;
	uint32_t len, cap;
	char bytes[];
};

static struct rope_piece *add_piece(struct rope *rope, struct arena *arena)
{
	struct rope_piece *last = rope->last, *piece;
	uint32_t cap = !last	      ? FIRST
		: last->cap < LARGEST ? last->cap * 2
				      : LARGEST;

	piece = arena_alloc(arena, sizeof *piece + cap);
	piece->cap = cap;
	if (last)
		last->next = piece;
	else
		rope->first = piece;
	rope->last = piece;
	return piece;
}

void rope_put(struct rope *rope, struct arena *arena, struct str bytes)
{
	struct rope_piece *piece = rope->last;

	while (bytes.len) {
		size_t n = piece ? piece->cap - piece->len : 0;

		if (!n) {
			piece = add_piece(rope, arena);
			continue;
		}
		if (n > bytes.len)
			n = bytes.len;
		memcpy(piece->bytes + piece->len, bytes.ptr, n);
		piece->len += (uint32_t)n;
		bytes = str_from(bytes, n);
	}
}

void rope_copy(const struct rope *rope, struct buf *out)
{
	for (const struct rope_piece *piece = rope->first; piece;
		piece = piece->next)
		buf_put(out, str_make(piece->bytes, piece->len));
}
