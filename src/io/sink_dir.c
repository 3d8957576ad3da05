/*
 * A folder as a sink. Beside "site" stands ".site.guildhall", which stays:
 * in it "lock", held while we build, "stage", the site that is being written,
 * and "memory", what there is to know of the site that stands. An unchanged
 * file is a hard link to the one that stands. Where builds go on from what
 * stands, "stage" and "spare" are there between them, too (sink_spare.h), and
 * the past that they leave (sink_past.h).
 */

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
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
#include "io/sink_past.h"
#include "io/sink_stage.h"

/* Threads that look at the site that stands, until it is asked about: then the
 * one that asks does, too. */
enum { LOOKERS = 1 };

/* The site that stands. */
struct standing {
	struct footprinting *looking; /* NULL: nobody is */
	uint64_t footprint;
	struct buf folders; /* as they look */
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
	struct sink_stage stage;
	struct str last; /* the memory of the site that stands; or empty */
	uint64_t footprint; /* that it was remembered with */
	struct pasts pasts;
	struct standing standing;
	bool looked; /* there is one, and a memory of it */
};

static const struct memo memo = {"memory", "guildhall memory 2\n"};

/* The memory starts with what this sink has to know itself. */
static void read_memory(struct folder_sink *folder)
{
	struct unpacking from = {
		memo_read(&memo, folder->work_fd, &folder->arena), false};

	folder->footprint = unpack_number(&from);
	pasts_unpack(&folder->pasts, &from, &folder->arena);
	if (!from.bad)
		folder->last = from.rest;
}

static void start_looking(struct folder_sink *folder)
{
	folder->looked = folder->old_fd >= 0 && folder->last.len;
	if (folder->looked)
		folder->standing.looking =
			footprint_begin(folder->old_fd, LOOKERS);
}

static void end_looking(struct standing *standing)
{
	if (standing->looking)
		standing->known = footprint_end(standing->looking,
			&standing->footprint, &standing->folders);
	standing->looking = NULL;
}

static struct str recall(struct sink *sink)
{
	struct folder_sink *folder = (struct folder_sink *)sink;

	return folder->looked ? folder->last : STR("");
}

static bool is_intact(struct sink *sink)
{
	struct folder_sink *folder = (struct folder_sink *)sink;

	end_looking(&folder->standing);
	return folder->looked && folder->standing.known &&
		folder->footprint == folder->standing.footprint;
}

static bool go_on(struct sink *sink, struct fault *fault)
{
	struct folder_sink *folder = (struct folder_sink *)sink;

	return (is_intact(sink) && sink_stage_go_on(&folder->stage)) ||
		fault_set(fault, EXIT_OUTPUT, "cannot go on from %s",
			folder->name);
}

static bool put(struct sink *sink, struct str path, struct str bytes,
	struct fault *fault)
{
	return sink_stage_put(
		&((struct folder_sink *)sink)->stage, path, bytes, fault);
}

static bool drop(struct sink *sink, struct str path, struct fault *fault)
{
	return sink_stage_drop(
		&((struct folder_sink *)sink)->stage, path, fault);
}

static bool stands(struct sink *sink, struct str path, struct buf *out)
{
	return staging_read(((struct folder_sink *)sink)->old_fd, path, out);
}

static struct str past(struct sink *sink, enum sink_past which)
{
	struct folder_sink *folder = (struct folder_sink *)sink;

	return folder->looked
		? pasts_map(&folder->pasts, folder->work_fd, which)
		: STR("");
}

static void leave(struct sink *sink, enum sink_past which, uint64_t offset,
	const struct str *pieces, size_t n)
{
	struct folder_sink *folder = (struct folder_sink *)sink;

	pasts_leave(&folder->pasts, folder->work_fd, which, offset, pieces, n,
		&folder->arena);
}

