#include "unit/units.h"

#include <string.h>

#include "score/aggregate.h"
#include "score/suppress.h"

enum {
	PAIRS = 30,
	SESSIONS = 16,
	PROBLEMS = 5,
	MONTHS = 12,
	FIGURES = 7 + PROBLEM_KINDS, /* of a report */
	CELLS = MONTHS + 3 * FIGURES, /* months, two halves, the year */
	SCHEMES = 1000,
	TRIES = 20000
};

/* A scheme: all there is to know of its pairs. */
struct world {
	size_t n;
	struct pair_record pairs[PAIRS];
	struct session sessions[PAIRS][SESSIONS];
	struct problem problems[PAIRS][PROBLEMS];
};

/* All figures of the year 2025, published or not. */
struct tables {
	struct scheme_figure cells[CELLS];
};

static struct date day_of(int year, size_t month, size_t day)
{
	return (struct date){
		(int16_t)year, (uint8_t)(month + 1), (uint8_t)(day + 1)};
}

static struct tables tables_of(const struct world *world)
{
	const struct pair_record *pairs[PAIRS];
	struct scheme_report reports[3];
	struct tables tables;

	for (size_t i = 0; i < world->n; i++)
		pairs[i] = &world->pairs[i];
	for (size_t m = 0; m < MONTHS; m++)
		tables.cells[m] = scheme_sessions(pairs, world->n,
			(struct date){2025, (uint8_t)(m + 1), 0});
	reports[0] = scheme_half(pairs, world->n, (struct date){2025, 1, 0});
	reports[1] = scheme_half(pairs, world->n, (struct date){2025, 7, 0});
	reports[2] = scheme_year(&reports[0], &reports[1]);
	ck_assert_uint_eq(sizeof reports,
		(CELLS - MONTHS) * sizeof(struct scheme_figure));
	memcpy(tables.cells + MONTHS, reports, sizeof reports);
	return tables;
}

/* Do two worlds publish the same? */
static bool is_same(const struct tables *a, const struct tables *b)
{
	for (size_t i = 0; i < CELLS; i++)
		if (a->cells[i].shown != b->cells[i].shown ||
			(a->cells[i].shown && a->cells[i].n != b->cells[i].n))
			return false;
	return true;
}

static void make_pair(struct world *world, size_t i, uint64_t *seed)
{
	struct pair_record *pair = &world->pairs[i];
	size_t sessions = units_below(seed, 9);
	size_t problems = units_below(seed, 10) < 6 ? 0 : units_below(seed, 4);

	*pair = (struct pair_record){
		.started = day_of(2024 + (int)units_below(seed, 2),
			units_below(seed, 12), units_below(seed, 28))};
	if (!units_below(seed, 5))
		pair->ended = day_of(
			2025, units_below(seed, 12), units_below(seed, 28));
	pair->every_months = (struct maybe_int){
		units_below(seed, 3) > 0, 1 + (int64_t)units_below(seed, 6)};
	pair->review_months = (struct maybe_int){
		units_below(seed, 4) == 0, 3 + (int64_t)units_below(seed, 10)};
	pair->goals = (struct maybe_int){true, (int64_t)units_below(seed, 4)};
	pair->goals_met = (struct maybe_int){units_below(seed, 3) > 0,
		(int64_t)units_below(seed, (size_t)pair->goals.n + 1)};
	for (size_t k = 0; k < sessions; k++)
		world->sessions[i][k] = (struct session){
			.date = day_of(2025, units_below(seed, 12),
				units_below(seed, 28)),
			.status = units_below(seed, 5) ? SESSION_HELD
						       : SESSION_CANCELLED};
	for (size_t k = 0; k < problems; k++)
		world->problems[i][k] = (struct problem){
			.kind = 1 + (int)units_below(seed, PROBLEM_KINDS),
			.raised = day_of(2025, units_below(seed, 12),
				units_below(seed, 28))};
	pair->sessions = (struct list){world->sessions[i], sessions};
	pair->problems = (struct list){world->problems[i], problems};
}

