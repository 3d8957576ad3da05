#include "unit/score_shelf.h"

#include "score/text.h"

/* "headline like-for-like: word" of the later of two self-assessments. */
static void check_trend(const char *before, const char *after, const char *want)
{
	struct shelf shelf = SHELF_INIT;
	struct buf out = BUF_INIT(1000);
	const struct trend *trend;

	shelf_add_mutuality(&shelf);
	shelf_assess(&shelf, "contract/P", "mutuality@1.1", "2025-01-01",
		"self", before);
	shelf_assess(&shelf, "contract/P", "mutuality@1.1", "2026-01-01",
		"self", after);
	shelf_score(&shelf);
	trend = &shelf_find(&shelf, "contract/P", "2026-01-01", "self")->trend;
	buf_put(&out, text_change(&shelf.arena, trend->headline));
	buf_putc(&out, ' ');
	buf_put(&out, text_change(&shelf.arena, trend->like_for_like));
	buf_printf(&out, " %s", trend_text(trend->word));
	check_view(buf_str(&out), str_of(want), after);
	buf_release(&out);
	shelf_release(&shelf);
}

START_TEST(test_change)
{
	check_trend("601: 50", "601: 50", "0.0 0.0 no material change");
	check_trend("601: 50", "601: 75", "+25.0 +25.0 improved");
	check_trend("601: 75", "601: 50", "-25.0 -25.0 declined");
	/* 602 was not scored before: the headline falls, like for like not */
	check_trend(
		"601: 75", "601: 75, 602: 25", "-25.0 0.0 no material change");
	/* nothing in common */
	check_trend("601: 75", "602: 25", "-50.0  ");
	check_trend("601: missing", "602: 25", "  ");
	check_trend("601: 25", "", "  ");
}
END_TEST

/*
 * A weak factor marked n/a does not look like progress: by the example, 615
 * n/a is 73125/1375 − 75625/1475, which is +1.9, and nothing else moved.
 */
START_TEST(test_na_is_no_progress)
{
	static const char without_615[] =
		"601: 75, 602: 50, 603: 75, 604: 100, 605: 50, 606: 50, "
		"607: 25, 608: 25, 609: 75, 610: 50, 611: 50, 612: 25, "
		"613: 75, 614: 0, 615: {na: No exit}, 616: 50";

	check_trend(shelf_example, without_615, "+1.9 0.0 no material change");
	/* 601 50·100 and 602 0·100, then n/a */
	check_trend("601: 50, 602: 0", "601: 50, 602: {na: x}",
		"+25.0 0.0 no material change");
	check_trend("601: 50, 602: 0", "601: 25, 602: {na: x}",
		"0.0 -25.0 declined");
	check_trend("601: 50, 602: {na: x}", "601: 75, 602: 0",
		"-12.5 +25.0 improved");
}
END_TEST

/* Material from 2.5 points on, exactly; whatever the printed tenths say. */
START_TEST(test_material)
{
	static const struct {
		int weight; /* of the factor that moves by 25, of 1000 */
		const char *change, *word;
	} rows[] = {
		{100, "+2.5", "improved"}, /* 2.5 */
		{99, "+2.5", "no material change"}, /* 2.475 */
		{98, "+2.5", "no material change"}, /* 2.45 */
		{97, "+2.4", "no material change"}, /* 2.425 */
		{104, "+2.6", "improved"}, /* 2.6 */
	};

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		struct shelf shelf = SHELF_INIT;
		const struct trend *trend;

		shelf_add(&shelf, RECORD_FACTOR_SET,
			arena_printf(&shelf.arena,
				"id: set\ntitle: S\nversion: 1\n"
				"scale: {min: 0, max: 100, step: 25}\n"
				"factors:\n"
				"  - {id: 1, title: a, weight: %d}\n"
				"  - {id: 2, title: b, weight: %d}\n",
				rows[i].weight, 1000 - rows[i].weight)
				.ptr);
		shelf_assess(&shelf, "prospect/x", "set", "2025-01-01", "peer",
			"1: 25, 2: 50");
		shelf_assess(&shelf, "prospect/x", "set", "2025-02-01", "peer",
			"1: 50, 2: 50");
		shelf_assess(&shelf, "prospect/x", "set", "2025-03-01", "peer",
			"1: 25, 2: 50");
		shelf_score(&shelf);
		trend = &shelf_find(&shelf, "prospect/x", "2025-02-01", "peer")
				 ->trend;
		check_view(text_change(&shelf.arena, trend->headline),
			str_of(rows[i].change), rows[i].change);
		check_view(str_of(trend_text(trend->word)),
			str_of(rows[i].word), rows[i].change);
		trend = &shelf_find(&shelf, "prospect/x", "2025-03-01", "peer")
				 ->trend;
		check_int(trend->word,
			rows[i].weight < 100 ? TREND_SAME : TREND_WORSE,
			"and back");
		shelf_release(&shelf);
	}
}
END_TEST

