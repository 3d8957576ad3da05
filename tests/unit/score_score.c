#include "unit/score_shelf.h"

#include "score/text.h"

/* A set of four factors; what is left out of each test stands here. */
#define SET(rest) \
	"id: set\ntitle: Set\nversion: '1'\n" \
	"scale: {min: 0, max: 100, step: 25}\n" rest
#define FOUR \
	"groups: [{id: g, title: G}, {id: h, title: H}]\n" \
	"factors:\n" \
	"  - {id: 1, title: One, weight: 40, group: g}\n" \
	"  - {id: 2, title: Two, weight: 30, group: g}\n" \
	"  - {id: 3, title: Three, weight: 20, group: h}\n" \
	"  - {id: 4, title: Four, weight: 10, group: h}\n"

static void check_fraction(
	struct fraction got, int64_t num, int64_t den, const char *row)
{
	check_int(fraction_is(got), den != 0, row);
	if (den)
		check_int(
			fraction_cmp(got, (struct fraction){num, den}), 0, row);
}

/* The worked example of the rules, by the terms of its fractions. */
START_TEST(test_example)
{
	struct shelf shelf = SHELF_INIT;
	struct buf out = BUF_INIT(1 << 16);
	const struct marked *marked;
	const struct group_result *groups;

	shelf_add_mutuality(&shelf);
	shelf_assess(&shelf, "contract/P", "mutuality@1.1", "2026-01-01",
		"self", shelf_example);
	shelf_score(&shelf);
	marked = shelf_find(&shelf, "contract/P", "2026-01-01", "self");
	groups = marked->result.groups.items;
	check_int(marked->result.overall.num, 75625, "as it reads");
	check_int(marked->result.overall.den, 1475, "as it reads");
	check_fraction(groups[0].score, 48750, 825, "working, 59.1");
	check_fraction(groups[1].score, 11875, 275, "value, 43.2");
	check_fraction(groups[2].score, 15000, 375, "staying, 40.0");
	check_view(groups[2].band->id, STR("developing"), "on the threshold");
	check_fraction(marked->result.total_gap, 37500, 1475, "gap to 75");
	check_view(shelf_json(&shelf, &out, marked),
		STR("{\"subject\":\"contract/P\",\"set\":\"mutuality@1.1\","
		    "\"date\":\"2026-01-01\",\"kind\":\"self\","
		    "\"status\":\"final\",\"score\":51.3,"
		    "\"numerator\":75625,\"denominator\":1475,"
		    "\"band\":\"developing\",\"uncapped_band\":\"developing\","
		    "\"completeness\":100,\"range\":[51.3,51.3],\"groups\":{"
		    "\"working\":{\"score\":59.1,\"numerator\":48750,"
		    "\"denominator\":825},"
		    "\"value\":{\"score\":43.2,\"numerator\":11875,"
		    "\"denominator\":275},"
		    "\"staying\":{\"score\":40,\"numerator\":15000,"
		    "\"denominator\":375}},\"gaps\":["
		    "{\"factor\":614,\"gap\":5625,\"uplift\":3.8},"
		    "{\"factor\":608,\"gap\":5000,\"uplift\":3.4},"
		    "{\"factor\":615,\"gap\":5000,\"uplift\":3.4},"
		    "{\"factor\":607,\"gap\":3750,\"uplift\":2.5},"
		    "{\"factor\":612,\"gap\":3750,\"uplift\":2.5},"
		    "{\"factor\":602,\"gap\":2500,\"uplift\":1.7},"
		    "{\"factor\":605,\"gap\":2500,\"uplift\":1.7},"
		    "{\"factor\":610,\"gap\":2500,\"uplift\":1.7},"
		    "{\"factor\":611,\"gap\":2500,\"uplift\":1.7},"
		    "{\"factor\":616,\"gap\":2500,\"uplift\":1.7},"
		    "{\"factor\":606,\"gap\":1875,\"uplift\":1.3}],"
		    "\"assess_first\":[],\"gates\":["
		    "{\"factor\":601,\"state\":\"met\"},"
		    "{\"factor\":608,\"state\":\"unmet\"},"
		    "{\"factor\":610,\"state\":\"met\"},"
		    "{\"factor\":615,\"state\":\"unmet\"}]}"),
		"json");
	buf_release(&out);
	shelf_release(&shelf);
}
END_TEST

