/*
 * All files followed back together. Each commit is handed what it has to
 * account for: a path with the files of the tree whose history runs through
 * it. A commit takes its own changes from that and hands the rest to its
 * parent, whole, so that a commit costs only what it changed. At a merge a
 * path goes to the first parent that has it just so; only where all differ
 * does it go to each.
 */

#include <stdlib.h>

#include "io/history_facts.h"

enum { CHANGES = 2 }; /* most files have few; there is room for more */

/* A file of the tree, at some path of some commit. */
struct trace {
	struct history_file *file;
	struct trace *next;
	bool present; /* the commit has that path; else an earlier one may */
};

struct carried_path {
	struct str path;
	struct trace *traces; /* NULL: taken away */
};

/* What a commit has to account for. */
struct carried {
	struct map paths; /* path → struct carried_path * */
};

/* A path that a commit accounted for, and who it is of. */
struct moving {
	const struct fact *fact;
	struct trace *traces;
	struct carried_path *from; /* where they were taken from */
};

struct following {
	struct history *history;
	VEC(struct commit *) heap; /* ready, the newest first */
	VEC(struct moving) moving; /* of the commit at hand */
};

/* The commits that are ready, in a heap. */

static bool is_before(const struct commit *a, const struct commit *b)
{
	if (a->time != b->time)
		return a->time > b->time;
	return a->number < b->number;
}

static void swap(struct commit **a, struct commit **b)
{
	struct commit *kept = *a;

	*a = *b;
	*b = kept;
}

static void push(struct following *following, struct commit *commit)
{
	struct commit **heap;
	size_t i = following->heap.len;

	*vec_push(&following->heap, &following->history->arena) = commit;
	heap = following->heap.items;
	for (; i && is_before(heap[i], heap[(i - 1) / 2]); i = (i - 1) / 2)
		swap(&heap[i], &heap[(i - 1) / 2]);
}

static struct commit *pop(struct following *following)
{
	struct commit **heap = following->heap.items;
	struct commit *first = heap[0];
	size_t len = --following->heap.len;

	heap[0] = heap[len];
	for (size_t i = 0, child; (child = 2 * i + 1) < len; i = child) {
		if (child + 1 < len && is_before(heap[child + 1], heap[child]))
			child++;
		if (!is_before(heap[child], heap[i]))
			break;
		swap(&heap[i], &heap[child]);
	}
	return first;
}

/* What is carried. */

static struct carried *carried_of(struct history *history, struct commit *to)
{
	if (!to->carried)
		to->carried = arena_new(&history->arena, struct carried);
	return to->carried;
}

/* The traces of a fact's path, taken away; none when it is of no file. */
static struct moving take(struct carried *carried, const struct fact *fact)
{
	struct carried_path *at = map_get(&carried->paths, fact->path);
	struct moving taken = {fact, at ? at->traces : NULL, at};

	if (at)
		at->traces = NULL;
	return taken;
}

static struct carried_path *path_of(
	struct history *history, struct carried *carried, struct str path)
{
	struct carried_path *at = map_get(&carried->paths, path);

	if (!at) {
		at = arena_new(&history->arena, struct carried_path);
		at->path = path;
		map_add(&carried->paths, &history->arena, path, at);
	}
	return at;
}

static bool has_file(
	const struct carried_path *at, const struct history_file *file)
{
	for (const struct trace *trace = at->traces; trace; trace = trace->next)
		if (trace->file == file)
			return true;
	return false;
}

static void put_back(struct carried_path *at, struct trace *traces)
{
	for (struct trace *next; traces; traces = next) {
		next = traces->next;
		if (has_file(at, traces->file))
			continue;
		traces->next = at->traces;
		at->traces = traces;
	}
}

static void give_all(struct history *history, struct carried *carried,
	struct str path, struct trace *traces)
{
	put_back(path_of(history, carried, path), traces);
}

/* Hand all that is in FROM to a commit, which may have some already. */
static void hand_over(
	struct history *history, struct carried *from, struct commit *to)
{
	struct carried *into = to->carried;

	if (!into) {
		to->carried = from;
		return;
	}
	if (into->paths.len < from->paths.len) {
		to->carried = from;
		from = into;
		into = to->carried;
	}
	for (size_t i = 0; i < from->paths.cap; i++) {
		struct carried_path *at = from->paths.slots[i].item;

		if (at)
			give_all(history, into, at->path, at->traces);
	}
}

