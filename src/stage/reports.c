#include "stage/reports.h"

#include "stage/kept.h"
#include "stage/left.h"
#include "stage/snapshot.h"

/* Where the branch stood, and how it came from there to the next stop. */
struct stop {
	struct history_point point;
	struct history_differences changes; /* from it to the later one */
};

/* The states that the reports compare, going back in time. */
struct chain {
	struct build *build;
	VEC(struct stop) stops; /* the latest first; all differ */
	struct snapshot states[2]; /* of a stop, by turns */
	bool open[2];
	struct kept kept; /* files that are the same in several */
};

static struct report_side side_of(const struct snapshot *snapshot)
{
	return (struct report_side){&snapshot->build.site, &snapshot->book};
}

/* What a clone knows of a state: nothing where there was no commit yet. */
static struct str commit_of(const struct history_point *point)
{
	return point->known == HISTORY_NOT_YET ? STR("") : point->commit;
}

/* Add a stop before a later commit, unless all is the same at both. */
static bool add_stop(struct chain *chain, const struct history_point *point,
	struct str later, struct fault *fault)
{
	struct build *build = chain->build;
	struct stop stop = {.point = *point};

	if (!history_between(build->history, build->history_reader,
		    commit_of(point), later, &stop.changes, fault))
		return false;
	if (!chain->stops.len || stop.changes.list.len)
		*vec_push(&chain->stops, &build->arena) = stop;
	return true;
}

static struct stop *last_stop(const struct chain *chain)
{
	return &chain->stops.items[chain->stops.len - 1];
}

/* The first stop: where the branch stood on the last day of all. */
static bool start(struct chain *chain, struct date until,
	struct history_point *point, struct fault *fault)
{
	struct build *build = chain->build;

	*point = history_at(build->history, NULL, date_days(until));
	if (point->known == HISTORY_CUT)
		return fault_set(fault, EXIT_REPOSITORY,
			"this is a shallow clone, which does not go back so "
			"far; git fetch --unshallow brings the rest");
	return add_stop(chain, point, build->site.commit, fault);
}

/*
 * Find the stops of N reports, the newest first, each of which starts where
 * the next ends; and the one that each starts from. Returns of how many it is
 * found; if not of all, FAULT is set.
 */
static size_t find_stops(struct chain *chain, struct report *reports, size_t n,
	size_t *starts, struct fault *fault)
{
	const struct history *history = chain->build->history;
	struct history_point point;

	if (!start(chain, reports[0].until, &point, fault))
		return 0;
	for (size_t i = 0; i < n; i++) {
		point = history_at(
			history, &point, date_days(reports[i].since) - 1);
		if (point.known == HISTORY_CUT)
			reports[i].known_from = date_of_days(point.day);
		if (!add_stop(chain, &point,
			    commit_of(&last_stop(chain)->point), fault))
			return i;
		starts[i] = chain->stops.len - 1;
	}
	return n;
}

/* The pages of a state that are not the same in the state after it. */
static void want_later(
	struct map *wanted, struct arena *arena, struct stop *stop)
{
	vec_each(struct history_difference, change, &stop->changes.list)
		if (change->kind != HISTORY_ADDED)
			map_set(wanted, arena,
				change->kind == HISTORY_MOVED ? change->from
							      : change->path,
				change);
}

/* And those that are not the same in the state before it, STOP. */
static void want_earlier(
	struct map *wanted, struct arena *arena, struct stop *stop)
{
	vec_each(struct history_difference, change, &stop->changes.list)
		if (change->kind != HISTORY_REMOVED)
			map_set(wanted, arena, change->path, change);
}

/* The pages that matter at a stop; NULL: all of them. */
static const struct map *wanted_at(struct chain *chain, size_t at)
{
	struct arena *arena = &chain->kept.arena;
	struct stop *stop = &chain->stops.items[at];
	struct stop *before = at + 1 < chain->stops.len ? stop + 1 : NULL;
	struct map *wanted = arena_new(arena, struct map);

	if (report_needs_all(&stop->changes) ||
		(before && report_needs_all(&before->changes)))
		return NULL;
	map_reserve(wanted, arena,
		stop->changes.list.len +
			(before ? before->changes.list.len : 0));
	want_later(wanted, arena, stop);
	if (before)
		want_earlier(wanted, arena, before);
	return wanted;
}