/* Between versions: the later weights, scales as per cent, factors by number.
 */
START_TEST(test_versions)
{
	struct shelf shelf = SHELF_INIT;
	const struct marked *marked;

	shelf_add(&shelf, RECORD_FACTOR_SET,
		"id: set\ntitle: S\nversion: '2.9'\n"
		"scale: {min: 0, max: 4, step: 1}\nfactors:\n"
		"  - {id: 1, title: a, weight: 10}\n"
		"  - {id: 2, title: b, weight: 10}\n"
		"  - {id: 3, title: c, weight: 10}\n");
	shelf_add(&shelf, RECORD_FACTOR_SET,
		"id: set\ntitle: S\nversion: '2.10'\n"
		"scale: {min: 0, max: 100, step: 10}\nfactors:\n"
		"  - {id: 4, title: d, weight: 10}\n"
		"  - {id: 2, title: b, weight: 30}\n"
		"  - {id: 1, title: a, weight: 10}\n");
	shelf_assess(&shelf, "prospect/x", "set@2.9", "2025-01-01", "self",
		"1: 2, 2: 1, 3: 4");
	shelf_assess(&shelf, "prospect/x", "set", "2025-02-01", "self",
		"1: 60, 2: 50, 4: 0");
	shelf_score(&shelf);
	marked = shelf_find(&shelf, "prospect/x", "2025-02-01", "self");
	check_view(marked->set->version, STR("2.10"), "the latest");
	/* 2100/50 − 700/12; then (10·10 + 30·25) / 40 */
	check_view(text_change(&shelf.arena, marked->trend.headline),
		STR("-16.3"), "42 less 58.33");
	check_view(text_change(&shelf.arena, marked->trend.like_for_like),
		STR("+21.3"), "850 / 40");
	check_int(marked->trend.common, 2, "two in both");
	shelf_release(&shelf);
}
END_TEST

/* Which versions of a set are compared. */
START_TEST(test_version_order)
{
	static const struct {
		const char *a, *b;
		int order;
	} rows[] = {
		{"1.9", "1.10", -1},
		{"1.10", "1.9", 1},
		{"1", "1", 0},
		{"1", "1.0", -1},
		{"2", "1.99", 1},
		{"10", "9", 1},
		{"1.0", "1.00", 0},
		{"1.0-draft", "1.0-final", -1},
		{"2026", "2025", 1},
		{"", "1", -1},
	};

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		int order = factor_version_cmp(
			str_of(rows[i].a), str_of(rows[i].b));

		check_int((order > 0) - (order < 0), rows[i].order, rows[i].a);
	}
}
END_TEST

static void assess(struct shelf *shelf, const char *subject, const char *set,
	const char *date, const char *kind, const char *more)
{
	shelf_add(shelf, RECORD_ASSESSMENT,
		arena_printf(&shelf->arena,
			"{subject: %s, set: %s, date: %s, kind: %s, "
			"assessor: r, scores: {1: 50}%s}",
			subject, set, date, kind, more)
			.ptr);
}

/*
 * Series: of one subject, kind, set and major version, without what others
 * stand in the place of.
 */
