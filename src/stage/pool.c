#include "stage/pool.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

enum {
	SINGLES = 64, /* the first items, which are taken one at a time */
	TURNS = 64, /* that a thread takes of all the work, about */
	TURN_MAX = 32 /* items */
};

struct pool {
	atomic_size_t next; /* turn */
	size_t n;
	size_t turn; /* items that are taken at a time: neighbours are alike */
	pool_fn *fn;
	void *context;
	const struct pool_watch *watch;
};

struct thread {
	struct pool *pool;
	unsigned worker;
	pthread_t id;
};

/* The first item of a turn. */
static size_t start_of(const struct pool *pool, size_t turn)
{
	return turn <= SINGLES ? turn : SINGLES + (turn - SINGLES) * pool->turn;
}

/* Take items until there are none left; how many it were. */
static size_t work(const struct thread *thread)
{
	struct pool *pool = thread->pool;
	size_t items = 0;

	for (;;) {
		size_t turn = atomic_fetch_add(&pool->next, 1);
		size_t from = start_of(pool, turn);
		size_t to = start_of(pool, turn + 1);

		if (from >= pool->n)
			return items;
		for (size_t i = from; i < to && i < pool->n; i++, items++)
			pool->fn(pool->context, thread->worker, i);
	}
}

static void *run(void *argument)
{
	const struct thread *thread = argument;
	const struct pool_watch *watch = thread->pool->watch;
	size_t items;

	if (!watch->begin) {
		work(thread);
		return NULL;
	}
	watch->begin(watch->context, thread->worker, watch->work);
	items = work(thread);
	watch->end(watch->context, thread->worker, items);
	return NULL;
}

static size_t turn_of(size_t n, unsigned jobs)
{
	size_t turn = n / ((size_t)jobs * TURNS);

	return turn < 1 ? 1 : turn > TURN_MAX ? TURN_MAX : turn;
}

void pool_run_watched(const struct pool_watch *watch, size_t n, unsigned jobs,
	pool_fn *fn, void *context)
{
	struct pool pool = {.n = n,
		.turn = turn_of(n, jobs ? jobs : 1),
		.fn = fn,
		.context = context,
		.watch = watch};
	struct thread threads[POOL_JOBS_MAX];
	unsigned started = 1;

	if (!n)
		return;
	if (jobs > POOL_JOBS_MAX)
		jobs = POOL_JOBS_MAX;
	for (unsigned i = 0; i < POOL_JOBS_MAX; i++)
		threads[i] = (struct thread){.pool = &pool, .worker = i};
	for (; started < jobs && started < n; started++)
		if (pthread_create(
			    &threads[started].id, NULL, run, &threads[started]))
			break; /* fewer threads do the same work */
	run(&threads[0]);
	for (unsigned i = 1; i < started; i++)
		pthread_join(threads[i].id, NULL);
}

void pool_run(size_t n, unsigned jobs, pool_fn *fn, void *context)
{
	pool_run_watched(&(struct pool_watch){0}, n, jobs, fn, context);
}

unsigned pool_default_jobs(void)
{
	cpu_set_t set;

	if (sched_getaffinity(0, sizeof set, &set))
		return 1;
	return (unsigned)CPU_COUNT(&set);
}
