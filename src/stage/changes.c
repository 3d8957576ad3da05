#include "stage/changes.h"

#include <stdlib.h>

enum { LATEST = 200 };

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

const struct site_changes *changes_collect(
	const struct build *build, struct arena *arena)
{
	struct site_changes *all = arena_new(arena, struct site_changes);
	VEC(struct site_change) found = {0};

	vec_each(struct page *const, page, &build->site.pages)
		vec_each(const struct revision, revision, &(*page)->revisions)
			if (is_news(revision))
				*vec_push(&found, arena) =
					(struct site_change){*page, revision};
	if (found.len)
		qsort(found.items, found.len, sizeof *found.items, by_time);
	all->items = found.items;
	all->len = found.len < LATEST ? found.len : LATEST;
	return all;
}
