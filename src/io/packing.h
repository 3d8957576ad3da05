#ifndef IO_PACKING_H
#define IO_PACKING_H

/*
 * The form of the files that one run keeps for the next: numbers of seven
 * bits a byte, texts behind their lengths. Whatever bytes are read, reading
 * ends: what cannot be is noted, and gives nothing.
 *
 *	packing_number(&out, 42); packing_text(&out, name);
 *	struct unpacking from = {.rest = bytes};
 *	n = unpack_number(&from); name = unpack_text(&from);
 *	if (from.bad) ...
 */

#include "base/buf.h"

void packing_number(struct buf *out, uint64_t n);
void packing_signed(struct buf *out, int64_t n);
void packing_text(struct buf *out, struct str text);

struct unpacking {
	struct str rest; /* still to be read */
	bool bad; /* something could not be what was written */
};

uint64_t unpack_number(struct unpacking *from);
int64_t unpack_signed(struct unpacking *from);

/* A number of things, each of at least LEAST bytes, that are to come. */
size_t unpack_count(struct unpacking *from, size_t least);

/* Views of what is read. */
struct str unpack_bytes(struct unpacking *from, size_t len);
struct str unpack_text(struct unpacking *from);

#endif
