#include "score/scheme.h"

static struct date months_later(
	struct date date, struct maybe_int months, int usual)
{
	return date_add(
		date, (struct period){months.set ? (int)months.n : usual, 0});
}

/* Dates of sessions up to DAY, and of the first that is arranged from then. */
static void look_at_sessions(const struct pair_record *pair, struct date day,
	struct pair_standing *standing)
{
	list_each(const struct session, session, &pair->sessions) {
		bool past = date_cmp(session->date, day) <= 0;
		struct date *arranged = &standing->arranged;

		if (session->status == SESSION_HELD && past &&
			(!date_is_set(standing->last) ||
				date_cmp(session->date, standing->last) > 0))
			standing->last = session->date;
		if (session->status != SESSION_ARRANGED)
			continue;
		if (date_cmp(session->date, day) < 0)
			standing->unreported++;
		else if (!date_is_set(*arranged) ||
			date_cmp(session->date, *arranged) < 0)
			*arranged = session->date;
	}
}

static enum scheme_state judge(
	struct date due, struct date day, struct period soon, bool done)
{
	if (done)
		return SCHEME_DONE;
	if (date_cmp(due, day) < 0)
		return SCHEME_OVERDUE;
	return date_cmp(due, date_add(day, soon)) <= 0 ? SCHEME_SOON
						       : SCHEME_LATER;
}

bool pair_is_active(
	const struct pair_record *pair, struct date from, struct date until)
{
	return date_cmp(pair->started, until) <= 0 &&
		(!date_is_set(pair->ended) || date_cmp(pair->ended, from) >= 0);
}

struct date pair_review_due(const struct pair_record *pair)
{
	return months_later(pair->started, pair->review_months, SCHEME_REVIEW);
}

static size_t open_problems(const struct pair_record *pair, struct date day)
{
	size_t n = 0;

	list_each(const struct problem, problem, &pair->problems)
		n += date_cmp(problem->raised, day) <= 0 &&
			(!date_is_set(problem->resolved) ||
				date_cmp(problem->resolved, day) > 0);
	return n;
}

struct pair_standing pair_stands(
	const struct pair_record *pair, struct date day, struct period soon)
{
	struct pair_standing standing = {
		.active = pair_is_active(pair, day, day),
		.review = pair_review_due(pair),
		.problems = open_problems(pair, day)};
	struct date from;

	look_at_sessions(pair, day, &standing);
	from = date_is_set(standing.last) ? standing.last : pair->started;
	standing.next = months_later(from, pair->every_months, SCHEME_MONTHS);
	if (!standing.active)
		return standing;
	standing.session = judge(standing.next, day, soon,
		date_is_set(standing.arranged) &&
			date_cmp(standing.arranged, standing.next) <= 0);
	standing.reviewed =
		judge(standing.review, day, soon, pair->goals_met.set);
	return standing;
}

bool pair_keeps_pace(const struct pair_record *pair, struct date day)
{
	struct pair_standing standing =
		pair_stands(pair, day, (struct period){0, 0});

	return date_cmp(standing.next, day) >= 0;
}

struct str scheme_session_text(enum scheme_state state)
{
	static const struct str texts[] = {
		[SCHEME_OVER] = STR_INIT("ended"),
		[SCHEME_LATER] = STR_INIT("later"),
		[SCHEME_DONE] = STR_INIT("arranged"),
		[SCHEME_SOON] = STR_INIT("due soon"),
		[SCHEME_OVERDUE] = STR_INIT("overdue"),
	};

	return texts[state];
}

struct str scheme_review_text(enum scheme_state state)
{
	return state == SCHEME_DONE ? STR("done") : scheme_session_text(state);
}
