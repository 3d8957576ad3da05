/*
 * Objects unpacked. One that is packed as a delta, what it differs in from its
 * base, needs that first, which may be a delta again: the way leads down to an
 * object that is whole or known, and back up again. If only the beginning is
 * wanted, each delta tells how much of its base that takes.
 */

#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "io/pack_bases.h"
#include "io/pack_delta.h"
#include "io/pack_files.h"

enum {
	TYPE_BY_OFFSET = 6, /* a delta; its base is so far before it */
	TYPE_BY_ID = 7,
	DEPTH_MAX = 4096, /* deltas on one another: git's own limit */
	INPUT = 4096, /* bytes that are read at a time */
	INPUT_MAX = 16 * INPUT, /* or, where it is known that more are needed */
	DELTAS_SIZE = 64 << 20, /* bytes of them */
	SIZES = 16, /* bytes of a delta that tell of sizes */
	/* Of objects that were only passed on the way to another these are
	 * kept: where the delta has more bytes than that, and else each of so
	 * many. */
	LONG = 256,
	STRIDE = 2
};

struct pack_reader {
	const struct packs *packs;
	const struct pack *pack; /* of what is being read */
	uint64_t offset; /* in it, behind what is in in[] */
	z_stream stream; /* over what is in in[] */
	struct libdeflate_decompressor *inflater; /* of whole objects */
	unsigned char in[INPUT_MAX];
	size_t in_len;
	struct pack_bases bases;
	struct arena scratch; /* of the object at hand */
};

/* What stands before an object's packed bytes. */
struct head {
	unsigned type;
	size_t size; /* unpacked; of a delta, its own */
	uint64_t base; /* where that of a delta is */
};

/* A delta on the way down. */
struct level {
	struct delta delta;
	uint64_t offset; /* of the object in the pack */
	size_t wanted; /* bytes of the object */
};

/* Objects. */

static struct pack_object *new_object(
	enum pack_kind kind, size_t size, size_t room)
{
	struct pack_object *object = malloc(sizeof *object + room);

	if (!object)
		base_oom();
	else
		*object = (struct pack_object){
			kind, str_make((char *)(object + 1), room), size, 1};
	return object;
}

/* Where what is in it goes, as long as it is being made. */
static char *bytes_of(struct pack_object *object)
{
	return (char *)(object + 1);
}

struct pack_object *pack_object_make(enum pack_kind kind, struct str text)
{
	struct pack_object *object = new_object(kind, text.len, text.len);

	if (text.len)
		memcpy(bytes_of(object), text.ptr, text.len);
	return object;
}

struct pack_object *pack_object_hold(struct pack_object *object)
{
	object->holders++;
	return object;
}

void pack_object_drop(struct pack_object *object)
{
	if (object && !--object->holders)
		free(object);
}

/* Reading. */

static void set_pack(struct pack_reader *reader, const struct pack *pack)
{
	if (reader->pack == pack)
		return;
	reader->pack = pack;
	reader->offset = reader->in_len = 0;
}

/* More of what is packed; false: there is no more. */
static bool fill(struct pack_reader *reader)
{
	ssize_t n = pread(
		reader->pack->fd, reader->in, INPUT, (off_t)reader->offset);

	reader->in_len = n > 0 ? (size_t)n : 0;
	reader->stream.next_in = reader->in;
	reader->stream.avail_in = (unsigned)reader->in_len;
	reader->offset += reader->in_len;
	return n > 0;
}

/* Have N bytes, if there are so many. */
static void fill_up(struct pack_reader *reader, size_t n)
{
	z_stream *stream = &reader->stream;
	size_t has = stream->avail_in;
	ssize_t got;

	if (has >= n || n > sizeof reader->in)
		return;
	memmove(reader->in, stream->next_in, has);
	got = pread(reader->pack->fd, reader->in + has, n - has,
		(off_t)reader->offset);
	if (got > 0)
		reader->offset += (uint64_t)got;
	reader->in_len = has + (got > 0 ? (size_t)got : 0);
	stream->next_in = reader->in;
	stream->avail_in = (unsigned)reader->in_len;
}

/*
 * Go to a place in the pack. What lies there may have been read already: a
 * base is mostly just before what is made of it.
 */
