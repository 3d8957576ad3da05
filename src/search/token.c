#include "search/token.h"

#include <endian.h>
#include <string.h>

#include "base/utf8.h"

enum {
	PARTS = 4, /* of a run, and runs of a chain: more are not joined */
	CHARS = 40, /* a longer form is cut */
	ACRONYM = 5, /* letters of a word that a number behind it joins */
	GROWTH = 10 /* bytes of forms a byte of text makes at most */
};

const char token_stops[] =
	"a about an and any are as at be been but by can could did do does for "
	"from had has have how i if in into is it its may me more my no not of "
	"on or our shall should so such than that the their them then there "
	"these they this those to was we were what when where which who why "
	"will with would you your";

bool token_is_stop(struct str form)
{
	const char *at = token_stops;

	while (*at) {
		const char *end = strchrnul(at, ' ');

		if (str_eq(str_make(at, (size_t)(end - at)), form))
			return true;
		at = *end ? end + 1 : end;
	}
	return false;
}

void tokeniser_init(struct tokeniser *tokeniser)
{
	*tokeniser = (struct tokeniser){.plain = BUF_INIT(BUF_LARGE),
		.forms = BUF_INIT(BUF_LARGE * GROWTH),
		.arena = ARENA_INIT};
}

void tokeniser_release(struct tokeniser *tokeniser)
{
	buf_release(&tokeniser->plain);
	buf_release(&tokeniser->forms);
	arena_release(&tokeniser->arena);
}

/* A run of letters and digits, in lower case and without apostrophes. */
struct run {
	struct str text;
	size_t cuts[PARTS + 1]; /* where its parts start, and its end */
	unsigned parts;
	bool digits, letters; /* nothing else in it */
	unsigned chars;
};

struct scan {
	struct tokeniser *to;
	struct str s; /* the text, plain */
	size_t at;
	uint32_t position;
};

static enum utf8_class class_at(struct str s, size_t at)
{
	unsigned char byte;

	if (at >= s.len)
		return UTF8_OTHER;
	byte = (unsigned char)s.ptr[at];
	if (byte >= 0x80)
		return utf8_class(utf8_next(s, &at));
	return char_is_alpha((char)byte)    ? UTF8_LETTER
		: char_is_digit((char)byte) ? UTF8_NUMBER
					    : UTF8_OTHER;
}

/* The length of the apostrophe at AT, or 0. U+02BC counts as a letter. */
static size_t apostrophe(struct str s, size_t at)
{
	if (at < s.len && s.ptr[at] == '\'')
		return 1;
	if (at + 2 >= s.len || (unsigned char)s.ptr[at] != 0xE2 ||
		(unsigned char)s.ptr[at + 1] != 0x80)
		return 0;
	return (unsigned char)s.ptr[at + 2] == 0x98 ||
			(unsigned char)s.ptr[at + 2] == 0x99
		? 3
		: 0;
}

/* U+00AD, which a text may hold anywhere in a word. */
static size_t soft_hyphen(struct str s, size_t at)
{
	return at + 1 < s.len && (unsigned char)s.ptr[at] == 0xC2 &&
			(unsigned char)s.ptr[at + 1] == 0xAD
		? 2
		: 0;
}

/* Skip what may stand within a word; false where the word ends. */
static bool skip_inner(struct scan *scan, size_t *at)
{
	struct str s = scan->s;
	size_t mark = apostrophe(s, *at), next;

	if (!mark) {
		mark = soft_hyphen(s, *at);
		*at += mark;
		return mark && class_at(s, *at) != UTF8_OTHER;
	}
	next = *at + mark;
	if (class_at(s, next) == UTF8_OTHER)
		return false;
	if (char_lower(s.ptr[next]) == 's' &&
		class_at(s, next + 1) == UTF8_OTHER) {
		*at = next + 1;
		return false;
	}
	*at = next;
	return true;
}