static void make_world(struct world *world, uint64_t *seed)
{
	world->n = units_below(seed, PAIRS);
	for (size_t i = 0; i < world->n; i++)
		make_pair(world, i, seed);
}

/* The lists of a copy lead into the copy. */
static void copy_world(struct world *to, const struct world *from)
{
	*to = *from;
	for (size_t i = 0; i < to->n; i++) {
		to->pairs[i].sessions.items = to->sessions[i];
		to->pairs[i].problems.items = to->problems[i];
	}
}

static void change_session(
	struct world *world, struct pair_record *pair, uint64_t *seed)
{
	struct session *sessions = pair->sessions.items;
	size_t n = pair->sessions.len;

	(void)world;
	if (n < SESSIONS && units_below(seed, 2)) {
		sessions[n] = (struct session){
			.date = day_of(2025, units_below(seed, 12),
				units_below(seed, 28)),
			.status = SESSION_HELD};
		pair->sessions.len++;
	} else if (n) {
		sessions[units_below(seed, n)].status = SESSION_CANCELLED;
	}
}

static void change_problem(
	struct world *world, struct pair_record *pair, uint64_t *seed)
{
	struct problem *problems = pair->problems.items;
	size_t n = pair->problems.len;
	int kind = 1 + (int)units_below(seed, PROBLEM_KINDS);

	(void)world;
	if (n < PROBLEMS && !units_below(seed, 2))
		problems[pair->problems.len++] = (struct problem){.kind = kind,
			.raised = day_of(2025, units_below(seed, 12),
				units_below(seed, 28))};
	else if (n && units_below(seed, 3))
		problems[units_below(seed, n)].kind = kind;
	else if (n)
		pair->problems.len--;
}

static void change_review(
	struct world *world, struct pair_record *pair, uint64_t *seed)
{
	(void)world;
	switch (units_below(seed, 4)) {
	case 0:
		pair->review_months = (struct maybe_int){
			true, 1 + (int64_t)units_below(seed, 24)};
		break;
	case 1:
		pair->goals_met.set = !pair->goals_met.set;
		break;
	case 2:
		pair->goals.n = (int64_t)units_below(seed, 6);
		if (pair->goals_met.n > pair->goals.n)
			pair->goals_met.n = pair->goals.n;
		break;
	default:
		pair->goals_met.n =
			(int64_t)units_below(seed, (size_t)pair->goals.n + 1);
	}
}

static void change_pace(
	struct world *world, struct pair_record *pair, uint64_t *seed)
{
	(void)world;
	pair->every_months =
		(struct maybe_int){true, 1 + (int64_t)units_below(seed, 12)};
}

static void change_pairs(
	struct world *world, struct pair_record *pair, uint64_t *seed)
{
	if (units_below(seed, 2) && world->n < PAIRS) {
		make_pair(world, world->n, seed);
		if (units_below(seed, 2))
			world->pairs[world->n].review_months =
				(struct maybe_int){true, 60};
		if (units_below(seed, 2)) {
			world->pairs[world->n].sessions.len = 0;
			world->pairs[world->n].problems.len = 0;
		}
		world->n++;
	} else if (units_below(seed, 2)) {
		pair->ended = day_of(
			2025, units_below(seed, 12), units_below(seed, 28));
	} else {
		pair->ended = (struct date){0};
	}
}

typedef void change_fn(
	struct world *world, struct pair_record *pair, uint64_t *seed);

/* What is likely to change a cell; or else anything. */
static change_fn *change_for(size_t cell, bool likely, uint64_t *seed)
{
	static change_fn *const any[] = {change_pairs, change_pace,
		change_review, change_session, change_problem};
	static change_fn *const of_report[] = {change_pairs, change_pace,
		change_review, change_review, change_review, change_review};
	size_t figure = cell < MONTHS ? 0 : (cell - MONTHS) % FIGURES;

	if (!likely)
		return any[units_below(seed, UNITS_LEN(any))];
	if (cell < MONTHS)
		return change_session;
	return figure < UNITS_LEN(of_report) ? of_report[figure]
					     : change_problem;
}

