/* What changed, and by whom: pages made of the commits. */

#include <stdlib.h>

#include "stage/changes.h"
#include "stage/outputs/parts.h"
#include "stage/values_history.h"

static struct value change_value(const struct build *build,
	const struct site_change *change, struct arena *arena)
{
	struct value shown = values_revision(build, change->revision, arena);
	struct value_map map = {0};

	value_give(&map, arena, "page",
		values_link(
			arena, change->page->front.title, change->page->url));
	value_give(&map, arena, "change", shown);
	return value_of_map(&map);
}

/* A day and what changed on it. */
static struct value day_value(const struct build *build,
	const struct site_change *changes, size_t n, struct arena *arena)
{
	struct value_items items = {0};
	struct value_map map = {0};

	for (size_t i = 0; i < n; i++)
		value_push(
			&items, arena, change_value(build, &changes[i], arena));
	value_give(&map, arena, "date",
		schema_show_date(arena, changes->revision->date));
	value_give(&map, arena, "changes", value_of_list(&items));
	return value_of_map(&map);
}

/* Addresses that were given up, the latest first. */
static struct value withdrawn_value(
	const struct build *build, struct arena *arena)
{
	const struct record_list *redirects =
		&build->site.records.of[RECORD_REDIRECT];
	struct value_items items = {0};

	for (size_t i = 0; i < redirects->len; i++) {
		const struct redirect *redirect = redirects->items[i];
		struct value_map map = {0};

		if (!date_is_set(redirect->withdrawn))
			continue;
		value_give(&map, arena, "date",
			schema_show_date(arena, redirect->withdrawn));
		value_give(
			&map, arena, "address", value_string(redirect->from));
		value_push(&items, arena, value_of_map(&map));
	}
	return value_of_list(&items);
}

static void fill_changes(const struct build *build, const struct output *output,
	struct value_map *map, struct arena *arena)
{
	const struct site_changes *all = output->subject;
	struct value_items days = {0};

	for (size_t from = 0, to; from < all->len; from = to) {
		struct date day = all->items[from].revision->date;

		for (to = from; to < all->len; to++)
			if (date_cmp(all->items[to].revision->date, day))
				break;
		value_push(&days, arena,
			day_value(build, all->items + from, to - from, arena));
	}
	value_give(map, arena, "title", value_string(STR("Changes")));
	value_give(map, arena, "days", value_of_list(&days));
	value_give(map, arena, "withdrawn", withdrawn_value(build, arena));
	value_give(map, arena, "feed", value_url(STR(CHANGES_FEED)));
}

static void fill_contributors(const struct build *build,
	const struct output *output, struct value_map *map, struct arena *arena)
{
	struct contributors all = {0};
	struct contributor *sorted;
	struct value_items items = {0};

	(void)output;
	vec_each(struct page *const, page, &build->site.pages)
		contributors_add(&all, *page, arena);
	sorted = contributors_sort(&all, arena);
	for (size_t i = 0; i < all.by_email.len; i++) {
		struct value_map one = {0};

		value_give(&one, arena, "name",
			value_string(sorted[i].person->name));
		values_count(&one, arena, sorted[i].pages);
		value_give(&one, arena, "changes",
			value_int((int64_t)sorted[i].changes));
		value_give(&one, arena, "latest",
			schema_show_date(arena, sorted[i].latest));
		value_push(&items, arena, value_of_map(&one));
	}
	value_give(map, arena, "title", value_string(STR("Contributors")));
	value_give(map, arena, "contributors", value_of_list(&items));
}

void outputs_add_changes(struct build *build)
{
	if (changes_are_shown(build))
		output_add(build, STR(CHANGES_URL), "changes", fill_changes,
			changes_collect(build, &build->arena));
	if (contributors_are_shown(build))
		output_add(build, STR(CONTRIBUTORS_URL), "contributors",
			fill_contributors, NULL);
}
