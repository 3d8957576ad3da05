#include "stage/scheme.h"

#include "data/yaml.h"
#include "io/past.h"
#include "model/records/kinds.h"
#include "stage/stages.h"

enum {
	PERIODS = SCHEME_MONTHS_SHOWN + SCHEME_HALVES_SHOWN,
	HALF = 6, /* months */
	DATA = 5 /* bytes of "data/" */
};

/* Pairs as they stood at some day. */
struct stand {
	VEC(const struct pair_record *) pairs;
};

/* A period, and the day it closes. */
struct slot {
	struct date first;
	int64_t closes; /* days since 1970 */
	struct stand stand;
};

/* A repository that pairs come from: our own, or one that is mounted. */
struct origin {
	struct build *build;
	const struct tree *tree;
	struct str at; /* where it is mounted: "data/private/", or "" */
};

struct collecting {
	struct build *build;
	struct slot slots[PERIODS];
	size_t len;
	size_t months; /* the first of them; then half-years */
};

/* The month N months before the one of DATE. */
static struct date month_before(struct date date, int n)
{
	struct date month = date_add((struct date){date.year, date.month, 1},
		(struct period){-n, 0});

	month.day = 0;
	return month;
}

static void add_slot(
	struct collecting *collecting, struct date first, int months)
{
	struct date last = month_before(first, 1 - months);
	int64_t closes = date_days(date_last_day(last)) + SCHEME_CLOSES;

	if (closes < date_days(collecting->build->site.as_at))
		collecting->slots[collecting->len++] =
			(struct slot){.first = first, .closes = closes};
}

/* The newest first. */
static void add_slots(struct collecting *collecting)
{
	struct date now = collecting->build->site.as_at;
	struct date half = month_before(now, (now.month - 1) % HALF);

	for (int i = 1; i <= SCHEME_MONTHS_SHOWN; i++)
		add_slot(collecting, month_before(now, i), 1);
	collecting->months = collecting->len;
	for (int i = 1; i <= SCHEME_HALVES_SHOWN; i++)
		add_slot(collecting, month_before(half, i * HALF), HALF);
}

/* Whom this edition counts: a record filter. */
static bool keep_pair(
	void *context, const struct value *map, struct diags *diags)
{
	const struct origin *origin = context;
	const struct config *config = &origin->build->site.config;
	struct audience_claim claim = {
		config, 0, false, config_ceiling(config, origin->at)};
	int audience;

	return stage_audience(&claim, value_get(map, STR("audience")), diags,
		       &audience) &&
		audience <= origin->build->site.edition;
}

static void read_pairs(
	struct origin *origin, struct str text, struct records *records)
{
	struct build *build = origin->build;
	struct source *source = arena_new(&build->arena, struct source);
	struct diags ignored = DIAGS_INIT;
	struct yaml_input input = {.source = source,
		.text = arena_dup(&build->arena, text),
		.first_line = 1,
		.limits = build->site.config.limits.yaml};
	struct value *file = arena_new(&build->arena, struct value);

	if (yaml_read(&input, &build->arena, &ignored, file))
		records_read(records, RECORD_PAIR, file, &build->arena,
			&ignored, keep_pair, origin);
	diags_release(&ignored);
}

/* Is PATH, from the top of the origin's folder, a file of pairs? */
static bool holds_pairs(const struct origin *origin, struct str path)
{
	struct arena scratch = ARENA_INIT;
	struct str whole = arena_printf(
		&scratch, "%.*s%.*s", STR_ARG(origin->at), STR_ARG(path));
	bool holds = str_starts(whole, STR("data/")) &&
		record_kind_of_path(str_from(whole, DATA)) == RECORD_PAIR;

	arena_release(&scratch);
	return holds;
}

/* All pairs of a tree of the origin. */
static bool read_tree(struct origin *origin, const struct tree *tree,
	struct records *records, struct fault *fault)
{
	struct tree_reader *reader = tree_reader_open(tree, fault);
	struct buf bytes = BUF_INIT(BUF_LARGE);
	bool ok = reader != NULL;

	for (size_t i = 0; ok && i < tree->entries.len; i++) {
		const struct tree_entry *entry = &tree->entries.items[i];

		if (entry->kind != TREE_FILE ||
			!holds_pairs(origin, entry->path))
			continue;
		buf_clear(&bytes);
		ok = tree_read(reader, entry, &bytes, fault);
		read_pairs(origin, buf_str(&bytes), records);
	}
	tree_reader_close(reader);
	buf_release(&bytes);
	return ok;
}

/* The pairs of the commit ID. */
static bool read_commit(struct origin *origin, struct str id,
	struct records *records, struct fault *fault)
{
	struct tree tree;
	bool ok = tree_open_git(&tree, origin->tree->repository, id,
		origin->tree->prefix, fault);

	if (!ok)
		return false;
	ok = read_tree(origin, &tree, records, fault);
	tree_close(&tree);
	return ok;
}

static void take(
	struct build *build, struct stand *stand, const struct records *records)
{
	const struct record_list *list = &records->of[RECORD_PAIR];

	for (size_t i = 0; i < list->len; i++)
		*vec_push(&stand->pairs, &build->arena) = list->items[i];
}

/* Paths of pairs, from the top of the repository. */
struct paths {
	struct origin *origin;
	struct map known;
	VEC(struct str) list;
};

static void add_path(struct paths *paths, struct str path)
{
	struct arena *arena = &paths->origin->build->arena;
	struct str prefix = paths->origin->tree->prefix;

	if (!str_starts(path, prefix) ||
		!holds_pairs(paths->origin, str_from(path, prefix.len)) ||
		map_get(&paths->known, path))
		return;
	path = arena_dup(arena, path);
	map_add(&paths->known, arena, path, paths);
	*vec_push(&paths->list, arena) = path;
}

