#ifndef BASE_UTF8_H
#define BASE_UTF8_H

/*
 * UTF-8: decoding, checking, columns, and the forms of a text that compare
 * names (utf8proc behind one door). Offsets are bytes, columns characters.
 */

#include "base/arena.h"
#include "base/buf.h"

#define UTF8_BAD UINT32_MAX /* not a code point */

/*
 * The code point that starts at S[*AT]; *AT moves behind it. UTF8_BAD, and
 * *AT one byte on, where no well-formed sequence starts. *AT < s.len.
 */
uint32_t utf8_next(struct str s, size_t *at);

/* Append a code point. */
void utf8_put(struct buf *out, uint32_t code);

/* The offset of the first byte that is not well-formed UTF-8, or s.len. */
size_t utf8_check(struct str s);

/* The start of S, at most MAX bytes, that ends between characters. */
struct str utf8_cut(struct str s, size_t max);

/* How many characters S has; bytes that are not UTF-8 count one each. */
size_t utf8_len(struct str s);

/*
 * Characters that no text file of a repository needs and that can deceive
 * its readers: control characters other than tab and line feed, the marks
 * that override the direction of writing, and what some programs take for
 * the end of a line and others do not.
 */
bool utf8_is_forbidden(uint32_t code);

/* A letter or a digit of any script. */
bool utf8_is_word(uint32_t code);

enum utf8_class { UTF8_OTHER, UTF8_LETTER, UTF8_NUMBER };

/* What a character is by its general category: L*, N*, or neither. */
enum utf8_class utf8_class(uint32_t code);

/* Is every character of S one of ASCII? */
bool utf8_is_ascii(struct str s);

/* Append S in its compatibility form (NFKD) without marks. S is UTF-8. */
void utf8_plain(struct buf *out, struct str s);

/* The offset of the first forbidden character, or s.len. */
size_t utf8_find_forbidden(struct str s);

/* Lower case of one character. */
uint32_t utf8_lower(uint32_t code);

/*
 * S in the form under which two names are "the same" to a file system that
 * folds case or normalises: NFC, case folded. In ARENA.
 */
struct str utf8_fold(struct arena *arena, struct str s);

#endif
