/*
 * The alphabet of the new index: that of the old one, with the forms that only
 * pages have that changed, and without those that no page has any more.
 */

#include <stdlib.h>

#include "search/leb.h"
#include "search/occurrence.h"
#include "search/stem.h"
#include "search/update.h"

enum { FILTER = 4096 };

/* Forms are counted. The old ones come first, then those that are new. */
struct counting {
	struct update *update;
	struct lexicon fresh; /* the new ones */
	size_t count; /* old and new */
	int32_t *pages, *titles; /* by how much there are more */
	uint32_t *seen; /* 1 + the page whose title it was in, by form */
	uint32_t *numbers; /* old ones by id */
};

static uint32_t find_old(const struct index *old, struct str text)
{
	size_t low = 0, high = old->form_count;

	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = str_cmp(old->forms[middle].text, text);

		if (!order)
			return (uint32_t)middle;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NOTES_NONE;
}

/* Number the forms of a page: of the worker, to old ones; and where it has
 * such, to new ones. */
static void number_page(struct counting *counting,
	const struct page_tokens *tokens, bool has_new)
{
	struct index *index = &counting->update->index;
	const struct index *old = &counting->update->old;
	struct index_worker *worker = &index->workers[tokens->worker];
	struct str rest = tokens->occurrences;
	struct occurrence occurrence;

	while (occurrences_next(&rest, &occurrence)) {
		struct str form = worker->lexicon.forms[occurrence.form];
		uint32_t *number = &worker->to_form[occurrence.form];

		if (*number == NOTES_NONE)
			*number = find_old(old, form);
		if (*number == NOTES_NONE && has_new)
			*number = (uint32_t)old->form_count +
				lexicon_add(&counting->fresh, form);
	}
}

static void number_pages(struct counting *counting)
{
	struct update *update = counting->update;

	for (unsigned i = 0; i < update->host.jobs; i++) {
		struct index_worker *worker = &update->index.workers[i];
		size_t n = worker->lexicon.len;

		worker->to_form = arena_array(&worker->arena, uint32_t, n);
		for (size_t k = 0; k < n; k++)
			worker->to_form[k] = NOTES_NONE;
	}
	for (size_t i = 0; i < update->page_count; i++)
		number_page(counting, &update->index.tokens[update->pages[i]],
			true);
	for (size_t i = 0; i < update->page_count; i++)
		number_page(counting, &update->before[i], false);
	counting->count = update->old.form_count + counting->fresh.len;
}

/* A page has each of its forms once, those of the title there too. */
static void count_new(struct counting *counting, uint32_t page)
{
	const struct index *index = &counting->update->index;
	const struct page_tokens *tokens = &index->tokens[page];
	const uint32_t *to_form = index->workers[tokens->worker].to_form;
	struct str rest = tokens->occurrences;
	struct occurrence occurrence;

	while (occurrences_next(&rest, &occurrence)) {
		uint32_t form = to_form[occurrence.form];

		counting->pages[form]++;
		counting->titles[form] += occurrence.counts[FIELD_TITLE] > 0;
	}
}

/* The old number that a memory has by an id of its own. */
static bool take_form(const struct counting *counting, struct str bytes,
	size_t *at, unsigned shift, uint32_t *form)
{
	const struct notes *was = counting->update->was;
	uint32_t id;

	if (!leb_take(bytes, at, &id) || id >> shift >= was->form_ids)
		return false;
	*form = counting->numbers[id >> shift];
	return *form != NOTES_NONE;
}

static bool discount_old(struct counting *counting, uint32_t page)
{
	const struct notes *was = counting->update->was;
	const struct note *note = &was->pages[page];
	struct str forms = notes_part(was->memory, &note->forms);
	size_t at = 0;
	uint32_t form;

	if (!forms.ptr && note->forms.len)
		return false;
	while (at < forms.len) {
		if (!take_form(counting, forms, &at, 0, &form))
			return false;
		counting->pages[form]--;
	}
	at = 0;
	for (uint32_t i = 0; i < note->title_len; i++) {
		if (!take_form(counting, note->title, &at, 1, &form))
			return false;
		if (counting->seen[form] != page + 1)
			counting->titles[form]--;
		counting->seen[form] = page + 1;
	}
	return true;
}

static bool count_pages(struct counting *counting)
{
	struct update *update = counting->update;
	struct arena *arena = &update->index.arena;

	counting->pages = arena_array(arena, int32_t, counting->count);
	counting->titles = arena_array(arena, int32_t, counting->count);
	counting->seen = arena_array(arena, uint32_t, counting->count);
	counting->numbers = notes_numbers(update->was);
	for (size_t i = 0; i < update->page_count; i++)
		if (!discount_old(counting, update->pages[i]))
			return false;
	for (size_t i = 0; i < update->page_count; i++)
		count_new(counting, update->pages[i]);
	return true;
}

