#include "io/releases.h"

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
#include "io/release_check.h"
#include "io/staging.h"

#define WORK ".guildhall"
#define STAGE "stage"
#define TRASH "trash"
#define RELEASES "releases"
#define CURRENT "current"
#define BEFORE "before"

enum { KEPT = 3, SUFFIXES = 1000 };

struct releases {
	struct arena arena;
	VEC(struct str) editions; /* of the new release */
	const char *path;
	int top; /* the folder */
	int work; /* .guildhall */
	int lock;
	int releases;
	int stage; /* the new release, or -1 */
	struct str current; /* name of the live release, or empty */
	bool unchanged;
};

static void close_fd(int fd)
{
	if (fd >= 0)
		close(fd);
}

static int open_folder(int dir, const char *path)
{
	return openat(
		dir, path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

static bool make_folder(int dir, const char *path, int *fd, struct fault *fault)
{
	if (!file_make_folder(dir, path))
		return staging_fail(fault, "make folder", path);
	*fd = open_folder(dir, path);
	return *fd >= 0 || staging_fail(fault, "open", path);
}

/* The name that a link leads to, without folders; empty: no such link. */
static struct str read_link(struct arena *arena, int dir, const char *path)
{
	char target[PATH_MAX];
	ssize_t len = readlinkat(dir, path, target, sizeof target);
	struct str whole;

	if (len <= 0 || (size_t)len == sizeof target)
		return STR("");
	whole = str_make(target, (size_t)len);
	return arena_dup(arena, str_from(whole, str_rchr(whole, '/') + 1));
}

/* Opening. */

/* Nothing but what is ours may be in the folder. */
static bool is_ours(int fd)
{
	int listed = openat(fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *stream = listed < 0 ? NULL : fdopendir(listed);
	struct dirent *entry;
	bool ours = true;

	if (!stream) {
		close_fd(listed);
		return false;
	}
	while ((entry = readdir(stream)))
		if (entry->d_name[0] != '.')
			ours = false;
	closedir(stream);
	return ours || !faccessat(fd, RELEASES, F_OK, AT_SYMLINK_NOFOLLOW);
}

static bool open_top(
	struct releases *releases, struct str path, struct fault *fault)
{
	struct stat info;

	releases->path = arena_dup(&releases->arena, path).ptr;
	if (!path.len)
		return fault_set(fault, EXIT_USAGE,
			"name the folder to publish to with --to");
	if (!file_make_folder(AT_FDCWD, releases->path))
		return fault_errno(fault,
			errno == ENOENT || errno == ENOTDIR ? EXIT_USAGE
							    : EXIT_OUTPUT,
			"cannot make folder %s", releases->path);
	releases->top =
		open(releases->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (releases->top < 0)
		return fault_errno(
			fault, EXIT_USAGE, "cannot open %s", releases->path);
	if (!is_ours(releases->top) ||
		(!fstatat(releases->top, CURRENT, &info, AT_SYMLINK_NOFOLLOW) &&
			!S_ISLNK(info.st_mode)))
		return fault_set(fault, EXIT_USAGE,
			"%s holds something that guildhall did not publish; "
			"name an empty folder with --to",
			releases->path);
	return true;
}

/* What a killed publisher left. */
static bool reap(struct releases *releases, struct fault *fault)
{
	return (file_remove_tree(releases->work, STAGE) &&
		       file_remove_tree(releases->work, TRASH) &&
		       file_unlink(releases->work, CURRENT)) ||
		staging_fail(fault, "clear", WORK);
}

struct releases *releases_open(struct str path, bool wait, struct fault *fault)
{
	struct releases *releases = base_calloc(1, sizeof *releases);

	releases->top = releases->work = releases->lock = -1;
	releases->releases = releases->stage = -1;
	if (open_top(releases, path, fault) &&
		make_folder(releases->top, WORK, &releases->work, fault) &&
		staging_take_lock(releases->work, "publishing to",
			releases->path, wait, &releases->lock, fault) &&
		reap(releases, fault) &&
		make_folder(
			releases->top, RELEASES, &releases->releases, fault)) {
		releases->current =
			read_link(&releases->arena, releases->top, CURRENT);
		return releases;
	}
	releases_close(releases);
	return NULL;
}

void releases_close(struct releases *releases)
{
	if (!releases)
		return;
	if (releases->stage >= 0)
		file_remove_tree(releases->work, STAGE);
	close_fd(releases->stage);
	close_fd(releases->releases);
	close_fd(releases->lock);
	close_fd(releases->work);
	close_fd(releases->top);
	arena_release(&releases->arena);
	free(releases);
}

/* A release of a commit that has one already is called "COMMIT.2". */
struct str releases_commit(const struct releases *releases)
{
	struct str name = releases->current;

	return str_sub(name, 0, str_chr(name, '.', 0));
}

bool releases_unchanged(const struct releases *releases)
{
	return releases->unchanged;
}

/* The folder of an edition of a release, or -1. */
static int open_edition(
	const struct releases *releases, struct str release, struct str edition)
{
	char path[PATH_MAX];

	if (!release.len)
		return -1;
	snprintf(path, sizeof path, "%.*s/%.*s", STR_ARG(release),
		STR_ARG(edition));
	return open_folder(releases->releases, path);
}

struct str releases_manifest(const struct releases *releases,
	struct str edition, struct arena *arena)
{
	int fd = open_edition(releases, releases->current, edition);
	struct buf bytes = BUF_INIT(BUF_LARGE);
	struct fault ignored = FAULT_INIT;
	struct str text = STR("");

	if (fd >= 0 && file_read(fd, FILE_MANIFEST, &bytes, &ignored))
		text = arena_dup(arena, buf_str(&bytes));
	close_fd(fd);
	buf_release(&bytes);
	return text;
}

/* Writing. */

struct edition_sink {
	struct sink sink;
	struct staging staging;
	int fd, old_fd;
};

static bool put(struct sink *sink, struct str path, struct str bytes,
	struct fault *fault)
{
	return staging_put(
		&((struct edition_sink *)sink)->staging, path, bytes, fault);
}

static bool commit(struct sink *sink, struct fault *fault)
{
	(void)fault;
	sink->kept = ((const struct edition_sink *)sink)->staging.kept;
	return true;
}

static void close_sink(struct sink *sink)
{
	struct edition_sink *edition = (struct edition_sink *)sink;

	close_fd(edition->fd);
	close_fd(edition->old_fd);
	free(edition);
}

struct sink *releases_sink(
	struct releases *releases, struct str edition, struct fault *fault)
{
	struct edition_sink *sink = base_calloc(1, sizeof *sink);
	struct str name = arena_dup(&releases->arena, edition);

	sink->sink = (struct sink){
		.put = put, .commit = commit, .close = close_sink};
	sink->old_fd = open_edition(releases, releases->current, edition);
	sink->fd = -1;
	if ((releases->stage < 0 &&
		    !make_folder(
			    releases->work, STAGE, &releases->stage, fault)) ||
		!make_folder(releases->stage, name.ptr, &sink->fd, fault)) {
		close_sink(&sink->sink);
		return NULL;
	}
	sink->staging =
		(struct staging){.fd = sink->fd, .old_fd = sink->old_fd};
	*vec_push(&releases->editions, &releases->arena) = name;
	return &sink->sink;
}

/* Publishing. */

static bool check_editions(struct releases *releases, struct fault *fault)
{
	bool ok = true;

	vec_each(const struct str, edition, &releases->editions) {
		int fd = open_folder(releases->stage, edition->ptr);
		int old = open_edition(releases, releases->current, *edition);

		ok = ok &&
			(fd >= 0 ||
				staging_fail(fault, "open", edition->ptr)) &&
			(old < 0 || release_keep(fd, old, fault)) &&
			release_check(fd, fault);
		close_fd(fd);
		close_fd(old);
	}
	return ok;
}

/* Are there just these editions, and are their files the same? */
static bool is_same_release(struct releases *releases, struct str name)
{
	size_t editions = 0;
	bool same = name.len > 0;

	vec_each(const struct str, edition, &releases->editions) {
		int fd = open_folder(releases->stage, edition->ptr);
		int old = open_edition(releases, name, *edition);

		same = same && fd >= 0 && old >= 0 && release_same(fd, old);
		close_fd(fd);
		close_fd(old);
	}
	if (same) {
		int fd = open_folder(releases->releases, name.ptr);

		editions = fd < 0 ? 0 : release_editions(fd);
		close_fd(fd);
	}
	return same && editions == releases->editions.len;
}

static bool exists(int dir, const char *path)
{
	return !faccessat(dir, path, F_OK, AT_SYMLINK_NOFOLLOW);
}

/* COMMIT, or "COMMIT.2" where that was published before, and so on. */
static struct str free_name(struct releases *releases, struct str commit)
{
	struct str name = arena_dup(&releases->arena, commit);

	for (unsigned i = 2;
		i < SUFFIXES && exists(releases->releases, name.ptr); i++)
		name = arena_printf(
			&releases->arena, "%.*s.%u", STR_ARG(commit), i);
	return name;
}

/* Let "current" lead to a release, and keep it so. */
static bool switch_to(
	struct releases *releases, struct str name, struct fault *fault)
{
	struct str target =
		arena_printf(&releases->arena, RELEASES "/%.*s", STR_ARG(name));

	if (!file_unlink(releases->work, CURRENT) ||
		!file_symlink(target.ptr, releases->work, CURRENT))
		return staging_fail(fault, "make link", target.ptr);
	if (!file_rename(releases->work, CURRENT, releases->top, CURRENT))
		return staging_fail(fault, "switch to", target.ptr);
	releases->current = name;
	return file_sync(releases->top) ||
		staging_fail(fault, "save", releases->path);
}

/* Put the stage among the releases. */
static bool settle(
	struct releases *releases, struct str name, struct fault *fault)
{
	struct str before = arena_printf(
		&releases->arena, "../%.*s", STR_ARG(releases->current));

	if (releases->current.len &&
		!file_symlink(before.ptr, releases->stage, BEFORE))
		return staging_fail(fault, "make link", BEFORE);
	if (!file_sync_all(releases->stage))
		return staging_fail(fault, "save", name.ptr);
	if (!file_rename(releases->work, STAGE, releases->releases, name.ptr))
		return staging_fail(fault, "make release", name.ptr);
	close_fd(releases->stage);
	releases->stage = -1;
	return file_sync(releases->releases) ||
		staging_fail(fault, "save", RELEASES);
}

static bool is_kept(struct releases *releases, const char *name)
{
	struct str at = releases->current;

	for (unsigned i = 0; i < KEPT && at.len; i++) {
		if (str_eq(at, str_of(name)))
			return true;
		at = read_link(&releases->arena, releases->releases,
			arena_printf(
				&releases->arena, "%.*s/" BEFORE, STR_ARG(at))
				.ptr);
	}
	return false;
}

/*
 * Take away releases that are too old to go back to. What cannot be taken
 * away now is left for the next publisher: the site is live.
 */
static void prune(struct releases *releases)
{
	int listed = openat(
		releases->releases, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *stream = listed < 0 ? NULL : fdopendir(listed);
	struct dirent *entry;

	if (!stream) {
		close_fd(listed);
		return;
	}
	while ((entry = readdir(stream))) {
		if (entry->d_name[0] == '.' || is_kept(releases, entry->d_name))
			continue;
		if (file_rename(releases->releases, entry->d_name,
			    releases->work, TRASH))
			file_remove_tree(releases->work, TRASH);
	}
	closedir(stream);
}

bool releases_publish(
	struct releases *releases, struct str commit, struct fault *fault)
{
	struct str name;

	if (!check_editions(releases, fault))
		return false;
	releases->unchanged = is_same_release(releases, releases->current);
	if (releases->unchanged) {
		prune(releases);
		return true;
	}
	name = free_name(releases, commit);
	if (!settle(releases, name, fault) || !switch_to(releases, name, fault))
		return false;
	prune(releases);
	return true;
}

bool releases_roll_back(struct releases *releases, struct fault *fault)
{
	struct str link = arena_printf(
		&releases->arena, "%.*s/" BEFORE, STR_ARG(releases->current));
	struct str before = STR("");

	if (releases->current.len)
		before = read_link(
			&releases->arena, releases->releases, link.ptr);
	if (!before.len || !exists(releases->releases, before.ptr))
		return fault_set(fault, EXIT_USAGE,
			"%s has no release to go back to", releases->path);
	return switch_to(releases, before, fault);
}
