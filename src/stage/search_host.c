#include "stage/search_host.h"

#include "stage/stages.h"

/* What one worker has of its own. */
struct lent {
	struct buf stands; /* a file of the site that stands */
	VEC(struct sink_file) written;
	VEC(struct str) dropped;
};

struct lending {
	struct search_host host;
	struct build *build;
	struct sink *sink;
	struct lent *lent; /* by worker */
};

static void run(void *context, size_t n, search_fn *fn, void *argument)
{
	struct lending *lending = context;

	stage_run(lending->build, "index", n, fn, argument);
}

static struct str text(void *context, unsigned number, const void *origin,
	size_t from, size_t len)
{
	struct lending *lending = context;
	struct worker *worker = &lending->build->workers[number];
	const struct page *page = origin;

	arena_reset(&worker->scratch);
	return spool_get(lending->build->spool,
		spooled_part(page->text, from, len), &worker->scratch);
}

static void load(void *context, unsigned number, struct search_page *page)
{
	struct lending *lending = context;
	const struct page *origin = page->origin;

	stage_load_body(lending->build, number,
		lending->build->site.pages.items[origin->index]);
	page->blocks = origin->blocks.items;
	page->block_count = origin->blocks.len;
}

static struct str stands(void *context, unsigned number, struct str path)
{
	struct lending *lending = context;
	struct buf *out = &lending->lent[number].stands;

	buf_clear(out);
	if (!sink_stands(lending->sink, path, out))
		return (struct str){NULL, 0};
	return buf_str(out);
}

static void put(
	void *context, unsigned number, struct str path, struct str bytes)
{
	struct lending *lending = context;
	struct worker *worker = &lending->build->workers[number];

	path = arena_dup(&worker->arena, path);
	*vec_push(&lending->lent[number].written, &worker->arena) =
		(struct sink_file){path, bytes.len, str_hash(bytes)};
	sink_put(lending->sink, path, bytes, &worker->fault);
}

static void drop(void *context, unsigned number, struct str path)
{
	struct lending *lending = context;
	struct worker *worker = &lending->build->workers[number];

	path = arena_dup(&worker->arena, path);
	*vec_push(&lending->lent[number].dropped, &worker->arena) = path;
	sink_drop(lending->sink, path, &worker->fault);
}

struct search_host *search_host_open(struct build *build, struct sink *sink)
{
	struct lending *lending = arena_new(&build->arena, struct lending);

	lending->build = build;
	lending->sink = sink;
	lending->lent = arena_array(&build->arena, struct lent, build->jobs);
	for (unsigned i = 0; i < build->jobs; i++)
		lending->lent[i].stands = (struct buf)BUF_INIT(BUF_LARGE);
	lending->host = (struct search_host){.context = lending,
		.jobs = build->jobs,
		.run = run,
		.text = text,
		.put = put,
		.load = load,
		.stands = stands,
		.drop = drop};
	return &lending->host;
}

void search_host_close(struct search_host *host)
{
	struct lending *lending = host->context;
	struct build *build = lending->build;

	for (unsigned i = 0; i < build->jobs; i++) {
		struct lent *lent = &lending->lent[i];

		vec_each(const struct sink_file, file, &lent->written)
			*vec_push(&build->written, &build->arena) = *file;
		vec_each(const struct str, path, &lent->dropped)
			*vec_push(&build->dropped, &build->arena) = *path;
		buf_release(&lent->stands);
	}
}
