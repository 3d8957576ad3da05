#include "search/rope.h"

#include <string.h>

/* Each piece holds twice what the one before it does, up to a limit. */
enum { FIRST = 24, LARGEST = 512 };

struct rope_piece {
	struct rope_piece *next;
	size_t size;
	size_t len; /* of one that is not the last */
	char bytes[];
};

void rope_grow(struct rope *rope, struct arena *arena, size_t n)
{
	struct rope_piece *last = rope->last, *piece;
	size_t size = !last	       ? FIRST
		: last->size < LARGEST ? last->size * 2
				       : LARGEST;

	if (size < n)
		size = n;
	piece = arena_raw(arena, sizeof *piece + size);
	*piece = (struct rope_piece){.size = size};
	if (last) {
		last->next = piece;
		last->len = (size_t)(rope->at - last->bytes);
	} else {
		rope->first = piece;
	}
	rope->last = piece;
	rope->at = piece->bytes;
	rope->end = piece->bytes + size;
}

void rope_put(struct rope *rope, struct arena *arena, struct str bytes)
{
	if (!bytes.len)
		return;
	memcpy(rope_room(rope, arena, bytes.len), bytes.ptr, bytes.len);
	rope->at += bytes.len;
}

void rope_copy(const struct rope *rope, struct buf *out)
{
	for (const struct rope_piece *piece = rope->first; piece;
		piece = piece->next)
		buf_put(out,
			str_make(piece->bytes,
				piece == rope->last
					? (size_t)(rope->at - piece->bytes)
					: piece->len));
}