/* Open the state of a stop; that of the one after it is still open. */
static bool open_state(struct chain *chain, size_t at, struct fault *fault)
{
	struct stop *stop = &chain->stops.items[at];
	const struct site *later =
		at ? &chain->states[!(at % 2)].build.site : &chain->build->site;
	struct snapshot_wish wish = {chain->build, commit_of(&stop->point),
		later, &stop->changes, wanted_at(chain, at), &chain->kept};

	if (chain->open[at % 2])
		snapshot_release(&chain->states[at % 2]);
	chain->open[at % 2] = true;
	return snapshot_open(&chain->states[at % 2], &wish, fault);
}

/* Fill REPORT, which ends where stop AFTER is; open the one it starts from. */
static bool fill(struct chain *chain, struct report *report, size_t after,
	size_t before, struct fault *fault)
{
	static const struct history_differences none = {0};
	const struct snapshot *now = &chain->states[after % 2];
	const struct snapshot *then = &chain->states[before % 2];
	struct report_side sides[2];

	if (before != after && !open_state(chain, before, fault))
		return false;
	sides[0] = side_of(then);
	sides[1] = side_of(now);
	report->begins = !then->commit.len && now->commit.len;
	report_compare(report, &sides[0], &sides[1],
		before == after ? &none : &chain->stops.items[before].changes,
		&chain->build->arena);
	return true;
}

/*
 * Fill N reports. Those that cannot be filled are unknown, and FAULT is set.
 */
static bool fill_all(struct build *build, struct report *reports, size_t n,
	struct fault *fault)
{
	struct chain chain = {.build = build,
		.kept = {.history = build->history,
			.reader = build->history_reader}};
	size_t *starts = arena_array(&build->arena, size_t, n);
	size_t known = find_stops(&chain, reports, n, starts, fault);
	bool ok = known && open_state(&chain, 0, fault);

	for (size_t i = 0; i < n; i++) {
		ok = ok && i < known &&
			fill(&chain, &reports[i], i ? starts[i - 1] : 0,
				starts[i], fault);
		reports[i].unknown = !ok;
	}
	for (unsigned at = 0; at < 2; at++)
		if (chain.open[at])
			snapshot_release(&chain.states[at]);
	arena_release(&chain.kept.arena);
	history_save(build->history);
	return ok && known == n;
}

bool reports_are_shown(const struct build *build)
{
	return build->has_history &&
		template_has(&build->theme.templates, STR("reports")) &&
		template_has(&build->theme.templates, STR("report"));
}

/* The months from A's to B's, both counted. */
static int64_t months_between(struct date a, struct date b)
{
	return (b.year - a.year) * 12 + b.month - a.month + 1;
}

static struct report month_of(struct date day, struct date as_at)
{
	struct date month = {day.year, day.month, 0};
	struct date last = date_last_day(month);
	bool is_whole = date_cmp(last, as_at) <= 0;

	return (struct report){.since = {day.year, day.month, 1},
		.until = is_whole ? last : as_at,
		.is_whole = is_whole};
}

const struct reports *reports_plan(struct build *build)
{
	struct reports *reports = arena_new(&build->arena, struct reports);
	struct date as_at = build->site.as_at,
		    day = {as_at.year, as_at.month, 1};
	int64_t begins = build->history_begins;
	int64_t n = months_between(date_of_days(begins), as_at);

	if (date_days(as_at) < begins)
		return reports;
	if (n > REPORT_MONTHS)
		n = REPORT_MONTHS;
	reports->items = arena_array(&build->arena, struct report, (size_t)n);
	for (; reports->len < (size_t)n; reports->len++) {
		reports->items[reports->len] = month_of(day, as_at);
		day = date_add(day, (struct period){-1, 0});
	}
	return reports;
}

void stage_reports(struct build *build)
{
	const struct reports *reports = build->reports;
	struct place nowhere = {NULL, 0, 0};
	struct fault fault = FAULT_INIT;
	size_t said = build->diags.list.len;

	if (!reports || !reports->len || build->are_reported)
		return;
	build->are_reported = true;
	if (fill_all(build, reports->items, reports->len, &fault))
		return;
	diag_add(&build->diags, DIAG_REPORT_UNKNOWN, nowhere, 0,
		str_of(fault.text));
	left_note_history(build, said);
}

bool report_make(
	struct build *build, struct report *report, struct fault *fault)
{
	struct date as_at = build->site.as_at;

	report->is_whole = date_cmp(report->until, as_at) <= 0;
	if (!report->is_whole)
		report->until = as_at;
	return fill_all(build, report, 1, fault);
}
