#include "stage/outputs.h"

#include <stdlib.h>

#include "model/path.h"
#include "model/records/kinds.h"
#include "stage/glossary.h"

enum {
	LIST_PART = 100, /* entries of a long list on one page */
	LETTERS_SPLIT = 500, /* more pages than this: a page a letter */
	HANDBOOK_MAX = 250, /* pages that anybody would print together */
	RECENT = 6 /* changes on the home page */
};

static struct output *add(struct build *build, struct str url,
	const char *template, output_fn *fill, const void *subject)
{
	struct output *output = vec_push(&build->outputs, &build->arena);

	*output = (struct output){.url = url,
		.template = template,
		.fill = fill,
		.subject = subject,
		.parts = 1};
	return output;
}

static void put_title(
	struct value_map *map, struct arena *arena, const char *title)
{
	value_give(map, arena, "title", value_string(str_of(title)));
}

/* The URL of a further part of a list: "risk.html" to "risk-2.html". */
static struct str part_url(struct arena *arena, struct str url, size_t part)
{
	if (!part)
		return url;
	return arena_printf(arena, "%.*s-%zu.html",
		STR_ARG(str_sub(url, 0, url.len - 5)), part + 1);
}

static size_t parts_of(size_t n)
{
	return n ? (n + LIST_PART - 1) / LIST_PART : 1;
}

/* The cards of one part of a list, and links to the other parts. */
static void put_part(const struct build *build, const struct output *output,
	struct str first_url, struct page *const *pages, size_t n,
	struct value_map *map, struct arena *arena)
{
	size_t from = output->part * LIST_PART;
	size_t len = n - from < LIST_PART ? n - from : LIST_PART;
	struct value_items links = {0};

	value_give(map, arena, "pages",
		values_cards(build, arena, pages + from, n ? len : 0));
	if (output->parts == 1)
		return;
	for (size_t i = 0; i < output->parts; i++) {
		struct value_map link = {0};

		value_give(&link, arena, "number", value_int((int64_t)i + 1));
		value_give(&link, arena, "url",
			value_url(part_url(arena, first_url, i)));
		value_give(
			&link, arena, "current", value_bool(i == output->part));
		value_push(&links, arena, value_of_map(&link));
	}
	value_give(map, arena, "parts", value_of_list(&links));
}

/* Pages of content. */

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

