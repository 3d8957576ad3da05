#include "io/sink_walk.h"

#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/vec.h"
#include "io/file.h"

enum { THREADS_MAX = 8 };

/* The folders that are still to be gone through. */
struct queue {
	struct sink_walk *walk;
	pthread_mutex_t lock; /* over all that follows */
	pthread_cond_t more; /* a folder was added, or there is an end */
	struct arena arena;
	VEC(struct str) folders;
	size_t busy; /* folders that a thread is at */
	bool bad; /* there is no going on */
};

/* One thread's own. */
struct walker {
	struct queue *queue;
	char path[PATH_MAX];
};

static void add_folder(struct queue *queue, struct str path)
{
	pthread_mutex_lock(&queue->lock);
	*vec_push(&queue->folders, &queue->arena) =
		arena_join(&queue->arena, path, STR("/"));
	pthread_cond_signal(&queue->more);
	pthread_mutex_unlock(&queue->lock);
}

/* Wait for the next folder; false: that was all. */
static bool next_folder(struct queue *queue, struct str *path)
{
	bool found;

	pthread_mutex_lock(&queue->lock);
	while (!queue->bad && !queue->folders.len && queue->busy)
		pthread_cond_wait(&queue->more, &queue->lock);
	found = !queue->bad && queue->folders.len;
	if (found) {
		*path = queue->folders.items[--queue->folders.len];
		queue->busy++;
	}
	pthread_mutex_unlock(&queue->lock);
	return found;
}

static void end_folder(struct queue *queue, bool ok)
{
	pthread_mutex_lock(&queue->lock);
	queue->busy--;
	queue->bad = queue->bad || !ok;
	pthread_cond_broadcast(&queue->more);
	pthread_mutex_unlock(&queue->lock);
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
	struct sink_walk *walk = walker->queue->walk;
	struct str name = str_of(entry->d_name);
	struct str path = str_make(walker->path, len + name.len);

	if (str_eq(name, STR(".")) || str_eq(name, STR("..")))
		return true;
	if (path.len >= sizeof walker->path)
		return false;
	memcpy(walker->path + len, name.ptr, name.len + 1);
	if (!is_folder(fd, entry))
		return walk->file(walk, fd, path, walker->path + len);
	add_folder(walker->queue, path);
	return true;
}

static bool go_through(struct walker *walker, struct str path)
{
	struct sink_walk *walk = walker->queue->walk;
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
	struct walker walker = {.queue = context};
	struct str path;

	while (next_folder(walker.queue, &path))
		end_folder(walker.queue, go_through(&walker, path));
	return NULL;
}

bool sink_walk(struct sink_walk *walk)
{
	struct queue queue = {.walk = walk,
		.lock = PTHREAD_MUTEX_INITIALIZER,
		.more = PTHREAD_COND_INITIALIZER};
	pthread_t threads[THREADS_MAX];
	unsigned n = 0;

	*vec_push(&queue.folders, &queue.arena) = STR("");
	while (n + 1 < walk->threads && n < THREADS_MAX &&
		!pthread_create(&threads[n], NULL, go, &queue))
		n++;
	go(&queue);
	while (n)
		pthread_join(threads[--n], NULL);
	arena_release(&queue.arena);
	return !queue.bad;
}