/* Append the character at *AT in lower case. */
static void put_lower(struct scan *scan, size_t *at)
{
	unsigned char byte = (unsigned char)scan->s.ptr[*at];
	uint32_t code;

	if (byte < 0x80) {
		buf_putc(&scan->to->forms, char_lower((char)byte));
		++*at;
		return;
	}
	code = utf8_lower(utf8_next(scan->s, at));
	utf8_put(&scan->to->forms, code == 0x3C2 ? 0x3C3 : code);
}

static void cut_run(struct run *run, size_t at)
{
	if (run->parts < PARTS)
		run->cuts[run->parts] = at;
	run->parts++;
}

/* The comma of 1,250, and three digits behind it, are no end of a number. */
static bool goes_on_thousand(struct str s, size_t at)
{
	if (at + 3 >= s.len || s.ptr[at] != ',')
		return false;
	for (size_t i = 1; i <= 3; i++)
		if (!char_is_digit(s.ptr[at + i]))
			return false;
	return class_at(s, at + 4) == UTF8_OTHER;
}

static void read_thousands(struct scan *scan, struct run *run)
{
	if (run->parts != 1 || !run->digits || run->chars > 3)
		return;
	while (goes_on_thousand(scan->s, scan->at)) {
		buf_put(&scan->to->forms,
			str_sub(scan->s, scan->at + 1, scan->at + 4));
		run->chars += 3;
		scan->at += 4;
	}
}

/* Read the run that starts here. */
static void read_run(struct scan *scan, struct run *run)
{
	struct buf *forms = &scan->to->forms;
	size_t start = forms->len;
	enum utf8_class before = UTF8_OTHER, class;
	bool was_small = false;

	*run = (struct run){.digits = true, .letters = true};
	while ((class = class_at(scan->s, scan->at)) != UTF8_OTHER) {
		char c = scan->s.ptr[scan->at];

		if (class != before || (was_small && char_is_upper(c)))
			cut_run(run, forms->len - start);
		run->digits = run->digits && class == UTF8_NUMBER;
		run->letters = run->letters && class == UTF8_LETTER;
		was_small = char_is_lower(c);
		before = class;
		if (run->chars++ < CHARS)
			put_lower(scan, &scan->at);
		else
			utf8_next(scan->s, &scan->at);
		if (class_at(scan->s, scan->at) == UTF8_OTHER &&
			!skip_inner(scan, &scan->at))
			break;
	}
	read_thousands(scan, run);
	if (run->parts > PARTS || run->chars > CHARS)
		run->parts = 1;
	run->text = str_make(forms->ptr + start, forms->len - start);
	run->cuts[run->parts] = run->text.len;
}

static inline void emit(
	struct scan *scan, struct str form, uint32_t position, uint32_t span)
{
	struct tokeniser *to = scan->to;

	*vec_push(&to->tokens.items, &to->arena) =
		(struct token){form, position, span};
}

/* A run: whole if it has parts, then its parts. */
static void emit_run(struct scan *scan, const struct run *run)
{
	if (run->parts > 1)
		emit(scan, run->text, scan->position, run->parts);
	for (unsigned i = 0; i < run->parts; i++)
		emit(scan, str_sub(run->text, run->cuts[i], run->cuts[i + 1]),
			scan->position++, 1);
}

struct chain {
	struct run runs[PARTS + 1];
	unsigned len;
	bool dotted; /* starts with a number, all links are dots or brackets */
};

/* Runs put together, dotted or not, as one form. */
static void emit_joined(struct scan *scan, const struct chain *chain)
{
	struct buf *forms = &scan->to->forms;
	size_t start = forms->len;
	uint32_t span = 0;
	unsigned chars = 0;

	for (unsigned i = 0; i < chain->len; i++) {
		if (i && chain->dotted)
			buf_putc(forms, '.');
		buf_put(forms, chain->runs[i].text);
		span += chain->runs[i].parts;
		chars += chain->runs[i].chars;
	}
	if (chars <= CHARS)
		emit(scan, str_make(forms->ptr + start, forms->len - start),
			scan->position, span);
}

