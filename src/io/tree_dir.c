/* A folder of the file system. */

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io/file.h"
#include "io/footprint.h"
#include "io/git.h"
#include "io/tree_source.h"

struct folder_source {
	struct tree_source source;
	int fd; /* of the folder */
};

struct folder_reader {
	struct tree_reader reader;
	int fd; /* the source's */
};

static bool list(struct tree *tree, int fd, struct str folder, size_t depth,
	struct fault *fault);

static bool has(int fd, const char *name)
{
	return !faccessat(fd, name, F_OK, AT_SYMLINK_NOFOLLOW);
}

static bool list_folder(struct tree *tree, int parent, const char *name,
	struct str folder, size_t depth, struct fault *fault)
{
	struct str path =
		arena_printf(&tree->arena, "%.*s%s/", STR_ARG(folder), name);
	int fd;

	if (depth >= TREE_DEPTH_MAX) {
		tree_add(tree, folder, str_of(name), TREE_DEEP);
		return true;
	}
	fd = openat(
		parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0)
		return fault_errno(
			fault, EXIT_REPOSITORY, "cannot read %s", path.ptr);
	if (has(fd, ".git"))
		tree_add(tree, folder, str_of(name), TREE_MODULE);
	else if (!has(fd, FILE_MANIFEST)) /* no site that we wrote */
		return list(tree, fd, path, depth + 1, fault);
	close(fd);
	return true;
}

static int64_t time_of(struct timespec time)
{
	return time.tv_sec * INT64_C(1000000000) + time.tv_nsec;
}

static void stamp(
	struct tree *tree, struct tree_entry *entry, const struct stat *info)
{
	size_t name = str_rchr(entry->path, '/');

	entry->size = (uint64_t)info->st_size;
	entry->touched = time_of(info->st_ctim);
	entry->stamp = footprint_of(name < entry->path.len
				       ? str_from(entry->path, name + 1)
				       : entry->path,
			       info) +
		(uint64_t)entry->touched;
	if (entry->touched > tree->touched)
		tree->touched = entry->touched;
}

static bool list_entry(struct tree *tree, int parent, const char *name,
	struct str folder, size_t depth, struct fault *fault)
{
	struct tree_entry *added;
	struct stat info;

	if (name[0] == '.')
		return true;
	if (fstatat(parent, name, &info, AT_SYMLINK_NOFOLLOW))
		return errno == ENOENT ||
			fault_errno(fault, EXIT_REPOSITORY,
				"cannot read %.*s%s", STR_ARG(folder), name);
	if (S_ISDIR(info.st_mode))
		return list_folder(tree, parent, name, folder, depth, fault);
	added = tree_add(tree, folder, str_of(name),
		S_ISREG(info.st_mode)		? TREE_FILE
			: S_ISLNK(info.st_mode) ? TREE_LINK
						: TREE_SPECIAL);
	stamp(tree, added, &info);
	return true;
}

/* List an open folder, and close it. */
static bool list(struct tree *tree, int fd, struct str folder, size_t depth,
	struct fault *fault)
{
	DIR *stream = fdopendir(fd);
	struct dirent *entry;
	bool ok = true;

	if (!stream) {
		close(fd);
		return fault_errno(fault, EXIT_REPOSITORY, "cannot read %.*s",
			STR_ARG(folder));
	}
	while (ok && (entry = readdir(stream)))
		ok = list_entry(tree, fd, entry->d_name, folder, depth, fault);
	closedir(stream);
	return ok;
}

static void source_close(struct tree_source *source)
{
	struct folder_source *folder = (struct folder_source *)source;

	if (folder->fd >= 0)
		close(folder->fd);
	free(folder);
}

static bool read_file(struct tree_reader *reader,
	const struct tree_entry *entry, struct buf *out, struct fault *fault)
{
	struct folder_reader *folder = (struct folder_reader *)reader;
	int fd = file_open_beneath(
		folder->fd, entry->path.ptr, O_RDONLY | O_NONBLOCK);
	bool ok = fd >= 0 && file_read_fd(fd, out);

	if (!ok)
		fault_errno(fault, EXIT_REPOSITORY, "cannot read %s",
			entry->path.ptr);
	if (fd >= 0)
		close(fd);
	return ok;
}

/* What it was when the folder was listed. */
static bool size_of(struct tree_reader *reader, const struct tree_entry *entry,
	uint64_t *size, struct fault *fault)
{
	(void)reader;
	(void)fault;
	*size = entry->size;
	return true;
}

