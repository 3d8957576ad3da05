/* Pages: published, changed, moved, reviewed, withdrawn. */

#include "stage/report_parts.h"

struct pages {
	const struct comparing *comparing;
	struct map before; /* path → const struct page * */
	struct map changes; /* path as it is now → its difference */
	struct map moved; /* path as it was → its difference */
	struct map touched; /* paths of BEFORE that CHANGES has */
	struct map met; /* paths of BEFORE that AFTER has, wherever */
};

static bool is_retired(const struct page *page)
{
	return page->front.status == STATUS_SUPERSEDED ||
		page->front.status == STATUS_WITHDRAWN;
}

static void tell(const struct pages *pages, enum report_list list,
	const struct page *page, struct report_row row)
{
	row.id = page->source.path;
	row.title = page->front.title;
	report_add(pages->comparing, list, row);
}

static void tell_withdrawn(
	const struct pages *pages, const struct page *page, const char *how)
{
	tell(pages, REPORT_PAGES_WITHDRAWN, page,
		(struct report_row){.note = str_of(how)});
}

/* A page that readers did not have before. */
static void take_new(
	const struct pages *pages, const struct page *page, struct str from)
{
	if (map_get(&pages->comparing->before->site->refused, from))
		tell(pages, REPORT_PAGES_CHANGED, page, (struct report_row){0});
	else if (!is_retired(page))
		tell(pages, REPORT_PAGES_PUBLISHED, page,
			(struct report_row){0});
}

static void take_review(const struct pages *pages, const struct page *old,
	const struct page *page)
{
	struct date then = front_last_reviewed(&old->front);
	struct date now = front_last_reviewed(&page->front);

	if (date_is_set(now) && date_cmp(now, then) > 0)
		tell(pages, REPORT_PAGES_REVIEWED, page,
			(struct report_row){.date = now, .date_before = then});
}

/* A page that was there before, under that path or another. */
static void take_kept(const struct pages *pages, const struct page *old,
	const struct page *page)
{
	const struct history_difference *change =
		map_get(&pages->changes, page->source.path);

	if (is_retired(page) && !is_retired(old))
		tell_withdrawn(pages, page,
			page->front.status == STATUS_WITHDRAWN ? "withdrawn"
							       : "superseded");
	else if (is_retired(old) && !is_retired(page))
		tell(pages, REPORT_PAGES_PUBLISHED, page,
			(struct report_row){0});
	else if (change && change->counts)
		tell(pages, REPORT_PAGES_CHANGED, page, (struct report_row){0});
	if (change && change->kind == HISTORY_MOVED)
		tell(pages, REPORT_PAGES_MOVED, page,
			(struct report_row){.before = change->from});
	take_review(pages, old, page);
}

static void take_after(struct pages *pages)
{
	vec_each(struct page *const, entry,
		&pages->comparing->after->site->pages) {
		const struct page *page = *entry;
		struct str path = page->source.path;
		const struct history_difference *change =
			map_get(&pages->changes, path);
		struct page *old;

		if (!change && !pages->comparing->all)
			continue;
		if (change && change->kind == HISTORY_MOVED)
			path = change->from;
		old = change && change->kind == HISTORY_ADDED
			? NULL
			: map_get(&pages->before, path);
		if (!old) {
			take_new(pages, page, path);
			continue;
		}
		map_set(&pages->met, pages->comparing->arena, path, old);
		take_kept(pages, old, page);
	}
}

/* What readers had and have no more. */
static void take_gone(const struct pages *pages, const struct page *page)
{
	const struct site *after = pages->comparing->after->site;
	const struct history_difference *change =
		map_get(&pages->moved, page->source.path);
	struct str path = change ? change->path : page->source.path;

	if (is_retired(page) || map_get(&after->refused, path))
		return;
	tell_withdrawn(pages, page,
		map_get(&after->unpublished, path) ? "a draft again"
						   : "deleted");
}

static void index_all(struct pages *pages)
{
	const struct comparing *comparing = pages->comparing;
	struct arena *arena = comparing->arena;

	map_reserve(&pages->before, arena, comparing->before->site->pages.len);
	map_reserve(&pages->changes, arena, comparing->changes->list.len);
	map_reserve(&pages->touched, arena, comparing->changes->list.len);
	vec_each(struct page *, page, &comparing->before->site->pages)
		map_set(&pages->before, arena, (*page)->source.path, *page);
	vec_each(struct history_difference, change, &comparing->changes->list) {
		bool moved = change->kind == HISTORY_MOVED;

		map_set(&pages->touched, arena,
			moved ? change->from : change->path, change);
		if (change->kind == HISTORY_REMOVED)
			continue;
		map_set(&pages->changes, arena, change->path, change);
		if (moved)
			map_set(&pages->moved, arena, change->from, change);
	}
}

void report_pages(const struct comparing *comparing)
{
	struct pages pages = {.comparing = comparing};

	index_all(&pages);
	take_after(&pages);
	vec_each(struct page *const, page, &comparing->before->site->pages) {
		struct str path = (*page)->source.path;

		if (!map_get(&pages.met, path) &&
			(comparing->all || map_get(&pages.touched, path)))
			take_gone(&pages, *page);
	}
}
