#include "base/map.h"

enum { FIRST_CAP = 16 };

/* A hash as it stands in a slot. */
static uint64_t slot_hash(uint64_t hash)
{
	return hash ? hash : 1;
}

static uint64_t key_hash(struct str key)
{
	return slot_hash(str_hash(key));
}

/* The slot that holds KEY, or the empty one where it would go. */
static struct map_slot *find(
	struct map_slot *slots, size_t cap, struct str key, uint64_t hash)
{
	size_t at = hash & (cap - 1);

	while (slots[at].hash &&
		!(slots[at].hash == hash && str_eq(slots[at].key, key)))
		at = (at + 1) & (cap - 1);
	return &slots[at];
}

static void resize(struct map *map, struct arena *arena, size_t cap)
{
	struct map_slot *slots = arena_array(arena, struct map_slot, cap);

	for (size_t i = 0; i < map->cap; i++) {
		struct map_slot *old = &map->slots[i];

		if (old->hash)
			*find(slots, cap, old->key, old->hash) = *old;
	}
	map->slots = slots;
	map->cap = cap;
}

void map_reserve(struct map *map, struct arena *arena, size_t n)
{
	size_t cap = map->cap ? map->cap : FIRST_CAP;

	while (cap < n * 2 + 1)
		cap *= 2;
	if (cap > map->cap)
		resize(map, arena, cap);
}

void *map_get(const struct map *map, struct str key)
{
	if (!map->cap)
		return NULL;
	return find(map->slots, map->cap, key, key_hash(key))->item;
}

static struct map_slot *place(
	struct map *map, struct arena *arena, struct str key, uint64_t hash)
{
	struct map_slot *slot;

	if (map->len * 2 >= map->cap)
		resize(map, arena, map->cap ? map->cap * 2 : FIRST_CAP);
	slot = find(map->slots, map->cap, key, hash);
	if (!slot->hash) {
		*slot = (struct map_slot){key, hash, NULL};
		map->len++;
	}
	return slot;
}

void *map_add_hashed(struct map *map, struct arena *arena, struct str key,
	uint64_t hash, void *item)
{
	struct map_slot *slot = place(map, arena, key, slot_hash(hash));

	if (slot->item)
		return slot->item;
	slot->item = item;
	return NULL;
}

void *map_add(struct map *map, struct arena *arena, struct str key, void *item)
{
	return map_add_hashed(map, arena, key, str_hash(key), item);
}

void map_set(struct map *map, struct arena *arena, struct str key, void *item)
{
	place(map, arena, key, key_hash(key))->item = item;
}
