#include "stage/search.h"

#include "model/records/kinds.h"
#include "search/search.h"
#include "stage/glossary.h"
#include "stage/held.h"
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
		.boost = 100};
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

/* What the search room is lent. */
struct lending {
	struct build *build;
	struct sink *sink;
	struct written *written; /* by worker */
};

struct written {
	VEC(struct sink_file) files;
};

static void run_pool(void *context, size_t n, search_fn *fn, void *argument)
{
	struct lending *lending = context;

	stage_run(lending->build, "index", n, fn, argument);
}

static struct str get_text(void *context, unsigned number, const void *origin,
	size_t from, size_t len)
{
	struct lending *lending = context;
	struct worker *worker = &lending->build->workers[number];
	const struct page *page = origin;

	arena_reset(&worker->scratch);
	return spool_get(lending->build->spool,
		spooled_part(page->text, from, len), &worker->scratch);
}

static void put_file(
	void *context, unsigned number, struct str path, struct str bytes)
{
	struct lending *lending = context;
	struct worker *worker = &lending->build->workers[number];

	path = arena_dup(&worker->arena, path);
	*vec_push(&lending->written[number].files, &worker->arena) =
		(struct sink_file){path, bytes.len, str_hash(bytes)};
	sink_put(lending->sink, path, bytes, &worker->fault);
}

static void write_index(
	struct build *build, struct making *making, struct sink *sink)
{
	struct lending lending = {build, sink,
		arena_array(&build->arena, struct written, build->jobs)};
	struct search_host host = {.context = &lending,
		.jobs = build->jobs,
		.run = run_pool,
		.text = get_text,
		.put = put_file};

	search_write(&making->site, &host, NULL);
	if (build->options.corpus)
		search_corpus(&making->site, &host, build->options.corpus);
	for (unsigned i = 0; i < build->jobs; i++)
		vec_each(struct sink_file, file, &lending.written[i].files)
			*vec_push(&build->written, &build->arena) = *file;
}

bool stage_search(struct build *build, struct sink *sink, struct fault *fault)
{
	struct making making = {.build = build};

	if (!build->options.search || !search_is_made(build))
		return true;
	making.site.language = build->site.config.language;
	make_facets(&making);
	make_pages(&making);
	make_terms(&making);
	write_index(build, &making, sink);
	return spool_check(build->spool, fault) && stage_no_fault(build, fault);
}
