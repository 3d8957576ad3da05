#include "io/sink_spare.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

#include "io/file.h"
#include "io/footprint.h"
#include "io/memo.h"
#include "io/packing.h"
#include "io/sink_update.h"
#include "io/sink_walk.h"
#include "io/staging.h"

static const struct memo memo = {"spare", "guildhall spare 1\n"};

struct str spare_recall(int work, uint64_t footprint, struct arena *arena)
{
	struct unpacking from = {memo_read(&memo, work, arena), false};

	return unpack_number(&from) == footprint && !from.bad ? from.rest
							      : STR("");
}

bool spare_forget(int work)
{
	return file_unlink(work, memo.name);
}

void spare_remember(int work, uint64_t footprint, struct str folders,
	struct str differences)
{
	struct buf body = BUF_INIT(BUF_LARGE);

	packing_number(&body, footprint);
	packing_text(&body, folders);
	buf_put(&body, differences);
	if (!buf_is_over(&body))
		memo_write(&memo, work, buf_str(&body));
	buf_release(&body);
}

bool spare_is_sound(int fd, struct str known)
{
	struct unpacking from = {known, false};
	struct str folders = unpack_text(&from);

	return folders.len && footprint_folders_stand(fd, folders);
}

/* Has the file system no more, or never any, links to give? */
static bool is_linkless(void)
{
	return errno == EPERM || errno == EMLINK || errno == EOPNOTSUPP ||
		errno == ENOSYS;
}

static bool copy(int fd, int old_fd, const char *name, struct fault *fault)
{
	struct buf bytes = BUF_INIT(BUF_LARGE);
	struct stat info;
	bool ok = staging_read(old_fd, str_of(name), &bytes) &&
		!buf_is_over(&bytes);

	ok = (ok || staging_fail(fault, "read", name)) &&
		staging_write(fd, name, buf_str(&bytes), &info, fault);
	buf_release(&bytes);
	return ok;
}

/* Let the stage have a file that stands. */
static bool take(
	int fd, int old_fd, const char *name, bool *copied, struct fault *fault)
{
	if (staging_link_at(old_fd, fd, name))
		return true;
	if (!is_linkless())
		return staging_fail(fault, "keep", name);
	*copied = true;
	return copy(fd, old_fd, name, fault);
}

static bool stands(int fd, const char *name)
{
	struct stat info;

	return !fstatat(fd, name, &info, AT_SYMLINK_NOFOLLOW) &&
		!S_ISDIR(info.st_mode);
}

/* Remove what differs first: what was a file may be a folder by now. */
static bool remove_differing(
	int fd, int old_fd, struct unpacking from, struct fault *fault)
{
	char name[PATH_MAX];

	while (from.rest.len && !from.bad) {
		if (!staging_name(name, unpack_text(&from), fault))
			return false;
		if (!file_unlink(fd, name) && errno != ENOTDIR &&
			errno != EISDIR)
			return staging_fail(fault, "remove", name);
		if (!stands(old_fd, name) &&
			!update_remove_empty(fd, name, fault))
			return false;
	}
	return true;
}

static bool take_differing(int fd, int old_fd, struct unpacking from,
	bool *copied, struct fault *fault)
{
	char name[PATH_MAX];

	while (from.rest.len && !from.bad)
		if (!staging_name(name, unpack_text(&from), fault) ||
			(stands(old_fd, name) &&
				!take(fd, old_fd, name, copied, fault)))
			return false;
	return true;
}

bool spare_renew(
	int fd, int old_fd, struct str known, bool *copied, struct fault *fault)
{
	struct unpacking from = {known, false};

	unpack_text(&from); /* of its folders */
	return remove_differing(fd, old_fd, from, fault) &&
		take_differing(fd, old_fd, from, copied, fault);
}

/* A walk through the site that stands. */
struct making {
	struct sink_walk walk;
	int fd; /* the stage */
	atomic_bool copied;
	pthread_mutex_t lock; /* over the fault */
	struct fault *fault;
};

static bool note(struct making *making, const struct fault *fault)
{
	pthread_mutex_lock(&making->lock);
	fault_set(making->fault, fault->code, "%s", fault->text);
	pthread_mutex_unlock(&making->lock);
	return false;
}

static bool make_folder(struct sink_walk *walk, int fd, struct str path)
{
	struct making *making = (struct making *)walk;
	struct fault fault = FAULT_INIT;

	(void)fd;
	if (!path.len || file_make_folder(making->fd, path.ptr))
		return true;
	staging_fail(&fault, "make folder", path.ptr);
	return note(making, &fault);
}

static bool make_file(
	struct sink_walk *walk, int fd, struct str path, const char *name)
{
	struct making *making = (struct making *)walk;
	struct fault fault = FAULT_INIT;
	bool copied = false;

	(void)fd;
	(void)name;
	if (!take(making->fd, walk->fd, path.ptr, &copied, &fault))
		return note(making, &fault);
	if (copied)
		making->copied = true;
	return true;
}

bool spare_make(
	int fd, int old_fd, unsigned threads, bool *copied, struct fault *fault)
{
	struct making making = {.walk = {.fd = old_fd,
					.threads = threads,
					.folder = make_folder,
					.file = make_file},
		.fd = fd,
		.lock = PTHREAD_MUTEX_INITIALIZER,
		.fault = fault};
	bool ok = sink_walk(&making.walk);

	*copied = making.copied;
	return ok || staging_fail(fault, "keep", "the site that stands");
}