/* A form that is new. */
struct fresh {
	struct str text;
	struct str stem;
	uint32_t number; /* in its lexicon */
	uint32_t hash; /* of the stem */
	uint32_t group; /* its id; NOTES_NONE: not known yet */
};

static int by_text(const void *left, const void *right)
{
	const struct fresh *a = left, *b = right;

	return str_cmp(a->text, b->text);
}

/* Give new forms the groups that old ones with their stem have. */
static void find_groups(const struct update *update, struct fresh *fresh,
	size_t n, struct stemmer *stemmer)
{
	struct arena scratch = ARENA_INIT;
	bool filter[FILTER] = {false};

	for (size_t i = 0; i < n; i++)
		filter[fresh[i].hash % FILTER] = true;
	for (size_t i = 0; n && i < update->old.form_count; i++) {
		const struct form *form = &update->old.forms[i];

		if (!filter[form->stem % FILTER])
			continue;
		for (size_t k = 0; k < n; k++)
			if (fresh[k].hash == form->stem &&
				str_eq(fresh[k].stem,
					stemmer_stem(
						stemmer, form->text, &scratch)))
				fresh[k].group = update->was->records[i].group;
	}
	arena_release(&scratch);
}

/* The others found groups. */
static void make_groups(struct update *update, struct fresh *fresh, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		for (size_t k = 0; k < i && fresh[i].group == NOTES_NONE; k++)
			if (str_eq(fresh[i].stem, fresh[k].stem))
				fresh[i].group = fresh[k].group;
		if (fresh[i].group == NOTES_NONE)
			fresh[i].group = update->notes->group_ids++;
	}
}

static struct fresh *list_fresh(struct counting *counting)
{
	struct update *update = counting->update;
	struct arena *arena = &update->index.arena;
	size_t n = counting->fresh.len;
	struct fresh *fresh = arena_array(arena, struct fresh, n);
	struct stemmer *stemmer = stemmer_open(update->index.site->language);

	for (uint32_t i = 0; i < n; i++) {
		struct str text = arena_dup(arena, counting->fresh.forms[i]);
		struct str stem =
			arena_dup(arena, stemmer_stem(stemmer, text, arena));

		fresh[i] = (struct fresh){
			text, stem, i, (uint32_t)str_hash(stem), NOTES_NONE};
	}
	if (n)
		qsort(fresh, n, sizeof *fresh, by_text);
	find_groups(update, fresh, n, stemmer);
	make_groups(update, fresh, n);
	stemmer_close(stemmer);
	return fresh;
}

/* An old form, if any page has it still. */
static bool keep_old(struct counting *counting, uint32_t i)
{
	struct update *update = counting->update;
	struct index *index = &update->index;
	struct form form = update->old.forms[i];
	struct record record = update->was->records[i];
	int64_t pages = (int64_t)form.pages + counting->pages[i];
	int64_t titles = (int64_t)form.titles + counting->titles[i];

	if (pages < 0 || titles < 0 || pages > (int64_t)index->page_count)
		return false;
	record.changed = counting->pages[i] || counting->titles[i];
	if (record.changed)
		update->changes.drawers[record.drawer] = true;
	if (!pages)
		return true;
	form.pages = (uint32_t)pages;
	form.titles = (uint32_t)titles;
	update->new_forms[i] = (uint32_t)index->form_count;
	update->notes->records[index->form_count] = record;
	index->forms[index->form_count++] = form;
	return true;
}

/* DRAWER: that of the form before it. */
static void add_fresh(
	struct counting *counting, const struct fresh *fresh, uint32_t drawer)
{
	struct update *update = counting->update;
	struct index *index = &update->index;
	uint32_t at = (uint32_t)update->old.form_count + fresh->number;

	update->changes.drawers[drawer] = true;
	update->new_forms[at] = (uint32_t)index->form_count;
	update->notes->records[index->form_count] = (struct record){
		update->notes->form_ids++, fresh->group, drawer, true};
	index->forms[index->form_count++] = (struct form){.text = fresh->text,
		.pages = (uint32_t)counting->pages[at],
		.titles = (uint32_t)counting->titles[at],
		.stem = fresh->hash,
		.hash = str_hash(fresh->text)};
}

static bool merge_forms(struct counting *counting)
{
	struct update *update = counting->update;
	struct index *index = &update->index;
	const struct index *old = &update->old;
	const struct fresh *fresh = list_fresh(counting);
	size_t k = 0;
	uint32_t drawer = 0;

	index->forms = arena_array(&index->arena, struct form, counting->count);
	update->notes->records =
		arena_array(&index->arena, struct record, counting->count);
	update->new_forms =
		arena_array(&index->arena, uint32_t, counting->count);
	for (size_t i = 0; i < counting->count; i++)
		update->new_forms[i] = NOTES_NONE;
	for (uint32_t i = 0; i < old->form_count; i++) {
		for (; k < counting->fresh.len &&
			str_cmp(fresh[k].text, old->forms[i].text) < 0;
			k++)
			add_fresh(counting, &fresh[k], drawer);
		drawer = update->was->records[i].drawer;
		if (!keep_old(counting, i))
			return false;
	}
	for (; k < counting->fresh.len; k++)
		add_fresh(counting, &fresh[k], drawer);
	return true;
}