static void emit_chain(struct scan *scan, const struct chain *chain)
{
	if (chain->len > 1 && chain->len <= PARTS)
		emit_joined(scan, chain);
	for (unsigned i = 0; i < chain->len; i++)
		emit_run(scan, &chain->runs[i]);
}

/* The length of a hyphen at AT: "-" or U+2010. */
static size_t hyphen(struct str s, size_t at)
{
	if (s.ptr[at] == '-')
		return 1;
	return at + 2 < s.len && (unsigned char)s.ptr[at] == 0xE2 &&
			(unsigned char)s.ptr[at + 1] == 0x80 &&
			(unsigned char)s.ptr[at + 2] == 0x90
		? 3
		: 0;
}

/*
 * A link of a chain at the end of RUN: where the next run starts, or 0. A
 * slash links numbers alone. *DOTTED stays true for dots and brackets.
 */
static size_t link_end(
	const struct scan *scan, const struct run *run, bool *dotted)
{
	struct str s = scan->s;
	size_t at = scan->at, len = 1;
	char c = at < s.len ? s.ptr[at] : ' ';

	if (*dotted && str_starts(str_from(s, at), STR(")("))) {
		c = '.';
		len = 2;
	}
	if (*dotted && c == '(')
		c = '.';
	if (at >= s.len)
		return 0;
	if (c != '.') {
		*dotted = false;
		if (hyphen(s, at))
			len = hyphen(s, at);
		else if (c == '/' ? !run->digits ||
					class_at(s, at + 1) != UTF8_NUMBER
				  : c != '&' && c != '_')
			return 0;
	}
	return class_at(s, at + len) == UTF8_OTHER ? 0 : at + len;
}

/* Does the bracket that opened before this run close behind it? */
static bool closes(const struct scan *scan, size_t opened)
{
	return scan->s.ptr[opened - 1] != '(' ||
		(scan->at < scan->s.len && scan->s.ptr[scan->at] == ')');
}

/* The next run of a chain; false, and nothing read, where it ends. */
static bool read_link(struct scan *scan, struct chain *chain)
{
	const struct run *last = &chain->runs[chain->len - 1];
	bool dotted = chain->dotted;
	size_t from = scan->at, next = link_end(scan, last, &dotted);
	size_t forms = scan->to->forms.len;

	if (!next)
		return false;
	scan->at = next;
	read_run(scan, &chain->runs[chain->len]);
	if (!closes(scan, next)) {
		scan->at = from;
		buf_cut(&scan->to->forms, forms);
		return false;
	}
	chain->dotted = dotted;
	chain->len++;
	return true;
}

static void read_chain(struct scan *scan, struct chain *chain)
{
	read_run(scan, &chain->runs[0]);
	chain->len = 1;
	chain->dotted = chain->runs[0].digits;
	while (chain->len <= PARTS && read_link(scan, chain))
		;
}

/* ISO 44001: a short word, one space, and a number of two digits or more. */
static bool is_before_number(const struct scan *scan, const struct chain *chain)
{
	const struct run *run = &chain->runs[0];
	size_t at = scan->at;

	return chain->len == 1 && run->letters && run->parts == 1 &&
		run->chars <= ACRONYM && at + 1 < scan->s.len &&
		char_is_space(scan->s.ptr[at]) &&
		class_at(scan->s, at + 1) == UTF8_NUMBER &&
		!token_is_stop(run->text);
}

static bool is_number(const struct chain *chain)
{
	return chain->len == 1 && chain->runs[0].digits &&
		chain->runs[0].parts == 1 && chain->runs[0].chars > 1;
}

/* Read and emit the chain that starts here. */
static void read_words(struct scan *scan)
{
	struct chain chain;

	read_chain(scan, &chain);
	while (is_before_number(scan, &chain)) {
		struct chain pair = {.runs = {chain.runs[0]}, .len = 2};

		scan->at++;
		read_chain(scan, &chain);
		pair.runs[1] = chain.runs[0];
		if (is_number(&chain))
			emit_joined(scan, &pair);
		emit_run(scan, &pair.runs[0]);
	}
	emit_chain(scan, &chain);
}

