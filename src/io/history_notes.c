/*
 * Changes that do not change what a page says: of a merge, what git makes of
 * the parents by itself; and of a page, the dates of its reviews.
 */

#include <string.h>

#include "io/history_facts.h"

/* Keys of a page's front matter that tell of reviews alone. */
static bool is_review_key(struct str line)
{
	static const struct str keys[] = {STR_INIT("last_reviewed_on"),
		STR_INIT("review_in"), STR_INIT("review_by"),
		STR_INIT("reviews")};
	struct str key = str_trim(str_sub(line, 0, str_chr(line, ':', 0)));

	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (str_eq(key, keys[i]))
			return true;
	return false;
}

bool history_is_fence(struct str line)
{
	while (line.len && char_is_space(line.ptr[line.len - 1]))
		line.len--;
	return str_eq(line, STR("---"));
}

/*
 * Front matter line by line, without what tells of reviews: a key at the
 * margin, and what is indented or listed below it.
 */
struct lines {
	struct str rest;
	bool in_review;
};

static bool is_left_out(struct lines *lines, struct str line)
{
	char first = line.len ? line.ptr[0] : '\n';

	if (!char_is_space(first) && first != '-' && first != '#')
		lines->in_review = is_review_key(line);
	return lines->in_review;
}

/* The next line that counts, with its end; false: there is none. */
static bool next_line(struct lines *lines, struct str *line)
{
	while (lines->rest.len) {
		size_t end = str_chr(lines->rest, '\n', 0) + 1;

		*line = str_sub(lines->rest, 0, end);
		lines->rest = str_from(lines->rest, end);
		if (!is_left_out(lines, *line))
			return true;
	}
	return false;
}

/* Front matter without the lines that fence it. */
static struct lines lines_of(struct str front)
{
	struct str inner = str_from(front, str_chr(front, '\n', 0) + 1);
	struct str last = str_ends(inner, STR("\n"))
		? str_sub(inner, 0, inner.len - 1)
		: inner;
	size_t end = str_rchr(last, '\n');

	return (struct lines){
		.rest = str_sub(inner, 0, end < last.len ? end + 1 : 0)};
}

/* As far as their front matter tells; what is behind it may differ yet. */
static bool may_differ_by_review(
	const struct opening *old, const struct opening *new)
{
	struct lines a = lines_of(old->front), b = lines_of(new->front);
	struct str x, y;

	if (!old->front.len || !new->front.len ||
		old->size - old->front.len != new->size - new->front.len)
		return false;
	for (;;) {
		bool more = next_line(&a, &x), too = next_line(&b, &y);

		if (!more || !too)
			return more == too;
		if (!str_eq(x, y))
			return false;
	}
}

/* Both sides of a change; false where one is not known. */
static bool open_sides(struct history *history, struct history_reader *reader,
	const struct fact *fact, enum opening_part part,
	const struct opening *sides[2], struct fault *fault)
{
	sides[0] = history_opening(history, reader, &fact->old, part, fault);
	sides[1] = sides[0]
		? history_opening(history, reader, &fact->blob, part, fault)
		: NULL;
	return sides[1] != NULL;
}

static bool note_review(struct history *history, struct history_reader *reader,
	struct fact *fact, struct fault *fault)
{
	const struct opening *sides[2];
	bool known =
		open_sides(history, reader, fact, OPENING_FRONT, sides, fault);
	bool review = known && may_differ_by_review(sides[0], sides[1]);

	if (review) {
		known = open_sides(
			history, reader, fact, OPENING_WHOLE, sides, fault);
		review = known && sides[0]->rest == sides[1]->rest;
	}
	if (review)
		fact->notes |= NOTE_REVIEW;
	if (!known && reader->unsure)
		fact->notes |= NOTE_UNSURE;
	return known || reader->unsure;
}

bool history_note_reviews(struct history *history,
	struct history_reader *reader, struct facts *facts, struct fault *fault)
{
	vec_each(struct fact, fact, &facts->list) {
		if (fact->what != WHAT_CHANGED && fact->what != WHAT_MOVED)
			continue;
		if (fact->notes & NOTE_SAME ||
			!str_ends(fact->path, STR(".md")))
			continue;
		if (!note_review(history, reader, fact, fault))
			return false;
	}
	return true;
}

