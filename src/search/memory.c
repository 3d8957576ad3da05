/* Writing what an index leaves behind. */

#include "search/memory.h"

#include <stdlib.h>
#include <string.h>

#include "search/leb.h"
#include "search/memory_rows.h"

enum { DRAWER = 64 }; /* forms of one, at first */

static size_t end_of(const struct search_memory *memory)
{
	size_t end = memory->past.len + memory->more.len;

	for (size_t i = 0; i < memory->first_count; i++)
		end += memory->first[i].len;
	return end;
}

void search_forget(struct search_memory *memory)
{
	for (size_t i = 0; i < memory->first_count; i++)
		buf_release(&memory->first[i]);
	free(memory->first);
	buf_release(&memory->more);
	*memory = (struct search_memory){.more = BUF_INIT(BUF_LARGE)};
}

static void align(struct search_memory *memory)
{
	while (end_of(memory) % MEMORY_ALIGNED)
		buf_putc(&memory->more, 0);
}

struct memory_part notes_put(struct search_memory *memory, struct str bytes)
{
	struct memory_part part;

	align(memory);
	part = (struct memory_part){
		end_of(memory), (uint32_t)bytes.len, memory_check(bytes)};
	buf_put(&memory->more, bytes);
	return part;
}

static void put_bytes(struct buf *out, const void *bytes, size_t len)
{
	buf_put(out, str_make(bytes, len));
}

struct notes *notes_open(struct index *index, struct search_memory *memory)
{
	struct notes *notes = arena_new(&index->arena, struct notes);
	unsigned jobs = index->host->jobs;

	*notes = (struct notes){
		.index = index, .memory = memory, .part = BUF_INIT(BUF_LARGE)};
	notes->pages =
		arena_array(&index->arena, struct note, index->page_count);
	notes->keepers =
		arena_array(&index->arena, unsigned, index->page_count);
	memory->first = base_calloc(jobs, sizeof *memory->first);
	memory->first_count = jobs;
	for (unsigned i = 0; i < jobs; i++)
		memory->first[i] = (struct buf)BUF_INIT(BUF_LARGE);
	return notes;
}

/* How many blocks of a page's text start in each sixth. */
void notes_count_blocks(
	const struct page_tokens *tokens, uint32_t counts[SIXTHS])
{
	for (size_t i = 0; i < SIXTHS; i++)
		counts[i] = 0;
	for (size_t i = 0; i < tokens->passage_count; i++)
		if (tokens->passages[i].is_text)
			counts[tokens->passages[i].sixth]++;
}

static struct str title_of(struct arena *arena, const struct page_tokens *page)
{
	size_t n = page->passages[1].first, len = 0;
	char *out = arena_text(arena, n * LEB_MOST);

	for (size_t i = 0; i < n; i++)
		len += leb_put(out + len, page->tokens[i]);
	return str_make(out, len);
}

/* Among those that the worker noted; it starts at the first of them. */
static struct memory_part put_forms(
	struct buf *out, const uint32_t *forms, size_t n)
{
	struct memory_part part = {.at = out->len};
	char *at = buf_room(out, n * LEB_MOST);
	struct str bytes;

	for (size_t i = 0; at && i < n; i++)
		at += leb_put(at, forms[i]);
	if (at)
		out->len = (size_t)(at - out->ptr);
	bytes = str_from(buf_str(out), part.at);
	part.len = (uint32_t)bytes.len;
	part.check = memory_check(bytes);
	return part;
}

void notes_keep(struct notes *notes, unsigned worker, size_t page,
	const uint32_t *forms, size_t n)
{
	struct index *index = notes->index;
	const struct page_tokens *tokens = &index->tokens[page];
	struct note *note = &notes->pages[page];

	*note = (struct note){.hash = tokens->hash,
		.values = index_values_hash(index->site, index->pages[page]),
		.halves = tokens->halves,
		.title_len = tokens->passages[1].first,
		.title = title_of(&index->workers[worker].arena, tokens),
		.forms = put_forms(&notes->memory->first[worker], forms, n)};
	notes_count_blocks(tokens, note->sixths);
	notes->keepers[page] = worker;
}

void notes_place_forms(struct notes *notes)
{
	struct index *index = notes->index;
	const struct buf *first = notes->memory->first;
	size_t *starts =
		arena_array(&index->arena, size_t, index->host->jobs + 1);

	for (unsigned i = 0; i < index->host->jobs; i++)
		starts[i + 1] = starts[i] + first[i].len;
	for (size_t i = 0; i < index->page_count; i++)
		notes->pages[i].forms.at += starts[notes->keepers[i]];
}

static struct form_row row_of(const struct notes *notes, size_t i)
{
	const struct form *form = &notes->index->forms[i];
	const struct group *group = &notes->index->groups[form->group];
	const struct record *record = &notes->records[i];
	struct form_row row = {record->id, record->group, form->pages,
		form->titles, form->stem, (uint32_t)form->text.len, 0, 0, 0};

	if (!form->rank) {
		row.group_pages = group->pages;
		row.group_titles = group->title_count;
		row.group_headings = group->heading_count;
	}
	return row;
}

/* The forms from FROM to TO. */
static struct memory_part put_drawer(
	struct notes *notes, size_t from, size_t to)
{
	struct buf *out = &notes->part;

	uint32_t n = (uint32_t)(to - from);

