#include "io/git.h"

#include <stdlib.h>
#include <limits.h>
#include <pthread.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "io/footprint.h"

/* Folders of up to so many bytes are kept: each is needed again and again. */
enum { TREE_CACHED = 1 << 20 };

/*
 * Packs are mapped in windows of so many bytes, and so many of those in all:
 * to libgit2 whole packs are nothing, but what is mapped counts as memory.
 */
enum { WINDOW = 8 << 20, WINDOWS = 32 << 20 };

/* It reads the certificates of all authorities, which we have no use for:
 * that takes as long as all else that a run has to do before it starts. */
static void start(void)
{
	/* A partial clone is one like any other as long as all is there. */
	static const char *const extensions[] = {"partialclone"};

	git_libgit2_init();
	git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, extensions, (size_t)1);
	git_libgit2_opts(GIT_OPT_SET_CACHE_OBJECT_LIMIT, GIT_OBJECT_TREE,
		(size_t)TREE_CACHED);
	git_libgit2_opts(GIT_OPT_SET_MWINDOW_SIZE, (size_t)WINDOW);
	git_libgit2_opts(GIT_OPT_SET_MWINDOW_MAPPED_LIMIT, (size_t)WINDOWS);
}

bool git_fault(struct fault *fault, const char *what)
{
	const git_error *error = git_error_last();

	return fault_set(fault, EXIT_REPOSITORY, "%s: %s", what,
		error && error->message ? error->message : "unknown error");
}

/* The top folder of the repository that PATH is or lies in. */
static void find_top(const char *path, char top[PATH_MAX])
{
	git_buf found = {0};
	struct str name = str_of(path);

	if (!git_repository_discover(&found, path, 0, NULL))
		name = str_of(found.ptr);
	while (name.len > 1 && name.ptr[name.len - 1] == '/')
		name.len--;
	if (str_ends(name, STR("/.git")))
		name.len -= strlen("/.git");
	snprintf(top, PATH_MAX, "%.*s", STR_ARG(name));
	git_buf_dispose(&found);
}

static bool owner_fault(struct fault *fault, const char *path)
{
	char top[PATH_MAX];
	struct stat info;
	const struct passwd *user = NULL;

	find_top(path, top);
	if (!stat(top, &info))
		user = getpwuid(info.st_uid);
	return fault_set(fault, EXIT_REPOSITORY,
		"the repository %s belongs to %s; if you trust it, run\n  git "
		"config --global --add safe.directory '%s'",
		top, user ? user->pw_name : "another user", top);
}

/*
 * libgit2 1.5 says "not found" of the configuration's safe.directory where
 * it means that the repository is somebody else's.
 */
static bool is_foreign(int error)
{
	const git_error *last = git_error_last();

	return error == GIT_EOWNER ||
		(error == GIT_ENOTFOUND && last &&
			last->klass == GIT_ERROR_CONFIG);
}

/*
 * Inside a hook that may refuse a push, what is pushed is not yet among the
 * objects of the repository: git says in the environment where it is.
 */
static void add_quarantine(git_repository *repository)
{
	const char *quarantine = getenv("GIT_QUARANTINE_PATH");
	const char *hooked = getenv("GIT_DIR");
	char ours[PATH_MAX], theirs[PATH_MAX];
	git_odb *odb;

	if (!quarantine || !hooked || !realpath(hooked, theirs) ||
		!realpath(git_repository_path(repository), ours) ||
		strcmp(ours, theirs) != 0 ||
		git_repository_odb(&odb, repository))
		return;
	git_odb_add_disk_alternate(odb, quarantine);
	git_odb_free(odb);
}

bool git_open(git_repository **out, const char *path, bool search,
	struct fault *fault)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	unsigned flags = search ? 0 : GIT_REPOSITORY_OPEN_NO_SEARCH;
	int error;

	pthread_once(&once, start);
	error = git_repository_open_ext(out, path, flags, NULL);
	if (!error) {
		add_quarantine(*out);
		return true;
	}
	if (is_foreign(error))
		return owner_fault(fault, path);
	if (error == GIT_ENOTFOUND)
		return fault_set(fault, EXIT_REPOSITORY,
			"%s is no git repository%s", path,
			search ? ", and lies in none" : "");
	return git_fault(fault, path);
}

bool git_resolve(git_commit **out, git_repository *repository, const char *rev,
	struct fault *fault)
{
	git_object *object = NULL, *commit = NULL;
	int error = git_revparse_single(&object, repository, rev);

