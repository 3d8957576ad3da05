/*
 * What the changed pages say of their groups; and, as a word that is rarer
 * than it was counts for more in titles, which other titles weigh anew.
 */

#include <stdlib.h>

#include "search/leb.h"
#include "search/occurrence.h"
#include "search/update.h"
#include "search/weigh.h"

/* The places that a form of a group has in a page. */
struct spot {
	uint32_t group;
	struct group_places places;
};

/* What was known of a group stays so as far as nothing else is said. */
static void take_over(struct update *update)
{
	struct index *index = &update->index;

	update->touched = arena_array(&index->arena, bool, index->group_count);
	for (size_t i = 0; i < index->group_count; i++) {
		struct group *group = &index->groups[i];
		uint32_t number = update->old_groups[i];
		const struct group *old = &update->old.groups[number];

		update->touched[i] = true;
		if (number == NOTES_NONE)
			continue;
		group->pages = old->pages;
		group->title_count = old->title_count;
		group->heading_count = old->heading_count;
		update->touched[i] = group->hash != old->hash;
	}
}

/* A page of the old index, taken out of what is counted. */
struct leaving {
	struct update *update;
	const uint32_t *numbers; /* old forms by id */
	bool is_known; /* what it was */
	uint32_t *seen; /* by old group: 1 + the page it was met in */
	uint32_t *titles; /* likewise, in its title */
};

static uint32_t group_of(const struct leaving *leaving, struct str bytes,
	size_t *at, unsigned shift)
{
	uint32_t id;

	leb_take(bytes, at, &id);
	return leaving->update->old.forms[leaving->numbers[id >> shift]].group;
}

static bool leave(const struct leaving *leaving, uint32_t old_group, bool title)
{
	struct update *update = leaving->update;
	uint32_t number = update->new_groups[old_group];
	struct group *group;
	uint32_t *count;

	if (number == NOTES_NONE)
		return true;
	group = &update->index.groups[number];
	count = title ? &group->title_count : &group->pages;
	update->touched[number] |= !leaving->is_known;
	return (*count)-- > 0;
}

static bool leave_page(struct leaving *leaving, uint32_t page)
{
	const struct notes *was = leaving->update->was;
	const struct note *note = &was->pages[page];
	struct str forms = notes_part(was->memory, &note->forms);

	for (size_t at = 0; at < forms.len;) {
		uint32_t group = group_of(leaving, forms, &at, 0);

		if (leaving->seen[group] != page + 1 &&
			!leave(leaving, group, false))
			return false;
		leaving->seen[group] = page + 1;
	}
	for (size_t at = 0, i = 0; i < note->title_len; i++) {
		uint32_t group = group_of(leaving, note->title, &at, 1);

		if (leaving->titles[group] != page + 1 &&
			!leave(leaving, group, true))
			return false;
		leaving->titles[group] = page + 1;
	}
	return true;
}

static bool leave_pages(struct update *update)
{
	struct arena *arena = &update->index.arena;
	struct leaving leaving = {.update = update,
		.numbers = notes_numbers(update->was),
		.seen = arena_array(arena, uint32_t, update->old.group_count),
		.titles =
			arena_array(arena, uint32_t, update->old.group_count)};

	for (size_t i = 0; i < update->page_count; i++) {
		leaving.is_known = update->before[i].occurrences.ptr;
		if (!leave_page(&leaving, update->pages[i]))
			return false;
	}
	return true;
}

static int by_group(const void *left, const void *right)
{
	const struct spot *a = left, *b = right;

	if (a->group != b->group)
		return a->group < b->group ? -1 : 1;
	return (a->places.rank > b->places.rank) -
		(a->places.rank < b->places.rank);
}

/* The places of a page, by group. */
static struct spot *list_places(
	struct update *update, const struct page_tokens *tokens, size_t *n)
{
	struct index *index = &update->index;
	const uint32_t *to_form = index->workers[tokens->worker].to_form;
	struct spot *spots =
		arena_array(&index->arena, struct spot, tokens->form_count);
	struct str rest = tokens->occurrences;
	struct occurrence occurrence;

	*n = 0;
	while (occurrences_next(&rest, &occurrence)) {
		uint32_t number = to_form[occurrence.form];
		const struct form *form;

		if (number == NOTES_NONE || !occurrence.place_count)
			continue;
		form = &index->forms[number];
		spots[(*n)++] = (struct spot){form->group,
			{form->rank, occurrence.place_count,
				occurrence.places}};
	}
	if (*n)
		qsort(spots, *n, sizeof *spots, by_group);
	return spots;
}