/* States of the whole: what is scored, missing and n/a. */
START_TEST(test_status)
{
	static const struct {
		const char *scores;
		enum result_status status;
		struct fraction overall, completeness, low, high;
		const char *band; /* "": none */
	} rows[] = {
		{"1: 50, 2: 50, 3: 50, 4: 50", RESULT_FINAL, {50, 1}, {100, 1},
			{50, 1}, {50, 1}, "developing"},
		{"1: 0, 2: 0, 3: 0, 4: 0", RESULT_FINAL, {0, 1}, {100, 1},
			{0, 1}, {0, 1}, "emerging"},
		{"1: 100, 2: 100, 3: 100, 4: 100", RESULT_FINAL, {100, 1},
			{100, 1}, {100, 1}, {100, 1}, "leading"},
		/* nothing given is missing, and missing is no 0 */
		{"1: 50, 2: 50, 3: 50", RESULT_PROVISIONAL, {50, 1}, {90, 1},
			{45, 1}, {55, 1}, "developing"},
		{"1: 50, 2: 50, 3: 50, 4: {missing: later}", RESULT_PROVISIONAL,
			{50, 1}, {90, 1}, {45, 1}, {55, 1}, "developing"},
		/* under 90 %: no band */
		{"1: 50, 2: 50, 4: 50", RESULT_PROVISIONAL, {50, 1}, {80, 1},
			{40, 1}, {60, 1}, ""},
		{"4: 0", RESULT_PROVISIONAL, {0, 1}, {10, 1}, {0, 1}, {90, 1},
			""},
		/* n/a leaves the sum altogether */
		{"1: 50, 2: 50, 3: {na: x}, 4: {na: x}", RESULT_FINAL, {50, 1},
			{100, 1}, {50, 1}, {50, 1}, "developing"},
		{"1: 100, 2: {na: x}, 3: {na: x}, 4: 0", RESULT_FINAL, {80, 1},
			{100, 1}, {80, 1}, {80, 1}, "leading"},
		{"1: 100, 2: {na: x}, 3: 0", RESULT_PROVISIONAL, {200, 3},
			{600, 7}, {400, 7}, {500, 7}, ""},
		{"1: {na: x}, 2: {na: x}, 3: {na: x}, 4: 75", RESULT_FINAL,
			{75, 1}, {100, 1}, {75, 1}, {75, 1}, "established"},
		/* nothing scored: not assessed, never 0 */
		{"", RESULT_NOT_ASSESSED, {0, 0}, {0, 1}, {0, 1}, {100, 1}, ""},
		{"1: missing, 2: {na: x}", RESULT_NOT_ASSESSED, {0, 0}, {0, 1},
			{0, 1}, {100, 1}, ""},
		{"1: {na: x}, 2: {na: x}, 3: {na: x}, 4: {na: x}",
			RESULT_NOT_APPLICABLE, {0, 0}, {0, 0}, {0, 0}, {0, 0},
			""},
	};

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		struct shelf shelf = SHELF_INIT;
		const struct result *result =
			&shelf_one(&shelf, SET(FOUR), rows[i].scores)->result;
		const char *row = rows[i].scores;

		check_int(result->status, rows[i].status, row);
		check_fraction(result->overall, rows[i].overall.num,
			rows[i].overall.den, row);
		check_fraction(result->completeness, rows[i].completeness.num,
			rows[i].completeness.den, row);
		check_fraction(
			result->low, rows[i].low.num, rows[i].low.den, row);
		check_fraction(
			result->high, rows[i].high.num, rows[i].high.den, row);
		check_view(result->band ? result->band->id : STR(""),
			str_of(rows[i].band), row);
		shelf_release(&shelf);
	}
}
END_TEST

