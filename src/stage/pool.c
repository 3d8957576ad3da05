#include "stage/pool.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

enum {
	JOBS_MAX = 64,
	TURNS = 64, /* that a thread takes of all the work, about */
	TURN_MAX = 32 /* items */
};

struct pool {
	atomic_size_t next;
	size_t n;
	size_t turn; /* items that are taken at a time: neighbours are alike */
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
	size_t from;

	while ((from = atomic_fetch_add(&pool->next, pool->turn)) < pool->n)
		for (size_t i = from; i < from + pool->turn && i < pool->n; i++)
			pool->fn(pool->context, thread->worker, i);
	return NULL;
}

static size_t turn_of(size_t n, unsigned jobs)
{
	size_t turn = n / ((size_t)jobs * TURNS);

	return turn < 1 ? 1 : turn > TURN_MAX ? TURN_MAX : turn;
}

void pool_run(size_t n, unsigned jobs, pool_fn *fn, void *context)
{
	struct pool pool = {.n = n,
		.turn = turn_of(n, jobs ? jobs : 1),
		.fn = fn,
		.context = context};
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
