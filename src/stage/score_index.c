#include "stage/score_index.h"

#include "stage/addresses.h"
#include "stage/values.h"

/* Pointers under one key, in the order they came in. */
struct bucket {
	VEC(const void *) items;
};

/* The latest assessment that an organisation has by one set. */
struct seat {
	size_t at; /* its place in the cohort */
	const struct marked *latest;
};

struct cohort {
	struct bucket members; /* const struct marked * */
	struct map seats; /* organisation → struct seat * */
};

struct count {
	size_t n;
};

struct score_index {
	struct str *urls; /* of each entry of the book */
	bool *current; /* is it? of each entry */
	struct map by_set; /* set → bucket of current entries */
	struct map cohorts; /* set → struct cohort * */
	struct map below; /* factor → struct count * */
	struct map contracts; /* organisation → bucket */
	struct map actions; /* subject → bucket */
	struct map risks; /* contract → bucket */
	struct map shown; /* organisations that have a page */
};

static void put(
	struct map *map, struct arena *arena, struct str key, const void *item)
{
	struct bucket *bucket = map_get(map, key);

	if (!bucket) {
		bucket = arena_new(arena, struct bucket);
		map_set(map, arena, key, bucket);
	}
	*vec_push(&bucket->items, arena) = item;
}

static struct list bucket_list(const struct bucket *bucket)
{
	if (!bucket)
		return (struct list){NULL, 0};
	return (struct list){(void *)bucket->items.items, bucket->items.len};
}

static struct list get(const struct map *map, struct str key)
{
	return bucket_list(map_get(map, key));
}

/* Of several on one day, the later ones are numbered. */
static void name_entries(struct score_index *index, struct build *build)
{
	struct arena *arena = &build->arena;
	struct map taken = MAP_INIT;

	index->urls = arena_array(arena, struct str, build->book.len + 1);
	for (size_t i = 0; i < build->book.len; i++) {
		struct str stem =
			address_assessment_stem(arena, &build->book.items[i]);
		struct count *count = map_get(&taken, stem);

		if (!count) {
			count = arena_new(arena, struct count);
			map_set(&taken, arena, stem, count);
		}
		count->n++;
		index->urls[i] = count->n == 1
			? arena_printf(arena, "%.*s.html", STR_ARG(stem))
			: arena_printf(arena, "%.*s-%zu.html", STR_ARG(stem),
				  count->n);
	}
}

static bool same_run(const struct marked *a, const struct marked *b)
{
	return str_eq(a->record->subject, b->record->subject) &&
		str_eq(a->set->id, b->set->id);
}

static void count_gaps(
	struct score_index *index, struct arena *arena, const struct marked *of)
{
	list_each(const struct gap, gap, &of->result.gaps) {
		struct str key =
			factor_key(arena, of->set, gap->scored->factor);
		struct count *count = map_get(&index->below, key);

		if (!count) {
			count = arena_new(arena, struct count);
			map_set(&index->below, arena, key, count);
		}
		count->n++;
	}
}

/* The book has all of a subject and set together. */
static void find_current(struct score_index *index, struct build *build)
{
	const struct book *book = &build->book;

	index->current = arena_array(&build->arena, bool, book->len + 1);
	for (size_t i = 0; i < book->len; i++) {
		const struct marked *entry = &book->items[i], *latest;

		if (i && same_run(entry - 1, entry))
			continue;
		latest = book_latest(
			book, entry->record->subject, entry->set->id);
		if (!latest)
			continue;
		index->current[latest - book->items] = true;
		put(&index->by_set, &build->arena, entry->set->id, latest);
		count_gaps(index, &build->arena, latest);
	}
}

static struct cohort *cohort_of(
	struct score_index *index, struct arena *arena, struct str set_id)
{
	struct cohort *cohort = map_get(&index->cohorts, set_id);

	if (!cohort) {
		cohort = arena_new(arena, struct cohort);
		map_set(&index->cohorts, arena, set_id, cohort);
	}
	return cohort;
}

static void seat(struct cohort *cohort, struct arena *arena,
	struct str organisation, const struct marked *entry)
{
	struct seat *seat = map_get(&cohort->seats, organisation);

