/*
 * live SOURCE THEMES JOBS [EDITION]: a site that lives, driven by lines of
 * standard input:
 *
 *	list            make it anew by listing the folder
 *	touched PATH    that file was touched
 *	make            make it anew, where no others were
 *	compare FOLDER  ask for each file of a site that was built there
 *
 * It answers all but "touched" with lines, the last of which is ".": what is
 * wrong with the content, and "failed"; which files differ.
 */

#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "diag/report.h"
#include "io/file.h"
#include "stage/live.h"

enum { TOUCHED_MAX = 1000 };

static struct live *live;
static struct str touched[TOUCHED_MAX];
static size_t touched_len;

static int64_t now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_REALTIME, &time);
	return time.tv_sec * INT64_C(1000000000) + time.tv_nsec;
}

static void tell(const struct fault *fault)
{
	if (fault->code != EXIT_CLEAN)
		printf("%s\n", fault->text);
}

static void say(void)
{
	struct report report = {
		.text_of = build_text_of, .context = live_said_by(live)};
	struct buf text = BUF_INIT(BUF_LARGE);

	report_format(STR("line"))->print(&text, live_diags(live), &report);
	printf("%.*s", STR_ARG(buf_str(&text)));
	buf_release(&text);
}

static void rebuild(void)
{
	struct fault fault = FAULT_INIT;
	struct live_edit edit = {
		.touched = touched, .touched_len = touched_len, .now = now()};
	bool ok = live_rebuild(live, &edit, &fault);

	while (touched_len)
		free((char *)touched[--touched_len].ptr);
	say();
	tell(&fault);
	if (!ok)
		printf("failed\n");
}

static size_t top; /* bytes of the folder's path, with the slash */

static int compare(
	const char *path, const struct stat *info, int type, struct FTW *walk)
{
	struct buf want = BUF_INIT(BUF_LARGE);
	struct fault fault = FAULT_INIT;
	struct str bytes;

	(void)info, (void)walk;
	if (type != FTW_F)
		return 0;
	if (!file_read(AT_FDCWD, path, &want, &fault) ||
		live_get(live, str_of(path + top), &bytes, &fault) !=
			LIVE_FOUND) {
		printf("no %s\n", path + top);
		tell(&fault);
	} else if (!str_eq(bytes, buf_str(&want))) {
		printf("%s differs\n", path + top);
	}
	buf_release(&want);
	return 0;
}

static void obey(const char *line)
{
	struct str command = str_of(line);

	if (str_starts(command, STR("touched ")) && touched_len < TOUCHED_MAX) {
		touched[touched_len++] =
			str_of(strdup(line + strlen("touched ")));
		return;
	}
	if (str_starts(command, STR("compare "))) {
		line += strlen("compare ");
		top = strlen(line) + 1;
		nftw(line, compare, 16, FTW_PHYS);
	} else {
		rebuild();
	}
	puts(".");
	fflush(stdout);
}

int main(int argc, char **argv)
{
	struct build_options options = {.search = true};
	char *line = NULL;
	size_t cap = 0;
	ssize_t len;

	if (argc < 4)
		return EXIT_USAGE;
	markdown_start();
	options.source = str_of(argv[1]);
	options.themes = str_of(argv[2]);
	options.jobs = (unsigned)atoi(argv[3]);
	options.edition = str_of(argv[4]);
	live = live_open(&options);
	while ((len = getline(&line, &cap, stdin)) > 0) {
		line[len - 1] = '\0';
		obey(line);
	}
	live_close(live);
	free(line);
	return 0;
}
