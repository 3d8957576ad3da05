/*
 * Parsing: front matter and Markdown. The pages of sections come first, one
 * after another, because what they set is inherited below them; then all
 * others, by all workers. A page that the edition may not hold is dropped
 * right behind its front matter: its body is never rendered.
 */

#include "base/utf8.h"
#include "model/path.h"
#include "stage/attachment.h"
#include "stage/glossary.h"
#include "stage/held_links.h"
#include "stage/kept.h"
#include "stage/left.h"
#include "stage/links.h"
#include "stage/restrict.h"
#include "stage/search.h"
#include "stage/stages.h"

enum { TEXTS_HELD = 1 << 23 }; /* bytes of pages that stay in memory */

enum parse_state {
	PARSE_NOT_YET,
	PARSE_KEPT,
	PARSE_REFUSED, /* it has faults that leave nothing to show */
	PARSE_DRAFT,
	PARSE_HIDDEN /* for another edition */
};

struct parsing {
	struct build *build;
	struct page **pages; /* the ones to parse now */
	enum parse_state *states; /* of each */
	size_t *order; /* in which they are read fast */
	bool fronts; /* only the front matter */
};

static bool is_draft(const struct front *front)
{
	return front->draft || front->status == STATUS_DRAFT;
}

static void refuse_front(
	struct worker *worker, const struct source *source, enum diag_id id)
{
	diag_add(&worker->diags, id, place_of(source, 1, 1), 3, DIAG_NONE);
}

/* The map of a page's front matter, in ARENA; NULL after a diagnostic. */
static const struct value *read_map(struct build *build, struct worker *worker,
	const struct source *source, const struct front_split *split,
	struct arena *arena)
{
	struct value *map = arena_new(arena, struct value);
	struct yaml_input input = {.source = source,
		.text = split->yaml,
		.first_line = split->yaml_line,
		.limits = build->site.config.limits.yaml};

	if (!split->has_front || !split->ends) {
		refuse_front(worker, source,
			split->has_front ? DIAG_FRONT_UNTERMINATED
					 : DIAG_FRONT_MISSING);
		return NULL;
	}
	if (!yaml_read(&input, arena, &worker->diags, map))
		return NULL;
	if (map->kind == VALUE_MAP)
		return map;
	refuse_front(worker, source, DIAG_FRONT_MISSING);
	return NULL;
}

/* What the section sets holds for all below it that say nothing else. */
static void inherit(struct page *page, struct arena *arena)
{
	const struct section *section = page->section;
	struct front *front = &page->front;

	if (page->is_section)
		section = section->parent;
	for (; section; section = section->parent) {
		const struct front *above =
			section->page ? &section->page->front : NULL;

		if (!above)
			continue;
		if (!front->owner.len)
			front->owner = arena_dup(arena, above->owner);
		if (!period_is_set(front->review_in))
			front->review_in = above->review_in;
		if (!front->type.len)
			front->type = arena_dup(arena, above->type);
	}
}

/* A hash of what the pages of SECTION, and those below it, take over. */
static uint64_t passed_by(const struct section *section)
{
	const struct front *front =
		section->page ? &section->page->front : NULL;
	uint64_t facts[] = {section->parent ? section->parent->passes : 0,
		front ? str_hash(front->owner) : 0,
		front ? str_hash(front->type) : 0,
		front ? (uint64_t)front->review_in.months : 0,
		front ? (uint64_t)front->review_in.days : 0,
		(uint64_t)section->audience};

	return str_hash(str_make((const char *)facts, sizeof facts));
}

/* And of what PAGE does, and is. */
static uint64_t passed_to(const struct page *page)
{
	const struct section *above =
		page->is_section ? page->section->parent : page->section;

	return (above ? above->passes : 0) + page->is_section;
}

static int inherited_audience(const struct page *page)
{
	const struct section *section =
		page->is_section ? page->section->parent : page->section;

	return section ? section->audience : 0;
}

static void set_type(struct worker *worker, struct page *page)
{
	const struct page_type *type = page_type_find(page->front.type);
	struct str names[PAGE_TYPES], all = STR("");
	size_t n = 0, nearest;

	if (type)
		page->type = type;
	if (type || !page->front.type.len)
		return;
	for (const struct page_type *at = page_types; at->id.len; at++) {
		names[n++] = at->id;
		all = arena_printf(&worker->scratch, "%.*s%s%.*s", STR_ARG(all),
			all.len ? ", " : "", STR_ARG(at->id));
	}
	nearest = str_nearest(page->front.type, names, n);
	diag_add(&worker->diags, DIAG_VALUE_CHOICE,
		schema_place(&page->front, "type"), utf8_len(page->front.type),
		STR("type"), all, page->front.type,
		nearest < n ? names[nearest] : STR(""));
}