static bool go_to(struct pack_reader *reader, uint64_t offset)
{
	uint64_t start = offset - offset % (INPUT / 2);
	size_t at;

	if (offset < reader->offset - reader->in_len ||
		offset >= reader->offset) {
		reader->offset = start;
		if (!fill(reader))
			return false;
	}
	at = (size_t)(offset - (reader->offset - reader->in_len));
	if (at >= reader->in_len)
		return false;
	reader->stream.next_in = reader->in + at;
	reader->stream.avail_in = (unsigned)(reader->in_len - at);
	return true;
}

static bool next_byte(struct pack_reader *reader, unsigned *byte)
{
	if (!reader->stream.avail_in && !fill(reader))
		return false;
	*byte = *reader->stream.next_in++;
	reader->stream.avail_in--;
	return true;
}

/* Type and size: four bits of the size, then seven a byte, the lowest first. */
static bool read_type(struct pack_reader *reader, struct head *head)
{
	unsigned byte, shift = 4;

	if (!next_byte(reader, &byte))
		return false;
	head->type = byte >> 4 & 7;
	head->size = byte & 15;
	while (byte & 0x80) {
		if (shift > 32 || !next_byte(reader, &byte))
			return false;
		head->size |= (size_t)(byte & 0x7F) << shift;
		shift += 7;
	}
	return head->size <= PACK_ALL;
}

/* How far back: seven bits a byte, the highest first, and one for each more. */
static bool read_distance(struct pack_reader *reader, uint64_t *distance)
{
	unsigned byte;

	if (!next_byte(reader, &byte))
		return false;
	*distance = byte & 0x7F;
	while (byte & 0x80) {
		if (*distance >> 32 || !next_byte(reader, &byte))
			return false;
		*distance = (*distance + 1) << 7 | (byte & 0x7F);
	}
	return true;
}

static bool read_id(struct pack_reader *reader, unsigned char id[PACK_ID])
{
	unsigned byte;

	for (size_t i = 0; i < PACK_ID; i++) {
		if (!next_byte(reader, &byte))
			return false;
		id[i] = (unsigned char)byte;
	}
	return true;
}

/* Of the object at OFFSET, and go on to its packed bytes. */
static bool read_head(
	struct pack_reader *reader, uint64_t offset, struct head *head)
{
	unsigned char id[PACK_ID];
	uint64_t distance;

	*head = (struct head){0};
	if (!go_to(reader, offset) || !read_type(reader, head))
		return false;
	switch (head->type) {
	case PACK_COMMIT:
	case PACK_TREE:
	case PACK_BLOB:
	case PACK_TAG:
		return true;
	case TYPE_BY_OFFSET:
		if (!read_distance(reader, &distance) || !distance ||
			distance >= offset)
			return false;
		head->base = offset - distance;
		return true;
	case TYPE_BY_ID:
		if (!read_id(reader, id))
			return false;
		head->base = pack_offset(reader->pack, id);
		return head->base > 0;
	default:
		return false;
	}
}

/*
 * All SIZE bytes at once; false also where more of them are packed than that is
 * likely to take.
 */
static bool unpack_at_once(struct pack_reader *reader, char *to, size_t size)
{
	z_stream *stream = &reader->stream;
	size_t taken, made;

	fill_up(reader, size - size / 4 + SIZES);
	if (libdeflate_zlib_decompress_ex(reader->inflater, stream->next_in,
		    stream->avail_in, to, size, &taken,
		    &made) != LIBDEFLATE_SUCCESS ||
		made != size)
		return false;
	stream->next_in += taken;
	stream->avail_in -= (unsigned)taken;
	return true;
}

/*
 * Unpack SIZE bytes, there being room for one more in TO; or no more than the
 * first WANTED of them.
 */
static bool unpack(
	struct pack_reader *reader, char *to, size_t size, size_t wanted)
{
	z_stream *stream = &reader->stream;
	int state = Z_OK;

	if (wanted >= size && unpack_at_once(reader, to, size))
		return true;
	inflateReset(stream);
	stream->next_out = (unsigned char *)to;
	stream->avail_out = (unsigned)(wanted < size ? wanted : size + 1);
	while (state == Z_OK && stream->avail_out) {
		if (!stream->avail_in && !fill(reader))
			return false;
		state = inflate(stream, Z_NO_FLUSH);
	}
	return wanted < size ? !stream->avail_out
			     : state == Z_STREAM_END && stream->avail_out == 1;
}

/* An object that is packed by itself, which the reader has come to. */
static struct pack_object *read_whole(
	struct pack_reader *reader, const struct head *head, size_t wanted)
{
	size_t n = wanted < head->size ? wanted : head->size;
	struct pack_object *object =
		new_object((enum pack_kind)head->type, head->size, n + 1);

