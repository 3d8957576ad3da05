/*
 * Rendering: every output by whichever worker is free, each straight into
 * the sink; meanwhile one of them finds out what the reports tell, from the
 * object store. What was written is noted for the manifest in the output's own
 * place, so that its order does not depend on the workers.
 */

#include "stage/left.h"
#include "stage/outputs/outputs.h"
#include "stage/reports.h"
#include "stage/stages.h"

struct rendering {
	struct build *build;
	struct sink *sink; /* NULL: only find faults */
	struct sink_file *files; /* one an output */
	VEC(size_t) early; /* the outputs that ask for no reports */
	VEC(size_t) late;
	VEC(struct page *) unloaded; /* whose bodies they need */
};

bool stage_render_one(
	struct build *build, struct worker *worker, const struct output *output)
{
	struct value values;
	struct template_render render = {.out = &worker->out,
		.context = &values,
		.target = {.page = output->url,
			.root = output->root,
			.inlined = output->inlined},
		.diags = &worker->diags};

	arena_reset(&worker->scratch);
	buf_clear(&worker->out);
	if (output->table) {
		struct table table =
			output->table(build, output, &worker->scratch);

		if (str_ends(output->url, STR(".csv")))
			table_put_csv(&table, &worker->out);
		else
			table_put_json(&table, &worker->out);
		return true;
	}
	if (output->bytes)
		return output->bytes(build, output, &worker->scratch,
			&worker->out, &worker->fault);
	values = outputs_context(build, output, &worker->scratch);
	return template_render(&build->theme.templates,
		       str_of(output->template), &render) &&
		worker->fault.code == EXIT_CLEAN;
}

static void render_output(
	struct rendering *rendering, unsigned number, size_t item)
{
	struct build *build = rendering->build;
	struct worker *worker = &build->workers[number];
	const struct output *output = &build->outputs.items[item];

	if (!stage_render_one(build, worker, output))
		return;
	rendering->files[item] = (struct sink_file){
		output->url, worker->out.len, str_hash(buf_str(&worker->out))};
	if (rendering->sink)
		sink_put(rendering->sink, output->url, buf_str(&worker->out),
			&worker->fault);
}

/* What the reports tell; and what there is to know now of the past is kept. */
static void look_back(struct rendering *rendering)
{
	struct build *build = rendering->build;

	if (rendering->late.len)
		stage_reports(build);
	if (build->history && !build->ground)
		history_save(build->history);
}

/* That, by whoever is first, and what does not wait for the reports. */
static void render_early(void *context, unsigned number, size_t item)
{
	struct rendering *rendering = context;

	if (item)
		render_output(
			rendering, number, rendering->early.items[item - 1]);
	else
		look_back(rendering);
}

static void render_late(void *context, unsigned number, size_t item)
{
	struct rendering *rendering = context;

	render_output(rendering, number, rendering->late.items[item]);
}

/* The outputs that are to be made and are one page's own, or are not. */
static void choose(struct rendering *rendering, bool are_pages)
{
	struct build *build = rendering->build;

	for (size_t i = 0; i < build->outputs.len; i++) {
		const struct output *output = &build->outputs.items[i];

		if ((output->body != NULL) != are_pages ||
			!left_shows_fresh(build, output))
			continue;
		if (output->reports)
			*vec_push(&rendering->late, &build->arena) = i;
		else
			*vec_push(&rendering->early, &build->arena) = i;
	}
}

/*
 * What is to be made; what is as it stands is not. Long lists come first, so
 * that no worker waits at the end for another that is at one of them.
 */
static void choose_all(struct rendering *rendering)
{
	choose(rendering, false);
	choose(rendering, true);
}

static void load_body(void *context, unsigned number, size_t item)
{
	struct rendering *rendering = context;

	stage_load_body(
		rendering->build, number, rendering->unloaded.items[item]);
}

/* Does a handbook that is to be made show the page? */
static bool is_shown(const struct rendering *rendering, const struct page *page)
{
	vec_each(const size_t, i, &rendering->early) {
		const struct output *output =
			&rendering->build->outputs.items[*i];

		if (output->inlined && map_get(output->inlined, page->url))
			return true;
	}
	return false;
}

/* The pages that are shown in others beside those that were touched. */
static void load_bodies(struct rendering *rendering)
{
	struct build *build = rendering->build;

	vec_each(struct page *const, page, &build->site.pages)
		if ((*page)->is_outline && is_shown(rendering, *page))
			*vec_push(&rendering->unloaded, &build->arena) = *page;
	stage_run(
		build, "pages", rendering->unloaded.len, load_body, rendering);
}

bool stage_render(struct build *build, struct sink *sink, struct fault *fault)
{
	size_t n = build->outputs.len;
	struct rendering rendering = {.build = build,
		.sink = sink,
		.files = arena_array(&build->arena, struct sink_file, n)};

	choose_all(&rendering);
	load_bodies(&rendering);
	stage_run(build, "pages", rendering.early.len + 1, render_early,
		&rendering);
	stage_run(build, "pages", rendering.late.len, render_late, &rendering);
	for (size_t i = 0; i < n; i++)
		if (rendering.files[i].path.len)
			*vec_push(&build->written, &build->arena) =
				rendering.files[i];
	return spool_check(build->spool, fault) && stage_no_fault(build, fault);
}
