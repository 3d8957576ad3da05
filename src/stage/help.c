#include "stage/help.h"

#include "stage/values.h"

enum { SHOWN = 3 }; /* pages of a kind, where they are for one step */

struct helpers {
	VEC(struct page *) pages;
};

struct help {
	struct map factors; /* factor → struct helpers * */
};

/* What is offered, in the order that it is of use. */
static const struct kind {
	const char *key;
	struct str folder, also; /* of the types of page that are of it */
} kinds[] = {
	{"guidance", STR_INIT("guidance"), STR_INIT("protocols")},
	{"exemplars", STR_INIT("practices"), STR_INIT("practices")},
	{"templates", STR_INIT("templates"), STR_INIT("templates")},
	{"training", STR_INIT("training"), STR_INIT("training")},
};

static void add(struct help *help, struct arena *arena, struct str factor,
	struct page *page)
{
	struct helpers *helpers = map_get(&help->factors, factor);

	if (!helpers) {
		helpers = arena_new(arena, struct helpers);
		map_set(&help->factors, arena, factor, helpers);
	}
	if (!helpers->pages.len ||
		helpers->pages.items[helpers->pages.len - 1] != page)
		*vec_push(&helpers->pages, arena) = page;
}

const struct help *help_index(struct build *build)
{
	struct help *help = arena_new(&build->arena, struct help);

	vec_each(struct page *const, page, &build->site.pages) {
		if ((*page)->front.status == STATUS_SUPERSEDED ||
			(*page)->front.status == STATUS_WITHDRAWN)
			continue; /* no help any more */
		list_each(const struct str, factor, &(*page)->front.factors)
			add(help, &build->arena, *factor, *page);
		list_each(
			const struct page_level, level, &(*page)->front.levels)
			add(help, &build->arena, level->factor, *page);
	}
	return help;
}

struct list help_pages(const struct help *help, struct str factor)
{
	const struct helpers *helpers = map_get(&help->factors, factor);

	return helpers ? (struct list){helpers->pages.items, helpers->pages.len}
		       : (struct list){NULL, 0};
}

enum fit { FIT_NOT, FIT_GENERAL, FIT_STEP };

/* How well a page fits one who stands at FROM of a factor. */
static enum fit fit_of(const struct page *page, struct str factor, int64_t from)
{
	bool other = false;

	if (from == HELP_ANY)
		return FIT_GENERAL;
	list_each(const struct page_level, level, &page->front.levels) {
		if (!str_eq(level->factor, factor))
			continue;
		if (level->from <= from && from < level->to)
			return FIT_STEP;
		other = true;
	}
	return other ? FIT_NOT : FIT_GENERAL;
}

static struct value card(const struct build *build, struct arena *arena,
	const struct page *page, bool for_step)
{
	struct value base = values_card(build, arena, page);
	struct value_map map = {0};

	value_give_all(&map, arena, &base);
	value_give(&map, arena, "for_step", value_bool(for_step));
	return value_of_map(&map);
}

static bool is_of(const struct page *page, const struct kind *kind)
{
	return str_eq(page->type->folder, kind->folder) ||
		str_eq(page->type->folder, kind->also);
}

static struct value cards_of(const struct build *build, struct arena *arena,
	const struct list *pages, const struct kind *kind, struct str factor,
	int64_t from)
{
	struct value_items items = {0};

	for (int fit = FIT_STEP; fit > FIT_NOT; fit--)
		list_each(struct page *const, page, pages) {
			if (!is_of(*page, kind) ||
				fit_of(*page, factor, from) != (enum fit)fit)
				continue;
			if (from == HELP_ANY || items.len < SHOWN)
				value_push(&items, arena,
					card(build, arena, *page,
						fit == FIT_STEP));
		}
	return value_of_list(&items);
}

struct value help_value(const struct build *build, struct arena *arena,
	struct str factor, int64_t from)
{
	struct list pages = help_pages(build->shared->help, factor);
	struct value_map map = {0};
	bool any = false;

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		struct value cards =
			cards_of(build, arena, &pages, &kinds[i], factor, from);

		any = any || cards.list.len;
		value_give(&map, arena, kinds[i].key, cards);
	}
	value_give(&map, arena, "any", value_bool(any));
	return value_of_map(&map);
}

bool help_has(const struct build *build, struct str factor, struct str folder)
{
	struct list pages = help_pages(build->shared->help, factor);

	list_each(struct page *const, page, &pages)
		if (str_eq((*page)->type->folder, folder))
			return true;
	return false;
}
