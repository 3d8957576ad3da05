#include "io/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { READ_STEP = 1 << 16, FILE_MODE = 0644, FOLDER_MODE = 0755 };

bool file_read_fd(int fd, struct buf *out)
{
	struct stat info;

	if (fstat(fd, &info))
		return false;
	if (S_ISDIR(info.st_mode)) {
		errno = EISDIR;
		return false;
	}
	buf_reserve(out, (size_t)info.st_size + 1);
	for (;;) {
		char beyond; /* is there more than the buffer may take? */
		size_t room = out->cap - out->len;
		ssize_t got;

		if (!room) {
			buf_reserve(out, READ_STEP);
			room = out->cap - out->len;
		}
		got = room ? read(fd, out->ptr + out->len, room)
			   : read(fd, &beyond, 1);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return got == 0;
		if (!room) {
			out->over = true;
			return true;
		}
		out->len += (size_t)got;
	}
}

bool file_read(int dir, const char *path, struct buf *out, struct fault *fault)
{
	int fd = openat(dir, path, O_RDONLY | O_CLOEXEC);
	bool ok = fd >= 0 && file_read_fd(fd, out);

	if (!ok)
		fault_errno(fault, EXIT_REPOSITORY, "cannot read %s", path);
	if (fd >= 0)
		close(fd);
	return ok;
}

bool file_write_fd(int fd, struct str bytes)
{
	while (bytes.len) {
		ssize_t put = write(fd, bytes.ptr, bytes.len);

		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return false;
		bytes = str_from(bytes, (size_t)put);
	}
	return true;
}

int file_open_beneath(int dir, const char *path, int flags)
{
	struct open_how how = {.flags = (unsigned)(flags | O_CLOEXEC),
		.mode = flags & O_CREAT ? FILE_MODE : 0,
		.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS};
	int fd;

	do
		fd = (int)syscall(SYS_openat2, dir, path, &how, sizeof how);
	while (fd < 0 && (errno == EINTR || errno == EAGAIN));
	if (fd < 0 && (errno == ENOSYS || errno == EPERM))
		fd = openat(
			dir, path, flags | O_CLOEXEC | O_NOFOLLOW, FILE_MODE);
	return fd;
}

/* Has the call just made been interrupted, so that it must be made again? */
static bool again(int result)
{
	return result < 0 && errno == EINTR;
}

bool file_make_folder(int dir, const char *path)
{
	int result;

	do
		result = mkdirat(dir, path, FOLDER_MODE);
	while (again(result));
	return !result || errno == EEXIST;
}

bool file_sync(int fd)
{
	int result;

	do
		result = fsync(fd);
	while (again(result));
	return !result || errno == EINVAL; /* not a disk's */
}

bool file_sync_all(int fd)
{
	int result;

	do
		result = syncfs(fd);
	while (again(result));
	return !result;
}

bool file_link(int from, const char *old, int to, const char *path)
{
	int result;

	do
		result = linkat(from, old, to, path, 0);
	while (again(result));
	return !result;
}

bool file_exchange(
	int from, const char *old, int to, const char *path, unsigned flags)
{
	int result;

	do
		result = renameat2(from, old, to, path, flags);
	while (again(result));
	return !result;
}

bool file_rename(int from, const char *old, int to, const char *path)
{
	int result;

	do
		result = renameat(from, old, to, path);
	while (again(result));
	return !result;
}

bool file_symlink(const char *target, int dir, const char *path)
{
	int result;

	do
		result = symlinkat(target, dir, path);
	while (again(result));
	return !result;
}

bool file_unlink(int dir, const char *path)
{
	int result;

	do
		result = unlinkat(dir, path, 0);
	while (again(result));
	return !result || errno == ENOENT;
}

bool file_lock(int fd, bool wait)
{
	int result;

	do
		result = flock(fd, wait ? LOCK_EX : LOCK_EX | LOCK_NB);
	while (again(result));
	return !result;
}

static bool remove_entry(int dir, const char *name)
{
	return file_unlink(dir, name) ||
		(errno == EISDIR && file_remove_tree(dir, name));
}

static bool remove_entries(int dir)
{
	DIR *stream = fdopendir(dir);
	struct dirent *entry;
	bool ok = true;

	if (!stream) {
		close(dir);
		return false;
	}
	while (ok && (entry = readdir(stream))) {
		const char *name = entry->d_name;

		if (name[0] == '.' &&
			(!name[1] || (name[1] == '.' && !name[2])))
			continue;
		ok = remove_entry(dirfd(stream), name);
	}
	closedir(stream);
	return ok;
}

bool file_remove_tree(int dir, const char *name)
{
	int fd = openat(
		dir, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	int result;

	if (fd < 0)
		return errno == ENOENT;
	if (!remove_entries(fd))
		return false;
	do
		result = unlinkat(dir, name, AT_REMOVEDIR);
	while (again(result));
	return !result || errno == ENOENT;
}

const char *file_path(struct arena *arena, struct str path)
{
	return arena_dup(arena, path).ptr;
}
