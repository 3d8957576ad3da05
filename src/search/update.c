/* The steps of bringing an index up to date. */

#include "search/update.h"

#include <string.h>

enum {
	FEW = 4, /* pages that may always be changed at once */
	PART = 16 /* of all pages, that may */
};

static void run(void *context, size_t n, search_fn *fn, void *argument)
{
	const struct update *update = context;

	update->lent->run(update->lent->context, n, fn, argument);
}

static struct str text(void *context, unsigned worker, const void *origin,
	size_t from, size_t len)
{
	const struct update *update = context;

	return update->lent->text(
		update->lent->context, worker, origin, from, len);
}

static void put(
	void *context, unsigned worker, struct str path, struct str bytes)
{
	const struct update *update = context;
	struct str stands =
		update->lent->stands(update->lent->context, worker, path);

	if (!stands.ptr || !str_eq(stands, bytes))
		update->lent->put(update->lent->context, worker, path, bytes);
}

/* Both indexes, and what is remembered of the old one. */
static bool open_indexes(struct update *update, const struct search_site *site)
{
	struct index *old = &update->old, *index = &update->index;
	uint32_t *spelled;
	size_t spelled_len;

	index_open(index, site, &update->host);
	*old = (struct index){.site = site,
		.host = &update->host,
		.workers = index->workers,
		.pages = index->pages,
		.key = index->key,
		.numbering = index->numbering,
		.page_count = index->page_count};
	if (index->page_count <= PACK_SMALL)
		return false;
	update->failed = arena_array(&index->arena, bool, update->host.jobs);
	update->was = notes_read(old, update->memory,
		pack_sizes_of(index->page_count).pages, &spelled, &spelled_len);
	if (!update->was)
		return false;
	pack_open(&update->old_pack, old, spelled, spelled_len);
	update->old_opened = true;
	return true;
}

static void open_notes(struct update *update)
{
	struct arena *arena = &update->index.arena;
	struct notes *notes = arena_new(arena, struct notes);
	size_t pages = update->index.page_count;

	*notes = *update->was;
	notes->index = &update->index;
	notes->pages = arena_array(arena, struct note, pages);
	memcpy(notes->pages, update->was->pages, pages * sizeof *notes->pages);
	notes->text_files = arena_array(arena, uint32_t, notes->sheet_count);
	memcpy(notes->text_files, update->was->text_files,
		notes->sheet_count * sizeof *notes->text_files);
	notes->page_forms = arena_array(arena, struct str, pages);
	update->notes = notes;
	update->changes.drawers = arena_array(arena, bool, notes->drawer_count);
	update->changes.sheets = arena_array(arena, bool, notes->sheet_count);
}

/* The pages that are said to have changed, and all in files with those. */
static bool list_pages(struct update *update)
{
	struct index *index = &update->index;
	size_t n = index->page_count, own = update->old_pack.sizes.pages;

	update->pages = arena_array(&index->arena, uint32_t, n);
	update->loads = arena_array(&index->arena, uint32_t, n);
	update->is_changed = arena_array(&index->arena, bool, n);
	for (uint32_t i = 0; i < n; i++) {
		if (!index->pages[i]->changed)
			continue;
		update->pages[update->page_count++] = i;
		update->is_changed[i] = true;
		update->changes.sheets[i / own] = true;
	}
	for (uint32_t i = 0; i < n; i++)
		if (update->changes.sheets[i / own])
			update->loads[update->load_count++] = i;
	return update->page_count <= (n / PART > FEW ? n / PART : FEW);
}

static void load_page(void *context, unsigned number, size_t item)
{
	struct update *update = context;
	uint32_t page = update->loads[item];

	update->lent->load(
		update->lent->context, number, update->index.pages[page]);
	if (update->is_changed[page])
		index_gather_page(&update->index, number, page);
	else
		index_outline_page(&update->index, number, page,
			update->was->pages[page].sixths);
}

