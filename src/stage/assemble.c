/*
 * Assembling: pages are put into their sections and order, everything gets
 * its address, and links are resolved. Afterwards the site is not changed
 * any more.
 */

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "model/path.h"
#include "model/records/kinds.h"
#include "stage/links.h"
#include "stage/stages.h"

/* Claim an address for what stands at PLACE; false after a diagnostic. */
static bool claim_hashed(
	struct build *build, struct str url, uint64_t hash, struct place place)
{
	struct site *site = &build->site;
	const struct str *path = &place.source->path;
	const struct str *twin = map_add_hashed(
		&site->urls, &build->arena, url, hash, (void *)(uintptr_t)path);

	if (!twin)
		return true;
	map_set(&site->clashes, &build->arena, url, site);
	diag_add(&build->diags, DIAG_URL_CLASH, place, 1, *twin, *path, url);
	return false;
}

static bool claim(struct build *build, struct str url, struct place place)
{
	return claim_hashed(build, url, str_hash(url), place);
}

/* "supply-risk" to "Supply risk": for folders without a page. */
static struct str humanise(struct arena *arena, struct str path)
{
	struct str name = path_name(str_sub(path, 0, path.len - 1));
	struct str copy = arena_dup(arena, name);
	char *bytes = (char *)copy.ptr; /* our own copy */

	for (size_t i = 0; i < copy.len; i++)
		if (bytes[i] == '-' || bytes[i] == '_')
			bytes[i] = ' ';
	if (copy.len && char_is_lower(bytes[0]))
		bytes[0] = (char)(bytes[0] - 'a' + 'A');
	return copy;
}

static void address_sections(struct build *build)
{
	vec_each(struct section *, at, &build->site.sections) {
		struct section *section = *at;

		section->url = path_url(&build->arena,
			arena_printf(&build->arena, "%.*s_index.md",
				STR_ARG(section->path)),
			STR(""));
		section->title = section->page ? section->page->front.title
			: section->path.len
			? humanise(&build->arena, section->path)
			: build->site.config.title;
	}
}

static void address_pages(struct build *build)
{
	struct site *site = &build->site;
	size_t kept = 0;

	map_reserve(&site->urls, &build->arena,
		site->pages.len + site->attachments.len);
	for (size_t i = 0; i < site->pages.len; i++) {
		struct page *page = site->pages.items[i];

		if (!claim_hashed(build, page->url, page->url_hash,
			    place_of(&page->source, 0, 0)))
			continue;
		page->index = kept;
		site->pages.items[kept++] = page;
	}
	site->pages.len = kept;
}

static void address_attachments(struct build *build)
{
	struct site *site = &build->site;
	size_t kept = 0;

	for (size_t i = 0; i < site->attachments.len; i++) {
		struct attachment *file = site->attachments.items[i];

		if (file->entry &&
			claim(build, file->url, place_of(&file->source, 0, 0)))
			site->attachments.items[kept++] = file;
	}
	site->attachments.len = kept;
}

static int by_page_order(const void *left, const void *right)
{
	const struct section *a = *(struct section *const *)left;
	const struct section *b = *(struct section *const *)right;

	if (a->page && b->page)
		return page_compare(&a->page, &b->page);
	if (a->page || b->page)
		return a->page ? -1 : 1;
	return str_cmp(a->path, b->path);
}

static void fill_sections(struct build *build)
{
	struct site *site = &build->site;
	struct arena *arena = &build->arena;
	size_t kept = 0;

	vec_each(struct page *, page, &site->pages)
		if ((*page)->section->page != *page)
			*vec_push(&(*page)->section->pages, arena) = *page;
	for (size_t i = site->sections.len; i-- > 0;) {
		struct section *section = site->sections.items[i];

		if (section->parent && section_is_shown(section))
			*vec_push(&section->parent->sections, arena) = section;
	}
	for (size_t i = 0; i < site->sections.len; i++) {
		struct section *section = site->sections.items[i];

		if (section->pages.len)
			qsort(section->pages.items, section->pages.len,
				sizeof *section->pages.items, page_compare);
		for (size_t j = 0; j < section->pages.len; j++)
			section->pages.items[j]->order = j;
		if (section->sections.len)
			qsort(section->sections.items, section->sections.len,
				sizeof *section->sections.items, by_page_order);
		if (section_is_shown(section))
			site->sections.items[kept++] = section;
	}
	site->sections.len = kept;
}

/* A section without a page of its own gets a list at its address. */
static void claim_sections(struct build *build)
{
	vec_each(struct section *, at, &build->site.sections) {
		const struct section *section = *at;
		struct source *source;

		if (section->page)
			continue;
		source = arena_new(&build->arena, struct source);
		source->path = section->path;
		claim(build, section->url, place_of(source, 0, 0));
	}
}

static struct facet *facet_of(const struct site *site,
	const struct taxonomy *taxonomy, const struct taxon *taxon)
{
	const struct taxonomy *first = site->config.taxonomies.items;
	size_t n = (size_t)(taxon - (const struct taxon *)taxonomy->taxa.items);

	for (const struct taxonomy *before = first; before < taxonomy; before++)
		n += before->taxa.len;
	return &site->facets.items[n];
}

