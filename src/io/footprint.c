#include "io/footprint.h"

#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <unistd.h>

/* A link to a file changes the time of its entry; its content's stays. */
uint64_t footprint_of(struct str path, const struct stat *info)
{
	uint64_t facts[] = {str_hash(path), info->st_ino,
		(uint64_t)info->st_size, (uint64_t)info->st_mtim.tv_sec,
		(uint64_t)info->st_mtim.tv_nsec, info->st_mode & S_IFMT};

	return str_hash(str_make((const char *)facts, sizeof facts));
}

/* Open folder FD, which is closed; PATH is its own, "" or ending in "/". */
static bool walk(int fd, const char *path, uint64_t *sum)
{
	DIR *stream = fd < 0 ? NULL : fdopendir(fd);
	char name[PATH_MAX];
	struct dirent *entry;
	struct stat info;
	bool ok = stream != NULL;

	if (!ok && fd >= 0)
		close(fd);
	while (ok && (entry = readdir(stream))) {
		const char *own = entry->d_name;
		int len = snprintf(name, sizeof name, "%s%s", path, own);

		if (str_eq(str_of(own), STR(".")) ||
			str_eq(str_of(own), STR("..")))
			continue;
		ok = (size_t)len + 1 < sizeof name &&
			!fstatat(fd, own, &info, AT_SYMLINK_NOFOLLOW);
		if (ok && S_ISDIR(info.st_mode)) {
			name[len] = '/';
			name[len + 1] = '\0';
			ok = walk(openat(fd, own,
					  O_RDONLY | O_DIRECTORY | O_NOFOLLOW |
						  O_CLOEXEC),
				name, sum);
		} else if (ok) {
			*sum += footprint_of(
				str_make(name, (size_t)len), &info);
		}
	}
	if (stream)
		closedir(stream);
	return ok;
}

bool footprint_of_folder(int fd, uint64_t *sum)
{
	*sum = 0;
	return walk(
		openat(fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC), "", sum);
}
