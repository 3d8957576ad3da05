#include "unit/score_shelf.h"

#include "score/programme.h"
#include "score/proof.h"

START_TEST(test_risk_levels)
{
	static const struct {
		const char *probability, *impact;
		int exposure;
		enum level level;
	} rows[] = {
		{"L", "L", 1, LEVEL_LOW},
		{"L", "M", 2, LEVEL_LOW},
		{"M", "L", 2, LEVEL_LOW},
		{"L", "H", 3, LEVEL_MEDIUM},
		{"H", "L", 3, LEVEL_MEDIUM},
		{"M", "M", 4, LEVEL_MEDIUM},
		{"M", "H", 6, LEVEL_HIGH},
		{"H", "M", 6, LEVEL_HIGH},
		{"H", "H", 9, LEVEL_HIGH},
	};

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		struct shelf shelf = SHELF_INIT;
		const struct risk *risk;

		shelf_add(&shelf, RECORD_RISK,
			arena_printf(&shelf.arena,
				"{id: r, status: open, title: R, probability: "
				"%s, impact: %s, mitigation: m, owner: o, "
				"raised: 2026-01-01}",
				rows[i].probability, rows[i].impact)
				.ptr);
		risk = shelf.records.of[RECORD_RISK].items[0];
		check_int(risk_exposure(risk), rows[i].exposure,
			rows[i].probability);
		check_int(risk_level(risk_exposure(risk)), rows[i].level,
			rows[i].probability);
		shelf_release(&shelf);
	}
}
END_TEST

static struct date day(const char *text)
{
	struct date date;

	ck_assert_msg(date_read(str_of(text), &date), "%s", text);
	return date;
}

/* Open from the day it is raised until the day its closure is approved. */
START_TEST(test_risk_dates)
{
	static const struct {
		const char *rest, *date;
		bool open;
		int64_t over;
	} rows[] = {
		{"status: open", "2026-01-31", false, 0},
		{"status: open", "2026-02-01", true, 0},
		{"status: open, target: 2026-03-01", "2026-02-28", true, 0},
		{"status: open, target: 2026-03-01", "2026-03-01", true, 0},
		{"status: open, target: 2026-03-01", "2026-03-02", true, 1},
		{"status: open, target: 2026-03-01", "2027-03-01", true, 365},
		{"status: closed, target: 2026-03-01, closure_approved: "
		 "2026-04-01",
			"2026-03-31", true, 30},
		{"status: closed, target: 2026-03-01, closure_approved: "
		 "2026-04-01",
			"2026-04-01", false, 0},
		/* a register that stopped is read as at its last day */
		{"status: open, target: 2026-03-01, archived: 2026-03-11",
			"2026-11-01", true, 10},
		{"status: open, target: 2026-03-01, archived: 2026-03-11",
			"2026-03-04", true, 3},
		{"status: closed, closure_approved: 2026-04-01, archived: "
		 "2026-03-11",
			"2026-11-01", true, 0},
	};

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		struct shelf shelf = SHELF_INIT;
		const struct risk *risk;

		shelf_add(&shelf, RECORD_RISK,
			arena_printf(&shelf.arena,
				"{id: r, title: R, probability: M, impact: M, "
				"mitigation: m, owner: o, raised: 2026-02-01, "
				"%s}",
				rows[i].rest)
				.ptr);
		risk = shelf.records.of[RECORD_RISK].items[0];
		check_int(risk_is_open(risk, day(rows[i].date)), rows[i].open,
			rows[i].rest);
		check_int(risk_days_over(risk, day(rows[i].date)), rows[i].over,
			rows[i].rest);
		shelf_release(&shelf);
	}
}
END_TEST

/* From the first baseline to the last; vague days are read as one. */
START_TEST(test_slip)
{
	static const struct {
		const char *baselines;
		bool has;
		int64_t days;
	} rows[] = {
		{"{document: a, due: 2006-10-01}", false, 0},
		{"{document: a, due: 2006-10-01}, {document: b, due: "
		 "2006-10-01}",
			true, 0},
		{"{document: a, due: 2006-10-01}, {document: b, due: "
		 "2006-12-31}",
			true, 91},
		{"{document: a, due: 2006-10-01}, {document: b, due: "
		 "2006-12-31}, {document: c, due: 2006-10-11}",
			true, 10},
		{"{document: a, due: 2006-10-11}, {document: b, due: "
		 "2006-10-01}",
			true, -10},
		{"{document: a, due: mid 2006-02}, {document: b, due: end "
		 "2006-02}",
			true, 13},
		{"{document: a, due: end 2008-02}, {document: b, due: mid "
		 "2008-03}",
			true, 15},
		{"{document: a, due: end 2006-12}, {document: b, due: "
		 "2007-01-01}",
			true, 1},
		{"{document: a, due: 2006-10-01}, {document: b, dropped: "
		 "true}",
			false, 0},
		{"{document: a, due: 2006-10-01}, {document: b, due: "
		 "2006-10-02}, {document: c, due: 2006-11-01, dropped: true}",
			true, 1},
		{"{document: a, not_listed: true}, {document: b, due: "
		 "2006-10-01}, {document: c, due: 2006-10-03}",
			true, 2},
	};

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		struct shelf shelf = SHELF_INIT;
		int64_t days = 0;
		bool has;

		shelf_add(&shelf, RECORD_DELIVERABLE,
			arena_printf(&shelf.arena,
				"{id: d, workstream: w, title: D, baselines: "
				"[%s]}",
				rows[i].baselines)
				.ptr);
		has = deliverable_slip(
			shelf.records.of[RECORD_DELIVERABLE].items[0], &days);
		check_int(has, rows[i].has, rows[i].baselines);
		check_int(days, rows[i].days, rows[i].baselines);
		shelf_release(&shelf);
	}
}
END_TEST

