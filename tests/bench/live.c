/*
 * live SOURCE THEMES THREADS RUNS: a sentence is added to each of RUNS pages,
 * whose paths are lines of standard input, and the page asked for of the site
 * in memory. Prints the medians of what that takes from when the file is
 * written: seconds, of the processors; and the megabytes of the whole at most.
 */

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "stage/live.h"

enum { RUNS_MAX = 1000 };

struct timing {
	double seconds, cpu;
};

static double seconds(clockid_t clock)
{
	struct timespec time;

	clock_gettime(clock, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void fail(const char *what, const char *path)
{
	fprintf(stderr, "live: %s %s\n", what, path);
	exit(1);
}

static void append(const char *source, const char *path)
{
	char file[PATH_MAX * 2];
	FILE *stream;

	snprintf(file, sizeof file, "%s/%s", source, path);
	stream = fopen(file, "ae");
	if (!stream || fputs("\nA sentence more.\n", stream) < 0 ||
		fclose(stream))
		fail("cannot write", file);
}

static void rebuild(struct live *live, const struct str *touched, size_t n)
{
	struct fault fault = FAULT_INIT;
	struct live_edit edit = {.touched = touched,
		.touched_len = n,
		.now = (int64_t)(seconds(CLOCK_REALTIME) * 1e9)};

	if (!live_rebuild(live, &edit, &fault))
		fail("cannot build", fault.text);
}

static struct timing edit(
	struct live *live, const char *source, const char *path)
{
	struct str touched = str_of(path), bytes;
	struct fault fault = FAULT_INIT;
	char url[PATH_MAX + 8];
	double started, worked;

	snprintf(url, sizeof url, "%.*s.html", (int)(touched.len - 3), path);
	append(source, path);
	started = seconds(CLOCK_MONOTONIC);
	worked = seconds(CLOCK_PROCESS_CPUTIME_ID);
	rebuild(live, &touched, 1);
	if (live_get(live, str_of(url), &bytes, &fault) != LIVE_FOUND ||
		str_find(bytes, STR("A sentence more."), 0) == bytes.len)
		fail("no such page as it should be:", url);
	return (struct timing){seconds(CLOCK_MONOTONIC) - started,
		seconds(CLOCK_PROCESS_CPUTIME_ID) - worked};
}

static int by_size(const void *left, const void *right)
{
	double a = *(const double *)left, b = *(const double *)right;

	return (a > b) - (a < b);
}

static double median(double *numbers, size_t n)
{
	qsort(numbers, n, sizeof *numbers, by_size);
	return numbers[n / 2];
}

int main(int argc, char **argv)
{
	struct build_options options = {.search = true};
	double wall[RUNS_MAX], cpu[RUNS_MAX];
	struct rusage usage;
	struct live *live;
	char path[PATH_MAX];
	size_t n = 0, most;

	if (argc != 5)
		fail("usage: live SOURCE THEMES THREADS", "RUNS <PATHS");
	markdown_start();
	options.source = str_of(argv[1]);
	options.themes = str_of(argv[2]);
	options.jobs = (unsigned)atoi(argv[3]);
	most = (size_t)atoi(argv[4]);
	live = live_open(&options);
	rebuild(live, NULL, 0);
	while (n < most && n < RUNS_MAX && fgets(path, sizeof path, stdin)) {
		struct timing timing;

		path[strcspn(path, "\n")] = '\0';
		timing = edit(live, argv[1], path);
		wall[n] = timing.seconds;
		cpu[n++] = timing.cpu;
	}
	live_close(live);
	if (!n)
		fail("no pages on", "standard input");
	getrusage(RUSAGE_SELF, &usage);
	printf("%.4f %.4f %.1f\n", median(wall, n), median(cpu, n),
		(double)usage.ru_maxrss / 1024);
	return 0;
}
