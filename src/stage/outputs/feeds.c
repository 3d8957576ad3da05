/* Files for programs: feeds, the site map, robots.txt, lists as JSON. */

#include <stdlib.h>

#include "base/escape.h"
#include "data/json.h"
#include "model/records/kinds.h"
#include "stage/changes.h"
#include "stage/outputs/parts.h"

enum { FEED_ENTRIES = 20, FEED_CHANGES = 50 };

/* Where links of a file start that is not shown at one address. */
static struct html_target absolute(const struct build *build)
{
	const struct config *config = &build->site.config;

	return (struct html_target){
		.root = config->base_url.len ? config->base_url : STR("/")};
}

static void put_link(
	const struct build *build, struct buf *out, struct str path)
{
	struct html_target target = absolute(build);

	html_put_path(out, &target, path);
}

/*
 * An id that stays the same wherever the site is published, made of the
 * site's title and the path: the bits of an RFC 9562 UUID, version 8.
 */
static void put_id(const struct build *build, struct buf *out, struct str path)
{
	uint64_t high = str_hash(build->site.config.title);
	uint64_t low = str_hash(path);

	buf_printf(out, "urn:uuid:%08x-%04x-8%03x-%04x-%012llx",
		(unsigned)(high >> 32), (unsigned)(high >> 16 & 0xFFFF),
		(unsigned)(high & 0xFFF),
		(unsigned)(0x8000 | (low >> 48 & 0x3FFF)),
		(unsigned long long)(low & 0xFFFFFFFFFFFF));
}

static void put_element(struct buf *out, const char *name, struct str text)
{
	if (!text.len)
		return;
	buf_printf(out, "<%s>", name);
	escape_text(out, text);
	buf_printf(out, "</%s>\n", name);
}

static void put_updated(struct buf *out, struct date date)
{
	buf_puts(out, "<updated>");
	date_put_iso(out, date.day ? date : date_last_day(date));
	buf_puts(out, "T00:00:00Z</updated>\n");
}

static int by_updated(const void *left, const void *right)
{
	const struct page *a = *(struct page *const *)left;
	const struct page *b = *(struct page *const *)right;
	int order = date_cmp(b->updated, a->updated);

	return order ? order : str_cmp(a->url, b->url);
}

static void put_entry(
	const struct build *build, struct buf *out, const struct page *page)
{
	buf_puts(out, "<entry>\n");
	put_element(out, "title", page->front.title);
	buf_puts(out, "<id>");
	put_id(build, out, page->url);
	buf_puts(out, "</id>\n<link href=\"");
	put_link(build, out, page->url);
	buf_puts(out, "\"/>\n");
	put_updated(out, page->updated);
	put_element(out, "summary",
		page->front.description.len ? page->front.description
					    : page->body.lead);
	buf_puts(out, "</entry>\n");
}

struct dated {
	VEC(struct page *) pages; /* that have a date */
	struct arena *arena;
};

static void add_dated(struct dated *dated, struct page *page)
{
	if (page && date_is_set(page->updated))
		*vec_push(&dated->pages, dated->arena) = page;
}

static void add_section(struct dated *dated, const struct section *section)
{
	add_dated(dated, section->page);
	vec_each(struct page *const, page, &section->pages)
		add_dated(dated, *page);
	vec_each(struct section *const, below, &section->sections)
		add_section(dated, *below);
}

static struct str atom_url(struct arena *arena, const struct section *section)
{
	return arena_printf(arena, "%.*satom.xml",
		STR_ARG(str_sub(section->url, 0, section->url.len - 10)));
}

/* A feed up to its entries. */
static void open_feed(const struct build *build, struct buf *out,
	struct str title, struct str url, struct str about, struct date updated)
{
	const struct config *config = &build->site.config;

