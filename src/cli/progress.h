#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

/*
 * What a run is doing: shown on a terminal while work takes long, with --trace
 * as a table of the stages and what each took, and with --trace-file as a file
 * of what each thread did in them.
 */

#include <stdatomic.h>
#include <stdio.h>

#include "cli/options.h"

/* What is at work since when, in microseconds. */
struct span {
	const char *name; /* NULL: nothing is */
	long long started; /* by the clock */
	long long worked; /* by the processor, until then */
};

struct progress {
	bool trace; /* print the table */
	bool silent; /* show nothing on the terminal */
	bool shown; /* a line stands there */
	FILE *file; /* of --trace-file, or NULL */
	long long opened; /* when */
	struct span stage;
	atomic_size_t items; /* that workers did in it */
	struct span workers[POOL_JOBS_MAX]; /* each writes its own */
};

/*
 * Do WORK, with a progress that the builds of OPTIONS tell. Its exit code, or
 * EXIT_OUTPUT where it could not be told to a file.
 */
int progress_run(struct options *options,
	int (*work)(struct options *options, struct progress *progress));

/* The last stage is over: take the line off the terminal. */
void progress_end(struct progress *progress);

#endif
