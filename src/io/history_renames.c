/*
 * Moves, found as git finds them: a file that went and one that came are the
 * same file if their bytes are, or if they share at least half of them. Here
 * a file is its pieces: lines, long ones cut; what two have in common is
 * counted in bytes.
 */

#include <stdlib.h>
#include <string.h>

#include "io/history_facts.h"

enum {
	PIECE = 64, /* bytes of a line that are one piece at most */
	SCORE_MAX = 60000,
	SCORE_LEAST = SCORE_MAX / 2,
	SCORE_NAMESAKE = SCORE_MAX / 4 * 3, /* enough for the same name */
	TEXT_LOOK = 8000, /* bytes in which a NUL means: no text */
	PAIRS_MAX = 1000000,
	PIECES_SIZE = 1 << 20 /* bytes that a reader keeps of pieces */
};

struct piece {
	uint64_t hash;
	size_t bytes; /* in all its occurrences */
};

struct pieces {
	git_oid id; /* of the blob */
	VEC(struct piece) list; /* by hash, each once */
	size_t size; /* of the blob, bytes */
};

struct side {
	struct fact *fact;
	struct str name; /* without folders */
	const struct pieces *pieces; /* NULL: it could not be read */
	bool paired;
};

struct match {
	struct side *old, *new;
	unsigned score;
	bool namesake;
};

struct sides {
	VEC(struct side) old, new;
};

static struct str name_of(struct str path)
{
	size_t cut = str_rchr(path, '/');

	return cut < path.len ? str_from(path, cut + 1) : path;
}

static void pair(struct side *old, struct side *new)
{
	new->fact->what = WHAT_MOVED;
	new->fact->from = old->fact->path;
	new->fact->old = old->fact->old;
	if (git_oid_equal(&old->fact->old, &new->fact->blob))
		new->fact->notes |= NOTE_SAME;
	old->fact->notes |= NOTE_AWAY;
	old->paired = new->paired = true;
}

static void divide(
	struct sides *sides, struct facts *facts, struct arena *arena)
{
	vec_each(struct fact, fact, &facts->list) {
		struct side side = {.fact = fact, .name = name_of(fact->path)};

		if (fact->what == WHAT_ADDED)
			*vec_push(&sides->new, arena) = side;
		else if (fact->what == WHAT_REMOVED)
			*vec_push(&sides->old, arena) = side;
	}
}

/* Files that went, by their bytes. */
struct twins {
	VEC(struct side *) sides;
};

static struct side *best_twin(struct twins *twins, const struct side *new)
{
	struct side *best = NULL;

	vec_each(struct side *, old, &twins->sides) {
		if ((*old)->paired)
			continue;
		if (str_eq((*old)->name, new->name))
			return *old;
		best = best ? best : *old;
	}
	return best;
}

static void match_twins(struct sides *sides, struct arena *arena)
{
	struct map by_blob = MAP_INIT;

	vec_each(struct side, old, &sides->old) {
		struct str key = oid_key(&old->fact->old);
		struct twins *twins = map_get(&by_blob, key);

		if (!twins) {
			twins = arena_new(arena, struct twins);
			map_add(&by_blob, arena, key, twins);
		}
		*vec_push(&twins->sides, arena) = old;
	}
	vec_each(struct side, new, &sides->new) {
		struct twins *twins =
			map_get(&by_blob, oid_key(&new->fact->blob));
		struct side *old = twins ? best_twin(twins, new) : NULL;

		if (old)
			pair(old, new);
	}
}

static int by_hash(const void *left, const void *right)
{
	const struct piece *a = left, *b = right;

	return (a->hash > b->hash) - (a->hash < b->hash);
}

static void cut_pieces(
	struct pieces *pieces, struct str text, struct arena *arena)
{
	bool is_text = str_chr(str_sub(text, 0, TEXT_LOOK), '\0', 0) >=
		(text.len < TEXT_LOOK ? text.len : TEXT_LOOK);
	char piece[PIECE];
	size_t len = 0;

	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];

		if (is_text && c == '\r' && i + 1 < text.len &&
			text.ptr[i + 1] == '\n')
			continue;
		piece[len++] = c;
		if (len < PIECE && c != '\n' && i + 1 < text.len)
			continue;
		*vec_push(&pieces->list, arena) =
			(struct piece){str_hash(str_make(piece, len)), len};
		len = 0;
	}
}

/* Sort the pieces, and put equal ones together. */
static void count_pieces(struct pieces *pieces)
{
	struct piece *list = pieces->list.items;
	size_t kept = 0;

	if (pieces->list.len)
		qsort(list, pieces->list.len, sizeof *list, by_hash);
	for (size_t i = 0; i < pieces->list.len; i++) {
		if (kept && list[kept - 1].hash == list[i].hash)
			list[kept - 1].bytes += list[i].bytes;
		else
			list[kept++] = list[i];
	}
	pieces->list.len = kept;
}

/* Keep them beyond the task, as long as there is room. */
static void keep_pieces(
	struct history_reader *reader, const struct pieces *pieces)
{
	struct arena *arena = &reader->arena;
	size_t size = pieces->list.len * sizeof *pieces->list.items;
	struct pieces *copy;

	if (reader->pieces_size + size > PIECES_SIZE)
		return;
	reader->pieces_size += size;
	copy = arena_new(arena, struct pieces);
	*copy = *pieces;
	copy->list.items = arena_array(arena, struct piece, pieces->list.len);
	copy->list.cap = pieces->list.len;
	if (size)
		memcpy(copy->list.items, pieces->list.items, size);
	map_add(&reader->pieces, arena, oid_key(&copy->id), copy);
}

