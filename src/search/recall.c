/* Reading what an index left behind; nothing of it is trusted. */

#include <string.h>

#include "search/memory_rows.h"

enum { SLACK = 1 << 20 }; /* bytes that may be about what is no more anyway */

const char memory_magic[8] = {'G', 'H', 'i', 'n', 'd', 'e', 'x', '1'};

uint32_t memory_check(struct str bytes)
{
	return (uint32_t)str_hash(bytes);
}

uint64_t memory_head_check(struct head head, struct str places)
{
	head.check = 0;
	return str_hash(str_make((const char *)&head, sizeof head)) ^
		str_hash(places);
}

struct str notes_part(
	const struct search_memory *memory, const struct memory_part *part)
{
	struct str bytes;

	if (part->at > memory->past.len ||
		part->len > memory->past.len - part->at)
		return (struct str){0};
	bytes = str_sub(memory->past, part->at, part->at + part->len);
	return memory_check(bytes) == part->check ? bytes : (struct str){0};
}

/* Is there a head, of this program and index, and most of it still so? */
static bool read_head(const struct search_memory *memory,
	const struct index *index, struct head *head, struct str *places)
{
	struct str past = str_from(memory->past, memory->root);
	size_t len;

	if (past.len < sizeof *head)
		return false;
	memcpy(head, past.ptr, sizeof *head);
	past = str_from(past, sizeof *head);
	len = ((size_t)head->drawers + head->sheets) *
		sizeof(struct memory_part);
	if (memcmp(head->magic, memory_magic, sizeof memory_magic) != 0 ||
		past.len < len)
		return false;
	*places = str_sub(past, 0, len);
	return memory_head_check(*head, *places) == head->check &&
		head->key == index->key &&
		memory->past.len / 2 <= head->live + SLACK;
}

/* Drawers are being read. */
struct reading {
	struct notes *notes;
	size_t forms; /* that there are to be */
	uint32_t *numbers; /* of groups, by id */
};

/* The first form of a group has what is known of it. */
static bool join_group(
	struct reading *reading, struct form *form, const struct form_row *row)
{
	struct index *index = reading->notes->index;
	uint32_t *number = &reading->numbers[row->group];

	if (*number == NOTES_NONE) {
		*number = (uint32_t)index->group_count++;
		index->groups[*number].pages = row->group_pages;
		index->groups[*number].title_count = row->group_titles;
		index->groups[*number].heading_count = row->group_headings;
	}
	form->group = *number;
	index_join(index, form);
	return index->groups[*number].pages >= form->pages &&
		index->groups[*number].pages <= index->page_count;
}

static bool read_form(struct reading *reading, const struct form_row *row,
	struct str text, uint32_t drawer)
{
	struct notes *notes = reading->notes;
	struct index *index = notes->index;
	struct form *form = &index->forms[index->form_count];

	if (row->id >= notes->form_ids || row->group >= notes->group_ids ||
		!row->pages || row->titles > row->pages)
		return false;
	*form = (struct form){.text = text,
		.pages = row->pages,
		.titles = row->titles,
		.stem = row->stem,
		.hash = str_hash(text)};
	notes->records[index->form_count++] =
		(struct record){row->id, row->group, drawer, false};
	return join_group(reading, form, row);
}

static bool read_drawer(struct reading *reading, struct str bytes, uint32_t i)
{
	size_t left = reading->forms - reading->notes->index->form_count;
	struct form_row row;
	struct str texts;
	uint32_t n;

	if (bytes.len < sizeof n)
		return false;
	memcpy(&n, bytes.ptr, sizeof n);
	bytes = str_from(bytes, sizeof n);
	if (n > left || n > bytes.len / sizeof row)
		return false;
	texts = str_from(bytes, n * sizeof row);
	for (size_t k = 0; k < n; k++) {
		memcpy(&row, bytes.ptr + k * sizeof row, sizeof row);
		if (row.len > texts.len ||
			!read_form(
				reading, &row, str_sub(texts, 0, row.len), i))
			return false;
		texts = str_from(texts, row.len);
	}
	return true;
}

static bool are_sorted(const struct index *index)
{
	for (size_t i = 1; i < index->form_count; i++)
		if (str_cmp(index->forms[i - 1].text, index->forms[i].text) >=
			0)
			return false;
	return true;
}

