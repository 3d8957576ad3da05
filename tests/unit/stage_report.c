#include "unit/score_shelf.h"

#include "stage/report_text.h"

/* Two states of a site, and what a report makes of them. */
struct pair_of {
	struct shelf before, after;
	struct site then, now;
	struct history_differences changes;
	struct report report;
};

static struct date day(const char *text)
{
	struct date date;

	ck_assert_msg(date_read(str_of(text), &date), "%s", text);
	return date;
}

static struct pair_of pair_of(void)
{
	return (struct pair_of){.before = SHELF_INIT,
		.after = SHELF_INIT,
		.report = {.since = day("2026-10-01"),
			.until = day("2026-10-31"),
			.is_whole = true}};
}

static void compare(struct pair_of *pair)
{
	struct report_side before = {&pair->then, &pair->before.book};
	struct report_side after = {&pair->now, &pair->after.book};

	shelf_score(&pair->before);
	shelf_score(&pair->after);
	pair->then.records = pair->before.records;
	pair->now.records = pair->after.records;
	report_compare(&pair->report, &before, &after, &pair->changes,
		&pair->after.arena);
}

static void release(struct pair_of *pair)
{
	shelf_release(&pair->before);
	shelf_release(&pair->after);
}

/* The report is just this: as its sentence says. */
static void check_sentence(
	struct pair_of *pair, const char *want, const char *row)
{
	check_view(report_sentence(&pair->after.arena, &pair->report),
		str_of(want), row);
}

static const struct report_row *only(
	const struct pair_of *pair, enum report_list list, const char *row)
{
	check_int(pair->report.lists[list].len, 1, row);
	return &pair->report.lists[list].items[0];
}

#define RISK(rest) "{id: R1, title: Rain, owner: clerk, " rest "}"
#define OPEN "status: open, probability: L, impact: M, raised: 2026-01-01"

START_TEST(test_risks)
{
	static const struct {
		const char *before, *after, *sentence;
	} rows[] = {
		{RISK(OPEN), RISK(OPEN), "Nothing changed."},
		{"[]", RISK(OPEN), "Risks: 1 opened."},
		{RISK(OPEN), "[]", "Risks: 1 closed."},
		/* An approval to come closes nothing yet. */
		{RISK(OPEN), RISK(OPEN ", closure_approved: 2026-11-01"),
			"Nothing changed."},
		{RISK(OPEN), RISK(OPEN ", closure_approved: 2026-10-31"),
			"Risks: 1 closed."},
		/* Approved ahead, it closes on its day and on no other. */
		{RISK(OPEN ", closure_approved: 2026-10-01"),
			RISK(OPEN ", closure_approved: 2026-10-01"),
			"Risks: 1 closed."},
		{RISK(OPEN ", closure_approved: 2026-09-30"),
			RISK(OPEN ", closure_approved: 2026-09-30"),
			"Nothing changed."},
		{RISK(OPEN ", closure_approved: 2026-09-30"), RISK(OPEN),
			"Risks: 1 opened."},
		{RISK(OPEN),
			RISK("status: open, probability: H, impact: M, raised: "
			     "2026-01-01"),
			"Risks: 1 moved."},
		/* The same exposure by other levels is a move, too. */
		{RISK(OPEN),
			RISK("status: open, probability: M, impact: L, raised: "
			     "2026-01-01"),
			"Risks: 1 moved."},
		{RISK(OPEN), RISK(OPEN ", target: 2026-10-30"),
			"Nothing changed. Risks: 1 past the target date."},
		{RISK(OPEN), RISK(OPEN ", target: 2026-10-31"),
			"Nothing changed."},
		{"[]", RISK(OPEN ", archived: 2026-09-30"), "Nothing changed."},
		{"[]", RISK(OPEN ", archived: 2026-10-01"), "Risks: 1 opened."},
	};

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		struct pair_of pair = pair_of();

		shelf_add(&pair.before, RECORD_RISK, rows[i].before);
		shelf_add(&pair.after, RECORD_RISK, rows[i].after);
		compare(&pair);
		check_sentence(&pair, rows[i].sentence, rows[i].after);
		release(&pair);
	}
}
END_TEST

