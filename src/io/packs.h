#ifndef IO_PACKS_H
#define IO_PACKS_H

/*
 * The objects of a repository straight from its packs, for those who read very
 * many of them. Most are packed as what they differ in from another, and that
 * other is mostly what was asked for just before: it is kept, where libgit2
 * would look for it and set up an inflater for each. And of a page often no
 * more than its front matter is asked for: no more of it is unpacked then.
 *
 * Of all that is not found, or not as it should be, nothing is said here:
 * libgit2 is asked then, and knows what is wrong. As with git while it walks,
 * what is unpacked is not held against the hash that is its name.
 *
 *	struct packs *packs = packs_open(folder);
 *	struct pack_reader *reader = pack_reader_open(packs);   (one a thread)
 *	struct pack_object *page = pack_read(reader, id, 512);
 *	…
 *	pack_object_drop(page);
 *	pack_reader_close(reader);
 *	packs_close(packs);
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

enum { PACK_ALL = 1 << 30 /* bytes; longer objects are not found */ };

/* As git numbers them. */
enum pack_kind { PACK_COMMIT = 1, PACK_TREE, PACK_BLOB, PACK_TAG };

/* What was read of an object; for one thread. */
struct pack_object {
	enum pack_kind kind;
	struct str text; /* as much as was asked for, or more */
	size_t size; /* of the whole object */
	unsigned holders;
};

struct packs;
struct pack_reader;

/* The packs in FOLDER, as far as they are sound. Threads may share them. */
struct packs *packs_open(const char *folder);
void packs_close(struct packs *packs); /* NULL is none */

/* What one thread needs to read from PACKS, which it must not outlive. */
struct pack_reader *pack_reader_open(const struct packs *packs);
void pack_reader_close(struct pack_reader *reader); /* NULL is none */

/* Free what it keeps for objects that are like those it read. */
void pack_reader_forget(struct pack_reader *reader);

/*
 * The first N bytes of the object of that id (20 bytes), or all of it if it has
 * fewer; to be given back with pack_object_drop(). NULL: it is in no pack, or
 * damaged.
 */
struct pack_object *pack_read(
	struct pack_reader *reader, const unsigned char *id, size_t n);

/* A whole object that is from elsewhere; TEXT is copied. */
struct pack_object *pack_object_make(enum pack_kind kind, struct str text);

/* Hold it once more; returns it. */
struct pack_object *pack_object_hold(struct pack_object *object);

/* Let go of it; whoever is the last frees it. NULL is none. */
void pack_object_drop(struct pack_object *object);

#endif