/* A page that is as it was needs no more; a neighbour has to be. */
static bool sift_pages(struct update *update)
{
	struct index *index = &update->index;
	const struct note *notes = update->was->pages;
	size_t n = 0;

	for (size_t i = 0; i < update->load_count; i++) {
		uint32_t page = update->loads[i];

		if (!update->is_changed[page] &&
			index->tokens[page].hash != notes[page].hash)
			return false;
	}
	for (size_t i = 0; i < update->page_count; i++) {
		uint32_t page = update->pages[i];
		const struct page_tokens *tokens = &index->tokens[page];

		update->is_changed[page] = tokens->hash != notes[page].hash;
		if (!update->is_changed[page])
			continue;
		update->pages[n++] = page;
		index->halves += tokens->halves;
		index->halves -= notes[page].halves;
		update->values_changed |= notes[page].values !=
			index_values_hash(index->site, index->pages[page]);
	}
	update->page_count = n;
	return true;
}

/* Read the changed pages; the others are known by their hashes. */
static bool read_pages(struct update *update)
{
	struct index *index = &update->index;
	size_t own = update->old_pack.sizes.pages;

	index_prepare(index);
	for (size_t i = 0; i < index->page_count; i++)
		index->tokens[i].hash = update->was->pages[i].hash;
	update->host.run(
		update->host.context, update->load_count, load_page, update);
	index->halves = update->old.halves;
	if (!sift_pages(update))
		return false;
	update->is_stretch_changed = arena_array(
		&index->arena, bool, index->page_count / PACK_PLACE_PAGES + 1);
	for (size_t i = 0; i < update->page_count; i++)
		update->is_stretch_changed[update->pages[i] /
			PACK_PLACE_PAGES] = true;
	memset(update->changes.sheets, 0,
		update->notes->sheet_count * sizeof(bool));
	for (size_t i = 0; i < update->page_count; i++)
		update->changes.sheets[update->pages[i] / own] = true;
	index->average = index_average(index->halves, index->page_count);
	index_name(index);
	return index->average <= update->old.average &&
		index->average >= update->old.average;
}

/* A drawer has the groups of its first forms. */
static void mark_drawers(struct update *update)
{
	const struct index *index = &update->index;

	for (size_t i = 0; i < index->form_count; i++) {
		const struct form *form = &index->forms[i];
		const struct group *group = &index->groups[form->group];
		uint32_t number = update->old_groups[form->group];
		const struct group *old;

		if (form->rank)
			continue;
		old = number == NOTES_NONE ? NULL : &update->old.groups[number];
		if (!old || old->pages != group->pages ||
			old->title_count != group->title_count ||
			old->heading_count != group->heading_count ||
			old->hash != group->hash)
			update->changes
				.drawers[update->notes->records[i].drawer] =
				true;
	}
}

static void remember(struct update *update)
{
	struct notes *notes = update->notes;

	mark_drawers(update);
	for (size_t i = 0; i < update->page_count; i++) {
		uint32_t page = update->pages[i];

		notes->pages[page].forms =
			notes_put(update->memory, notes->page_forms[page]);
	}
	notes_append(notes, &update->pack, &update->changes);
}

static bool prepare(struct update *update, const struct search_site *site)
{
	if (!open_indexes(update, site))
		return false;
	open_notes(update);
	if (!list_pages(update) || !read_pages(update))
		return false;
	update_recall(update);
	return update_forms(update) && update_groups(update) &&
		update_lists(update) && update_plan_files(update);
}

static void close_update(struct update *update)
{
	if (update->old_opened)
		pack_close(&update->old_pack);
	if (update->opened)
		pack_close(&update->pack);
	arena_release(&update->old.arena);
	index_close(&update->index);
}

bool search_update(const struct search_site *site,
	const struct search_host *host, struct search_memory *memory)
{
	struct update update = {.memory = memory, .lent = host};
	bool done;

	update.host = (struct search_host){.context = &update,
		.jobs = host->jobs,
		.run = run,
		.text = text,
		.put = put};
	done = prepare(&update, site);
	if (done) {
		update_put_files(&update);
		remember(&update);
	}
	close_update(&update);
	return done;
}