#define PLAN(rest) \
	"{id: p, title: P, actions: [{id: A1, title: Mend, owners: [clerk], " \
	"subject: contract/P, factor: mutuality/608, target: 50, " rest "}]}"
#define DONE "status: done, done_on: 2026-09-20, evidence: seen"

START_TEST(test_actions)
{
	static const struct {
		const char *before, *after;
		const char *scores; /* of an assessment of October, or NULL */
		const char *sentence;
	} rows[] = {
		{"[]", PLAN("status: open"), NULL, "Actions: 1 agreed."},
		{"[]", PLAN("status: open, due: 2026-10-31"), NULL,
			"Actions: 1 agreed, 1 due and not done."},
		{PLAN("status: open, due: 2026-10-01"),
			PLAN("status: open, due: 2026-10-01"), NULL,
			"Nothing changed. Actions: 1 due and not done."},
		{PLAN("status: open, due: 2026-09-30"),
			PLAN("status: open, due: 2026-09-30"), NULL,
			"Nothing changed. Actions: 1 late from before."},
		{PLAN("status: open, due: 2026-11-01"),
			PLAN("status: open, due: 2026-11-01"), NULL,
			"Nothing changed."},
		{PLAN("status: open"), PLAN(DONE), NULL, "Actions: 1 done."},
		{"[]", PLAN(DONE), NULL, "Actions: 1 done."},
		{PLAN(DONE), PLAN(DONE), NULL, "Nothing changed."},
		{PLAN(DONE), PLAN(DONE), "608: 50",
			"Actions: 1 proved. Scores: 1 assessed for the first "
			"time."},
		{PLAN(DONE), PLAN(DONE), "608: 25",
			"Scores: 1 assessed for the first time."},
		{PLAN("status: open"), PLAN("status: dropped"), NULL,
			"Actions: 1 dropped."},
		{PLAN("status: open"), "[]", NULL, "Actions: 1 dropped."},
		{PLAN(DONE), "[]", NULL, "Nothing changed."},
		{"[]", PLAN("status: dropped"), NULL, "Nothing changed."},
	};

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		struct pair_of pair = pair_of();

		shelf_add_mutuality(&pair.before);
		shelf_add_mutuality(&pair.after);
		shelf_add(&pair.before, RECORD_PLAN, rows[i].before);
		shelf_add(&pair.after, RECORD_PLAN, rows[i].after);
		if (rows[i].scores)
			shelf_assess(&pair.after, "contract/P", "mutuality@1.1",
				"2026-10-10", "self", rows[i].scores);
		compare(&pair);
		check_sentence(&pair, rows[i].sentence, rows[i].after);
		release(&pair);
	}
}
END_TEST

#define THING(rest) \
	"{id: D1, workstream: w, title: Book, baselines: [{document: a, due: " \
	"2026-11-01}" rest "}"