	buf_puts(out,
		"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
		"<feed xmlns=\"http://www.w3.org/2005/Atom\">\n");
	put_element(out, "title", title);
	buf_puts(out, "<id>");
	put_id(build, out, url);
	buf_puts(out, "</id>\n<link rel=\"self\" href=\"");
	put_link(build, out, url);
	buf_puts(out, "\"/>\n<link href=\"");
	put_link(build, out, about);
	buf_puts(out, "\"/>\n");
	put_updated(out, updated);
	put_element(out, "generator", STR("guildhall"));
	buf_puts(out, "<author>");
	put_element(out, "name",
		config->organisation.len ? config->organisation
					 : config->title);
	buf_puts(out, "</author>\n");
}

/* The Atom feed of a section and all below it: what changed last. */
static bool put_atom(const struct build *build, const struct output *output,
	struct arena *arena, struct buf *out, struct fault *fault)
{
	const struct section *section = output->subject;
	struct dated dated = {.arena = arena};
	struct page **pages;

	(void)fault;
	add_section(&dated, section);
	pages = dated.pages.items;
	if (dated.pages.len)
		qsort(pages, dated.pages.len, sizeof *pages, by_updated);
	open_feed(build, out,
		section->parent ? arena_printf(arena, "%.*s: %.*s",
					  STR_ARG(build->site.config.title),
					  STR_ARG(section->title))
				: build->site.config.title,
		output->url, section->url,
		dated.pages.len ? pages[0]->updated : build->site.as_at);
	for (size_t i = 0; i < dated.pages.len && i < FEED_ENTRIES; i++)
		put_entry(build, out, pages[i]);
	buf_puts(out, "</feed>\n");
	return true;
}

/* The feed of changes: an entry for each, with its commit's words. */

static void put_change(const struct build *build, struct buf *out,
	const struct site_change *change, struct arena *scratch)
{
	const struct history_change *of = change->revision->change;
	const char *word = of->kind == HISTORY_ADDED ? "New"
		: of->kind == HISTORY_MOVED	     ? "Moved"
						     : "Changed";

	buf_puts(out, "<entry>\n");
	put_element(out, "title",
		arena_printf(scratch, "%s: %.*s", word,
			STR_ARG(change->page->front.title)));
	buf_puts(out, "<id>");
	put_id(build, out,
		arena_printf(scratch, "%.*s %.*s", STR_ARG(of->commit->id),
			STR_ARG(of->path)));
	buf_puts(out, "</id>\n<link href=\"");
	put_link(build, out, change->page->url);
	buf_puts(out, "\"/>\n");
	put_updated(out, change->revision->date);
	if (change->revision->tell)
		put_element(out, "summary", of->commit->summary);
	buf_puts(out, "</entry>\n");
}

static bool put_changes(const struct build *build, const struct output *output,
	struct arena *arena, struct buf *out, struct fault *fault)
{
	const struct site_changes *changes = changes_collect(build, arena);

	(void)output, (void)fault;
	open_feed(build, out,
		arena_printf(arena, "%.*s: changes",
			STR_ARG(build->site.config.title)),
		STR(CHANGES_FEED), STR(CHANGES_URL),
		changes->len ? changes->items[0].revision->date
			     : build->site.as_at);
	for (size_t i = 0; i < changes->len && i < FEED_CHANGES; i++)
		put_change(build, out, &changes->items[i], arena);
	buf_puts(out, "</feed>\n");
	return true;
}

