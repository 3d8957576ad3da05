#ifndef IO_PACK_BASES_H
#define IO_PACK_BASES_H

/*
 * Objects of packs, or how they begin, that a reader keeps because others are
 * deltas of them: those that were used last, and not very many bytes of them.
 */

#include "io/pack_files.h"

enum { PACK_BASES = 4096 };

struct pack_base {
	const struct pack *pack;
	uint64_t offset; /* in it */
	uint64_t used; /* when it was asked for */
	struct pack_object *object; /* or NULL */
};

struct pack_bases {
	struct pack_base list[PACK_BASES]; /* by the hash of their offset */
	size_t size; /* bytes of them */
	size_t hand; /* where room is looked for next */
	uint64_t now; /* counts what is asked for */
};

/*
 * The object there, held once more; NULL: it is not known, or less of it than
 * the first WANTED bytes.
 */
struct pack_object *pack_bases_find(struct pack_bases *bases,
	const struct pack *pack, uint64_t offset, size_t wanted);

/* Keep an object, holding it once more. */
void pack_bases_keep(struct pack_bases *bases, const struct pack *pack,
	uint64_t offset, struct pack_object *object);

/* Let go of all. */
void pack_bases_clear(struct pack_bases *bases);

#endif
