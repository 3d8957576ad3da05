#ifndef DATA_MARKDOWN_TERMS_H
#define DATA_MARKDOWN_TERMS_H

/*
 * The glossary as the renderer needs it: terms of one or several words, to
 * be found in running text. Short forms (CRMGT) match exactly, long ones
 * (Critical friend) in any case. Read-only once built.
 */

#include "base/arena.h"

struct term {
	struct str text; /* as it is matched */
	struct str title; /* the definition that is shown */
	struct str id; /* of the entry on the glossary page */
	size_t entry; /* which entry of the glossary: long and short form and
		       * former names share one */
	bool exact; /* case matters */
};

/*
 * Is the byte of S at AT part of a word? Letters and digits are, and all
 * characters of other scripts but general punctuation (U+2000 to U+206F),
 * which smart punctuation makes of quotes and dashes.
 */
static inline bool terms_is_word(struct str s, size_t at)
{
	unsigned char byte = (unsigned char)s.ptr[at];

	if (byte < 0x80)
		return char_is_alnum(s.ptr[at]);
	return byte != 0xE2 || at + 1 == s.len ||
		((unsigned char)s.ptr[at + 1] & 0xFE) != 0x80;
}

struct term_slot;

struct terms {
	struct term_slot *slots; /* hash table by first word */
	size_t cap; /* a power of two, or 0 */
	size_t entries; /* one more than the largest entry */
	const struct term *all; /* all the terms */
	size_t len;
	uint64_t starts[4]; /* bitmap: bytes that a term starts with, in
			     * either case */
};

/* Index LEN terms, which must live as long as the index. */
struct terms terms_index(
	struct arena *arena, const struct term *list, size_t len);

/* The longest term that stands in S at AT, as whole words; or NULL. */
const struct term *terms_match(
	const struct terms *terms, struct str s, size_t at);

/* Is S the text of a term, in any case? */
bool terms_has(const struct terms *terms, struct str s);

#endif
