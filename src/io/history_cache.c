/*
 * What was found out of commits, kept from run to run. A commit's id is the
 * hash of it and of all before it, so what is true of it once is true for
 * ever, in whatever repository. If anything in the memo is not as it should
 * be, nothing of it is used.
 */

#include <string.h>

#include "io/history_facts.h"
#include "io/memo.h"
#include "io/packing.h"

enum {
	KEEP_FACTOR = 4,
	FEW = 256 /* fewer new commits than a part of so many are not kept:
		   * to find them out again costs less than the writing */
};

static const struct memo memo = {"history", "guildhall history 1\n"};

static void put_facts(struct buf *out, const struct facts *facts)
{
	packing_number(out, facts->list.len);
	vec_each(const struct fact, fact, &facts->list) {
		buf_putc(out, (char)fact->what);
		buf_putc(out, (char)fact->notes);
		packing_text(out, fact->path);
		if (fact->what == WHAT_MOVED)
			packing_text(out, fact->from);
	}
}

static void put_commit(struct buf *out, const struct commit *commit)
{
	buf_put(out, oid_key(&commit->id));
	buf_put(out, oid_key(&commit->tree));
	packing_signed(out, commit->shown.time);
	packing_signed(out, commit->shown.offset);
	packing_signed(out, commit->time);
	packing_text(out, commit->shown.summary);
	packing_text(out, commit->name);
	packing_text(out, commit->email);
	packing_text(out, commit->coauthors);
	packing_number(out, commit->parents);
	for (size_t i = 0; i < commit->parents; i++)
		buf_put(out, oid_key(&commit->parent_ids[i]));
	for (size_t i = 0; i < commit->parents; i++)
		put_facts(out, &commit->facts[i]);
}

/* Only what no later fetch could make better known. */
static bool is_settled(const struct commit *commit)
{
	if (commit->boundary || (commit->parents && !commit->facts))
		return false;
	for (size_t i = 0; i < commit->parents; i++)
		vec_each(const struct fact, fact, &commit->facts[i].list)
			if (fact->notes & NOTE_UNSURE)
				return false;
	return true;
}

static bool is_kept(const struct history *history, const struct commit *commit)
{
	return is_settled(commit) &&
		(commit->found ||
			history->commits.len <
				KEEP_FACTOR * (history->found.len + 1000));
}

void history_save_commits(struct history *history)
{
	struct buf body = BUF_INIT(BUF_LARGE);
	size_t commits = 0;

	if (history->is_saved ||
		(history->found.len <= history->kept && !history->todo.len))
		return;
	history->is_saved = true;
	if (history->todo.len <= history->kept / FEW && history->kept >= FEW)
		return;
	for (size_t i = 0; i < history->commits.cap; i++) {
		const struct commit *commit = history->commits.slots[i].item;

		if (!commit || !is_kept(history, commit))
			continue;
		put_commit(&body, commit);
		commits++;
	}
	if (!buf_is_over(&body) && commits)
		memo_write(&memo, history->memos, buf_str(&body));
	buf_release(&body);
}

/* Reading. */

struct reading {
	struct history *history;
	struct unpacking from;
};

static void get_id(struct reading *reading, git_oid *id)
{
	struct str bytes = unpack_bytes(&reading->from, sizeof id->id);

	if (bytes.len == sizeof id->id)
		memcpy(id->id, bytes.ptr, sizeof id->id);
}

static void get_facts(struct reading *reading, struct facts *facts)
{
	size_t n = unpack_count(&reading->from, 3);

	facts->list.items =
		arena_array(&reading->history->arena, struct fact, n);
	facts->list.len = facts->list.cap = n;
	for (size_t i = 0; i < n && !reading->from.bad; i++) {
		struct fact *fact = &facts->list.items[i];
		struct str bytes = unpack_bytes(&reading->from, 2);

		if (bytes.len < 2 || bytes.ptr[0] > WHAT_REMOVED) {
			reading->from.bad = true;
			return;
		}
		fact->what = (unsigned char)bytes.ptr[0];
		fact->notes = (unsigned char)bytes.ptr[1];
		fact->path = unpack_text(&reading->from);
		if (fact->what == WHAT_MOVED)
			fact->from = unpack_text(&reading->from);
	}
}

static void get_commit(struct reading *reading)
{
	struct history *history = reading->history;
	struct arena *arena = &history->arena;
	struct commit *commit = arena_new(arena, struct commit);
	char hex[GIT_OID_HEXSZ + 1];

	get_id(reading, &commit->id);
	get_id(reading, &commit->tree);
	git_oid_tostr(hex, sizeof hex, &commit->id);
	commit->shown.id = arena_dup(arena, str_of(hex));
	commit->shown.time = unpack_signed(&reading->from);
	commit->shown.offset = (int)unpack_signed(&reading->from);
	commit->time = unpack_signed(&reading->from);
	commit->shown.summary = unpack_text(&reading->from);
	commit->name = unpack_text(&reading->from);
	commit->email = unpack_text(&reading->from);
	commit->coauthors = unpack_text(&reading->from);
	commit->parents = unpack_count(&reading->from, GIT_OID_RAWSZ);
	commit->parent_ids = arena_array(arena, git_oid, commit->parents);
	for (size_t i = 0; i < commit->parents; i++)
		get_id(reading, &commit->parent_ids[i]);
	commit->facts = arena_array(arena, struct facts, commit->parents);
	for (size_t i = 0; i < commit->parents; i++)
		get_facts(reading, &commit->facts[i]);
	if (!reading->from.bad)
		map_add(&history->commits, arena, oid_key(&commit->id), commit);
}

void history_load(struct history *history)
{
	struct reading reading = {.history = history};

	reading.from.rest = memo_read(&memo, history->memos, &history->arena);
	while (reading.from.rest.len && !reading.from.bad)
		get_commit(&reading);
	if (reading.from.bad)
		history->commits = (struct map)MAP_INIT;
	history->kept = history->commits.len;
}
