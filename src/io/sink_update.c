#include "io/sink_update.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "io/file.h"
#include "io/footprint.h"
#include "io/packing.h"
#include "io/staging.h"

void update_init(struct update *update, int fd, int old_fd)
{
	*update = (struct update){.fd = fd, .old_fd = old_fd};
	pthread_mutex_init(&update->lock, NULL);
}

void update_release(struct update *update)
{
	pthread_mutex_destroy(&update->lock);
	arena_release(&update->arena);
}

/* What is known of the file, for whoever has the lock. */
static struct update_file *find(
	struct update *update, struct str path, const char *name)
{
	struct update_file *file = map_get(&update->by_path, path);
	struct stat info;

	if (file)
		return file;
	file = arena_new(&update->arena, struct update_file);
	file->path = arena_dup(&update->arena, path);
	if (!fstatat(update->old_fd, name, &info, AT_SYMLINK_NOFOLLOW) &&
		!S_ISDIR(info.st_mode))
		file->had = footprint_of(path, &info);
	file->has = file->had;
	map_add(&update->by_path, &update->arena, file->path, file);
	*vec_push(&update->files, &update->arena) = file;
	return file;
}

/* The file is to be put, or not; NULL when it was put already. */
static struct update_file *claim(
	struct update *update, struct str path, const char *name, bool put)
{
	struct update_file *file;

	pthread_mutex_lock(&update->lock);
	file = find(update, path, name);
	if (put && file->is_put)
		file = NULL;
	else
		file->is_put = put;
	pthread_mutex_unlock(&update->lock);
	return file;
}

static void count_same(struct update *update)
{
	pthread_mutex_lock(&update->lock);
	update->same++;
	pthread_mutex_unlock(&update->lock);
}

/* Let the stage have the file just as it stands. */
static bool keep(struct update *update, struct update_file *file,
	const char *name, const struct stat *info)
{
	if (file->has != file->had &&
		!staging_link_at(update->old_fd, update->fd, name))
		return false;
	file->has = footprint_of(file->path, info);
	count_same(update);
	return true;
}

bool update_put(struct update *update, struct str path, struct str bytes,
	struct fault *fault)
{
	char name[PATH_MAX];
	struct update_file *file;
	struct stat info;

	if (!staging_name(name, path, fault))
		return false;
	file = claim(update, path, name, true);
	if (!file) {
		errno = EEXIST;
		return staging_fail(fault, "write", name);
	}
	if (staging_has(update->old_fd, name, bytes, &info) &&
		keep(update, file, name, &info))
		return true;
	if (file->has && !file_unlink(update->fd, name))
		return staging_fail(fault, "replace", name);
	file->has = 0;
	if (!staging_write(update->fd, name, bytes, &info, fault))
		return false;
	file->has = footprint_of(path, &info);
	return true;
}

bool update_remove_empty(int fd, char *path, struct fault *fault)
{
	char *cut;

	while ((cut = strrchr(path, '/'))) {
		int result;

		*cut = '\0';
		do
			result = unlinkat(fd, path, AT_REMOVEDIR);
		while (result && errno == EINTR);
		if (!result || errno == ENOENT)
			continue;
		return errno == ENOTEMPTY || errno == EEXIST ||
			staging_fail(fault, "remove folder", path);
	}
	return true;
}

bool update_drop(struct update *update, struct str path, struct fault *fault)
{
	char name[PATH_MAX];
	struct update_file *file;

	if (!staging_name(name, path, fault))
		return false;
	file = claim(update, path, name, false);
	if (!file->has)
		return true;
	if (!file_unlink(update->fd, name))
		return staging_fail(fault, "remove", name);
	file->has = 0;
	return update_remove_empty(update->fd, name, fault);
}

uint64_t update_footprint(const struct update *update, uint64_t before)
{
	vec_each(struct update_file *const, file, &update->files)
		before += (*file)->has - (*file)->had;
	return before;
}

void update_differences(const struct update *update, struct buf *out)
{
	vec_each(struct update_file *const, file, &update->files)
		if ((*file)->has != (*file)->had)
			packing_text(out, (*file)->path);
}
