#include "cli/progress.h"

#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/trace.h"

enum { PATIENCE = 50 }; /* hundredths of a second before anything is shown */

static long long now(clockid_t clock)
{
	struct timespec time;

	clock_gettime(clock, &time);
	return time.tv_sec * 1000000LL + time.tv_nsec / 1000;
}

static struct span span_start(const char *name, clockid_t processor)
{
	return (struct span){name, now(CLOCK_MONOTONIC), now(processor)};
}

static struct trace_event span_end(const struct progress *progress,
	const struct span *span, clockid_t processor)
{
	struct rusage usage;

	getrusage(RUSAGE_SELF, &usage);
	return (struct trace_event){.name = span->name,
		.started = span->started - progress->opened,
		.took = now(CLOCK_MONOTONIC) - span->started,
		.worked = now(processor) - span->worked,
		.memory = (double)usage.ru_maxrss / 1024};
}

static void print_stage(const struct trace_event *event)
{
	fprintf(stderr, "%-10s %9.1f ms %9.1f ms cpu %9.1f MB", event->name,
		(double)event->took / 1000, (double)event->worked / 1000,
		event->memory);
	if (event->items)
		fprintf(stderr, " %9zu items", event->items);
	fputs("\n", stderr);
}

static void end_stage(struct progress *progress)
{
	struct trace_event event =
		span_end(progress, &progress->stage, CLOCK_PROCESS_CPUTIME_ID);

	event.kind = "stage";
	event.items = atomic_exchange(&progress->items, 0);
	if (progress->trace)
		print_stage(&event);
	if (progress->file)
		trace_put(progress->file, &event);
	progress->stage.name = NULL;
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
	if (progress->stage.name)
		end_stage(progress);
}

static void tell(void *context, const char *stage)
{
	struct progress *progress = context;

	progress_end(progress);
	progress->stage = span_start(stage, CLOCK_PROCESS_CPUTIME_ID);
	if (progress->silent || cli_elapsed() < PATIENCE ||
		!isatty(STDERR_FILENO))
		return;
	fprintf(stderr, "guildhall: %s …", stage);
	progress->shown = true;
}

static void begin(void *context, unsigned worker, const char *work)
{
	struct progress *progress = context;

	progress->workers[worker] = span_start(work, CLOCK_THREAD_CPUTIME_ID);
}

static void end(void *context, unsigned worker, size_t items)
{
	struct progress *progress = context;
	struct trace_event event = span_end(
		progress, &progress->workers[worker], CLOCK_THREAD_CPUTIME_ID);

	atomic_fetch_add(&progress->items, items);
	event.kind = "work";
	event.worker = worker;
	event.items = items;
	if (progress->file)
		trace_put(progress->file, &event);
}

static void attach(struct progress *progress, struct options *options)
{
	bool traced = progress->trace || progress->file;

	if (options->quiet && !traced)
		return;
	options->build.progress = tell;
	options->build.context = progress;
	if (traced)
		options->build.watch =
			(struct pool_watch){begin, end, progress, NULL};
}

static int fail(const struct options *options)
{
	fprintf(stderr, "guildhall: cannot write %.*s\n",
		STR_ARG(options->trace_file));
	return EXIT_OUTPUT;
}

int progress_run(struct options *options,
	int (*work)(struct options *options, struct progress *progress))
{
	struct progress progress = {.trace = options->trace,
		.silent = options->quiet || options->trace,
		.opened = now(CLOCK_MONOTONIC)};
	int code;

	if (options->trace_file.len) {
		progress.file = trace_open(options->trace_file);
		if (!progress.file)
			return fail(options);
	}
	attach(&progress, options);
	code = work(options, &progress);
	progress_end(&progress);
	if (!progress.file || trace_close(progress.file))
		return code;
	return code == EXIT_CLEAN ? fail(options) : code;
}