START_TEST(test_alignment)
{
	static const struct {
		const char *drivers;
		int64_t num, den;
	} rows[] = {
		{"{id: a, title: A, weight: 10, alignment: H}", 100, 1},
		{"{id: a, title: A, weight: 10, alignment: L}", 100, 3},
		{"{id: a, title: A, weight: 10, alignment: M}, {id: b, title: "
		 "B, weight: 30, alignment: L}",
			5000, 120},
		{"{id: a, title: A, weight: 10, alignment: H}, {id: b, title: "
		 "B, weight: 30}",
			100, 1},
		{"{id: b, title: B, weight: 30}", 0, 0},
		{"{id: b, title: B, weight: 0, alignment: H}", 0, 0},
	};

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		struct shelf shelf = SHELF_INIT;
		struct fraction got;

		shelf_add(&shelf, RECORD_DRIVERS,
			arena_printf(&shelf.arena,
				"{id: d, title: D, drivers: [%s]}",
				rows[i].drivers)
				.ptr);
		got = programme_alignment(
			shelf.records.of[RECORD_DRIVERS].items[0]);
		check_int(fraction_is(got), rows[i].den != 0, rows[i].drivers);
		if (rows[i].den)
			check_int(fraction_cmp(got,
					  (struct fraction){
						  rows[i].num, rows[i].den}),
				0, rows[i].drivers);
		shelf_release(&shelf);
	}
}
END_TEST

/* Figure 3 of the mutuality paper: 1840/2160. */
START_TEST(test_figure_3)
{
	struct shelf shelf = SHELF_INIT;
	struct fraction got;

	shelf_add_file(&shelf, RECORD_DRIVERS, "content/data/drivers/fhrc.yml");
	got = programme_alignment(shelf.records.of[RECORD_DRIVERS].items[0]);
	check_int(
		fraction_cmp(got, (struct fraction){184000, 2160}), 0, "85.2");
	check_int(fraction_tenths(got, NULL), 852, "85.2");
	shelf_release(&shelf);
}
END_TEST

/* The register of the project initiation document, 21 September 2006. */
START_TEST(test_risk_register)
{
	static const struct {
		const char *date;
		int exposure;
	} rows[] = {
		{"2006-03-30", 0},
		{"2006-03-31", 22}, /* 6 + 4 + 6 + 6 */
		{"2006-07-23", 22},
		{"2006-07-24", 10}, /* 003 and 004 closed */
		{"2006-09-21", 10},
	};
	static const int exposures[] = {6, 4, 6, 6};
	static const int64_t over[] = {5, 16, 0, 0};
	struct shelf shelf = SHELF_INIT;
	const struct record_list *risks = &shelf.records.of[RECORD_RISK];

	shelf_add_file(&shelf, RECORD_RISK, "content/data/risks.yml");
	for (size_t i = 0; i < 4; i++) {
		check_int(risk_exposure(risks->items[i]), exposures[i],
			"exposure");
		check_int(risk_days_over(risks->items[i], day("2006-09-21")),
			over[i], "days over");
		check_int(risk_days_over(risks->items[i], day("2026-11-21")),
			over[i], "and they stay so");
	}
	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		int sum = 0;

		for (size_t k = 0; k < 4; k++)
			if (risk_is_open(risks->items[k], day(rows[i].date)))
				sum += risk_exposure(risks->items[k]);
		check_int(sum, rows[i].exposure, rows[i].date);
	}
	shelf_release(&shelf);
}
END_TEST

/* Slips between the terms of reference and the project initiation document. */
START_TEST(test_deliverables)
{
	static const struct {
		const char *id;
		int64_t slip;
	} rows[] = {
		{"D04", 62}, /* final report */
		{"D05", -10}, {"D11", 43}, /* second sharing event */
		{"D12", 91}, /* Commercial Centre */
		{"D14", 92}, /* second wave of critical friends */
	};
	struct shelf shelf = SHELF_INIT;

	shelf_add_file(
		&shelf, RECORD_DELIVERABLE, "content/data/deliverables.yml");
	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		int64_t days = 0;

		ck_assert(deliverable_slip(
			records_find(&shelf.records, RECORD_DELIVERABLE,
				str_of(rows[i].id)),
			&days));
		check_int(days, rows[i].slip, rows[i].id);
	}
	shelf_release(&shelf);
}
END_TEST

