/*
 * What is written as it is: attachments, the theme's assets, and last the
 * manifest, which lists all files.
 */

#include <stdlib.h>

#include "io/file.h"
#include "stage/manifest.h"
#include "stage/stages.h"

struct writing {
	struct build *build;
	struct sink *sink;
	struct sink_file *files; /* one an attachment */
};

/* Put a file, and note it. For the stage's own thread. */
static bool put(struct build *build, struct sink *sink, struct str url,
	struct str bytes, struct fault *fault)
{
	*vec_push(&build->written, &build->arena) =
		(struct sink_file){url, bytes.len, str_hash(bytes)};
	return sink_put(sink, url, bytes, fault);
}

static void copy_attachment(void *context, unsigned number, size_t item)
{
	struct writing *writing = context;
	struct worker *worker = &writing->build->workers[number];
	const struct attachment *file =
		writing->build->site.attachments.items[item];
	struct str bytes;

	buf_clear(&worker->file);
	if (!tree_read(
		    worker->reader, file->entry, &worker->file, &worker->fault))
		return;
	bytes = buf_str(&worker->file);
	writing->files[item] =
		(struct sink_file){file->url, bytes.len, str_hash(bytes)};
	sink_put(writing->sink, file->url, bytes, &worker->fault);
}

static bool copy_attachments(
	struct build *build, struct sink *sink, struct fault *fault)
{
	size_t n = build->site.attachments.len;
	struct writing writing = {
		build, sink, arena_array(&build->arena, struct sink_file, n)};

	stage_run(build, "attachments", n, copy_attachment, &writing);
	for (size_t i = 0; i < n; i++)
		if (writing.files[i].path.len)
			*vec_push(&build->written, &build->arena) =
				writing.files[i];
	return stage_no_fault(build, fault);
}

static bool write_assets(
	struct build *build, struct sink *sink, struct fault *fault)
{
	vec_each(const struct theme_asset, asset, &build->theme.files)
		if (!put(build, sink, asset->url, asset->bytes, fault))
			return false;
	return true;
}

static int by_path(const void *left, const void *right)
{
	const struct sink_file *a = left, *b = right;

	return str_cmp(a->path, b->path);
}

static bool write_manifest(
	struct build *build, struct sink *sink, struct fault *fault)
{
	struct buf text = BUF_INIT(BUF_LARGE);
	bool ok;

	qsort(build->written.items, build->written.len,
		sizeof *build->written.items, by_path);
	manifest_put(build, &text);
	ok = sink_put(sink, STR(FILE_MANIFEST), buf_str(&text), fault);
	build->counts.files = build->counts.touched = build->written.len + 1;
	buf_release(&text);
	return ok;
}

/* The manifest of what stands, with what changed. */
bool stage_write_changes(
	struct build *build, struct sink *sink, struct fault *fault)
{
	struct buf old = BUF_INIT(BUF_LARGE), text = BUF_INIT(BUF_LARGE);
	struct manifest_changes changes = {.put = build->written.items,
		.put_len = build->written.len,
		.dropped = build->dropped.items,
		.dropped_len = build->dropped.len,
		.files = build->counts.files};
	bool ok = sink_stands(sink, STR(FILE_MANIFEST), &old) &&
		manifest_patch(buf_str(&old), &changes, &text);

	if (ok)
		ok = sink_put(sink, STR(FILE_MANIFEST), buf_str(&text), fault);
	else
		fault_set(fault, EXIT_OUTPUT,
			"the site's manifest is none: build with --force");
	build->counts.files = changes.files;
	build->counts.touched = build->written.len + build->dropped.len + 1;
	buf_release(&text);
	buf_release(&old);
	return ok;
}

bool stage_write(struct build *build, struct sink *sink, struct fault *fault)
{
	return copy_attachments(build, sink, fault) &&
		write_assets(build, sink, fault) &&
		write_manifest(build, sink, fault);
}
