#ifndef IO_PACK_FILES_H
#define IO_PACK_FILES_H

/* The packs of a repository as files, for the pack*.c files alone. */

#include <stdint.h>

#include "base/arena.h"
#include "base/vec.h"
#include "io/packs.h"

enum { PACK_ID = 20 /* bytes of an object's id */ };

struct pack {
	int fd;
	const unsigned char *index; /* mapped */
	size_t index_size;
	size_t objects;
};

struct packs {
	struct arena arena;
	VEC(struct pack) list;
};

/* Where the object of that id is in a pack; 0: it is not, or beyond 2 GB. */
uint64_t pack_offset(const struct pack *pack, const unsigned char *id);

#endif