/* Change WORLD a little, with CELL in mind; most often one pair of it. */
static void change_world(
	struct world *world, size_t cell, size_t try, uint64_t *seed)
{
	size_t steps = 1 + units_below(seed, 1 + try / 100), pair = 0;

	for (size_t i = 0; i < steps; i++) {
		if (!world->n)
			make_pair(world, world->n++, seed);
		if (!i || !units_below(seed, 3))
			pair = units_below(seed, world->n);
		change_for(cell, try % 2 == 0, seed)(
			world, &world->pairs[pair], seed);
	}
}

/*
 * Look for other schemes that publish just the same, and have another figure
 * in a cell: nobody, however much they compute, can know that figure. Those
 * cells are no longer OPEN; CELL is.
 */
static void find_others(const struct world *world, const struct tables *tables,
	size_t cell, bool open[CELLS], uint64_t *seed)
{
	static struct world other;

	for (size_t try = 0; open[cell] && try < TRIES; try++) {
		struct tables now;

		copy_world(&other, world);
		change_world(&other, cell, try, seed);
		now = tables_of(&other);
		if (!is_same(&now, tables))
			continue;
		for (size_t i = 0; i < CELLS; i++)
			if (now.cells[i].n != tables->cells[i].n)
				open[i] = false;
	}
}

/* What an attacker may do with the tables of a thousand schemes. */
START_TEST(test_attack)
{
	static struct world world;
	uint64_t seed = 20250106;
	size_t hidden = 0, shown = 0;

	for (size_t scheme = 0; scheme < SCHEMES; scheme++) {
		bool open[CELLS];
		struct tables tables;

		make_world(&world, &seed);
		tables = tables_of(&world);
		for (size_t i = 0; i < CELLS; i++) {
			const struct scheme_figure *cell = &tables.cells[i];

			shown += cell->shown;
			check_fast(!cell->shown || cell->n >= SUPPRESS_LEAST);
			open[i] = cell->n < SUPPRESS_LEAST;
			hidden += open[i];
		}
		for (size_t i = 0; i < CELLS; i++) {
			find_others(&world, &tables, i, open, &seed);
			ck_assert_msg(!open[i],
				"scheme %zu of %zu pairs tells cell %zu: %zu",
				scheme, world.n, i, tables.cells[i].n);
		}
	}
	ck_assert_uint_gt(hidden, 10 * SCHEMES);
	ck_assert_uint_gt(shown, 5 * SCHEMES);
}
END_TEST

/* Parts of a total, worked out by hand. */
START_TEST(test_parts)
{
	static const struct {
		const char *name;
		size_t n; /* parts */
		size_t parts[4];
		const char *shown; /* parts and total: "1101 1" */
	} rows[] = {
		{"all are many", 4, {5, 6, 7, 8}, "1111 1"},
		{"nobody at all", 4, {0, 0, 0, 0}, "0000 0"},
		{"few in all", 4, {1, 1, 1, 1}, "0000 0"},
		{"one is few: the smallest goes with it", 4, {3, 9, 6, 8},
			"0101 1"},
		{"two are few, and together many", 4, {3, 9, 2, 8}, "0101 1"},
		{"two are few, even together", 4, {2, 9, 2, 8}, "0100 1"},
		{"none are few as well", 4, {0, 9, 0, 8}, "0100 1"},
		{"nothing is left to show", 2, {4, 9}, "00 1"},
		{"of two, both or neither", 2, {5, 5}, "11 1"},
	};

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		size_t counts[64 * 4] = {0}, person = 0, n = rows[i].n;
		struct suppressed got;
		struct buf text = BUF_INIT(64);

		for (size_t k = 0; k < n; k++)
			for (size_t p = 0; p < rows[i].parts[k]; p++)
				counts[person++ * n + k] = 1;
		got = suppress_parts(counts, person, n);
		for (size_t k = 0; k < n; k++)
			buf_putc(&text, got.show[k] ? '1' : '0');
		buf_printf(&text, " %d", got.show_total);
		check_view(buf_str(&text), str_of(rows[i].shown), rows[i].name);
		buf_release(&text);
	}
}
END_TEST

UNITS_SUITE(score_aggregate, test_parts, test_attack)
