#include "stage/search.h"

#include "io/file.h"
#include "io/manifest.h"
#include "model/records/kinds.h"
#include "search/search.h"
#include "stage/glossary.h"
#include "stage/held.h"
#include "stage/left.h"
#include "stage/search_host.h"
#include "stage/stages.h"

bool search_is_made(const struct build *build)
{
	return build->site.config.search &&
		template_has(&build->theme.templates, STR("search"));
}

/* What the listener writes to: the text goes into the worker's buffer. */
struct listening {
	struct markdown_listener listener;
	struct worker *worker;
	struct page *page;
};

static void keep_text(void *context, enum markdown_text_kind kind,
	struct str text, size_t heading)
{
	struct listening *listening = context;
	struct worker *worker = listening->worker;

	*vec_push(&listening->page->blocks, &worker->scratch) =
		(struct markdown_block){
			(uint32_t)text.len, (uint32_t)heading, kind};
	buf_put(&worker->out, text);
}

const struct markdown_listener *search_listener(
	const struct build *build, struct worker *worker, struct page *page)
{
	struct listening *listening;
	const struct search_options *options = page->front.search;

	buf_clear(&worker->out);
	if (!build->options.search || !search_is_made(build) ||
		(options && options->exclude))
		return NULL;
	listening = arena_new(&worker->scratch, struct listening);
	*listening = (struct listening){{keep_text, listening}, worker, page};
	return &listening->listener;
}

void search_keep(
	const struct build *build, struct worker *worker, struct page *page)
{
	size_t n = page->blocks.len;
	struct markdown_block *blocks =
		arena_array(&worker->arena, struct markdown_block, n);

	for (size_t i = 0; i < n; i++)
		blocks[i] = page->blocks.items[i];
	page->blocks.items = blocks;
	page->blocks.cap = n;
	page->text = spool_put(held_spool(build), &worker->spooling,
		&worker->arena, buf_str(&worker->out));
}

/* Making what the search room takes. */
struct making {
	struct build *build;
	struct search_site site;
	struct search_facet *facets; /* the type of page, then taxonomies */
};

/* Types that no page has are no choice. */
static void make_types(struct making *making, struct search_facet *facet)
{
	struct arena *arena = &making->build->arena;
	struct str *ids = arena_array(arena, struct str, PAGE_TYPES);
	struct str *titles = arena_array(arena, struct str, PAGE_TYPES);

	*facet = (struct search_facet){
		STR("type"), STR("Type"), ids, titles, PAGE_TYPES};
	for (size_t i = 0; i < PAGE_TYPES; i++) {
		ids[i] = page_types[i].id;
		titles[i] = page_types[i].title;
	}
}

static void make_taxonomy(struct making *making,
	const struct taxonomy *taxonomy, struct search_facet *facet)
{
	struct arena *arena = &making->build->arena;
	struct str *ids = arena_array(arena, struct str, taxonomy->taxa.len);
	struct str *titles = arena_array(arena, struct str, taxonomy->taxa.len);

	*facet = (struct search_facet){taxonomy->id, taxonomy->singular, ids,
		titles, taxonomy->taxa.len};
	for (size_t i = 0; i < taxonomy->taxa.len; i++) {
		const struct taxon *taxon =
			&((const struct taxon *)taxonomy->taxa.items)[i];

		ids[i] = taxon->id;
		titles[i] = taxon->title;
	}
}

static void make_facets(struct making *making)
{
	struct build *build = making->build;
	const struct list *taxonomies = &build->site.config.taxonomies;
	size_t n = 1;

	making->facets = arena_array(
		&build->arena, struct search_facet, taxonomies->len + 1);
	make_types(making, &making->facets[0]);
	list_each(const struct taxonomy, taxonomy, taxonomies)
		make_taxonomy(making, taxonomy, &making->facets[n++]);
	making->site.facets = making->facets;
	making->site.facet_count = n;
}

static struct search_values type_values(
	struct arena *arena, const struct page *page)
{
	uint32_t *number = arena_new(arena, uint32_t);

	*number = (uint32_t)(page->type - page_types);
	return (struct search_values){number, *number < PAGE_TYPES ? 1 : 0};
}

