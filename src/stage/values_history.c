/* What the commits tell of a page, and of the site, as values. */

#include <stdlib.h>

#include "stage/values_history.h"

enum { SHOWN = 12 }; /* changes at the foot of a page */

static struct value kind_value(
	struct arena *arena, const char *id, const char *title)
{
	struct value_map map = {0};

	value_give(&map, arena, "id", value_string(str_of(id)));
	value_give(&map, arena, "title", value_string(str_of(title)));
	return value_of_map(&map);
}

/* What the change was, in a word or two. */
static struct value kind_of(
	struct arena *arena, const struct history_change *change)
{
	switch (change->kind) {
	case HISTORY_ADDED:
		return kind_value(arena, "new", "New");
	case HISTORY_REMOVED:
		return kind_value(arena, "removed", "Removed");
	case HISTORY_MOVED:
		return change->counts
			? kind_value(arena, "moved", "Moved and changed")
			: kind_value(arena, "moved", "Moved");
	case HISTORY_CHANGED:
		break;
	}
	if (change->review)
		return kind_value(arena, "reviewed", "Reviewed");
	return change->counts ? kind_value(arena, "changed", "Changed")
			      : kind_value(arena, "form", "Form only");
}

static struct value people_value(const struct build *build,
	const struct history_commit *commit, struct arena *arena)
{
	struct value_items items = {0};

	if (!build->site.config.hide_names)
		for (size_t i = 0; i < commit->people_len; i++)
			value_push(&items, arena,
				value_string(commit->people[i]->name));
	return value_of_list(&items);
}

/* The commit on the forge. */
static struct value commit_link(const struct build *build,
	const struct history_commit *commit, struct arena *arena)
{
	struct str forge = build->site.config.repo_url;

	while (forge.len && forge.ptr[forge.len - 1] == '/')
		forge.len--;
	if (!forge.len)
		return value_null;
	return value_string(arena_printf(arena, "%.*s/commit/%.*s",
		STR_ARG(forge), STR_ARG(commit->id)));
}

struct value values_revision(const struct build *build,
	const struct revision *revision, struct arena *arena)
{
	const struct history_change *change = revision->change;
	const struct history_commit *commit = change->commit;
	struct value_map map = {0};

	value_give(
		&map, arena, "date", schema_show_date(arena, revision->date));
	value_give(&map, arena, "kind", kind_of(arena, change));
	value_give(&map, arena, "summary",
		revision->tell && commit->summary.len
			? value_string(commit->summary)
			: value_null);
	value_give(&map, arena, "people", people_value(build, commit, arena));
	value_give(
		&map, arena, "commit_url", commit_link(build, commit, arena));
	return value_of_map(&map);
}

struct value values_history(
	const struct build *build, const struct page *page, struct arena *arena)
{
	struct value_items items = {0};
	size_t n = page->revisions.len < SHOWN ? page->revisions.len : SHOWN;

	for (size_t i = 0; i < n; i++)
		value_push(&items, arena,
			values_revision(
				build, &page->revisions.items[i], arena));
	return value_of_list(&items);
}

/* People. */

static int by_share(const void *left, const void *right)
{
	const struct contributor *a = left, *b = right;
	int order;

	if (a->pages != b->pages)
		return a->pages > b->pages ? -1 : 1;
	if (a->changes != b->changes)
		return a->changes > b->changes ? -1 : 1;
	order = str_cmp(a->person->name, b->person->name);
	return order ? order : str_cmp(a->person->email, b->person->email);
}

static void credit(struct contributors *all, const struct page *page,
	const struct revision *revision, struct arena *arena)
{
	const struct history_commit *commit = revision->change->commit;

	for (size_t i = 0; i < commit->people_len; i++) {
		const struct history_person *person = commit->people[i];
		struct contributor *one = map_get(&all->by_email,
			person->email.len ? person->email : person->name);

		if (!one) {
			one = arena_new(arena, struct contributor);
			one->person = person;
			map_add(&all->by_email, arena,
				person->email.len ? person->email
						  : person->name,
				one);
		}
		one->changes++;
		one->pages += one->last != page;
		one->last = page;
		if (!date_is_set(one->latest) ||
			date_cmp(revision->date, one->latest) > 0)
			one->latest = revision->date;
	}
}

void contributors_add(
	struct contributors *all, const struct page *page, struct arena *arena)
{
	vec_each(const struct revision, revision, &page->revisions)
		if (revision->change->counts)
			credit(all, page, revision, arena);
}

struct contributor *contributors_sort(
	const struct contributors *all, struct arena *arena)
{
	struct contributor *sorted =
		arena_array(arena, struct contributor, all->by_email.len);
	size_t n = 0;

	for (size_t i = 0; i < all->by_email.cap; i++)
		if (all->by_email.slots[i].item)
			sorted[n++] = *(const struct contributor *)all->by_email
					       .slots[i]
					       .item;
	if (n)
		qsort(sorted, n, sizeof *sorted, by_share);
	return sorted;
}

struct value values_contributors(
	const struct build *build, const struct page *page, struct arena *arena)
{
	struct contributors all = {0};
	struct contributor *sorted;
	struct value_items items = {0};

	if (build->site.config.hide_names)
		return value_null;
	contributors_add(&all, page, arena);
	sorted = contributors_sort(&all, arena);
	for (size_t i = 0; i < all.by_email.len; i++)
		value_push(&items, arena, value_string(sorted[i].person->name));
	return value_of_list(&items);
}
