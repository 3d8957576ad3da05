/* Pages of content, sections, the home page, handbooks and redirects. */

#include <stdlib.h>

#include "stage/outputs/parts.h"

enum { RECENT = 6 }; /* changes on the home page */

static void fill_page(const struct build *build, const struct output *output,
	struct value_map *map, struct arena *arena)
{
	const struct page *page = output->subject;

	value_give(map, arena, "title", value_string(page->front.title));
	value_give(map, arena, "description",
		value_string(page->front.description.len
				? page->front.description
				: page->body.lead));
	value_give(map, arena, "page", values_page(build, page, arena));
}

/* How many pages a section has, with all below it. */
static size_t count_below(const struct section *section)
{
	size_t n = section->pages.len + (section->page != NULL);

	vec_each(struct section *const, below, &section->sections)
		n += count_below(*below);
	return n;
}

static struct value section_cards(
	const struct section *section, struct arena *arena)
{
	struct value_items items = {0};

	vec_each(struct section *const, at, &section->sections) {
		const struct section *below = *at;
		struct value_map map = {0};

		value_give(&map, arena, "title", value_string(below->title));
		value_give(&map, arena, "url", value_url(below->url));
		value_give(&map, arena, "description",
			below->page && below->page->front.description.len
				? value_string(below->page->front.description)
				: value_null);
		values_count(&map, arena, count_below(below));
		value_push(&items, arena, value_of_map(&map));
	}
	return value_of_list(&items);
}

static struct str handbook_url(
	struct arena *arena, const struct section *section)
{
	return arena_printf(arena, "%.*sprint/index.html",
		STR_ARG(str_sub(section->url, 0, section->url.len - 10)));
}

static bool has_handbook(
	const struct build *build, const struct section *section)
{
	size_t n = count_below(section);

	return section->parent && n > 1 &&
		n <= (size_t)build->site.config.handbook.n;
}

static void fill_section(const struct build *build, const struct output *output,
	struct value_map *map, struct arena *arena)
{
	const struct section *section = output->subject;

	value_give(map, arena, "title", value_string(section->title));
	if (section->page) {
		fill_page(build, &(struct output){.subject = section->page},
			map, arena);
	}
	value_give(map, arena, "sections", section_cards(section, arena));
	output_put_part(build, output, section->url, section->pages.items,
		section->pages.len, map, arena);
	if (has_handbook(build, section))
		value_give(map, arena, "handbook",
			value_url(handbook_url(arena, section)));
	if (section->parent)
		value_give(map, arena, "feed",
			value_url(arena_printf(arena, "%.*satom.xml",
				STR_ARG(str_sub(section->url, 0,
					section->url.len - 10)))));
}

/* Home. */

static int by_date(const void *left, const void *right)
{
	const struct page *a = *(struct page *const *)left;
	const struct page *b = *(struct page *const *)right;
	int order = date_cmp(b->updated, a->updated);

	return order ? order : page_compare_title(left, right);
}

static struct value recent_cards(const struct build *build, struct arena *arena)
{
	VEC(struct page *) pages = {0};

	vec_each(struct page *const, page, &build->site.pages)
		if (date_is_set((*page)->updated) && !(*page)->is_section)
			*vec_push(&pages, arena) = *page;
	if (pages.len)
		qsort(pages.items, pages.len, sizeof *pages.items, by_date);
	return values_cards(build, arena, pages.items,
		pages.len < RECENT ? pages.len : RECENT);
}

static struct value consultation_cards(
	const struct build *build, struct arena *arena)
{
	VEC(struct page *) pages = {0};

	vec_each(struct page *const, page, &build->site.pages)
		if (page_consultation_open(&build->site, *page))
			*vec_push(&pages, arena) = *page;
	return values_cards(build, arena, pages.items, pages.len);
}

static void fill_home(const struct build *build, const struct output *output,
	struct value_map *map, struct arena *arena)
{
	fill_section(build, output, map, arena);
	value_give(map, arena, "recent", recent_cards(build, arena));
	value_give(
		map, arena, "consultations", consultation_cards(build, arena));
	value_give(map, arena, "is_home", value_bool(true));
	value_give(map, arena, "page_count",
		value_int((int64_t)build->site.pages.len));
}