static size_t count_owner(const struct plan *plan, const char *role)
{
	size_t n = 0;

	list_each(const struct action, action, &plan->actions)
		list_each(const struct str, owner, &action->owners)
			n += str_eq(*owner, str_of(role));
	return n;
}

static size_t count_review(const struct plan *plan, int year, int month)
{
	size_t n = 0;

	list_each(const struct action, action, &plan->actions)
		list_each(const struct date, date, &action->review)
			n += (!year || date->year == year) &&
				(!month || date->month == month);
	return n;
}

/* The improvement plan of 2017, joint owners counted for each. */
START_TEST(test_plan)
{
	static const struct {
		const char *role;
		size_t actions;
	} owners[] = {{"srm-lead", 12}, {"csmg", 11}, {"od", 3}, {"cma-eug", 3},
		{"bsp-commercial", 1}, {"assurance", 1}};
	static const struct {
		int year, month;
		size_t points;
	} reviews[] = {{2017, 6, 2}, {2017, 10, 5}, {2017, 12, 10},
		{2018, 1, 5}, {2018, 3, 6}, {2018, 5, 1}, {0, 0, 29}};
	struct shelf shelf = SHELF_INIT;
	const struct plan *plan;
	size_t ongoing = 0;

	shelf_add_file(
		&shelf, RECORD_PLAN, "content/data/plans/improvement-2017.yml");
	plan = shelf.records.of[RECORD_PLAN].items[0];
	check_int(plan->areas.len, 9, "areas");
	check_int(plan->waves.len, 3, "waves");
	check_int(plan->actions.len, 29, "actions");
	for (size_t i = 0; i < UNITS_LEN(owners); i++)
		check_int(count_owner(plan, owners[i].role), owners[i].actions,
			owners[i].role);
	for (size_t i = 0; i < UNITS_LEN(reviews); i++)
		check_int(count_review(plan, reviews[i].year, reviews[i].month),
			reviews[i].points, "review points");
	list_each(const struct action, action, &plan->actions)
		ongoing += action->ongoing;
	check_int(ongoing, 1, "ongoing");
	shelf_release(&shelf);
}
END_TEST

/* Done is one thing, proved by a later assessment another. */
START_TEST(test_proof)
{
	static const struct {
		const char *action, *word, *by;
	} rows[] = {
		{"status: open", "open", ""},
		{"status: open, due: 2026-06-01", "open", ""},
		{"status: open, due: 2026-05-31", "late", ""},
		{"status: dropped, due: 2026-05-31", "dropped", ""},
		{"status: done, done_on: 2026-01-15", "done", ""},
		/* below what was agreed; then at it, for good */
		{"status: done, done_on: 2025-01-01, factor: mutuality/601, "
		 "target: 75",
			"proved", "2025-06-01"},
		{"status: done, done_on: 2025-06-02, factor: mutuality/601, "
		 "target: 75",
			"not yet proved", "2026-02-01"},
		{"status: done, done_on: 2025-06-01, factor: mutuality/601, "
		 "target: 75",
			"proved", "2025-06-01"},
		{"status: done, done_on: 2025-01-01, factor: mutuality/601, "
		 "target: 100",
			"not yet proved", "2026-02-01"},
		{"status: done, done_on: 2026-02-02, factor: mutuality/601, "
		 "target: 25",
			"done", ""},
		/* nobody scored it since */
		{"status: done, done_on: 2025-01-01, factor: mutuality/602, "
		 "target: 25",
			"done", ""},
		{"status: done, done_on: 2025-01-01, factor: other/601, "
		 "target: 25",
			"done", ""},
	};

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		struct shelf shelf = SHELF_INIT;
		struct buf date = BUF_INIT(100);
		const struct plan *plan;
		struct proof proof;

		shelf_add_mutuality(&shelf);
		shelf_assess(&shelf, "contract/P", "mutuality@1.1",
			"2025-03-01", "self", "601: 50");
		shelf_assess(&shelf, "contract/P", "mutuality", "2025-06-01",
			"peer", "601: 75");
		shelf_assess(&shelf, "contract/P", "mutuality@1.1",
			"2026-02-01", "self", "601: 25");
		shelf_assess(&shelf, "contract/G", "mutuality@1.1",
			"2026-02-01", "self", "601: 100, 602: 100");
		shelf_score(&shelf);
		shelf_add(&shelf, RECORD_PLAN,
			arena_printf(&shelf.arena,
				"{id: p, title: P, areas: [], actions: [{id: "
				"A, title: A, subject: contract/P, owners: [r],"
				" %s}]}",
				rows[i].action)
				.ptr);
		plan = shelf.records.of[RECORD_PLAN].items[0];
		proof = proof_of(
			plan->actions.items, &shelf.book, day("2026-06-01"));
		check_view(proof_text(proof.progress), str_of(rows[i].word),
			rows[i].action);
		if (proof.by)
			date_put_iso(&date, proof.by->record->date);
		check_buf(&date, rows[i].by, rows[i].action);
		buf_release(&date);
		shelf_release(&shelf);
	}
}
END_TEST

UNITS_SUITE(score_programme, test_risk_levels, test_risk_dates, test_slip,
	test_alignment, test_figure_3, test_risk_register, test_deliverables,
	test_plan, test_proof)