	buf_clear(out);
	put_bytes(out, &n, sizeof n);
	for (size_t i = from; i < to; i++) {
		struct form_row row = row_of(notes, i);

		put_bytes(out, &row, sizeof row);
	}
	for (size_t i = from; i < to; i++)
		buf_put(out, notes->index->forms[i].text);
	return notes_put(notes->memory, buf_str(out));
}

static struct memory_part put_sheet(
	struct notes *notes, const struct pack *pack, size_t sheet)
{
	struct buf *out = &notes->part;
	size_t from = sheet * pack->sizes.pages, to = from + pack->sizes.pages;

	if (to > notes->index->page_count)
		to = notes->index->page_count;
	buf_clear(out);
	for (size_t i = from; i < to; i++) {
		const struct note *note = &notes->pages[i];
		struct page_row row = {.hash = note->hash,
			.values = note->values,
			.halves = note->halves,
			.title_len = note->title_len,
			.title_bytes = (uint32_t)note->title.len,
			.text_files = notes->text_files[sheet],
			.forms = note->forms};

		memcpy(row.sixths, note->sixths, sizeof row.sixths);
		put_bytes(out, &row, sizeof row);
	}
	for (size_t i = from; i < to; i++)
		buf_put(out, notes->pages[i].title);
	return notes_put(notes->memory, buf_str(out));
}

static struct memory_part put_spelled(
	struct notes *notes, const struct pack *pack)
{
	struct buf *out = &notes->part;

	buf_clear(out);
	for (size_t i = 0; i < pack->spelled_len; i++)
		put_bytes(out, &notes->records[pack->spelled[i]].id,
			sizeof(uint32_t));
	return notes_put(notes->memory, buf_str(out));
}

static uint64_t size_of_all(const struct notes *notes)
{
	uint64_t size = sizeof(struct head) + notes->spelled.len;

	for (size_t i = 0; i < notes->drawer_count; i++)
		size += sizeof(struct memory_part) + notes->drawers[i].len;
	for (size_t i = 0; i < notes->sheet_count; i++)
		size += sizeof(struct memory_part) + notes->sheets[i].len;
	for (size_t i = 0; i < notes->index->page_count; i++)
		size += notes->pages[i].forms.len + MEMORY_ALIGNED / 2;
	return size;
}

static void put_head(struct notes *notes)
{
	struct buf *out = &notes->part;
	struct search_memory *memory = notes->memory;
	struct head head = {.key = notes->index->key,
		.halves = notes->index->halves,
		.live = size_of_all(notes),
		.form_ids = notes->form_ids,
		.group_ids = notes->group_ids,
		.forms = (uint32_t)notes->index->form_count,
		.drawers = (uint32_t)notes->drawer_count,
		.sheets = (uint32_t)notes->sheet_count,
		.spelled = notes->spelled};

	memcpy(head.magic, memory_magic, sizeof head.magic);
	buf_clear(out);
	put_bytes(out, notes->drawers,
		notes->drawer_count * sizeof *notes->drawers);
	put_bytes(
		out, notes->sheets, notes->sheet_count * sizeof *notes->sheets);
	head.check = memory_head_check(head, buf_str(out));
	align(memory);
	memory->next_root = end_of(memory);
	put_bytes(&memory->more, &head, sizeof head);
	buf_put(&memory->more, buf_str(out));
}

void notes_append(struct notes *notes, const struct pack *pack,
	const struct notes_changes *changes)
{
	const struct index *index = notes->index;
	size_t from = 0;

	for (uint32_t i = 0; i < notes->drawer_count; i++) {
		size_t to = from;

		while (to < index->form_count && notes->records[to].drawer == i)
			to++;
		if (changes->drawers[i])
			notes->drawers[i] = put_drawer(notes, from, to);
		from = to;
	}
	for (size_t i = 0; i < notes->sheet_count; i++)
		if (changes->sheets[i])
			notes->sheets[i] = put_sheet(notes, pack, i);
	if (changes->spelled)
		notes->spelled = put_spelled(notes, pack);
	put_head(notes);
	buf_release(&notes->part);
}

/* Ids are the numbers that there are. */
static void give_ids(struct notes *notes)
{
	struct index *index = notes->index;

	notes->form_ids = (uint32_t)index->form_count;
	notes->group_ids = (uint32_t)index->group_count;
	notes->records =
		arena_array(&index->arena, struct record, index->form_count);
	for (uint32_t i = 0; i < index->form_count; i++)
		notes->records[i] = (struct record){
			i, index->forms[i].group, i / DRAWER, true};
	notes->drawer_count = index->form_count / DRAWER + 1;
}

static bool *all_true(struct arena *arena, size_t n)
{
	bool *all = arena_array(arena, bool, n);

	for (size_t i = 0; i < n; i++)
		all[i] = true;
	return all;
}

void notes_write(struct notes *notes, const struct pack *pack)
{
	struct arena *arena = &notes->index->arena;
	struct notes_changes changes;

	give_ids(notes);
	notes->sheet_count = pack->metas;
	notes->text_files = pack->text_files;
	notes->drawers =
		arena_array(arena, struct memory_part, notes->drawer_count);
	notes->sheets =
		arena_array(arena, struct memory_part, notes->sheet_count);
	changes = (struct notes_changes){all_true(arena, notes->drawer_count),
		all_true(arena, notes->sheet_count), true};
	notes_append(notes, pack, &changes);
}
