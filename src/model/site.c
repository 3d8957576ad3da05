#include "model/site.h"

#include <stdlib.h>

#include "model/path.h"

const struct page_type page_types[PAGE_TYPES + 1] = {
	{STR_INIT("guidance"), STR_INIT("guidance"), STR_INIT("Guidance"),
		STR_INIT("page")},
	{STR_INIT("protocol"), STR_INIT("protocols"), STR_INIT("Protocol"),
		STR_INIT("page")},
	{STR_INIT("practice"), STR_INIT("practices"),
		STR_INIT("Exemplar practice"), STR_INIT("practice")},
	{STR_INIT("training"), STR_INIT("training"), STR_INIT("Training"),
		STR_INIT("training")},
	{STR_INIT("template"), STR_INIT("templates"), STR_INIT("Template"),
		STR_INIT("page")},
	{STR_INIT("question"), STR_INIT("questions"), STR_INIT("Question"),
		STR_INIT("question")},
	{STR_INIT("group"), STR_INIT("groups"), STR_INIT("Group"),
		STR_INIT("page")},
	{STR_INIT("page"), STR_INIT(""), STR_INIT("Page"), STR_INIT("page")},
	{STR_INIT(""), STR_INIT(""), STR_INIT(""), STR_INIT("")},
};

const struct page_type *page_type_find(struct str id)
{
	for (const struct page_type *type = page_types; type->id.len; type++)
		if (str_eq(type->id, id))
			return type;
	return NULL;
}

const struct page_type *page_type_of_path(struct str path)
{
	struct str folder = str_sub(path, 0, str_chr(path, '/', 0));
	const struct page_type *type = page_types;

	for (; type[1].id.len; type++)
		if (folder.len < path.len && str_eq(type->folder, folder))
			break;
	return type;
}

enum review_state page_review_state(
	const struct site *site, const struct page *page)
{
	struct date due = page->review_due;

	if (!date_is_set(due))
		return REVIEW_NONE;
	if (date_cmp(due, site->as_at) < 0)
		return REVIEW_OVERDUE;
	if (date_cmp(due, date_add(site->as_at, site->config.due_soon)) <= 0)
		return REVIEW_SOON;
	return REVIEW_CURRENT;
}

bool page_consultation_open(const struct site *site, const struct page *page)
{
	const struct consultation *consultation = page->front.consultation;

	return consultation &&
		date_cmp(consultation->opens, site->as_at) <= 0 &&
		date_cmp(site->as_at, consultation->closes) <= 0;
}

int page_compare_title(const void *left, const void *right)
{
	const struct page *a = *(struct page *const *)left;
	const struct page *b = *(struct page *const *)right;
	int order = str_cmp(a->front.title, b->front.title);

	return order ? order : str_cmp(a->source.path, b->source.path);
}

/* Most titles differ in their first bytes, which are here at hand. */
struct titled {
	uint64_t prefix;
	struct page *page;
};

static int by_prefix(const void *left, const void *right)
{
	const struct titled *a = left, *b = right;

	if (a->prefix != b->prefix)
		return a->prefix < b->prefix ? -1 : 1;
	return page_compare_title(&a->page, &b->page);
}

void pages_sort_title(struct page **pages, size_t n, struct arena *scratch)
{
	struct titled *titled = arena_array(scratch, struct titled, n);

	for (size_t i = 0; i < n; i++)
		titled[i] = (struct titled){
			str_prefix(pages[i]->front.title), pages[i]};
	if (n)
		qsort(titled, n, sizeof *titled, by_prefix);
	for (size_t i = 0; i < n; i++)
		pages[i] = titled[i].page;
}

int page_compare(const void *left, const void *right)
{
	const struct page *a = *(struct page *const *)left;
	const struct page *b = *(struct page *const *)right;

	if (a->front.weight.set != b->front.weight.set)
		return a->front.weight.set ? -1 : 1;
	if (a->front.weight.n != b->front.weight.n)
		return a->front.weight.n < b->front.weight.n ? -1 : 1;
	return page_compare_title(left, right);
}

bool section_is_shown(const struct section *section)
{
	return section->page || section->pages.len || section->sections.len ||
		!section->parent;
}

struct section *site_section_near(const struct site *site, struct str path)
{
	struct str folder = path_folder(path);
	struct section *section;

	while (!(section = map_get(&site->sections_by_path, folder)))
		folder = path_folder(str_sub(folder, 0, folder.len - 1));
	return section;
}

bool site_is_whole(const struct site *site)
{
	return (size_t)site->edition + 1 >= site->config.audiences.len;
}
