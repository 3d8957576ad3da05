#include "stage/unchanged.h"

#include "model/path.h"
#include "stage/left_diags.h"

#define SECOND INT64_C(1000000000) /* in nanoseconds */

/* A key that no build has: what was remembered with it is not relied on. */
enum { NO_KEY = 0 };

/* What the key is of: all files, or as those of pages were never touched. */
enum files { FILES_ALL, FILES_BUT_PAGES };

static void put_environment(struct buf *out, char *const *environment)
{
	for (; environment && *environment; environment++)
		if (str_starts(str_of(*environment), STR("GUILDHALL_")))
			packing_text(out, str_of(*environment));
}

static void put_options(struct buf *out, const struct build *build)
{
	const struct build_options *options = &build->options;
	const struct str texts[] = {options->program, options->source,
		options->rev, options->subdir, options->theme, options->themes,
		options->previous};

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		packing_text(out, texts[i]);
	packing_number(out, options->strict);
	packing_number(out, options->search);
	put_environment(out, options->environment);
}

static void put_tree(struct buf *out, const struct tree *tree, enum files files)
{
	packing_text(out, tree->commit.id);
	packing_text(out, tree->prefix);
	packing_number(out, tree->clone);
	packing_number(out, tree->entries.len);
	vec_each(const struct tree_entry, entry, &tree->entries) {
		packing_text(out, entry->path);
		packing_number(out, entry->kind);
		packing_number(out, entry->mount);
		if (files == FILES_ALL || !path_is_page(entry->path))
			packing_number(out, unchanged_stamp(entry));
	}
	vec_each(struct tree *const, mount, &tree->mounts)
		packing_text(out, (*mount)->commit.id);
}

static void put_theme(struct buf *out, const struct theme *theme)
{
	vec_each(const struct theme_text, text, &theme->texts) {
		packing_text(out, text->source->path);
		packing_text(out, text->text);
	}
	vec_each(const struct theme_asset, asset, &theme->files)
		packing_text(out, asset->url);
}

static uint64_t key_of(const struct build *build, enum files files)
{
	struct buf all = BUF_INIT(BUF_LARGE);
	uint64_t key;

	put_options(&all, build);
	packing_number(&all, (uint64_t)build->site.edition);
	packing_signed(&all, date_days(build->site.as_at));
	put_tree(&all, &build->tree, files);
	put_theme(&all, &build->theme);
	key = str_hash(buf_str(&all));
	buf_release(&all);
	return key;
}

/*
 * A file that was touched just before it was listed may change once more within
 * what the file system counts as the same moment: a tick of the kernel's clock,
 * or, where it keeps whole seconds, up to two of those.
 */
bool unchanged_is_late(int64_t touched, int64_t now)
{
	int64_t moment = touched % SECOND ? SECOND / 20 : 2 * SECOND;

	return touched + moment > now;
}

uint64_t unchanged_stamp(const struct tree_entry *entry)
{
	return entry->stamp ^
		str_hash(str_make((const char *)entry->id, sizeof entry->id));
}

bool unchanged_is_sure(
	const struct build *build, const struct tree_entry *entry)
{
	return build->tree.is_commit ||
		!unchanged_is_late(entry->touched, build->options.now);
}

/* May all files that are no pages be relied on? */
static bool is_rest_sure(const struct build *build)
{
	vec_each(const struct tree_entry, entry, &build->tree.entries)
		if (!unchanged_is_sure(build, entry) &&
			!path_is_page(entry->path))
			return false;
	return true;
}

static void take_said(struct build *build, struct unpacking *from)
{
	struct diag *diags;
	size_t n;

	diags = left_take_diags(build, from, &n);
	for (size_t i = 0; i < n; i++)
		left_say(build, &diags[i]);
}

bool unchanged_is(struct build *build, struct str memory)
{
	struct unpacking from = {memory, false};
	uint64_t key = unpack_number(&from), rest = unpack_number(&from);
	struct left_roots roots = {unpack_number(&from), 0};

	roots.index = unpack_number(&from);
	build->roots = (struct left_roots){LEFT_NO_ROOT, LEFT_NO_ROOT};
	build->key = key_of(build, FILES_ALL);
	build->counts.pages = (size_t)unpack_number(&from);
	build->counts.records = (size_t)unpack_number(&from);
	build->counts.files = (size_t)unpack_number(&from);
	if (!from.bad && key == build->key) {
		take_said(build, &from);
		return true;
	}
	build->rest_key = key_of(build, FILES_BUT_PAGES);
	if (!from.bad && rest == build->rest_key)
		build->roots = roots;
	return false;
}

void unchanged_remember(struct build *build)
{
	bool late = unchanged_is_late(build->tree.touched, build->options.now);
	bool sure = !late || is_rest_sure(build);
	struct buf *out = &build->memory;

	buf_clear(out);
	if (!sure || build->is_partial)
		return;
	packing_number(out, late ? NO_KEY : build->key);
	packing_number(out, build->rest_key);
	packing_number(out, build->roots.pages);
	packing_number(out, build->roots.index);
	packing_number(out, build->counts.pages);
	packing_number(out, build->counts.records);
	packing_number(out, build->counts.files);
	left_put_diags(out, build->diags.list.items, build->diags.list.len);
}
