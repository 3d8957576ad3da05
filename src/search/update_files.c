/* Which files differ from those that stand: packed, put and dropped. */

#include "search/number.h"
#include "search/update.h"

/* The old run that has the name of run I, or old.run_count: there is none. */
static size_t namesake(const struct update *update, size_t i)
{
	const struct pack *old = &update->old_pack;
	const struct pack_groups *run = &update->pack.runs[i];
	size_t at = old->segment_runs[run->segment] + run->place;

	return at < old->segment_runs[run->segment + 1] ? at : old->run_count;
}

/* Does a run have the groups that its namesake had, each of the same forms? */
static bool has_same_groups(const struct update *update, size_t i)
{
	const struct pack_groups *run = &update->pack.runs[i];
	size_t other = namesake(update, i);
	const struct pack_groups *old = &update->old_pack.runs[other];

	if (other == update->old_pack.run_count ||
		run[1].first - run->first != old[1].first - old->first)
		return false;
	for (size_t k = 0; k < run[1].first - run->first; k++) {
		uint32_t was = update->old_groups[run->first + k];

		if (was != old->first + k ||
			update->old.groups[was].hash !=
				update->index.groups[run->first + k].hash)
			return false;
	}
	return true;
}

/* Is what a file of the run has of any group other than it was? */
static bool has_other_lists(const struct update *update, size_t i)
{
	const struct pack_groups *run = &update->pack.runs[i];

	for (size_t g = run->first; g < run[1].first; g++) {
		const struct lists *lists = &update->lists[g];
		const struct lists *old =
			&update->old_lists[update->old_groups[g]];

		if (lists->known &&
			(!str_eq(lists->postings, old->postings) ||
				!str_eq(lists->places, old->places) ||
				old->details.ptr))
			return true;
	}
	return false;
}

/* What is to be packed, by the files' numbers. */
struct files {
	uint32_t *items;
	size_t len;
};

struct putting {
	struct update *update;
	struct files runs, words, spelling, sheets;
	uint32_t *old_forms; /* by new number */
};

static bool is_touched(const struct update *update, const bool *same, size_t i)
{
	return !same[i] || has_other_lists(update, i);
}

/* The lists of groups that only change places have to be read as well. */
static bool list_runs(struct putting *putting, const bool *same)
{
	struct update *update = putting->update;
	const struct pack *pack = &update->pack;
	struct files *files = &putting->runs;

	files->items =
		arena_array(&update->index.arena, uint32_t, pack->run_count);
	for (uint32_t i = 0; i < pack->run_count; i++) {
		if (!is_touched(update, same, i))
			continue;
		files->items[files->len++] = i;
		for (size_t g = pack->runs[i].first;
			g < pack->runs[i + 1].first; g++)
			if (!update->lists[g].known)
				update->read_runs
					[update->old_runs[update->old_groups
								  [g]]] = true;
	}
	return update_read_runs(update);
}

/* Are forms FROM to TO, and their neighbours, OLD and those behind it? */
static bool are_same(const struct putting *putting, const uint32_t *forms,
	const uint32_t *old, size_t n, bool first, bool last)
{
	const struct record *records = putting->update->notes->records;

	for (size_t i = 0; i < n; i++)
		if (putting->old_forms[forms[i]] != old[i] ||
			records[forms[i]].changed)
			return false;
	return (first || putting->old_forms[forms[-1]] == old[-1]) &&
		(last || putting->old_forms[forms[n]] == old[n]);
}

static void list_spelling(struct putting *putting)
{
	struct update *update = putting->update;
	const struct pack *pack = &update->pack, *old = &update->old_pack;
	size_t shards = pack->spelling.len;
	struct files *files = &putting->spelling;

	files->items = arena_array(&update->index.arena, uint32_t, shards);
	for (uint32_t i = 0; i < shards; i++) {
		const size_t *is = pack->spelling.firsts + i;
		const size_t *was = old->spelling.firsts + i;
		size_t n = is[1] - is[0];

		if (n != was[1] - was[0] ||
			!are_same(putting, pack->spelled + is[0],
				old->spelled + was[0], n, !i, i + 1 == shards))
			files->items[files->len++] = i;
	}
}

