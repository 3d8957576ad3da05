/*
 * The history of the site's files, from the repository they lie in. Where
 * there is none, or no commit yet, nothing is known and nothing is said.
 */

#include "stage/pool.h"
#include "stage/stages.h"

struct comparing {
	struct build *build;
	struct history_reader **readers; /* one a worker */
};

static void compare(void *context, unsigned number, size_t item)
{
	struct comparing *comparing = context;
	struct history *history = comparing->build->history;
	struct history_reader *reader = comparing->readers[number];
	struct fault *fault = &comparing->build->workers[number].fault;

	if (fault->code == EXIT_CLEAN &&
		history_compare(history, reader, item, fault))
		history_weigh(history, reader, item, fault);
}

static bool open_readers(
	struct build *build, struct comparing *comparing, struct fault *fault)
{
	for (unsigned i = 0; i < build->jobs; i++) {
		comparing->readers[i] =
			history_reader_open(build->history, fault);
		if (!comparing->readers[i])
			return false;
	}
	return true;
}

bool stage_history(struct build *build, struct fault *fault)
{
	struct comparing comparing = {build,
		arena_array(
			&build->arena, struct history_reader *, build->jobs)};

	if (!build->tree.commit.id.len)
		return true;
	build->history = history_open(&build->tree, fault);
	if (!build->history)
		return false;
	if (history_tasks(build->history) &&
		!open_readers(build, &comparing, fault))
		return false;
	pool_run(history_tasks(build->history), build->jobs, compare,
		&comparing);
	if (!stage_no_fault(build, fault))
		return false;
	history_follow(build->history);
	history_save(build->history);
	return true;
}
