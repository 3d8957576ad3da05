/*
 * A folder as a sink. Beside "site" stands ".site.guildhall", which stays:
 * in it "lock", held while we build, and "stage", the site that is being
 * written. An unchanged file is a hard link to the one that stands.
 */

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/map.h"
#include "io/file.h"
#include "io/sink.h"

enum { FOLDER_MODE = 0755, COMPARE_STEP = 1 << 16 };

struct folder_sink {
	struct sink sink;
	struct arena arena; /* names, and the map of folders made */
	const char *name; /* "site" */
	const char *work; /* ".site.guildhall" */
	int parent; /* the folder that both stand in */
	int work_fd;
	int lock_fd;
	int old_fd; /* the site that stands, or -1 */
	int stage_fd;
	pthread_mutex_t lock; /* over what follows */
	struct map folders; /* made in the stage so far */
	size_t kept;
};

static bool fail(struct fault *fault, const char *what, const char *path)
{
	return fault_errno(fault, EXIT_OUTPUT, "cannot %s %s", what, path);
}

static bool same_bytes(int fd, struct str bytes)
{
	char block[COMPARE_STEP];

	while (bytes.len) {
		ssize_t got = read(fd, block, sizeof block);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0 || (size_t)got > bytes.len ||
			memcmp(block, bytes.ptr, (size_t)got) != 0)
			return false;
		bytes = str_from(bytes, (size_t)got);
	}
	return true;
}

/* Does the site that stands hold the file with just these bytes? */
static bool stands_already(
	const struct folder_sink *folder, const char *path, struct str bytes)
{
	struct stat info;
	bool same = false;
	int fd;

	if (folder->old_fd < 0)
		return false;
	fd = file_open_beneath(folder->old_fd, path, O_RDONLY | O_NONBLOCK);
	if (fd < 0)
		return false;
	if (!fstat(fd, &info) && S_ISREG(info.st_mode) &&
		(uint64_t)info.st_size == bytes.len)
		same = same_bytes(fd, bytes);
	close(fd);
	return same;
}

/* Make the folders that PATH needs in the stage. */
static bool make_folders(
	struct folder_sink *folder, struct str path, struct fault *fault)
{
	bool ok = true;

	pthread_mutex_lock(&folder->lock);
	for (size_t at = str_chr(path, '/', 0); ok && at < path.len;
		at = str_chr(path, '/', at + 1)) {
		struct str name = str_sub(path, 0, at);

		if (map_get(&folder->folders, name))
			continue;
		name = arena_dup(&folder->arena, name);
		map_add(&folder->folders, &folder->arena, name, folder);
		if (mkdirat(folder->stage_fd, name.ptr, FOLDER_MODE) &&
			errno != EEXIST)
			ok = fail(fault, "make folder", name.ptr);
	}
	pthread_mutex_unlock(&folder->lock);
	return ok;
}

static bool write_new(struct folder_sink *folder, const char *path,
	struct str bytes, struct fault *fault)
{
	int fd = file_open_beneath(
		folder->stage_fd, path, O_WRONLY | O_CREAT | O_EXCL);
	bool ok;

	if (fd < 0)
		return fail(fault, "write", path);
	ok = file_write_fd(fd, bytes) || fail(fault, "write", path);
	if (close(fd) && ok)
		ok = fail(fault, "write", path);
	return ok;
}

static bool link_old(struct folder_sink *folder, const char *path)
{
	if (linkat(folder->old_fd, path, folder->stage_fd, path, 0))
		return false;
	pthread_mutex_lock(&folder->lock);
	folder->kept++;
	pthread_mutex_unlock(&folder->lock);
	return true;
}

static bool put(struct sink *sink, struct str path, struct str bytes,
	struct fault *fault)
{
	struct folder_sink *folder = (struct folder_sink *)sink;
	char name[PATH_MAX];

	if (path.len >= sizeof name) {
		errno = ENAMETOOLONG;
		return fail(fault, "write", "a file of the site");
	}
	memcpy(name, path.ptr, path.len);
	name[path.len] = '\0';
	if (!make_folders(folder, path, fault))
		return false;
	if (stands_already(folder, name, bytes) && link_old(folder, name))
		return true;
	return write_new(folder, name, bytes, fault);
}

/*
 * Put the stage where the site belongs; what stood there becomes the stage.
 * Called again, it puts both back.
 */
static bool swap(struct folder_sink *folder)
{
	if (!renameat2(folder->work_fd, "stage", folder->parent, folder->name,
		    RENAME_EXCHANGE))
		return true;
	if (errno != ENOENT)
		return false;
	return !renameat2(folder->work_fd, "stage", folder->parent,
		       folder->name, RENAME_NOREPLACE) ||
		(errno == ENOENT &&
			!renameat2(folder->parent, folder->name,
				folder->work_fd, "stage", RENAME_NOREPLACE));
}

static bool commit(struct sink *sink, struct fault *fault)
{
	struct folder_sink *folder = (struct folder_sink *)sink;

	if (syncfs(folder->stage_fd))
		return fail(fault, "save", folder->name);
	if (!swap(folder))
		return fail(
			fault, "put the new site in place of", folder->name);
	if (!fsync(folder->parent) || errno == EINVAL)
		return true;
	fail(fault, "save", folder->name);
	swap(folder); /* what cannot be kept is not shown */
	return false;
}

static void close_fd(int fd)
{
	if (fd >= 0)
		close(fd);
}