/* Changes. */

static void note(struct history *history, struct commit *commit,
	const struct trace *traces, const struct fact *fact, bool merge)
{
	static const enum history_kind kinds[] = {[WHAT_ADDED] = HISTORY_ADDED,
		[WHAT_CHANGED] = HISTORY_CHANGED,
		[WHAT_MOVED] = HISTORY_MOVED,
		[WHAT_REMOVED] = HISTORY_REMOVED};
	unsigned unchanged = NOTE_SAME | NOTE_REVIEW | NOTE_CLEAN;
	struct history_change change = {.commit = &commit->shown,
		.kind = kinds[fact->what],
		.path = fact->path,
		.from = fact->from,
		.review = (fact->notes & NOTE_REVIEW) != 0};

	if (merge && fact->notes & NOTE_CLEAN)
		return;
	change.counts = !(fact->notes & unchanged) && !commit->shown.ignored;
	for (; traces; traces = traces->next) {
		struct history_file *file = traces->file;
		size_t n = file->changes.len;

		if (n && file->changes.items[n - 1].commit == &commit->shown)
			continue;
		*vec_push(&file->changes, &history->arena) = change;
		if (fact->notes & NOTE_UNSURE)
			file->sure = false;
	}
}

/* What the first commit of all, or of a clone, holds. */
static void end(
	struct history *history, struct commit *commit, struct carried *carried)
{
	struct fact fact = {.what = WHAT_ADDED};

	for (size_t i = 0; i < carried->paths.cap; i++) {
		const struct carried_path *at = carried->paths.slots[i].item;

		if (!at)
			continue;
		for (struct trace *trace = at->traces; trace;
			trace = trace->next) {
			struct trace alone = {.file = trace->file};

			if (!trace->present)
				continue;
			if (commit->boundary) {
				trace->file->complete = false;
				continue;
			}
			fact.path = at->path;
			note(history, commit, &alone, &fact, false);
		}
	}
}

static void set_present(struct trace *traces, const struct fact *fact)
{
	for (; traces; traces = traces->next)
		traces->present = fact->what != WHAT_ADDED;
}

/* Nothing is known of a file that came from who knows where. */
static void lose(const struct trace *traces)
{
	for (; traces; traces = traces->next)
		traces->file->complete = false;
}

/* A commit of one parent. */
static void follow_one(struct following *following, struct commit *commit,
	struct carried *carried)
{
	struct history *history = following->history;

	following->moving.len = 0;
	vec_each(const struct fact, fact, &commit->facts[0].list) {
		struct moving taken = take(carried, fact);

		if (!taken.traces)
			continue;
		if (fact->what == WHAT_ADDED && fact->notes & NOTE_UNSURE) {
			lose(taken.traces);
			continue;
		}
		if (fact->notes & NOTE_AWAY)
			continue; /* its history is that of another file */
		note(history, commit, taken.traces, fact, false);
		set_present(taken.traces, fact);
		*vec_push(&following->moving, &history->arena) = taken;
	}
	vec_each(struct moving, move, &following->moving) {
		struct carried_path *to = move->fact->what == WHAT_MOVED
			? path_of(history, carried, move->fact->from)
			: move->from;

		put_back(to, move->traces);
	}
	hand_over(history, carried, commit->parent[0]);
}

static struct trace *copy(struct history *history, const struct trace *traces)
{
	struct trace *copies = NULL;

	for (; traces; traces = traces->next) {
		struct trace *one = arena_new(&history->arena, struct trace);

		*one = *traces;
		one->next = copies;
		copies = one;
	}
	return copies;
}

/* A path of a merge that is as in no parent: to each of them. */
static void follow_each(struct history *history, struct commit *commit,
	struct str path, struct trace *traces)
{
	const struct fact *told = facts_find(&commit->facts[0], path);

	for (size_t i = 0; i < commit->parents; i++) {
		const struct fact *fact = facts_find(&commit->facts[i], path);

		if (fact->notes & NOTE_AWAY)
			return;
		if (told->what == WHAT_ADDED)
			told = fact;
	}
	note(history, commit, traces, told, true);
	for (size_t i = 0; i < commit->parents; i++) {
		const struct fact *fact = facts_find(&commit->facts[i], path);
		struct trace *copies = copy(history, traces);

		set_present(copies, fact);
		give_all(history, carried_of(history, commit->parent[i]),
			fact->what == WHAT_MOVED ? fact->from : path, copies);
	}
}