	object->text.len = n;
	if (unpack(reader, bytes_of(object), head->size, wanted))
		return object;
	pack_object_drop(object);
	return NULL;
}

/* Deltas. */

/* The first N bytes of the delta that the reader has come to. */
static bool unpack_delta(struct pack_reader *reader, const struct head *head,
	struct level *level, size_t n)
{
	char *bytes;

	if (n > head->size)
		n = head->size;
	if (reader->scratch.used + n > DELTAS_SIZE)
		return false;
	bytes = arena_text(&reader->scratch, n + 1);
	return unpack(reader, bytes, head->size, n) &&
		delta_open(&level->delta, str_make(bytes, n));
}

/*
 * As much of a delta as is likely to make what is wanted of its object, or all
 * of it. *NEEDED are bytes of the base.
 */
static bool read_delta(struct pack_reader *reader, struct head *head,
	struct level *level, size_t *needed)
{
	size_t n = level->wanted * 2 + SIZES;

	if (!unpack_delta(reader, head, level, n))
		return false;
	return delta_needs(&level->delta, level->wanted, needed) ||
		(n < head->size && read_head(reader, level->offset, head) &&
			unpack_delta(reader, head, level, head->size) &&
			delta_needs(&level->delta, level->wanted, needed));
}

/* The object of a delta; lets go of the base. */
static struct pack_object *on_base(
	const struct level *level, struct pack_object *base)
{
	const struct delta *delta = &level->delta;
	size_t n = level->wanted < delta->size ? level->wanted : delta->size;
	struct pack_object *object = new_object(base->kind, delta->size, n);
	bool ok = base->size == delta->base_size &&
		delta_apply(delta, base->text, bytes_of(object), n);

	pack_object_drop(base);
	if (!ok) {
		pack_object_drop(object);
		return NULL;
	}
	return object;
}

/* An object that is known or packed by itself; NULL: it is neither. */
static struct pack_object *find_whole(struct pack_reader *reader,
	uint64_t offset, size_t wanted, struct head *head)
{
	struct pack_object *object =
		pack_bases_find(&reader->bases, reader->pack, offset, wanted);

	if (object || !read_head(reader, offset, head) ||
		head->type >= TYPE_BY_OFFSET)
		return object;
	object = read_whole(reader, head, wanted);
	if (object)
		pack_bases_keep(&reader->bases, reader->pack, offset, object);
	return object;
}

/* The object at OFFSET of the reader's pack. */
static struct pack_object *read_at(
	struct pack_reader *reader, uint64_t offset, size_t wanted)
{
	VEC(struct level) levels = {0};

	struct pack_object *object;
	struct head head;

	arena_reset(&reader->scratch);
	while (!(object = find_whole(reader, offset, wanted, &head))) {
		struct level *level = vec_push(&levels, &reader->scratch);

		level->offset = offset;
		level->wanted = wanted;
		if (!head.base || levels.len > DEPTH_MAX ||
			!read_delta(reader, &head, level, &wanted))
			return NULL;
		offset = head.base;
	}
	while (object && levels.len) {
		const struct level *level = &levels.items[--levels.len];

		object = on_base(level, object);
		if (object &&
			(level->delta.steps.len > LONG ||
				levels.len % STRIDE == 0))
			pack_bases_keep(&reader->bases, reader->pack,
				level->offset, object);
	}
	return object;
}

struct pack_object *pack_read(
	struct pack_reader *reader, const unsigned char *id, size_t n)
{
	vec_each(const struct pack, pack, &reader->packs->list) {
		uint64_t offset = pack_offset(pack, id);
		struct pack_object *object;

		if (!offset)
			continue;
		set_pack(reader, pack);
		object = read_at(reader, offset, n);
		if (object)
			return object;
	}
	return NULL;
}

struct pack_reader *pack_reader_open(const struct packs *packs)
{
	struct pack_reader *reader = base_calloc(1, sizeof *reader);

	reader->packs = packs;
	reader->inflater = libdeflate_alloc_decompressor();
	if (!reader->inflater || inflateInit(&reader->stream) != Z_OK)
		base_oom();
	return reader;
}

void pack_reader_forget(struct pack_reader *reader)
{
	pack_bases_clear(&reader->bases);
}

void pack_reader_close(struct pack_reader *reader)
{
	if (!reader)
		return;
	pack_reader_forget(reader);
	inflateEnd(&reader->stream);
	libdeflate_free_decompressor(reader->inflater);
	arena_release(&reader->scratch);
	free(reader);
}