/* Where pairs are, and where any commit of our own had them before. */
static void find_paths(struct paths *paths)
{
	const struct origin *origin = paths->origin;
	struct build *build = origin->build;
	const struct history_commit *const *commits;
	size_t n = 0;

	vec_each(const struct tree_entry, entry, &origin->tree->entries)
		if (!entry->mount && holds_pairs(origin, entry->path))
			add_path(paths,
				arena_printf(&build->arena, "%.*s%.*s",
					STR_ARG(origin->tree->prefix),
					STR_ARG(entry->path)));
	if (origin->tree != &build->tree)
		return;
	commits = history_commits(build->history, &n);
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < commits[i]->paths_len; k++)
			add_path(paths, commits[i]->paths[k]);
}

/* Fill each slot by the commit that counted when it closed. */
static bool fill_from_past(struct collecting *collecting, struct origin *origin,
	struct fault *fault)
{
	struct build *build = collecting->build;
	struct past past = {.repository = origin->tree->repository,
		.commit = origin->tree->commit.id};
	int64_t days[PERIODS];
	struct str ids[PERIODS];
	struct paths paths = {.origin = origin};
	struct map known = MAP_INIT; /* id → struct records * */
	bool ok;

	find_paths(&paths);
	past.paths = paths.list.items;
	past.paths_len = paths.list.len;
	if (!past.paths_len)
		return true;
	for (size_t i = 0; i < collecting->len; i++)
		days[i] = collecting->slots[i].closes;
	ok = past_find(&past, days, collecting->len, ids, &build->arena, fault);
	for (size_t i = 0; ok && i < collecting->len; i++) {
		struct records *records = map_get(&known, ids[i]);

		if (!ids[i].len)
			continue;
		if (!records) {
			records = arena_new(&build->arena, struct records);
			ok = read_commit(origin, ids[i], records, fault);
			map_add(&known, &build->arena, ids[i], records);
		}
		take(build, &collecting->slots[i].stand, records);
	}
	return ok;
}

/* Of a folder that is in no repository there is no past to go by. */
static void fill_as_is(struct collecting *collecting)
{
	struct build *build = collecting->build;
	const struct record_list *list = &build->site.records.of[RECORD_PAIR];

	for (size_t k = 0; k < list->len; k++) {
		const struct pair_record *pair = list->items[k];
		const struct tree_entry *entry = tree_find(
			&build->tree, pair->source->place.source->path);

		for (size_t i = 0; i < collecting->len && !entry->mount; i++)
			*vec_push(&collecting->slots[i].stand.pairs,
				&build->arena) = pair;
	}
}

/* The slots by all repositories that have pairs. */
static bool fill(struct collecting *collecting, struct fault *fault)
{
	struct build *build = collecting->build;
	struct origin own = {build, &build->tree, STR("")};
	bool ok = true;

	if (!build->tree.commit.id.len)
		fill_as_is(collecting);
	else
		ok = fill_from_past(collecting, &own, fault);
	for (size_t i = 0; ok && i < build->tree.mounts.len; i++) {
		const struct mount *mounts = build->site.config.sources.items;
		struct origin origin = {
			build, build->tree.mounts.items[i], mounts[i].mount};

		ok = fill_from_past(collecting, &origin, fault);
	}
	return ok;
}

static bool shows_any(const struct scheme_report *report)
{
	return report->pairs.shown || report->due.shown ||
		report->problems.shown;
}

static void add_months(struct collecting *collecting, struct scheme *scheme)
{
	size_t last = 0;

	for (size_t i = 0; i < collecting->months; i++) {
		const struct slot *slot = &collecting->slots[i];
		struct scheme_figure sessions =
			scheme_sessions(slot->stand.pairs.items,
				slot->stand.pairs.len, slot->first);

		*vec_push(&scheme->months, &collecting->build->arena) =
			(struct scheme_month){slot->first, sessions};
		if (sessions.shown)
			last = scheme->months.len;
	}
	scheme->months.len = last;
}

static void add_halves(struct collecting *collecting, struct scheme *scheme)
{
	size_t last = 0;

	for (size_t i = collecting->months; i < collecting->len; i++) {
		const struct slot *slot = &collecting->slots[i];
		struct scheme_period period = {slot->first,
			scheme_half(slot->stand.pairs.items,
				slot->stand.pairs.len, slot->first)};

		*vec_push(&scheme->halves, &collecting->build->arena) = period;
		if (shows_any(&period.report))
			last = scheme->halves.len;
	}
	scheme->halves.len = last;
}

/* Of a second half and the first before it. */
static void add_years(struct build *build, struct scheme *scheme)
{
	for (size_t i = 0; i + 1 < scheme->halves.len; i++) {
		const struct scheme_period *half = &scheme->halves.items[i];

		if (half->first.month == 1)
			continue;
		*vec_push(&scheme->years, &build->arena) =
			(struct scheme_period){{half->first.year, 1, 0},
				scheme_year(&half[1].report, &half->report)};
	}
}

struct scheme *scheme_collect(struct build *build)
{
	struct collecting collecting = {.build = build};
	struct scheme *scheme = arena_new(&build->arena, struct scheme);
	struct worker *worker = &build->workers[0];

	add_slots(&collecting);
	if (!fill(&collecting, &worker->fault))
		return scheme;
	add_months(&collecting, scheme);
	add_halves(&collecting, scheme);
	add_years(build, scheme);
	return scheme;
}
