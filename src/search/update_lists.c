/*
 * The lists of groups in the files that stand, p/, c/ and q/, read run by run.
 * Those of groups that are touched are made anew on the way.
 */

#include "search/number.h"
#include "search/update.h"

struct str update_body(
	struct update *update, unsigned number, struct str name, struct str id)
{
	struct arena *arena = &update->index.workers[number].arena;
	struct str path =
		arena_printf(arena, SEARCH_FOLDER "%.*s.js", STR_ARG(name));
	struct str start = arena_printf(arena, "GH(\"%.*s\",\"", STR_ARG(name));
	struct str end = arena_printf(arena, "\",\"%.*s\");\n", STR_ARG(id));
	size_t tail = id.len ? end.len : end.len + ID_LEN;
	struct str file =
		update->lent->stands(update->lent->context, number, path);

	if (!file.ptr || file.len < start.len + tail ||
		!str_starts(file, start) || (id.len && !str_ends(file, end)))
		return (struct str){0};
	return str_sub(file, start.len, file.len - tail);
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
static bool cut_run(struct update *update, size_t run, struct str postings,
	struct str places)
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

static void make_new(void *context, unsigned number, size_t item)
{
	struct update *update = context;

	update_make_lists(update, number, update->work[item]);
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
	struct str name =
		pack_part_name(arena, 'c', groups->segment, groups->place);

	number_skip(postings, &at, n);
	return copy(arena,
		update_body(update, number, name,
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
		update_make_lists(update, number, group);
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
		update_body(update, number,
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
	places = update_body(update, number,
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
	update->host.run(
		update->host.context, update->run_list_len, read_run, update);
	return !has_failed(update);
}

static void list_work(struct update *update)
{
	struct index *index = &update->index;

	update->work = arena_array(&index->arena, uint32_t, index->group_count);
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
