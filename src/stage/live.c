#include "stage/live.h"

#include <stdlib.h>

#include "io/file.h"
#include "search/search.h"
#include "stage/held.h"
#include "stage/outputs/outputs.h"
#include "stage/reports.h"
#include "stage/search.h"
#include "stage/stages.h"

struct live {
	struct build_options options;
	struct held held;
	struct build builds[2]; /* by turns: the site, and the one made next */
	unsigned site; /* the one that answers */
	unsigned last; /* the one that was made last */
	bool is_good; /* there is one that answers */
	/* Of the site that answers, once asked for; else NULL. */
	struct sink *index; /* the files of search/ */
	struct sink *all; /* all files */
};

struct live *live_open(const struct build_options *options)
{
	struct live *live = base_calloc(1, sizeof *live);

	live->options = *options;
	live->options.held = &live->held;
	for (unsigned i = 0; i < 2; i++)
		build_init(&live->builds[i], &live->options);
	return live;
}

/* What was made of the site that answered. */
static void forget_files(struct live *live)
{
	sink_close(live->index);
	sink_close(live->all);
	live->index = live->all = NULL;
}

void live_close(struct live *live)
{
	if (!live)
		return;
	forget_files(live);
	for (unsigned i = 0; i < 2; i++)
		build_release(&live->builds[i]);
	held_forget(&live->held);
	free(live);
}

/* Make the model by what is held, or, where that will not do, by nothing. */
static bool make(struct live *live, struct build *build, struct fault *fault)
{
	const struct build_options options = live->options;

	build_again(build, &options);
	if (build_read(build, fault))
		return true;
	if (!build->is_stale)
		return false;
	held_forget(&live->held);
	build_again(build, &options);
	return build_read(build, fault);
}

bool live_rebuild(
	struct live *live, const struct live_edit *edit, struct fault *fault)
{
	unsigned next = live->is_good ? !live->site : live->site;
	struct build *build = &live->builds[next];
	bool ok;

	live->options.now = edit->now;
	live->options.today = edit->today;
	/* Behind one that failed, whose place is taken, all is listed. */
	live->held.before = edit->touched_len && live->last != next
		? &live->builds[live->last].tree
		: NULL;
	live->held.touched = edit->touched;
	live->held.touched_len = edit->touched_len;
	ok = make(live, build, fault);
	live->last = next;
	if (!ok)
		return false;
	forget_files(live);
	live->site = next;
	live->is_good = true;
	return true;
}

struct build *live_said_by(struct live *live)
{
	return &live->builds[live->last];
}

const struct diags *live_diags(const struct live *live)
{
	return &live->builds[live->last].diags;
}

/* All that workers had to say of what they made. */
static enum live_found fail(struct build *build, struct fault *fault)
{
	stage_no_fault(build, fault);
	for (unsigned i = 0; i < build->jobs; i++)
		diags_take(&build->diags, &build->workers[i].diags);
	diags_sort(&build->diags);
	return LIVE_FAILED;
}

static enum live_found render(struct build *build, const struct output *output,
	struct str *bytes, struct fault *fault)
{
	struct worker *worker = &build->workers[0];

	if (output->reports)
		stage_reports(build);
	if (!stage_render_one(build, worker, output))
		return fail(build, fault);
	*bytes = buf_str(&worker->out);
	return LIVE_FOUND;
}

static enum live_found read_attachment(struct build *build,
	const struct attachment *file, struct str *bytes, struct fault *fault)
{
	struct worker *worker = &build->workers[0];

	buf_clear(&worker->file);
	if (!tree_read(worker->reader, file->entry, &worker->file, fault))
		return LIVE_FAILED;
	*bytes = buf_str(&worker->file);
	return LIVE_FOUND;
}

static enum live_found from_sink(
	const struct sink *sink, struct str url, struct str *bytes)
{
	*bytes = sink_memory_get(sink, url);
	return bytes->ptr ? LIVE_FOUND : LIVE_NONE;
}

static enum live_found from_index(struct live *live, struct build *build,
	struct str url, struct str *bytes, struct fault *fault)
{
	if (!live->index) {
		live->index = sink_open_memory();
		build->written.len = 0;
		if (!stage_search(build, live->index, fault))
			return fail(build, fault);
	}
	return from_sink(live->index, url, bytes);
}

/* The manifest knows all files, so that all are made. */
static enum live_found from_all(struct live *live, struct build *build,
	struct str url, struct str *bytes, struct fault *fault)
{
	if (!live->all) {
		live->all = sink_open_memory();
		build->written.len = 0;
		if (!stage_render(build, live->all, fault) ||
			!stage_search(build, live->all, fault) ||
			!stage_write(build, live->all, fault))
			return fail(build, fault);
	}
	return from_sink(live->all, url, bytes);
}

enum live_found live_get(struct live *live, struct str url, struct str *bytes,
	struct fault *fault)
{
	struct build *build = &live->builds[live->site];
	const struct output *output;

	if (!live->is_good)
		return LIVE_NONE;
	output = outputs_find(build, url);
	if (output)
		return render(build, output, bytes, fault);
	vec_each(struct attachment *const, file, &build->site.attachments)
		if (str_eq((*file)->url, url))
			return read_attachment(build, *file, bytes, fault);
	vec_each(const struct theme_asset, asset, &build->theme.files)
		if (str_eq(asset->url, url)) {
			*bytes = asset->bytes;
			return LIVE_FOUND;
		}
	if (search_owns(url))
		return from_index(live, build, url, bytes, fault);
	if (str_eq(url, STR(FILE_MANIFEST)))
		return from_all(live, build, url, bytes, fault);
	return LIVE_NONE;
}
