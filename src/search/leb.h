#ifndef SEARCH_LEB_H
#define SEARCH_LEB_H

/* Numbers as bytes, seven bits each from the lowest on; all but the last have
 * the eighth: LEB128, for what only this program reads. */

#include "base/str.h"

enum { LEB_MOST = 5 }; /* bytes of a number */

/* Write N to OUT; returns how many bytes. */
static inline size_t leb_put(char *out, uint32_t n)
{
	size_t len = 0;

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
