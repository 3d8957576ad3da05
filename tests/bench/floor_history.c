/*
 * The least that the history of all pages takes: each commit's tree is held
 * against that of its first parent, folders that are the same are passed over,
 * and the paths that differ are kept. Nothing is known of an earlier run, and
 * nobody asks what was moved.
 */

#include "floor.h"

#include <git2.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PATH = 4096, TURN = 32, CACHED = 1 << 20 };

struct history {
	const char *path;
	git_oid *commits; /* the newest first */
	size_t len, cap;
	atomic_size_t next, changes;
};

/* One thread's. */
struct walker {
	git_repository *repository;
	char path[PATH];
	char *found; /* paths, one behind the other */
	size_t len, cap, changes;
};

static void check(int error, const char *what)
{
	if (error) {
		fprintf(stderr, "floor: %s: %s\n", what,
			git_error_last()->message);
		exit(1);
	}
}

static void list(struct history *history)
{
	git_repository *repository;
	git_revwalk *walk;
	git_oid id;

	check(git_repository_open(&repository, history->path), "repository");
	check(git_revwalk_new(&walk, repository), "commits");
	check(git_revwalk_push_head(walk), "HEAD");
	while (!git_revwalk_next(&id, walk)) {
		if (history->len == history->cap) {
			history->cap = history->cap ? history->cap * 2 : 1024;
			history->commits = grow(history->commits,
				history->cap * sizeof *history->commits);
		}
		history->commits[history->len++] = id;
	}
	git_revwalk_free(walk);
	git_repository_free(repository);
}

static void note(struct walker *walker, size_t len)
{
	if (walker->len + len + 1 > walker->cap) {
		walker->cap = (walker->len + len + 1) * 2;
		walker->found = grow(walker->found, walker->cap);
	}
	memcpy(walker->found + walker->len, walker->path, len + 1);
	walker->len += len + 1;
	walker->changes++;
}

static git_tree *folder(struct walker *walker, const git_tree_entry *entry)
{
	git_tree *tree = NULL;

	if (entry && git_tree_entry_type(entry) == GIT_OBJECT_TREE)
		check(git_tree_lookup(&tree, walker->repository,
			      git_tree_entry_id(entry)),
			walker->path);
	return tree;
}

static int is_file(const git_tree_entry *entry)
{
	return entry && git_tree_entry_type(entry) != GIT_OBJECT_TREE;
}

static void compare(
	struct walker *walker, git_tree *old, git_tree *new, size_t len);

/* One of the two may be NULL; LEN of the path are their folder's. */
static void differ(struct walker *walker, const git_tree_entry *old,
	const git_tree_entry *new, size_t len)
{
	git_tree *before = folder(walker, old), *after = folder(walker, new);
	int n = snprintf(walker->path + len, PATH - len, "%s",
		git_tree_entry_name(new ? new : old));

	if (n < 0 || (size_t)n + len + 2 > PATH)
		fail("path");
	len += (size_t)n;
	if (is_file(old) || is_file(new))
		note(walker, len);
	if (before || after) {
		walker->path[len++] = '/';
		compare(walker, before, after, len);
	}
	git_tree_free(before);
	git_tree_free(after);
}

static void compare(
	struct walker *walker, git_tree *old, git_tree *new, size_t len)
{
	size_t n = old ? git_tree_entrycount(old) : 0;
	size_t m = new ? git_tree_entrycount(new) : 0;

	for (size_t i = 0, k = 0; i < n || k < m;) {
		const git_tree_entry *a =
			i < n ? git_tree_entry_byindex(old, i) : NULL;
		const git_tree_entry *b =
			k < m ? git_tree_entry_byindex(new, k) : NULL;
		int order = !a ? 1 : !b ? -1 : git_tree_entry_cmp(a, b);

		i += order <= 0;
		k += order >= 0;
		if (order ||
			!git_oid_equal(
				git_tree_entry_id(a), git_tree_entry_id(b)))
			differ(walker, order <= 0 ? a : NULL,
				order >= 0 ? b : NULL, len);
	}
}

static void compare_commit(struct walker *walker, const git_oid *id)
{
	git_commit *commit, *parent = NULL;
	git_tree *old = NULL, *new;

	check(git_commit_lookup(&commit, walker->repository, id), "commit");
	check(git_commit_tree(&new, commit), "tree");
	if (git_commit_parentcount(commit)) {
		check(git_commit_parent(&parent, commit, 0), "parent");
		check(git_commit_tree(&old, parent), "tree");
	}
	compare(walker, old, new, 0);
	git_tree_free(old);
	git_tree_free(new);
	git_commit_free(parent);
	git_commit_free(commit);
}

/* Neighbours are taken together: they have most of their folders in common. */
static void *work(void *context)
{
	struct history *history = context;
	struct walker walker = {0};
	size_t from;

	check(git_repository_open(&walker.repository, history->path),
		"repository");
	while ((from = atomic_fetch_add(&history->next, TURN)) < history->len)
		for (size_t i = from; i < from + TURN && i < history->len; i++)
			compare_commit(&walker, &history->commits[i]);
	atomic_fetch_add(&history->changes, walker.changes);
	git_repository_free(walker.repository);
	free(walker.found);
	return NULL;
}

size_t history_walk(const char *repository, unsigned jobs)
{
	struct history history = {.path = repository};

	git_libgit2_init();
	git_libgit2_opts(GIT_OPT_SET_CACHE_OBJECT_LIMIT, GIT_OBJECT_TREE,
		(size_t)CACHED);
	list(&history);
	run_threads(jobs, work, &history);
	free(history.commits);
	git_libgit2_shutdown();
	return atomic_load(&history.changes);
}