static void reader_close(struct tree_reader *reader)
{
	free(reader);
}

static struct tree_reader *source_reader(
	const struct tree_source *source, struct fault *fault)
{
	struct folder_reader *folder = base_calloc(1, sizeof *folder);

	(void)fault; /* nothing can go wrong */
	folder->reader = (struct tree_reader){read_file, size_of, reader_close};
	folder->fd = ((const struct folder_source *)source)->fd;
	return &folder->reader;
}

/*
 * The commit that is checked out where the folder lies. A folder in no
 * repository has none, and neither has one whose repository cannot be used:
 * the files are there all the same.
 */
static void find_commit(struct tree *tree, const char *path)
{
	struct fault ignored = FAULT_INIT;
	git_repository *repository;
	git_commit *commit;

	if (!git_open(&repository, path, true, &ignored))
		return;
	tree->prefix = git_prefix(
		&tree->arena, git_inside(&tree->arena, repository, path));
	if (git_resolve(&commit, repository, "HEAD", &ignored)) {
		tree->commit = git_commit_of(&tree->arena, commit);
		tree->clone = git_footprint(repository);
		tree->repository = arena_dup(
			&tree->arena, str_of(git_repository_path(repository)));
		git_commit_free(commit);
	}
	git_repository_free(repository);
}

static struct folder_source *new_source(void)
{
	struct folder_source *folder = base_calloc(1, sizeof *folder);

	folder->source =
		(struct tree_source){source_close, source_reader, NULL};
	return folder;
}

bool tree_open_files(struct tree *tree, struct str path, struct fault *fault)
{
	struct folder_source *folder = new_source();
	const char *where;
	int listed;

	*tree = (struct tree){.source = &folder->source};
	tree->label = arena_dup(&tree->arena, path);
	where = tree->label.ptr;
	folder->fd = open(where, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	listed = folder->fd < 0
		? -1
		: openat(folder->fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (listed < 0) {
		fault_errno(fault, EXIT_USAGE, "cannot open %s", where);
		goto fail;
	}
	if (!list(tree, listed, STR(""), 0, fault))
		goto fail;
	tree_sort(tree);
	return true;
fail:
	tree_close(tree);
	return false;
}

bool tree_open_folder(struct tree *tree, struct str path, struct fault *fault)
{
	if (!tree_open_files(tree, path, fault))
		return false;
	find_commit(tree, tree->label.ptr);
	return true;
}

/* The entries of BEFORE, with paths of our own. */
static void copy_entries(struct tree *tree, const struct tree *before)
{
	vec_reserve(&tree->entries, &tree->arena, before->entries.len);
	vec_each(const struct tree_entry, entry, &before->entries) {
		struct tree_entry *copy =
			vec_push(&tree->entries, &tree->arena);

		*copy = *entry;
		copy->path = arena_dup(&tree->arena, entry->path);
	}
	tree->touched = before->touched;
}

static bool touch(struct tree *tree, int fd, struct str path, uint64_t mark)
{
	const struct tree_entry *found = tree_find(tree, path);
	struct tree_entry *entry;
	struct stat info;

	if (!found || found->kind != TREE_FILE || found->mount ||
		fstatat(fd, found->path.ptr, &info, AT_SYMLINK_NOFOLLOW) ||
		!S_ISREG(info.st_mode))
		return false;
	entry = &tree->entries.items[found - tree->entries.items];
	stamp(tree, entry, &info);
	entry->stamp += mark;
	return true;
}

bool tree_open_touched(struct tree *tree, const struct tree *before,
	const struct str *paths, size_t n)
{
	const struct folder_source *old =
		(const struct folder_source *)before->source;
	struct folder_source *folder;
	bool ok = true;

	if (!old || before->is_commit || before->mounts.len)
		return false;
	folder = new_source();
	*tree = (struct tree){.arena = tree->arena, .source = &folder->source};
	tree->marks = before->marks + 1;
	tree->label = arena_dup(&tree->arena, before->label);
	folder->fd = fcntl(old->fd, F_DUPFD_CLOEXEC, 0);
	copy_entries(tree, before);
	for (size_t i = 0; ok && i < n; i++)
		ok = folder->fd >= 0 &&
			touch(tree, folder->fd, paths[i], tree->marks << 1);
	if (ok)
		find_commit(tree, tree->label.ptr);
	else
		tree_clear(tree);
	return ok;
}