/* Those of one group. */
static struct str pack_places(
	struct update *update, const struct spot *spots, size_t n)
{
	struct index *index = &update->index;
	struct buf *out = &index->workers[0].out;
	struct group_places *forms =
		arena_array(&index->arena, struct group_places, n);

	for (size_t i = 0; i < n; i++)
		forms[i] = spots[i].places;
	buf_clear(out);
	occurrences_put_places(
		out, forms, n, index->groups[spots->group].forms);
	return arena_dup(&index->arena, buf_str(out));
}

static int by_saying(const void *left, const void *right)
{
	const struct saying *a = left, *b = right;

	if (a->group != b->group)
		return a->group < b->group ? -1 : 1;
	return (a->page > b->page) - (a->page < b->page);
}

/* SAYINGS: of one page, by group, N of them. */
static void add_places(struct update *update, const struct page_tokens *tokens,
	struct saying *sayings, size_t n)
{
	size_t len, from = 0;
	const struct spot *spots = list_places(update, tokens, &len);

	for (size_t i = 0; i < n; i++) {
		size_t to = from;

		while (to < len && spots[to].group == sayings[i].group)
			to++;
		if (to > from)
			sayings[i].places =
				pack_places(update, spots + from, to - from);
		from = to;
	}
}

/* What the memory is to keep of the page. */
static void note_page(
	struct update *update, const struct weigher *weigher, uint32_t page)
{
	struct index *index = &update->index;
	const struct page_tokens *tokens = &index->tokens[page];
	const struct record *records = update->notes->records;
	struct note *note = &update->notes->pages[page];
	uint32_t title_len = tokens->passages[1].first;
	char *out = arena_text(
		&index->arena, (weigher->met.len + title_len) * LEB_MOST);
	size_t n = 0, title;

	vec_each(const uint32_t, form, &weigher->met)
		n += leb_put(out + n, records[*form].id);
	update->notes->page_forms[page] = str_make(out, n);
	title = n;
	for (size_t i = 0; i < title_len; i++)
		n += leb_put(out + n,
			records[tokens->tokens[i] >> 1].id * 2 +
				(tokens->tokens[i] & 1));
	*note = (struct note){.hash = tokens->hash,
		.values = index_values_hash(index->site, index->pages[page]),
		.halves = tokens->halves,
		.title_len = title_len,
		.title = str_make(out + title, n - title)};
	notes_count_blocks(tokens, note->sixths);
}

/* What a page says, or said, that has these tokens. */
struct speech {
	struct saying *sayings; /* by group */
	size_t len;
};

static struct speech speech_of(struct update *update, struct weigher *weigher,
	uint32_t page, const struct page_tokens *tokens)
{
	struct index *index = &update->index;
	struct shares shares = weigher_page(weigher, index, tokens);
	struct saying *sayings =
		arena_array(&index->arena, struct saying, shares.len);

	for (size_t i = 0; i < shares.len; i++)
		sayings[i] = (struct saying){.group = shares.items[i] >> 8,
			.page = page,
			.bits = (uint8_t)shares.items[i]};
	if (shares.len) {
		qsort(sayings, shares.len, sizeof *sayings, by_saying);
		add_places(update, tokens, sayings, shares.len);
	}
	return (struct speech){sayings, shares.len};
}

static bool is_same(const struct saying *a, const struct saying *b)
{
	return a->bits == b->bits && str_eq(a->places, b->places);
}

/* The groups of which something else is said than was. */
static void touch_groups(
	struct update *update, struct speech was, struct speech is)
{
	size_t i = 0;

	for (size_t k = 0; k < is.len; k++) {
		const struct saying *saying = &is.sayings[k];

		for (; i < was.len && was.sayings[i].group < saying->group; i++)
			update->touched[was.sayings[i].group] = true;
		if (i < was.len && was.sayings[i].group == saying->group &&
			is_same(&was.sayings[i], saying))
			i++;
		else
			update->touched[saying->group] = true;
	}
	for (; i < was.len; i++)
		update->touched[was.sayings[i].group] = true;
}

/* Page number I of those that changed. */
static void join_page(struct update *update, struct weigher *weigher, size_t i)
{
	struct index *index = &update->index;
	uint32_t page = update->pages[i];
	const struct page_tokens *before = &update->before[i];
	struct speech was = speech_of(update, weigher, page, before);
	struct speech is =
		speech_of(update, weigher, page, &index->tokens[page]);

	note_page(update, weigher, page);
	touch_groups(update, was, is);
	for (size_t k = 0; k < is.len; k++) {
		*vec_push(&update->sayings, &index->arena) = is.sayings[k];
		index->groups[is.sayings[k].group].pages++;
	}
}