/* Handbooks: all pages of a section in one. */

struct handbook {
	const struct section *section;
	VEC(struct page *) pages;
	struct map inlined;
};

static void gather(struct build *build, struct handbook *handbook,
	const struct section *section)
{
	if (section->page)
		*vec_push(&handbook->pages, &build->arena) = section->page;
	for (size_t i = 0; i < section->pages.len; i++)
		*vec_push(&handbook->pages, &build->arena) =
			section->pages.items[i];
	for (size_t i = 0; i < section->sections.len; i++)
		gather(build, handbook, section->sections.items[i]);
}

static void fill_handbook(const struct build *build,
	const struct output *output, struct value_map *map, struct arena *arena)
{
	const struct handbook *handbook = output->subject;
	struct value_items items = {0};

	vec_each(struct page *const, page, &handbook->pages) {
		struct html *body = arena_new(arena, struct html);
		struct value value = values_page(build, *page, arena);
		struct value_map entry = {0};

		*body = *value_get(&value, STR("body"))->html;
		body->id_prefix = (*page)->anchor;
		value_give(
			&entry, arena, "anchor", value_string((*page)->anchor));
		value_give(&entry, arena, "page", value);
		value_give(&entry, arena, "body", value_html(body));
		value_push(&items, arena, value_of_map(&entry));
	}
	value_give(map, arena, "title",
		value_string(arena_printf(arena, "%.*s: all pages",
			STR_ARG(handbook->section->title))));
	value_give(map, arena, "section_title",
		value_string(handbook->section->title));
	value_give(map, arena, "pages", value_of_list(&items));
}

static void add_handbook(struct build *build, const struct section *section)
{
	struct handbook *handbook;
	struct output *output;

	if (!has_handbook(build, section))
		return;
	handbook = arena_new(&build->arena, struct handbook);
	handbook->section = section;
	gather(build, handbook, section);
	vec_each(struct page *, page, &handbook->pages)
		map_set(&handbook->inlined, &build->arena, (*page)->url,
			&(*page)->anchor);
	output = output_add(build, handbook_url(&build->arena, section),
		"handbook", fill_handbook, handbook);
	output->section = section;
	output->inlined = &handbook->inlined;
}

/* Redirects. */

static void fill_redirect(const struct build *build,
	const struct output *output, struct value_map *map, struct arena *arena)
{
	const struct alias *alias = output->subject;

	(void)build;
	value_give(map, arena, "title", value_string(alias->page->front.title));
	value_give(map, arena, "target", value_url(alias->page->url));
}

static void fill_missing(const struct build *build, const struct output *output,
	struct value_map *map, struct arena *arena)
{
	(void)build;
	(void)output;
	value_give(map, arena, "title", value_string(STR("Page not found")));
}

static void add_section(struct build *build, const struct section *section)
{
	size_t first = build->outputs.len;

	output_add_list(build, section->url,
		section->parent ? "section" : "home",
		section->parent ? fill_section : fill_home, section,
		section->pages.len);
	for (size_t i = first; i < build->outputs.len; i++) {
		build->outputs.items[i].section = section;
		build->outputs.items[i].body = section->page;
	}
	add_handbook(build, section);
}

static void add_content(struct build *build)
{
	vec_each(struct page *, at, &build->site.pages) {
		const struct page *page = *at;
		const char *template = page->type->template.ptr;
		struct output *output;

		if (page->section->page == page)
			continue; /* shown by its section */
		if (!template_has(
			    &build->theme.templates, page->type->template))
			template = "page";
		output =
			output_add(build, page->url, template, fill_page, page);
		output->page = output->body = page;
		output->section = page->section;
	}
}

void outputs_add_pages(struct build *build)
{
	struct output *missing;

	vec_each(struct section *, section, &build->site.sections)
		add_section(build, *section);
	add_content(build);
	missing = output_add(build, STR("404.html"), "404", fill_missing, NULL);
	missing->root = build->site.config.base_url;
	vec_each(struct alias, alias, &build->site.aliases)
		output_add(build, alias->url, "redirect", fill_redirect, alias);
}
