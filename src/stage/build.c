#include "stage/clashes.h"
#include "stage/dropped.h"
#include "stage/gone.h"
#include "stage/guard.h"
#include "stage/held.h"
#include "stage/left.h"
#include "stage/outputs/outputs.h"
#include "stage/search.h"
#include "stage/stages.h"
#include "stage/unchanged.h"

#include <malloc.h>
#include <stdlib.h>

void build_init(struct build *build, const struct build_options *options)
{
	*build = (struct build){.options = *options,
		.memory = BUF_INIT(BUF_LARGE),
		.index = {.more = BUF_INIT(BUF_LARGE)}};
	build->jobs = options->jobs ? options->jobs : pool_default_jobs();
	build->workers = base_calloc(build->jobs, sizeof *build->workers);
	for (unsigned i = 0; i < build->jobs; i++) {
		struct worker *worker = &build->workers[i];

		worker->file = (struct buf)BUF_INIT(BUF_LARGE);
		worker->out = (struct buf)BUF_INIT(BUF_LARGE);
		worker->spooling = (struct spool_writer)SPOOL_WRITER_INIT;
		markdown_workspace_init(&worker->markdown);
	}
}

/* Close what is open and forget what is known. */
static void clear_worker(struct worker *worker)
{
	tree_reader_close(worker->reader);
	worker->reader = NULL;
	worker->fault = (struct fault)FAULT_INIT;
	diags_release(&worker->diags);
	arena_rewind(&worker->bodies);
	arena_rewind(&worker->arena);
}

void build_again(struct build *build, const struct build_options *options)
{
	struct build before;

	held_leave(build);
	for (unsigned i = 0; i < build->jobs; i++)
		clear_worker(&build->workers[i]);
	spool_close(build->spool);
	if (build->has_history && build->history)
		history_save(build->history); /* if that was not done yet */
	history_close(build->history);
	tree_clear(&build->tree);
	diags_release(&build->diags);
	buf_clear(&build->memory);
	left_forget(build);
	search_forget(&build->index);
	arena_rewind(&build->arena);
	before = *build;
	*build = (struct build){.options = *options,
		.jobs = before.jobs,
		.workers = before.workers,
		.memory = before.memory,
		.index = {.more = BUF_INIT(BUF_LARGE)},
		.arena = before.arena};
	build->tree.arena = before.tree.arena;
}

void build_release(struct build *build)
{
	build_again(build, &build->options);
	for (unsigned i = 0; i < build->jobs; i++) {
		struct worker *worker = &build->workers[i];

		buf_release(&worker->file);
		buf_release(&worker->out);
		buf_release(&worker->spooling.bytes);
		markdown_workspace_release(&worker->markdown);
		arena_release(&worker->scratch);
		arena_release(&worker->bodies);
		arena_release(&worker->arena);
	}
	free(build->workers);
	buf_release(&build->memory);
	tree_close(&build->tree);
	arena_release(&build->arena);
}

/* Gather what all workers had to say. */
static void collect_diags(struct build *build)
{
	for (unsigned i = 0; i < build->jobs; i++)
		diags_take(&build->diags, &build->workers[i].diags);
	if (build->options.strict)
		diags_make_strict(&build->diags);
	diags_sort(&build->diags);
}

/* Nobody is to hear what was found so far. */
static void forget_diags(struct build *build)
{
	for (unsigned i = 0; i < build->jobs; i++) {
		diags_release(&build->workers[i].diags);
		build->workers[i].diags = (struct diags)DIAGS_INIT;
	}
	diags_release(&build->diags);
	build->diags = (struct diags)DIAGS_INIT;
}

static bool is_clean(struct build *build)
{
	collect_diags(build);
	return !diags_count(&build->diags, SEVERITY_ERROR);
}

static void tell(const struct build *build, const char *stage)
{
	if (build->options.progress)
		build->options.progress(build->options.context, stage);
}

/* What the site is made of; false also where nothing can come of it. */
static bool begin(struct build *build, struct fault *fault)
{
	tell(build, "open");
	if (!stage_open(build, fault))
		return false;
	if (held_take_ground(build))
		return true;
	if (!stage_configure(build, fault))
		return false;
	tell(build, "theme");
	build->is_themed = stage_theme(build, fault);
	return fault->code == EXIT_CLEAN;
}

/* There is something to build: make ready what it stands on. */
static void settle(struct build *build)
{
	if (build->theme.is_compiled)
		return;
	build->is_themed = build->is_themed && stage_compile(build);
	held_set_ground(build);
}

void stage_run(const struct build *build, const char *work, size_t n,
	pool_fn *fn, void *context)
{
	struct pool_watch watch = build->options.watch;

	watch.work = work;
	pool_run_watched(&watch, n, build->jobs, fn, context);
}

/* All that can be found out without writing anything. */
static bool understand(struct build *build, struct fault *fault)
{
	tell(build, "read");
	if (!stage_read_content(build, fault))
		return false;
	tell(build, "parse");
	if (!stage_parse(build, fault))
		return false;
	tell(build, "history");
	if (!stage_history(build, fault))
		return false;
	tell(build, "assemble");
	stage_assemble(build);
	left_note_pages(build);
	tell(build, "check");
	stage_check(build);
	return build->is_themed;
}

bool build_name_edition(struct build *build, struct fault *fault)
{
	return stage_read_config(build, fault) && is_clean(build);
}

