#include "io/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { EXTENT = 1 << 18 }; /* bytes that a writer gathers */

struct spool {
	int fd; /* -1: there is no file */
	size_t held; /* at most */
	atomic_size_t used; /* of that */
	_Atomic uint64_t end; /* of what writers have been given */
	atomic_int error; /* errno of the first failure; 0: none */
};

/* Some file systems know no files without a name. */
static int open_named(struct arena *arena, const char *folder)
{
	char *path =
		arena_text(arena, strlen(folder) + sizeof "/guildhallXXXXXX");
	int fd;

	sprintf(path, "%s/guildhallXXXXXX", folder);
	fd = mkostemp(path, O_CLOEXEC);
	if (fd >= 0)
		unlink(path);
	return fd;
}

static int open_file(void)
{
	const char *folder = getenv("TMPDIR");
	struct arena arena = ARENA_INIT;
	int fd;

	if (!folder || !*folder)
		folder = "/var/tmp";
	fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	if (fd < 0)
		fd = open_named(&arena, folder);
	arena_release(&arena);
	return fd;
}

struct spool *spool_open(size_t held)
{
	struct spool *spool = base_calloc(1, sizeof *spool);

	spool->held = held;
	spool->fd = open_file();
	return spool;
}

void spool_close(struct spool *spool)
{
	if (!spool)
		return;
	if (spool->fd >= 0)
		close(spool->fd);
	free(spool);
}

static void fail(struct spool *spool, int error)
{
	int none = 0;

	atomic_compare_exchange_strong(&spool->error, &none, error);
}

static bool has_room(struct spool *spool, size_t len)
{
	return spool->fd < 0 ||
		(len <= spool->held &&
			atomic_fetch_add(&spool->used, len) + len <=
				spool->held);
}

void spool_flush(struct spool *spool, struct spool_writer *writer)
{
	struct str rest = buf_str(&writer->bytes);
	uint64_t at = writer->at;

	while (rest.len) {
		ssize_t n = pwrite(spool->fd, rest.ptr, rest.len, (off_t)at);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			fail(spool, errno);
			break;
		}
		rest = str_from(rest, (size_t)n);
		at += (uint64_t)n;
	}
	buf_clear(&writer->bytes);
}

/* A place for LEN bytes behind what the writer has, or anywhere. */
static void make_room(
	struct spool *spool, struct spool_writer *writer, size_t len)
{
	size_t extent = len > EXTENT ? len : EXTENT;

	if (writer->bytes.len && writer->bytes.len + len <= EXTENT)
		return;
	spool_flush(spool, writer);
	writer->at = atomic_fetch_add(&spool->end, extent);
}

struct spooled spool_put(struct spool *spool, struct spool_writer *writer,
	struct arena *arena, struct str bytes)
{
	struct spooled text = {.ptr = "", .len = bytes.len};

	if (!bytes.len)
		return text;
	if (!spool || has_room(spool, bytes.len)) {
		text.ptr = arena_dup(arena, bytes).ptr;
		return text;
	}
	make_room(spool, writer, bytes.len);
	text.ptr = NULL;
	text.at = writer->at + writer->bytes.len;
	buf_put(&writer->bytes, bytes);
	return text;
}

struct spooled spooled_part(struct spooled text, size_t from, size_t len)
{
	return (struct spooled){
		text.ptr ? text.ptr + from : NULL, text.at + from, len};
}

static bool read_all(int fd, char *to, size_t len, uint64_t at)
{
	while (len) {
		ssize_t n = pread(fd, to, len, (off_t)at);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0) {
			errno = n ? errno : EIO;
			return false;
		}
		to += n;
		len -= (size_t)n;
		at += (uint64_t)n;
	}
	return true;
}

struct str spool_get(
	struct spool *spool, struct spooled text, struct arena *arena)
{
	char *copy;

	if (text.ptr)
		return str_make(text.ptr, text.len);
	copy = arena_text(arena, text.len);
	if (!read_all(spool->fd, copy, text.len, text.at)) {
		fail(spool, errno);
		memset(copy, ' ', text.len);
	}
	return str_make(copy, text.len);
}

bool spool_check(struct spool *spool, struct fault *fault)
{
	int error = atomic_load(&spool->error);

	if (!error)
		return true;
	errno = error;
	return fault_errno(fault, EXIT_OUTPUT,
		"cannot keep the texts of pages in a temporary file (TMPDIR "
		"says where)");
}