/* What was left is written first: then the memory tells of all there is. */
static void remember(struct folder_sink *folder)
{
	struct buf body = BUF_INIT(BUF_LARGE);
	uint64_t footprint;
	bool known = folder->sink.memory.len &&
		sink_stage_see(&folder->stage, folder->footprint, &footprint);

	pasts_keep(&folder->pasts, folder->work_fd, &folder->arena);
	if (known) {
		packing_number(&body, footprint);
		pasts_pack(&folder->pasts, &body);
		buf_put(&body, folder->sink.memory);
	}
	if (known && !buf_is_over(&body)) {
		memo_write(&memo, folder->work_fd, buf_str(&body));
		sink_stage_keep(&folder->stage, footprint,
			buf_str(&folder->standing.folders));
	} else {
		file_unlink(folder->work_fd, memo.name);
	}
	buf_release(&body);
}

static void close_fd(int fd)
{
	if (fd >= 0)
		close(fd);
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

	end_looking(&folder->standing);
	if (!sink_stage_is_ready(&folder->stage, fault))
		return false;
	if (!file_sync_all(folder->stage.fd))
		return staging_fail(fault, "save", folder->name);
	if (!swap(folder))
		return staging_fail(
			fault, "put the new site in place of", folder->name);
	if (file_sync(folder->parent)) {
		sink->kept = folder->stage.goes_on ? folder->stage.update.same
						   : folder->stage.staging.kept;
		remember(folder);
		return true;
	}
	staging_fail(fault, "save", folder->name);
	swap(folder); /* what cannot be kept is not shown */
	return false;
}

static void close_folder(struct sink *sink)
{
	struct folder_sink *folder = (struct folder_sink *)sink;

	end_looking(&folder->standing);
	sink_stage_close(&folder->stage);
	pasts_release(&folder->pasts, folder->work_fd);
	buf_release(&folder->standing.folders);
	close_fd(folder->old_fd);
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

/* What readers may see no more lies there one build longer. */
static void hide_from_others(int fd)
{
	struct stat info;

	if (!fstat(fd, &info) && (info.st_mode & S_IRWXO))
		fchmod(fd, info.st_mode & (S_IRWXU | S_IRWXG));
}

static bool open_work(struct folder_sink *folder, struct fault *fault)
{
	if (!file_make_folder(folder->parent, folder->work))
		return staging_fail(fault, "make folder", folder->work);
	folder->work_fd = openat(folder->parent, folder->work,
		O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (folder->work_fd < 0)
		return staging_fail(fault, "open", folder->work);
	hide_from_others(folder->work_fd);
	return true;
}

/* With the memory of the site that stands, which tells if there is a spare. */
static bool open_stage(struct folder_sink *folder, struct fault *fault)
{
	struct str spare = STR("");

	read_memory(folder);
	if (folder->last.len && folder->old_fd >= 0)
		spare = spare_recall(
			folder->work_fd, folder->footprint, &folder->arena);
	return sink_stage_open(
		&folder->stage, folder->work_fd, folder->old_fd, spare, fault);
}

struct sink *sink_open_folder(struct str path, bool wait, struct fault *fault)
{
	struct folder_sink *folder = base_calloc(1, sizeof *folder);

	folder->sink = (struct sink){.put = put,
		.commit = commit,
		.recall = recall,
		.is_intact = is_intact,
		.go_on = go_on,
		.drop = drop,
		.stands = stands,
		.past = past,
		.leave = leave,
		.close = close_folder};
	folder->standing.folders = (struct buf)BUF_INIT(BUF_LARGE);
	folder->parent = folder->work_fd = folder->lock_fd = -1;
	folder->old_fd = -1;
	sink_stage_init(&folder->stage);
	if (open_parent(folder, path, fault) && open_old(folder, fault) &&
		open_work(folder, fault) &&
		staging_take_lock(folder->work_fd, "writing", folder->name,
			wait, &folder->lock_fd, fault) &&
		open_old(folder, fault) && open_stage(folder, fault)) {
		start_looking(folder);
		return &folder->sink;
	}
	close_folder(&folder->sink);
	return NULL;
}
