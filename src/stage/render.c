/*
 * Rendering: every output by whichever worker is free, each straight into
 * the sink; meanwhile one of them finds out what the reports tell, from the
 * object store. What was written is noted for the manifest in the output's own
 * place, so that its order does not depend on the workers.
 */

#include "stage/outputs/outputs.h"
#include "stage/reports.h"
#include "stage/stages.h"

struct rendering {
	struct build *build;
	struct sink *sink; /* NULL: only find faults */
	struct sink_file *files; /* one an output */
	VEC(size_t) early; /* the outputs that ask for no reports */
	VEC(size_t) late;
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

/* The reports, by whoever is first, and what does not wait for them. */
static void render_early(void *context, unsigned number, size_t item)
{
	struct rendering *rendering = context;

	if (item)
		render_output(
			rendering, number, rendering->early.items[item - 1]);
	else
		stage_reports(rendering->build);
}

static void render_late(void *context, unsigned number, size_t item)
{
	struct rendering *rendering = context;

	render_output(rendering, number, rendering->late.items[item]);
}

bool stage_render(struct build *build, struct sink *sink, struct fault *fault)
{
	size_t n = build->outputs.len;
	struct rendering rendering = {.build = build,
		.sink = sink,
		.files = arena_array(&build->arena, struct sink_file, n)};

	for (size_t i = 0; i < n; i++)
		if (build->outputs.items[i].reports)
			*vec_push(&rendering.late, &build->arena) = i;
		else
			*vec_push(&rendering.early, &build->arena) = i;
	stage_run(build, "pages", rendering.early.len + 1, render_early,
		&rendering);
	stage_run(build, "pages", rendering.late.len, render_late, &rendering);
	for (size_t i = 0; i < n; i++)
		if (rendering.files[i].path.len)
			*vec_push(&build->written, &build->arena) =
				rendering.files[i];
	return spool_check(build->spool, fault) && stage_no_fault(build, fault);
}
