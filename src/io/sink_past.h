#ifndef IO_SINK_PAST_H
#define IO_SINK_PAST_H

/*
 * What builds leave for the next beside the memory: files that are appended
 * to, in guildhall's own folder, for its user alone. The memory tells of each
 * how long it is, part by part as they were written, and the hash of each: what
 * is behind that, from a build that was interrupted, is never read, and what
 * was torn by a crash of the machine is not believed.
 */

#include <pthread.h>

#include "base/buf.h"
#include "base/vec.h"
#include "io/packing.h"
#include "io/sink.h"

/* What was written by one build. */
struct past_part {
	uint64_t len, hash;
};

struct past_file {
	VEC(struct past_part) parts; /* as the memory tells of them */
	struct str mapped; /* what was given out of it */
	bool is_left; /* by this build, as follows */
	enum sink_past which;
	int work; /* the folder it is written into */
	uint64_t offset;
	const struct str *pieces;
	struct past_part *written; /* each of the pieces */
	size_t piece_count;
	pthread_t writer;
	bool is_writing; /* the thread runs */
	bool is_whole; /* all was written */
};

struct pasts {
	struct past_file files[SINK_PASTS];
};

/* What the memory tells of them; and the same for the memory that is written.
 */
void pasts_unpack(
	struct pasts *pasts, struct unpacking *from, struct arena *arena);
void pasts_pack(const struct pasts *pasts, struct buf *out);

/* What stands of one, if it is sound, from folder WORK. */
struct str pasts_map(struct pasts *pasts, int work, enum sink_past which);

/*
 * Have the N pieces written into folder WORK, by a thread: see sink_leave(). A
 * file that is made anew has another name until it counts.
 */
void pasts_leave(struct pasts *pasts, int work, enum sink_past which,
	uint64_t offset, const struct str *pieces, size_t n,
	struct arena *arena);

/*
 * Let what was left count, and remove what was not, in folder WORK. Then the
 * memory is to tell of them as they are now; in ARENA.
 */
void pasts_keep(struct pasts *pasts, int work, struct arena *arena);

/* What was left and does not count is removed. */
void pasts_release(struct pasts *pasts, int work);

#endif
