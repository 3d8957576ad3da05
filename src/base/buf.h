#ifndef BASE_BUF_H
#define BASE_BUF_H

/*
 * A buffer owns bytes that grow as text is appended. Every buffer has a
 * maximum, given when it is made: what would go beyond it is dropped and
 * buf_is_over() tells, so that appends return nothing and no input, however
 * hostile, makes memory grow without end.
 *
 *	struct buf out = BUF_INIT(OUTPUT_MAX);
 *	buf_put(&out, STR("<p>"));
 *	...
 *	buf_release(&out);
 */

#include <stdarg.h>
#include "base/arena.h"
#include "base/str.h"

struct buf {
	char *ptr; /* the bytes; NULL while nothing was appended */
	size_t len; /* how many */
	size_t cap; /* room allocated */
	size_t max; /* never more than this */
	bool over; /* something was dropped */
};

#define BUF_INIT(maximum) \
	{ \
		NULL, 0, 0, (maximum), false \
	}

/* For buffers whose input is bounded elsewhere: 1 GiB. */
#define BUF_LARGE ((size_t)1 << 30)

/* Make room for MORE bytes, so that the next appends do not move them. */
void buf_reserve(struct buf *buf, size_t more);

/*
 * Room for N bytes behind those it holds, which are written first and counted
 * in len afterwards; NULL where the maximum leaves less.
 */
char *buf_room(struct buf *buf, size_t n);

void buf_put_slow(struct buf *buf, struct str s);

static inline void buf_putc(struct buf *buf, char c)
{
	if (buf->len < buf->cap)
		buf->ptr[buf->len++] = c;
	else
		buf_put_slow(buf, str_make(&c, 1));
}

/* Append. */
void buf_put(struct buf *buf, struct str s);
void buf_puts(struct buf *buf, const char *text);
void buf_printf(struct buf *buf, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
void buf_vprintf(struct buf *buf, const char *format, va_list args)
	__attribute__((format(printf, 2, 0)));

/* Append a whole number. */
void buf_put_int(struct buf *buf, int64_t n);

/* Cut to the first LEN bytes. */
void buf_cut(struct buf *buf, size_t len);

/* Empty it and keep its memory. */
void buf_clear(struct buf *buf);

/* The same, with another maximum from now on. */
void buf_restart(struct buf *buf, size_t max);

/* Free its memory; it may be used again. */
void buf_release(struct buf *buf);

/* What it holds, in ARENA; its own memory is freed. */
struct str buf_finish(struct buf *buf, struct arena *arena);

static inline struct str buf_str(const struct buf *buf)
{
	return str_make(buf->ptr, buf->len);
}

/* Was anything dropped because of the maximum? */
static inline bool buf_is_over(const struct buf *buf)
{
	return buf->over;
}

#endif
