#include "unit/units.h"

#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "data/markdown/markdown.h"

enum { TIMEOUT = 300 }; /* seconds: the thread sanitizer takes its time */

Suite *units_suite(const char *name, const TTest *const *tests, size_t n)
{
	Suite *suite = suite_create(name);
	TCase *all = tcase_create(name);

	tcase_set_timeout(all, TIMEOUT);
	for (size_t i = 0; i < n; i++)
		tcase_add_test(all, tests[i]);
	suite_add_tcase(suite, all);
	return suite;
}

void units_put_diags(struct buf *out, const struct diags *diags)
{
	const char *before = "";

	vec_each(const struct diag, diag, &diags->list) {
		buf_printf(out, "%s%u@%u:%u", before,
			diag_kind(diag->id)->number, diag->place.line,
			diag->place.col);
		before = " ";
	}
}

/* splitmix64: small, and good enough to draw test input from. */
uint64_t units_random(uint64_t *seed)
{
	uint64_t z = *seed += 0x9E3779B97F4A7C15;

	z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
	z = (z ^ z >> 27) * 0x94D049BB133111EB;
	return z ^ z >> 31;
}

size_t units_below(uint64_t *seed, size_t n)
{
	return (size_t)(units_random(seed) % n);
}

struct str units_random_text(
	uint64_t *seed, struct str alphabet, char *space, size_t max)
{
	size_t len = units_below(seed, max + 1);

	for (size_t i = 0; i < len; i++)
		space[i] = alphabet.ptr[units_below(seed, alphabet.len)];
	return str_make(space, len);
}

const char *units_root(void)
{
	return getenv("UNITS_ROOT");
}

void units_folder(char path[UNITS_PATH])
{
	snprintf(path, UNITS_PATH, "%s/XXXXXX", getenv("UNITS_FOLDER"));
	ck_assert_ptr_nonnull(mkdtemp(path));
}

struct str units_path(
	char path[UNITS_PATH], const char *folder, const char *name)
{
	int len = snprintf(path, UNITS_PATH, "%s/%s", folder, name);

	ck_assert(len > 0 && len < UNITS_PATH);
	return str_of(path);
}

static void make_parents(char *path)
{
	for (char *at = strchr(path + 1, '/'); at; at = strchr(at + 1, '/')) {
		*at = '\0';
		mkdir(path, 0755);
		*at = '/';
	}
}

void units_write(const char *folder, const char *path, struct str bytes)
{
	char whole[PATH_MAX];
	FILE *file;

	snprintf(whole, sizeof whole, "%s/%s", folder, path);
	make_parents(whole);
	file = fopen(whole, "w");
	ck_assert_msg(file, "cannot write %s", whole);
	ck_assert_uint_eq(fwrite(bytes.ptr, 1, bytes.len, file), bytes.len);
	ck_assert_int_eq(fclose(file), 0);
}

bool units_read(const char *folder, const char *path, struct buf *out)
{
	char whole[PATH_MAX], block[4096];
	size_t got;
	FILE *file;

	snprintf(whole, sizeof whole, "%s/%s", folder, path);
	file = fopen(whole, "r");
	if (!file)
		return false;
	while ((got = fread(block, 1, sizeof block, file)))
		buf_put(out, str_make(block, got));
	fclose(file);
	return true;
}

void units_shell(const char *format, ...)
{
	char command[8192];
	va_list args;
	int len;

	va_start(args, format);
	len = vsnprintf(command, sizeof command, format, args);
	va_end(args);
	ck_assert(len > 0 && (size_t)len < sizeof command);
	ck_assert_msg(!system(command), "failed: %s", command);
}

int units_exit_code(void (*act)(void *context), void *context)
{
	pid_t child;
	int status;

	fflush(NULL);
	child = fork();
	ck_assert_int_ge(child, 0);
	if (!child) {
		int null = open("/dev/null", O_WRONLY);

		dup2(null, STDERR_FILENO);
		act(context);
		_exit(0);
	}
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* The folder above the program that holds the sources. */
static void find_root(void)
{
	char path[PATH_MAX + 32], theme[PATH_MAX + 64];
	ssize_t len = readlink("/proc/self/exe", path, PATH_MAX - 1);

	path[len < 0 ? 0 : len] = '\0';
	for (char *cut; (cut = strrchr(path, '/'));) {
		*cut = '\0';
		snprintf(theme, sizeof theme, "%s/themes/guildhall/theme.yml",
			path);
		if (access(theme, R_OK))
			continue;
		setenv("UNITS_ROOT", path, 1);
		return;
	}
	fputs("units: the sources are not above the program\n", stderr);
	exit(EXIT_FAILURE);
}

/* A git that knows nothing of whoever runs the tests. */
static void isolate(const char *folder)
{
	static const char *const settings[][2] = {
		{"GIT_CONFIG_NOSYSTEM", "1"},
		{"GIT_CONFIG_GLOBAL", "/dev/null"},
		{"GIT_AUTHOR_NAME", "Author"},
		{"GIT_AUTHOR_EMAIL", "author@example.org"},
		{"GIT_AUTHOR_DATE", "2026-03-14T23:30:00 -0200"},
		{"GIT_COMMITTER_NAME", "Committer"},
		{"GIT_COMMITTER_EMAIL", "committer@example.org"},
		{"GIT_COMMITTER_DATE", "2026-03-14T23:30:00 -0200"},
	};

	for (size_t i = 0; i < UNITS_LEN(settings); i++)
		setenv(settings[i][0], settings[i][1], 1);
	unsetenv("GIT_DIR");
	unsetenv("GIT_WORK_TREE");
	unsetenv("GIT_INDEX_FILE");
	setenv("HOME", folder, 1);
	setenv("UNITS_FOLDER", folder, 1);
}

static void remove_folder(const char *folder)
{
	char command[PATH_MAX + 32];

	snprintf(command, sizeof command, "chmod -R u+w '%s'; rm -rf '%s'",
		folder, folder);
	if (system(command))
		fprintf(stderr, "units: cannot remove %s\n", folder);
}

static int run_all(void)
{
	SRunner *runner = srunner_create(NULL);
	int failed;

#define ADD(name) srunner_add_suite(runner, suite_##name());
	UNITS_SUITES(ADD)
#undef ADD
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed;
}

int main(void)
{
	char folder[] = "/tmp/guildhall-units.XXXXXX";
	int failed;

	if (!mkdtemp(folder)) {
		perror("units: /tmp");
		return EXIT_FAILURE;
	}
	find_root();
	isolate(folder);
	markdown_start();
	failed = run_all();
	remove_folder(folder);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