static void join_pages(struct update *update)
{
	struct weigher weigher;

	weigher_open(&weigher, &update->index);
	for (size_t i = 0; i < update->page_count; i++)
		join_page(update, &weigher, i);
	weigher_close(&weigher);
	if (update->sayings.len)
		qsort(update->sayings.items, update->sayings.len,
			sizeof *update->sayings.items, by_saying);
}

/* Titles are being weighed anew. */
struct titling {
	struct update *update;
	const double *was, *is; /* weights by group, old and new */
	const bool *rarer; /* by old group: on more or fewer pages */
	const uint32_t *numbers; /* old forms by id */
	VEC(uint32_t) tokens, old_tokens;
	VEC(struct title_entry) entries, old_entries;
};

/* Read a title; is there a word in it of another weight? */
static bool read_title(
	struct titling *titling, const struct note *note, bool *changed)
{
	struct update *update = titling->update;
	struct arena *arena = &update->index.arena;
	size_t at = 0;
	uint32_t token;

	titling->tokens.len = titling->old_tokens.len = 0;
	*changed = false;
	for (uint32_t i = 0; i < note->title_len; i++) {
		uint32_t form, now;

		if (!leb_take(note->title, &at, &token) ||
			token >> 1 >= update->was->form_ids)
			return false;
		form = titling->numbers[token >> 1];
		now = form == NOTES_NONE ? form : update->new_forms[form];
		if (now == NOTES_NONE)
			return false;
		*changed |= titling->rarer[update->old.forms[form].group];
		*vec_push(&titling->old_tokens, arena) = form * 2 + (token & 1);
		*vec_push(&titling->tokens, arena) = now * 2 + (token & 1);
	}
	return true;
}

static void weigh_title(struct titling *titling, uint32_t page)
{
	struct update *update = titling->update;
	struct arena *arena = &update->index.arena;
	size_t n = titling->tokens.len;

	vec_reserve(&titling->entries, arena, n);
	vec_reserve(&titling->old_entries, arena, n);
	evidence_weigh(&update->old, titling->was, titling->old_tokens.items, n,
		titling->old_entries.items);
	n = evidence_weigh(&update->index, titling->is, titling->tokens.items,
		n, titling->entries.items);
	for (size_t i = 0; i < n; i++) {
		const struct title_entry *entry = &titling->entries.items[i];

		if (entry->weight == titling->old_entries.items[i].weight)
			continue;
		*vec_push(&update->reweighings, arena) =
			(struct reweighing){entry->group, page, entry->weight};
		update->touched[entry->group] = true;
	}
}

static bool weigh_titles(struct update *update, const bool *rarer)
{
	struct arena *arena = &update->index.arena;
	struct titling titling = {.update = update,
		.was = evidence_idfs(&update->old, arena),
		.is = update->evidence.idfs,
		.rarer = rarer,
		.numbers = notes_numbers(update->was)};

	for (uint32_t i = 0; i < update->index.page_count; i++) {
		bool changed;

		if (update->is_changed[i])
			continue;
		if (!read_title(&titling, &update->was->pages[i], &changed))
			return false;
		if (changed)
			weigh_title(&titling, i);
	}
	return true;
}

static int by_reweighing(const void *left, const void *right)
{
	const struct reweighing *a = left, *b = right;

	if (a->group != b->group)
		return a->group < b->group ? -1 : 1;
	return (a->page > b->page) - (a->page < b->page);
}

static void gather_evidence(struct update *update)
{
	struct index *index = &update->index;

	for (size_t i = 0; i < update->page_count; i++)
		evidence_add(&update->evidence, index, update->pages[i]);
	evidence_sort(&update->evidence, index->group_count);
	vec_each(const struct title_entry, entry, &update->evidence.titles)
		index->groups[entry->group].title_count++;
}

bool update_groups(struct update *update)
{
	struct index *index = &update->index;
	bool *rarer = arena_array(&index->arena, bool, update->old.group_count);
	bool any = false;

	take_over(update);
	if (!leave_pages(update))
		return false;
	join_pages(update);
	for (size_t i = 0; i < index->group_count; i++) {
		uint32_t old = update->old_groups[i];

		if (old == NOTES_NONE)
			continue;
		rarer[old] =
			index->groups[i].pages != update->old.groups[old].pages;
		any |= rarer[old];
	}
	update->evidence = (struct evidence){.arena = &index->arena,
		.idfs = evidence_idfs(index, &index->arena)};
	gather_evidence(update);
	if (any && !weigh_titles(update, rarer))
		return false;
	if (update->reweighings.len)
		qsort(update->reweighings.items, update->reweighings.len,
			sizeof *update->reweighings.items, by_reweighing);
	return true;
}
