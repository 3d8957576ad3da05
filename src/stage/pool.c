#include "stage/pool.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

enum { JOBS_MAX = 64 };

struct pool {
	atomic_size_t next;
	size_t n;
	pool_fn *fn;
	void *context;
};

struct thread {
	struct pool *pool;
	unsigned worker;
	pthread_t id;
};

static void *work(void *argument)
{
	struct thread *thread = argument;
	struct pool *pool = thread->pool;
	size_t item;

	while ((item = atomic_fetch_add(&pool->next, 1)) < pool->n)
		pool->fn(pool->context, thread->worker, item);
	return NULL;
}

void pool_run(size_t n, unsigned jobs, pool_fn *fn, void *context)
{
	struct pool pool = {.n = n, .fn = fn, .context = context};
	struct thread threads[JOBS_MAX];
	unsigned started = 1;

	if (jobs > JOBS_MAX)
		jobs = JOBS_MAX;
	for (unsigned i = 0; i < JOBS_MAX; i++)
		threads[i] = (struct thread){.pool = &pool, .worker = i};
	for (; started < jobs && started < n; started++)
		if (pthread_create(&threads[started].id, NULL, work,
			    &threads[started]))
			break; /* fewer threads do the same work */
	work(&threads[0]);
	for (unsigned i = 1; i < started; i++)
		pthread_join(threads[i].id, NULL);
}

unsigned pool_default_jobs(void)
{
	cpu_set_t set;

	if (sched_getaffinity(0, sizeof set, &set))
		return 1;
	return (unsigned)CPU_COUNT(&set);
}