static bool read_drawers(struct notes *notes, const struct head *head)
{
	struct index *index = notes->index;
	struct arena *arena = &index->arena;
	struct reading reading = {notes, head->forms,
		arena_array(arena, uint32_t, head->group_ids)};

	index->forms = arena_array(arena, struct form, head->forms);
	index->groups = arena_array(arena, struct group, head->forms);
	notes->records = arena_array(arena, struct record, head->forms);
	for (uint32_t i = 0; i < head->group_ids; i++)
		reading.numbers[i] = NOTES_NONE;
	for (uint32_t i = 0; i < head->drawers; i++)
		if (!read_drawer(&reading,
			    notes_part(notes->memory, &notes->drawers[i]), i))
			return false;
	return index->form_count == head->forms && are_sorted(index);
}

/* The pages from FROM on. */
static bool read_sheet(struct notes *notes, struct str bytes, size_t sheet,
	size_t from, size_t to)
{
	struct page_row row;
	struct str titles;

	if (!bytes.ptr || bytes.len < (to - from) * sizeof row)
		return false;
	titles = str_from(bytes, (to - from) * sizeof row);
	for (size_t i = from; i < to; i++) {
		memcpy(&row, bytes.ptr + (i - from) * sizeof row, sizeof row);
		if (row.title_bytes > titles.len)
			return false;
		notes->pages[i] = (struct note){.hash = row.hash,
			.values = row.values,
			.halves = row.halves,
			.title_len = row.title_len,
			.title = str_sub(titles, 0, row.title_bytes),
			.forms = row.forms};
		memcpy(notes->pages[i].sixths, row.sixths, sizeof row.sixths);
		titles = str_from(titles, row.title_bytes);
		notes->text_files[sheet] = row.text_files;
		if (row.title_len > row.title_bytes)
			return false;
	}
	return true;
}

static bool read_sheets(
	struct notes *notes, const struct head *head, size_t pages)
{
	size_t count = notes->index->page_count;

	notes->pages = arena_array(&notes->index->arena, struct note, count);
	notes->text_files =
		arena_array(&notes->index->arena, uint32_t, head->sheets);
	if (head->sheets != (count + pages - 1) / pages)
		return false;
	for (size_t i = 0; i < head->sheets; i++) {
		size_t from = i * pages, to = from + pages;

		if (!read_sheet(notes,
			    notes_part(notes->memory, &notes->sheets[i]), i,
			    from, to < count ? to : count))
			return false;
	}
	return true;
}

/* The numbers of the forms of the spelling. */
static bool read_spelled(
	struct notes *notes, uint32_t **spelled, size_t *spelled_len)
{
	const struct index *index = notes->index;
	struct arena *arena = &notes->index->arena;
	struct str bytes = notes_part(notes->memory, &notes->spelled);
	size_t n = bytes.len / sizeof(uint32_t);
	uint32_t *numbers = notes_numbers(notes), id;

	if (!bytes.ptr || n > index->form_count)
		return false;
	*spelled = arena_array(arena, uint32_t, n);
	*spelled_len = n;
	for (size_t i = 0; i < n; i++) {
		memcpy(&id, bytes.ptr + i * sizeof id, sizeof id);
		if (id >= notes->form_ids || numbers[id] == NOTES_NONE)
			return false;
		(*spelled)[i] = numbers[id];
	}
	return true;
}

uint32_t *notes_numbers(const struct notes *notes)
{
	struct index *index = notes->index;
	uint32_t *numbers =
		arena_array(&index->arena, uint32_t, notes->form_ids);

	for (uint32_t i = 0; i < notes->form_ids; i++)
		numbers[i] = NOTES_NONE;
	for (uint32_t i = 0; i < index->form_count; i++)
		numbers[notes->records[i].id] = i;
	return numbers;
}

struct notes *notes_read(struct index *index, struct search_memory *memory,
	size_t pages, uint32_t **spelled, size_t *spelled_len)
{
	struct notes *notes = arena_new(&index->arena, struct notes);
	struct head head;
	struct str places;
	size_t n;

	if (!read_head(memory, index, &head, &places))
		return NULL;
	n = (size_t)head.drawers + head.sheets;
	*notes = (struct notes){.index = index,
		.part = BUF_INIT(BUF_LARGE),
		.memory = memory,
		.form_ids = head.form_ids,
		.group_ids = head.group_ids,
		.drawer_count = head.drawers,
		.sheet_count = head.sheets,
		.spelled = head.spelled};
	index->halves = head.halves;
	index->average = index_average(head.halves, index->page_count);
	notes->drawers = arena_array(&index->arena, struct memory_part, n);
	notes->sheets = notes->drawers + head.drawers;
	memcpy(notes->drawers, places.ptr, places.len);
	if (!read_drawers(notes, &head) || !read_sheets(notes, &head, pages) ||
		!read_spelled(notes, spelled, spelled_len))
		return NULL;
	return notes;
}
