#include "io/sink_past.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io/file.h"

enum { OWN_MODE = 0600, PART_LEAST = 2 }; /* bytes of a part in the memory */

/* Of a file, and of one that is to take its place. */
static const struct names {
	const char *name, *anew;
} names[SINK_PASTS] = {
	[SINK_PAGES] = {"pages", "pages.new"},
	[SINK_INDEX] = {"index", "index.new"},
};

void pasts_unpack(
	struct pasts *pasts, struct unpacking *from, struct arena *arena)
{
	for (size_t i = 0; i < SINK_PASTS; i++) {
		size_t n = unpack_count(from, PART_LEAST);

		for (; n; n--) {
			struct past_part *part =
				vec_push(&pasts->files[i].parts, arena);

			part->len = unpack_number(from);
			part->hash = unpack_number(from);
		}
	}
}

void pasts_pack(const struct pasts *pasts, struct buf *out)
{
	for (size_t i = 0; i < SINK_PASTS; i++) {
		const struct past_file *file = &pasts->files[i];

		packing_number(out, file->parts.len);
		vec_each(const struct past_part, part, &file->parts) {
			packing_number(out, part->len);
			packing_number(out, part->hash);
		}
	}
}

static uint64_t length_of(const struct past_file *file)
{
	uint64_t len = 0;

	vec_each(const struct past_part, part, &file->parts)
		len += part->len;
	return len;
}

static bool is_sound(const struct past_file *file, struct str bytes)
{
	size_t at = 0;

	vec_each(const struct past_part, part, &file->parts) {
		struct str own = str_sub(bytes, at, at + part->len);

		if (own.len != part->len || str_hash(own) != part->hash)
			return false;
		at += own.len;
	}
	return true;
}

/* The first LEN bytes of the file; it is as long at least. */
static struct str map_file(int work, const char *name, uint64_t len)
{
	int fd = file_open_beneath(work, name, O_RDONLY | O_NONBLOCK);
	void *place = MAP_FAILED;
	struct stat info;

	if (fd < 0)
		return STR("");
	if (!fstat(fd, &info) && S_ISREG(info.st_mode) && len &&
		(uint64_t)info.st_size >= len)
		place = mmap(NULL, len, PROT_READ, MAP_PRIVATE | MAP_POPULATE,
			fd, 0); /* all is read */
	close(fd);
	return place == MAP_FAILED ? STR("") : str_make(place, len);
}

static void unmap(struct past_file *file)
{
	if (file->mapped.len)
		munmap((void *)file->mapped.ptr, file->mapped.len);
	file->mapped = STR("");
}

struct str pasts_map(struct pasts *pasts, int work, enum sink_past which)
{
	struct past_file *file = &pasts->files[which];

	if (file->mapped.len)
		return file->mapped;
	file->mapped = map_file(work, names[which].name, length_of(file));
	if (!is_sound(file, file->mapped))
		unmap(file);
	return file->mapped;
}

/* Where to write: a new file, or the one that stands, behind what counts. */
static int open_file(int work, const char *name, uint64_t offset)
{
	const int flags = offset ? O_WRONLY : O_WRONLY | O_CREAT | O_EXCL;
	struct stat info;
	int fd;

	if (!offset && !file_unlink(work, name))
		return -1;
	fd = file_open_beneath(work, name, flags);
	if (fd >= 0 && !fstat(fd, &info) && S_ISREG(info.st_mode) &&
		(uint64_t)info.st_size >= offset && !fchmod(fd, OWN_MODE) &&
		lseek(fd, (off_t)offset, SEEK_SET) == (off_t)offset)
		return fd;
	if (fd >= 0)
		close(fd);
	return -1;
}

static void write_pieces(struct past_file *file, int fd)
{
	file->is_whole = true;
	for (size_t i = 0; i < file->piece_count; i++) {
		struct str piece = file->pieces[i];

		file->written[i] =
			(struct past_part){piece.len, str_hash(piece)};
		file->is_whole = file->is_whole && file_write_fd(fd, piece);
	}
}

static void *write_left(void *context)
{
	struct past_file *file = context;
	const struct names *own = &names[file->which];
	int fd = open_file(
		file->work, file->offset ? own->name : own->anew, file->offset);

	if (fd < 0)
		return NULL;
	write_pieces(file, fd);
	if (close(fd))
		file->is_whole = false;
	return NULL;
}

static void end_writing(struct past_file *file)
{
	if (file->is_writing)
		pthread_join(file->writer, NULL);
	file->is_writing = false;
}

void pasts_leave(struct pasts *pasts, int work, enum sink_past which,
	uint64_t offset, const struct str *pieces, size_t n,
	struct arena *arena)
{
	struct past_file *file = &pasts->files[which];

	end_writing(file);
	file->is_left = true;
	file->is_whole = false;
	file->which = which;
	file->work = work;
	file->offset = offset;
	file->pieces = pieces;
	file->piece_count = n;
	file->written = arena_array(arena, struct past_part, n);
	/* Only what goes on where the file ends for us is appended to it. */
	if (offset && offset != length_of(file))
		return;
	file->is_writing =
		!pthread_create(&file->writer, NULL, write_left, file);
}

static uint64_t length_left(const struct past_file *file)
{
	uint64_t len = file->offset;

	for (size_t i = 0; i < file->piece_count; i++)
		len += file->pieces[i].len;
	return len;
}

/* Does all of it stand now under its own name? */
static bool keep(struct past_file *file)
{
	const struct names *own = &names[file->which];

	end_writing(file);
	return file->is_left && file->is_whole && length_left(file) &&
		(file->offset ||
			file_rename(
				file->work, own->anew, file->work, own->name));
}

void pasts_keep(struct pasts *pasts, int work, struct arena *arena)
{
	for (size_t i = 0; i < SINK_PASTS; i++) {
		struct past_file *file = &pasts->files[i];
		bool kept = keep(file);

		if (!kept || !file->offset)
			file->parts.len = 0;
		for (size_t k = 0; kept && k < file->piece_count; k++)
			if (file->written[k].len)
				*vec_push(&file->parts, arena) =
					file->written[k];
		if (!kept)
			file_unlink(work, names[i].name);
		file_unlink(work, names[i].anew);
	}
}

void pasts_release(struct pasts *pasts, int work)
{
	for (size_t i = 0; i < SINK_PASTS; i++) {
		struct past_file *file = &pasts->files[i];

		end_writing(file);
		if (file->is_left && !file->offset)
			file_unlink(work, names[i].anew);
		unmap(file);
	}
}