/* Is all that d/ says of a form's group as it was? */
static bool is_group_same(const struct update *update, const bool *same,
	size_t segment, uint32_t group)
{
	uint32_t was = update->old_groups[group];

	if (was == NOTES_NONE ||
		update->index.groups[group].pages !=
			update->old.groups[was].pages ||
		update->index.groups[group].hash !=
			update->old.groups[was].hash)
		return false;
	return group >= update->pack.segments.firsts[segment] ||
		same[pack_run_of(&update->pack, group)];
}

static bool are_words_same(
	const struct putting *putting, const bool *same, size_t i)
{
	const struct update *update = putting->update;
	const struct pack *pack = &update->pack, *old = &update->old_pack;
	const size_t *is = pack->words.firsts + i;
	const size_t *was = old->words.firsts + i;
	size_t to = is[1] + (is[1] < update->index.form_count);

	if (is[1] - is[0] != was[1] - was[0] ||
		pack->segment_runs[i + 1] - pack->segment_runs[i] !=
			old->segment_runs[i + 1] - old->segment_runs[i])
		return false;
	for (size_t run = pack->segment_runs[i];
		run < pack->segment_runs[i + 1]; run++)
		if (!same[run])
			return false;
	for (size_t k = is[0] - (is[0] > 0); k < to; k++)
		if (putting->old_forms[k] != was[0] + (k - is[0]))
			return false;
	for (size_t k = is[0]; k < is[1]; k++)
		if (update->notes->records[k].changed ||
			!is_group_same(
				update, same, i, update->index.forms[k].group))
			return false;
	return true;
}

static void list_words(struct putting *putting, const bool *same)
{
	struct update *update = putting->update;
	size_t shards = update->pack.words.len;
	struct files *files = &putting->words;

	files->items = arena_array(&update->index.arena, uint32_t, shards);
	for (uint32_t i = 0; i < shards; i++)
		if (!are_words_same(putting, same, i))
			files->items[files->len++] = i;
}

static void list_sheets(struct putting *putting)
{
	struct update *update = putting->update;
	struct files *files = &putting->sheets;

	files->items =
		arena_array(&update->index.arena, uint32_t, update->pack.metas);
	for (uint32_t i = 0; i < update->pack.metas; i++)
		if (update->changes.sheets[i])
			files->items[files->len++] = i;
}

static void invert_forms(struct putting *putting)
{
	struct update *update = putting->update;
	struct index *index = &update->index;

	putting->old_forms =
		arena_array(&index->arena, uint32_t, index->form_count);
	for (size_t i = 0; i < index->form_count; i++)
		putting->old_forms[i] = NOTES_NONE;
	for (uint32_t i = 0; i < update->old.form_count; i++)
		if (update->new_forms[i] != NOTES_NONE)
			putting->old_forms[update->new_forms[i]] = i;
}

bool update_plan_files(struct update *update)
{
	struct arena *arena = &update->index.arena;
	struct putting *putting = arena_new(arena, struct putting);
	bool *same;

	pack_open(&update->pack, &update->index, update->spelled,
		update->spelled_len);
	update->opened = true;
	update->putting = putting;
	putting->update = update;
	if (update->pack.words.len != update->old_pack.words.len ||
		update->pack.spelling.len != update->old_pack.spelling.len)
		return false;
	same = arena_array(arena, bool, update->pack.run_count);
	for (size_t i = 0; i < update->pack.run_count; i++)
		same[i] = has_same_groups(update, i);
	invert_forms(putting);
	list_spelling(putting);
	list_words(putting, same);
	list_sheets(putting);
	return list_runs(putting, same);
}

static const struct lists *lists_of(const struct update *update, size_t group)
{
	return update->lists[group].known
		? &update->lists[group]
		: &update->old_lists[update->old_groups[group]];
}

static bool is_common(const struct pack *pack, size_t group)
{
	return pack->index->groups[group].pages > pack->sizes.common;
}

static struct str name_of(
	const struct pack *pack, struct arena *arena, char kind, size_t run)
{
	return pack_part_name(
		arena, kind, pack->runs[run].segment, pack->runs[run].place);
}

