#include "search/rope.h"

#include <string.h>

/* Each piece holds twice what the one before it does, up to a limit. */
enum { FIRST = 24, LARGEST = 1536 };

struct rope_piece {
	struct rope_piece *next;
	size_t size;
	char bytes[];
};

static void add_piece(struct rope *rope, struct arena *arena)
{
	struct rope_piece *last = rope->last;
	size_t size = !last	       ? FIRST
		: last->size < LARGEST ? last->size * 2
				       : LARGEST;
	struct rope_piece *piece = arena_raw(arena, sizeof *piece + size);

	piece->next = NULL;
	piece->size = size;
	if (last)
		last->next = piece;
	else
		rope->first = piece;
	rope->last = piece;
	rope->at = piece->bytes;
	rope->end = piece->bytes + size;
}

void rope_put(struct rope *rope, struct arena *arena, struct str bytes)
{
	while (bytes.len) {
		size_t n = (size_t)(rope->end - rope->at);

		if (!n) {
			add_piece(rope, arena);
			continue;
		}
		if (n > bytes.len)
			n = bytes.len;
		memcpy(rope->at, bytes.ptr, n);
		rope->at += n;
		bytes = str_from(bytes, n);
	}
}

void rope_copy(const struct rope *rope, struct buf *out)
{
	for (const struct rope_piece *piece = rope->first; piece;
		piece = piece->next)
		buf_put(out,
			str_make(piece->bytes,
				piece == rope->last
					? (size_t)(rope->at - piece->bytes)
					: piece->size));
}
