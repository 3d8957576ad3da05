#include "io/sink_stage.h"

#include <fcntl.h>
#include <unistd.h>

#include "io/file.h"
#include "io/footprint.h"

#define NAME "stage"

enum { THREADS = 1 }; /* that walk beside the one that asks for it */

void sink_stage_init(struct sink_stage *stage)
{
	*stage = (struct sink_stage){.work = -1, .old_fd = -1, .fd = -1};
	pthread_mutex_init(&stage->lock, NULL);
	update_init(&stage->update, -1, -1);
}

static void close_folder(struct sink_stage *stage)
{
	if (stage->fd >= 0)
		close(stage->fd);
	stage->fd = -1;
}

static bool open_folder(struct sink_stage *stage)
{
	stage->fd = openat(stage->work, NAME,
		O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	return stage->fd >= 0;
}

/* A new empty one; whatever is there of another is removed. */
static bool begin(struct sink_stage *stage, struct fault *fault)
{
	close_folder(stage);
	if (!spare_forget(stage->work) ||
		!file_remove_tree(stage->work, NAME) ||
		!file_make_folder(stage->work, NAME))
		return staging_fail(fault, "make folder", NAME);
	return open_folder(stage) || staging_fail(fault, "open", NAME);
}

/* What is no spare was left by a builder that was killed. */
bool sink_stage_open(struct sink_stage *stage, int work, int old_fd,
	struct str spare, struct fault *fault)
{
	stage->work = work;
	stage->old_fd = old_fd;
	if (spare.len && open_folder(stage)) {
		stage->spare = spare;
		return true;
	}
	return begin(stage, fault);
}

/* Bring the spare up to what stands. */
static bool renew(struct sink_stage *stage)
{
	struct fault ignored = FAULT_INIT;

	return stage->spare.len && spare_is_sound(stage->fd, stage->spare) &&
		spare_forget(stage->work) &&
		spare_renew(stage->fd, stage->old_fd, stage->spare,
			&stage->copied, &ignored);
}

/* Where there is no spare, or whatever is wrong with it, a new one is made. */
static void *make(void *context)
{
	struct sink_stage *stage = context;

	if (renew(stage))
		return NULL;
	stage->copied = false;
	if (!stage->spare.len || begin(stage, &stage->fault))
		spare_make(stage->fd, stage->old_fd, THREADS, &stage->copied,
			&stage->fault);
	return NULL;
}

static void end_making(struct sink_stage *stage)
{
	if (stage->making)
		pthread_join(stage->maker, NULL);
	stage->making = false;
}

/* For whoever has the lock: let files be put. */
static void prepare(struct sink_stage *stage)
{
	if (stage->goes_on)
		end_making(stage);
	else if (stage->spare.len)
		begin(stage, &stage->fault);
	stage->staging.fd = stage->update.fd = stage->fd;
	stage->staging.old_fd = stage->update.old_fd = stage->old_fd;
	stage->ready = true;
}

bool sink_stage_is_ready(struct sink_stage *stage, struct fault *fault)
{
	pthread_mutex_lock(&stage->lock);
	if (!stage->ready)
		prepare(stage);
	pthread_mutex_unlock(&stage->lock);
	return !stage->fault.code ||
		fault_set(fault, stage->fault.code, "%s", stage->fault.text);
}

bool sink_stage_go_on(struct sink_stage *stage)
{
	if (stage->ready || stage->goes_on || stage->old_fd < 0)
		return false;
	stage->goes_on = true;
	stage->making = !pthread_create(&stage->maker, NULL, make, stage);
	if (!stage->making)
		make(stage);
	return true;
}

bool sink_stage_put(struct sink_stage *stage, struct str path, struct str bytes,
	struct fault *fault)
{
	if (!sink_stage_is_ready(stage, fault))
		return false;
	return stage->goes_on
		? update_put(&stage->update, path, bytes, fault)
		: staging_put(&stage->staging, path, bytes, fault);
}

bool sink_stage_drop(
	struct sink_stage *stage, struct str path, struct fault *fault)
{
	return stage->goes_on && sink_stage_is_ready(stage, fault) &&
		update_drop(&stage->update, path, fault);
}

bool sink_stage_see(
	struct sink_stage *stage, uint64_t before, uint64_t *footprint)
{
	*footprint = stage->goes_on ? update_footprint(&stage->update, before)
				    : stage->staging.footprint;
	return !stage->copied ||
		footprint_end(
			footprint_begin(stage->fd, THREADS), footprint, NULL);
}

void sink_stage_keep(
	struct sink_stage *stage, uint64_t footprint, struct str folders)
{
	struct buf differences = BUF_INIT(BUF_LARGE);

	if (!stage->goes_on || stage->copied)
		return;
	update_differences(&stage->update, &differences);
	spare_remember(stage->work, footprint, folders, buf_str(&differences));
	stage->kept = true;
	buf_release(&differences);
}

/* Is it of no use to the next builder? */
static bool is_left_over(const struct sink_stage *stage)
{
	bool untouched = stage->spare.len && !stage->ready && !stage->goes_on;

	return stage->fd >= 0 && !untouched && !stage->kept;
}

void sink_stage_close(struct sink_stage *stage)
{
	end_making(stage);
	if (is_left_over(stage))
		file_remove_tree(stage->work, NAME);
	close_folder(stage);
	update_release(&stage->update);
	pthread_mutex_destroy(&stage->lock);
}
