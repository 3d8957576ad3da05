#include "stage/reports.h"

#include "stage/kept.h"
#include "stage/snapshot.h"

/* Going back in time, from state to state. */
struct chain {
	struct build *build;
	struct history_point point; /* of the state reached */
	struct snapshot states[2]; /* it, and the one before */
	bool open[2];
	unsigned at; /* which of the two it is */
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

static bool open_state(struct chain *chain, unsigned at,
	const struct history_point *point, const struct site *later,
	const struct history_differences *changes, struct fault *fault)
{
	struct snapshot_wish wish = {
		chain->build, commit_of(point), later, changes, &chain->kept};

	chain->open[at] = true;
	return snapshot_open(&chain->states[at], &wish, fault);
}

/* The first state: where the branch stood on the last day of all. */
static bool start(struct chain *chain, struct date until, struct fault *fault)
{
	struct build *build = chain->build;
	struct history_differences changes;

	chain->point = history_at(build->history, NULL, date_days(until));
	if (chain->point.known == HISTORY_CUT)
		return fault_set(fault, EXIT_REPOSITORY,
			"this is a shallow clone, which does not go back so "
			"far; git fetch --unshallow brings the rest");
	return history_between(build->history, build->history_reader,
		       commit_of(&chain->point), build->site.commit, &changes,
		       fault) &&
		open_state(chain, chain->at, &chain->point, &build->site,
			&changes, fault);
}

static void compare(struct chain *chain, struct report *report,
	const struct snapshot *before,
	const struct history_differences *changes)
{
	const struct snapshot *after = &chain->states[chain->at];
	struct report_side then = side_of(before), now = side_of(after);

	report->begins = !before->commit.len && after->commit.len;
	report_compare(report, &then, &now, changes, &chain->build->arena);
}

static void step_to(struct chain *chain, const struct history_point *point)
{
	snapshot_release(&chain->states[chain->at]);
	chain->open[chain->at] = false;
	chain->at = !chain->at;
	chain->point = *point;
}

/* Fill REPORT, which ends where the chain is, and go on to its start. */
static bool fill(
	struct chain *chain, struct report *report, struct fault *fault)
{
	struct build *build = chain->build;
	struct snapshot *after = &chain->states[chain->at];
	int64_t eve = date_days(report->since) - 1;
	struct history_differences changes = {0};
	struct history_point point =
		history_at(build->history, &chain->point, eve);
	unsigned other = !chain->at;

	if (point.known == HISTORY_CUT)
		report->known_from = date_of_days(point.day);
	if (!history_between(build->history, build->history_reader,
		    commit_of(&point), commit_of(&chain->point), &changes,
		    fault))
		return false;
	if (!changes.list.len) {
		compare(chain, report, after, &changes);
		chain->point = point;
		return true;
	}
	if (!open_state(
		    chain, other, &point, &after->build.site, &changes, fault))
		return false;
	compare(chain, report, &chain->states[other], &changes);
	step_to(chain, &point);
	return true;
}

/*
 * Fill N reports, the newest first, each of which starts where the next ends.
 * Those that cannot be filled are unknown, and FAULT is set.
 */
static bool fill_all(struct build *build, struct report *reports, size_t n,
	struct fault *fault)
{
	struct chain chain = {.build = build};
	bool ok = start(&chain, reports[0].until, fault);

	for (size_t i = 0; i < n; i++) {
		ok = ok && fill(&chain, &reports[i], fault);
		reports[i].unknown = !ok;
	}
	for (unsigned at = 0; at < 2; at++)
		if (chain.open[at])
			snapshot_release(&chain.states[at]);
	arena_release(&chain.kept.arena);
	return ok;
}

bool reports_are_shown(const struct build *build)
{
	return build->history &&
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
	struct history_point oldest =
		history_at(build->history, NULL, INT64_MIN);
	int64_t n = months_between(date_of_days(oldest.day), as_at);

	if (date_days(as_at) < oldest.day)
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

	if (!reports || !reports->len ||
		fill_all(build, reports->items, reports->len, &fault))
		return;
	diag_add(&build->diags, DIAG_REPORT_UNKNOWN, nowhere, 0,
		str_of(fault.text));
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