/* The numbers of a page's taxa; in the order of the taxonomy. */
static struct search_values taxon_values(
	struct arena *arena, const struct page_taxa *of)
{
	const struct taxonomy *taxonomy = of->taxonomy;
	const struct taxon *all = taxonomy->taxa.items;
	uint32_t *numbers = arena_array(arena, uint32_t, taxonomy->taxa.len);
	size_t n = 0;

	for (size_t i = 0; i < taxonomy->taxa.len; i++) {
		bool has = false;

		list_each(const struct taxon *, taxon, &of->taxa)
			has = has || *taxon == &all[i];
		if (has)
			numbers[n++] = (uint32_t)i;
	}
	return (struct search_values){numbers, n};
}

static const struct search_values *make_values(
	struct making *making, const struct page *page)
{
	struct build *build = making->build;
	struct search_values *values = arena_array(
		&build->arena, struct search_values, making->site.facet_count);
	size_t i = 1;

	values[0] = type_values(&build->arena, page);
	list_each(const struct taxonomy, taxonomy,
		&build->site.config.taxonomies) {
		list_each(const struct page_taxa, of, &page->front.taxa)
			if (of->taxonomy == taxonomy)
				values[i] = taxon_values(&build->arena, of);
		i++;
	}
	return values;
}

/* Keywords, and the names it had. */
static void make_keywords(struct making *making, const struct front *front,
	struct search_page *page)
{
	struct str *keywords = arena_array(&making->build->arena, struct str,
		front->keywords.len + front->formerly.len);

	list_each(const struct str, keyword, &front->keywords)
		keywords[page->keyword_count++] = *keyword;
	list_each(const struct str, name, &front->formerly)
		keywords[page->keyword_count++] = *name;
	page->keywords = keywords;
}

static struct search_page *make_page(
	struct making *making, const struct page *from)
{
	struct search_page *page =
		arena_new(&making->build->arena, struct search_page);
	const struct search_options *options = from->front.search;

	*page = (struct search_page){.url = from->url,
		.title = from->front.title,
		.description = from->front.description,
		.headings = from->body.headings.items,
		.heading_count = from->body.headings.len,
		.blocks = from->blocks.items,
		.block_count = from->blocks.len,
		.origin = from,
		.values = make_values(making, from),
		.boost = 100,
		.changed = left_is_fresh(making->build, from)};
	if (options && options->boost.set)
		page->boost = (unsigned)options->boost.n;
	make_keywords(making, &from->front, page);
	return page;
}

static void make_pages(struct making *making)
{
	struct build *build = making->build;
	struct search_site *site = &making->site;

	site->pages = arena_array(
		&build->arena, struct search_page *, build->site.pages.len);
	vec_each(struct page *, page, &build->site.pages)
		if (!(*page)->front.search || !(*page)->front.search->exclude)
			site->pages[site->page_count++] =
				make_page(making, *page);
}

static void make_term(struct making *making, const struct entry *entry,
	struct search_term *term)
{
	struct arena *arena = &making->build->arena;
	struct str *names =
		arena_array(arena, struct str, entry->formerly.len + 2);

	names[term->name_count++] = entry->term;
	if (entry->short_form.len)
		names[term->name_count++] = entry->short_form;
	list_each(const struct str, name, &entry->formerly)
		names[term->name_count++] = *name;
	term->names = names;
	term->title = entry->short_form.len
		? arena_printf(arena, "%.*s (%.*s)", STR_ARG(entry->term),
			  STR_ARG(entry->short_form))
		: entry->term;
	term->definition = entry->definition;
	term->url =
		arena_printf(arena, GLOSSARY_URL "#%.*s", STR_ARG(entry->slug));
}

static void make_terms(struct making *making)
{
	struct build *build = making->build;
	const struct record_list *entries =
		&build->site.records.of[RECORD_ENTRY];
	struct search_term *terms =
		arena_array(&build->arena, struct search_term, entries->len);

	for (size_t i = 0; i < entries->len; i++)
		make_term(making, entries->items[i], &terms[i]);
	making->site.terms = terms;
	making->site.term_count = entries->len;
}