	if (!seat) {
		seat = arena_new(arena, struct seat);
		*seat = (struct seat){cohort->members.items.len, entry};
		*vec_push(&cohort->members.items, arena) = entry;
		map_set(&cohort->seats, arena, organisation, seat);
	} else if (date_cmp(entry->record->date, seat->latest->record->date) >
		0) {
		seat->latest = entry;
		cohort->members.items.items[seat->at] = entry;
	}
}

static void find_cohorts(struct score_index *index, struct build *build)
{
	for (size_t i = 0; i < build->book.len; i++) {
		const struct marked *entry = &build->book.items[i];
		const struct organisation *organisation =
			subject_organisation(build, entry->record->subject);

		if (!organisation || entry->superseded ||
			!fraction_is(entry->result.overall) ||
			str_starts(entry->record->subject, STR("prospect/")))
			continue;
		seat(cohort_of(index, &build->arena, entry->set->id),
			&build->arena, organisation->id, entry);
	}
}

static void find_contracts(struct score_index *index, struct build *build)
{
	const struct record_list *contracts =
		&build->site.records.of[RECORD_CONTRACT];

	for (size_t i = 0; i < contracts->len; i++) {
		const struct contract *contract = contracts->items[i];

		put(&index->contracts, &build->arena, contract->organisation,
			contract);
		map_set(&index->shown, &build->arena, contract->organisation,
			index);
	}
}

/* Those that are assessed themselves are shown without contracts too. */
static void find_organisations(struct score_index *index, struct build *build)
{
	static const struct str prefix = STR_INIT("organisation/");

	for (size_t i = 0; i < build->book.len; i++) {
		struct str subject = build->book.items[i].record->subject;

		if (str_starts(subject, prefix))
			map_set(&index->shown, &build->arena,
				str_from(subject, prefix.len), index);
	}
}

static void find_actions(struct score_index *index, struct build *build)
{
	const struct record_list *plans = &build->site.records.of[RECORD_PLAN];

	for (size_t i = 0; i < plans->len; i++) {
		const struct plan *plan = plans->items[i];

		list_each(const struct action, action, &plan->actions)
			if (action->subject.len)
				put(&index->actions, &build->arena,
					action->subject, action);
	}
}

static void find_risks(struct score_index *index, struct build *build)
{
	const struct record_list *risks = &build->site.records.of[RECORD_RISK];

	for (size_t i = 0; i < risks->len; i++) {
		const struct risk *risk = risks->items[i];

		if (risk->contract.len)
			put(&index->risks, &build->arena, risk->contract, risk);
	}
}

const struct score_index *score_index_make(struct build *build)
{
	struct score_index *index =
		arena_new(&build->arena, struct score_index);

	name_entries(index, build);
	find_current(index, build);
	find_cohorts(index, build);
	find_contracts(index, build);
	find_organisations(index, build);
	find_actions(index, build);
	find_risks(index, build);
	return index;
}

static size_t place_of_entry(
	const struct build *build, const struct marked *marked)
{
	return (size_t)(marked - build->book.items);
}

struct str address_assessment(
	const struct build *build, const struct marked *marked)
{
	return build->shared->scores->urls[place_of_entry(build, marked)];
}

bool score_is_current(const struct build *build, const struct marked *marked)
{
	return build->shared->scores->current[place_of_entry(build, marked)];
}

struct list scores_current(const struct build *build, struct str set_id)
{
	return get(&build->shared->scores->by_set, set_id);
}

struct list scores_cohort(const struct build *build, struct str set_id)
{
	const struct cohort *cohort =
		map_get(&build->shared->scores->cohorts, set_id);

	return bucket_list(cohort ? &cohort->members : NULL);
}

size_t scores_below_target(const struct build *build, struct str factor)
{
	const struct count *count =
		map_get(&build->shared->scores->below, factor);

	return count ? count->n : 0;
}

struct list organisation_contracts(const struct build *build, struct str id)
{
	return get(&build->shared->scores->contracts, id);
}

struct list subject_actions(const struct build *build, struct str subject)
{
	return get(&build->shared->scores->actions, subject);
}

struct list contract_risks(const struct build *build, struct str id)
{
	return get(&build->shared->scores->risks, id);
}

bool organisation_is_shown(const struct build *build, struct str id)
{
	return map_get(&build->shared->scores->shown, id) != NULL;
}