static void close_folder(struct sink *sink)
{
	struct folder_sink *folder = (struct folder_sink *)sink;

	close_fd(folder->old_fd);
	if (folder->stage_fd >= 0)
		file_remove_tree(folder->work_fd, "stage");
	close_fd(folder->stage_fd);
	close_fd(folder->lock_fd);
	close_fd(folder->work_fd);
	close_fd(folder->parent);
	pthread_mutex_destroy(&folder->lock);
	arena_release(&folder->arena);
	free(folder);
}

/* A home, and whatever is in a repository's own folder, is no place for it. */
static bool is_refused(struct arena *arena, const char *parent, struct str name)
{
	char real[PATH_MAX];
	const char *home = getenv("HOME");
	struct str whole;

	if (!realpath(parent, real))
		return false;
	whole = arena_printf(arena, "%s/%.*s",
		str_eq(str_of(real), STR("/")) ? "" : real, STR_ARG(name));
	return (home && str_eq(whole, str_of(home))) ||
		str_ends(whole, STR("/.git")) ||
		str_find(whole, STR("/.git/"), 0) < whole.len;
}

/* Split PATH into the folder it stands in and its name. */
static bool open_parent(
	struct folder_sink *folder, struct str path, struct fault *fault)
{
	size_t cut;
	struct str name, where;

	while (path.len > 1 && path.ptr[path.len - 1] == '/')
		path.len--;
	cut = str_rchr(path, '/');
	name = cut < path.len ? str_from(path, cut + 1) : path;
	where = cut == path.len ? STR(".")
		: cut == 0	? STR("/")
				: str_sub(path, 0, cut);
	where = arena_dup(&folder->arena, where);
	if (!name.len || str_eq(name, STR(".")) || str_eq(name, STR("..")) ||
		is_refused(&folder->arena, where.ptr, name))
		return fault_set(fault, EXIT_USAGE,
			"the site cannot be written to \"%.*s\": name a folder "
			"of its own",
			STR_ARG(path));
	folder->name = arena_dup(&folder->arena, name).ptr;
	folder->work =
		arena_printf(&folder->arena, ".%.*s.guildhall", STR_ARG(name))
			.ptr;
	folder->parent = open(where.ptr, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return folder->parent >= 0 ||
		fault_errno(fault, EXIT_USAGE, "cannot open %s", where.ptr);
}

static bool is_empty(int fd)
{
	int again = openat(fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *stream = again < 0 ? NULL : fdopendir(again);
	size_t entries = 0;

	if (!stream) {
		close_fd(again);
		return false;
	}
	while (readdir(stream))
		entries++;
	closedir(stream);
	return entries <= 2; /* "." and ".." */
}

/*
 * The folder that stands must be ours, or empty. It is looked at before
 * anything is made beside it, and again once no other builder can change it.
 */
static bool open_old(struct folder_sink *folder, struct fault *fault)
{
	close_fd(folder->old_fd);
	folder->old_fd = openat(folder->parent, folder->name,
		O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (folder->old_fd < 0)
		return errno == ENOENT || fail(fault, "open", folder->name);
	if (!faccessat(folder->old_fd, FILE_MANIFEST, F_OK, 0) ||
		is_empty(folder->old_fd))
		return true;
	return fault_set(fault, EXIT_USAGE,
		"%s is not empty and was not made by guildhall; name another "
		"folder with -d",
		folder->name);
}

static bool open_work(struct folder_sink *folder, struct fault *fault)
{
	if (mkdirat(folder->parent, folder->work, FOLDER_MODE) &&
		errno != EEXIST)
		return fail(fault, "make folder", folder->work);
	folder->work_fd = openat(folder->parent, folder->work,
		O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	return folder->work_fd >= 0 || fail(fault, "open", folder->work);
}

/* Only one builder at a time. The system gives a dead builder's lock back. */
static bool take_lock(
	struct folder_sink *folder, bool wait, struct fault *fault)
{
	int how = wait ? LOCK_EX : LOCK_EX | LOCK_NB;

	folder->lock_fd =
		file_open_beneath(folder->work_fd, "lock", O_WRONLY | O_CREAT);
	if (folder->lock_fd < 0)
		return fail(fault, "lock", folder->name);
	while (flock(folder->lock_fd, how)) {
		if (errno == EINTR)
			continue;
		if (errno == EWOULDBLOCK)
			return fault_set(fault, EXIT_BUSY,
				"another guildhall is writing %s; try again, "
				"or use --wait",
				folder->name);
		return fail(fault, "lock", folder->name);
	}
	return true;
}

/* A new empty stage; what a killed builder left of its own is removed. */
static bool open_stage(struct folder_sink *folder, struct fault *fault)
{
	if (!file_remove_tree(folder->work_fd, "stage") ||
		mkdirat(folder->work_fd, "stage", FOLDER_MODE))
		return fail(fault, "make folder", "stage");
	folder->stage_fd = openat(folder->work_fd, "stage",
		O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	return folder->stage_fd >= 0 || fail(fault, "open", "stage");
}

struct sink *sink_open_folder(struct str path, bool wait, struct fault *fault)
{
	struct folder_sink *folder = base_calloc(1, sizeof *folder);

	folder->sink = (struct sink){put, commit, close_folder};
	folder->parent = folder->work_fd = folder->lock_fd = -1;
	folder->old_fd = folder->stage_fd = -1;
	pthread_mutex_init(&folder->lock, NULL);
	if (open_parent(folder, path, fault) && open_old(folder, fault) &&
		open_work(folder, fault) && take_lock(folder, wait, fault) &&
		open_old(folder, fault) && open_stage(folder, fault))
		return &folder->sink;
	close_folder(&folder->sink);
	return NULL;
}

size_t sink_folder_kept(const struct sink *sink)
{
	return ((const struct folder_sink *)sink)->kept;
}