/* To the next character that may be of a word, or at least not ASCII. */
static void skip_between(struct scan *scan)
{
	struct str s = scan->s;
	size_t at = scan->at;

	while (at < s.len && !(s.ptr[at] & 0x80) && !char_is_alnum(s.ptr[at]))
		at++;
	scan->at = at;
}

#define BYTES(n) (UINT64_C(0x0101010101010101) * (n))

/* The high bit of each of eight bytes that is no small letter. */
static uint64_t others_of(uint64_t eight)
{
	uint64_t low = eight & BYTES(0x7F);
	uint64_t from_a = low + BYTES(0x80 - 'a');
	uint64_t beyond_z = low + BYTES(0x7F - 'z');

	return ~(from_a & ~beyond_z & ~eight) & BYTES(0x80);
}

/* Where the small letters from AT on end. */
static size_t small_end(struct str s, size_t at)
{
	uint64_t eight, others;

	for (; s.len - at >= sizeof eight; at += sizeof eight) {
		memcpy(&eight, s.ptr + at, sizeof eight);
		others = others_of(le64toh(eight));
		if (others)
			return at + (size_t)__builtin_ctzll(others) / 8;
	}
	while (at < s.len && char_is_lower(s.ptr[at]))
		at++;
	return at;
}

/* Does a plain word of N letters end at END, whatever follows there? */
static bool ends_plain(struct str s, size_t end, size_t n)
{
	char c = end < s.len ? s.ptr[end] : '\n';
	char next = end + 1 < s.len ? s.ptr[end + 1] : '\n';

	/* Either is as likely as not, so that a branch would cost more. */
	if (char_is_space(c))
		return (n > ACRONYM) | !(char_is_digit(next) || next & 0x80);
	if (c == '.')
		return char_is_space(next);
	return c == ',' || c == ';' || c == ':' || c == ')' || c == '"';
}

/* The same with its first letter made small. */
static struct str lower_first(struct buf *forms, struct str word)
{
	size_t from = forms->len;

	buf_put(forms, word);
	forms->ptr[from] = char_lower(forms->ptr[from]);
	return str_make(forms->ptr + from, word.len);
}

/*
 * Most words are plain: letters, small but the first, with nothing linked to
 * them. They are taken here as read_words() would; false for all others.
 */
static bool read_plain(struct scan *scan)
{
	size_t start = scan->at, end;
	struct str word;

	if (!char_is_alpha(scan->s.ptr[start]))
		return false;
	end = small_end(scan->s, start + 1);
	if (end - start > CHARS || !ends_plain(scan->s, end, end - start))
		return false;
	word = str_make(scan->s.ptr + start, end - start);
	if (char_is_upper(*word.ptr))
		word = lower_first(&scan->to->forms, word);
	emit(scan, word, scan->position++, 1);
	scan->at = end;
	return true;
}

const struct tokens *tokeniser_run(struct tokeniser *tokeniser, struct str text)
{
	struct scan scan = {.to = tokeniser, .s = text};

	if (!utf8_is_ascii(text)) {
		buf_clear(&tokeniser->plain);
		utf8_plain(&tokeniser->plain, text);
		scan.s = buf_str(&tokeniser->plain);
	}
	buf_clear(&tokeniser->forms);
	buf_reserve(&tokeniser->forms, scan.s.len * GROWTH + 64);
	tokeniser->tokens.items.len = 0;
	for (;;) {
		skip_between(&scan);
		if (scan.at == scan.s.len)
			break;
		if (read_plain(&scan))
			continue;
		if (class_at(scan.s, scan.at) == UTF8_OTHER)
			utf8_next(scan.s, &scan.at);
		else
			read_words(&scan);
	}
	tokeniser->tokens.positions = scan.position;
	return &tokeniser->tokens;
}
