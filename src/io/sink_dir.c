/*
 * A folder as a sink. Beside "site" stands ".site.guildhall", which stays:
 * in it "lock", held while we build, "stage", the site that is being written,
 * and "memory", what there is to know of the site that stands. An unchanged
 * file is a hard link to the one that stands.
 */

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io/file.h"
#include "io/footprint.h"
#include "io/memo.h"
#include "io/packing.h"
#include "io/sink.h"
#include "io/staging.h"

/* The site that stands, looked over by a thread of its own. */
struct standing {
	int fd; /* of its folder */
	uint64_t footprint;
	bool known; /* all of it could be seen */
};

struct folder_sink {
	struct sink sink;
	struct arena arena; /* names */
	const char *name; /* "site" */
	const char *work; /* ".site.guildhall" */
	int parent; /* the folder that both stand in */
	int work_fd;
	int lock_fd;
	int old_fd; /* the site that stands, or -1 */
	int stage_fd;
	struct staging staging;
	struct str last; /* the memory of the site that stands; or empty */
	struct standing standing;
	bool looking; /* the thread runs */
	pthread_t looker;
};

static const struct memo memo = {"memory", "guildhall memory 1\n"};

static void *look(void *context)
{
	struct standing *standing = context;

	standing->known =
		footprint_of_folder(standing->fd, &standing->footprint);
	return NULL;
}

static void start_looking(struct folder_sink *folder)
{
	folder->last = memo_read(&memo, folder->work_fd, &folder->arena);
	folder->standing.fd = folder->old_fd;
	folder->looking = folder->old_fd >= 0 && folder->last.len &&
		!pthread_create(&folder->looker, NULL, look, &folder->standing);
}

static void end_looking(struct folder_sink *folder)
{
	if (folder->looking)
		pthread_join(folder->looker, NULL);
	folder->looking = false;
}

/* The memory starts with the footprint of the site it is of. */
static struct str recall(struct sink *sink)
{
	struct folder_sink *folder = (struct folder_sink *)sink;
	struct unpacking from = {folder->last, false};
	uint64_t footprint = unpack_number(&from);

	end_looking(folder);
	return !from.bad && folder->standing.known &&
			footprint == folder->standing.footprint
		? from.rest
		: STR("");
}

static void remember(struct folder_sink *folder)
{
	struct buf body = BUF_INIT(BUF_LARGE);

	packing_number(&body, folder->staging.footprint);
	buf_put(&body, folder->sink.memory);
	if (folder->sink.memory.len && !buf_is_over(&body))
		memo_write(&memo, folder->work_fd, buf_str(&body));
	else
		file_unlink(folder->work_fd, memo.name);
	buf_release(&body);
}

static bool put(struct sink *sink, struct str path, struct str bytes,
	struct fault *fault)
{
	return staging_put(
		&((struct folder_sink *)sink)->staging, path, bytes, fault);
}

/*
 * Put the stage where the site belongs; what stood there becomes the stage.
 * Called again, it puts both back.
 */
static bool swap(struct folder_sink *folder)
{
	if (file_exchange(folder->work_fd, "stage", folder->parent,
		    folder->name, RENAME_EXCHANGE))
		return true;
	if (errno != ENOENT)
		return false;
	return file_exchange(folder->work_fd, "stage", folder->parent,
		       folder->name, RENAME_NOREPLACE) ||
		(errno == ENOENT &&
			file_exchange(folder->parent, folder->name,
				folder->work_fd, "stage", RENAME_NOREPLACE));
}

static bool commit(struct sink *sink, struct fault *fault)
{
	struct folder_sink *folder = (struct folder_sink *)sink;

	if (!file_sync_all(folder->stage_fd))
		return staging_fail(fault, "save", folder->name);
	if (!swap(folder))
		return staging_fail(
			fault, "put the new site in place of", folder->name);
	if (file_sync(folder->parent)) {
		remember(folder);
		return true;
	}
	staging_fail(fault, "save", folder->name);
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

	end_looking(folder);
	close_fd(folder->old_fd);
	if (folder->stage_fd >= 0)
		file_remove_tree(folder->work_fd, "stage");
	close_fd(folder->stage_fd);
	close_fd(folder->lock_fd);
	close_fd(folder->work_fd);
	close_fd(folder->parent);
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
		return errno == ENOENT ||
			staging_fail(fault, "open", folder->name);
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
	if (!file_make_folder(folder->parent, folder->work))
		return staging_fail(fault, "make folder", folder->work);
	folder->work_fd = openat(folder->parent, folder->work,
		O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	return folder->work_fd >= 0 ||
		staging_fail(fault, "open", folder->work);
}

/* A new empty stage; what a killed builder left of its own is removed. */
static bool open_stage(struct folder_sink *folder, struct fault *fault)
{
	if (!file_remove_tree(folder->work_fd, "stage") ||
		!file_make_folder(folder->work_fd, "stage"))
		return staging_fail(fault, "make folder", "stage");
	folder->stage_fd = openat(folder->work_fd, "stage",
		O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	return folder->stage_fd >= 0 || staging_fail(fault, "open", "stage");
}

struct sink *sink_open_folder(struct str path, bool wait, struct fault *fault)
{
	struct folder_sink *folder = base_calloc(1, sizeof *folder);

	folder->sink = (struct sink){.put = put,
		.commit = commit,
		.recall = recall,
		.close = close_folder};
	folder->parent = folder->work_fd = folder->lock_fd = -1;
	folder->old_fd = folder->stage_fd = -1;
	if (open_parent(folder, path, fault) && open_old(folder, fault) &&
		open_work(folder, fault) &&
		staging_take_lock(folder->work_fd, "writing", folder->name,
			wait, &folder->lock_fd, fault) &&
		open_old(folder, fault) && open_stage(folder, fault)) {
		folder->staging.fd = folder->stage_fd;
		folder->staging.old_fd = folder->old_fd;
		start_looking(folder);
		return &folder->sink;
	}
	close_folder(&folder->sink);
	return NULL;
}

size_t sink_folder_kept(const struct sink *sink)
{
	return ((const struct folder_sink *)sink)->staging.kept;
}
