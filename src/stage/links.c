#include "stage/links.h"

#include "data/url.h"
#include "model/path.h"
#include "stage/held_links.h"
#include "stage/stages.h"

/* A link as it is looked at. */
struct resolving {
	struct build *build;
	struct worker *worker;
	struct page *page; /* it stands on */
	const struct markdown_link *link;
	struct html_slot *slot;
	struct str path; /* in the repository */
	struct str fragment; /* without "#" */
};

static bool is_image(const struct resolving *at)
{
	return at->link->kind == MARKDOWN_IMAGE;
}

/* The path from the folder of the page to PATH, for a hint. */
static struct str as_written(const struct resolving *at, struct str path)
{
	struct buf out = BUF_INIT(1 << 16);
	struct html_target target = {.page = at->page->source.path};

	html_put_path(&out, &target, path);
	return buf_finish(&out, &at->worker->scratch);
}

/* The file whose name is most like the one that is missing. */
static struct str suggest(const struct resolving *at)
{
	const struct site *site = &at->build->site;
	size_t n = site->pages.len + site->attachments.len, k = 0, nearest;
	struct str *names = arena_array(&at->worker->scratch, struct str, n);
	struct str *paths = arena_array(&at->worker->scratch, struct str, n);

	vec_each(struct attachment *, file, &site->attachments)
		paths[k++] = (*file)->source.path;
	if (is_image(at))
		n = k;
	else
		vec_each(struct page *, page, &site->pages)
			paths[k++] = (*page)->source.path;
	for (size_t i = 0; i < n; i++) {
		names[i] = path_name(paths[i]);
		if (str_eq(names[i], path_name(at->path)))
			return as_written(at, paths[i]);
	}
	nearest = str_nearest(path_name(at->path), names, n);
	return nearest < n ? as_written(at, paths[nearest]) : STR("");
}

static void hide(struct resolving *at)
{
	at->slot->hidden = true;
}

static void report_dead(struct resolving *at)
{
	enum diag_id id = is_image(at) ? DIAG_IMAGE_DEAD : DIAG_LINK_DEAD;

	hide(at);
	if (map_get(&at->build->site.unpublished, at->path) ||
		map_get(&at->build->site.attachments_by_path, at->path)) {
		diag_add(&at->worker->diags, DIAG_LINK_PUBLISHED,
			at->link->place, at->link->width, at->path);
		return;
	}
	diag_add(&at->worker->diags, id, at->link->place, at->link->width,
		at->link->url.len ? at->link->url : STR("(nothing)"),
		suggest(at));
}

static bool has_heading(const struct page *page, struct str id)
{
	vec_each(const struct markdown_heading, heading, &page->body.headings)
		if (str_eq(heading->id, id))
			return true;
	return false;
}

static void check_fragment(struct resolving *at, const struct page *page)
{
	struct arena *scratch = &at->worker->scratch;
	size_t n = page->body.headings.len, i = 0, nearest;
	struct str *ids;

	if (!at->fragment.len || has_heading(page, at->fragment))
		return;
	ids = arena_array(scratch, struct str, n);
	vec_each(const struct markdown_heading, heading, &page->body.headings)
		ids[i++] = heading->id;
	nearest = str_nearest(at->fragment, ids, n);
	diag_add(&at->worker->diags, DIAG_LINK_ANCHOR, at->link->place,
		at->link->width, at->fragment,
		page == at->page ? STR("this page") : page->source.path,
		nearest < n ? ids[nearest] : STR(""));
	at->slot->text = STR("");
}

/*
 * Point the slot at a site path, with the fragment that was asked for. What is
 * held outlives what has the address.
 */
static void point(struct resolving *at, struct str url)
{
	at->slot->path =
		at->build->ground ? arena_dup(&at->worker->arena, url) : url;
	at->slot->text = at->fragment.len
		? arena_printf(
			  &at->worker->arena, "#%.*s", STR_ARG(at->fragment))
		: STR("");
}

/* A page, or the folder of one: "areas", "areas/". */
static bool try_page(struct resolving *at)
{
	const struct site *site = &at->build->site;
	const struct page *page = map_get(&site->pages_by_path, at->path);
	const struct section *section;
	struct str folder = at->path;

	if (page) {
		point(at, page->url);
		check_fragment(at, page);
		return true;
	}
	if (folder.len && folder.ptr[folder.len - 1] != '/')
		folder = arena_printf(
			&at->worker->scratch, "%.*s/", STR_ARG(folder));
	section = map_get(&site->sections_by_path, folder);
	if (!section || !section_is_shown(section))
		return false;
	point(at, section->url);
	if (section->page)
		check_fragment(at, section->page);
	return true;
}

static bool try_attachment(struct resolving *at)
{
	const struct attachment *file =
		map_get(&at->build->site.attachments_by_path, at->path);

	if (!file || !file->entry)
		return false;
	point(at, file->url);
	if (is_image(at) && file->width)
		at->slot->attributes = arena_printf(&at->worker->arena,
			"%.*s width=\"%u\" height=\"%u\"",
			STR_ARG(at->slot->attributes), file->width,
			file->height);
	return true;
}

/*
 * Something this edition may not show: a file, or a folder of such. In a
 * folder that is not for its readers it makes no difference what there is.
 */
static bool is_hidden(const struct resolving *at)
{
	const struct site *site = &at->build->site;
	const struct map *hidden = &site->hidden;

	return site_section_near(site, at->path)->audience > site->edition ||
		config_ceiling(&site->config, at->path) > site->edition ||
		map_get(hidden, at->path) ||
		map_get(hidden,
			arena_printf(&at->worker->scratch, "%.*s/",
				STR_ARG(at->path)));
}

static void resolve_path(struct resolving *at, struct str path)
{
	struct arena *scratch = &at->worker->scratch;
	struct str decoded = url_decode(scratch, path);

	if (!path_join(scratch, path_folder(at->page->source.path), decoded,
		    &at->path)) {
		at->path = decoded;
		report_dead(at);
		return;
	}
	if (!is_image(at) && try_page(at))
		return;
	if (try_attachment(at))
		return;
	if (is_hidden(at))
		hide(at);
	else
		report_dead(at);
}

static void resolve_link(struct resolving *at)
{
	struct str url = at->link->url;
	size_t hash = str_chr(url, '#', 0);
	struct str path = str_sub(url, 0, hash);

	at->slot = &at->page->body.html.slots[at->link->slot];
	at->fragment =
		url_decode(&at->worker->scratch, str_from(url, hash + 1));
	path = str_sub(path, 0, str_chr(path, '?', 0));
	if (path.len)
		resolve_path(at, path);
	else if (!url.len || is_image(at))
		report_dead(at);
	else
		check_fragment(at, at->page);
}

void links_resolve_page(struct build *build, unsigned number, struct page *page)
{
	struct resolving at = {.build = build,
		.worker = &build->workers[number],
		.page = page};

	if (page->is_outline || held_links_take(build, number, page))
		return;
	arena_reset(&at.worker->scratch);
	held_links_open(build, number, page);
	vec_each(const struct markdown_link, link, &page->body.links) {
		at.link = link;
		resolve_link(&at);
	}
	held_links_close(build, number, page);
}

static void resolve_page(void *context, unsigned number, size_t item)
{
	struct build *build = context;

	links_resolve_page(build, number, build->site.pages.items[item]);
}

void links_resolve(struct build *build)
{
	held_links_begin(build);
	stage_run(build, "links", build->site.pages.len, resolve_page, build);
	held_links_end(build);
}
