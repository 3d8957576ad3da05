#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

/*
 * What a run is doing: shown on a terminal while work takes long, and with
 * --trace as a table of the stages with the time and memory each took.
 */

#include "cli/options.h"

struct progress {
	bool trace; /* print the table */
	bool shown; /* a line stands on the terminal */
	const char *stage; /* at work, or NULL */
	long long started; /* when it started, in microseconds */
};

/* Let the build of OPTIONS tell PROGRESS, which must outlive it. */
void progress_attach(struct progress *progress, struct options *options);

/* The last stage is over: take the line off the terminal. */
void progress_end(struct progress *progress);

#endif
