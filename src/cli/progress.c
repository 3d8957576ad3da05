#include "cli/progress.h"

#include <stdio.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "cli/commands.h"

enum { PATIENCE = 50 }; /* hundredths of a second before anything is shown */

static long long now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec * 1000000LL + time.tv_nsec / 1000;
}

static void print_stage(const struct progress *progress)
{
	struct rusage usage;

	getrusage(RUSAGE_SELF, &usage);
	fprintf(stderr, "%-10s %9.1f ms %9.1f MB\n", progress->stage,
		(double)(now() - progress->started) / 1000,
		(double)usage.ru_maxrss / 1024);
}

static void clear_line(struct progress *progress)
{
	if (progress->shown)
		fputs("\r\033[K", stderr);
	progress->shown = false;
}

void progress_end(struct progress *progress)
{
	clear_line(progress);
	if (progress->trace && progress->stage)
		print_stage(progress);
	progress->stage = NULL;
}

static void tell(void *context, const char *stage)
{
	struct progress *progress = context;

	progress_end(progress);
	progress->stage = stage;
	progress->started = now();
	if (progress->trace || cli_elapsed() < PATIENCE ||
		!isatty(STDERR_FILENO))
		return;
	fprintf(stderr, "guildhall: %s …", stage);
	progress->shown = true;
}

void progress_attach(struct progress *progress, struct options *options)
{
	*progress = (struct progress){.trace = options->trace};
	if (options->quiet && !options->trace)
		return;
	options->build.progress = tell;
	options->build.context = progress;
}
