#include "stage/changes.h"

#include <stdlib.h>

enum { LATEST = 200, ROOM = 1000 };

static bool has_history(const struct build *build)
{
	vec_each(struct page *const, page, &build->site.pages)
		if ((*page)->revisions.len)
			return true;
	return false;
}

bool changes_are_shown(const struct build *build)
{
	return template_has(&build->theme.templates, STR("changes")) &&
		has_history(build);
}

bool contributors_are_shown(const struct build *build)
{
	return template_has(&build->theme.templates, STR("contributors")) &&
		!build->site.config.hide_names && has_history(build);
}

static bool is_news(const struct revision *revision)
{
	const struct history_change *change = revision->change;

	return change->kind == HISTORY_MOVED ||
		(change->counts && change->kind != HISTORY_REMOVED);
}

static int by_time(const void *left, const void *right)
{
	const struct site_change *a = left, *b = right;
	const struct history_commit *x = a->revision->change->commit;
	const struct history_commit *y = b->revision->change->commit;
	int order = date_cmp(b->revision->date, a->revision->date);

	if (order)
		return order;
	if (x->time != y->time)
		return x->time > y->time ? -1 : 1;
	order = str_cmp(x->id, y->id);
	return order ? order : str_cmp(a->page->url, b->page->url);
}

/* The latest of those seen so far, and some that are not known to be. */
struct latest {
	struct site_change *items; /* the first of them by time, once settled */
	size_t len;
	bool full; /* LATEST are there that no later ones need be behind */
};

static void settle(struct latest *latest)
{
	if (latest->len)
		qsort(latest->items, latest->len, sizeof *latest->items,
			by_time);
	latest->full = latest->len >= LATEST;
	if (latest->full)
		latest->len = LATEST;
}

static void add(struct latest *latest, const struct page *page,
	const struct revision *revision)
{
	struct site_change change = {page, revision};

	if (latest->full && by_time(&latest->items[LATEST - 1], &change) < 0)
		return;
	latest->items[latest->len++] = change;
	if (latest->len == ROOM)
		settle(latest);
}

const struct site_changes *changes_collect(
	const struct build *build, struct arena *arena)
{
	struct site_changes *all = arena_new(arena, struct site_changes);
	struct latest latest = {
		.items = arena_array(arena, struct site_change, ROOM)};

	vec_each(struct page *const, page, &build->site.pages)
		vec_each(const struct revision, revision, &(*page)->revisions)
			if (is_news(revision))
				add(&latest, *page, revision);
	settle(&latest);
	all->items = latest.items;
	all->len = latest.len;
	return all;
}