static bool put_sitemap(const struct build *build, const struct output *output,
	struct arena *arena, struct buf *out, struct fault *fault)
{
	(void)output, (void)arena, (void)fault;
	buf_puts(out,
		"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset "
		"xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
	vec_each(struct page *, page, &build->site.pages) {
		buf_puts(out, "<url><loc>");
		put_link(build, out, (*page)->url);
		buf_puts(out, "</loc>");
		if (date_is_set((*page)->updated)) {
			buf_puts(out, "<lastmod>");
			date_put_iso(out, (*page)->updated);
			buf_puts(out, "</lastmod>");
		}
		buf_puts(out, "</url>\n");
	}
	buf_puts(out, "</urlset>\n");
	return true;
}

static bool put_robots(const struct build *build, const struct output *output,
	struct arena *arena, struct buf *out, struct fault *fault)
{
	(void)output, (void)arena, (void)fault;
	buf_puts(out, "User-agent: *\nDisallow:\n");
	if (build->site.config.base_url.len) {
		buf_puts(out, "Sitemap: ");
		put_link(build, out, STR("sitemap.xml"));
		buf_putc(out, '\n');
	}
	return true;
}

/* A date of the list as JSON, or null. */
static struct value iso(struct arena *arena, struct date date)
{
	struct value shown = schema_show_date(arena, date);
	const struct value *text = value_get(&shown, STR("iso"));

	return text ? *text : value_null;
}

static struct value text_or_null(struct str text)
{
	return text.len ? value_string(text) : value_null;
}

/*
 * One page for /api/pages.json. The first four keys are those of the GOV.UK
 * tech-docs template, for the programs that read them.
 */
static struct value page_entry(
	const struct build *build, const struct page *page, struct arena *arena)
{
	const struct front *front = &page->front;
	const struct str *names = build->site.config.audiences.items;
	struct value_map map = {0};

	value_put(&map, arena, "title", value_string(front->title));
	value_put(&map, arena, "url", value_url(page->url));
	value_put(&map, arena, "review_by", iso(arena, page->review_due));
	value_put(&map, arena, "owner_slack", text_or_null(front->owner_slack));
	value_put(&map, arena, "path", value_string(page->source.path));
	value_put(&map, arena, "type", value_string(page->type->id));
	value_put(&map, arena, "status",
		value_string(front->status
				? choice_name(page_statuses, front->status)
				: STR("final")));
	value_put(&map, arena, "audience", value_string(names[page->audience]));
	value_put(&map, arena, "owner", text_or_null(front->owner));
	value_put(&map, arena, "description",
		text_or_null(front->description.len ? front->description
						    : page->body.lead));
	value_put(&map, arena, "last_reviewed_on",
		iso(arena, front->last_reviewed_on));
	value_put(&map, arena, "updated", iso(arena, page->updated));
	value_put(&map, arena, "created", iso(arena, page->created));
	list_each(const struct page_taxa, of, &front->taxa) {
		struct value_items items = {0};

		list_each(const struct taxon *, taxon, &of->taxa)
			value_push(&items, arena, value_string((*taxon)->id));
		value_put_str(
			&map, arena, of->taxonomy->id, value_of_list(&items));
	}
	return value_of_map(&map);
}

static bool put_pages(const struct build *build, const struct output *output,
	struct arena *arena, struct buf *out, struct fault *fault)
{
	struct arena scratch = ARENA_INIT; /* of one page */
	struct json_options options = {.target = absolute(build)};
	const char *before = "[\n";

	(void)output, (void)arena, (void)fault;
	vec_each(struct page *, page, &build->site.pages) {
		struct value entry = page_entry(build, *page, &scratch);

		buf_puts(out, before);
		json_put(out, &entry, &options);
		before = ",\n";
		arena_reset(&scratch);
	}
	buf_puts(out, build->site.pages.len ? "\n]\n" : "[]\n");
	arena_release(&scratch);
	return true;
}

static void add_feed(struct build *build, struct str url, output_bytes_fn *put,
	const void *of)
{
	output_add(build, url, NULL, NULL, of)->bytes = put;
}

void outputs_add_feeds(struct build *build)
{
	add_feed(build, STR("api/pages.json"), put_pages, NULL);
	add_feed(build, STR("sitemap.xml"), put_sitemap, NULL);
	add_feed(build, STR("robots.txt"), put_robots, NULL);
	if (changes_are_shown(build))
		add_feed(build, STR(CHANGES_FEED), put_changes, NULL);
	vec_each(struct section *const, section, &build->site.sections)
		add_feed(build, atom_url(&build->arena, *section), put_atom,
			*section);
}
