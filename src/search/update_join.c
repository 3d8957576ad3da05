/*
 * The lists of one group: what is said of pages that did not change, and what
 * the others say now.
 */

#include "search/number.h"
#include "search/update.h"

uint32_t update_rank(
	const struct update *update, uint32_t old_group, uint32_t old_rank)
{
	uint32_t form;

	if (old_rank >= update->old.groups[old_group].forms)
		return NOTES_NONE;
	form = update->new_forms
		       [update->old_members[update->first_forms[old_group] +
			       old_rank]];
	return form == NOTES_NONE ? form : update->index.forms[form].rank;
}

const struct saying *update_sayings(
	const struct update *update, uint32_t group, size_t *n)
{
	const struct saying *from, *to;

	UPDATE_SPAN(&update->sayings, group, from, to);
	*n = (size_t)(to - from);
	return from;
}

/* A group being put together: what is of others, and of changed pages. */
struct joining {
	const struct update *update;
	struct arena *arena;
	struct group group; /* that comes of it */
	uint32_t number, old_number;
	struct str old; /* its postings */
	size_t at;
	posting *postings;
	struct title_entry *titles;
	struct heading_entry *headings;
	posting *old_postings;
	size_t old_pages;
	bool common;
};

/* Levels and sixths of the old postings: of a common group in its details. */
static void read_bits(struct joining *joining, struct str details)
{
	posting *postings = joining->old_postings;
	size_t n = joining->old_pages, at = 0;

	if (!joining->common) {
		for (size_t i = 0; i < n; i++)
			postings[i] |=
				number_take_symbol(joining->old, &joining->at);
		return;
	}
	joining->at += ID_LEN;
	number_take(details, &at);
	for (size_t i = 0; i < n; i++)
		postings[i] |= number_take_symbol(details, &at);
	for (size_t i = 0; i < n; i++)
		postings[i] |= number_take_symbol(details, &at) << SIXTHS;
}

static bool read_postings(struct joining *joining, struct str details)
{
	size_t both = number_take(joining->old, &joining->at);
	size_t n = both / 2 + 1, page = 0;

	joining->common = both & 1;
	joining->old_pages = n;
	joining->old_postings = arena_array(joining->arena, posting, n);
	for (size_t i = 0; i < n; i++) {
		size_t step = number_take(joining->old, &joining->at);

		page += joining->common ? step : step / LEVELS;
		if (page >= joining->update->index.page_count)
			return false;
		joining->old_postings[i] = (posting)page << 8;
		if (!joining->common)
			joining->old_postings[i] |= (posting)(step % LEVELS)
				<< SIXTHS;
		page++;
	}
	read_bits(joining, details);
	for (size_t i = 0; i < n; i++)
		if ((joining->old_postings[i] & 0xFF) >> SIXTHS >= LEVELS)
			return false;
	return true;
}

/* The old postings without those of changed pages, and the sayings. */
static bool merge_postings(struct joining *joining)
{
	const struct update *update = joining->update;
	size_t n, len = 0;
	const struct saying *saying =
		update_sayings(update, joining->number, &n);
	const struct saying *end = saying + n;

	joining->postings =
		arena_array(joining->arena, posting, joining->old_pages + n);
	for (size_t i = 0; i < joining->old_pages; i++) {
		posting own = joining->old_postings[i];

		for (; saying < end && saying->page < own >> 8; saying++)
			joining->postings[len++] =
				(posting)saying->page << 8 | saying->bits;
		if (!update->is_changed[own >> 8])
			joining->postings[len++] = own;
	}
	for (; saying < end; saying++)
		joining->postings[len++] =
			(posting)saying->page << 8 | saying->bits;
	joining->group.postings = joining->postings;
	return len == joining->group.pages;
}

static bool read_title(
	struct joining *joining, size_t *at, struct title_entry *entry)
{
	const struct update *update = joining->update;
	size_t both;

	*at += number_take(joining->old, &joining->at);
	both = number_take(joining->old, &joining->at);
	if (*at >= joining->old_pages)
		return false;
	*entry = (struct title_entry){joining->number,
		joining->old_postings[*at] >> 8, (uint32_t)(both / 32),
		(uint32_t)(both % 32)};
	++*at;
	if (update->is_changed[entry->page])
		return true;
	entry->rank = update_rank(update, joining->old_number, entry->rank);
	return entry->rank != NOTES_NONE;
}

static void reweigh(const struct joining *joining, struct title_entry *entry)
{
	const struct reweighing *from, *to;

	UPDATE_SPAN(&joining->update->reweighings, joining->number, from, to);
	for (; from < to; from++)
		if (from->page == entry->page)
			entry->weight = from->weight;
}

