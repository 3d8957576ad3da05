#include "data/words.h"

enum {
	ENTITY = 10, /* bytes that an entity may have */
	FIRST = 0x80, /* of what is not ASCII */
	BASIS = 1469598103
};

struct words words_of(struct str text)
{
	return (struct words){.text = text};
}

static unsigned char at(const struct words *words, size_t i)
{
	return i < words->text.len ? (unsigned char)words->text.ptr[i] : 0;
}

static bool is_hex(unsigned char c)
{
	return char_is_digit((char)c) ||
		(char_lower((char)c) >= 'a' && char_lower((char)c) <= 'f');
}

/* Signs beyond ASCII that stand between words: bytes, or 0. */
static size_t sign(const struct words *words, size_t i)
{
	unsigned char c = at(words, i);

	if (c == 0xC2 && at(words, i + 1) <= 0xBF)
		return 2; /* the signs of Latin-1 */
	if (c == 0xE2 && (at(words, i + 1) == 0x80 || at(words, i + 1) == 0x81))
		return 3; /* dashes, quotes, spaces */
	return 0;
}

static bool in_word(const struct words *words, size_t i)
{
	unsigned char c = at(words, i);

	return char_is_alnum((char)c) || (c >= FIRST && !sign(words, i));
}

/* "&amp;", "&#39;": bytes, or 0. */
static size_t entity(const struct words *words)
{
	size_t end = words->at + 1;

	while (end - words->at < ENTITY &&
		(char_is_alnum((char)at(words, end)) || at(words, end) == '#'))
		end++;
	return at(words, end) == ';' ? end + 1 - words->at : 0;
}

/* "\n" and "\u2019" of JSON: bytes, or 0. */
static size_t escape(const struct words *words)
{
	switch (at(words, words->at + 1)) {
	case 'u':
		return is_hex(at(words, words->at + 2)) ? 6 : 0;
	case 'b':
	case 'f':
	case 'n':
	case 'r':
	case 't':
		return 2;
	default:
		return 0;
	}
}

static size_t percent(const struct words *words)
{
	return is_hex(at(words, words->at + 1)) &&
			is_hex(at(words, words->at + 2))
		? 3
		: 0;
}

static void open_aside(struct words *words, char end)
{
	words->aside = end;
	words->starts = true;
}

/* A tag starts with a letter, "/", "!" or "?". */
static bool is_tag(const struct words *words)
{
	unsigned char c = at(words, words->at + 1);

	return char_is_alpha((char)c) || c == '/' || c == '!' || c == '?';
}

/* What stands between words: step over one sign of it. */
static void step(struct words *words)
{
	size_t more = 0;

	switch (at(words, words->at)) {
	case '&':
		more = entity(words);
		break;
	case '\\':
		more = escape(words);
		break;
	case '%':
		more = percent(words);
		break;
	case '<':
		if (is_tag(words))
			open_aside(words, '>');
		break;
	case ']':
		if (at(words, words->at + 1) == '(' && !words->aside)
			open_aside(words, ')');
		break;
	case '>':
	case ')':
		if (at(words, words->at) == (unsigned char)words->aside)
			words->aside = 0;
		break;
	default:
		more = sign(words, words->at);
	}
	words->at += more ? more : 1;
}

bool words_next(struct words *words, struct word *word)
{
	uint64_t hash = BASIS;

	while (words->at < words->text.len && !in_word(words, words->at))
		step(words);
	*word = (struct word){
		.aside = words->aside != 0, .starts = words->starts};
	words->starts = false;
	for (; in_word(words, words->at); words->at++) {
		char c = char_lower((char)at(words, words->at));

		hash = (hash ^ (unsigned char)c) * UINT64_C(1099511628211);
		word->len++;
		word->letters += !char_is_digit(c);
	}
	word->hash = hash ^ hash >> 29;
	return word->len > 0;
}
