/* Reviews due, by owner. */

#include <stdlib.h>

#include "stage/addresses.h"
#include "stage/outputs/calendars.h"
#include "stage/outputs/parts.h"

static int by_due(const void *left, const void *right)
{
	const struct page *a = *(struct page *const *)left;
	const struct page *b = *(struct page *const *)right;
	int order = str_cmp(a->front.owner, b->front.owner);

	if (!order)
		order = date_cmp(a->review_due, b->review_due);
	return order ? order : page_compare_title(left, right);
}

static struct value due_value(
	const struct build *build, const struct page *page, struct arena *arena)
{
	static const char *const states[] = {[REVIEW_NONE] = NULL,
		[REVIEW_CURRENT] = "current",
		[REVIEW_SOON] = "soon",
		[REVIEW_OVERDUE] = "overdue"};
	enum review_state state = page_review_state(&build->site, page);
	struct value_map map = {0};

	value_give(&map, arena, "title", value_string(page->front.title));
	value_give(&map, arena, "url", value_url(page->url));
	value_give(
		&map, arena, "due", schema_show_date(arena, page->review_due));
	value_give(&map, arena, "last",
		schema_show_date(arena, page->front.last_reviewed_on));
	value_give(&map, arena, "current", value_bool(state == REVIEW_CURRENT));
	value_give(&map, arena, "soon", value_bool(state == REVIEW_SOON));
	value_give(&map, arena, "overdue", value_bool(state == REVIEW_OVERDUE));
	value_give(&map, arena, "state",
		states[state] ? value_string(str_of(states[state]))
			      : value_null);
	return value_of_map(&map);
}

/* The pages of one owner, from the first overdue to the last. */
static struct value owner_value(const struct build *build,
	struct page *const *pages, size_t n, struct arena *arena)
{
	struct str id = pages[0]->front.owner;
	const struct role *role =
		records_find(&build->site.records, RECORD_ROLE, id);
	struct value_items items = {0};
	struct value_map map = {0};

	for (size_t i = 0; i < n; i++)
		value_push(&items, arena, due_value(build, pages[i], arena));
	value_give(
		&map, arena, "id", value_string(id.len ? id : STR("nobody")));
	value_give(&map, arena, "title",
		value_string(role	 ? role->title
				: id.len ? id
					 : STR("No owner")));
	value_give(&map, arena, "work",
		role ? value_url(address_work(arena, id)) : value_null);
	value_give(&map, arena, "pages", value_of_list(&items));
	return value_of_map(&map);
}

static void fill_reviews(const struct build *build, const struct output *output,
	struct value_map *map, struct arena *arena)
{
	VEC(struct page *) pages = {0};
	struct value_items owners = {0};
	int64_t counts[REVIEW_OVERDUE + 1] = {0};

	(void)output;
	vec_each(struct page *const, page, &build->site.pages) {
		enum review_state state =
			page_review_state(&build->site, *page);

		counts[state] += !(*page)->is_section || state != REVIEW_NONE;
		if (state != REVIEW_NONE)
			*vec_push(&pages, arena) = *page;
	}
	if (pages.len)
		qsort(pages.items, pages.len, sizeof *pages.items, by_due);
	for (size_t from = 0, to; from < pages.len; from = to) {
		struct str owner = pages.items[from]->front.owner;

		for (to = from; to < pages.len; to++)
			if (!str_eq(pages.items[to]->front.owner, owner))
				break;
		value_push(&owners, arena,
			owner_value(
				build, pages.items + from, to - from, arena));
	}
	value_give(map, arena, "title", value_string(STR("Reviews due")));
	value_give(map, arena, "owners", value_of_list(&owners));
	value_give(map, arena, "calendar",
		has_reviews(build) ? value_url(STR(REVIEWS_CALENDAR))
				   : value_null);
	value_give(
		map, arena, "overdue_count", value_int(counts[REVIEW_OVERDUE]));
	value_give(map, arena, "soon_count", value_int(counts[REVIEW_SOON]));
	value_give(
		map, arena, "current_count", value_int(counts[REVIEW_CURRENT]));
	value_give(map, arena, "never_count", value_int(counts[REVIEW_NONE]));
}

void outputs_add_reviews(struct build *build)
{
	output_add(build, STR("reviews.html"), "reviews", fill_reviews, NULL);
}