/* All that the search room takes. */
static void make_site(struct making *making)
{
	making->site.language = making->build->site.config.language;
	make_facets(making);
	make_pages(making);
	make_terms(making);
}

/* What the search put into its memory. */
static void leave_index(struct build *build, struct sink *sink)
{
	const struct search_memory *memory = &build->index;
	size_t n = memory->first_count;
	struct str *pieces = arena_array(&build->arena, struct str, n + 1);

	for (size_t i = 0; i < n; i++)
		pieces[i] = buf_str(&memory->first[i]);
	pieces[n] = buf_str(&memory->more);
	build->roots.index = memory->next_root;
	sink_leave(sink, SINK_INDEX, memory->past.len, pieces, n + 1);
}

/* From nothing; with what the next build may need of it. */
static void write_index(struct build *build, const struct search_site *site,
	struct search_host *host, struct sink *sink)
{
	struct search_memory *memory = &build->index;
	bool leaves = sink_can_continue(sink) && left_is_possible(build);

	search_forget(memory);
	search_write(site, host, leaves ? memory : NULL);
	if (leaves)
		leave_index(build, sink);
}

bool stage_search(struct build *build, struct sink *sink, struct fault *fault)
{
	struct making making = {.build = build};
	struct search_host *host;

	build->roots.index = LEFT_NO_ROOT;
	if (!build->options.search || !search_is_made(build))
		return true;
	make_site(&making);
	host = search_host_open(build, sink);
	write_index(build, &making.site, host, sink);
	if (build->options.corpus)
		search_corpus(&making.site, host, build->options.corpus);
	search_host_close(host);
	return spool_check(build->spool, fault) && stage_no_fault(build, fault);
}

/* The index that stands, brought up to date; false where it cannot be. */
static bool update_index(struct build *build, struct sink *sink,
	const struct search_site *site, struct search_host *host)
{
	struct search_memory *memory = &build->index;

	if (build->roots.index == LEFT_NO_ROOT)
		return false;
	search_forget(memory);
	memory->past = sink_past(sink, SINK_INDEX);
	memory->root = build->roots.index;
	if (!search_update(site, host, memory))
		return false;
	leave_index(build, sink);
	return true;
}

static void load_page(void *context, unsigned number, size_t item)
{
	struct build *build = context;

	stage_load_body(build, number, build->site.pages.items[item]);
}

/* The files of the index that stands and were not written again go. */
static void drop_old(struct build *build, struct sink *sink)
{
	struct arena *arena = &build->arena;
	struct fault *fault = &build->workers[0].fault;
	struct buf text = BUF_INIT(BUF_LARGE);
	struct map written = MAP_INIT;
	struct manifest manifest = {0};

	vec_each(const struct sink_file, file, &build->written)
		map_add(&written, arena, file->path, build);
	if (!sink_stands(sink, STR(FILE_MANIFEST), &text) ||
		!manifest_read(&manifest, buf_str(&text), arena))
		fault_set(
			fault, EXIT_OUTPUT, "cannot read the site's manifest");
	vec_each(const struct sink_file, file, &manifest.files)
		if (search_owns(file->path) && !map_get(&written, file->path)) {
			*vec_push(&build->dropped, arena) = file->path;
			sink_drop(sink, file->path, fault);
		}
	buf_release(&text);
}

/* The whole index once more, though the site goes on from what stands. */
static void replace_index(struct build *build, struct sink *sink)
{
	struct making making = {.build = build};
	struct search_host *host = search_host_open(build, sink);

	stage_run(build, "pages", build->site.pages.len, load_page, build);
	make_site(&making);
	write_index(build, &making.site, host, sink);
	search_host_close(host);
	drop_old(build, sink);
}

bool stage_search_changes(
	struct build *build, struct sink *sink, struct fault *fault)
{
	struct making making = {.build = build};
	struct search_host *host;
	bool is_updated;

	if (!build->options.search || !search_is_made(build))
		return true;
	make_site(&making);
	host = search_host_open(build, sink);
	is_updated = update_index(build, sink, &making.site, host);
	search_host_close(host);
	if (!is_updated)
		replace_index(build, sink);
	return spool_check(build->spool, fault) && stage_no_fault(build, fault);
}
