#ifndef BASE_STR_H
#define BASE_STR_H

/*
 * A string is a view: a pointer and a length, passed by value, never freed
 * and never written through. It need not end in NUL, except where the
 * function that made it says so. The zero value is the empty string.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct str {
	const char *ptr; /* the bytes; may be NULL when len is 0 */
	size_t len; /* how many */
};

/* A view of a string literal. */
#define STR(literal) ((struct str){"" literal, sizeof(literal) - 1})

/* The same as an initialiser of static storage. */
#define STR_INIT(literal) \
	{ \
		"" literal, sizeof(literal) - 1 \
	}

/* For printf: "%.*s" takes STR_ARG(s). */
#define STR_ARG(s) (int)(s).len, (s).ptr ? (s).ptr : ""

static inline struct str str_make(const char *ptr, size_t len)
{
	return (struct str){ptr, len};
}

/* A view of a NUL-terminated string; of NULL, the empty string. */
struct str str_of(const char *text);

static inline bool str_eq(struct str a, struct str b)
{
	return a.len == b.len && (!a.len || !memcmp(a.ptr, b.ptr, a.len));
}

/* Bytes compared as unsigned; a prefix comes first: <0, 0 or >0. */
int str_cmp(struct str a, struct str b);

/* ASCII letters compare without case. */
bool str_case_eq(struct str a, struct str b);

/*
 * The first bytes as a number: those of A are less than those of B only if
 * str_cmp() has A first; where they are equal it is to be asked.
 */
uint64_t str_prefix(struct str s);

bool str_starts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);

/* The offset of the first C, or of NEEDLE, at or after FROM; or s.len. */
size_t str_chr(struct str s, char c, size_t from);
size_t str_find(struct str s, struct str needle, size_t from);

/* The offset of the last C, or s.len. */
size_t str_rchr(struct str s, char c);

/* The bytes from FROM up to TO, both cut to the string. */
struct str str_sub(struct str s, size_t from, size_t to);
struct str str_from(struct str s, size_t from);

/* Without ASCII white space at both ends. */
struct str str_trim(struct str s);

/*
 * Take the part of *REST before the next C, and leave what is behind it.
 * Returns false, and leaves *PART alone, when *REST was NULL: the part
 * behind the last C is still a part.
 */
bool str_split(struct str *rest, char c, struct str *part);

/* A whole decimal number within the limits; false when it is not one. */
bool str_to_int(struct str s, int64_t min, int64_t max, int64_t *out);

/* A good 64-bit hash, the same on every machine and in every run. */
uint64_t str_hash(struct str s);

/*
 * How many insertions, deletions, changes and swaps of neighbours make B of
 * A, counted up to MAX; MAX + 1 when there are more.
 */
size_t str_distance(struct str a, struct str b, size_t max);

/*
 * The index of the entry of LIST (N entries) that somebody who wrote WORD
 * most likely meant, or N when none is near.
 */
size_t str_nearest(struct str word, const struct str *list, size_t n);

static inline bool char_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool char_is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static inline bool char_is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}

static inline bool char_is_alpha(char c)
{
	return char_is_upper(c) || char_is_lower(c);
}

static inline bool char_is_alnum(char c)
{
	return char_is_alpha(c) || char_is_digit(c);
}

static inline bool char_is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static inline char char_lower(char c)
{
	return char_is_upper(c) ? (char)(c - 'A' + 'a') : c;
}

static inline char char_upper(char c)
{
	return char_is_lower(c) ? (char)(c - 'a' + 'A') : c;
}

#endif
