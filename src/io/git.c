#include "io/git.h"

#include <stdlib.h>
#include <string.h>

void tree_start(void)
{
	git_libgit2_init();
}

bool git_fault(struct fault *fault, const char *what)
{
	const git_error *error = git_error_last();

	return fault_set(fault, EXIT_REPOSITORY, "%s: %s", what,
		error && error->message ? error->message : "unknown error");
}

static bool owner_fault(struct fault *fault, const char *path)
{
	return fault_set(fault, EXIT_REPOSITORY,
		"the repository %s belongs to another user; if you trust it, "
		"run\n  git config --global --add safe.directory '%s'",
		path, path);
}

bool git_open(git_repository **out, const char *path, bool search,
	struct fault *fault)
{
	unsigned flags = search ? 0 : GIT_REPOSITORY_OPEN_NO_SEARCH;
	int error = git_repository_open_ext(out, path, flags, NULL);

	if (!error)
		return true;
	if (error == GIT_EOWNER)
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

		if (str_starts(full, str_of(top)))
			inside = str_from(full, strlen(top));
	}
	free(real);
	while (inside.len && inside.ptr[inside.len - 1] == '/')
		inside.len--;
	return arena_dup(arena, inside);
}
