#include "io/past.h"

#include "io/day.h"
#include "io/git.h"

struct search {
	const struct past *past;
	const int64_t *days;
	size_t n, found; /* days, and those that have their commit */
	struct str *ids;
	struct str oldest; /* that counts, so far */
	git_repository *repository;
	struct arena *arena;
};

static bool counts(const struct search *search, const git_commit *commit)
{
	const struct past *past = search->past;
	git_tree *tree;
	bool found = false;

	if (git_commit_tree(&tree, commit))
		return false;
	for (size_t i = 0; i < past->paths_len && !found; i++) {
		git_tree_entry *entry;

		found = !git_tree_entry_bypath(
			&entry, tree, past->paths[i].ptr);
		if (found)
			git_tree_entry_free(entry);
	}
	git_tree_free(tree);
	return found;
}

static void take(struct search *search, const git_commit *commit)
{
	int64_t day =
		day_of(git_commit_time(commit), git_commit_time_offset(commit));

	if (!counts(search, commit))
		return;
	search->oldest = git_commit_of(search->arena, commit).id;
	for (size_t i = 0; i < search->n; i++)
		if (!search->ids[i].len && search->days[i] >= day) {
			search->ids[i] = search->oldest;
			search->found++;
		}
}

static bool walk(struct search *search, git_revwalk *line, struct fault *fault)
{
	const char *path = git_repository_path(search->repository);
	git_oid id;

	while (search->found < search->n && !git_revwalk_next(&id, line)) {
		git_commit *commit;

		if (git_commit_lookup(&commit, search->repository, &id))
			return git_fault(fault, path);
		take(search, commit);
		git_commit_free(commit);
	}
	return true;
}

static bool open_line(
	struct search *search, git_revwalk **line, struct fault *fault)
{
	git_oid id;

	if (!git_oid_fromstr(&id, search->past->commit.ptr) &&
		!git_revwalk_new(line, search->repository)) {
		if (!git_revwalk_simplify_first_parent(*line) &&
			!git_revwalk_push(*line, &id))
			return true;
		git_revwalk_free(*line);
	}
	return git_fault(fault, git_repository_path(search->repository));
}

bool past_find(const struct past *past, const int64_t *days, size_t n,
	struct str *ids, struct arena *arena, struct fault *fault)
{
	struct search search = {
		.past = past, .days = days, .n = n, .ids = ids, .arena = arena};
	git_revwalk *line = NULL;
	bool ok;

	for (size_t i = 0; i < n; i++)
		ids[i] = STR("");
	if (!git_open(&search.repository, past->repository.ptr, false, fault))
		return false;
	ok = open_line(&search, &line, fault);
	if (ok) {
		ok = walk(&search, line, fault);
		git_revwalk_free(line);
	}
	for (size_t i = 0; ok && i < n; i++)
		if (!ids[i].len &&
			!git_repository_is_shallow(search.repository))
			ids[i] = search.oldest;
	git_repository_free(search.repository);
	return ok;
}