static const struct pieces *read_pieces(struct history *history,
	struct history_reader *reader, const git_oid *id, struct fault *fault)
{
	struct pieces *pieces;
	struct pack_object *object;

	if (!history_blob(history, reader, id, PACK_ALL, &object, fault))
		return NULL;
	pieces = arena_new(&reader->scratch, struct pieces);
	*pieces = (struct pieces){.id = *id, .size = object->size};
	cut_pieces(pieces, object->text, &reader->scratch);
	pack_object_drop(object);
	count_pieces(pieces);
	keep_pieces(reader, pieces);
	return pieces;
}

static bool read_side(struct history *history, struct history_reader *reader,
	struct side *side, const git_oid *id, struct fault *fault)
{
	if (side->paired)
		return true;
	side->pieces = map_get(&history->pieces, oid_key(id));
	if (!side->pieces)
		side->pieces = map_get(&reader->pieces, oid_key(id));
	if (!side->pieces)
		side->pieces = read_pieces(history, reader, id, fault);
	return side->pieces || reader->unsure;
}

void history_gather_pieces(struct history *history)
{
	vec_each(struct history_reader *const, reader, &history->readers) {
		struct map *own = &(*reader)->pieces;

		for (size_t i = 0; i < own->cap; i++)
			if (own->slots[i].item)
				map_add(&history->pieces, &history->arena,
					own->slots[i].key, own->slots[i].item);
		*own = (struct map)MAP_INIT;
	}
}

static unsigned similarity(const struct side *a, const struct side *b)
{
	const struct pieces *old = a->pieces, *new = b->pieces;
	size_t most, least, common = 0, i = 0, j = 0;

	if (!old || !new)
		return 0;
	most = old->size > new->size ? old->size : new->size;
	least = old->size + new->size - most;
	if (!most || least * SCORE_MAX < most * SCORE_LEAST)
		return 0;
	while (i < old->list.len && j < new->list.len) {
		struct piece x = old->list.items[i];
		struct piece y = new->list.items[j];

		if (x.hash == y.hash)
			common += x.bytes < y.bytes ? x.bytes : y.bytes;
		i += x.hash <= y.hash;
		j += y.hash <= x.hash;
	}
	return (unsigned)(common * SCORE_MAX / most);
}

/* A name that just one file that went has, and just one that came. */
static void match_namesakes(struct sides *sides, struct arena *arena)
{
	struct map came = MAP_INIT, went = MAP_INIT;

	vec_each(struct side, new, &sides->new)
		if (!new->paired && map_add(&came, arena, new->name, new))
			map_set(&came, arena, new->name, sides);
	vec_each(struct side, old, &sides->old)
		if (!old->paired && map_add(&went, arena, old->name, old))
			map_set(&went, arena, old->name, sides);
	vec_each(struct side, new, &sides->new) {
		struct side *old = map_get(&went, new->name);

		if (new->paired || !old || (void *)old == (void *)sides ||
			map_get(&came, new->name) != new)
			continue;
		if (similarity(old, new) >= SCORE_NAMESAKE)
			pair(old, new);
	}
}

static int by_score(const void *left, const void *right)
{
	const struct match *a = left, *b = right;
	int order;

	if (a->score != b->score)
		return a->score > b->score ? -1 : 1;
	if (a->namesake != b->namesake)
		return a->namesake ? -1 : 1;
	order = str_cmp(a->new->fact->path, b->new->fact->path);
	return order ? order : str_cmp(a->old->fact->path, b->old->fact->path);
}

static void match_alike(struct sides *sides, struct arena *arena)
{
	VEC(struct match) matches = {0};

	vec_each(struct side, new, &sides->new) {
		if (new->paired)
			continue;
		vec_each(struct side, old, &sides->old) {
			unsigned score = old->paired ? 0 : similarity(old, new);

			if (score >= SCORE_LEAST)
				*vec_push(&matches, arena) =
					(struct match){old, new, score,
						str_eq(old->name, new->name)};
		}
	}
	if (matches.len)
		qsort(matches.items, matches.len, sizeof *matches.items,
			by_score);
	vec_each(struct match, match, &matches)
		if (!match->old->paired && !match->new->paired)
			pair(match->old, match->new);
}

static bool read_sides(struct history *history, struct history_reader *reader,
	struct sides *sides, struct fault *fault)
{
	vec_each(struct side, old, &sides->old)
		if (!read_side(history, reader, old, &old->fact->old, fault))
			return false;
	vec_each(struct side, new, &sides->new) {
		if (!read_side(history, reader, new, &new->fact->blob, fault))
			return false;
	}
	return true;
}

static size_t count_left(const struct sides *sides)
{
	size_t old = 0, new = 0;

	vec_each(const struct side, side, &sides->old)
		old += !side->paired;
	vec_each(const struct side, side, &sides->new)
		new += !side->paired;
	return old * new;
}

bool history_find_moves(struct history *history, struct history_reader *reader,
	struct facts *facts, struct fault *fault)
{
	struct sides sides = {0};
	size_t left;

	divide(&sides, facts, &reader->scratch);
	if (!sides.old.len || !sides.new.len)
		return true;
	match_twins(&sides, &reader->scratch);
	left = count_left(&sides);
	if (!left || left > PAIRS_MAX)
		return true;
	if (!read_sides(history, reader, &sides, fault))
		return false;
	match_namesakes(&sides, &reader->scratch);
	match_alike(&sides, &reader->scratch);
	if (reader->unsure)
		vec_each(struct side, new, &sides.new)
			if (!new->paired)
				new->fact->notes |= NOTE_UNSURE;
	return true;
}
