#include "unit/units.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "io/spool.h"

enum { TEXTS = 200, HELD = 5000 };

/* N bytes that tell of N. */
static struct str text_of(struct arena *arena, size_t n)
{
	char *bytes = arena_text(arena, n);

	for (size_t i = 0; i < n; i++)
		bytes[i] = (char)('a' + (i * 7 + n) % 26);
	return str_make(bytes, n);
}

/* Some texts are short and one is longer than what a writer gathers. */
static size_t length_of(size_t i)
{
	return i == TEXTS / 2 ? 300000 : i * i;
}

static struct spool *fill(struct spooled texts[TEXTS], struct arena *arena)
{
	struct spool_writer writers[] = {
		SPOOL_WRITER_INIT, SPOOL_WRITER_INIT, SPOOL_WRITER_INIT};
	struct spool *spool = spool_open(HELD);

	for (size_t i = 0; i < TEXTS; i++)
		texts[i] = spool_put(spool, &writers[i % UNITS_LEN(writers)],
			arena, text_of(arena, length_of(i)));
	for (size_t i = 0; i < UNITS_LEN(writers); i++) {
		spool_flush(spool, &writers[i]);
		buf_release(&writers[i].bytes);
	}
	return spool;
}

static void check_all(struct spool *spool, const struct spooled texts[TEXTS],
	struct arena *arena)
{
	struct fault fault = FAULT_INIT;

	for (size_t i = 0; i < TEXTS; i++) {
		size_t n = length_of(i);
		struct str want = text_of(arena, n);

		check_view(spool_get(spool, texts[i], arena), want, "whole");
		check_view(spool_get(spool,
				   spooled_part(texts[i], n / 3, n / 2), arena),
			str_sub(want, n / 3, n / 3 + n / 2), "part");
	}
	ck_assert(spool_check(spool, &fault));
}

START_TEST(test_file)
{
	struct arena arena = ARENA_INIT;
	struct spooled texts[TEXTS];
	struct spool *spool = fill(texts, &arena);
	size_t held = 0, kept = 0;

	for (size_t i = 0; i < TEXTS; i++) {
		held += texts[i].ptr ? texts[i].len : 0;
		kept += texts[i].ptr == NULL;
	}
	ck_assert_uint_gt(held, 0);
	ck_assert_uint_le(held, HELD);
	ck_assert_uint_gt(kept, TEXTS / 2);
	check_all(spool, texts, &arena);
	spool_close(spool);
	arena_release(&arena);
}
END_TEST

START_TEST(test_no_file)
{
	struct arena arena = ARENA_INIT;
	struct spooled texts[TEXTS];
	struct spool *spool;

	setenv("TMPDIR", "/nowhere", 1);
	spool = fill(texts, &arena);
	unsetenv("TMPDIR");
	for (size_t i = 0; i < TEXTS; i++)
		ck_assert_ptr_nonnull(texts[i].ptr);
	check_all(spool, texts, &arena);
	spool_close(spool);
	spool_close(NULL);
	arena_release(&arena);
}
END_TEST

/* What cannot be written is said once and read as spaces. */
START_TEST(test_full)
{
	struct arena arena = ARENA_INIT;
	struct fault fault = FAULT_INIT;
	struct spooled texts[TEXTS];
	struct rlimit before, limit;
	struct spool *spool;

	getrlimit(RLIMIT_FSIZE, &before);
	limit = (struct rlimit){100, before.rlim_max};
	signal(SIGXFSZ, SIG_IGN);
	setrlimit(RLIMIT_FSIZE, &limit);
	spool = fill(texts, &arena);
	setrlimit(RLIMIT_FSIZE, &before);
	signal(SIGXFSZ, SIG_DFL);
	check_view(
		spool_get(spool, spooled_part(texts[TEXTS - 1], 0, 2), &arena),
		STR("  "), "lost");
	ck_assert(!spool_check(spool, &fault));
	ck_assert_int_eq(fault.code, EXIT_OUTPUT);
	check_view(str_of(fault.text),
		STR("cannot keep the texts of pages in a temporary file "
		    "(TMPDIR says where): "
		    "File too large"),
		"fault");
	spool_close(spool);
	arena_release(&arena);
}
END_TEST

UNITS_SUITE(io_spool, test_file, test_no_file, test_full)