static bool merge_titles(struct joining *joining)
{
	const struct update *update = joining->update;
	bool is_new = joining->old_number == NOTES_NONE;
	size_t n = is_new ? 0 : number_take(joining->old, &joining->at);
	size_t at = 0, len = 0;
	const struct title_entry *from, *to;

	UPDATE_SPAN(&update->evidence.titles, joining->number, from, to);
	joining->titles = arena_array(
		joining->arena, struct title_entry, n + (size_t)(to - from));
	for (; n; n--) {
		struct title_entry own;

		if (!read_title(joining, &at, &own))
			return false;
		while (from < to && from->page < own.page)
			joining->titles[len++] = *from++;
		if (update->is_changed[own.page])
			continue;
		reweigh(joining, &own);
		joining->titles[len++] = own;
	}
	while (from < to)
		joining->titles[len++] = *from++;
	joining->group.titles = joining->titles;
	return len == joining->group.title_count;
}

static bool merge_headings(struct joining *joining)
{
	const struct update *update = joining->update;
	bool is_new = joining->old_number == NOTES_NONE;
	size_t n = is_new ? 0 : number_take(joining->old, &joining->at);
	size_t at = 0, len = 0;
	const struct heading_entry *from, *to;

	UPDATE_SPAN(&update->evidence.headings, joining->number, from, to);
	joining->headings = arena_array(
		joining->arena, struct heading_entry, n + (size_t)(to - from));
	for (; n; n--) {
		struct heading_entry own = {.group = joining->number};

		at += number_take(joining->old, &joining->at);
		own.heading = (uint32_t)number_take(joining->old, &joining->at);
		if (at >= joining->old_pages)
			return false;
		own.page = joining->old_postings[at] >> 8;
		while (from < to && from->page < own.page)
			joining->headings[len++] = *from++;
		if (!update->is_changed[own.page])
			joining->headings[len++] = own;
	}
	while (from < to)
		joining->headings[len++] = *from++;
	joining->group.headings = joining->headings;
	joining->group.heading_count = (uint32_t)len;
	return true;
}

/* A group that was common and is not, or the other way round, is another. */
static bool is_as_common(const struct joining *joining)
{
	const struct update *update = joining->update;

	return joining->old_number == NOTES_NONE ||
		joining->common ==
		(joining->group.pages > update->old_pack.sizes.common);
}

static bool join_group(struct joining *joining, struct str details)
{
	if (joining->old_number != NOTES_NONE &&
		!read_postings(joining, details))
		return false;
	return joining->group.pages && is_as_common(joining) &&
		merge_postings(joining) && merge_titles(joining) &&
		merge_headings(joining);
}

/* Postings, titles and headings; returns true if they are others. */
static bool make_postings(struct update *update, unsigned number,
	uint32_t group, const struct lists *old)
{
	struct index_worker *worker = &update->index.workers[number];
	uint32_t old_group = update->old_groups[group];
	struct joining joining = {.update = update,
		.arena = &worker->arena,
		.group = update->index.groups[group],
		.number = group,
		.old_number = old_group,
		.old = old->postings};

	if (old_group != NOTES_NONE &&
		update_is_same(update, group, old_group, old, &worker->arena))
		return false;
	if (!join_group(&joining, old->details)) {
		update->failed[number] = true;
		return false;
	}
	update->index.groups[group] = joining.group;
	buf_clear(&worker->out);
	pack_put_group(&worker->out, &update->old_pack, &joining.group);
	update->lists[group].postings =
		arena_dup(&worker->arena, buf_str(&worker->out));
	return true;
}

/* Only the worker that has the group writes what is of it. */
void update_make_lists(struct update *update, unsigned number, uint32_t group)
{
	static const struct lists none = {0};
	uint32_t old_group = update->old_groups[group];
	const struct lists *old =
		old_group == NOTES_NONE ? &none : &update->old_lists[old_group];
	struct lists *lists = &update->lists[group];
	struct index_worker *worker = &update->index.workers[number];
	bool fails = false;

	lists->known = lists->details_made =
		make_postings(update, number, group, old);
	if (!lists->known)
		lists->postings = old->postings;
	buf_clear(&worker->out);
	if (update_places(update, group, old_group, old->places, &worker->out,
		    &fails)) {
		lists->places =
			arena_dup(&worker->arena, buf_str(&worker->out));
		lists->known = true;
	} else if (lists->known) {
		lists->places = arena_dup(&worker->arena, old->places);
	}
	lists->details = old->details;
	if (fails)
		update->failed[number] = true;
}