static void follow_merge(struct following *following, struct commit *commit,
	struct carried *carried)
{
	struct history *history = following->history;

	following->moving.len = 0;
	vec_each(const struct fact, fact, &commit->facts[0].list) {
		struct moving taken = take(carried, fact);
		size_t same = 1;

		if (!taken.traces)
			continue;
		while (same < commit->parents &&
			facts_find(&commit->facts[same], fact->path))
			same++;
		if (same < commit->parents)
			give_all(history,
				carried_of(history, commit->parent[same]),
				fact->path, taken.traces);
		else
			*vec_push(&following->moving, &history->arena) = taken;
	}
	hand_over(history, carried, commit->parent[0]);
	vec_each(struct moving, move, &following->moving)
		follow_each(history, commit, move->fact->path, move->traces);
}

/* Did the commit touch the file, or the merge change it of itself? */
static bool is_own(const struct commit *commit, const struct fact *fact)
{
	if (commit->parents > 1 && fact->notes & NOTE_CLEAN)
		return false;
	for (size_t i = 1; i < commit->parents; i++)
		if (!facts_find(&commit->facts[i], fact->path))
			return false;
	return true;
}

static void list_paths(struct history *history, struct commit *commit)
{
	struct history_commit *shown = &commit->shown;
	struct str *paths;
	size_t n = 0;

	shown->first = !commit->parents;
	if (!commit->parents)
		return;
	vec_each(const struct fact, fact, &commit->facts[0].list)
		n += is_own(commit, fact);
	shown->paths = paths = arena_array(&history->arena, struct str, n);
	vec_each(const struct fact, fact, &commit->facts[0].list)
		if (is_own(commit, fact))
			paths[shown->paths_len++] = fact->path;
}

static void follow(struct following *following, struct commit *commit)
{
	struct history *history = following->history;
	struct carried *carried = carried_of(history, commit);

	commit->shown.ignored =
		map_get(&history->ignored, oid_key(&commit->id)) != NULL;
	history_name(history, commit);
	list_paths(history, commit);
	*vec_push(&history->order, &history->arena) = &commit->shown;
	if (!commit->parents)
		end(history, commit, carried);
	else if (commit->parents == 1)
		follow_one(following, commit, carried);
	else
		follow_merge(following, commit, carried);
	for (size_t i = 0; i < commit->parents; i++)
		if (!--commit->parent[i]->children)
			push(following, commit->parent[i]);
}

static void start(struct history *history, struct commit *head)
{
	struct carried *carried = carried_of(history, head);
	size_t files = history->start.list.len;

	map_reserve(&history->files, &history->arena, files);
	map_reserve(&carried->paths, &history->arena, files);
	vec_each(const struct fact, fact, &history->start.list) {
		struct trace *trace = arena_new(&history->arena, struct trace);

		trace->file = arena_new(&history->arena, struct history_file);
		trace->file->complete = trace->file->sure = true;
		trace->file->changes.items = arena_array(
			&history->arena, struct history_change, CHANGES);
		trace->file->changes.cap = CHANGES;
		trace->present = true;
		map_add(&history->files, &history->arena, fact->path,
			trace->file);
		give_all(history, carried, fact->path, trace);
	}
}

void history_follow(struct history *history)
{
	struct following following = {.history = history};

	vec_each(struct history_reader *const, reader, &history->readers)
		history_drop_trees(*reader);
	history_gather_openings(history);
	history_gather_pieces(history);
	start(history, history->found.items[0]);
	push(&following, history->found.items[0]);
	while (following.heap.len)
		follow(&following, pop(&following));
}

const struct history_file *history_of(
	const struct history *history, struct str path)
{
	struct arena scratch = ARENA_INIT;
	struct str prefix = history->tree->prefix;
	struct str whole =
		prefix.len ? arena_join(&scratch, prefix, path) : path;
	const struct history_file *file = map_get(&history->files, whole);

	arena_release(&scratch);
	return file && (file->changes.len || !file->complete) ? file : NULL;
}
