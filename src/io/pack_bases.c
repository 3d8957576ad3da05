#include "io/pack_bases.h"

enum {
	SIZE = 8 << 20, /* bytes that are kept */
	SAMPLE = 16 /* one of so many is done without where there are more */
};

static void forget(struct pack_bases *bases, struct pack_base *base)
{
	if (!base->object)
		return;
	bases->size -= base->object->text.len;
	pack_object_drop(base->object);
	base->object = NULL;
}

/* The first of the two places where an object may be. */
static struct pack_base *places(struct pack_bases *bases, uint64_t offset)
{
	uint64_t hash = offset * 0x9E3779B97F4A7C15U >> 32;

	return &bases->list[hash & (PACK_BASES - 2)];
}

static bool is_at(
	const struct pack_base *base, const struct pack *pack, uint64_t offset)
{
	return base->object && base->offset == offset && base->pack == pack;
}

/* Where to keep it: where there was less of it, or of two the older one. */
static struct pack_base *place_for(
	struct pack_bases *bases, const struct pack *pack, uint64_t offset)
{
	struct pack_base *a = places(bases, offset), *b = a + 1;

	if (!a->object || is_at(a, pack, offset))
		return a;
	if (!b->object || is_at(b, pack, offset))
		return b;
	return a->used < b->used ? a : b;
}

/* Do without some that were not used for long, so that SIZE bytes are free. */
static void make_room(struct pack_bases *bases, size_t size)
{
	while (bases->size + size > SIZE) {
		struct pack_base *oldest = NULL;

		for (size_t i = 0; i < SAMPLE; i++) {
			struct pack_base *base = &bases->list[bases->hand];

			bases->hand = (bases->hand + 1) % PACK_BASES;
			if (base->object &&
				(!oldest || base->used < oldest->used))
				oldest = base;
		}
		if (oldest)
			forget(bases, oldest);
	}
}

struct pack_object *pack_bases_find(struct pack_bases *bases,
	const struct pack *pack, uint64_t offset, size_t wanted)
{
	struct pack_base *at = places(bases, offset);

	for (struct pack_base *base = at; base < at + 2; base++) {
		struct pack_object *object = base->object;

		if (!is_at(base, pack, offset) ||
			(object->text.len < wanted &&
				object->text.len < object->size))
			continue;
		base->used = ++bases->now;
		return pack_object_hold(object);
	}
	return NULL;
}

void pack_bases_keep(struct pack_bases *bases, const struct pack *pack,
	uint64_t offset, struct pack_object *object)
{
	struct pack_base *base = place_for(bases, pack, offset);

	if (object->text.len > SIZE / 4)
		return;
	forget(bases, base);
	make_room(bases, object->text.len);
	*base = (struct pack_base){
		pack, offset, ++bases->now, pack_object_hold(object)};
	bases->size += object->text.len;
}

void pack_bases_clear(struct pack_bases *bases)
{
	for (size_t i = 0; i < PACK_BASES; i++)
		forget(bases, &bases->list[i]);
}
