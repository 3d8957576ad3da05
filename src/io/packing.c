#include "io/packing.h"

void packing_number(struct buf *out, uint64_t n)
{
	for (; n >= 0x80; n >>= 7)
		buf_putc(out, (char)(n | 0x80));
	buf_putc(out, (char)n);
}

void packing_signed(struct buf *out, int64_t n)
{
	packing_number(out, (uint64_t)n << 1 ^ (n < 0 ? UINT64_MAX : 0));
}

void packing_text(struct buf *out, struct str text)
{
	packing_number(out, text.len);
	buf_put(out, text);
}

uint64_t unpack_number(struct unpacking *from)
{
	uint64_t n = 0;
	unsigned shift = 0;

	for (; from->rest.len && shift < 64; shift += 7) {
		unsigned char byte = (unsigned char)from->rest.ptr[0];

		from->rest = str_from(from->rest, 1);
		n |= (uint64_t)(byte & 0x7F) << shift;
		if (byte < 0x80)
			return n;
	}
	from->bad = true;
	return 0;
}

int64_t unpack_signed(struct unpacking *from)
{
	uint64_t n = unpack_number(from);

	return (int64_t)(n >> 1) ^ -(int64_t)(n & 1);
}

size_t unpack_count(struct unpacking *from, size_t least)
{
	uint64_t n = unpack_number(from);

	if (n <= from->rest.len / least)
		return (size_t)n;
	from->bad = true;
	return 0;
}

struct str unpack_bytes(struct unpacking *from, size_t len)
{
	struct str bytes = str_sub(from->rest, 0, len);

	from->bad = from->bad || bytes.len < len;
	from->rest = str_from(from->rest, bytes.len);
	return bytes;
}

struct str unpack_text(struct unpacking *from)
{
	return unpack_bytes(from, unpack_count(from, 1));
}
