#include "io/staging.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io/file.h"
#include "io/footprint.h"

enum { COMPARE_STEP = 1 << 16 };

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

/* Does the site that stands hold the file with just these bytes? */
static bool stands_already(const struct staging *staging, const char *path,
	struct str bytes, struct stat *info)
{
	bool same = false;
	int fd;

	if (staging->old_fd < 0)
		return false;
	fd = file_open_beneath(staging->old_fd, path, O_RDONLY | O_NONBLOCK);
	if (fd < 0)
		return false;
	if (!fstat(fd, info) && S_ISREG(info->st_mode) &&
		(uint64_t)info->st_size == bytes.len)
		same = same_bytes(fd, bytes);
	close(fd);
	return same;
}

/* Make the folders that PATH needs in the stage; false with errno set. */
static bool make_folders(const struct staging *staging, const char *path)
{
	char folder[PATH_MAX];

	for (const char *at = strchr(path, '/'); at; at = strchr(at + 1, '/')) {
		size_t len = (size_t)(at - path);

		memcpy(folder, path, len);
		folder[len] = '\0';
		if (!file_make_folder(staging->fd, folder))
			return false;
	}
	return true;
}

/* Open a new file; only the first of a folder finds that it is missing. */
static int open_new(const struct staging *staging, const char *path)
{
	const int flags = O_WRONLY | O_CREAT | O_EXCL;
	int fd = file_open_beneath(staging->fd, path, flags);

	if (fd < 0 && errno == ENOENT && make_folders(staging, path))
		fd = file_open_beneath(staging->fd, path, flags);
	return fd;
}

/* The same for a link to the file of that path below FROM. */
static bool link_new(const struct staging *staging, int from, const char *path)
{
	return file_link(from, path, staging->fd, path) ||
		(errno == ENOENT && make_folders(staging, path) &&
			file_link(from, path, staging->fd, path));
}

/* Count a file that is there; KEPT: from before. */
static void count(struct staging *staging, struct str path,
	const struct stat *info, bool kept)
{
	atomic_fetch_add(&staging->footprint, footprint_of(path, info));
	atomic_fetch_add(&staging->kept, kept);
}

static bool write_new(struct staging *staging, const char *path,
	struct str bytes, struct fault *fault)
{
	int fd = open_new(staging, path);
	struct stat info;
	bool ok;

	if (fd < 0)
		return staging_fail(fault, "write", path);
	ok = (file_write_fd(fd, bytes) && !fstat(fd, &info)) ||
		staging_fail(fault, "write", path);
	if (close(fd) && errno != EINTR && ok) /* closed it is */
		ok = staging_fail(fault, "write", path);
	if (ok)
		count(staging, str_of(path), &info, false);
	return ok;
}

/* PATH with a NUL behind it. */
static bool set_name(char name[PATH_MAX], struct str path, struct fault *fault)
{
	if (path.len >= PATH_MAX) {
		errno = ENAMETOOLONG;
		return staging_fail(fault, "write", "a file of the site");
	}
	memcpy(name, path.ptr, path.len);
	name[path.len] = '\0';
	return true;
}

bool staging_put(struct staging *staging, struct str path, struct str bytes,
	struct fault *fault)
{
	char name[PATH_MAX];
	struct stat info;

	if (!set_name(name, path, fault))
		return false;
	if (!stands_already(staging, name, bytes, &info) ||
		!link_new(staging, staging->old_fd, name))
		return write_new(staging, name, bytes, fault);
	count(staging, path, &info, true);
	return true;
}

bool staging_link(
	struct staging *staging, int from, struct str path, struct fault *fault)
{
	char name[PATH_MAX];
	struct stat info;

	if (!set_name(name, path, fault))
		return false;
	if (fstatat(from, name, &info, AT_SYMLINK_NOFOLLOW) ||
		!link_new(staging, from, name))
		return staging_fail(fault, "keep", name);
	count(staging, path, &info, true);
	return true;
}
