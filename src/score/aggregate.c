#include "score/aggregate.h"

#include <stdlib.h>

#include "base/arena.h"
#include "score/suppress.h"

enum { HALF = 6 }; /* months */

/* The days that a figure is of. */
struct span {
	struct date from, until;
};

static struct span months_from(struct date first, int months)
{
	struct date start = {first.year, first.month, 1};
	struct date last = date_add(start, (struct period){months - 1, 0});

	last.day = 0;
	return (struct span){start, date_last_day(last)};
}

static bool is_in(struct date date, const struct span *span)
{
	return date_cmp(date, span->from) >= 0 &&
		date_cmp(date, span->until) <= 0;
}

struct scheme_figure scheme_sessions(
	const struct pair_record *const *pairs, size_t n, struct date month)
{
	struct span span = months_from(month, 1);
	size_t held = 0, people = 0;

	for (size_t i = 0; i < n; i++) {
		size_t before = held;

		list_each(const struct session, session, &pairs[i]->sessions)
			held += session->status == SESSION_HELD &&
				is_in(session->date, &span);
		people += held > before;
	}
	return (struct scheme_figure){held, suppress_may_show(people)};
}

static void count_pairs(struct scheme_report *report,
	const struct pair_record *const *pairs, size_t n,
	const struct span *span)
{
	for (size_t i = 0; i < n; i++) {
		if (!pair_is_active(pairs[i], span->until, span->until))
			continue;
		report->pairs.n++;
		report->pace.n += pair_keeps_pace(pairs[i], span->until);
	}
	report->pairs.shown = suppress_may_show(report->pairs.n);
	report->pace.shown = suppress_may_part(report->pace.n, report->pairs.n);
}

/* Of how many pairs a sum is. */
struct backers {
	size_t set, met, unmet;
};

static void count_goals(struct scheme_report *report,
	const struct pair_record *pair, struct backers *backers)
{
	size_t set = pair->goals.set ? (size_t)pair->goals.n : 0;
	size_t met = (size_t)pair->goals_met.n;

	report->set.n += set;
	report->met.n += met;
	backers->set += set > 0;
	backers->met += met > 0;
	backers->unmet += met < set;
}

/* A review is due of a pair that goes on until then. */
static void count_reviews(struct scheme_report *report,
	const struct pair_record *const *pairs, size_t n,
	const struct span *span)
{
	struct backers backers = {0};

	for (size_t i = 0; i < n; i++) {
		struct date due = pair_review_due(pairs[i]);

		if (!is_in(due, span) || !pair_is_active(pairs[i], due, due))
			continue;
		report->due.n++;
		if (!pairs[i]->goals_met.set)
			continue;
		report->done.n++;
		count_goals(report, pairs[i], &backers);
	}
	report->due.shown = suppress_may_show(report->due.n);
	report->done.shown = suppress_may_part(report->done.n, report->due.n);
	report->set.shown =
		report->done.shown && suppress_may_show(backers.set);
	report->met.shown = report->set.shown &&
		suppress_may_show(backers.met) &&
		suppress_may_show(backers.unmet);
}

static void count_problems(struct scheme_report *report,
	const struct pair_record *const *pairs, size_t n,
	const struct span *span)
{
	size_t *counts = base_calloc(n + 1, PROBLEM_KINDS * sizeof *counts);
	struct suppressed shown;

	for (size_t i = 0; i < n; i++)
		list_each(const struct problem, problem, &pairs[i]->problems)
			if (problem->kind && is_in(problem->raised, span))
				counts[i * PROBLEM_KINDS +
					(size_t)problem->kind - 1]++;
	shown = suppress_parts(counts, n, PROBLEM_KINDS);
	report->problems =
		(struct scheme_figure){shown.total, shown.show_total};
	for (size_t k = 0; k < PROBLEM_KINDS; k++)
		report->kinds[k] =
			(struct scheme_figure){shown.parts[k], shown.show[k]};
	free(counts);
}

struct scheme_report scheme_half(
	const struct pair_record *const *pairs, size_t n, struct date first)
{
	struct scheme_report report = {0};
	struct span span = months_from(first, HALF);

	count_pairs(&report, pairs, n, &span);
	count_reviews(&report, pairs, n, &span);
	count_problems(&report, pairs, n, &span);
	return report;
}

static struct scheme_figure sum(
	struct scheme_figure first, struct scheme_figure second)
{
	return (struct scheme_figure){
		first.n + second.n, first.shown && second.shown};
}

struct scheme_report scheme_year(
	const struct scheme_report *first, const struct scheme_report *second)
{
	struct scheme_report year = {.pairs = second->pairs,
		.pace = second->pace,
		.due = sum(first->due, second->due),
		.done = sum(first->done, second->done),
		.set = sum(first->set, second->set),
		.met = sum(first->met, second->met),
		.problems = sum(first->problems, second->problems)};

	for (size_t k = 0; k < PROBLEM_KINDS; k++)
		year.kinds[k] = sum(first->kinds[k], second->kinds[k]);
	return year;
}
