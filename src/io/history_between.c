/* Where the branch stood on a day, and what lies between two such commits. */

#include <string.h>

#include "io/day.h"
#include "io/history_facts.h"

enum {
	FARTHEST = 14 * 60, /* minutes that clocks are off UTC at most */
	DIFFERENCES_MAX = 2000000
};

static struct commit *commit_named(
	const struct history *history, struct str hex)
{
	git_oid id;

	if (git_oid_fromstrn(&id, hex.ptr, hex.len))
		return NULL;
	return map_get(&history->commits, oid_key(&id));
}

/* The committer's day; where the clock stood is read only if it matters. */
static int64_t committer_day(
	const struct history *history, const struct commit *commit)
{
	git_commit *from;
	int offset = 0;

	if (day_of(commit->time, -FARTHEST) == day_of(commit->time, FARTHEST))
		return day_of(commit->time, 0);
	if (!git_commit_lookup(&from, history->repository, &commit->id)) {
		offset = git_commit_time_offset(from);
		git_commit_free(from);
	}
	return day_of(commit->time, offset);
}

/* Was the commit made after DAY, wherever that was? */
static bool is_after(
	const struct history *history, const struct commit *commit, int64_t day)
{
	if (day_of(commit->time, -FARTHEST) > day)
		return true;
	if (day_of(commit->time, FARTHEST) <= day)
		return false;
	return committer_day(history, commit) > day;
}

struct history_point history_at(const struct history *history,
	const struct history_point *behind, int64_t day)
{
	const struct commit *commit = commit_named(
		history, behind ? behind->commit : history->tree->commit.id);
	struct history_point point = {.known = HISTORY_KNOWN};

	while (commit->parents && is_after(history, commit, day))
		commit = commit->parent[0];
	if (is_after(history, commit, day))
		point.known = commit->boundary ? HISTORY_CUT : HISTORY_NOT_YET;
	point.commit = commit->shown.id;
	point.day = committer_day(history, commit);
	return point;
}

/*
 * The tree of the content's folder at a commit; false where the commit has no
 * such folder.
 */
static bool content_of(
	struct history *history, const struct commit *commit, git_oid *out)
{
	struct str prefix = history->tree->prefix;
	struct arena scratch = ARENA_INIT;
	git_object *tree = NULL;
	bool found = true;

	git_oid_cpy(out, &commit->tree);
	if (prefix.len) {
		struct str name = arena_printf(&scratch, "%.*s:%.*s",
			STR_ARG(commit->shown.id),
			STR_ARG(str_sub(prefix, 0, str_rchr(prefix, '/'))));

		found = !git_revparse_single(
				&tree, history->repository, name.ptr) &&
			git_object_type(tree) == GIT_OBJECT_TREE;
		if (found)
			git_oid_cpy(out, git_object_id(tree));
		git_object_free(tree);
	}
	arena_release(&scratch);
	return found;
}

/* A file of one commit alone, or of both and different. */
static void take_fact(struct history_differences *out, struct arena *arena,
	const struct fact *fact, size_t prefix)
{
	static const enum history_kind kinds[] = {[WHAT_ADDED] = HISTORY_ADDED,
		[WHAT_CHANGED] = HISTORY_CHANGED,
		[WHAT_MOVED] = HISTORY_MOVED,
		[WHAT_REMOVED] = HISTORY_REMOVED};

	if (fact->notes & NOTE_AWAY)
		return;
	*vec_push(&out->list, arena) = (struct history_difference){
		.kind = kinds[fact->what],
		.path = str_from(fact->path, prefix),
		.from = fact->what == WHAT_MOVED ? str_from(fact->from, prefix)
						 : STR(""),
		.counts = !(fact->notes & (NOTE_SAME | NOTE_REVIEW))};
}

static bool compare(struct history *history, struct history_reader *reader,
	const git_oid *old, const git_oid *new, struct facts *facts,
	struct fault *fault)
{
	if (!history_diff(
		    reader, old, new, history->tree->prefix, facts, fault))
		return false;
	facts_sort(facts);
	return history_find_moves(history, reader, facts, fault) &&
		history_note_reviews(history, reader, facts, fault);
}

bool history_between(struct history *history, struct history_reader *reader,
	struct str old, struct str new, struct history_differences *out,
	struct fault *fault)
{
	const struct commit *from = commit_named(history, old);
	const struct commit *to = commit_named(history, new);
	git_oid before, after;
	bool has_before = from && content_of(history, from, &before);
	bool has_after = to && content_of(history, to, &after);
	struct facts facts = {0};
	bool ok = true;

	*out = (struct history_differences){0};
	reader->budget = DIFFERENCES_MAX;
	reader->unsure = false;
	if (has_before || has_after)
		ok = compare(history, reader, has_before ? &before : NULL,
			has_after ? &after : NULL, &facts, fault);
	vec_each(const struct fact, fact, &facts.list)
		take_fact(out, &reader->arena, fact, history->tree->prefix.len);
	arena_reset(&reader->scratch);
	return ok;
}
