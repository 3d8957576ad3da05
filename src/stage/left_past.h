#ifndef STAGE_LEFT_PAST_H
#define STAGE_LEFT_PAST_H

/*
 * What the commits tell of pages, packed for the next run, as far as pages show
 * it: of a commit neither what it touched nor whether it counts.
 */

#include "io/packing.h"
#include "model/site.h"

/* The commits that pages tell of, by number. */
struct left_commits {
	struct history_commit *taken; /* those that were left; or NULL */
	size_t taken_len;
	const struct history_commit *const *all; /* else those that are known */
	size_t len;
	struct map numbers; /* of those: id → its place among them */
};

/* Number ALL the commits; what that takes is put in ARENA. */
void left_number_commits(struct left_commits *commits,
	const struct history_commit *const *all, size_t n, struct arena *arena);

/* Append those. */
void left_put_commits(struct buf *out, const struct left_commits *commits);

/* Append what PAGE tells of its past. Safe to call from several threads. */
void left_put_past(struct buf *out, const struct left_commits *commits,
	const struct page *page);

/*
 * Take the commits; and then what a page tells of its past into PAGE. What is
 * read must live as long. FROM is bad where it cannot be.
 */
void left_take_commits(struct unpacking *from, struct left_commits *commits,
	struct arena *arena);
void left_take_past(struct unpacking *from, const struct left_commits *commits,
	struct page *page, struct arena *arena);

#endif
