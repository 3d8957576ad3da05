#include "unit/io_history_make.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What an earlier run found out is used, and never trusted. */

static size_t tasks_of(const char *top, struct buf *kinds)
{
	struct fault fault = FAULT_INIT;
	struct history_made opened;
	size_t tasks;

	history_made_open(&opened, top);
	ck_assert_int_eq(fault.code, EXIT_CLEAN);
	tasks = history_tasks(opened.history);
	history_save(opened.history);
	history_put_kinds(kinds, history_made_file(&opened, "a.md"));
	history_made_close(&opened);
	return tasks;
}

static void put_cache(const char *top, struct str bytes)
{
	units_write(top, ".git/guildhall/history", bytes);
}

/* However it was damaged, the history is the same. */
static void check_damage(const char *top, struct str bytes, const char *want)
{
	struct buf kinds = BUF_INIT(1024);

	put_cache(top, bytes);
	tasks_of(top, &kinds);
	check_buf(&kinds, want, "damaged");
	buf_release(&kinds);
}

START_TEST(test_cache)
{
	static const char *const want = "R*M*A*";
	struct buf kinds = BUF_INIT(1024), cache = BUF_INIT(1 << 20);
	uint64_t seed = 7;
	char top[UNITS_PATH];

	history_make(top,
		"say b.md 1 2 3 4; seal 1; say b.md 1 2 3 4 5; seal 2; git mv "
		"b.md a.md; echo 6 >>a.md; seal 3");
	check_int(tasks_of(top, &kinds), 2, "nothing is known");
	check_buf(&kinds, want, "nothing is known");
	check_int(tasks_of(top, &kinds), 0, "all is known");
	check_buf(&kinds, want, "all is known");
	units_shell("cd '%s' && echo 7 >>a.md && git commit -q -am 4 && git "
		    "reset -q --hard",
		top);
	check_int(tasks_of(top, &kinds), 1, "one is new");
	check_buf(&kinds, "M*R*M*A*", "one is new");
	units_shell("cd '%s' && git reset -q --hard HEAD^", top);
	check_int(tasks_of(top, &kinds), 0, "back again");
	check_buf(&kinds, want, "back again");
	ck_assert(units_read(top, ".git/guildhall/history", &cache));
	for (size_t cut = 0; cut < cache.len; cut += 11)
		check_damage(top, str_make(cache.ptr, cut), want);
	for (unsigned i = 0; i < 200; i++) {
		size_t at = units_below(&seed, cache.len);
		char kept = cache.ptr[at];

		cache.ptr[at] = (char)(kept ^ (1 << units_below(&seed, 8)));
		check_damage(top, buf_str(&cache), want);
		cache.ptr[at] = kept;
	}
	buf_release(&kinds);
	buf_release(&cache);
}
END_TEST

/* One of another repository says nothing of this one. */
START_TEST(test_foreign_cache)
{
	struct buf kinds = BUF_INIT(1024), cache = BUF_INIT(1 << 20);
	char top[UNITS_PATH], other[UNITS_PATH];

	history_make(top, "say a.md 1; seal 1; say a.md 2; seal 2");
	history_make(other,
		"say a.md x; seal x; say a.md y; seal y; say a.md z; seal z");
	tasks_of(other, &kinds);
	buf_clear(&kinds);
	ck_assert(units_read(other, ".git/guildhall/history", &cache));
	put_cache(top, buf_str(&cache));
	check_int(tasks_of(top, &kinds), 1, "foreign");
	check_buf(&kinds, "M*A*", "foreign");
	buf_release(&kinds);
	buf_release(&cache);
}
END_TEST

/* Nor is what is known of how pages begin, where the commits are not. */
START_TEST(test_openings)
{
	static const char *const want = "M*MM*A*";
	struct buf kinds = BUF_INIT(1024), openings = BUF_INIT(1 << 20);
	uint64_t seed = 11;
	char top[UNITS_PATH];

	history_make(top,
		"say a.md --- 'last_reviewed_on: 2023-01-01' --- text; seal 1; "
		"say a.md --- 'last_reviewed_on: 2023-01-01' --- words; seal "
		"2; say a.md --- 'last_reviewed_on: 2024-01-01' --- words; "
		"seal 3; say a.md --- 'last_reviewed_on: 2024-01-01' --- more; "
		"seal 4");
	tasks_of(top, &kinds);
	check_buf(&kinds, want, "nothing is known");
	ck_assert(units_read(top, ".git/guildhall/openings", &openings));
	put_cache(top, STR(""));
	tasks_of(top, &kinds);
	check_buf(&kinds, want, "only how pages begin");
	for (unsigned i = 0; i < 200; i++) {
		size_t at = units_below(&seed, openings.len);
		char kept = openings.ptr[at];

		openings.ptr[at] = (char)(kept ^ (1 << units_below(&seed, 8)));
		units_write(top, ".git/guildhall/openings", buf_str(&openings));
		check_damage(top, STR(""), want);
		openings.ptr[at] = kept;
	}
	for (size_t cut = 0; cut < openings.len; cut += 13) {
		units_write(top, ".git/guildhall/openings",
			str_sub(buf_str(&openings), 0, cut));
		check_damage(top, STR(""), want);
	}
	buf_release(&kinds);
	buf_release(&openings);
}
END_TEST

UNITS_SUITE(io_history_cache, test_cache, test_foreign_cache, test_openings)
