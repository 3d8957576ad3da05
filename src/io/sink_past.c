#include "io/sink_past.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io/file.h"

enum { OWN_MODE = 0600, PART_LEAST = 2 }; /* bytes of a part in the memory */

static const char *const names[SINK_PASTS] = {
	[SINK_PAGES] = "pages", [SINK_INDEX] = "index"};

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
	file->mapped = map_file(work, names[which], length_of(file));
	if (!is_sound(file, file->mapped))
		unmap(file);
	return file->mapped;
}

void pasts_leave(struct pasts *pasts, enum sink_past which, uint64_t offset,
	struct str bytes)
{
	struct past_file *file = &pasts->files[which];

	file->is_left = true;
	file->offset = offset;
	file->bytes = bytes;
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

static bool write_file(
	int work, const char *name, uint64_t offset, struct str bytes)
{
	int fd = open_file(work, name, offset);
	bool ok;

	if (fd < 0)
		return false;
	ok = file_write_fd(fd, bytes);
	return !close(fd) && ok;
}

/* Only what goes on where the file ends for us is appended to it. */
static bool write_left(
	struct past_file *file, int work, const char *name, struct arena *arena)
{
	if (!file->is_left || (file->offset && file->offset != length_of(file)))
		return false;
	if (!file->offset)
		file->parts.len = 0;
	if (!file->bytes.len)
		return file->offset != 0;
	if (!write_file(work, name, file->offset, file->bytes))
		return false;
	*vec_push(&file->parts, arena) =
		(struct past_part){file->bytes.len, str_hash(file->bytes)};
	return true;
}

void pasts_write(struct pasts *pasts, int work, struct arena *arena)
{
	for (size_t i = 0; i < SINK_PASTS; i++) {
		struct past_file *file = &pasts->files[i];

		if (write_left(file, work, names[i], arena))
			continue;
		file->parts.len = 0;
		file_unlink(work, names[i]);
	}
}

void pasts_release(struct pasts *pasts)
{
	for (size_t i = 0; i < SINK_PASTS; i++)
		unmap(&pasts->files[i]);
}