/* Groups follow the rules of the whole over their own factors. */
START_TEST(test_groups)
{
	static const struct {
		const char *scores;
		enum result_status first, second;
		struct fraction g, h;
		const char *bands; /* of g and h */
	} rows[] = {
		{"1: 100, 2: 0, 3: 25, 4: 100", RESULT_FINAL, RESULT_FINAL,
			{400, 7}, {50, 1}, "developing developing"},
		{"1: 100, 3: {na: x}, 4: {na: x}", RESULT_PROVISIONAL,
			RESULT_NOT_APPLICABLE, {100, 1}, {0, 0}, "- -"},
		{"1: 100, 2: 100, 4: {na: x}", RESULT_FINAL,
			RESULT_NOT_ASSESSED, {100, 1}, {0, 0}, "leading -"},
	};

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		struct shelf shelf = SHELF_INIT;
		struct buf bands = BUF_INIT(100);
		const struct result *result =
			&shelf_one(&shelf, SET(FOUR), rows[i].scores)->result;
		const struct group_result *groups = result->groups.items;

		check_int(result->groups.len, 2, rows[i].scores);
		check_int(groups[0].status, rows[i].first, rows[i].scores);
		check_int(groups[1].status, rows[i].second, rows[i].scores);
		check_fraction(groups[0].score, rows[i].g.num, rows[i].g.den,
			rows[i].scores);
		check_fraction(groups[1].score, rows[i].h.num, rows[i].h.den,
			rows[i].scores);
		for (size_t k = 0; k < 2; k++)
			buf_printf(&bands, "%s%.*s", k ? " " : "",
				STR_ARG(groups[k].band ? groups[k].band->id
						       : STR("-")));
		check_buf(&bands, rows[i].bands, rows[i].scores);
		buf_release(&bands);
		shelf_release(&shelf);
	}
}
END_TEST

/* The headline is the name of the whole; weight 0 is shown, never counted. */
START_TEST(test_what_does_not_count)
{
	static const char set[] =
		SET("factors:\n"
		    "  - {id: 0, title: All, weight: 1000, role: headline}\n"
		    "  - {id: 1, title: One, weight: 100}\n"
		    "  - {id: 2, title: Two, weight: 0}\n");
	static const struct {
		const char *scores;
		enum result_status status;
		struct fraction overall;
		size_t gaps, missing;
	} rows[] = {
		{"0: 0, 1: 50, 2: 0", RESULT_FINAL, {50, 1}, 1, 0},
		{"1: 50", RESULT_FINAL, {50, 1}, 1, 0},
		{"1: 75, 2: 0", RESULT_FINAL, {75, 1}, 0, 0},
		{"0: 100, 2: 100", RESULT_NOT_ASSESSED, {0, 0}, 0, 1},
		{"0: 100, 1: {na: x}, 2: 100", RESULT_NOT_APPLICABLE, {0, 0}, 0,
			0},
	};

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		struct shelf shelf = SHELF_INIT;
		const struct result *result =
			&shelf_one(&shelf, set, rows[i].scores)->result;

		check_int(result->status, rows[i].status, rows[i].scores);
		check_fraction(result->overall, rows[i].overall.num,
			rows[i].overall.den, rows[i].scores);
		check_int(result->gaps.len, rows[i].gaps, rows[i].scores);
		check_int(result->assess_first.len, rows[i].missing,
			rows[i].scores);
		check_int(result->factor_count, 2, "the headline stands apart");
		check_int(result->headline->factor->id.n, 0, "beside them");
		shelf_release(&shelf);
	}
}
END_TEST

/* Scales that do not start at 0, and steps that are no whole per cent. */
START_TEST(test_scales)
{
	static const struct {
		const char *scale, *scores;
		struct fraction overall;
		int64_t tenths;
	} rows[] = {
		{"{min: 0, max: 100, step: 25}", "1: 25, 2: 75", {125, 3}, 417},
		{"{min: 1, max: 5, step: 1}", "1: 1, 2: 1", {0, 1}, 0},
		{"{min: 1, max: 5, step: 1}", "1: 5, 2: 5", {100, 1}, 1000},
		{"{min: 1, max: 5, step: 1}", "1: 3, 2: 2", {125, 3}, 417},
		{"{min: 0, max: 3, step: 1}", "1: 2, 2: 1", {500, 9}, 556},
		{"{min: 0, max: 3, step: 1}", "1: 1, 2: 1", {100, 3}, 333},
		{"{min: 0, max: 1, step: 1}", "1: 1, 2: 0", {200, 3}, 667},
		{"{min: 500, max: 1000, step: 100}", "1: 600, 2: 500", {40, 3},
			133},
	};

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		struct shelf shelf = SHELF_INIT;
		const char *set;
		const struct result *result;

		set = arena_printf(&shelf.arena,
			"id: set\ntitle: Set\nversion: '1'\nscale: %s\n"
			"factors:\n"
			"  - {id: 1, title: One, weight: 2}\n"
			"  - {id: 2, title: Two, weight: 1}\n",
			rows[i].scale)
			      .ptr;
		result = &shelf_one(&shelf, set, rows[i].scores)->result;
		check_fraction(result->overall, rows[i].overall.num,
			rows[i].overall.den, rows[i].scores);
		check_int(fraction_tenths(result->overall, &result->thresholds),
			rows[i].tenths, rows[i].scores);
		shelf_release(&shelf);
	}
}
END_TEST

