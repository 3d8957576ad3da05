/* What several commands need. */

#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "cli/commands.h"
#include "diag/report.h"
#include "io/file.h"

extern char **environ;

long cli_elapsed(void)
{
	static struct timespec start; /* set once, by main's first call */
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	if (!start.tv_sec)
		start = now;
	return (now.tv_sec - start.tv_sec) * 100 +
		(now.tv_nsec - start.tv_nsec) / 10000000;
}

/* The folder of themes beside the program: as built, or as installed. */
static struct str find_themes(void)
{
	static char path[PATH_MAX];
	static const char *const places[] = {
		"/../themes", "/../share/guildhall/themes"};
	const char *set = getenv("GUILDHALL_THEMES");
	char program[PATH_MAX];
	ssize_t len;
	char *slash;

	if (set && *set)
		return str_of(set);
	len = readlink("/proc/self/exe", program, sizeof program - 1);
	if (len < 0)
		return STR("themes");
	program[len] = '\0';
	slash = strrchr(program, '/');
	*slash = '\0';
	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		snprintf(path, sizeof path, "%.2000s%s", program, places[i]);
		if (!access(path, R_OK))
			break;
	}
	return str_of(path);
}

/* What tells this program from every other: a version may be built twice. */
static struct str find_program(void)
{
	static char text[128];
	struct stat info;

	if (stat("/proc/self/exe", &info))
		info = (struct stat){0};
	snprintf(text, sizeof text, GUILDHALL_VERSION " %llu %llu %lld.%09ld",
		(unsigned long long)info.st_ino,
		(unsigned long long)info.st_size,
		(long long)info.st_mtim.tv_sec, info.st_mtim.tv_nsec);
	return str_of(text);
}

static int64_t find_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
}

/* Today, where we are; SOURCE_DATE_EPOCH counts as now. */
static struct date find_today(void)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	time_t now = epoch ? (time_t)strtoll(epoch, NULL, 10) : time(NULL);
	struct tm local;

	if (epoch)
		gmtime_r(&now, &local);
	else
		localtime_r(&now, &local);
	return (struct date){(int16_t)(local.tm_year + 1900),
		(uint8_t)(local.tm_mon + 1), (uint8_t)local.tm_mday};
}

bool cli_prepare(struct options *options)
{
	options->build.environment = environ;
	options->build.themes = find_themes();
	options->build.today = find_today();
	options->build.now = find_now();
	options->build.program = find_program();
	if (report_format(options->format))
		return true;
	fprintf(stderr,
		"guildhall: --format is one of text, line, json, github, "
		"gitlab\n");
	return false;
}

bool cli_read_manifest(struct str folder, struct arena *arena, struct str *text,
	struct fault *fault)
{
	struct buf bytes = BUF_INIT(BUF_LARGE);
	struct str path =
		arena_printf(arena, "%.*s/" FILE_MANIFEST, STR_ARG(folder));
	bool ok = file_read(AT_FDCWD, path.ptr, &bytes, fault);

	fault->code = ok ? EXIT_CLEAN : EXIT_USAGE;
	*text = arena_dup(arena, buf_str(&bytes));
	buf_release(&bytes);
	return ok;
}

int cli_fault(const struct fault *fault)
{
	fprintf(stderr, "guildhall: %s\n", fault->text);
	return (int)fault->code;
}

bool cli_wants_color(const struct options *options, FILE *stream)
{
	const char *term = getenv("TERM"), *cli = getenv("CLICOLOR");

	if (str_eq(options->color, STR("always")))
		return true;
	if (str_eq(options->color, STR("never")) || getenv("NO_COLOR") ||
		(cli && !strcmp(cli, "0")) || (term && !strcmp(term, "dumb")))
		return false;
	return isatty(fileno(stream));
}

bool cli_write(FILE *stream, struct str text)
{
	if (text.len)
		fwrite(text.ptr, 1, text.len, stream);
	return !fflush(stream) && !ferror(stream);
}

void cli_report(struct build *build, const struct options *options,
	FILE *stream, enum severity least)
{
	const struct report_format *format = report_format(options->format);
	struct report report = {.text_of = build_text_of,
		.context = build,
		.color = cli_wants_color(options, stream)};
	struct buf text = BUF_INIT(BUF_LARGE);
	struct diags shown = {.arena = ARENA_INIT};

	vec_each(const struct diag, diag, &build->diags.list)
		if (diag->severity >= least)
			*vec_push(&shown.list, &shown.arena) = *diag;
	if (format->forge)
		report.prefix = build->tree.prefix;
	format->print(&text, &shown, &report);
	cli_write(stream, buf_str(&text));
	buf_release(&text);
	arena_release(&shown.arena);
}

static void put_count(size_t n, const char *one, const char *many)
{
	if (n)
		fprintf(stderr, ", %zu %s", n, n == 1 ? one : many);
}

void cli_summary(
	struct build *build, const struct options *options, const char *extra)
{
	long elapsed = cli_elapsed();

	if (options->quiet)
		return;
	fprintf(stderr, "guildhall: %zu page%s", build->counts.pages,
		build->counts.pages == 1 ? "" : "s");
	put_count(build->counts.records, "record", "records");
	if (extra && *extra)
		fprintf(stderr, ", %s", extra);
	put_count(
		diags_count(&build->diags, SEVERITY_ERROR), "error", "errors");
	put_count(diags_count(&build->diags, SEVERITY_WARNING), "warning",
		"warnings");
	fprintf(stderr, ", %ld.%02ld s\n", elapsed / 100, elapsed % 100);
}

int cli_print(struct str text)
{
	return cli_write(stdout, text) ? EXIT_CLEAN : EXIT_OUTPUT;
}
