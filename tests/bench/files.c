#include "files.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { PATH_SPACE = 4096 };

static void fail(const char *path)
{
	perror(path);
	exit(1);
}

FILE *create(const char *folder, const char *name)
{
	char path[PATH_SPACE];
	FILE *file;

	snprintf(path, sizeof path, "%s/%s", folder, name);
	file = fopen(path, "w");
	if (!file)
		fail(path);
	return file;
}

void make_folder(const char *folder, const char *name)
{
	char path[PATH_SPACE];

	snprintf(path, sizeof path, "%s/%s", folder, name);
	if (mkdir(path, 0777) && errno != EEXIST)
		fail(path);
}