/* Groups in the order of their first forms, and which the old ones are. */
static void number_groups(struct update *update)
{
	struct index *index = &update->index;
	const struct index *old = &update->old;
	struct arena *arena = &index->arena;
	size_t ids = update->notes->group_ids;
	uint32_t *was = arena_array(arena, uint32_t, ids);
	uint32_t *is = arena_array(arena, uint32_t, ids);

	for (size_t i = 0; i < ids; i++)
		was[i] = is[i] = NOTES_NONE;
	for (size_t i = 0; i < old->form_count; i++)
		was[update->was->records[i].group] = old->forms[i].group;
	index->groups = arena_array(arena, struct group, index->form_count);
	update->old_groups = arena_array(arena, uint32_t, index->form_count);
	update->new_groups = arena_array(arena, uint32_t, old->group_count);
	for (size_t i = 0; i < old->group_count; i++)
		update->new_groups[i] = NOTES_NONE;
	for (size_t i = 0; i < index->form_count; i++) {
		uint32_t id = update->notes->records[i].group;

		if (is[id] == NOTES_NONE) {
			is[id] = (uint32_t)index->group_count++;
			update->old_groups[is[id]] = was[id];
			if (was[id] != NOTES_NONE)
				update->new_groups[was[id]] = is[id];
		}
		index->forms[i].group = is[id];
		index_join(index, &index->forms[i]);
	}
}

/* From the numbers that forms were counted by to those of the new index. */
static void renumber(const struct update *update)
{
	const struct index *index = &update->index;

	for (unsigned i = 0; i < update->host.jobs; i++) {
		struct index_worker *worker = &index->workers[i];

		for (size_t k = 0; k < worker->lexicon.len; k++)
			if (worker->to_form[k] != NOTES_NONE)
				worker->to_form[k] =
					update->new_forms[worker->to_form[k]];
	}
	for (size_t i = 0; i < update->page_count; i++)
		index_renumber_page(index, &index->tokens[update->pages[i]]);
}

static int by_ending(const void *left, const void *right, void *context)
{
	uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;

	return a == b ? 0 : pack_is_spelled_before(context, a, b) ? -1 : 1;
}

/* Forms that were not spelled and are, by their endings. */
static uint32_t *list_spelled(
	struct update *update, const bool *was_spelled, size_t *n)
{
	struct index *index = &update->index;
	uint32_t *more =
		arena_array(&index->arena, uint32_t, index->form_count);

	*n = 0;
	for (uint32_t i = 0; i < index->form_count; i++)
		if (update->notes->records[i].changed && !was_spelled[i] &&
			pack_is_spelled(index, &index->forms[i]))
			more[(*n)++] = i;
	if (*n)
		qsort_r(more, *n, sizeof *more, by_ending, index);
	return more;
}

static void merge_spelled(struct update *update)
{
	struct index *index = &update->index;
	struct arena *arena = &index->arena;
	bool *was_spelled = arena_array(arena, bool, index->form_count);
	uint32_t *kept = arena_array(arena, uint32_t, index->form_count);
	size_t n = 0, more_len, at = 0;
	uint32_t *more;

	for (size_t i = 0; i < update->old_pack.spelled_len; i++) {
		uint32_t form = update->new_forms[update->old_pack.spelled[i]];

		if (form == NOTES_NONE)
			continue;
		was_spelled[form] = true;
		if (pack_is_spelled(index, &index->forms[form]))
			kept[n++] = form;
	}
	more = list_spelled(update, was_spelled, &more_len);
	update->changes.spelled = more_len || n != update->old_pack.spelled_len;
	update->spelled = arena_array(arena, uint32_t, n + more_len);
	for (size_t i = 0; i < n; i++) {
		for (; at < more_len &&
			pack_is_spelled_before(index, more[at], kept[i]);
			at++)
			update->spelled[update->spelled_len++] = more[at];
		update->spelled[update->spelled_len++] = kept[i];
	}
	while (at < more_len)
		update->spelled[update->spelled_len++] = more[at++];
}

bool update_forms(struct update *update)
{
	struct counting counting = {.update = update};
	bool done;

	number_pages(&counting);
	done = count_pages(&counting) && merge_forms(&counting);
	if (done) {
		number_groups(update);
		renumber(update);
		merge_spelled(update);
	}
	lexicon_release(&counting.fresh);
	return done;
}