static void check_slug(struct worker *worker, struct page *page)
{
	struct str slug = page->front.slug;

	if (!slug.len || path_is_slug(slug))
		return;
	diag_add(&worker->diags, DIAG_SLUG, schema_place(&page->front, "slug"),
		slug.len, slug);
	page->front.slug = STR("");
}

/* An id that no other page has: its address with hyphens, and one more. */
static struct str anchor_of(struct arena *arena, struct str url)
{
	struct str copy =
		arena_dup(arena, str_sub(url, 0, str_rchr(url, '.') + 1));
	char *bytes = (char *)copy.ptr; /* our own copy */

	for (size_t i = 0; i < copy.len; i++)
		if (bytes[i] == '/' || i + 1 == copy.len)
			bytes[i] = '-';
	return copy;
}

static void set_address(struct worker *worker, struct page *page)
{
	page->url =
		path_url(&worker->arena, page->source.path, page->front.slug);
	page->url_hash = str_hash(page->url);
	page->anchor = anchor_of(&worker->arena, page->url);
}

/* Type front matter (NULL: refused), and whether the page stays. */
static enum parse_state take_front(struct build *build, struct worker *worker,
	struct page *page, const struct value *map)
{
	struct site *site = &build->site;
	struct audience_claim claim = {&site->config, inherited_audience(page),
		true, config_ceiling(&site->config, page->source.path)};

	if (!map ||
		!stage_audience(&claim, value_get(map, STR("audience")),
			&worker->diags, &page->audience))
		return PARSE_REFUSED;
	if (page->is_section)
		page->section->audience = page->audience;
	restrict_read(&site->config, worker, page, map);
	if (page->audience > site->edition)
		return PARSE_HIDDEN;
	front_read(&page->front, map, &site->config, &worker->arena,
		&worker->diags);
	inherit(page, &worker->arena);
	set_type(worker, page);
	check_slug(worker, page);
	page->review_due = front_review_due(&page->front);
	if (is_draft(&page->front))
		return PARSE_DRAFT;
	return page->front.title.len ? PARSE_KEPT : PARSE_REFUSED;
}

static bool read_body(struct build *build, struct worker *worker,
	struct page *page, const struct front_split *split)
{
	struct markdown_input input = {.source = &page->source,
		.text = split->body,
		.first_line = split->body_line,
		.limits = &build->site.config.limits.markdown,
		.terms = build->site.terms.len ? &build->site.terms : NULL,
		.glossary = STR(GLOSSARY_URL),
		.listener = search_listener(build, worker, page),
		.slots = &worker->bodies};
	bool ok = markdown_render(&input, &worker->markdown, &worker->arena,
		&worker->diags, &page->body);

	page->html = spool_put(held_spool(build), &worker->spooling,
		&worker->bodies, page->body.html.text);
	page->body.html.text = STR("");
	search_keep(build, worker, page);
	return ok;
}

static void refuse_size(
	struct worker *worker, const struct page *page, size_t most)
{
	diag_add(&worker->diags, DIAG_LIMIT_PAGE, place_of(&page->source, 0, 0),
		0, arena_printf(&worker->scratch, "%zu", most));
}

/* The whole text of a page, unless it is too large to be looked at. */
static bool read_text(struct build *build, struct worker *worker,
	const struct page *page, const struct tree_entry *entry,
	struct str *text)
{
	size_t most = build->site.config.limits.markdown.page;

	if (!stage_fits(worker, entry, most)) {
		refuse_size(worker, page, most);
		return false;
	}
	return stage_read_text(worker, entry, &page->source, text);
}

/* The map of front matter that is known; other pages may have the same. */
static const struct value *known_map(struct build *build, struct worker *worker,
	struct page *page, const struct history_front *front)
{
	size_t most = build->site.config.limits.markdown.page;
	struct arena *arena = kept_arena(build, worker);
	struct front_split split;
	const struct value *map;
	struct source *source;

	if (front->size > most) {
		refuse_size(worker, page, most);
		return NULL;
	}
	map = kept_map(build, front);
	if (map)
		return map;
	buf_clear(&worker->file);
	buf_put(&worker->file, front->text);
	if (!stage_as_text(worker, &page->source, &worker->file))
		return NULL;
	split = front_split(buf_str(&worker->file));
	source = arena_new(arena, struct source);
	source->path = arena_dup(arena, page->source.path);
	map = read_map(build, worker, source, &split, arena);
	kept_add_map(build, front, map);
	return map;
}

static enum parse_state parse_front(struct build *build, struct worker *worker,
	struct page *page, const struct tree_entry *entry)
{
	const struct value *map = NULL;
	struct history_front front;
	struct front_split split;
	struct str text;

