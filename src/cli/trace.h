#ifndef CLI_TRACE_H
#define CLI_TRACE_H

/*
 * --trace-file: what each thread did and when, as the trace events that
 * browsers' profilers and Perfetto show: an array of JSON, a line an event.
 */

#include <stdio.h>

#include "base/str.h"

/* A stretch of work by one thread, or by all of a stage; times are in
 * microseconds. */
struct trace_event {
	const char *kind, *name;
	unsigned worker;
	long long started; /* since the trace was opened */
	long long took;
	long long worked; /* processor time */
	double memory; /* peak of the program so far, in MB */
	size_t items; /* done in it; 0: they were not counted */
};

/* Start a file; NULL if it cannot be written. */
FILE *trace_open(struct str path);

/* Add an event; any thread may. */
void trace_put(FILE *file, const struct trace_event *event);

/* End the file; false if not all of it could be written. */
bool trace_close(FILE *file);

#endif
