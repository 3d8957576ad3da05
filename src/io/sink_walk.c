#include "io/sink_walk.h"

#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/vec.h"
#include "io/file.h"

enum { THREADS_MAX = 8 };

/* A walk under way: the folders that are still to be gone through. */
struct sink_walking {
	struct sink_walk *walk;
	pthread_t threads[THREADS_MAX];
	unsigned thread_count;
	pthread_mutex_t lock; /* over all that follows */
	pthread_cond_t more; /* a folder was added, or there is an end */
	struct arena arena;
	VEC(struct str) folders;
	size_t busy; /* folders that a thread is at */
	bool bad; /* there is no going on */
};

/* One thread's own. */
struct walker {
	struct sink_walking *walking;
	char path[PATH_MAX];
};

static void add_folder(struct sink_walking *walking, struct str path)
{
	pthread_mutex_lock(&walking->lock);
	*vec_push(&walking->folders, &walking->arena) =
		arena_join(&walking->arena, path, STR("/"));
	pthread_cond_signal(&walking->more);
	pthread_mutex_unlock(&walking->lock);
}

/* Wait for the next folder; false: that was all. */
static bool next_folder(struct sink_walking *walking, struct str *path)
{
	bool found;

	pthread_mutex_lock(&walking->lock);
	while (!walking->bad && !walking->folders.len && walking->busy)
		pthread_cond_wait(&walking->more, &walking->lock);
	found = !walking->bad && walking->folders.len;
	if (found) {
		*path = walking->folders.items[--walking->folders.len];
		walking->busy++;
	}
	pthread_mutex_unlock(&walking->lock);
	return found;
}

static void end_folder(struct sink_walking *walking, bool ok)
{
	pthread_mutex_lock(&walking->lock);
	walking->busy--;
	walking->bad = walking->bad || !ok;
	pthread_cond_broadcast(&walking->more);
	pthread_mutex_unlock(&walking->lock);
}

/* Is it a folder? Not all file systems say so in passing. */
static bool is_folder(int fd, const struct dirent *entry)
{
	struct stat info;

	if (entry->d_type != DT_UNKNOWN)
		return entry->d_type == DT_DIR;
	return !fstatat(fd, entry->d_name, &info, AT_SYMLINK_NOFOLLOW) &&
		S_ISDIR(info.st_mode);
}

/* PATH holds the folder's own up to LEN. */
static bool go_to_entry(
	struct walker *walker, int fd, size_t len, const struct dirent *entry)
{
	struct sink_walk *walk = walker->walking->walk;
	struct str name = str_of(entry->d_name);
	struct str path = str_make(walker->path, len + name.len);

	if (str_eq(name, STR(".")) || str_eq(name, STR("..")))
		return true;
	if (path.len >= sizeof walker->path)
		return false;
	memcpy(walker->path + len, name.ptr, name.len + 1);
	if (!is_folder(fd, entry))
		return walk->file(walk, fd, path, walker->path + len);
	add_folder(walker->walking, path);
	return true;
}

static bool go_through(struct walker *walker, struct str path)
{
	struct sink_walk *walk = walker->walking->walk;
	int fd = file_open_beneath(walk->fd, path.len ? path.ptr : ".",
		O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
	DIR *stream = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *entry;
	bool ok;

	if (!stream) {
		if (fd >= 0)
			close(fd);
		return false;
	}
	memcpy(walker->path, path.ptr, path.len);
	ok = walk->folder(walk, fd, path);
	while (ok && (entry = readdir(stream)))
		ok = go_to_entry(walker, fd, path.len, entry);
	closedir(stream);
	return ok;
}

static void *go(void *context)
{
	struct walker walker = {.walking = context};
	struct str path;

	while (next_folder(walker.walking, &path))
		end_folder(walker.walking, go_through(&walker, path));
	return NULL;
}

struct sink_walking *sink_walk_begin(struct sink_walk *walk)
{
	struct sink_walking *walking = base_calloc(1, sizeof *walking);
	unsigned n = 0;

	walking->walk = walk;
	pthread_mutex_init(&walking->lock, NULL);
	pthread_cond_init(&walking->more, NULL);
	*vec_push(&walking->folders, &walking->arena) = STR("");
	while (n < walk->threads && n < THREADS_MAX &&
		!pthread_create(&walking->threads[n], NULL, go, walking))
		n++;
	walking->thread_count = n;
	return walking;
}

bool sink_walk_end(struct sink_walking *walking)
{
	bool ok;

	go(walking);
	while (walking->thread_count)
		pthread_join(walking->threads[--walking->thread_count], NULL);
	ok = !walking->bad;
	pthread_cond_destroy(&walking->more);
	pthread_mutex_destroy(&walking->lock);
	arena_release(&walking->arena);
	free(walking);
	return ok;
}

bool sink_walk(struct sink_walk *walk)
{
	return sink_walk_end(sink_walk_begin(walk));
}
