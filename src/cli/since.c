#include "cli/since.h"

#include "base/map.h"

struct since {
	struct arena arena;
	struct map changed; /* paths → this */
	struct map before; /* what was wrong then → this */
};

static struct str key_of(struct since *since, const struct diag *diag)
{
	return arena_printf(&since->arena, "%d %.*s %.*s", (int)diag->id,
		STR_ARG(diag->place.source ? diag->place.source->path
					   : STR("")),
		STR_ARG(diag->message));
}

/* What was wrong then. A site that could not be read had no faults. */
static void read_before(struct since *since, const struct options *options)
{
	struct build_options then = options->build;
	struct fault ignored = FAULT_INIT;
	struct build build;

	then.rev = options->since;
	then.previous = STR("");
	build_init(&build, &then);
	build_run(&build, NULL, &ignored);
	vec_each(const struct diag, diag, &build.diags.list)
		map_set(&since->before, &since->arena, key_of(since, diag),
			since);
	build_release(&build);
}

static bool find_changed(struct since *since, struct build *build,
	const struct options *options, struct fault *fault)
{
	struct str folder = str_sub(
		build->tree.prefix, 0, str_rchr(build->tree.prefix, '/'));
	struct tree then;
	bool ok;

	if (!build->tree.repository.len)
		return fault_set(fault, EXIT_REPOSITORY,
			"%.*s lies in no git repository",
			STR_ARG(build->tree.label));
	if (!tree_open_git(&then, options->build.source, options->since, folder,
		    fault))
		return false;
	ok = tree_changed(
		&build->tree, &then, &since->arena, &since->changed, fault);
	tree_close(&then);
	return ok;
}

static bool is_new(struct since *since, const struct diag *diag)
{
	return (diag->place.source &&
		       map_get(&since->changed, diag->place.source->path)) ||
		!map_get(&since->before, key_of(since, diag));
}

bool since_filter(
	struct build *build, const struct options *options, struct fault *fault)
{
	struct since since = {.arena = ARENA_INIT};
	bool ok = find_changed(&since, build, options, fault);
	size_t kept = 0;

	if (ok) {
		read_before(&since, options);
		vec_each(const struct diag, diag, &build->diags.list)
			if (is_new(&since, diag))
				build->diags.list.items[kept++] = *diag;
		build->diags.list.len = kept;
	}
	arena_release(&since.arena);
	return ok;
}