START_TEST(test_deliverables)
{
	static const struct {
		const char *before, *after, *sentence;
		int64_t days; /* of its only row */
	} rows[] = {
		{"[]", THING("]"), "Deliverables: 1 added.", 0},
		{THING("]"), THING("]"), "Nothing changed.", 0},
		{THING("]"), THING(", {document: b, due: mid 2026-12}]"),
			"Deliverables: 1 slipped.", 44},
		{THING("]"), THING(", {document: b, due: 2026-10-25}]"),
			"Deliverables: 1 brought forward.", 7},
		{THING("]"), THING("], actual: 2026-10-05"),
			"Deliverables: 1 delivered.", 0},
		{THING("], actual: 2026-10-05"),
			THING(", {document: b, due: 2026-12-01}], actual: "
			      "2026-10-05"),
			"Nothing changed.", 0},
		{THING("]"), THING(", {document: b, dropped: true}]"),
			"Deliverables: 1 dropped.", 0},
		{THING(", {document: b, dropped: true}]"),
			THING(", {document: b, dropped: true}]"),
			"Nothing changed.", 0},
		{THING("]"), "[]", "Deliverables: 1 dropped.", 0},
		{"[]", THING("], archived: 2026-09-30"), "Nothing changed.", 0},
	};

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		struct pair_of pair = pair_of();

		shelf_add(&pair.before, RECORD_DELIVERABLE, rows[i].before);
		shelf_add(&pair.after, RECORD_DELIVERABLE, rows[i].after);
		compare(&pair);
		check_sentence(&pair, rows[i].sentence, rows[i].after);
		for (int list = 0; list < REPORT_LISTS; list++)
			if (pair.report.lists[list].len)
				check_int(pair.report.lists[list].items[0].days,
					rows[i].days, rows[i].after);
		release(&pair);
	}
}
END_TEST

static void assess(struct shelf *shelf, const char *date, const char *scores)
{
	shelf_assess(
		shelf, "contract/P", "mutuality@1.1", date, "self", scores);
}

/* Against the latest that was known, like for like, with the gates it breaks.
 */
START_TEST(test_scores)
{
	struct pair_of pair = pair_of();
	const struct report_row *row;

	shelf_add_mutuality(&pair.before);
	shelf_add_mutuality(&pair.after);
	assess(&pair.before, "2026-08-01", "601: 50, 608: 50, 610: 75");
	assess(&pair.after, "2026-08-01", "601: 50, 608: 50, 610: 75");
	assess(&pair.after, "2026-09-30", "601: 75, 608: 25, 610: 75");
	assess(&pair.after, "2026-10-02", "601: 50, 608: 25, 610: 75");
	compare(&pair);
	check_sentence(&pair, "Scores: 1 assessed again.", "again");
	row = only(&pair, REPORT_SCORES_MOVED, "again");
	check_int(date_cmp(row->date, day("2026-10-02")), 0, "date");
	check_int(date_cmp(row->date_before, day("2026-08-01")), 0, "before");
	check_view(row->note, STR("608"), "gates");
	ck_assert(row->change.len && row->change.ptr[0] != '+');
	release(&pair);
}
END_TEST

START_TEST(test_score_changes)
{
	static const struct {
		const char *before, *after; /* scores of the same assessment */
		const char *sentence;
	} rows[] = {
		{"601: 50", "601: 50", "Nothing changed."},
		{"601: 50", "601: 75", "Scores: 1 corrected."},
		{"601: 50", NULL, "Scores: 1 withdrawn."},
		{NULL, "601: 50", "Scores: 1 assessed for the first time."},
		{NULL, NULL, "Nothing changed."},
	};

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		struct pair_of pair = pair_of();

		shelf_add_mutuality(&pair.before);
		shelf_add_mutuality(&pair.after);
		if (rows[i].before)
			assess(&pair.before, "2026-08-01", rows[i].before);
		if (rows[i].after)
			assess(&pair.after, "2026-08-01", rows[i].after);
		compare(&pair);
		check_sentence(&pair, rows[i].sentence, rows[i].sentence);
		release(&pair);
	}
}
END_TEST

static struct page *add_page(
	struct shelf *shelf, struct site *site, const char *path, int status)
{
	struct page *page = arena_new(&shelf->arena, struct page);

	page->source.path = str_of(path);
	page->front.title = str_of(path);
	page->front.status = status;
	*vec_push(&site->pages, &shelf->arena) = page;
	return page;
}

static struct history_difference *add_change(
	struct pair_of *pair, enum history_kind kind, const char *path)
{
	struct history_difference *change =
		vec_push(&pair->changes.list, &pair->after.arena);

