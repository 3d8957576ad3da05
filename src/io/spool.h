#ifndef IO_SPOOL_H
#define IO_SPOOL_H

/*
 * Texts that are not needed for a while. The first of them stay in memory, as
 * many bytes as the spool may hold; the rest lie in a file without a name in
 * $TMPDIR or /var/tmp, which the kernel writes out as it likes and which is
 * gone with the program. Where no such file can be had, all stay in memory.
 *
 *	struct spool *spool = spool_open(bytes);
 *	text = spool_put(spool, &writer, &arena, bytes); (one writer a thread)
 *	spool_flush(spool, &writer);
 *	bytes = spool_get(spool, text, &scratch);        (any thread)
 *	if (!spool_check(spool, &fault)) ...
 *	spool_close(spool);
 *
 * What fails is remembered; the texts are then worth nothing.
 */

#include "base/buf.h"
#include "diag/fault.h"

struct spool;

/* A text, or a part of one. */
struct spooled {
	const char *ptr; /* NULL: it is in the file */
	uint64_t at; /* there */
	size_t len;
};

/* What one thread has yet to write. */
struct spool_writer {
	struct buf bytes;
	uint64_t at; /* where they belong */
};

#define SPOOL_WRITER_INIT \
	{ \
		BUF_INIT(BUF_LARGE), 0 \
	}

/* HELD: how many bytes stay in memory. */
struct spool *spool_open(size_t held);
void spool_close(struct spool *spool);

/*
 * Keep BYTES: in ARENA, or in the file; without a spool, in ARENA. Until the
 * writer's spool_flush() they cannot be had.
 */
struct spooled spool_put(struct spool *spool, struct spool_writer *writer,
	struct arena *arena, struct str bytes);
void spool_flush(struct spool *spool, struct spool_writer *writer);

/* LEN bytes of TEXT from FROM on; both lie in it. */
struct spooled spooled_part(struct spooled text, size_t from, size_t len);

/* The bytes: those in memory, or a copy in ARENA; spaces if that fails. */
struct str spool_get(
	struct spool *spool, struct spooled text, struct arena *arena);

/* Has all gone well so far? */
bool spool_check(struct spool *spool, struct fault *fault);

#endif