	if (kept_front(build, entry, &front)) {
		map = known_map(build, worker, page, &front);
	} else if (read_text(build, worker, page, entry, &text)) {
		split = front_split(text);
		map = read_map(
			build, worker, &page->source, &split, &worker->arena);
	}
	return take_front(build, worker, page, map);
}

static enum parse_state parse_whole(struct build *build, struct worker *worker,
	struct page *page, const struct tree_entry *entry)
{
	struct front_split split;
	enum parse_state state;
	struct str text;

	if (!read_text(build, worker, page, entry, &text))
		return PARSE_REFUSED;
	split = front_split(text);
	state = take_front(build, worker, page,
		read_map(build, worker, &page->source, &split, &worker->arena));
	if (state != PARSE_KEPT)
		return state;
	set_address(worker, page);
	return read_body(build, worker, page, &split) ? PARSE_KEPT
						      : PARSE_REFUSED;
}

/*
 * A page that was not touched since a build before is what that left of it.
 * What was said of it is said again when all are known.
 */
static enum parse_state parse_left(
	struct build *build, struct worker *worker, struct page *page)
{
	const struct value *map = left_front(build, worker, page);
	size_t said = worker->diags.list.len;
	enum parse_state state;

	if (!map)
		return parse_whole(build, worker, page, page->entry);
	state = take_front(build, worker, page, map);
	worker->diags.list.len = said;
	if (state != PARSE_KEPT)
		return state;
	set_address(worker, page);
	left_take_body(build, worker, page);
	return PARSE_KEPT;
}

void stage_load_body(struct build *build, unsigned number, struct page *page)
{
	struct worker *worker = &build->workers[number];
	size_t said = worker->diags.list.len;
	struct front_split split;
	struct str text;

	if (!page->is_outline)
		return;
	arena_reset(&worker->scratch);
	page->is_outline = false;
	page->body = (struct markdown_body){0};
	if (read_text(build, worker, page, page->entry, &text)) {
		split = front_split(text);
		read_body(build, worker, page, &split);
		spool_flush(build->spool, &worker->spooling);
		links_resolve_page(build, number, page);
	}
	worker->diags.list.len = said;
}

/* Make PAGE what it was when it was parsed. */
static void take_held(struct page *page, struct held_file *held)
{
	struct page as_listed = *page;

	*page = held->page;
	page->source = as_listed.source;
	page->entry = as_listed.entry;
	page->section = as_listed.section;
	page->listed = as_listed.listed;
	page->index = as_listed.index;
	page->held = held;
	if (page->is_section)
		page->section->audience = held->audience;
}

static struct held_file *parse_to_hold(
	struct build *build, unsigned number, const struct page *page)
{
	struct worker *worker = &build->workers[number];
	struct held_file *held =
		held_begin(build, number, page->entry, passed_to(page));

	held->page = *page;
	held->page.source.path = arena_dup(&worker->arena, page->source.path);
	held->state = parse_whole(build, worker, &held->page, page->entry);
	held->audience = page->section->audience;
	held_links_note(held);
	held_end(build, number, held);
	return held;
}

/* A page that was parsed before and not touched since is not parsed again. */
static enum parse_state parse_held(
	struct build *build, unsigned number, struct page *page)
{
	struct held_file *held = held_find(build, page->entry, passed_to(page));

	if (held)
		held_say(held, &build->workers[number]);
	else
		held = parse_to_hold(build, number, page);
	take_held(page, held);
	return (enum parse_state)held->state;
}

static enum parse_state parse_page(
	const struct parsing *parsing, unsigned number, struct page *page)
{
	struct build *build = parsing->build;
	struct worker *worker = &build->workers[number];

	if (parsing->fronts)
		return parse_front(build, worker, page, page->entry);
	if (build->ground)
		return parse_held(build, number, page);
	if (build->left)
		return parse_left(build, worker, page);
	return parse_whole(build, worker, page, page->entry);
}

static void parse_item(void *context, unsigned number, size_t item)
{
	struct parsing *parsing = context;

	arena_reset(&parsing->build->workers[number].scratch);
	parsing->states[item] =
		parse_page(parsing, number, parsing->pages[item]);
}

/* The audience of a section whose page says nothing of it. */
static int section_ceiling(
	const struct config *config, const struct section *section)
{
	int ceiling = config_ceiling(config, section->path);
	int above = section->parent ? section->parent->audience : 0;

	return above > ceiling ? above : ceiling;
}

/*
 * Sections, each behind the one it lies in: its page is parsed before all
 * that inherits from it.
 */