static bool has_handbook(const struct section *section)
{
	return section->parent && count_below(section) > 1 &&
		count_below(section) <= HANDBOOK_MAX;
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
	put_part(build, output, section->url, section->pages.items,
		section->pages.len, map, arena);
	if (has_handbook(section))
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

/* Taxonomies. */

static void fill_taxonomy(const struct build *build,
	const struct output *output, struct value_map *map, struct arena *arena)
{
	const struct taxonomy *taxonomy = output->subject;

	value_give(map, arena, "title", value_string(taxonomy->title));
	value_give(map, arena, "taxonomy",
		values_taxonomy(build, taxonomy, arena));
}

static void fill_facet(const struct build *build, const struct output *output,
	struct value_map *map, struct arena *arena)
{
	const struct facet *facet = output->subject;
	const struct taxonomy *taxonomy = facet->taxonomy;
	struct value above = values_link(arena, taxonomy->title,
		arena_printf(arena, "%.*s/index.html", STR_ARG(taxonomy->id)));
	struct value_items crumbs = {0};

	value_push(&crumbs, arena,
		values_link(arena, STR("Home"), STR("index.html")));
	value_push(&crumbs, arena, above);
	value_give(map, arena, "breadcrumbs", value_of_list(&crumbs));
	value_give(map, arena, "title", value_string(facet->taxon->title));
	value_give(map, arena, "description",
		facet->taxon->description.len
			? value_string(facet->taxon->description)
			: value_null);
	value_give(
		map, arena, "taxonomy_title", value_string(taxonomy->singular));
	values_count(map, arena, facet->pages.len);
	value_give(map, arena, "siblings",
		values_taxonomy(build, taxonomy, arena));
	put_part(build, output, facet->url, facet->pages.items,
		facet->pages.len, map, arena);
}

/* A to Z. */

static char letter_of(const struct page *page)
{
	char c = page->front.title.len ? page->front.title.ptr[0] : '#';

	return char_is_alpha(c) ? (char)(char_lower(c) - 'a' + 'A') : '#';
}

static int by_letter(const void *left, const void *right)
{
	const struct page *a = *(struct page *const *)left;
	const struct page *b = *(struct page *const *)right;
	struct str x = a->front.title, y = b->front.title;

	for (size_t i = 0; i < x.len && i < y.len; i++) {
		char p = char_lower(x.ptr[i]), q = char_lower(y.ptr[i]);

		if (p != q)
			return (unsigned char)p < (unsigned char)q ? -1 : 1;
	}
	return x.len != y.len ? (x.len < y.len ? -1 : 1)
			      : page_compare_title(left, right);
}

struct letters {
	struct page **pages; /* of the whole site, in order */
	size_t n;
};

static struct letters *sort_letters(struct build *build)
{
	struct letters *letters = arena_new(&build->arena, struct letters);

	letters->n = build->site.pages.len;
	letters->pages = arena_array(&build->arena, struct page *, letters->n);
	for (size_t i = 0; i < letters->n; i++)
		letters->pages[i] = build->site.pages.items[i];
	if (letters->n)
		qsort(letters->pages, letters->n, sizeof *letters->pages,
			by_letter);
	return letters;
}

static struct str letter_url(struct arena *arena, char letter)
{
	return letter == '#'
		? STR("a-z/0.html")
		: arena_printf(arena, "a-z/%c.html", char_lower(letter));
}

static struct value letter_value(const struct build *build,
	const struct letters *letters, size_t from, size_t to,
	struct arena *arena)
{
	bool split = letters->n > LETTERS_SPLIT;
	char letter = letter_of(letters->pages[from]);
	struct value_map map = {0};

	value_give(&map, arena, "letter",
		value_string(arena_printf(arena, "%c", letter)));
	value_give(&map, arena, "id",
		value_string(letter == '#' ? STR("other")
					   : arena_printf(arena, "%c",
						     char_lower(letter))));
	value_give(&map, arena, "count", value_int((int64_t)(to - from)));
	value_give(&map, arena, "url",
		split ? value_url(letter_url(arena, letter)) : value_null);
	value_give(&map, arena, "pages",
		split ? value_null
		      : values_cards(build, arena, letters->pages + from,
				to - from));
	return value_of_map(&map);
}

static size_t letter_end(const struct letters *letters, size_t from)
{
	size_t to = from;

	while (to < letters->n &&
		letter_of(letters->pages[to]) ==
			letter_of(letters->pages[from]))
		to++;
	return to;
}

static void fill_letters(const struct build *build, const struct output *output,
	struct value_map *map, struct arena *arena)
{
	const struct letters *letters = output->subject;
	struct value_items items = {0};

	for (size_t from = 0, to; from < letters->n; from = to) {
		to = letter_end(letters, from);
		value_push(&items, arena,
			letter_value(build, letters, from, to, arena));
	}
	put_title(map, arena, "A to Z");
	value_give(map, arena, "letters", value_of_list(&items));
}

static void fill_letter(const struct build *build, const struct output *output,
	struct value_map *map, struct arena *arena)
{
	const struct letters *of = output->subject;
	char letter = letter_of(of->pages[0]);

	value_give(map, arena, "title",
		value_string(letter == '#'
				? STR("Other titles")
				: arena_printf(arena,
					  "Titles that start with %c",
					  letter)));
	value_give(map, arena, "letter_page", value_bool(true));
	value_give(map, arena, "a_z", value_url(STR("a-z.html")));
	put_part(build, output, letter_url(arena, letter), of->pages, of->n,
		map, arena);
}

static void add_letters(struct build *build)
{
	const struct letters *letters = sort_letters(build);

	add(build, STR("a-z.html"), "a-z", fill_letters, letters);
	if (letters->n <= LETTERS_SPLIT)
		return;
	for (size_t from = 0, to; from < letters->n; from = to) {
		struct letters *one = arena_new(&build->arena, struct letters);
		struct str url = letter_url(
			&build->arena, letter_of(letters->pages[from]));

		to = letter_end(letters, from);
		*one = (struct letters){letters->pages + from, to - from};
		for (size_t i = 0; i < parts_of(one->n); i++) {
			struct output *output =
				add(build, part_url(&build->arena, url, i),
					"letter", fill_letter, one);

			output->part = i;
			output->parts = parts_of(one->n);
		}
	}
}

/* The glossary. */

static int by_term(const void *left, const void *right)
{
	const struct entry *a = *(struct entry *const *)left;
	const struct entry *b = *(struct entry *const *)right;

	for (size_t i = 0; i < a->term.len && i < b->term.len; i++) {
		char p = char_lower(a->term.ptr[i]),
		     q = char_lower(b->term.ptr[i]);

		if (p != q)
			return p < q ? -1 : 1;
	}
	return a->term.len < b->term.len ? -1 : 1;
}

static struct value entry_value(const struct build *build,
	const struct entry *entry, struct arena *arena)
{
	const struct page *see = entry->see.len
		? map_get(&build->site.pages_by_path, entry->see)
		: NULL;
	struct value_items formerly = {0};
	struct value_map map = {0};

	list_each(const struct str, name, &entry->formerly)
		value_push(&formerly, arena, value_string(*name));
	value_give(&map, arena, "id", value_string(entry->slug));
	value_give(&map, arena, "term", value_string(entry->term));
	value_give(&map, arena, "short",
		entry->short_form.len ? value_string(entry->short_form)
				      : value_null);
	value_give(&map, arena, "definition", value_string(entry->definition));
	value_give(&map, arena, "formerly", value_of_list(&formerly));
	value_give(
		&map, arena, "see", see ? values_card(build, see) : value_null);
	return value_of_map(&map);
}

static void fill_glossary(const struct build *build,
	const struct output *output, struct value_map *map, struct arena *arena)
{
	const struct record_list *list = &build->site.records.of[RECORD_ENTRY];
	struct entry **entries = arena_array(arena, struct entry *, list->len);
	struct value_items items = {0};

	(void)output;
	for (size_t i = 0; i < list->len; i++)
		entries[i] = list->items[i];
	if (list->len)
		qsort(entries, list->len, sizeof *entries, by_term);
	for (size_t i = 0; i < list->len; i++)
		value_push(
			&items, arena, entry_value(build, entries[i], arena));
	put_title(map, arena, "Glossary");
	value_give(map, arena, "entries", value_of_list(&items));
}

/* Reviews due, by owner. */

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
	put_title(map, arena, "Reviews due");
	value_give(map, arena, "owners", value_of_list(&owners));
	value_give(
		map, arena, "overdue_count", value_int(counts[REVIEW_OVERDUE]));
	value_give(map, arena, "soon_count", value_int(counts[REVIEW_SOON]));
	value_give(
		map, arena, "current_count", value_int(counts[REVIEW_CURRENT]));
	value_give(map, arena, "never_count", value_int(counts[REVIEW_NONE]));
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

		*body = (*page)->body.html;
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

	if (!has_handbook(section))
		return;
	handbook = arena_new(&build->arena, struct handbook);
	handbook->section = section;
	gather(build, handbook, section);
	vec_each(struct page *, page, &handbook->pages)
		map_set(&handbook->inlined, &build->arena, (*page)->url,
			&(*page)->anchor);
	output = add(build, handbook_url(&build->arena, section), "handbook",
		fill_handbook, handbook);
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
	put_title(map, arena, "Page not found");
}

