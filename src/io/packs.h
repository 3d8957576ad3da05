#ifndef IO_PACKS_H
#define IO_PACKS_H

/*
 * How the blobs of a repository begin, straight from its packs: libgit2 unpacks
 * an object as a whole, and of a page often no more than its front matter is
 * asked for.
 *
 * Only a blob is found that a pack holds by itself, and not as what it differs
 * in from another. Of all that is not found, or not as it should be, nothing is
 * said here: libgit2 is asked then, and knows what is wrong.
 *
 *	struct packs *packs = packs_open(folder);
 *	struct pack_reader *reader = pack_reader_open(packs);   (one a thread)
 *	if (pack_find(reader, id, &size) &&
 *		pack_begin(reader, 1024, &text))
 *		…
 *	pack_reader_close(reader);
 *	packs_close(packs);
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

enum { PACK_BEGIN_MAX = 1 << 15 };

struct packs;
struct pack_reader;

/* The packs in FOLDER, as far as they are sound. Threads may share them. */
struct packs *packs_open(const char *folder);
void packs_close(struct packs *packs); /* NULL is none */

/* What one thread needs to read from PACKS, which it must not outlive. */
struct pack_reader *pack_reader_open(const struct packs *packs);
void pack_reader_close(struct pack_reader *reader); /* NULL is none */

/* Start on the blob of that id (20 bytes), which is SIZE bytes long. */
bool pack_find(
	struct pack_reader *reader, const unsigned char *id, size_t *size);

/*
 * Its first N bytes (at most PACK_BEGIN_MAX), or all if it has fewer: of the
 * reader, until it is used again. N may grow from call to call. False: they
 * are damaged.
 */
bool pack_begin(struct pack_reader *reader, size_t n, struct str *out);

#endif
