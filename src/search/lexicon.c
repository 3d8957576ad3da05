#include "search/lexicon.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_SLOTS = 4096 };

static struct lexicon_slot *find(
	const struct lexicon *lexicon, struct str form, uint32_t hash)
{
	size_t mask = lexicon->slot_cap - 1, at = hash & mask;

	while (lexicon->slots[at].next &&
		(lexicon->slots[at].hash != hash ||
			!str_eq(lexicon->slots[at].form, form)))
		at = (at + 1) & mask;
	return &lexicon->slots[at];
}

/* Heap memory rather than an arena's: what is outgrown is given back. */
static void grow(struct lexicon *lexicon)
{
	size_t cap = lexicon->slot_cap ? lexicon->slot_cap * 2 : FIRST_SLOTS;
	struct lexicon old = *lexicon;

	lexicon->slots = base_calloc(cap, sizeof *lexicon->slots);
	lexicon->slot_cap = cap;
	for (size_t i = 0; i < old.slot_cap; i++)
		if (old.slots[i].next)
			*find(lexicon, old.slots[i].form, old.slots[i].hash) =
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

uint32_t lexicon_add(struct lexicon *lexicon, struct str form)
{
	uint32_t hash = (uint32_t)str_hash(form);
	struct lexicon_slot *slot;

	if (lexicon->len == lexicon->cap)
		grow(lexicon);
	slot = find(lexicon, form, hash);
	if (!slot->next) {
		form = keep(lexicon, form);
		lexicon->forms[lexicon->len++] = form;
		*slot = (struct lexicon_slot){
			form, hash, (uint32_t)lexicon->len};
	}
	return slot->next - 1;
}

void lexicon_release(struct lexicon *lexicon)
{
	free(lexicon->forms);
	free(lexicon->slots);
	arena_release(&lexicon->arena);
	*lexicon = (struct lexicon){0};
}
