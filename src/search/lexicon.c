#include "search/lexicon.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_SLOTS = 4096 };

static size_t find(
	const struct lexicon *lexicon, struct str form, uint32_t hash)
{
	size_t mask = lexicon->slot_cap - 1, at = hash & mask;

	for (; lexicon->slots[at]; at = (at + 1) & mask) {
		uint32_t number = lexicon->slots[at] - 1;

		if (lexicon->hashes[number] == hash &&
			str_eq(lexicon->forms[number], form))
			break;
	}
	return at;
}

/* Heap memory rather than an arena's: what is outgrown is given back. */
static void *resize(void *old, size_t n, size_t size)
{
	void *new = realloc(old, n * size);

	if (!new)
		base_oom();
	return new;
}

static void grow(struct lexicon *lexicon)
{
	size_t cap = lexicon->slot_cap ? lexicon->slot_cap * 2 : FIRST_SLOTS;

	free(lexicon->slots);
	lexicon->slots = base_calloc(cap, sizeof *lexicon->slots);
	lexicon->slot_cap = cap;
	lexicon->cap = cap / 2;
	lexicon->forms =
		resize(lexicon->forms, lexicon->cap, sizeof *lexicon->forms);
	lexicon->hashes =
		resize(lexicon->hashes, lexicon->cap, sizeof *lexicon->hashes);
	for (size_t i = 0; i < lexicon->len; i++)
		lexicon->slots[find(lexicon, lexicon->forms[i],
			lexicon->hashes[i])] = (uint32_t)i + 1;
}

static struct str keep(struct lexicon *lexicon, struct str form)
{
	char *copy = arena_text(&lexicon->arena, form.len);

	memcpy(copy, form.ptr, form.len);
	return str_make(copy, form.len);
}

uint32_t lexicon_add(struct lexicon *lexicon, struct str form)
{
	uint32_t hash = (uint32_t)str_hash(form);
	size_t at;

	if (lexicon->len == lexicon->cap)
		grow(lexicon);
	at = find(lexicon, form, hash);
	if (!lexicon->slots[at]) {
		lexicon->forms[lexicon->len] = keep(lexicon, form);
		lexicon->hashes[lexicon->len] = hash;
		lexicon->slots[at] = (uint32_t)++lexicon->len;
	}
	return lexicon->slots[at] - 1;
}

void lexicon_release(struct lexicon *lexicon)
{
	free(lexicon->forms);
	free(lexicon->hashes);
	free(lexicon->slots);
	arena_release(&lexicon->arena);
	*lexicon = (struct lexicon){0};
}
