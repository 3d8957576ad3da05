#ifndef STAGE_POOL_H
#define STAGE_POOL_H

/*
 * The same work on many items by several threads. Each thread takes the next
 * item from a counter; what it writes must be its item's or its worker's
 * own, so that the result does not depend on how many there are. What takes
 * long should come first: the first items are taken one at a time.
 */

#include <stddef.h>

enum { POOL_JOBS_MAX = 64 };

/* WORKER is 0 … jobs-1, ITEM 0 … n-1. */
typedef void pool_fn(void *context, unsigned worker, size_t item);

/*
 * Somebody who looks on. Each thread tells itself that it starts on WORK, and
 * when nothing is left of it to take, having done so many ITEMS.
 */
struct pool_watch {
	void (*begin)(void *context, unsigned worker, const char *work);
	void (*end)(void *context, unsigned worker, size_t items);
	void *context;
	const char *work;
};

/* Run FN on N items by JOBS threads (1: this one alone); wait for all. */
void pool_run(size_t n, unsigned jobs, pool_fn *fn, void *context);

/* The same while somebody looks on; nobody does where there is no begin(). */
void pool_run_watched(const struct pool_watch *watch, size_t n, unsigned jobs,
	pool_fn *fn, void *context);

/* As many threads as this process may use at once. */
unsigned pool_default_jobs(void);

#endif
