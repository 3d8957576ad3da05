/*
 * The lists of groups in the files that stand, p/, c/ and q/: read, and made
 * anew where a group is touched.
 */

#include <string.h>

#include "search/number.h"
#include "search/update.h"

enum { LEVEL_COUNT = LEVELS };

uint32_t update_rank(
	const struct update *update, uint32_t old_group, uint32_t old_rank)
{
	uint32_t form;

	if (old_rank >= update->old.groups[old_group].forms)
		return NOTES_NONE;
	form = update->new_forms[update->old_members
			[update->first_forms[old_group] + old_rank]];
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

/* The body of a file that stands, if it is the one that is meant: until the
 * worker asks for the next. */
static struct str body_of(struct update *update, unsigned number,
	struct str name, struct str id)
{
	struct arena *arena = &update->index.workers[number].arena;
	struct str path =
		arena_printf(arena, SEARCH_FOLDER "%.*s.js", STR_ARG(name));
	struct str start = arena_printf(arena, "GH(\"%.*s\",\"", STR_ARG(name));
	struct str end = arena_printf(arena, "\",\"%.*s\");\n", STR_ARG(id));
	struct str file = update->lent->stands(
		update->lent->context, number, path);

	if (!file.ptr || file.len < start.len + end.len ||
		!str_starts(file, start) || !str_ends(file, end))
		return (struct str){0};
	return str_sub(file, start.len, file.len - end.len);
}

/* Step over the postings of a group, which has so many pages. */
static bool skip_postings(struct str body, size_t *at, size_t pages)
{
	size_t both = number_take(body, at), n = both / 2 + 1, more;

	if (n != pages || !number_skip(body, at, n))
		return false;
	*at += both & 1 ? ID_LEN : n;
	more = number_take(body, at);
	if (more > body.len || !number_skip(body, at, 2 * more))
		return false;
	more = number_take(body, at);
	return more <= body.len && number_skip(body, at, 2 * more) &&
		*at <= body.len;
}

/* Cut the bodies of the files of a run into what is of each group. */
static bool cut_run(
	struct update *update, size_t run, struct str postings, struct str places)
{
	const struct pack_groups *groups = &update->old_pack.runs[run];
	size_t at = 0, q = 0;

	for (size_t g = groups->first; g < groups[1].first; g++) {
		struct lists *lists = &update->old_lists[g];
		size_t from = at, q_from = q;

		q = str_chr(places, PACK_GROUP_END, q) + 1;
		if (q > places.len ||
			!skip_postings(
				postings, &at, update->old.groups[g].pages))
			return false;
		lists->postings = str_sub(postings, from, at);
		lists->places = str_sub(places, q_from, q);
		lists->known = true;
	}
	return at == postings.len && q == places.len;
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
			postings[i] |= number_take_symbol(
				joining->old, &joining->at);
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

		page += joining->common ? step : step / LEVEL_COUNT;
		if (page >= joining->update->index.page_count)
			return false;
		joining->old_postings[i] = (posting)page << 8;
		if (!joining->common)
			joining->old_postings[i] |=
				(posting)(step % LEVEL_COUNT) << SIXTHS;
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

static bool read_title(struct joining *joining, size_t *at,
	struct title_entry *entry)
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
	joining->titles = arena_array(joining->arena, struct title_entry,
		n + (size_t)(to - from));
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
	joining->headings = arena_array(joining->arena, struct heading_entry,
		n + (size_t)(to - from));
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
		merge_postings(joining) &&
		merge_titles(joining) && merge_headings(joining);
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
static void make_lists(struct update *update, unsigned number, uint32_t group)
{
	static const struct lists none = {0};
	uint32_t old_group = update->old_groups[group];
	const struct lists *old = old_group == NOTES_NONE
		? &none
		: &update->old_lists[old_group];
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

static void make_new(void *context, unsigned number, size_t item)
{
	struct update *update = context;

	make_lists(update, number, update->work[item]);
}

static struct str copy(struct arena *arena, struct str s)
{
	return s.ptr ? arena_dup(arena, s) : s;
}

/* POSTINGS: of the run, which is that of a common group. */
static struct str read_details(
	struct update *update, unsigned number, size_t run, struct str postings)
{
	const struct pack_groups *groups = &update->old_pack.runs[run];
	struct arena *arena = &update->index.workers[number].arena;
	size_t at = 0, n = number_take(postings, &at) / 2 + 1;
	struct str name = pack_part_name(
		arena, 'c', groups->segment, groups->place);

	number_skip(postings, &at, n);
	return copy(arena,
		body_of(update, number, name,
			str_sub(postings, at, at + ID_LEN)));
}

static bool is_common(const struct update *update, size_t old_group)
{
	return update->old.groups[old_group].pages >
		update->old_pack.sizes.common;
}

/* Make the lists of the groups of a run that are touched; are any others? */
static bool make_run(struct update *update, unsigned number, size_t run)
{
	const struct pack_groups *groups = &update->old_pack.runs[run];
	bool any = false;

	for (size_t g = groups->first; g < groups[1].first; g++) {
		uint32_t group = update->new_groups[g];

		if (group == NOTES_NONE || !update->touched[group])
			continue;
		make_lists(update, number, group);
		any |= update->lists[group].known;
	}
	return any;
}

/* Keep the places of a run: FROM is where they are now. */
static void keep_places(
	struct update *update, size_t run, struct str from, struct str to)
{
	const struct pack_groups *groups = &update->old_pack.runs[run];

	for (size_t g = groups->first; g < groups[1].first; g++)
		update->old_lists[g].places.ptr =
			to.ptr + (update->old_lists[g].places.ptr - from.ptr);
}

static void forget_run(struct update *update, size_t run)
{
	const struct pack_groups *groups = &update->old_pack.runs[run];

	for (size_t g = groups->first; g < groups[1].first; g++)
		update->old_lists[g] = (struct lists){0};
}

/* The postings are read first, as the places are many and seldom kept. */
static bool try_run(struct update *update, unsigned number, size_t run)
{
	const struct pack_groups *groups = &update->old_pack.runs[run];
	struct arena *arena = &update->index.workers[number].arena;
	char text[2 * ID_LEN];
	struct str id = pack_run_id(&update->old_pack, run, text);
	struct str postings = copy(arena,
		body_of(update, number,
			pack_part_name(
				arena, 'p', groups->segment, groups->place),
			id));
	struct str details = {0}, places;

	if (!postings.ptr)
		return false;
	if (is_common(update, groups->first)) {
		details = read_details(update, number, run, postings);
		if (!details.ptr)
			return false;
	}
	places = body_of(update, number,
		pack_part_name(arena, 'q', groups->segment, groups->place), id);
	if (!places.ptr || !cut_run(update, run, postings, places))
		return false;
	update->old_lists[groups->first].details = details;
	if (update->made || make_run(update, number, run))
		keep_places(update, run, places, copy(arena, places));
	else
		forget_run(update, run);
	return true;
}

static void read_run(void *context, unsigned number, size_t item)
{
	struct update *update = context;

	if (!try_run(update, number, update->run_list[item]))
		update->failed[number] = true;
}

static bool has_failed(const struct update *update)
{
	for (unsigned i = 0; i < update->host.jobs; i++)
		if (update->failed[i])
			return true;
	return false;
}

bool update_read_runs(struct update *update)
{
	const struct pack *pack = &update->old_pack;

	update->run_list_len = 0;
	for (uint32_t i = 0; i < pack->run_count; i++)
		if (update->read_runs[i] &&
			!update->old_lists[pack->runs[i].first].known)
			update->run_list[update->run_list_len++] = i;
	update->host.run(update->host.context, update->run_list_len, read_run,
		update);
	return !has_failed(update);
}

static void list_work(struct update *update)
{
	struct index *index = &update->index;

	update->work =
		arena_array(&index->arena, uint32_t, index->group_count);
	for (uint32_t i = 0; i < index->group_count; i++) {
		uint32_t old = update->old_groups[i];

		if (!update->touched[i])
			continue;
		if (old == NOTES_NONE)
			update->work[update->work_len++] = i;
		else
			update->read_runs[update->old_runs[old]] = true;
	}
}

/* The old runs and forms by group. */
static void index_old(struct update *update)
{
	struct arena *arena = &update->index.arena;
	const struct index *old = &update->old;
	const struct pack *pack = &update->old_pack;
	uint32_t next = 0;

	update->read_runs = arena_array(arena, bool, pack->run_count);
	update->run_list = arena_array(arena, uint32_t, pack->run_count);
	update->old_runs = arena_array(arena, uint32_t, old->group_count);
	for (uint32_t i = 0; i < pack->run_count; i++)
		for (size_t g = pack->runs[i].first;
			g < pack->runs[i + 1].first; g++)
			update->old_runs[g] = i;
	update->first_forms = arena_array(arena, uint32_t, old->group_count);
	update->old_members = arena_array(arena, uint32_t, old->form_count);
	for (size_t i = 0; i < old->group_count; i++) {
		update->first_forms[i] = next;
		next += old->groups[i].forms;
	}
	for (uint32_t i = 0; i < old->form_count; i++)
		update->old_members[update->first_forms[old->forms[i].group] +
			old->forms[i].rank] = i;
}

bool update_lists(struct update *update)
{
	struct arena *arena = &update->index.arena;

	index_old(update);
	update->old_lists =
		arena_array(arena, struct lists, update->old.group_count);
	update->lists =
		arena_array(arena, struct lists, update->index.group_count);
	list_work(update);
	if (!update_read_runs(update))
		return false;
	update->host.run(
		update->host.context, update->work_len, make_new, update);
	update->made = true;
	return !has_failed(update);
}
