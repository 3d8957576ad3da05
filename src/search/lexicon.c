#include "search/lexicon.h"

#include <stdlib.h>
#include <string.h>

enum {
	FIRST_SLOTS = 1 << 12,
	BATCH = 16, /* forms */
	SHORT = 2 * sizeof(uint64_t) /* bytes that a slot tells apart */
};

static uint64_t read_four(const char *at)
{
	uint32_t n;

	memcpy(&n, at, sizeof n);
	return n;
}

static uint64_t read_eight(const char *at)
{
	uint64_t n;

	memcpy(&n, at, sizeof n);
	return n;
}

/* The slot of a form, without a number. */
static struct lexicon_slot key_of(struct str form)
{
	struct lexicon_slot key = {.len = (uint32_t)form.len};
	const char *end = form.ptr + form.len;

	if (form.len >= sizeof(uint64_t)) {
		key.first = read_eight(form.ptr);
		key.last = read_eight(end - sizeof(uint64_t));
	} else if (form.len >= sizeof(uint32_t)) {
		key.first = read_four(form.ptr) << 32 |
			read_four(end - sizeof(uint32_t));
	} else if (form.len) {
		key.first = (uint64_t)(unsigned char)form.ptr[0] << 16 |
			(uint64_t)(unsigned char)form.ptr[form.len / 2] << 8 |
			(unsigned char)end[-1];
	}
	return key;
}

static size_t hash_of(const struct lexicon_slot *key)
{
	uint64_t hash =
		(key->first ^ (key->last << 32 | key->last >> 32) ^ key->len) *
		UINT64_C(0x9E3779B97F4A7C15);

	return (size_t)(hash >> 32 ^ hash);
}

static bool is_same(const struct lexicon *lexicon,
	const struct lexicon_slot *slot, const struct lexicon_slot *key,
	struct str form)
{
	return slot->first == key->first && slot->last == key->last &&
		slot->len == key->len &&
		(form.len <= SHORT ||
			str_eq(lexicon->forms[slot->next - 1], form));
}

static struct lexicon_slot *find(const struct lexicon *lexicon,
	const struct lexicon_slot *key, struct str form)
{
	size_t mask = lexicon->slot_cap - 1, at = hash_of(key) & mask;

	while (lexicon->slots[at].next &&
		!is_same(lexicon, &lexicon->slots[at], key, form))
		at = (at + 1) & mask;
	return &lexicon->slots[at];
}

/* Heap memory rather than an arena's: what is outgrown is given back. */
static void grow(struct lexicon *lexicon)
{
	size_t cap = lexicon->slot_cap ? lexicon->slot_cap * 2 : FIRST_SLOTS;
	struct lexicon old = *lexicon;

	lexicon->slots = base_table(cap, sizeof *lexicon->slots);
	lexicon->slot_cap = cap;
	for (size_t i = 0; i < old.slot_cap; i++)
		if (old.slots[i].next)
			*find(lexicon, &old.slots[i],
				old.forms[old.slots[i].next - 1]) =
				old.slots[i];
	free(old.slots);
	lexicon->cap = cap / 2;
	lexicon->forms =
		realloc(lexicon->forms, lexicon->cap * sizeof *lexicon->forms);
	if (!lexicon->forms)
		base_oom();
}

static struct str keep(struct lexicon *lexicon, struct str form)
{
	char *copy = arena_text(&lexicon->arena, form.len);

	memcpy(copy, form.ptr, form.len);
	return str_make(copy, form.len);
}

static uint32_t add(struct lexicon *lexicon, const struct lexicon_slot *key,
	struct str form)
{
	struct lexicon_slot *slot;

	if (lexicon->len == lexicon->cap)
		grow(lexicon);
	slot = find(lexicon, key, form);
	if (!slot->next) {
		lexicon->forms[lexicon->len++] = keep(lexicon, form);
		*slot = *key;
		slot->next = (uint32_t)lexicon->len;
	}
	return slot->next - 1;
}

uint32_t lexicon_add(struct lexicon *lexicon, struct str form)
{
	struct lexicon_slot key = key_of(form);

	return add(lexicon, &key, form);
}

/* The slots of a batch are fetched while its keys are made. */
void lexicon_add_all(struct lexicon *lexicon, const struct token *tokens,
	size_t n, uint32_t *numbers)
{
	struct lexicon_slot keys[BATCH];

	for (size_t from = 0; from < n; from += BATCH) {
		size_t len = n - from < BATCH ? n - from : BATCH;
		size_t mask = lexicon->slot_cap - 1;

		for (size_t i = 0; i < len; i++) {
			keys[i] = key_of(tokens[from + i].form);
			if (lexicon->slot_cap)
				__builtin_prefetch(
					&lexicon->slots[hash_of(&keys[i]) &
						mask]);
		}
		for (size_t i = 0; i < len; i++)
			numbers[from + i] =
				add(lexicon, &keys[i], tokens[from + i].form);
	}
}

void lexicon_forget(struct lexicon *lexicon)
{
	free(lexicon->forms);
	free(lexicon->slots);
	*lexicon = (struct lexicon){.arena = lexicon->arena};
}

void lexicon_release(struct lexicon *lexicon)
{
	lexicon_forget(lexicon);
	arena_release(&lexicon->arena);
}
