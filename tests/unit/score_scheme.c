#include "unit/units.h"

#include "score/scheme.h"

static struct date day(const char *text)
{
	struct date date = {0};

	if (*text)
		ck_assert_msg(date_read(str_of(text), &date), "%s", text);
	return date;
}

enum { SESSIONS = 4 };

/* A pair, and how it stands at a day; all dates worked out by hand. */
struct case_row {
	const char *name, *started, *ended;
	int every, review; /* months; 0: nothing agreed */
	bool reviewed;
	const char *held[SESSIONS], *cancelled, *arranged;
	const char *at;
	const char *last, *next, *due; /* of session and review */
	enum scheme_state session, review_state;
	size_t unreported;
};

static const struct case_row rows[] = {
	{"nothing held yet: two months from the start", "2025-01-06", "", 0, 0,
		false, {""}, "", "", "2025-02-01", "", "2025-03-06",
		"2025-07-06", SCHEME_LATER, SCHEME_LATER, 0},
	{"due on the day itself", "2025-01-06", "", 0, 0, false, {""}, "", "",
		"2025-03-06", "", "2025-03-06", "2025-07-06", SCHEME_SOON,
		SCHEME_LATER, 0},
	{"overdue the day after", "2025-01-06", "", 0, 0, false, {""}, "", "",
		"2025-03-07", "", "2025-03-06", "2025-07-06", SCHEME_OVERDUE,
		SCHEME_LATER, 0},
	{"from the last that was held, in any order", "2025-01-06", "", 0, 0,
		false, {"2025-05-19", "2025-03-24"}, "", "", "2025-06-01",
		"2025-05-19", "2025-07-19", "2025-07-06", SCHEME_LATER,
		SCHEME_LATER, 0},
	{"31 December and two months: the end of February", "2025-01-06", "", 2,
		0, true, {"2025-12-31"}, "", "", "2026-01-15", "2025-12-31",
		"2026-02-28", "2025-07-06", SCHEME_LATER, SCHEME_DONE, 0},
	{"and of a leap year", "2023-01-06", "", 2, 0, true, {"2023-12-31"}, "",
		"", "2024-02-29", "2023-12-31", "2024-02-29", "2023-07-06",
		SCHEME_SOON, SCHEME_DONE, 0},
	{"31 August and six months", "2025-08-31", "", 0, 0, false,
		{"2026-01-30"}, "", "", "2026-02-01", "2026-01-30",
		"2026-03-30", "2026-02-28", SCHEME_LATER, SCHEME_SOON, 0},
	{"30 is no month's end to keep", "2025-01-06", "", 1, 0, true,
		{"2025-02-28"}, "", "", "2025-03-01", "2025-02-28",
		"2025-03-28", "2025-07-06", SCHEME_SOON, SCHEME_DONE, 0},
	{"they agreed on every month", "2025-01-06", "", 1, 0, false,
		{"2025-01-31"}, "", "", "2025-03-01", "2025-01-31",
		"2025-02-28", "2025-07-06", SCHEME_OVERDUE, SCHEME_LATER, 0},
	{"they agreed on every three", "2025-01-06", "", 3, 0, false,
		{"2025-01-31"}, "", "", "2025-04-30", "2025-01-31",
		"2025-04-30", "2025-07-06", SCHEME_SOON, SCHEME_LATER, 0},
	{"a cancelled one counts for nothing", "2025-01-06", "", 2, 0, false,
		{"2025-02-03"}, "2025-04-01", "", "2025-04-04", "2025-02-03",
		"2025-04-03", "2025-07-06", SCHEME_OVERDUE, SCHEME_LATER, 0},
	{"one is arranged in time", "2025-01-06", "", 2, 0, false,
		{"2025-02-03"}, "", "2025-04-03", "2025-04-01", "2025-02-03",
		"2025-04-03", "2025-07-06", SCHEME_DONE, SCHEME_LATER, 0},
	{"one is arranged too late", "2025-01-06", "", 2, 0, false,
		{"2025-02-03"}, "", "2025-04-04", "2025-04-01", "2025-02-03",
		"2025-04-03", "2025-07-06", SCHEME_SOON, SCHEME_LATER, 0},
	{"what became of it nobody said", "2025-01-06", "", 2, 0, false,
		{"2025-02-03"}, "", "2025-03-20", "2025-04-01", "2025-02-03",
		"2025-04-03", "2025-07-06", SCHEME_SOON, SCHEME_LATER, 1},
	{"what is held later is not known yet", "2025-01-06", "", 2, 0, false,
		{"2025-02-03", "2025-06-02"}, "", "", "2025-04-10",
		"2025-02-03", "2025-04-03", "2025-07-06", SCHEME_OVERDUE,
		SCHEME_LATER, 0},
	{"the review is due soon", "2025-01-06", "", 2, 6, false,
		{"2025-06-02"}, "", "", "2025-06-20", "2025-06-02",
		"2025-08-02", "2025-07-06", SCHEME_LATER, SCHEME_SOON, 0},
	{"the review is overdue", "2025-01-06", "", 2, 6, false, {"2025-06-02"},
		"", "", "2025-07-07", "2025-06-02", "2025-08-02", "2025-07-06",
		SCHEME_SOON, SCHEME_OVERDUE, 0},
	{"the review after nine months, as agreed", "2025-05-31", "", 2, 9,
		false, {"2026-01-02"}, "", "", "2026-01-10", "2026-01-02",
		"2026-03-02", "2026-02-28", SCHEME_LATER, SCHEME_LATER, 0},
	{"it has ended", "2025-01-06", "2025-04-30", 2, 6, false,
		{"2025-02-03"}, "", "", "2025-05-01", "2025-02-03",
		"2025-04-03", "2025-07-06", SCHEME_OVER, SCHEME_OVER, 0},
	{"on its last day it has not", "2025-01-06", "2025-04-30", 2, 6, false,
		{"2025-02-03"}, "", "", "2025-04-30", "2025-02-03",
		"2025-04-03", "2025-07-06", SCHEME_OVERDUE, SCHEME_LATER, 0},
	{"it has not started", "2025-06-01", "", 2, 6, false, {""}, "", "",
		"2025-05-31", "", "2025-08-01", "2025-12-01", SCHEME_OVER,
		SCHEME_OVER, 0},
};