/* Of a common group, which is alone in its run. */
static void put_details(struct update *update, unsigned number, size_t run)
{
	struct pack *pack = &update->pack;
	size_t group = pack->runs[run].first;
	const struct lists *lists = lists_of(update, group);
	struct arena *arena = &update->index.workers[number].scratch;
	size_t at = 0, n = number_take(lists->postings, &at) / 2 + 1;
	struct str name = name_of(pack, arena, 'c', run);

	if (update->lists[group].details_made) {
		pack_detail_file(
			pack, number, name, &update->index.groups[group]);
		return;
	}
	number_skip(lists->postings, &at, n);
	buf_put(pack_start(pack, number, name), lists->details);
	pack_put(pack, number, name, str_sub(lists->postings, at, at + ID_LEN));
}

static void put_run(void *context, unsigned number, size_t item)
{
	struct putting *putting = context;
	struct update *update = putting->update;
	struct pack *pack = &update->pack;
	size_t run = putting->runs.items[item];
	size_t from = pack->runs[run].first, to = pack->runs[run + 1].first;
	struct arena *arena = &update->index.workers[number].scratch;
	char text[2 * ID_LEN];
	struct str id = pack_run_id(pack, run, text), name;
	struct buf *out;

	name = name_of(pack, arena, 'p', run);
	out = pack_start(pack, number, name);
	for (size_t g = from; g < to; g++)
		buf_put(out, lists_of(update, g)->postings);
	pack_put(pack, number, name, id);
	name = name_of(pack, arena, 'q', run);
	out = pack_start(pack, number, name);
	for (size_t g = from; g < to; g++)
		buf_put(out, lists_of(update, g)->places);
	pack_put(pack, number, name, id);
	if (is_common(pack, from))
		put_details(update, number, run);
}

static void put_words(void *context, unsigned number, size_t item)
{
	struct putting *putting = context;

	pack_word_file(
		&putting->update->pack, number, putting->words.items[item]);
}

static void put_spelling(void *context, unsigned number, size_t item)
{
	struct putting *putting = context;

	pack_spelling_file(
		&putting->update->pack, number, putting->spelling.items[item]);
}

static void drop(struct update *update, unsigned number, struct str name)
{
	update->lent->drop(update->lent->context, number,
		arena_printf(&update->index.workers[number].scratch,
			SEARCH_FOLDER "%.*s.js", STR_ARG(name)));
}

static void put_sheet(void *context, unsigned number, size_t item)
{
	struct putting *putting = context;
	struct update *update = putting->update;
	size_t sheet = putting->sheets.items[item];

	pack_meta_files(&update->pack, number, sheet);
	for (size_t i = update->pack.text_files[sheet];
		i < update->was->text_files[sheet]; i++)
		drop(update, number,
			pack_part_name(&update->index.workers[number].scratch,
				'x', sheet, i));
	update->notes->text_files[sheet] = update->pack.text_files[sheet];
}

/* Files of old runs whose names no run has any more. */
static void drop_runs(struct update *update)
{
	const struct pack *pack = &update->pack, *old = &update->old_pack;
	struct arena *arena = &update->index.workers[0].scratch;

	for (size_t i = 0; i < old->run_count; i++) {
		const struct pack_groups *run = &old->runs[i];
		size_t at = pack->segment_runs[run->segment] + run->place;
		bool stays = at < pack->segment_runs[run->segment + 1];

		if (!stays) {
			drop(update, 0, name_of(old, arena, 'p', i));
			drop(update, 0, name_of(old, arena, 'q', i));
		}
		if (is_common(old, run->first) &&
			!(stays && is_common(pack, pack->runs[at].first)))
			drop(update, 0, name_of(old, arena, 'c', i));
	}
}

void update_put_files(struct update *update)
{
	struct putting *putting = update->putting;
	const struct search_host *host = &update->host;

	host->run(host->context, putting->sheets.len, put_sheet, putting);
	host->run(host->context, putting->runs.len, put_run, putting);
	host->run(host->context, putting->words.len, put_words, putting);
	host->run(host->context, putting->spelling.len, put_spelling, putting);
	if (update->values_changed)
		for (size_t i = 0; i < pack_count_facet_files(&update->pack);
			i++)
			pack_facet_file(&update->pack, 0, i);
	drop_runs(update);
	pack_index_file(&update->pack);
}
