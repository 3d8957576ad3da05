#include "base/buf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/arena.h"

enum { CAP_MIN = 256 };

void buf_reserve(struct buf *buf, size_t more)
{
	size_t need = more > buf->max - buf->len ? buf->max : buf->len + more;
	size_t cap = buf->cap ? buf->cap : CAP_MIN;
	char *grown;

	if (need <= buf->cap)
		return;
	while (cap < need)
		cap *= 2;
	if (cap > buf->max)
		cap = buf->max;
	grown = realloc(buf->ptr, cap);
	if (!grown)
		base_oom();
	buf->ptr = grown;
	buf->cap = cap;
}

char *buf_room(struct buf *buf, size_t n)
{
	buf_reserve(buf, n);
	buf->over |= buf->cap - buf->len < n;
	return buf->cap - buf->len < n ? NULL : buf->ptr + buf->len;
}

void buf_put_slow(struct buf *buf, struct str s)
{
	if (s.len > buf->max - buf->len) {
		s.len = buf->max - buf->len;
		buf->over = true;
	}
	if (!s.len)
		return;
	buf_reserve(buf, s.len);
	memcpy(buf->ptr + buf->len, s.ptr, s.len);
	buf->len += s.len;
}

void buf_put(struct buf *buf, struct str s)
{
	if (s.len <= buf->cap - buf->len) {
		if (s.len)
			memcpy(buf->ptr + buf->len, s.ptr, s.len);
		buf->len += s.len;
		return;
	}
	buf_put_slow(buf, s);
}

void buf_puts(struct buf *buf, const char *text)
{
	buf_put(buf, str_of(text));
}

void buf_vprintf(struct buf *buf, const char *format, va_list args)
{
	char small[256];
	va_list again;
	int len;

	va_copy(again, args);
	len = vsnprintf(small, sizeof small, format, args);
	if (len < 0)
		abort();
	if ((size_t)len < sizeof small) {
		buf_put(buf, str_make(small, (size_t)len));
	} else {
		char *large = malloc((size_t)len + 1);

		if (!large)
			base_oom();
		vsnprintf(large, (size_t)len + 1, format, again);
		buf_put(buf, str_make(large, (size_t)len));
		free(large);
	}
	va_end(again);
}

void buf_printf(struct buf *buf, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	buf_vprintf(buf, format, args);
	va_end(args);
}

void buf_put_int(struct buf *buf, int64_t n)
{
	char digits[24];
	int len = snprintf(digits, sizeof digits, "%lld", (long long)n);

	buf_put(buf, str_make(digits, (size_t)len));
}

void buf_cut(struct buf *buf, size_t len)
{
	if (len < buf->len)
		buf->len = len;
}

void buf_clear(struct buf *buf)
{
	buf->len = 0;
	buf->over = false;
}

void buf_restart(struct buf *buf, size_t max)
{
	buf_clear(buf);
	buf->max = max;
	if (buf->cap > max)
		buf->cap = max; /* appends look at the room alone */
}

void buf_release(struct buf *buf)
{
	free(buf->ptr);
	*buf = (struct buf)BUF_INIT(buf->max);
}

struct str buf_finish(struct buf *buf, struct arena *arena)
{
	struct str copy = arena_dup(arena, buf_str(buf));

	buf_release(buf);
	return copy;
}