/* Find out all there is to know, once what the site is made of is known. */
static bool read_site(struct build *build, struct fault *fault)
{
	bool ok = understand(build, fault);

	if (!is_clean(build) || !ok)
		return false;
	build->book = book_make(&build->site.records, &build->arena);
	values_prepare(build);
	outputs_collect(build);
	clashes_check(build);
	gone_check(build);
	return is_clean(build);
}

bool build_read(struct build *build, struct fault *fault)
{
	if (begin(build, fault)) {
		settle(build);
		return read_site(build, fault);
	}
	collect_diags(build);
	return false;
}

bool build_outline(struct build *build, struct fault *fault)
{
	if (!stage_read_config(build, fault)) {
		collect_diags(build);
		return false;
	}
	if (!stage_read_content(build, fault) ||
		!stage_parse_fronts(build, fault))
		return false;
	forget_diags(build);
	return stage_history(build, fault) && is_clean(build);
}

/* All pages are rendered: what is still to be done needs the memory more. */
static void release_rendered(struct build *build)
{
	vec_each(struct page *const, page, &build->site.pages) {
		(*page)->body.html = (struct html){0};
		(*page)->revisions.len = 0; /* of the history */
	}
	for (unsigned i = 0; i < build->jobs; i++)
		arena_release(&build->workers[i].bodies);
	if (!build->history)
		return;
	build->is_partial = history_is_partial(build->history);
	if (build->ground) /* which holds it */
		return;
	history_close(build->history);
	build->history = NULL;
	build->history_reader = NULL;
	malloc_trim(0); /* libgit2 leaves many small holes */
}

/* Render and write all files. What is only checked is not indexed. */
static bool write_site(struct build *build, struct sink *sink, bool checking,
	struct fault *fault)
{
	bool ok;

	tell(build, "render");
	ok = stage_render(build, sink, fault);
	if (!is_clean(build) || !ok)
		return false;
	if (!checking) {
		left_pack(build, sink);
		release_rendered(build);
		left_leave(build, sink);
		tell(build, "search");
		if (!stage_search(build, sink, fault))
			return false;
	}
	tell(build, "write");
	return stage_write(build, sink, fault);
}

/*
 * What is other than it stands. The search comes first: while it is made out
 * what of its index changed, the sink gets ready.
 */
static bool write_changes(
	struct build *build, struct sink *sink, struct fault *fault)
{
	bool ok;

	build->is_stale = !sink_is_intact(sink);
	if (build->is_stale || !sink_continue(sink, fault))
		return false;
	tell(build, "search");
	if (!stage_search_changes(build, sink, fault))
		return false;
	tell(build, "render");
	ok = stage_render(build, sink, fault);
	if (!is_clean(build) || !ok)
		return false;
	left_pack(build, sink);
	left_leave(build, sink);
	tell(build, "write");
	return stage_write_changes(build, sink, fault);
}

/* The same behind a guard that looks for CANARIES. */
static bool write_guarded(struct build *build, struct sink *sink,
	const struct canaries *canaries, struct fault *fault)
{
	struct guard *guard = guard_open(canaries, sink);
	bool ok = build->left
		? write_changes(build, guard_sink(guard), fault)
		: write_site(build, guard_sink(guard), !sink, fault);

	guard_report(guard, &build->diags);
	ok = is_clean(build) && ok;
	if (sink && ok) {
		unchanged_remember(build);
		sink->memory = buf_str(&build->memory);
	}
	tell(build, "commit");
	ok = ok && sink_commit(guard_sink(guard), fault);
	guard_close(guard);
	return ok;
}

/* The site, whatever stands. */
static bool make_site(
	struct build *build, struct sink *sink, struct fault *fault)
{
	struct canaries canaries = {0};
	bool ok = read_site(build, fault);

	build->counts.pages = build->site.pages.len;
	build->counts.records = build->site.records.count;
	ok = ok && dropped_canaries(build, &canaries, fault) &&
		write_guarded(build, sink, &canaries, fault);
	canaries_release(&canaries);
	return ok;
}

/* With what the build before left, if that is anything to go by. */
static bool run(struct build *build, struct sink *sink, struct fault *fault)
{
	struct str memory = STR(""); /* of the site that stands, it may be */

	if (!begin(build, fault)) {
		collect_diags(build);
		return false;
	}
	if (sink && !build->options.anew && !build->options.corpus)
		memory = sink_recall(sink);
	build->is_unchanged = sink && unchanged_is(build, memory);
	if (build->is_unchanged) {
		build->is_stale = !sink_is_intact(sink);
		return !build->is_stale && is_clean(build);
	}
	settle(build);
	if (memory.len && sink_can_continue(sink))
		left_open(build, sink);
	return make_site(build, sink, fault);
}

bool build_run(struct build *build, struct sink *sink, struct fault *fault)
{
	struct build_options options = build->options;

	if (run(build, sink, fault))
		return true;
	if (!build->is_stale)
		return false;
	options.anew = true;
	build_again(build, &options);
	arena_release(&build->tree.arena);
	return run(build, sink, fault);
}

struct str build_text_of(void *context, const struct source *source)
{
	struct build *build = context;
	struct worker *worker = &build->workers[0];
	const struct tree_entry *entry;
	struct fault ignored = FAULT_INIT;

	vec_each(const struct theme_text, text, &build->theme.texts)
		if (text->source == source)
			return text->text;
	entry = worker->reader ? tree_find(&build->tree, source->path) : NULL;
	buf_clear(&worker->file);
	if (!entry || entry->kind != TREE_FILE ||
		!tree_read(worker->reader, entry, &worker->file, &ignored))
		return STR("");
	return buf_str(&worker->file);
}
