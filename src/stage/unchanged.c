#include "stage/unchanged.h"

#include "io/packing.h"

#define SECOND INT64_C(1000000000) /* in nanoseconds */

enum { DIAG_LEAST = 9 }; /* bytes of a diagnostic: put_diag() */

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

static void put_tree(struct buf *out, const struct tree *tree)
{
	packing_text(out, tree->commit.id);
	packing_text(out, tree->prefix);
	packing_number(out, tree->clone);
	packing_number(out, tree->entries.len);
	vec_each(const struct tree_entry, entry, &tree->entries) {
		packing_text(out, entry->path);
		packing_number(out, entry->kind);
		packing_number(out, entry->mount);
		packing_number(out, entry->stamp);
		buf_put(out,
			str_make((const char *)entry->id, sizeof entry->id));
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

static uint64_t key_of(const struct build *build)
{
	struct buf all = BUF_INIT(BUF_LARGE);
	uint64_t key;

	put_options(&all, build);
	packing_number(&all, (uint64_t)build->site.edition);
	packing_signed(&all, date_days(build->site.as_at));
	put_tree(&all, &build->tree);
	put_theme(&all, &build->theme);
	key = str_hash(buf_str(&all));
	buf_release(&all);
	return key;
}

/* Diagnostics that point into files of the tree, or nowhere. */

static void put_diag(struct buf *out, const struct diag *diag)
{
	const struct source *source = diag->place.source;

	packing_number(out, diag->id);
	packing_number(out, diag->severity);
	packing_number(out, source != NULL);
	packing_text(out, source ? source->path : STR(""));
	packing_number(out, diag->place.line);
	packing_number(out, diag->place.col);
	packing_number(out, diag->width);
	packing_text(out, diag->message);
	packing_text(out, diag->hint);
}

static const struct source *source_at(struct build *build, struct str path)
{
	struct source *source;

	vec_each(const struct theme_text, text, &build->theme.texts)
		if (str_eq(text->source->path, path))
			return text->source;
	source = arena_new(&build->arena, struct source);
	source->path = arena_dup(&build->arena, path);
	return source;
}

static void take_diag(struct build *build, struct unpacking *from)
{
	struct arena *arena = &build->diags.arena;
	struct diag diag = {.id = (enum diag_id)unpack_number(from)};
	struct str path;
	bool placed;

	diag.severity = (enum severity)unpack_number(from);
	placed = unpack_number(from);
	path = unpack_text(from);
	if (placed)
		diag.place.source = source_at(build, path);
	diag.place.line = (uint32_t)unpack_number(from);
	diag.place.col = (uint32_t)unpack_number(from);
	diag.width = (uint32_t)unpack_number(from);
	diag.message = arena_dup(arena, unpack_text(from));
	diag.hint = arena_dup(arena, unpack_text(from));
	*vec_push(&build->diags.list, arena) = diag;
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

bool unchanged_is(struct build *build, struct str memory)
{
	struct unpacking from = {memory, false};
	size_t diags;

	build->key = key_of(build);
	if (!memory.len || unpack_number(&from) != build->key)
		return false;
	build->counts.pages = (size_t)unpack_number(&from);
	build->counts.records = (size_t)unpack_number(&from);
	build->counts.files = (size_t)unpack_number(&from);
	for (diags = unpack_count(&from, DIAG_LEAST); diags; diags--)
		take_diag(build, &from);
	return true;
}

void unchanged_remember(struct build *build)
{
	struct buf *out = &build->memory;

	buf_clear(out);
	if (unchanged_is_late(build->tree.touched, build->options.now) ||
		build->is_partial)
		return;
	packing_number(out, build->key);
	packing_number(out, build->counts.pages);
	packing_number(out, build->counts.records);
	packing_number(out, build->counts.files);
	packing_number(out, build->diags.list.len);
	vec_each(const struct diag, diag, &build->diags.list)
		put_diag(out, diag);
}
