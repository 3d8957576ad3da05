#include "stage/canary.h"

#include "data/words.h"

enum {
	START = 1024, /* places of the first table */
	ID_BYTES = 4, /* of a run with a digit in it: an id */
	MIXED_BYTES = 6, /* of a word with digits and letters, in a text */
	TITLE_LETTERS = 12,
	TEXT_LETTERS = 16,
	LONG_BYTES = 8
};

/* The last words of a stream, and the runs that end with the latest. */
struct runs {
	uint64_t keys[CANARY_WORDS + 1]; /* by how many words; 0 is of none */
	struct word words[CANARY_WORDS]; /* the latest is the first */
	size_t len; /* words so far */
};

static void take_word(struct runs *runs, const struct word *word)
{
	for (size_t n = CANARY_WORDS; n > 0; n--)
		runs->keys[n] =
			runs->keys[n - 1] * UINT64_C(0x9E3779B97F4A7C15) +
			word->hash;
	for (size_t n = CANARY_WORDS - 1; n > 0; n--)
		runs->words[n] = runs->words[n - 1];
	runs->words[0] = *word;
	runs->len++;
}

/* The key of the run of the last N words. */
static uint64_t key_of(const struct runs *runs, size_t n)
{
	uint64_t key = (runs->keys[n] ^ runs->keys[n] >> 32) + n;

	return key ? key : 1;
}

/* What tells one run of words from the common ones. */
struct weight {
	size_t bytes, letters;
	bool mixed; /* a word of digits and letters that is no abbreviation */
};

static struct weight weigh(const struct runs *runs, size_t n)
{
	struct weight weight = {0};

	for (size_t i = 0; i < n; i++) {
		const struct word *word = &runs->words[i];

		weight.bytes += word->len;
		weight.letters += word->letters;
		weight.mixed = weight.mixed ||
			(word->letters && word->letters < word->len &&
				word->len >= MIXED_BYTES);
	}
	return weight;
}

static bool is_telling(
	const struct weight *weight, size_t words, enum canary_kind kind)
{
	switch (kind) {
	case CANARY_ID:
		if (weight->letters && weight->letters < weight->bytes)
			return weight->bytes >= ID_BYTES;
		/* fall through */
	case CANARY_TITLE:
		return weight->mixed ||
			(words > 1 && weight->letters >= TITLE_LETTERS);
	default:
		return weight->mixed ||
			(words > 2 && weight->letters >= TEXT_LETTERS);
	}
}

/* The place of KEY, or the empty one where it belongs. */
static struct canary *place_of_key(
	struct canary *table, size_t cap, uint64_t key)
{
	size_t at = key & (cap - 1);

	while (table[at].key && table[at].key != key)
		at = (at + 1) & (cap - 1);
	return &table[at];
}

static void grow(struct canaries *canaries)
{
	size_t cap = canaries->cap ? canaries->cap * 2 : START;
	struct canary *table =
		arena_array(&canaries->arena, struct canary, cap);

	for (size_t i = 0; i < canaries->cap; i++)
		if (canaries->table[i].key)
			*place_of_key(table, cap, canaries->table[i].key) =
				canaries->table[i];
	canaries->table = table;
	canaries->cap = cap;
}

/* Note the run of the last N words, if it tells anything. */
static void add_run(struct canaries *canaries, const struct runs *runs,
	size_t n, enum canary_kind kind)
{
	struct weight weight = weigh(runs, n);
	struct canary *canary;

	if (!is_telling(&weight, n, kind))
		return;
	if (canaries->len * 2 >= canaries->cap)
		grow(canaries);
	canary = place_of_key(canaries->table, canaries->cap, key_of(runs, n));
	if (canary->key)
		return;
	*canary = (struct canary){key_of(runs, n),
		(uint32_t)(canaries->sources.len - 1), (uint8_t)n,
		weight.bytes >= LONG_BYTES};
	canaries->len++;
}

static bool starts_block(struct str line)
{
	char c = line.len ? line.ptr[0] : 0;

	return !c || c == '#' || c == '|' || c == '-' || c == '*' || c == '>';
}

/* Take the next paragraph, line of a list or cell of a table. */
static struct str take_block(struct str *rest)
{
	size_t end = str_chr(*rest, '\n', 0), bar = str_chr(*rest, '|', 0);
	struct str block;

	if (bar < end)
		end = bar;
	else
		while (end < rest->len &&
			!starts_block(str_trim(str_sub(*rest, end + 1,
				str_chr(*rest, '\n', end + 1)))))
			end = str_chr(*rest, '\n', end + 1);
	block = str_sub(*rest, 0, end);
	*rest = str_from(*rest, end + 1);
	return block;
}

/* Feed the words of TEXT into the runs of its two streams. */
struct feeding {
	struct words words;
	struct runs streams[2]; /* the text; what stands in tags */
	struct runs *latest; /* the stream of the latest word */
};

static bool feed(struct feeding *feeding)
{
	struct word word;

	if (!words_next(&feeding->words, &word))
		return false;
	feeding->latest = &feeding->streams[word.aside];
	if (word.starts)
		*feeding->latest = (struct runs){0};
	take_word(feeding->latest, &word);
	return true;
}

static void add_block(
	struct canaries *canaries, struct str text, enum canary_kind kind)
{
	struct feeding feeding = {.words = words_of(text)};

	while (feed(&feeding))
		if (feeding.latest->len >= CANARY_WORDS)
			add_run(canaries, feeding.latest, CANARY_WORDS, kind);
	for (size_t i = 0; i < 2; i++) {
		const struct runs *runs = &feeding.streams[i];

		if (runs->len && runs->len < CANARY_WORDS)
			add_run(canaries, runs, runs->len, kind);
	}
}

void canaries_from(struct canaries *canaries, const struct source *source)
{
	*vec_push(&canaries->sources, &canaries->arena) = source;
}

void canaries_add(
	struct canaries *canaries, struct str text, enum canary_kind kind)
{
	if (kind != CANARY_TEXT) {
		add_block(canaries, text, kind);
		return;
	}
	while (text.len)
		add_block(canaries, take_block(&text), kind);
}

/* The canary that is the run of the last N words, or NULL. */
static struct canary *find_run(
	const struct canaries *canaries, const struct runs *runs, size_t n)
{
	struct canary *canary;

	if (n > runs->len)
		return NULL;
	canary = place_of_key(canaries->table, canaries->cap, key_of(runs, n));
	return canary->key && canary->words ? canary : NULL;
}

void canaries_allow(struct canaries *canaries, struct str text)
{
	struct feeding feeding = {.words = words_of(text)};
	struct canary *canary;

	while (canaries->cap && feed(&feeding))
		for (size_t n = 1; n <= CANARY_WORDS; n++) {
			canary = find_run(canaries, feeding.latest, n);
			if (canary)
				canary->words = 0;
		}
}

const struct source *canaries_find(
	const struct canaries *canaries, struct str text, bool binary)
{
	struct feeding feeding = {.words = words_of(text)};

	while (canaries->cap && feed(&feeding))
		for (size_t n = 1; n <= CANARY_WORDS; n++) {
			const struct canary *canary =
				find_run(canaries, feeding.latest, n);

			if (canary && (!binary || canary->is_long))
				return canaries->sources.items[canary->source];
		}
	return NULL;
}

void canaries_release(struct canaries *canaries)
{
	arena_release(&canaries->arena);
	*canaries = (struct canaries){0};
}