/* Put each page with its values; by title, as PAGES are. */
static void fill_facets(
	struct build *build, struct page *const *pages, size_t n)
{
	for (size_t i = 0; i < n; i++)
		list_each(const struct page_taxa, of, &pages[i]->front.taxa)
			list_each(const struct taxon *, taxon, &of->taxa)
				*vec_push(&facet_of(&build->site, of->taxonomy,
						  *taxon)
						   ->pages,
					&build->arena) = pages[i];
}

static void build_facets(struct build *build)
{
	struct site *site = &build->site;
	struct page **by_title;
	size_t n = 0, total = 0;

	list_each(const struct taxonomy, taxonomy, &site->config.taxonomies)
		total += taxonomy->taxa.len;
	site->facets.items = arena_array(&build->arena, struct facet, total);
	site->facets.len = site->facets.cap = total;
	list_each(const struct taxonomy, taxonomy, &site->config.taxonomies) {
		list_each(const struct taxon, taxon, &taxonomy->taxa) {
			struct facet *facet = &site->facets.items[n++];

			facet->taxonomy = taxonomy;
			facet->taxon = taxon;
			facet->url = arena_printf(&build->arena,
				"%.*s/%.*s.html", STR_ARG(taxonomy->id),
				STR_ARG(taxon->id));
			claim(build, facet->url, taxon->source->place);
		}
	}
	if (!total || !site->pages.len)
		return;
	by_title = arena_array(&build->arena, struct page *, site->pages.len);
	memcpy(by_title, site->pages.items, site->pages.len * sizeof *by_title);
	pages_sort_title(by_title, site->pages.len, &build->arena);
	fill_facets(build, by_title, site->pages.len);
}

static void add_alias(struct build *build, struct str text,
	const struct page *page, struct place place)
{
	struct site *site = &build->site;
	struct str url;
	const struct str *taken;

	if (!path_old_url(&build->arena, text, &url)) {
		diag_add(&build->diags, DIAG_ALIAS_PATH, place, utf8_len(text),
			text);
		return;
	}
	taken = map_add(&site->urls, &build->arena, url,
		(void *)(uintptr_t)&page->source.path);
	if (taken) {
		diag_add(&build->diags, DIAG_ALIAS_CLASH, place, utf8_len(text),
			text, *taken);
		return;
	}
	*vec_push(&site->aliases, &build->arena) =
		(struct alias){url, page, place, text};
}

static void add_aliases_of(struct build *build, const struct page *page,
	const struct list *aliases, const char *key)
{
	const struct value *value;
	size_t n = 0;

	if (!aliases->len)
		return;
	value = value_get(page->front.source, str_of(key));
	list_each(const struct str, alias, aliases)
		add_alias(build, *alias, page, schema_text_place(value, n++));
}

static void collect_aliases(struct build *build)
{
	const struct record_list *redirects =
		&build->site.records.of[RECORD_REDIRECT];

	vec_each(struct page *, page, &build->site.pages) {
		add_aliases_of(
			build, *page, &(*page)->front.aliases, "aliases");
		add_aliases_of(
			build, *page, &(*page)->front.old_paths, "old_paths");
	}
	for (size_t i = 0; i < redirects->len; i++) {
		const struct redirect *redirect = redirects->items[i];
		const struct page *page =
			map_get(&build->site.pages_by_path, redirect->to);

		if (page)
			add_alias(build, redirect->from, page,
				schema_place(redirect, "from"));
	}
}

/*
 * A page that was moved is still found where it was, unless there is
 * something else now.
 */
static void redirect_moved(struct build *build)
{
	struct site *site = &build->site;

	vec_each(struct page *, page, &site->pages)
		vec_each(const struct str, url, &(*page)->moved_from) {
			if (map_add(&site->urls, &build->arena, *url,
				    (void *)(uintptr_t) & (*page)->source.path))
				continue;
			*vec_push(&site->aliases,
				&build->arena) = (struct alias){.url = *url,
				.page = *page,
				.place = place_of(&(*page)->source, 0, 0),
				.text = *url};
		}
}

static void note_date(struct date *latest, struct date date)
{
	if (date_is_set(date) &&
		(!date_is_set(*latest) || date_cmp(date, *latest) > 0))
		*latest = date;
}

/*
 * The latest date at which the page says it was written or changed; if it
 * says none, the one that its history tells.
 */
static void set_updated(struct page *page)
{
	const struct front *front = &page->front;

	note_date(&page->updated, front->date);
	note_date(&page->updated, front->lastmod);
	note_date(&page->updated, front->answered_on);
	list_each(const struct version, version, &front->versions)
		note_date(&page->updated, version->date);
	list_each(const struct review, review, &front->reviews)
		if (review->outcome == OUTCOME_CHANGED)
			note_date(&page->updated, review->on);
	if (!date_is_set(page->updated))
		page->updated = page->changed;
}

void stage_assemble(struct build *build)
{
	address_sections(build);
	address_pages(build);
	address_attachments(build);
	fill_sections(build);
	claim_sections(build);
	build_facets(build);
	collect_aliases(build);
	redirect_moved(build);
	vec_each(struct page *, page, &build->site.pages)
		set_updated(*page);
	links_resolve(build);
}
