/*
 * Preloaded into the program by tests/faults/run and tests/publish/run: one
 * call of those that change the file system fails, or the program is killed
 * at it.
 *
 * FAULT_AT is the number of the call, from 1; FAULT_KIND what becomes of it:
 * before and after (SIGKILL), ENOSPC, EIO, EINTR; short, of writing alone. A
 * file that FAULT_MARK names is made when the call was reached.
 */

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum kind { KIND_NONE, KIND_BEFORE, KIND_AFTER, KIND_ERROR, KIND_SHORT };

static atomic_long calls;

static long plain_open(const char *path)
{
	return syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT, 0600);
}

static void set_errno(void)
{
	const char *kind = getenv("FAULT_KIND");

	errno = !strcmp(kind, "ENOSPC") ? ENOSPC
		: !strcmp(kind, "EIO")	? EIO
					: EINTR;
}

/* What becomes of this call; sets errno where it fails. */
static enum kind due(bool writes)
{
	const char *at = getenv("FAULT_AT"), *kind = getenv("FAULT_KIND");

	if (!at || !kind || (!strcmp(kind, "short") && !writes) ||
		atomic_fetch_add(&calls, 1) + 1 != atol(at))
		return KIND_NONE;
	plain_open(getenv("FAULT_MARK"));
	if (!strcmp(kind, "before"))
		raise(SIGKILL);
	if (!strcmp(kind, "after"))
		return KIND_AFTER;
	if (!strcmp(kind, "short"))
		return KIND_SHORT;
	set_errno();
	return KIND_ERROR;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

/* The call itself, between what may happen before and after it. */
#define CALL(name, ...) \
	do { \
		enum kind kind = due(false); \
		int result; \
\
		if (kind == KIND_ERROR) \
			return -1; \
		result = REAL(name)(__VA_ARGS__); \
		if (kind == KIND_AFTER) \
			raise(SIGKILL); \
		return result; \
	} while (0)

int mkdirat(int dir, const char *path, mode_t mode)
{
	CALL(mkdirat, dir, path, mode);
}

int symlinkat(const char *target, int dir, const char *path)
{
	CALL(symlinkat, target, dir, path);
}

int renameat(int from, const char *old, int to, const char *path)
{
	CALL(renameat, from, old, to, path);
}

int linkat(int from, const char *old, int to, const char *path, int flags)
{
	CALL(linkat, from, old, to, path, flags);
}

int unlinkat(int dir, const char *path, int flags)
{
	CALL(unlinkat, dir, path, flags);
}

int renameat2(
	int from, const char *old, int to, const char *path, unsigned flags)
{
	CALL(renameat2, from, old, to, path, flags);
}

int syncfs(int fd)
{
	CALL(syncfs, fd);
}

int fsync(int fd)
{
	CALL(fsync, fd);
}

/* Only files that were written to have anything to lose. */
int close(int fd)
{
	int flags = fcntl(fd, F_GETFL), result;
	enum kind kind;

	if (flags < 0 || (flags & O_ACCMODE) == O_RDONLY)
		return REAL(close)(fd);
	kind = due(false);
	result = REAL(close)(fd); /* closed it is, whatever is said of it */
	if (kind == KIND_AFTER)
		raise(SIGKILL);
	if (kind == KIND_ERROR)
		set_errno();
	return kind == KIND_ERROR ? -1 : result;
}

ssize_t write(int fd, const void *bytes, size_t len)
{
	enum kind kind = due(true);
	ssize_t put;

	if (kind == KIND_ERROR)
		return -1;
	put = REAL(write)(fd, bytes, kind == KIND_SHORT ? (len + 1) / 2 : len);
	if (kind == KIND_AFTER)
		raise(SIGKILL);
	return put;
}

/* openat2 has no function of its own. */
long syscall(long number, ...)
{
	long (*real)(long, ...) = REAL(syscall);
	long a[6];
	va_list args;

	va_start(args, number);
	for (size_t i = 0; i < sizeof a / sizeof *a; i++)
		a[i] = va_arg(args, long);
	va_end(args);
	if (number == SYS_openat2 &&
		((const struct open_how *)a[2])->flags & O_CREAT) {
		enum kind kind = due(true);
		long fd;

		if (kind == KIND_ERROR)
			return -1;
		fd = real(number, a[0], a[1], a[2], a[3]);
		if (kind == KIND_AFTER)
			raise(SIGKILL);
		return fd;
	}
	return real(number, a[0], a[1], a[2], a[3], a[4], a[5]);
}
