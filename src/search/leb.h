#ifndef SEARCH_LEB_H
#define SEARCH_LEB_H

/* Numbers as bytes, seven bits each from the lowest on; all but the last have
 * the eighth: LEB128, for what only this program reads. */

#include <endian.h>
#include <string.h>

#include "base/str.h"

enum { LEB_MOST = 5 }; /* bytes of a number */

/*
 * Write N to OUT, where LEB_MOST bytes may be written; returns how many count.
 * Up to three are put together without asking how many it will be.
 */
static inline size_t leb_put(char *out, uint32_t n)
{
	size_t len = 0;

	if (n < 1U << 21) {
		uint32_t goes_on = (n >= 1U << 7 ? 0x80U : 0) |
			(n >= 1U << 14 ? 0x8000U : 0);
		uint32_t bytes = htole32((n & 0x7F) | (n & 0x3F80) << 1 |
			(n & 0x1FC000) << 2 | goes_on);

		memcpy(out, &bytes, sizeof bytes);
		return n < 1U << 7 ? 1 : n < 1U << 14 ? 2 : 3;
	}
	for (; n >= 0x80; n >>= 7)
		out[len++] = (char)(n | 0x80);
	out[len++] = (char)n;
	return len;
}

/* The number at *AT of BYTES, and step behind it; false: there is none. */
static inline bool leb_take(struct str bytes, size_t *at, uint32_t *n)
{
	*n = 0;
	for (unsigned shift = 0; bytes.ptr && *at < bytes.len && shift < 32;
		shift += 7) {
		unsigned char byte = (unsigned char)bytes.ptr[(*at)++];

		*n |= (uint32_t)(byte & 0x7F) << shift;
		if (byte < 0x80)
			return true;
	}
	return false;
}

#endif