START_TEST(test_series)
{
	static const struct {
		const char *subject, *set, *date, *kind, *more;
		const char *previous; /* its date; "": none */
		bool latest, superseded;
	} rows[] = {
		{"prospect/a", "s@1", "2024-01-01", "self", "", "", false,
			false},
		{"prospect/a", "s@2", "2024-06-01", "self", "", "", false,
			false},
		{"prospect/a", "s@1.5", "2025-01-01", "self", "", "2024-01-01",
			true, false},
		{"prospect/a", "s@2", "2025-06-01", "self", "", "2024-06-01",
			true, false},
		{"prospect/a", "s@1", "2024-03-01", "peer", "", "", true,
			false},
		{"prospect/b", "s@1", "2024-02-01", "self", "", "", false,
			false},
		{"prospect/b", "s@1", "2024-03-01", "self", "", "2024-02-01",
			false, true},
		/* it corrects the last, and so follows the one before */
		{"prospect/b", "s@1", "2024-03-09", "self",
			", supersedes: 2024-03-01", "2024-02-01", true, false},
		{"prospect/b", "s@1", "2024-03-01", "joint", "", "", true,
			false},
	};
	struct shelf shelf = SHELF_INIT;
	struct buf date = BUF_INIT(100);

	for (int i = 0; i < 3; i++)
		shelf_add(&shelf, RECORD_FACTOR_SET,
			arena_printf(&shelf.arena,
				"id: s\ntitle: S\nversion: '%s'\n"
				"scale: {min: 0, max: 100, step: 25}\n"
				"factors: [{id: 1, title: a, weight: 1}]\n",
				((const char *[]){"1", "1.5", "2"})[i])
				.ptr);
	for (size_t i = UNITS_LEN(rows); i-- > 0;)
		assess(&shelf, rows[i].subject, rows[i].set, rows[i].date,
			rows[i].kind, rows[i].more);
	shelf_score(&shelf);
	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		const struct marked *marked = shelf_find(
			&shelf, rows[i].subject, rows[i].date, rows[i].kind);

		if (marked->previous && !marked->superseded)
			date_put_iso(&date, marked->previous->record->date);
		if (!rows[i].superseded)
			check_buf(&date, rows[i].previous, rows[i].date);
		check_int(marked->latest, rows[i].latest, rows[i].date);
		check_int(marked->superseded, rows[i].superseded, rows[i].date);
	}
	buf_release(&date);
	shelf_release(&shelf);
}
END_TEST

/* Of one day: the last that replaces its like stands, the others do not. */
START_TEST(test_replaced_on_its_day)
{
	struct shelf shelf = SHELF_INIT;
	size_t standing = 0;

	shelf_add(&shelf, RECORD_FACTOR_SET,
		"id: s\ntitle: S\nversion: 1\n"
		"scale: {min: 0, max: 100, step: 25}\n"
		"factors: [{id: 1, title: a, weight: 1}]\n");
	for (int i = 0; i < 3; i++)
		assess(&shelf, "prospect/a", "s", "2024-01-01", "self",
			i == 1 ? "" : ", supersedes: 2024-01-01");
	shelf_score(&shelf);
	for (size_t i = 0; i < shelf.book.len; i++)
		if (!shelf.book.items[i].superseded)
			standing++;
	check_int(standing, 1, "of three");
	check_int(shelf.book.items[2].superseded, false, "the last one");
	check_int(shelf.book.items[2].latest, true, "the last one");
	shelf_release(&shelf);
}
END_TEST

/* The latest of whatever kind; of one day, the most independent. */
START_TEST(test_latest)
{
	struct shelf shelf = SHELF_INIT;
	const struct marked *latest;
	size_t count;

	shelf_add(&shelf, RECORD_FACTOR_SET,
		"id: s\ntitle: S\nversion: 1\n"
		"scale: {min: 0, max: 100, step: 25}\n"
		"factors: [{id: 1, title: a, weight: 1}]\n");
	assess(&shelf, "prospect/a", "s", "2024-01-01", "independent", "");
	assess(&shelf, "prospect/a", "s", "2024-02-01", "self", "");
	assess(&shelf, "prospect/a", "s", "2024-02-01", "peer", "");
	assess(&shelf, "prospect/ab", "s", "2026-02-01", "peer", "");
	shelf_score(&shelf);
	latest = book_latest(&shelf.book, STR("prospect/a"), STR("s"));
	ck_assert_ptr_eq(
		latest, shelf_find(&shelf, "prospect/a", "2024-02-01", "peer"));
	ck_assert_ptr_null(
		book_latest(&shelf.book, STR("prospect/a"), STR("t")));
	ck_assert_ptr_null(book_latest(&shelf.book, STR("prospect"), STR("s")));
	ck_assert_ptr_nonnull(
		book_subject(&shelf.book, STR("prospect/a"), &count));
	check_int(count, 3, "three of a");
	ck_assert_ptr_null(
		book_subject(&shelf.book, STR("prospect/b"), &count));
	check_int(count, 0, "none of b");
	shelf_release(&shelf);
}
END_TEST

UNITS_SUITE(score_trend, test_change, test_na_is_no_progress, test_material,
	test_versions, test_version_order, test_series,
	test_replaced_on_its_day, test_latest)