static void check_day(struct date got, const char *want, const char *row)
{
	struct buf text = BUF_INIT(64);

	if (date_is_set(got))
		date_put_iso(&text, got);
	check_view(buf_str(&text), str_of(want), row);
	buf_release(&text);
}

static size_t add_session(struct session *sessions, size_t n, const char *date,
	enum session_status status)
{
	if (!date || !*date)
		return n;
	sessions[n] =
		(struct session){.date = day(date), .status = (int)status};
	return n + 1;
}

START_TEST(test_standing)
{
	rows_each(struct case_row, row, rows)
	{
		struct session sessions[SESSIONS + 2];
		struct pair_record pair = {.started = day(row->started),
			.ended = day(row->ended),
			.every_months = {row->every > 0, row->every},
			.review_months = {row->review > 0, row->review},
			.goals_met = {row->reviewed, 1}};
		struct pair_standing got;
		size_t n = 0;

		for (size_t i = 0; i < SESSIONS; i++)
			n = add_session(
				sessions, n, row->held[i], SESSION_HELD);
		n = add_session(sessions, n, row->cancelled, SESSION_CANCELLED);
		n = add_session(sessions, n, row->arranged, SESSION_ARRANGED);
		pair.sessions = (struct list){sessions, n};
		got = pair_stands(&pair, day(row->at), (struct period){0, 30});
		check_day(got.last, row->last, row->name);
		check_day(got.next, row->next, row->name);
		check_day(got.review, row->due, row->name);
		check_int(got.session, row->session, row->name);
		check_int(got.reviewed, row->review_state, row->name);
		check_int(got.unreported, row->unreported, row->name);
	}
}
END_TEST

START_TEST(test_problems)
{
	static const struct {
		const char *at;
		size_t open;
	} days[] = {{"2025-01-31", 0}, {"2025-02-01", 1}, {"2025-03-01", 2},
		{"2025-03-09", 2}, {"2025-03-10", 1}};
	struct problem problems[] = {
		{.raised = day("2025-02-01"), .resolved = day("2025-03-10")},
		{.raised = day("2025-03-01")}};
	struct pair_record pair = {.started = day("2025-01-01"),
		.problems = {problems, UNITS_LEN(problems)}};

	for (size_t i = 0; i < UNITS_LEN(days); i++)
		check_int(pair_stands(&pair, day(days[i].at),
				  (struct period){0, 30})
				  .problems,
			days[i].open, days[i].at);
}
END_TEST

UNITS_SUITE(score_scheme, test_standing, test_problems)
