#include "unit/units.h"

#include <stdatomic.h>
#include <string.h>

#include "stage/pool.h"

enum { ITEMS = 5000 };

struct work {
	atomic_uint done[ITEMS]; /* how often each item was done */
	atomic_uint busy[64]; /* workers at work: each on one item */
	atomic_uint together; /* more than one item by one worker at once */
	unsigned jobs;
};

static void work_on(void *context, unsigned worker, size_t item)
{
	struct work *work = context;

	if (worker >= work->jobs || atomic_fetch_add(&work->busy[worker], 1))
		atomic_fetch_add(&work->together, 1);
	atomic_fetch_add(&work->done[item], 1);
	atomic_fetch_sub(&work->busy[worker], 1);
}

/* Each item once, each worker one item at a time, however many there are. */
START_TEST(test_every_item_once)
{
	static const size_t sizes[] = {0, 1, 2, 3, 63, 64, 65, ITEMS};
	static const unsigned jobs[] = {1, 2, 4, 7, 64};
	static struct work work;

	for (size_t i = 0; i < UNITS_LEN(sizes); i++)
		for (size_t j = 0; j < UNITS_LEN(jobs); j++) {
			memset(&work, 0, sizeof work);
			work.jobs = jobs[j];
			pool_run(sizes[i], jobs[j], work_on, &work);
			ck_assert_uint_eq(atomic_load(&work.together), 0);
			for (size_t k = 0; k < ITEMS; k++)
				check_fast(atomic_load(&work.done[k]) ==
					(k < sizes[i]));
		}
}
END_TEST

START_TEST(test_odd_numbers_of_jobs)
{
	static struct work work;

	work.jobs = 64; /* there are never more */
	pool_run(100, 1000, work_on, &work);
	pool_run(100, 0, work_on, &work);
	ck_assert_uint_eq(atomic_load(&work.together), 0);
	for (size_t k = 0; k < 100; k++)
		ck_assert_uint_eq(atomic_load(&work.done[k]), 2);
}
END_TEST

static void note_worker(void *context, unsigned worker, size_t item)
{
	(void)item;
	*(unsigned *)context |= worker;
}

START_TEST(test_one_job_is_this_thread)
{
	unsigned workers = 0;

	pool_run(1000, 1, note_worker, &workers);
	ck_assert_uint_eq(workers, 0);
}
END_TEST

/* What each worker said of itself. */
struct seen {
	atomic_uint begun[POOL_JOBS_MAX], ended[POOL_JOBS_MAX];
	atomic_size_t items;
};

static void see_begin(void *context, unsigned worker, const char *work)
{
	struct seen *seen = context;

	ck_assert_str_eq(work, "pages");
	atomic_fetch_add(&seen->begun[worker], 1);
}

static void see_end(void *context, unsigned worker, size_t items)
{
	struct seen *seen = context;

	atomic_fetch_add(&seen->ended[worker], 1);
	atomic_fetch_add(&seen->items, items);
}

/* Each thread tells once of its work, and together they did all of it. */
START_TEST(test_who_looks_on_is_told)
{
	static struct seen seen;
	static struct work work = {.jobs = 4};
	const struct pool_watch watch = {see_begin, see_end, &seen, "pages"};

	pool_run_watched(&watch, 0, 4, work_on, &work);
	ck_assert_uint_eq(atomic_load(&seen.begun[0]), 0);
	pool_run_watched(&watch, ITEMS, 4, work_on, &work);
	for (unsigned i = 0; i < POOL_JOBS_MAX; i++) {
		ck_assert_uint_eq(atomic_load(&seen.begun[i]), i < 4);
		ck_assert_uint_eq(atomic_load(&seen.ended[i]), i < 4);
	}
	ck_assert_uint_eq(atomic_load(&seen.items), ITEMS);
}
END_TEST

START_TEST(test_default_jobs)
{
	ck_assert_uint_ge(pool_default_jobs(), 1);
}
END_TEST

UNITS_SUITE(stage_pool, test_every_item_once, test_odd_numbers_of_jobs,
	test_one_job_is_this_thread, test_who_looks_on_is_told,
	test_default_jobs)