static void parse_sections(struct parsing *parsing)
{
	vec_each(struct section *, at, &parsing->build->site.sections) {
		struct section *section = *at;
		struct page *page = section->page;

		section->audience =
			section_ceiling(&parsing->build->site.config, section);
		section->page = NULL;
		if (page)
			parse_item(parsing, 0, page->index);
		if (page && parsing->states[page->index] == PARSE_KEPT)
			section->page = page;
		section->passes = passed_by(section);
	}
}

/* The commits are read by whoever is first. */
static void parse_rest(void *context, unsigned number, size_t item)
{
	struct parsing *parsing = context;

	if (!item) {
		if (!parsing->fronts)
			stage_open_history(parsing->build);
		return;
	}
	item = parsing->order[item - 1];
	if (parsing->states[item] == PARSE_NOT_YET)
		parse_item(context, number, item);
}

/* What is left of a folder may be nothing: links to it say as little. */
static void hide_folders(
	struct site *site, struct arena *arena, const struct section *section)
{
	for (; section; section = section->parent)
		map_set(&site->hidden, arena, section->path, site);
}

/* Keep the pages that are shown; remember why the others are not. */
static void sort_out_pages(struct parsing *parsing)
{
	struct site *site = &parsing->build->site;
	struct arena *arena = &parsing->build->arena;
	size_t kept = 0;

	map_reserve(&site->pages_by_path, arena, site->pages.len);
	for (size_t i = 0; i < site->pages.len; i++) {
		struct page *page = site->pages.items[i];

		restrict_note(site, page, arena);
		switch (parsing->states[i]) {
		case PARSE_HIDDEN:
			map_set(&site->hidden, arena, page->source.path, site);
			*vec_push(&site->dropped.pages, arena) = page;
			hide_folders(site, arena, page->section);
			break;
		case PARSE_REFUSED:
			map_set(&site->refused, arena, page->source.path, site);
			/* fallthrough */
		case PARSE_DRAFT:
			map_set(&site->unpublished, arena, page->source.path,
				site);
			break;
		default:
			page->index = kept;
			site->pages.items[kept++] = page;
			map_add(&site->pages_by_path, arena, page->source.path,
				page);
		}
	}
	site->pages.len = kept;
}

/* Those that need not be read come first; the others as they are read fast. */
static void set_order(struct parsing *parsing, size_t n)
{
	struct build *build = parsing->build;
	struct arena *arena = &build->arena;
	const struct tree_entry **entries =
		arena_array(arena, const struct tree_entry *, n);
	size_t *places = arena_array(arena, size_t, n);
	size_t *order = arena_array(arena, size_t, n);
	size_t known = 0, unknown = 0;

	parsing->order = arena_array(arena, size_t, n);
	for (size_t i = 0; i < n; i++) {
		const struct tree_entry *entry = parsing->pages[i]->entry;

		if (kept_knows(build, entry)) {
			parsing->order[known++] = i;
			continue;
		}
		places[unknown] = i;
		entries[unknown++] = entry;
	}
	tree_order(&build->tree, entries, unknown, order);
	for (size_t i = 0; i < unknown; i++)
		parsing->order[known + i] = places[order[i]];
}

/* All pages there are, before some turn out not to be shown. */
static void list_pages(struct build *build)
{
	vec_reserve(&build->listed, &build->arena, build->site.pages.len);
	vec_each(struct page *const, page, &build->site.pages) {
		(*page)->listed = build->listed.len;
		*vec_push(&build->listed, &build->arena) = *page;
	}
}

static void parse_pages(struct parsing *parsing)
{
	struct build *build = parsing->build;
	size_t n = build->site.pages.len;

	parsing->pages = build->site.pages.items;
	parsing->states = arena_array(&build->arena, enum parse_state, n);
	list_pages(build);
	parse_sections(parsing);
	set_order(parsing, n);
	stage_run(build, "pages", n + 1, parse_rest, parsing);
	for (unsigned i = 0; i < build->jobs; i++)
		spool_flush(build->spool, &build->workers[i].spooling);
	for (size_t i = 0; i < n; i++)
		held_use(build, parsing->pages[i]->held);
}

bool stage_parse_fronts(struct build *build, struct fault *fault)
{
	struct parsing parsing = {.build = build, .fronts = true};

	parse_pages(&parsing);
	sort_out_pages(&parsing);
	return stage_no_fault(build, fault);
}

bool stage_parse(struct build *build, struct fault *fault)
{
	struct parsing parsing = {.build = build};

	if (!held_take_spool(build)) {
		build->spool = spool_open(TEXTS_HELD);
		held_set_spool(build);
	}
	glossary_index(build);
	if (!held_take_terms(build))
		return false;
	parse_pages(&parsing);
	sort_out_pages(&parsing);
	attachments_sort_out(build);
	held_sweep(build);
	return left_take_pages(build) && stage_no_fault(build, fault);
}
