#include "search/glossary.h"

/* One name of an entry, as words. */
struct name {
	const uint32_t *words; /* forms */
	size_t len;
	size_t entry;
	struct name *next; /* that starts with the same word */
	bool plural; /* found, but never added */
};

struct names {
	struct name **starting; /* by first word */
	size_t starts;
	VEC(struct name *) all;
	bool *stands; /* by form of a name: in a page too */
	size_t *used; /* by entry: 1 + the page it was seen on last */
	size_t page;
};

static struct name *add_name(
	struct index_worker *worker, struct str text, size_t entry, bool plural)
{
	const struct tokens *tokens = tokeniser_run(&worker->tokeniser, text);
	struct name *name = arena_new(&worker->arena, struct name);
	uint32_t *words =
		arena_array(&worker->arena, uint32_t, tokens->positions + 1);

	vec_each(const struct token, token, &tokens->items)
		if (token->span == 1)
			words[name->len++] =
				lexicon_add(&worker->lexicon, token->form);
	name->words = words;
	name->entry = entry;
	name->plural = plural;
	return name;
}

/* A name of one small word would be found everywhere. */
static bool is_telling(struct index_worker *worker, const struct name *name)
{
	struct str first;

	if (name->len != 1)
		return name->len > 0;
	first = worker->lexicon.forms[name->words[0]];
	return first.len > 1 && !token_is_stop(first);
}

static void add_names(struct index_worker *worker,
	const struct search_term *term, size_t entry)
{
	struct names *names = worker->names;

	for (size_t i = 0; i < term->name_count; i++) {
		struct str text = term->names[i];
		struct name *name = add_name(worker, text, entry, false);

		if (!is_telling(worker, name))
			continue;
		*vec_push(&names->all, &worker->arena) = name;
		text = arena_printf(&worker->arena, "%.*ss", STR_ARG(text));
		*vec_push(&names->all, &worker->arena) =
			add_name(worker, text, entry, true);
	}
}

void glossary_prepare(
	const struct search_site *site, struct index_worker *worker)
{
	struct names *names = arena_new(&worker->arena, struct names);

	worker->names = names;
	for (size_t i = 0; i < site->term_count; i++)
		add_names(worker, &site->terms[i], i);
	names->starts = worker->lexicon.len;
	names->starting =
		arena_array(&worker->arena, struct name *, names->starts);
	names->stands = arena_array(&worker->arena, bool, names->starts);
	names->used = arena_array(&worker->arena, size_t, site->term_count);
	for (size_t i = 0; i < names->all.len; i++) {
		struct name *name = names->all.items[i];
		struct name **first = &names->starting[name->words[0]];

		name->next = *first;
		*first = name;
	}
}

/* Does NAME stand in the tokens from AT on? Joined forms are passed over. */
static bool stands_at(const struct index_worker *worker,
	const struct name *name, size_t at, size_t n)
{
	for (size_t i = 0; i < name->len; i++, at++) {
		while (at < n && (worker->tokens.items[at] & 1))
			at++;
		if (at >= n || worker->tokens.items[at] >> 1 != name->words[i])
			return false;
	}
	return true;
}

static void mark_used(struct index_worker *worker, size_t n)
{
	struct names *names = worker->names;

	names->page++;
	for (size_t at = 0; at < n; at++) {
		uint32_t token = worker->tokens.items[at];

		if ((token & 1) || token >> 1 >= names->starts)
			continue;
		for (const struct name *name = names->starting[token >> 1];
			name; name = name->next)
			if (stands_at(worker, name, at, n))
				names->used[name->entry] = names->page;
	}
}

void glossary_expand(struct index_worker *worker, size_t n)
{
	struct names *names = worker->names;

	if (!names->starts)
		return;
	mark_used(worker, n);
	vec_each(struct name *, at, &names->all) {
		const struct name *name = *at;

		if (name->plural || names->used[name->entry] != names->page)
			continue;
		*vec_push(&worker->stretches, &worker->scratch) =
			(struct stretch){.first = (uint32_t)worker->tokens.len,
				.field = FIELD_EXPANSION,
				.sixth = SIXTHS};
		for (size_t i = 0; i < name->len; i++)
			*vec_push(&worker->tokens, &worker->scratch) =
				name->words[i] * 2;
	}
	vec_each(const uint32_t, token, &worker->tokens)
		if (*token >> 1 < names->starts)
			names->stands[*token >> 1] = true;
}

bool glossary_stands(const struct index_worker *worker, uint32_t form)
{
	return form >= worker->names->starts || worker->names->stands[form];
}
