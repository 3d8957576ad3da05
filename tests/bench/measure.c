/*
 * measure RUNS [--before COMMAND] -- COMMAND…: runs a command so often, each
 * time behind a shell command that is not measured, and prints the medians:
 * wall seconds, processor seconds, peak memory in MB.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { RUNS = 99 };

struct run {
	double wall, cpu, memory;
};

static double seconds(struct timeval time)
{
	return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

static struct run run(char **command)
{
	struct timespec start, end;
	struct rusage usage;
	struct run result;
	int status;
	pid_t child;

	clock_gettime(CLOCK_MONOTONIC, &start);
	child = fork();
	if (child == 0) {
		execvp(command[0], command);
		perror(command[0]);
		_exit(127);
	}
	if (child < 0 || wait4(child, &status, 0, &usage) < 0 || status) {
		fprintf(stderr, "measure: %s failed\n", command[0]);
		exit(1);
	}
	clock_gettime(CLOCK_MONOTONIC, &end);
	result.wall = (double)(end.tv_sec - start.tv_sec) +
		(double)(end.tv_nsec - start.tv_nsec) / 1e9;
	result.cpu = seconds(usage.ru_utime) + seconds(usage.ru_stime);
	result.memory = (double)usage.ru_maxrss / 1024;
	return result;
}

static int compare(const void *left, const void *right)
{
	double a = *(const double *)left, b = *(const double *)right;

	return (a > b) - (a < b);
}

static double median(double *values, size_t n)
{
	qsort(values, n, sizeof *values, compare);
	return values[n / 2];
}

int main(int argc, char **argv)
{
	double wall[RUNS], cpu[RUNS], memory[RUNS];
	const char *before = NULL;
	size_t runs;
	int at = 2;

	if (argc > 4 && !strcmp(argv[at], "--before")) {
		before = argv[at + 1];
		at += 2;
	}
	runs = argc > at + 1 ? (size_t)atoi(argv[1]) : 0;
	if (!runs || runs > RUNS || strcmp(argv[at], "--") != 0) {
		fputs("usage: measure RUNS [--before COMMAND] -- COMMAND…\n",
			stderr);
		return 2;
	}
	for (size_t i = 0; i < runs; i++) {
		struct run result;

		if (before && system(before))
			return 1;
		result = run(argv + at + 1);
		wall[i] = result.wall;
		cpu[i] = result.cpu;
		memory[i] = result.memory;
	}
	printf("%.3f %.3f %.1f\n", median(wall, runs), median(cpu, runs),
		median(memory, runs));
	return 0;
}
