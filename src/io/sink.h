#ifndef IO_SINK_H
#define IO_SINK_H

/*
 * Where a site is written to: a folder or memory. Files are put in any order
 * by any number of threads; nothing is seen by readers until sink_commit().
 *
 * A folder is written beside its place and then swapped in by one rename: at
 * any moment, whatever happens, the complete old site stands there or the
 * complete new one. A second builder of the same folder is told it is busy.
 */

#include "base/arena.h"
#include "diag/fault.h"

/* One file of a finished site. */
struct sink_file {
	struct str path;
	uint64_t size;
	uint64_t hash; /* XXH3 of its bytes */
};

struct sink {
	/* What to remember of the site that is committed, where a sink can;
	 * it may fail. Must live until then; may be empty. */
	struct str memory;
	/* Safe to call from several threads. */
	bool (*put)(struct sink *sink, struct str path, struct str bytes,
		struct fault *fault);
	/* All files were put: make the site appear. */
	bool (*commit)(struct sink *sink, struct fault *fault);
	/* What the commit before was to remember, if the site stands just as
	 * that commit left it: nobody touched, added or removed a file. Else
	 * empty. NULL: the sink remembers nothing. */
	struct str (*recall)(struct sink *sink);
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

static inline struct str sink_recall(struct sink *sink)
{
	return sink->recall ? sink->recall(sink) : STR("");
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

/* How many files the last commit of a folder sink left as they were. */
size_t sink_folder_kept(const struct sink *sink);

/* A sink into memory. */
struct sink *sink_open_memory(void);

/* The bytes of a file put into a memory sink; ptr is NULL when none. */
struct str sink_memory_get(const struct sink *sink, struct str path);

/* Visit the files of a memory sink by path. */
void sink_memory_each(const struct sink *sink,
	void (*visit)(void *context, struct str path, struct str bytes),
	void *context);

#endif
