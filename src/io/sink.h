#ifndef IO_SINK_H
#define IO_SINK_H

/*
 * Where a site is written to: a folder or memory. Files are put in any order
 * by any number of threads; nothing is seen by readers until sink_commit().
 *
 * A folder is written beside its place and then swapped in by one rename: at
 * any moment, whatever happens, the complete old site stands there or the
 * complete new one. A second builder of the same folder is told it is busy.
 *
 * A site that differs little from the one that stands is made by going on from
 * that one: only what changed is put, and what is no more is dropped. A folder
 * then keeps the site before as its spare, which is the next stage but for a
 * few files. Spare and site share what is the same, so that the spare takes
 * little but names; what was replaced or dropped is kept one build longer.
 *
 *	memory = sink_recall(sink);
 *	if (memory.len && sink_can_continue(sink) && sink_is_intact(sink) &&
 *		sink_continue(sink, &fault))
 *		... sink_stands(), sink_put(), sink_drop(), sink_leave()
 *	sink_commit(sink, &fault);
 *	sink_close(sink);
 */

#include "base/arena.h"
#include "base/buf.h"
#include "diag/fault.h"

/* One file of a finished site. */
struct sink_file {
	struct str path;
	uint64_t size;
	uint64_t hash; /* XXH3 of its bytes */
};

/*
 * What a build leaves for the next one beside the memory: files that are only
 * appended to, or made anew. They are nothing that readers see.
 */
enum sink_past { SINK_PAGES, SINK_INDEX, SINK_PASTS };

struct sink {
	/* What to remember of the site that is committed, where a sink can;
	 * it may fail. Must live until then; may be empty. */
	struct str memory;
	/* Once it is committed: how many of the files that were put stood
	 * there already, just as they are. */
	size_t kept;
	/* Safe to call from several threads. */
	bool (*put)(struct sink *sink, struct str path, struct str bytes,
		struct fault *fault);
	/* All files were put: make the site appear. */
	bool (*commit)(struct sink *sink, struct fault *fault);
	/* What the commit before was to remember. NULL: nothing. */
	struct str (*recall)(struct sink *sink);
	/* Does the site stand just as that commit left it? NULL: no. */
	bool (*is_intact)(struct sink *sink);
	/* The five that follow are NULL where a sink cannot go on. */
	bool (*go_on)(struct sink *sink, struct fault *fault);
	bool (*drop)(struct sink *sink, struct str path, struct fault *fault);
	bool (*stands)(struct sink *sink, struct str path, struct buf *out);
	struct str (*past)(struct sink *sink, enum sink_past which);
	void (*leave)(struct sink *sink, enum sink_past which, uint64_t offset,
		const struct str *pieces, size_t n);
	/* Give everything back; what was not committed is gone. */
	void (*close)(struct sink *sink);
};

static inline bool sink_put(struct sink *sink, struct str path,
	struct str bytes, struct fault *fault)
{
	return sink->put(sink, path, bytes, fault);
}

static inline bool sink_commit(struct sink *sink, struct fault *fault)
{
	return sink->commit(sink, fault);
}

/*
 * What the commit before was to remember, if a site stands; else empty. That
 * this one is as it was left is to be asked before the memory is relied on.
 */
static inline struct str sink_recall(struct sink *sink)
{
	return sink->recall ? sink->recall(sink) : STR("");
}

/*
 * Does the site stand just as the commit before left it, so that nobody
 * touched, added or removed a file? All files are looked at, by threads that
 * run from the sink's opening on; this waits for them: ask late.
 */
static inline bool sink_is_intact(struct sink *sink)
{
	return sink->is_intact && sink->is_intact(sink);
}

/* Can this sink be asked to go on, and for a past? */
static inline bool sink_can_continue(const struct sink *sink)
{
	return sink->go_on != NULL;
}

/*
 * From now on the new site is what stands, but for what is put and dropped.
 * Only where the site is intact, and before anything is put. False
 * with FAULT set where it cannot be; a later call may tell of that, too. A
 * build that is not committed after this costs the next one its spare. Who
 * touches the site that stands meanwhile may find that in the new one, which
 * is then not recalled.
 */
static inline bool sink_continue(struct sink *sink, struct fault *fault)
{
	return sink->go_on(sink, fault);
}

/*
 * A site that goes on does not hold the file any more; one that it never held
 * is no fault. From any thread; but before a file is put whose path would lie
 * below it, or above.
 */
static inline bool sink_drop(
	struct sink *sink, struct str path, struct fault *fault)
{
	return sink->drop(sink, path, fault);
}

/*
 * Append a file of the site that stands, also once it was replaced or dropped.
 * False when there is none, or it cannot be read. From any thread, after
 * sink_continue().
 */
static inline bool sink_stands(
	struct sink *sink, struct str path, struct buf *out)
{
	return sink->stands(sink, path, out);
}

/*
 * What the build before left, until the sink is closed; empty when it left
 * nothing, or that is not sound any more. After a recall that gave something.
 * All bytes are looked at: call it once, and from a thread that has the time.
 */
static inline struct str sink_past(struct sink *sink, enum sink_past which)
{
	return sink->past(sink, which);
}

/*
 * Leave the bytes of N pieces, one behind another, for the next build, once
 * the site is committed: behind the OFFSET bytes that sink_past() gave, or, at
 * 0, in place of all. A thread writes them from now on: they must stay as they
 * are until the sink is committed or closed. They may be empty. What is not
 * left by a build is gone. It may fail unseen: then the next build has no such
 * past.
 */
static inline void sink_leave(struct sink *sink, enum sink_past which,
	uint64_t offset, const struct str *pieces, size_t n)
{
	sink->leave(sink, which, offset, pieces, n);
}

static inline void sink_close(struct sink *sink)
{
	if (sink)
		sink->close(sink);
}

/*
 * A sink into the folder at PATH, which must be missing, empty, or made by
 * guildhall. WAIT: for another builder, instead of EXIT_BUSY. NULL with
 * FAULT set when it cannot be.
 */
struct sink *sink_open_folder(struct str path, bool wait, struct fault *fault);

/* A sink into memory. */
struct sink *sink_open_memory(void);

/* The bytes of a file put into a memory sink; ptr is NULL when none. */
struct str sink_memory_get(const struct sink *sink, struct str path);

/* Visit the files of a memory sink by path. */
void sink_memory_each(const struct sink *sink,
	void (*visit)(void *context, struct str path, struct str bytes),
	void *context);

#endif