	change->kind = kind;
	change->path = str_of(path);
	change->counts = kind == HISTORY_CHANGED;
	return change;
}

START_TEST(test_pages)
{
	static const struct {
		bool was, is; /* there */
		int before, after; /* status */
		enum history_kind kind;
		const char *sentence;
	} rows[] = {
		{false, true, 0, STATUS_FINAL, HISTORY_ADDED,
			"Pages: 1 published."},
		{false, true, 0, STATUS_WITHDRAWN, HISTORY_ADDED,
			"Nothing changed."},
		{true, false, STATUS_FINAL, 0, HISTORY_REMOVED,
			"Pages: 1 withdrawn."},
		{true, false, STATUS_SUPERSEDED, 0, HISTORY_REMOVED,
			"Nothing changed."},
		{true, true, STATUS_FINAL, STATUS_SUPERSEDED, HISTORY_CHANGED,
			"Pages: 1 withdrawn."},
		{true, true, STATUS_WITHDRAWN, STATUS_FINAL, HISTORY_CHANGED,
			"Pages: 1 published."},
		{true, true, STATUS_PROVISIONAL, STATUS_FINAL, HISTORY_CHANGED,
			"Pages: 1 changed."},
		{false, false, 0, 0, HISTORY_CHANGED, "Nothing changed."},
	};

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		struct pair_of pair = pair_of();

		if (rows[i].was)
			add_page(&pair.before, &pair.then, "a.md",
				rows[i].before);
		if (rows[i].is)
			add_page(&pair.after, &pair.now, "a.md", rows[i].after);
		add_change(&pair, rows[i].kind, "a.md");
		compare(&pair);
		check_sentence(&pair, rows[i].sentence, rows[i].sentence);
		release(&pair);
	}
}
END_TEST

/* A page that moved keeps its past, though another takes its place. */
START_TEST(test_moved)
{
	struct pair_of pair = pair_of();
	struct page *page;

	add_page(&pair.before, &pair.then, "a.md", 0);
	page = add_page(&pair.after, &pair.now, "b.md", 0);
	page->front.last_reviewed_on = day("2026-10-03");
	add_page(&pair.after, &pair.now, "a.md", 0);
	add_change(&pair, HISTORY_ADDED, "a.md");
	add_change(&pair, HISTORY_MOVED, "b.md")->from = STR("a.md");
	compare(&pair);
	check_sentence(
		&pair, "Pages: 1 published, 1 moved, 1 reviewed.", "moved");
	check_view(only(&pair, REPORT_PAGES_PUBLISHED, "moved")->id,
		STR("a.md"), "published");
	check_view(only(&pair, REPORT_PAGES_MOVED, "moved")->before,
		STR("a.md"), "from");
	release(&pair);
}
END_TEST

START_TEST(test_titles)
{
	static const struct {
		const char *since, *until;
		bool is_whole;
		const char *title;
	} rows[] = {
		{"2026-10-01", "2026-10-31", true, "October 2026"},
		{"2026-10-01", "2026-10-12", false, "October 2026"},
		{"2026-10-01", "2026-10-12", true,
			"1 October 2026 to 12 October 2026"},
		{"2026-10-02", "2026-10-31", true,
			"2 October 2026 to 31 October 2026"},
		{"2026-10-01", "2026-11-30", true,
			"1 October 2026 to 30 November 2026"},
		{"2024-02-01", "2024-02-29", true, "February 2024"},
	};

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		struct arena arena = ARENA_INIT;
		struct report report = {.since = day(rows[i].since),
			.until = day(rows[i].until),
			.is_whole = rows[i].is_whole};

		check_view(report_title(&arena, &report), str_of(rows[i].title),
			rows[i].title);
		arena_release(&arena);
	}
}
END_TEST

UNITS_SUITE(stage_report, test_risks, test_actions, test_deliverables,
	test_scores, test_score_changes, test_pages, test_moved, test_titles)
