#ifndef BASE_MAP_H
#define BASE_MAP_H

/*
 * A hash map from strings to pointers, in an arena. Keys are views: their
 * bytes must live as long as the map. Nothing is ever removed. Maps that are
 * no longer written may be read by several threads.
 */

#include "base/arena.h"

struct map_slot {
	struct str key;
	uint64_t hash; /* of the key; 0 only in an empty slot */
	void *item;
};

struct map {
	struct map_slot *slots; /* open addressing, a power of two */
	size_t cap; /* slots, or 0 */
	size_t len; /* keys */
};

#define MAP_INIT \
	{ \
		NULL, 0, 0 \
	}

/* Make room for N keys in all, so that the map need not grow by and by. */
void map_reserve(struct map *map, struct arena *arena, size_t n);

/* The pointer stored under KEY, or NULL. */
void *map_get(const struct map *map, struct str key);

/*
 * Store ITEM (not NULL) under KEY. When the key is there already nothing
 * changes and the pointer that stands is returned; otherwise NULL.
 */
void *map_add(struct map *map, struct arena *arena, struct str key, void *item);

/* The same where str_hash() of the key is known: its bytes are only looked at
 * if there may be such a key. */
void *map_add_hashed(struct map *map, struct arena *arena, struct str key,
	uint64_t hash, void *item);

/* Store ITEM under KEY, whatever stood there. */
void map_set(struct map *map, struct arena *arena, struct str key, void *item);

#endif
