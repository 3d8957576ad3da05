#include "data/markdown/terms.h"

struct term_node {
	const struct term *term;
	struct term_node *next; /* not a longer one */
};

struct term_slot {
	uint32_t hash; /* of the first word in lower case; 0: empty */
	struct term_node *first;
};

static size_t word_end(struct str s, size_t at)
{
	while (at < s.len && terms_is_word(s, at))
		at++;
	return at;
}

static uint32_t word_hash(struct str s, size_t from, size_t to)
{
	uint32_t hash = 2166136261U;

	for (size_t i = from; i < to; i++)
		hash = (hash ^ (unsigned char)char_lower(s.ptr[i])) * 16777619U;
	return hash ? hash : 1;
}

/* The bucket of a hash: the first slot that is its own, or empty. */
static struct term_slot *bucket(const struct terms *terms, uint32_t hash)
{
	size_t at = hash & (terms->cap - 1);

	while (terms->slots[at].hash && terms->slots[at].hash != hash)
		at = (at + 1) & (terms->cap - 1);
	return &terms->slots[at];
}

static void set_start(struct terms *terms, unsigned char byte)
{
	terms->starts[byte / 64] |= (uint64_t)1 << byte % 64;
}

static void add(
	struct terms *terms, struct arena *arena, const struct term *term)
{
	uint32_t hash = word_hash(term->text, 0, word_end(term->text, 0));
	struct term_slot *slot = bucket(terms, hash);
	struct term_node **at = &slot->first;
	struct term_node *node = arena_new(arena, struct term_node);
	char first = char_lower(term->text.ptr[0]);

	set_start(terms, (unsigned char)first);
	if (char_is_alpha(first))
		set_start(terms, (unsigned char)(first - 'a' + 'A'));
	while (*at && (*at)->term->text.len >= term->text.len)
		at = &(*at)->next;
	*node = (struct term_node){term, *at};
	*at = node;
	slot->hash = hash;
}

struct terms terms_index(
	struct arena *arena, const struct term *list, size_t len)
{
	struct terms terms = {.cap = 16, .all = list, .len = len};

	while (terms.cap < len * 2)
		terms.cap *= 2;
	terms.slots = arena_array(arena, struct term_slot, terms.cap);
	for (size_t i = 0; i < len; i++) {
		if (list[i].entry >= terms.entries)
			terms.entries = list[i].entry + 1;
		if (list[i].text.len)
			add(&terms, arena, &list[i]);
	}
	return terms;
}

/* Does a word go on at AT? An s of the plural does not count. */
static bool goes_on(struct str s, size_t at)
{
	if (at < s.len && s.ptr[at] == 's')
		at++;
	return at < s.len && terms_is_word(s, at);
}

/* Does TERM stand in S at AT? A space matches a line end too. */
static bool stands_at(const struct term *term, struct str s, size_t at)
{
	if (term->text.len > s.len - at || goes_on(s, at + term->text.len))
		return false;
	for (size_t i = 0; i < term->text.len; i++) {
		char a = term->text.ptr[i], b = s.ptr[at + i];

		if (b == '\n')
			b = ' ';
		if (a != b && (term->exact || char_lower(a) != char_lower(b)))
			return false;
	}
	return true;
}

/* Terms whose only word is in the plural hash as the singular does. */
static const struct term *match_word(
	const struct terms *terms, struct str s, size_t at, size_t end)
{
	const struct term_node *node =
		bucket(terms, word_hash(s, at, end))->first;

	for (; node; node = node->next)
		if (stands_at(node->term, s, at))
			return node->term;
	return NULL;
}

const struct term *terms_match(
	const struct terms *terms, struct str s, size_t at)
{
	unsigned char first = (unsigned char)s.ptr[at];
	const struct term *term;
	size_t end;

	if (!(terms->starts[first / 64] >> first % 64 & 1))
		return NULL;
	end = word_end(s, at);
	term = match_word(terms, s, at, end);
	if (!term && s.ptr[end - 1] == 's' && end - at > 1)
		term = match_word(terms, s, at, end - 1);
	return term;
}

bool terms_has(const struct terms *terms, struct str s)
{
	for (size_t i = 0; i < terms->len; i++)
		if (str_case_eq(terms->all[i].text, s))
			return true;
	return false;
}
