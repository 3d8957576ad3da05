#include "data/archive.h"

#include "base/arena.h"

#include <zlib.h>

enum {
	RAW = -15, /* zlib: no header */
	GZIP = 15 + 16, /* zlib: a gzip header */
	CHUNK = 16384,
	END = 22, /* bytes of a ZIP archive's end, without its comment */
	ENTRY = 46, /* of an entry of its directory, without the name */
	LOCAL = 30, /* of the header before a part, without the name */
	STORED = 0,
	DEFLATED = 8
};

static void inflate_as(struct str bytes, int kind, struct buf *out)
{
	z_stream stream = {.next_in = (unsigned char *)bytes.ptr,
		.avail_in = (unsigned)bytes.len};
	unsigned char chunk[CHUNK];
	int state = Z_OK;

	if (inflateInit2(&stream, kind) != Z_OK)
		base_oom();
	while (state == Z_OK && !buf_is_over(out)) {
		stream.next_out = chunk;
		stream.avail_out = CHUNK;
		state = inflate(&stream, Z_NO_FLUSH);
		buf_put(out,
			str_make(
				(const char *)chunk, CHUNK - stream.avail_out));
	}
	inflateEnd(&stream);
}

static void inflate_raw(struct str bytes, struct buf *out)
{
	inflate_as(bytes, RAW, out);
}

/* N bytes at AT as a number, the smallest first; of too few bytes, 0. */
static size_t number(struct str bytes, size_t at, size_t n)
{
	size_t value = 0;

	for (size_t i = n; i-- > 0;)
		value = value << 8 |
			(at + i < bytes.len ? (unsigned char)bytes.ptr[at + i]
					    : 0);
	return value;
}

/* The part whose header is at AT. */
static void unpack_part(struct str zip, size_t at, size_t packed, size_t method,
	struct buf *out)
{
	size_t from =
		at + LOCAL + number(zip, at + 26, 2) + number(zip, at + 28, 2);
	struct str part = str_sub(zip, from, from + packed);

	if (method == DEFLATED)
		inflate_raw(part, out);
	else if (method == STORED)
		buf_put(out, part);
	buf_putc(out, '\n');
}

/* Where the end of the archive's directory is told; or bytes.len. */
static size_t find_end(struct str zip)
{
	static const struct str mark = STR_INIT("PK\x05\x06");

	for (size_t at = zip.len < END ? 0 : zip.len - END + 1; at-- > 0;)
		if (str_starts(str_from(zip, at), mark))
			return at;
	return zip.len;
}

static void unpack_zip(struct str zip, struct buf *out)
{
	size_t end = find_end(zip), count = number(zip, end + 10, 2);
	size_t at = number(zip, end + 16, 4);

	for (size_t i = 0; i < count && at < zip.len; i++) {
		size_t name = number(zip, at + 28, 2);

		buf_put(out, str_sub(zip, at + ENTRY, at + ENTRY + name));
		buf_putc(out, '\n');
		unpack_part(zip, number(zip, at + 42, 4),
			number(zip, at + 20, 4), number(zip, at + 10, 2), out);
		at += ENTRY + name + number(zip, at + 30, 2) +
			number(zip, at + 32, 2);
	}
}

bool archive_unpack(struct str bytes, struct buf *out)
{
	if (str_starts(bytes, STR("PK\x03\x04")))
		unpack_zip(bytes, out);
	else if (str_starts(bytes, STR("\x1F\x8B")))
		inflate_as(bytes, GZIP, out);
	return !buf_is_over(out);
}
