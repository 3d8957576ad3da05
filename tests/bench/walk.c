/*
 * walk [--weigh] REPOSITORY THREADS: the history of all files of its last
 * commit, and nothing else. Prints the seconds that took beside listing the
 * files, of the clock and of the processor, how many changes were found, and
 * how many commits had to be compared.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "io/history.h"
#include "stage/pool.h"

struct walking {
	struct history *history;
	bool weigh; /* also what counts */
	struct history_reader *readers[64];
	struct fault faults[64];
};

static void compare(void *context, unsigned worker, size_t item)
{
	struct walking *walking = context;
	struct history *history = walking->history;
	struct history_reader *reader = walking->readers[worker];
	struct fault *fault = &walking->faults[worker];
	size_t start = item * HISTORY_TURN, n = history_tasks(history);

	for (size_t i = start; i < start + HISTORY_TURN && i < n; i++)
		if (history_compare(history, reader, i, fault) &&
			walking->weigh)
			history_weigh(history, reader, i, fault);
}

static double seconds(clockid_t clock)
{
	struct timespec time;

	clock_gettime(clock, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static int fail(const struct fault *fault)
{
	fprintf(stderr, "walk: %s\n", fault->text);
	return 1;
}

int main(int argc, char **argv)
{
	struct walking walking = {
		.weigh = argc > 1 && !strcmp(argv[1], "--weigh")};
	unsigned jobs;
	struct fault fault = FAULT_INIT;
	double started, worked;
	size_t changes = 0, tasks;
	struct tree tree;

	argv += walking.weigh;
	argc -= walking.weigh;
	jobs = argc == 3 ? (unsigned)atoi(argv[2]) : 0;
	if (!jobs || jobs > 64) {
		fputs("usage: walk [--weigh] REPOSITORY THREADS\n", stderr);
		return 2;
	}
	if (!tree_open_git(
		    &tree, str_of(argv[1]), STR("HEAD"), STR(""), &fault))
		return fail(&fault);
	started = seconds(CLOCK_MONOTONIC);
	worked = seconds(CLOCK_PROCESS_CPUTIME_ID);
	walking.history = history_open(&tree, &fault);
	if (!walking.history)
		return fail(&fault);
	tasks = history_tasks(walking.history);
	for (unsigned i = 0; tasks && i < jobs; i++) {
		walking.readers[i] =
			history_reader_open(walking.history, &fault);
		if (!walking.readers[i])
			return fail(&fault);
	}
	pool_run(history_turns(walking.history), jobs, compare, &walking);
	for (unsigned i = 0; i < jobs; i++)
		if (walking.faults[i].code != EXIT_CLEAN)
			return fail(&walking.faults[i]);
	history_follow(walking.history);
	history_save(walking.history);
	started = seconds(CLOCK_MONOTONIC) - started;
	worked = seconds(CLOCK_PROCESS_CPUTIME_ID) - worked;
	vec_each(const struct tree_entry, entry, &tree.entries) {
		const struct history_file *file =
			history_of(walking.history, entry->path);

		changes += file ? file->changes.len : 0;
	}
	printf("%.3f %.3f %zu changes, %zu commits compared\n", started, worked,
		changes, tasks);
	history_close(walking.history);
	tree_close(&tree);
	return 0;
}
