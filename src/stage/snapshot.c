#include "stage/snapshot.h"

#include "stage/stages.h"

static void copy_keys(
	struct map *to, const struct map *from, struct build *build)
{
	for (size_t i = 0; i < from->cap; i++)
		if (from->slots[i].item)
			map_set(to, &build->arena,
				arena_dup(&build->arena, from->slots[i].key),
				&build->site);
}

/*
 * Leave out the pages that readers of this edition lost since, wherever those
 * have moved.
 */
static void drop_hidden(struct build *build, const struct site *later,
	const struct history_differences *changes)
{
	struct site *site = &build->site;
	struct map moved = MAP_INIT;
	size_t kept = 0;

	vec_each(struct history_difference, change, &changes->list)
		if (change->kind == HISTORY_MOVED)
			map_set(&moved, &build->arena, change->from, change);
	copy_keys(&site->hidden, &later->hidden, build);
	vec_each(struct page *const, page, &site->pages) {
		struct str path = (*page)->source.path;
		const struct history_difference *change = map_get(&moved, path);

		if (map_get(&later->hidden, change ? change->path : path))
			map_set(&site->hidden, &build->arena, path, site);
		if (!map_get(&site->hidden, path))
			site->pages.items[kept++] = *page;
	}
	site->pages.len = kept;
}

static struct build_options options_for(const struct snapshot_wish *wish)
{
	const struct build *now = wish->now;
	bool is_commit = now->tree.is_commit;

	return (struct build_options){
		.source = is_commit ? now->options.source : now->tree.label,
		.rev = wish->commit,
		.subdir = is_commit ? now->options.subdir : STR(""),
		.today = now->options.today,
		.jobs = 1, /* little is left to read: see kept.h */
		.environment = now->options.environment,
		.later = wish->later,
		.kept = wish->kept,
		.wanted = wish->wanted};
}

bool snapshot_open(struct snapshot *snapshot, const struct snapshot_wish *wish,
	struct fault *fault)
{
	struct build_options options = options_for(wish);
	struct build *build = &snapshot->build;
	struct fault here = FAULT_INIT;

	*snapshot = (struct snapshot){.commit = wish->commit};
	build_init(build, &options);
	if (wish->commit.len &&
		(!stage_read(build, &here) ||
			!stage_parse_fronts(build, &here)) &&
		here.code != EXIT_USAGE) {
		*fault = here;
		return false;
	}
	if (here.code == EXIT_USAGE)
		snapshot->commit = STR("");
	copy_keys(&build->site.hidden_records, &wish->later->hidden_records,
		build);
	drop_hidden(build, wish->later, wish->changes);
	snapshot->book = book_make(&build->site.records, &build->arena);
	return true;
}

void snapshot_release(struct snapshot *snapshot)
{
	build_release(&snapshot->build);
}