/* Thresholds are exact: just missed is missed, and printed so. */
START_TEST(test_bands)
{
	static const struct {
		int full, none; /* weights of a factor at 100 and one at 0 */
		const char *band, *printed;
	} rows[] = {
		{800, 200, "leading", "80.0"},
		{799, 201, "established", "79.9"},
		{999, 250, "established", "79.9"}, /* 79.98 */
		{1000, 250, "leading", "80.0"},
		{1000, 249, "leading", "80.1"}, /* 80.06 */
		{600, 400, "established", "60.0"},
		{299, 200, "developing", "59.9"},
		{899, 600, "developing", "59.9"}, /* 59.97 */
		{400, 600, "developing", "40.0"},
		{399, 599, "emerging", "39.9"}, /* 39.98 */
		{1000, 1, "leading", "99.9"}, /* 99.90 */
		{1, 1000, "emerging", "0.1"}, /* 0.0999 */
		{0, 1000, "emerging", "0.0"},
	};

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		struct shelf shelf = SHELF_INIT;
		const char *set;
		const struct result *result;

		set = arena_printf(&shelf.arena,
			SET("factors:\n"
			    "  - {id: 1, title: One, weight: %d}\n"
			    "  - {id: 2, title: Two, weight: %d}\n"),
			rows[i].full, rows[i].none)
			      .ptr;
		result = &shelf_one(&shelf, set, "1: 100, 2: 0")->result;
		check_view(result->band->id, str_of(rows[i].band),
			rows[i].printed);
		check_view(text_score(&shelf.arena, result, result->overall),
			str_of(rows[i].printed), rows[i].printed);
		shelf_release(&shelf);
	}
}
END_TEST

/* 99.9 is not 100, 0.1 is not 0, with weights as large as they may be. */
START_TEST(test_nearly)
{
	static const struct {
		const char *others, *one, *printed, *completeness;
	} rows[] = {
		{"100", "75", "99.9", "100"}, /* 99.998 */
		{"0", "25", "0.1", "100"}, /* 0.0025 */
		{"100", "missing", "100.0", "99.9"}, /* of 99.99 */
		{"0", "{na: x}", "0.0", "100"},
	};

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		struct shelf shelf = SHELF_INIT;
		struct buf set = BUF_INIT(1 << 16), scores = BUF_INIT(1 << 16);
		const struct result *result;

		buf_puts(&set,
			SET("factors:\n"
			    "  - {id: 0, title: One, weight: 1}\n"));
		buf_printf(&scores, "0: %s", rows[i].one);
		for (int n = 1; n <= 10; n++) {
			buf_printf(&set,
				"  - {id: %d, title: F, weight: 1000}\n", n);
			buf_printf(&scores, ", %d: %s", n, rows[i].others);
		}
		buf_putc(&set, '\0');
		buf_putc(&scores, '\0');
		result = &shelf_one(&shelf, set.ptr, scores.ptr)->result;
		check_view(text_score(&shelf.arena, result, result->overall),
			str_of(rows[i].printed), rows[i].one);
		check_view(text_completeness(&shelf.arena, result),
			str_of(rows[i].completeness), rows[i].one);
		buf_release(&set);
		buf_release(&scores);
		shelf_release(&shelf);
	}
}
END_TEST

/* 89.91 % is under 90 %: no band, and not printed as 90. */
START_TEST(test_completeness_threshold)
{
	static const struct {
		const char *scores, *printed, *band;
	} rows[] = {
		{"1: 50, 3: {na: x}", "90", "developing"},
		{"2: 50, 3: {na: x}", "10", ""},
		{"1: 50", "89.9", ""}, /* 900 of 1001: 89.91 */
		{"1: 50, 2: {na: x}", "99.9", "developing"}, /* 99.89 */
	};
	static const char set[] =
		SET("factors:\n"
		    "  - {id: 1, title: One, weight: 900}\n"
		    "  - {id: 2, title: Two, weight: 100}\n"
		    "  - {id: 3, title: Three, weight: 1, na: justified}\n");

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		struct shelf shelf = SHELF_INIT;
		const struct result *result =
			&shelf_one(&shelf, set, rows[i].scores)->result;

		check_view(text_completeness(&shelf.arena, result),
			str_of(rows[i].printed), rows[i].scores);
		check_view(result->band ? result->band->id : STR(""),
			str_of(rows[i].band), rows[i].scores);
		shelf_release(&shelf);
	}
}
END_TEST

