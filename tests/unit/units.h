#ifndef UNITS_H
#define UNITS_H

/*
 * The unit tests: one suite a file, named after what it proves. Most tests
 * walk a table of inputs and what is expected of each; the others hold a
 * property over random input, always from the same seed.
 *
 * Every test runs in a process of its own (CK_FORK=no: all in one). What it
 * writes goes into a folder of units_folder(); main() removes them all.
 */

#include <check.h>

#include "base/buf.h"
#include "diag/diag.h"

/* The suites, in the order of the rooms. */
/* clang-format off */
#define UNITS_SUITES(row) \
	row(base_str) \
	row(base_buf) \
	row(base_arena) \
	row(base_map) \
	row(base_utf8) \
	row(base_escape) \
	row(diag) \
	row(data_value) \
	row(data_decimal) \
	row(data_date) \
	row(data_yaml) \
	row(data_html) \
	row(data_json) \
	row(data_url) \
	row(data_names) \
	row(data_markdown) \
	row(data_table) \
	row(data_xlsx) \
	row(data_calendar) \
	row(io_tree) \
	row(io_tree_touched) \
	row(io_sink) \
	row(io_sink_update) \
	row(io_sink_memory) \
	row(io_spool) \
	row(io_pack_order) \
	row(io_packs) \
	row(io_history) \
	row(io_history_told) \
	row(io_history_cache) \
	row(model_schema) \
	row(model_config) \
	row(model_path) \
	row(model_front) \
	row(score_fraction) \
	row(score_score) \
	row(score_joint) \
	row(score_trend) \
	row(score_benchmark) \
	row(score_programme) \
	row(score_scheme) \
	row(score_aggregate) \
	row(score_properties) \
	row(chart) \
	row(chart_frame) \
	row(theme) \
	row(theme_escaping) \
	row(theme_colour) \
	row(search) \
	row(search_occurrence) \
	row(search_update) \
	row(stage_pool) \
	row(stage_guard) \
	row(stage_manifest) \
	row(stage_left) \
	row(stage_report) \
	row(cli_options)
/* clang-format on */

#define UNITS_DECLARE(name) Suite *suite_##name(void);
UNITS_SUITES(UNITS_DECLARE)

/* Define the suite of a file from its tests. */
#define UNITS_SUITE(name, ...) \
	Suite *suite_##name(void) \
	{ \
		const TTest *const tests[] = {__VA_ARGS__}; \
\
		return units_suite( \
			#name, tests, sizeof tests / sizeof *tests); \
	}

Suite *units_suite(const char *name, const TTest *const *tests, size_t n);

#define UNITS_LEN(array) (sizeof(array) / sizeof *(array))

/* Walk a table of rows. */
#define rows_each(type, row, table) \
	for (const type *row = (table); row < (table) + UNITS_LEN(table); row++)

/* Two views are equal; ROW, a C string, tells which row of a table fails. */
#define check_view(got, want, row) \
	do { \
		const struct str check_got = (got), check_want = (want); \
\
		ck_assert_msg(str_eq(check_got, check_want), \
			"%s\n  is      \"%.*s\"\n  must be \"%.*s\"", (row), \
			STR_ARG(check_got), STR_ARG(check_want)); \
	} while (0)

/* The same for the content of a buffer, which is cleared. */
#define check_buf(buf, want, row) \
	do { \
		check_view(buf_str(buf), str_of(want), row); \
		buf_clear(buf); \
	} while (0)

/* Two whole numbers are equal. */
#define check_int(got, want, row) \
	do { \
		const long long check_got = (long long)(got), \
				check_want = (long long)(want); \
\
		ck_assert_msg(check_got == check_want, \
			"%s\n  is      %lld\n  must be %lld", (row), \
			check_got, check_want); \
	} while (0)

/* For a loop of millions: ck_assert() makes a system call each time. */
#define check_fast(condition) \
	do { \
		if (!(condition)) \
			ck_abort_msg("not so: %s", #condition); \
	} while (0)

/* The diagnostics are just these: "202@1:5 205@2:3". */
#define check_diags(diags, want, row) \
	do { \
		struct buf check_codes = BUF_INIT(1 << 16); \
\
		units_put_diags(&check_codes, diags); \
		check_view(buf_str(&check_codes), str_of(want), row); \
		buf_release(&check_codes); \
	} while (0)

void units_put_diags(struct buf *out, const struct diags *diags);

/* The next of a sequence of random numbers; and one below N. */
uint64_t units_random(uint64_t *seed);
size_t units_below(uint64_t *seed, size_t n);

/* A random text of at most MAX bytes, of the bytes of ALPHABET. */
struct str units_random_text(
	uint64_t *seed, struct str alphabet, char *space, size_t max);

/* The folder of this project's sources. */
const char *units_root(void);

enum { UNITS_PATH = 512 };

/* Make a new empty folder and put its path into PATH. */
void units_folder(char path[UNITS_PATH]);

/* The path of NAME below FOLDER, in PATH. */
struct str units_path(
	char path[UNITS_PATH], const char *folder, const char *name);

/* Write a file below FOLDER, and the folders it needs. */
void units_write(const char *folder, const char *path, struct str bytes);

/* Append the bytes of a file below FOLDER; false when there is none. */
bool units_read(const char *folder, const char *path, struct buf *out);

/* Run a shell command, which must succeed. */
void units_shell(const char *format, ...) __attribute__((format(printf, 1, 2)));

/*
 * Run ACT in a process of its own, silently. Its exit code, or -1 when it
 * crashed (which the sanitizers answer with an exit code of their own).
 */
int units_exit_code(void (*act)(void *context), void *context);

#endif
