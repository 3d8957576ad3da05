#include "io/footprint.h"

#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdatomic.h>
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

struct looking {
	struct sink_walk walk;
	_Atomic uint64_t sum;
	pthread_mutex_t lock; /* over the folders */
	struct buf *folders; /* or NULL */
};

static bool look_at_folder(struct sink_walk *walk, int fd, struct str path)
{
	struct looking *looking = (struct looking *)walk;
	struct stat info;

	if (!looking->folders)
		return true;
	if (fstat(fd, &info))
		return false;
	pthread_mutex_lock(&looking->lock);
	packing_text(looking->folders, path);
	packing_number(looking->folders, footprint_of_entries(&info));
	pthread_mutex_unlock(&looking->lock);
	return true;
}

static bool look_at_file(
	struct sink_walk *walk, int fd, struct str path, const char *name)
{
	struct looking *looking = (struct looking *)walk;
	struct stat info;

	if (fstatat(fd, name, &info, AT_SYMLINK_NOFOLLOW))
		return false;
	atomic_fetch_add_explicit(
		&looking->sum, footprint_of(path, &info), memory_order_relaxed);
	return true;
}

bool footprint_of_folder(
	int fd, unsigned threads, uint64_t *sum, struct buf *folders)
{
	struct looking looking = {.walk = {.fd = fd,
					  .threads = threads,
					  .folder = look_at_folder,
					  .file = look_at_file},
		.lock = PTHREAD_MUTEX_INITIALIZER,
		.folders = folders};
	bool ok = sink_walk(&looking.walk);

	*sum = looking.sum;
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