/* Unmet gates cap; both bands are kept; only those of the subject's tier. */
START_TEST(test_gates)
{
	static const char set[] = SET(
		"bands: [{id: a, from: 0}, {id: b, from: 40}, {id: c, from: "
		"60}]\n"
		"gates:\n"
		"  platinum: [{factor: 1, at_least: 50, cap: b}, {factor: 4, "
		"at_least: 75, cap: a}, {factor: 0, at_least: 25, cap: a}]\n"
		"  gold: [{factor: 2, at_least: 100, cap: a}]\n"
		"factors:\n"
		"  - {id: 0, title: All, weight: 100, role: headline}\n"
		"  - {id: 1, title: One, weight: 10}\n"
		"  - {id: 2, title: Two, weight: 80}\n"
		"  - {id: 4, title: Four, weight: 10}\n");
	static const struct {
		const char *scores, *gates, *uncapped, *band;
	} rows[] = {
		{"0: 25, 1: 50, 2: 75, 4: 75", "met met met", "c", "c"},
		{"0: 25, 1: 25, 2: 75, 4: 75", "unmet met met", "c", "b"},
		{"0: 25, 1: 50, 2: 75, 4: 50", "met unmet met", "c", "a"},
		{"0: 25, 1: 25, 2: 75, 4: 50", "unmet unmet met", "c", "a"},
		{"0: 0, 1: 50, 2: 75, 4: 75", "met met unmet", "c", "a"},
		{"1: 50, 2: 75, 4: 75", "met met not assessed", "c", "c"},
		/* a cap above the band does nothing */
		{"0: 25, 1: 25, 2: 50, 4: 75", "unmet met met", "b", "b"},
		{"0: 25, 1: 25, 2: 0, 4: 75", "unmet met met", "a", "a"},
		/* missing caps nothing, n/a caps nothing */
		{"0: 25, 2: 75, 4: 75", "not assessed met met", "c", "c"},
		{"0: 25, 1: {na: x, approved_by: r}, 2: 75, 4: 75",
			"n/a met met", "c", "c"},
		/* no band to cap */
		{"0: 25, 1: 25, 4: 75", "unmet met met", "", ""},
	};

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		struct shelf shelf = SHELF_INIT;
		struct buf states = BUF_INIT(1000);
		const struct result *result =
			&shelf_one(&shelf, set, rows[i].scores)->result;

		list_each(const struct gate_result, gate, &result->gates)
			buf_printf(&states, "%s%.*s", states.len ? " " : "",
				STR_ARG(text_gate(gate->state)));
		check_buf(&states, rows[i].gates, rows[i].scores);
		check_view(result->uncapped ? result->uncapped->id : STR(""),
			str_of(rows[i].uncapped), rows[i].scores);
		check_view(result->band ? result->band->id : STR(""),
			str_of(rows[i].band), rows[i].scores);
		buf_release(&states);
		shelf_release(&shelf);
	}
}
END_TEST

/* Targets of the tier, the usual ones where a set gives none. */
START_TEST(test_targets)
{
	static const struct {
		const char *subject, *rest;
		int64_t target; /* -1: none */
	} rows[] = {
		{"contract/P", "", 75},
		{"contract/G", "", 65},
		{"contract/S", "", 50},
		{"contract/B", "", -1},
		{"organisation/o", "", -1},
		{"prospect/p", "", -1},
		{"contract/P", "targets: {platinum: 90}\n", 90},
		{"contract/S", "targets: {platinum: 90}\n", -1},
		{"contract/B", "targets: {bronze: 0}\n", 0},
		{"contract/P", "targets: {}\n", -1},
	};

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		struct shelf shelf = SHELF_INIT;
		const char *set;
		const struct result *result;

		set = arena_printf(&shelf.arena,
			SET("factors: [{id: 7, title: T, weight: 5}]\n%s"),
			rows[i].rest)
			      .ptr;
		shelf_one(&shelf, set, "");
		shelf_assess(&shelf, rows[i].subject, "set", "2026-02-01",
			"self", "7: 25");
		shelf_score(&shelf);
		result = &shelf_find(
			&shelf, rows[i].subject, "2026-02-01", "self")
				  ->result;
		check_int(result->has_target, rows[i].target >= 0,
			rows[i].subject);
		if (result->has_target)
			check_int(result->target, rows[i].target,
				rows[i].subject);
		check_int(
			result->gaps.len, rows[i].target > 25, rows[i].subject);
		shelf_release(&shelf);
	}
}
END_TEST

