#include "io/footprint.h"

#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "io/packing.h"
#include "io/sink_walk.h"

/* A link to a file changes the time of its entry; its content's stays. */
uint64_t footprint_of(struct str path, const struct stat *info)
{
	uint64_t facts[] = {str_hash(path), info->st_ino,
		(uint64_t)info->st_size, (uint64_t)info->st_mtim.tv_sec,
		(uint64_t)info->st_mtim.tv_nsec, info->st_mode & S_IFMT};

	return str_hash(str_make((const char *)facts, sizeof facts));
}

/* A folder that is moved stays what it is; how large it is tells nothing. */
static uint64_t footprint_of_entries(const struct stat *info)
{
	uint64_t facts[] = {info->st_ino, (uint64_t)info->st_mtim.tv_sec,
		(uint64_t)info->st_mtim.tv_nsec, info->st_mode & S_IFMT};

	return str_hash(str_make((const char *)facts, sizeof facts));
}

struct footprinting {
	struct sink_walk walk;
	_Atomic uint64_t sum;
	pthread_mutex_t lock; /* over the folders */
	struct buf folders;
	struct sink_walking *walking;
};

static bool look_at_folder(struct sink_walk *walk, int fd, struct str path)
{
	struct footprinting *own = (struct footprinting *)walk;
	struct stat info;

	if (fstat(fd, &info))
		return false;
	pthread_mutex_lock(&own->lock);
	packing_text(&own->folders, path);
	packing_number(&own->folders, footprint_of_entries(&info));
	pthread_mutex_unlock(&own->lock);
	return true;
}

static bool look_at_file(
	struct sink_walk *walk, int fd, struct str path, const char *name)
{
	struct footprinting *own = (struct footprinting *)walk;
	struct stat info;

	if (fstatat(fd, name, &info, AT_SYMLINK_NOFOLLOW))
		return false;
	atomic_fetch_add_explicit(
		&own->sum, footprint_of(path, &info), memory_order_relaxed);
	return true;
}

struct footprinting *footprint_begin(int fd, unsigned threads)
{
	struct footprinting *own = base_calloc(1, sizeof *own);

	own->walk = (struct sink_walk){.fd = fd,
		.threads = threads,
		.folder = look_at_folder,
		.file = look_at_file};
	own->folders = (struct buf)BUF_INIT(BUF_LARGE);
	pthread_mutex_init(&own->lock, NULL);
	own->walking = sink_walk_begin(&own->walk);
	return own;
}

bool footprint_end(struct footprinting *own, uint64_t *sum, struct buf *folders)
{
	bool ok = sink_walk_end(own->walking);

	*sum = own->sum;
	if (folders)
		buf_put(folders, buf_str(&own->folders));
	buf_release(&own->folders);
	pthread_mutex_destroy(&own->lock);
	free(own);
	return ok;
}

/* PATH is "" or ends in "/". */
static bool folder_stands(int fd, struct str path, uint64_t footprint)
{
	char name[PATH_MAX] = ".";
	struct stat info;

	if (path.len > sizeof name)
		return false;
	if (path.len) {
		memcpy(name, path.ptr, path.len - 1);
		name[path.len - 1] = '\0';
	}
	return !fstatat(fd, name, &info, AT_SYMLINK_NOFOLLOW) &&
		footprint_of_entries(&info) == footprint;
}

bool footprint_folders_stand(int fd, struct str folders)
{
	struct unpacking from = {.rest = folders};

	while (from.rest.len && !from.bad) {
		struct str path = unpack_text(&from);

		if (!folder_stands(fd, path, unpack_number(&from)))
			return false;
	}
	return !from.bad;
}