static void add_section(struct build *build, const struct section *section)
{
	size_t parts = parts_of(section->pages.len);

	for (size_t i = 0; i < parts; i++) {
		struct output *output = add(build,
			part_url(&build->arena, section->url, i),
			section->parent ? "section" : "home",
			section->parent ? fill_section : fill_home, section);

		output->section = section;
		output->part = i;
		output->parts = parts;
	}
	add_handbook(build, section);
}

static void add_facets(struct build *build)
{
	list_each(
		const struct taxonomy, taxonomy, &build->site.config.taxonomies)
		add(build,
			arena_printf(&build->arena, "%.*s/index.html",
				STR_ARG(taxonomy->id)),
			"taxonomy", fill_taxonomy, taxonomy);
	vec_each(struct facet, facet, &build->site.facets)
		for (size_t i = 0; i < parts_of(facet->pages.len); i++) {
			struct output *output = add(build,
				part_url(&build->arena, facet->url, i), "facet",
				fill_facet, facet);

			output->part = i;
			output->parts = parts_of(facet->pages.len);
		}
}

static void add_pages(struct build *build)
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
		output = add(build, page->url, template, fill_page, page);
		output->section = page->section;
	}
}

void outputs_collect(struct build *build)
{
	struct output *missing;

	vec_each(struct section *, section, &build->site.sections)
		add_section(build, *section);
	add_pages(build);
	add_facets(build);
	add_letters(build);
	if (build->site.terms.len)
		add(build, STR(GLOSSARY_URL), "glossary", fill_glossary, NULL);
	add(build, STR("reviews.html"), "reviews", fill_reviews, NULL);
	missing = add(build, STR("404.html"), "404", fill_missing, NULL);
	missing->root = build->site.config.base_url;
	vec_each(struct alias, alias, &build->site.aliases)
		add(build, alias->url, "redirect", fill_redirect, alias);
}

const struct output *outputs_find(const struct build *build, struct str url)
{
	vec_each(const struct output, output, &build->outputs)
		if (str_eq(output->url, url))
			return output;
	return NULL;
}

struct value outputs_context(const struct build *build,
	const struct output *output, struct arena *arena)
{
	struct value_map map = {0};
	struct value so_far;

	value_give(&map, arena, "site", build->shared->site);
	value_give(&map, arena, "navigation",
		values_navigation(build, output->section));
	value_give(&map, arena, "url", value_url(output->url));
	output->fill(build, output, &map, arena);
	so_far = value_of_map(&map);
	if (!value_get(&so_far, STR("breadcrumbs")))
		value_give(&map, arena, "breadcrumbs",
			output->section
				? values_breadcrumbs(arena, output->section,
					  output->fill != fill_section &&
						  output->fill != fill_home)
				: values_breadcrumbs(arena,
					  build->site.sections.items[0], true));
	return value_of_map(&map);
}
