#ifndef STAGE_POOL_H
#define STAGE_POOL_H

/*
 * The same work on many items by several threads. Each thread takes the next
 * item from a counter; what it writes must be its item's or its worker's
 * own, so that the result does not depend on how many there are.
 */

#include <stddef.h>

/* WORKER is 0 … jobs-1, ITEM 0 … n-1. */
typedef void pool_fn(void *context, unsigned worker, size_t item);

/* Run FN on N items by JOBS threads (1: this one alone); wait for all. */
void pool_run(size_t n, unsigned jobs, pool_fn *fn, void *context);

/* As many threads as this process may use at once. */
unsigned pool_default_jobs(void);

#endif
