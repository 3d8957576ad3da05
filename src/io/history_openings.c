/*
 * How pages begin: what reviews change and what monthly reports tell of stands
 * in the front matter, and to unpack a whole page for it costs more than
 * anything else that is asked of the past. A blob never changes, so what is
 * known of it is kept from run to run.
 */

#include <string.h>

#include "io/history_facts.h"
#include "io/memo.h"
#include "io/packing.h"

enum {
	MOST = 1 << 18, /* openings that are kept: of more, the newest run's */
	FRONT_MAX = 1 << 14, /* bytes; a longer one is as if it did not end */
	FEW = 64 /* fewer new ones than a part of so many are not written */
};

static const struct memo memo = {"openings", "guildhall openings 1\n"};

/* The front matter of a file with the lines that fence it. */
static struct str front_of(struct str text)
{
	size_t at = str_chr(text, '\n', 0) + 1;

	if (!history_is_fence(str_sub(text, 0, at)))
		return STR("");
	while (at < text.len && at < FRONT_MAX) {
		size_t end = str_chr(text, '\n', at) + 1;

		if (history_is_fence(str_sub(text, at, end)))
			return str_sub(text, 0, end);
		at = end;
	}
	return STR("");
}

static void add(struct map *map, struct arena *arena, struct opening *opening)
{
	map_add(map, arena,
		str_make((const char *)opening->id, sizeof opening->id),
		opening);
}

static const struct opening *read_opening(struct history *history,
	struct history_reader *reader, const git_oid *id, struct fault *fault)
{
	struct opening *opening;
	git_odb_object *object;
	struct str text, front;

	if (!history_blob(history, reader, id, &object, fault))
		return NULL;
	text = str_make(
		git_odb_object_data(object), git_odb_object_size(object));
	front = front_of(text);
	opening = arena_new(&reader->arena, struct opening);
	memcpy(opening->id, id->id, sizeof opening->id);
	opening->front = arena_dup(&reader->arena, front);
	opening->size = text.len;
	opening->rest = str_hash(str_from(text, front.len));
	git_odb_object_free(object);
	add(&reader->openings, &reader->arena, opening);
	return opening;
}

const struct opening *history_opening(struct history *history,
	struct history_reader *reader, const git_oid *id, struct fault *fault)
{
	const struct opening *opening =
		map_get(&history->openings, oid_key(id));

	if (!opening)
		opening = map_get(&reader->openings, oid_key(id));
	return opening ? opening : read_opening(history, reader, id, fault);
}

bool history_front(struct history *history, struct history_reader *reader,
	const unsigned char *blob, struct history_front *front)
{
	struct fault ignored = FAULT_INIT;
	const struct opening *opening;
	git_oid id;

	memcpy(id.id, blob, sizeof id.id);
	opening = history_opening(history, reader, &id, &ignored);
	if (!opening || !opening->front.len)
		return false;
	*front = (struct history_front){opening->front, opening->size};
	return true;
}

void history_gather_openings(struct history *history)
{
	vec_each(struct history_reader *const, reader, &history->readers) {
		struct map *own = &(*reader)->openings;

		for (size_t i = 0; i < own->cap; i++)
			if (own->slots[i].item)
				add(&history->openings, &history->arena,
					own->slots[i].item);
		*own = (struct map)MAP_INIT;
	}
}

void history_load_openings(struct history *history)
{
	struct unpacking from = {
		memo_read(&memo, history->memos, &history->arena), false};
	struct arena *arena = &history->arena;

	while (from.rest.len && !from.bad) {
		struct opening *opening = arena_new(arena, struct opening);
		struct str id = unpack_bytes(&from, sizeof opening->id);

		opening->front = unpack_text(&from);
		opening->size = (size_t)unpack_number(&from);
		opening->rest = unpack_number(&from);
		if (from.bad)
			break;
		memcpy(opening->id, id.ptr, id.len);
		add(&history->openings, arena, opening);
	}
	if (from.bad)
		history->openings = (struct map)MAP_INIT;
	history->openings_kept = history->openings.len;
	if (history->openings.len <= MOST)
		return;
	history->openings = (struct map)MAP_INIT;
	history->openings_kept = 0;
}

void history_save_openings(struct history *history)
{
	struct buf body = BUF_INIT(BUF_LARGE);
	const struct map *all = &history->openings;

	history_gather_openings(history);
	if (all->len - history->openings_kept <= history->openings_kept / FEW)
		return;
	for (size_t i = 0; i < all->cap; i++) {
		const struct opening *opening = all->slots[i].item;

		if (!opening)
			continue;
		buf_put(&body, all->slots[i].key);
		packing_text(&body, opening->front);
		packing_number(&body, opening->size);
		packing_number(&body, opening->rest);
	}
	if (!buf_is_over(&body))
		memo_write(&memo, history->memos, buf_str(&body));
	history->openings_kept = all->len;
	buf_release(&body);
}