	if (!error)
		error = git_object_peel(&commit, object, GIT_OBJECT_COMMIT);
	git_object_free(object);
	*out = (git_commit *)commit;
	if (!error)
		return true;
	if (git_repository_head_unborn(repository) == 1 && !strcmp(rev, "HEAD"))
		return fault_set(fault, EXIT_REPOSITORY, "%s has no commit yet",
			git_repository_path(repository));
	if (error == GIT_ENOTFOUND)
		return fault_set(fault, EXIT_REPOSITORY,
			"%s has no revision \"%s\"",
			git_repository_path(repository), rev);
	return git_fault(fault, rev);
}

struct tree_commit git_commit_of(struct arena *arena, const git_commit *commit)
{
	char hex[GIT_OID_HEXSZ + 1];
	const git_signature *who = git_commit_committer(commit);

	git_oid_tostr(hex, sizeof hex, git_commit_id(commit));
	return (struct tree_commit){.id = arena_dup(arena, str_of(hex)),
		.time = who->when.time,
		.offset = who->when.offset};
}

struct str git_prefix(struct arena *arena, struct str folder)
{
	while (folder.len && folder.ptr[folder.len - 1] == '/')
		folder.len--;
	return folder.len ? arena_printf(arena, "%.*s/", STR_ARG(folder))
			  : STR("");
}

struct str git_inside(
	struct arena *arena, git_repository *repository, const char *path)
{
	const char *top = git_repository_workdir(repository);
	char *real = realpath(path, NULL);
	struct str inside = STR("");

	if (top && real) {
		struct str full = arena_printf(arena, "%s/", real);

		if (str_starts(full, str_of(top)) &&
			!str_starts(
				full, str_of(git_repository_path(repository))))
			inside = str_from(full, strlen(top));
	}
	free(real);
	while (inside.len && inside.ptr[inside.len - 1] == '/')
		inside.len--;
	return arena_dup(arena, inside);
}

bool tree_is_behind(const struct tree *tree, struct str commit)
{
	struct arena scratch = ARENA_INIT;
	struct fault ignored = FAULT_INIT;
	git_repository *repository;
	git_oid ours, other;
	bool behind = false;

	if (git_open(&repository, arena_dup(&scratch, tree->repository).ptr,
		    false, &ignored)) {
		behind = !git_oid_fromstrn(&ours, tree->commit.id.ptr,
				 tree->commit.id.len) &&
			!git_oid_fromstrn(&other, commit.ptr, commit.len) &&
			git_graph_descendant_of(repository, &other, &ours) == 1;
		git_repository_free(repository);
	}
	arena_release(&scratch);
	return behind;
}

/* The id that git gives the content of a file. */
static bool blob_id(const struct tree *tree, struct tree_reader *reader,
	const struct tree_entry *entry, git_oid *id, struct fault *fault)
{
	struct buf bytes = BUF_INIT(BUF_LARGE);
	bool ok = true;

	memset(id, 0, sizeof *id);
	if (tree->is_commit) {
		memcpy(id->id, entry->id, sizeof id->id);
		return true;
	}
	if (entry->kind == TREE_FILE)
		ok = tree_read(reader, entry, &bytes, fault) &&
			!git_odb_hash(id, bytes.ptr ? bytes.ptr : "", bytes.len,
				GIT_OBJECT_BLOB);
	buf_release(&bytes);
	return ok;
}

bool tree_changed(const struct tree *now, const struct tree *then,
	struct arena *arena, struct map *changed, struct fault *fault)
{
	struct tree_reader *reader = tree_reader_open(now, fault);
	bool ok = reader != NULL;

	if (!ok)
		return false;
	vec_each(const struct tree_entry, entry, &now->entries) {
		const struct tree_entry *old = tree_find(then, entry->path);
		git_oid id;

		ok = ok && blob_id(now, reader, entry, &id, fault);
		if (!old || memcmp(old->id, id.id, sizeof id.id) != 0)
			map_set(changed, arena, arena_dup(arena, entry->path),
				arena);
	}
	vec_each(const struct tree_entry, entry, &then->entries)
		if (!tree_find(now, entry->path))
			map_set(changed, arena, arena_dup(arena, entry->path),
				arena);
	tree_reader_close(reader);
	return ok;
}

uint64_t git_footprint(git_repository *repository)
{
	static const char *const names[] = {"shallow", "config"};
	const char *folder = git_repository_commondir(repository);
	struct arena scratch = ARENA_INIT;
	struct stat info;
	uint64_t sum = 0;

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (!stat(arena_printf(&scratch, "%s%s", folder, names[i]).ptr,
			    &info))
			sum += footprint_of(str_of(names[i]), &info);
	arena_release(&scratch);
	return sum;
}
