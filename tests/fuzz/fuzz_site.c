/*
 * A content repository of any shape builds or is complained of. The input
 * holds its files, each behind a line "-- path --".
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fuzz/fuzz.h"
#include "io/file.h"
#include "stage/build.h"

static void make_folders(char *path, size_t top)
{
	for (char *slash = strchr(path + top, '/'); slash;
		slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		mkdir(path, 0755);
		*slash = '/';
	}
}

/* A file of the repository; names that lead elsewhere are left out. */
static FILE *create(const char *folder, struct str name)
{
	char path[512];

	if (!name.len || name.len > 200 || name.ptr[0] == '/' ||
		str_find(name, STR(".."), 0) < name.len ||
		memchr(name.ptr, '\0', name.len))
		return NULL;
	snprintf(path, sizeof path, "%s/%.*s", folder, STR_ARG(name));
	make_folders(path, strlen(folder) + 1);
	return fopen(path, "w");
}

static void unpack(const char *folder, struct str text)
{
	FILE *file = NULL;
	struct str line;

	while (str_split(&text, '\n', &line)) {
		if (str_starts(line, STR("-- ")) && line.len > 6 &&
			str_ends(line, STR(" --"))) {
			if (file)
				fclose(file);
			file = create(folder, str_sub(line, 3, line.len - 3));
		} else if (file) {
			fwrite(line.ptr, 1, line.len, file);
			fputc('\n', file);
		}
	}
	if (file)
		fclose(file);
}

static void build_site(const char *folder)
{
	struct build_options options = {.source = str_of(folder),
		.themes = STR("themes"),
		.as_at = STR("2026-11-21"),
		.jobs = 1,
		.everything = true};
	struct fault fault = FAULT_INIT;
	struct sink *sink = sink_open_memory();
	struct build build;

	build_init(&build, &options);
	build_run(&build, sink, &fault);
	build_release(&build);
	sink_close(sink);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char folder[] = "/dev/shm/guildhall-fuzz-XXXXXX";

	markdown_start();
	if (!mkdtemp(folder))
		abort();
	unpack(folder, str_make((const char *)data, size));
	build_site(folder);
	return file_remove_tree(-1, folder) ? 0 : 1;
}