/* Bands that a set lists count alone; an empty list means none. */
START_TEST(test_bands_of_a_set)
{
	static const struct {
		const char *bands, *band;
	} rows[] = {
		{"", "developing"},
		{"bands: [{id: x, from: 0}, {id: y, from: 51}]\n", "x"},
		{"bands: [{id: x, from: 0}, {id: y, from: 50}]\n", "y"},
		{"bands: []\n", ""},
	};

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		struct shelf shelf = SHELF_INIT;
		const char *set;
		const struct result *result;

		set = arena_printf(&shelf.arena,
			SET("factors: [{id: 7, title: T, weight: 5}]\n%s"),
			rows[i].bands)
			      .ptr;
		result = &shelf_one(&shelf, set, "7: 50")->result;
		check_view(result->band ? result->band->id : STR(""),
			str_of(rows[i].band), rows[i].bands);
		shelf_release(&shelf);
	}
}
END_TEST

/* By gap; ties: lower score, higher weight, lower number. */
START_TEST(test_ranking)
{
	static const char set[] = SET("targets: {platinum: 75}\nfactors:\n"
				      "  - {id: 9, title: a, weight: 100}\n"
				      "  - {id: 8, title: b, weight: 50}\n"
				      "  - {id: 7, title: c, weight: 100}\n"
				      "  - {id: 6, title: d, weight: 150}\n"
				      "  - {id: 5, title: e, weight: 50}\n"
				      "  - {id: 4, title: f, weight: 60}\n"
				      "  - {id: 3, title: g, weight: 60}\n"
				      "  - {id: 2, title: h, weight: 0}\n");
	static const struct {
		const char *scores, *gaps, *missing;
	} rows[] = {
		/* gaps 9 and 7: 100·50, 8 and 5: 50·75, 6: 150·25 */
		{"9: 25, 8: 0, 7: 25, 6: 50, 5: 0, 4: 75, 3: 100, 2: 0",
			"7 9 5 8 6", ""},
		/* equal gaps of 2500: 8 from 25, 9 from 50 */
		{"9: 50, 8: 25, 7: 75, 6: 75, 5: 75, 4: 75, 3: 75", "8 9", ""},
		/* missing ones stand apart, heaviest first, then by number */
		{"9: 50", "9", "6 7 3 4 5 8"},
		{"9: 100, 8: {na: x}, 6: 0", "6", "7 3 4 5"},
	};

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		struct shelf shelf = SHELF_INIT;
		struct buf gaps = BUF_INIT(100), missing = BUF_INIT(100);
		const struct result *result =
			&shelf_one(&shelf, set, rows[i].scores)->result;

		list_each(const struct gap, gap, &result->gaps)
			buf_printf(&gaps, "%s%lld", gaps.len ? " " : "",
				(long long)gap->scored->factor->id.n);
		list_each(
			const struct scored *const, one, &result->assess_first)
			buf_printf(&missing, "%s%lld", missing.len ? " " : "",
				(long long)(*one)->factor->id.n);
		check_buf(&gaps, rows[i].gaps, rows[i].scores);
		check_buf(&missing, rows[i].missing, rows[i].scores);
		buf_release(&gaps);
		buf_release(&missing);
		shelf_release(&shelf);
	}
}
END_TEST

/* An uplift counts against all that applies, the missing ones too. */
START_TEST(test_uplift)
{
	struct shelf shelf = SHELF_INIT;
	const struct result *result =
		&shelf_one(&shelf, SET(FOUR), "1: 50, 3: {na: x}")->result;
	const struct gap *gap = result->gaps.items;

	check_int(result->gaps.len, 1, "only 1 is scored");
	check_fraction(gap->gap, 40 * 25, 1, "weight times points");
	check_fraction(gap->uplift, 1000, 80, "of 40 + 30 + 10");
	check_fraction(result->total_gap, 1000, 80, "and it is all");
	shelf_release(&shelf);
}
END_TEST

UNITS_SUITE(score_score, test_example, test_status, test_groups,
	test_what_does_not_count, test_scales, test_bands, test_nearly,
	test_completeness_threshold, test_gates, test_targets,
	test_bands_of_a_set, test_ranking, test_uplift)