static git_merge_file_input input_of(const struct pack_object *object)
{
	return (git_merge_file_input){.version = GIT_MERGE_FILE_INPUT_VERSION,
		.ptr = object->text.ptr,
		.size = object->text.len,
		.path = "file",
		.mode = GIT_FILEMODE_BLOB};
}

/* Is WANT what comes out when SIDE is merged into OURS? */
static bool is_automatic(const struct pack_object *base,
	const struct pack_object *ours, const struct pack_object *theirs,
	const struct pack_object *want)
{
	git_merge_file_input base_in = input_of(base);
	git_merge_file_input ours_in = input_of(ours);
	git_merge_file_input theirs_in = input_of(theirs);
	git_merge_file_result result = {0};
	bool same = !git_merge_file(
			    &result, &base_in, &ours_in, &theirs_in, NULL) &&
		result.automergeable &&
		str_eq(str_make(result.ptr, result.len), want->text);

	git_merge_file_result_free(&result);
	return same;
}

/* The id of the file at PATH of a commit. */
static bool blob_at(struct history_reader *reader, const git_oid *commit_id,
	struct str path, git_oid *out)
{
	git_commit *commit = NULL;
	git_tree *tree = NULL;
	git_tree_entry *entry = NULL;
	bool ok = !git_commit_lookup(&commit, reader->repository, commit_id) &&
		!git_commit_tree(&tree, commit) &&
		!git_tree_entry_bypath(
			&entry, tree, arena_dup(&reader->scratch, path).ptr);

	if (ok)
		git_oid_cpy(out, git_tree_entry_id(entry));
	git_tree_entry_free(entry);
	git_tree_free(tree);
	git_commit_free(commit);
	return ok;
}

static bool is_clean(struct history *history, struct history_reader *reader,
	const struct commit *commit, struct fact *ours, const git_oid *base_id)
{
	const struct fact *theirs = facts_find(&commit->facts[1], ours->path);
	struct pack_object *object[4] = {NULL};
	struct fault ignored = FAULT_INIT;
	git_oid ids[4];
	bool ok = true;

	if (!blob_at(reader, base_id, ours->from.len ? ours->from : ours->path,
		    &ids[0]) &&
		!(theirs->from.len &&
			blob_at(reader, base_id, theirs->from, &ids[0])))
		return false;
	ids[1] = ours->old;
	ids[2] = theirs->old;
	ids[3] = ours->blob;
	for (size_t i = 0; ok && i < 4; i++)
		ok = history_blob(history, reader, &ids[i], PACK_ALL,
			&object[i], &ignored);
	ok = ok && is_automatic(object[0], object[1], object[2], object[3]);
	for (size_t i = 0; i < 4; i++)
		pack_object_drop(object[i]);
	return ok;
}

static bool has_content(const struct fact *fact)
{
	return fact->what == WHAT_CHANGED || fact->what == WHAT_MOVED;
}

/*
 * What a merge of two changed of itself: where it differs from both parents
 * and is not what git makes of them.
 */
static void note_clean(struct history *history, struct history_reader *reader,
	struct commit *commit)
{
	git_oid base;
	bool found = false;

	vec_each(struct fact, fact, &commit->facts[0].list) {
		const struct fact *other =
			facts_find(&commit->facts[1], fact->path);

		if (!other || !has_content(fact) || !has_content(other))
			continue;
		if (!found)
			found = !git_merge_base(&base, reader->repository,
				&commit->parent_ids[0], &commit->parent_ids[1]);
		if (!found) {
			if (history->is_shallow)
				fact->notes |= NOTE_UNSURE;
			continue;
		}
		if (is_clean(history, reader, commit, fact, &base))
			fact->notes |= NOTE_CLEAN;
	}
}

bool history_note(struct history *history, struct history_reader *reader,
	struct commit *commit, struct fault *fault)
{
	if (commit->parents == 1)
		return history_note_reviews(
			history, reader, &commit->facts[0], fault);
	if (commit->parents == 2)
		note_clean(history, reader, commit);
	return true;
}
