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
	BEGIN = 512, /* bytes that most front matter is shorter than */
	MORE = 4, /* times as many are read then */
	FEW = 64 /* fewer new ones than a part of so many are not written */
};

static const struct memo memo = {"openings", "guildhall openings 3\n"};

/*
 * The front matter of a file with the lines that fence it, from how the file
 * begins. SURE: it is the same whatever comes behind that.
 */
static struct str front_of(struct str text, bool *sure)
{
	size_t at = str_chr(text, '\n', 0) + 1;

	*sure = at <= text.len;
	if (!history_is_fence(str_sub(text, 0, at)))
		return STR("");
	while (at < text.len && at < FRONT_MAX) {
		size_t end = str_chr(text, '\n', at) + 1;

		*sure = end <= text.len;
		if (history_is_fence(str_sub(text, at, end)))
			return str_sub(text, 0, end);
		at = end;
	}
	*sure = *sure && at >= FRONT_MAX;
	return STR("");
}

static struct str key_of(const struct opening *opening)
{
	return str_make((const char *)opening->id, sizeof opening->id);
}

static struct opening *add_opening(struct history_reader *reader,
	const git_oid *id, struct str front, size_t size)
{
	struct opening *opening = arena_new(&reader->arena, struct opening);

	*opening = (struct opening){
		.front = arena_dup(&reader->arena, front), .size = size};
	memcpy(opening->id, id->id, sizeof opening->id);
	map_set(&reader->openings, &reader->arena, key_of(opening), opening);
	return opening;
}

/*
 * From the first N bytes of the blob; *OUT is NULL if these do not tell. False
 * as with history_blob().
 */
static bool read_opening(struct history *history, struct history_reader *reader,
	const git_oid *id, size_t n, struct opening **out, struct fault *fault)
{
	struct pack_object *object;
	struct str front;
	bool sure, whole;

	*out = NULL;
	if (!history_blob(history, reader, id, n, &object, fault))
		return false;
	front = front_of(object->text, &sure);
	whole = object->text.len == object->size;
	if (sure || whole)
		*out = add_opening(reader, id, front, object->size);
	if (whole) {
		(*out)->rest = str_hash(str_from(object->text, front.len));
		(*out)->is_whole = true;
	}
	pack_object_drop(object);
	return true;
}

/* What is known already, by this reader or from earlier. */
static const struct opening *find(const struct history *history,
	const struct history_reader *reader, const git_oid *id,
	enum opening_part part)
{
	const struct map *maps[] = {&reader->openings, &history->openings};

	for (size_t i = 0; i < sizeof maps / sizeof *maps; i++) {
		const struct opening *opening = map_get(maps[i], oid_key(id));

		if (opening && (opening->is_whole || part == OPENING_FRONT))
			return opening;
	}
	return NULL;
}

const struct opening *history_opening(struct history *history,
	struct history_reader *reader, const git_oid *id,
	enum opening_part part, struct fault *fault)
{
	const struct opening *known = find(history, reader, id, part);
	struct opening *opening = NULL;
	size_t n = part == OPENING_FRONT ? BEGIN : PACK_ALL;

	if (known)
		return known;
	while (!opening &&
		read_opening(history, reader, id, n, &opening, fault))
		n *= MORE;
	return opening;
}

bool history_front(struct history *history, struct history_reader *reader,
	const unsigned char *blob, struct history_front *front)
{
	struct fault ignored = FAULT_INIT;
	const struct opening *opening;
	git_oid id;

	memcpy(id.id, blob, sizeof id.id);
	opening =
		history_opening(history, reader, &id, OPENING_FRONT, &ignored);
	if (!opening || !opening->front.len)
		return false;
	*front = (struct history_front){opening->front, opening->size};
	return true;
}

/* What is known whole takes the place of what is not. */
static void take(
	struct history *history, struct opening *opening, uint64_t hash)
{
	struct opening *known = map_add_hashed(&history->openings,
		&history->arena, key_of(opening), hash, opening);

	if (known && opening->is_whole && !known->is_whole)
		map_set(&history->openings, &history->arena, key_of(opening),
			opening);
}

bool history_knows_front(const struct history *history,
	const struct history_reader *reader, const unsigned char *blob)
{
	git_oid id;

	memcpy(id.id, blob, sizeof id.id);
	return find(history, reader, &id, OPENING_FRONT) != NULL;
}

void history_gather_openings(struct history *history)
{
	vec_each(struct history_reader *const, reader, &history->readers) {
		struct map *own = &(*reader)->openings;

		map_reserve(&history->openings, &history->arena,
			history->openings.len + own->len);
		for (size_t i = 0; i < own->cap; i++)
			if (own->slots[i].item)
				take(history, own->slots[i].item,
					own->slots[i].hash);
		*own = (struct map)MAP_INIT;
	}
}

/*
 * Most pages change without their front matter: each text is written once, and
 * is told by its number where it comes again.
 */
struct texts {
	struct arena arena;
	VEC(struct str) all;
	struct map numbers; /* text → size_t, its number from 1 on */
};

static void put_front(struct texts *texts, struct buf *out, struct str front)
{
	size_t *number = map_get(&texts->numbers, front);

	packing_number(out, number ? *number : 0);
	if (number)
		return;
	packing_text(out, front);
	number = arena_new(&texts->arena, size_t);
	*number = texts->numbers.len + 1;
	map_add(&texts->numbers, &texts->arena, front, number);
}

static struct str take_front(struct texts *texts, struct unpacking *from)
{
	size_t number = unpack_number(from);

	if (number > texts->all.len) {
		from->bad = true;
		return STR("");
	}
	if (number)
		return texts->all.items[number - 1];
	*vec_push(&texts->all, &texts->arena) = unpack_text(from);
	return texts->all.items[texts->all.len - 1];
}

void history_load_openings(struct history *history)
{
	struct unpacking from = {
		memo_read(&memo, history->memos, &history->arena), false};
	struct arena *arena = &history->arena;
	struct texts texts = {0};

	while (from.rest.len && !from.bad) {
		struct opening *opening = arena_new(arena, struct opening);
		struct str id = unpack_bytes(&from, sizeof opening->id);

		opening->front = take_front(&texts, &from);
		opening->size = (size_t)unpack_number(&from);
		opening->is_whole = unpack_number(&from) != 0;
		opening->rest = unpack_number(&from);
		if (from.bad)
			break;
		memcpy(opening->id, id.ptr, id.len);
		map_add(&history->openings, arena, key_of(opening), opening);
	}
	arena_release(&texts.arena);
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
	struct texts texts = {0};

	history_gather_openings(history);
	if (all->len - history->openings_kept <= history->openings_kept / FEW)
		return;
	for (size_t i = 0; i < all->cap; i++) {
		const struct opening *opening = all->slots[i].item;

		if (!opening)
			continue;
		buf_put(&body, all->slots[i].key);
		put_front(&texts, &body, opening->front);
		packing_number(&body, opening->size);
		packing_number(&body, opening->is_whole);
		packing_number(&body, opening->rest);
	}
	if (!buf_is_over(&body))
		memo_write(&memo, history->memos, buf_str(&body));
	history->openings_kept = all->len;
	arena_release(&texts.arena);
	buf_release(&body);
}
