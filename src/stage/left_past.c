#include "stage/left_past.h"

enum {
	LEAST_COMMIT = 5, /* bytes */
	LEAST_PERSON = 2,
	LEAST_REVISION = 4,
	KINDS = HISTORY_REMOVED + 1
};

/* The bits of a revision beside its kind. */
enum { COUNTS = 1, REVIEW = 2, TOLD = 4, FLAGS = 8 };

static void put_date(struct buf *out, struct date date)
{
	packing_number(out, (uint64_t)date.year);
	packing_number(out, date.month);
	packing_number(out, date.day);
}

static struct date take_date(struct unpacking *from)
{
	struct date date = {.year = (int16_t)unpack_number(from)};

	date.month = (uint8_t)unpack_number(from);
	date.day = (uint8_t)unpack_number(from);
	return date;
}

/* Commits. */

void left_number_commits(struct left_commits *commits,
	const struct history_commit *const *all, size_t n, struct arena *arena)
{
	commits->all = all;
	commits->len = n;
	map_reserve(&commits->numbers, arena, n);
	for (size_t i = 0; i < n; i++)
		map_add(&commits->numbers, arena, all[i]->id,
			(void *)(uintptr_t)&all[i]);
}

static size_t number_of(
	const struct left_commits *commits, const struct history_commit *commit)
{
	const struct history_commit *const *place;

	if (commits->taken)
		return (size_t)(commit - commits->taken);
	place = map_get(&commits->numbers, commit->id);
	return (size_t)(place - commits->all);
}

static void put_commit(struct buf *out, const struct history_commit *commit)
{
	packing_text(out, commit->id);
	packing_signed(out, commit->time);
	packing_signed(out, commit->offset);
	packing_text(out, commit->summary);
	packing_number(out, commit->people_len);
	for (size_t i = 0; i < commit->people_len; i++) {
		packing_text(out, commit->people[i]->name);
		packing_text(out, commit->people[i]->email);
	}
}

void left_put_commits(struct buf *out, const struct left_commits *commits)
{
	packing_number(out, commits->len);
	for (size_t i = 0; i < commits->len; i++)
		put_commit(out, commits->all[i]);
}

static void take_people(struct unpacking *from, struct history_commit *commit,
	struct arena *arena)
{
	size_t n = unpack_count(from, LEAST_PERSON);
	struct history_person *people =
		arena_array(arena, struct history_person, n);

	commit->people = arena_array(arena, const struct history_person *, n);
	commit->people_len = n;
	for (size_t i = 0; i < n; i++) {
		people[i].name = unpack_text(from);
		people[i].email = unpack_text(from);
		commit->people[i] = &people[i];
	}
}

static void take_commit(struct unpacking *from, struct history_commit *commit,
	struct arena *arena)
{
	commit->id = unpack_text(from);
	commit->time = unpack_signed(from);
	commit->offset = (int)unpack_signed(from);
	commit->summary = unpack_text(from);
	take_people(from, commit, arena);
}

void left_take_commits(struct unpacking *from, struct left_commits *commits,
	struct arena *arena)
{
	size_t n = unpack_count(from, LEAST_COMMIT);

	/* With none there is still a first place, to count from. */
	commits->taken = arena_array(arena, struct history_commit, n + 1);
	commits->taken_len = n;
	for (size_t i = 0; i < n; i++)
		take_commit(from, &commits->taken[i], arena);
}

/* Pages. */

static void put_revision(struct buf *out, const struct left_commits *commits,
	const struct revision *revision)
{
	const struct history_change *change = revision->change;
	uint64_t flags = (change->counts ? COUNTS : 0) |
		(change->review ? REVIEW : 0) | (revision->tell ? TOLD : 0);

	packing_number(out, number_of(commits, change->commit));
	packing_number(out, (uint64_t)change->kind * FLAGS + flags);
	packing_text(out, change->path);
	packing_text(out, change->from);
}

void left_put_past(struct buf *out, const struct left_commits *commits,
	const struct page *page)
{
	packing_number(out, page->beginning_unknown);
	put_date(out, page->created);
	put_date(out, page->changed);
	packing_number(out, page->revisions.len);
	vec_each(const struct revision, revision, &page->revisions)
		put_revision(out, commits, revision);
	packing_number(out, page->moved_from.len);
	vec_each(const struct str, url, &page->moved_from)
		packing_text(out, *url);
}

static void take_revision(struct unpacking *from,
	const struct left_commits *commits, struct revision *revision,
	struct history_change *change)
{
	uint64_t commit = unpack_number(from), kind = unpack_number(from);

	change->path = unpack_text(from);
	change->from = unpack_text(from);
	if (commit >= commits->taken_len || kind / FLAGS >= KINDS) {
		from->bad = true;
		return;
	}
	change->commit = &commits->taken[commit];
	change->kind = (enum history_kind)(kind / FLAGS);
	change->counts = kind & COUNTS;
	change->review = kind & REVIEW;
	*revision = (struct revision){
		change, date_of_days(history_day(change->commit)), kind & TOLD};
}

static void take_revisions(struct unpacking *from,
	const struct left_commits *commits, struct page *page,
	struct arena *arena)
{
	size_t n = unpack_count(from, LEAST_REVISION);
	struct history_change *changes =
		arena_array(arena, struct history_change, n);

	page->revisions.items = arena_array(arena, struct revision, n);
	page->revisions.len = page->revisions.cap = n;
	for (size_t i = 0; i < n && !from->bad; i++)
		take_revision(
			from, commits, &page->revisions.items[i], &changes[i]);
}

void left_take_past(struct unpacking *from, const struct left_commits *commits,
	struct page *page, struct arena *arena)
{
	size_t moves;

	page->beginning_unknown = unpack_number(from);
	page->created = take_date(from);
	page->changed = take_date(from);
	take_revisions(from, commits, page, arena);
	moves = unpack_count(from, 1);
	for (; moves; moves--)
		*vec_push(&page->moved_from, arena) = unpack_text(from);
}
