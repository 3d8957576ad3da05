/* Which packs there are, and where in them an object is. */

#include "io/pack_files.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io/file.h"

/* The index of a pack, of version 2; numbers have their highest byte first. */
enum {
	INDEX_HEAD = 8,
	FAN = 256, /* by first byte of the id: how many are up to there */
	INDEX_ENTRY = PACK_ID + 4 + 4, /* with a checksum and an offset */
	INDEX_END = 2 * PACK_ID, /* hashes of the pack and of the index */
	NUMBER = 4,
	PACK_HEAD = 12, /* of the pack itself */
	PACKS_MAX = 64 /* that are looked at */
};

static uint32_t number(const unsigned char *at)
{
	return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 |
		(uint32_t)at[2] << 8 | at[3];
}

/* How many objects have an id whose first byte is up to FIRST. */
static size_t up_to(const unsigned char *index, size_t first)
{
	return number(index + INDEX_HEAD + first * NUMBER);
}

/* Opening. */

static bool is_index(const unsigned char *index, size_t size)
{
	static const unsigned char head[INDEX_HEAD] = {
		0xFF, 't', 'O', 'c', 0, 0, 0, 2};
	size_t least = INDEX_HEAD + FAN * NUMBER + INDEX_END;

	if (size < least || memcmp(index, head, sizeof head) != 0)
		return false;
	for (size_t i = 1; i < FAN; i++)
		if (up_to(index, i - 1) > up_to(index, i))
			return false;
	return (size - least) / INDEX_ENTRY >= up_to(index, FAN - 1);
}

static bool is_pack(int fd, size_t objects)
{
	unsigned char head[PACK_HEAD];

	return pread(fd, head, sizeof head, 0) == sizeof head &&
		!memcmp(head, "PACK", 4) && number(head + 4) == 2 &&
		number(head + 8) == objects;
}

static bool map_index(struct pack *pack, int folder, const char *name)
{
	int fd = file_open_beneath(folder, name, O_RDONLY);
	struct stat info;
	void *map = MAP_FAILED;

	if (fd < 0)
		return false;
	if (!fstat(fd, &info) && info.st_size > 0)
		map = mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_PRIVATE,
			fd, 0);
	close(fd);
	if (map == MAP_FAILED)
		return false;
	pack->index = map;
	pack->index_size = (size_t)info.st_size;
	return true;
}

static void close_pack(const struct pack *pack)
{
	munmap((void *)pack->index, pack->index_size);
	if (pack->fd >= 0)
		close(pack->fd);
}

/* NAME is that of an index; its pack's ends in another way. */
static void open_pack(struct packs *packs, int folder, struct str name)
{
	struct pack pack = {.fd = -1};
	struct str stem = str_sub(name, 0, str_rchr(name, '.'));

	if (!map_index(&pack, folder, name.ptr))
		return;
	if (is_index(pack.index, pack.index_size)) {
		pack.objects = up_to(pack.index, FAN - 1);
		pack.fd = file_open_beneath(folder,
			arena_printf(&packs->arena, "%.*s.pack", STR_ARG(stem))
				.ptr,
			O_RDONLY);
	}
	if (pack.fd >= 0 && is_pack(pack.fd, pack.objects))
		*vec_push(&packs->list, &packs->arena) = pack;
	else
		close_pack(&pack);
}

struct packs *packs_open(const char *folder)
{
	struct packs *packs = base_calloc(1, sizeof *packs);
	DIR *dir = opendir(folder);
	const struct dirent *entry;

	while (dir && packs->list.len < PACKS_MAX && (entry = readdir(dir))) {
		struct str name = str_of(entry->d_name);

		if (str_ends(name, STR(".idx")))
			open_pack(packs, dirfd(dir), name);
	}
	if (dir)
		closedir(dir);
	return packs;
}

void packs_close(struct packs *packs)
{
	if (!packs)
		return;
	vec_each(const struct pack, pack, &packs->list)
		close_pack(pack);
	arena_release(&packs->arena);
	free(packs);
}

uint64_t pack_offset(const struct pack *pack, const unsigned char *id)
{
	const unsigned char *ids = pack->index + INDEX_HEAD + FAN * NUMBER;
	const unsigned char *offsets = ids + pack->objects * (PACK_ID + NUMBER);
	size_t from = id[0] ? up_to(pack->index, id[0] - 1U) : 0;
	size_t to = up_to(pack->index, id[0]);

	while (from < to) {
		size_t middle = from + (to - from) / 2;
		int order = memcmp(ids + middle * PACK_ID, id, PACK_ID);
		uint32_t offset;

		if (!order) {
			offset = number(offsets + middle * NUMBER);
			return offset >> 31 ? 0 : offset;
		}
		if (order < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return 0;
}
