#include "stage/feeds.h"

#include <stdlib.h>

#include "base/escape.h"
#include "data/json.h"
#include "model/records/kinds.h"
#include "stage/changes.h"
#include "stage/values.h"

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

static bool lies_in(const struct page *page, const struct section *section)
{
	const struct section *at = page->section;

	while (at && at != section)
		at = at->parent;
	return at != NULL;
}

static struct str atom_url(struct arena *arena, const struct section *section)
{
	return arena_printf(arena, "%.*satom.xml",
		STR_ARG(str_sub(section->url, 0, section->url.len - 10)));
}

/* A feed up to its entries. */
static void open_feed(struct build *build, struct buf *out, struct str title,
	struct str url, struct str about, struct date updated)
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
static void put_atom(
	struct build *build, struct buf *out, const struct section *section)
{
	struct arena *arena = &build->arena;
	VEC(struct page *) pages = {0};

	vec_each(struct page *, page, &build->site.pages)
		if (date_is_set((*page)->updated) && lies_in(*page, section))
			*vec_push(&pages, arena) = *page;
	if (pages.len)
		qsort(pages.items, pages.len, sizeof *pages.items, by_updated);
	open_feed(build, out,
		section->parent ? arena_printf(arena, "%.*s: %.*s",
					  STR_ARG(build->site.config.title),
					  STR_ARG(section->title))
				: build->site.config.title,
		atom_url(arena, section), section->url,
		pages.len ? pages.items[0]->updated : build->site.as_at);
	for (size_t i = 0; i < pages.len && i < FEED_ENTRIES; i++)
		put_entry(build, out, pages.items[i]);
	buf_puts(out, "</feed>\n");
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

static void put_changes(struct build *build, struct buf *out)
{
	const struct site_changes *changes = changes_collect(build);
	struct arena *arena = &build->arena;

	open_feed(build, out,
		arena_printf(arena, "%.*s: changes",
			STR_ARG(build->site.config.title)),
		STR(CHANGES_FEED), STR(CHANGES_URL),
		changes->len ? changes->items[0].revision->date
			     : build->site.as_at);
	for (size_t i = 0; i < changes->len && i < FEED_CHANGES; i++)
		put_change(build, out, &changes->items[i], arena);
	buf_puts(out, "</feed>\n");
}

static void put_sitemap(struct build *build, struct buf *out)
{
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
}

static void put_robots(struct build *build, struct buf *out)
{
	buf_puts(out, "User-agent: *\nDisallow:\n");
	if (build->site.config.base_url.len) {
		buf_puts(out, "Sitemap: ");
		put_link(build, out, STR("sitemap.xml"));
		buf_putc(out, '\n');
	}
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
	struct build *build, const struct page *page, struct arena *arena)
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

static void put_pages(struct build *build, struct buf *out)
{
	struct arena scratch = ARENA_INIT;
	struct json_options options = {.target = absolute(build)};
	const char *before = "[\n";

	vec_each(struct page *, page, &build->site.pages) {
		struct value entry = page_entry(build, *page, &scratch);

		buf_puts(out, before);
		json_put(out, &entry, &options);
		before = ",\n";
		arena_reset(&scratch);
	}
	buf_puts(out, build->site.pages.len ? "\n]\n" : "[]\n");
	arena_release(&scratch);
}

static const struct {
	struct str url;
	void (*put)(struct build *build, struct buf *out);
} feeds[] = {
	{STR_INIT("sitemap.xml"), put_sitemap},
	{STR_INIT("robots.txt"), put_robots},
	{STR_INIT("api/pages.json"), put_pages},
	{STR_INIT(CHANGES_FEED), put_changes}, /* last: not every site has it */
};

enum { FEEDS = sizeof feeds / sizeof *feeds };

/* How many of the table the site has. */
static size_t fixed(const struct build *build)
{
	return changes_are_shown(build) ? FEEDS : FEEDS - 1;
}

size_t feeds_count(const struct build *build)
{
	return fixed(build) + build->site.sections.len;
}

struct str feeds_url(struct build *build, size_t i)
{
	if (i < fixed(build))
		return feeds[i].url;
	return atom_url(
		&build->arena, build->site.sections.items[i - fixed(build)]);
}

void feeds_write(struct build *build, size_t i, struct buf *out)
{
	if (i < fixed(build))
		feeds[i].put(build, out);
	else
		put_atom(build, out,
			build->site.sections.items[i - fixed(build)]);
}

static void put_address(struct buf *out, struct str url)
{
	buf_puts(out, out->ptr[out->len - 1] == '[' ? "\n" : ",\n");
	escape_json(out, url);
}

/* What readers may have been given: pages, files, old addresses. */
static void put_addresses(const struct build *build, struct buf *out)
{
	vec_each(struct page *const, page, &build->site.pages)
		put_address(out, (*page)->url);
	vec_each(struct attachment *const, file, &build->site.attachments)
		put_address(out, (*file)->url);
	vec_each(const struct alias, alias, &build->site.aliases)
		put_address(out, alias->url);
}

void feeds_manifest(const struct build *build, struct buf *out)
{
	const struct str *names = build->site.config.audiences.items;
	const char *before = "";

	buf_puts(out,
		"{\n\"generator\": \"guildhall " GUILDHALL_VERSION
		"\",\n\"commit\": ");
	escape_json(out, build->site.commit);
	buf_puts(out, ",\n\"edition\": ");
	escape_json(out, names[build->site.edition]);
	buf_puts(out, ",\n\"as_at\": \"");
	date_put_iso(out, build->site.as_at);
	buf_puts(out, "\",\n\"addresses\": [");
	put_addresses(build, out);
	buf_puts(out, "],\n\"files\": [\n");
	vec_each(const struct sink_file, file, &build->written) {
		buf_puts(out, before);
		buf_puts(out, "[");
		escape_json(out, file->path);
		buf_printf(out, ", %llu, \"%016llx\"]",
			(unsigned long long)file->size,
			(unsigned long long)file->hash);
		before = ",\n";
	}
	buf_puts(out, "\n]\n}\n");
}
