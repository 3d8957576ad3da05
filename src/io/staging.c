#include "io/staging.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "io/file.h"
#include "io/footprint.h"

enum { COMPARE_STEP = 1 << 16, TRIES = 100 };

bool staging_fail(struct fault *fault, const char *what, const char *path)
{
	return fault_errno(fault, EXIT_OUTPUT, "cannot %s %s", what, path);
}

bool staging_take_lock(int work, const char *doing, const char *path, bool wait,
	int *fd, struct fault *fault)
{
	*fd = file_open_beneath(work, "lock", O_WRONLY | O_CREAT);
	if (*fd < 0)
		return staging_fail(fault, "lock", path);
	if (file_lock(*fd, wait))
		return true;
	if (errno == EWOULDBLOCK)
		return fault_set(fault, EXIT_BUSY,
			"another guildhall is %s %s; try again, or use --wait",
			doing, path);
	return staging_fail(fault, "lock", path);
}

static bool same_bytes(int fd, struct str bytes)
{
	char block[COMPARE_STEP];

	while (bytes.len) {
		ssize_t got = read(fd, block, sizeof block);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0 || (size_t)got > bytes.len ||
			memcmp(block, bytes.ptr, (size_t)got) != 0)
			return false;
		bytes = str_from(bytes, (size_t)got);
	}
	return true;
}

bool staging_has(int fd, const char *path, struct str bytes, struct stat *info)
{
	int file = file_open_beneath(fd, path, O_RDONLY | O_NONBLOCK);
	bool same = false;

	if (file < 0)
		return false;
	if (!fstat(file, info) && S_ISREG(info->st_mode) &&
		(uint64_t)info->st_size == bytes.len)
		same = same_bytes(file, bytes);
	close(file);
	return same;
}

/* Make the folders that PATH needs below FD; false with errno set. */
static bool make_folders(int fd, const char *path)
{
	char folder[PATH_MAX];

	for (const char *at = strchr(path, '/'); at; at = strchr(at + 1, '/')) {
		size_t len = (size_t)(at - path);

		memcpy(folder, path, len);
		folder[len] = '\0';
		if (!file_make_folder(fd, folder))
			return false;
	}
	return true;
}

/*
 * Was it for want of a folder that a call failed, and is that there now? Only
 * the first file of a folder finds it missing; but another thread may drop the
 * last file of it, and the folder, as soon as it is made.
 */
static bool mend(int fd, const char *path, unsigned *tries)
{
	return errno == ENOENT && (*tries)++ < TRIES && make_folders(fd, path);
}

static int open_new(int fd, const char *path)
{
	unsigned tries = 0;
	int file;

	do
		file = file_open_beneath(fd, path, O_WRONLY | O_CREAT | O_EXCL);
	while (file < 0 && mend(fd, path, &tries));
	return file;
}

bool staging_link_at(int from, int to, const char *path)
{
	unsigned tries = 0;
	bool ok;

	do
		ok = file_link(from, path, to, path);
	while (!ok && mend(to, path, &tries));
	return ok;
}

bool staging_write(int fd, const char *path, struct str bytes,
	struct stat *info, struct fault *fault)
{
	int file = open_new(fd, path);
	bool ok;

	if (file < 0)
		return staging_fail(fault, "write", path);
	ok = (file_write_fd(file, bytes) && !fstat(file, info)) ||
		staging_fail(fault, "write", path);
	if (close(file) && errno != EINTR && ok) /* closed it is */
		ok = staging_fail(fault, "write", path);
	return ok;
}

bool staging_name(char name[PATH_MAX], struct str path, struct fault *fault)
{
	if (path.len >= PATH_MAX) {
		errno = ENAMETOOLONG;
		return staging_fail(fault, "write", "a file of the site");
	}
	memcpy(name, path.ptr, path.len);
	name[path.len] = '\0';
	return true;
}

bool staging_read(int fd, struct str path, struct buf *out)
{
	struct fault ignored = FAULT_INIT;
	char name[PATH_MAX];
	int file = staging_name(name, path, &ignored)
		? file_open_beneath(fd, name, O_RDONLY | O_NONBLOCK)
		: -1;
	bool ok = file >= 0 && file_read_fd(file, out);

	if (file >= 0)
		close(file);
	return ok;
}

/* Count a file that is there; KEPT: from before. */
static void count(struct staging *staging, struct str path,
	const struct stat *info, bool kept)
{
	atomic_fetch_add(&staging->footprint, footprint_of(path, info));
	atomic_fetch_add(&staging->kept, kept);
}

bool staging_put(struct staging *staging, struct str path, struct str bytes,
	struct fault *fault)
{
	char name[PATH_MAX];
	struct stat info;
	bool kept;

	if (!staging_name(name, path, fault))
		return false;
	kept = staging->old_fd >= 0 &&
		staging_has(staging->old_fd, name, bytes, &info) &&
		staging_link_at(staging->old_fd, staging->fd, name);
	if (!kept && !staging_write(staging->fd, name, bytes, &info, fault))
		return false;
	count(staging, path, &info, kept);
	return true;
}

bool staging_link(
	struct staging *staging, int from, struct str path, struct fault *fault)
{
	char name[PATH_MAX];
	struct stat info;

	if (!staging_name(name, path, fault))
		return false;
	if (fstatat(from, name, &info, AT_SYMLINK_NOFOLLOW) ||
		!staging_link_at(from, staging->fd, name))
		return staging_fail(fault, "keep", name);
	count(staging, path, &info, true);
	return true;
}
