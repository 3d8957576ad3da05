#include "unit/score_shelf.h"

#include "score/text.h"

static const char set[] =
	"id: set\ntitle: Set\nversion: '1'\n"
	"scale: {min: 0, max: 100, step: 5}\n"
	"factors:\n"
	"  - {id: 0, title: All, weight: 900, role: headline}\n"
	"  - {id: 1, title: One, weight: 50}\n"
	"  - {id: 2, title: Two, weight: 30}\n"
	"  - {id: 3, title: Three, weight: 20}\n"
	"  - {id: 4, title: Four, weight: 0}\n";

static const struct marked *assess(struct shelf *shelf, const char *scores)
{
	shelf_add(shelf, RECORD_FACTOR_SET, set);
	shelf_assess(shelf, "organisation/o", "set@1", "2026-01-01", "joint",
		scores);
	shelf_score(shelf);
	return shelf_find(shelf, "organisation/o", "2026-01-01", "joint");
}

static const struct scored *factor(const struct marked *marked, size_t n)
{
	return &marked->result.factors[n - 1];
}

/* What two sides and an agreement make of one factor. */
START_TEST(test_state)
{
	static const struct {
		const char *score;
		enum score_state state;
		bool disputed;
		int64_t twice;
	} rows[] = {
		{"{client: 75, provider: 50}", SCORE_GIVEN, false, 125},
		{"{client: 50, provider: 75}", SCORE_GIVEN, false, 125},
		{"{client: 0, provider: 0}", SCORE_GIVEN, false, 0},
		{"{client: 75, provider: 50, agreed: 75}", SCORE_GIVEN, false,
			150},
		{"{client: 75, provider: 50, agreed: 0}", SCORE_GIVEN, false,
			0},
		{"{agreed: 25}", SCORE_GIVEN, false, 50},
		{"{client: 75, agreed: 25}", SCORE_GIVEN, false, 50},
		/* one side absent */
		{"{client: 75}", SCORE_MISSING, false, 0},
		{"{provider: 75}", SCORE_MISSING, false, 0},
		{"{client: 75, provider: missing}", SCORE_MISSING, false, 0},
		{"{client: {missing: x}, provider: 75}", SCORE_MISSING, false,
			0},
		{"{client: missing, provider: missing}", SCORE_MISSING, false,
			0},
		{"missing", SCORE_MISSING, false, 0},
		/* n/a to one side only is disputed, and counts as missing */
		{"{client: {na: x}, provider: 75}", SCORE_MISSING, true, 0},
		{"{client: 75, provider: {na: x}}", SCORE_MISSING, true, 0},
		{"{client: {na: x}}", SCORE_MISSING, true, 0},
		{"{client: missing, provider: {na: x}}", SCORE_MISSING, true,
			0},
		{"{client: {na: x}, provider: 75, agreed: 50}", SCORE_GIVEN,
			false, 100},
		/* n/a to both, or by agreement */
		{"{client: {na: x}, provider: {na: y}}", SCORE_NA, false, 0},
		{"{na: x}", SCORE_NA, false, 0},
		{"{client: {na: x}, provider: 75, agreed: {na: z}}", SCORE_NA,
			false, 0},
		{"{client: 75, provider: 50, agreed: {na: z}}", SCORE_NA, false,
			0},
		{"{client: 75, provider: 50, agreed: missing}", SCORE_GIVEN,
			false, 125},
	};

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		struct shelf shelf = SHELF_INIT;
		const char *scores =
			arena_printf(&shelf.arena, "1: %s", rows[i].score).ptr;
		const struct scored *scored = factor(assess(&shelf, scores), 1);

		check_int(scored->state, rows[i].state, rows[i].score);
		check_int(scored->disputed, rows[i].disputed, rows[i].score);
		if (scored->state == SCORE_GIVEN)
			check_int(scored->twice, rows[i].twice, rows[i].score);
		shelf_release(&shelf);
	}
}
END_TEST

/* By hand: the sums stand beside. */
START_TEST(test_figures)
{
	static const struct {
		const char *scores;
		const char *overall, *client, *provider, *divergence, *bias;
	} rows[] = {
		/* (50·62.5 + 30·50 + 20·25) / 100 = 51.25; client 50·75 +
		 * 30·50 + 20·0; provider 50·50 + 30·50 + 20·50; apart 50·25 +
		 * 20·50; bias 50·25 − 20·50 */
		{"1: {client: 75, provider: 50}, "
		 "2: {client: 50, provider: 50}, "
		 "3: {client: 0, provider: 50}",
			"51.3", "52.5", "50.0", "22.5", "+2.5"},
		/* what was agreed is the score, and they differed all the
		 * same */
		{"1: {client: 75, provider: 50, agreed: 75}, "
		 "2: {client: 50, provider: 50}, "
		 "3: {client: 0, provider: 50, agreed: 25}",
			"57.5", "52.5", "50.0", "22.5", "+2.5"},
		/* each side's own overall is over what it scored: client 50·75
		 * / 50; provider (50·100 + 30·0) / 80; both only of 1 */
		{"1: {client: 75, provider: 100}, "
		 "2: {client: {na: x}, provider: 0}, "
		 "3: {client: missing, provider: {na: x}}",
			"87.5", "75.0", "62.5", "25.0", "-25.0"},
		/* nothing in common */
		{"1: {client: 75}, 2: {provider: 25}", "", "75.0", "25.0", "",
			""},
		{"", "", "", "", "", ""},
		/* weight 0 counts in none of them */
		{"1: {client: 75, provider: 75}, 4: {client: 0, provider: 100}",
			"75.0", "75.0", "75.0", "0.0", "0.0"},
		/* nor does the headline */
		{"0: {client: 0, provider: 100}, 1: {client: 5, provider: 0}",
			"2.5", "5.0", "0.0", "5.0", "+5.0"},
	};

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		struct shelf shelf = SHELF_INIT;
		struct arena *arena = &shelf.arena;
		const struct marked *marked = assess(&shelf, rows[i].scores);
		const struct result *result = &marked->result;

		check_view(text_score(arena, result, result->overall),
			str_of(rows[i].overall), rows[i].scores);
		check_view(text_score(arena, result, marked->joint.client),
			str_of(rows[i].client), rows[i].scores);
		check_view(text_score(arena, result, marked->joint.provider),
			str_of(rows[i].provider), rows[i].scores);
		check_view(text_points(arena, marked->joint.divergence),
			str_of(rows[i].divergence), rows[i].scores);
		check_view(text_change(arena, marked->joint.bias),
			str_of(rows[i].bias), rows[i].scores);
		shelf_release(&shelf);
	}
}
END_TEST

static void put_numbers(struct buf *out, const struct list *differences)
{
	list_each(const struct difference, difference, differences)
		buf_printf(out, " %lld",
			(long long)difference->scored->factor->id.n);
}

/* 25 apart is to discuss, 50 is serious; the widest first. */
START_TEST(test_differences)
{
	static const struct {
		const char *scores;
		const char *lists; /* serious | discuss | disputed */
	} rows[] = {
		{"1: {client: 50, provider: 30}", " | |"},
		{"1: {client: 50, provider: 25}", " | 1 |"},
		{"1: {client: 25, provider: 50}", " | 1 |"},
		{"1: {client: 50, provider: 5}", " | 1 |"},
		{"1: {client: 50, provider: 0}", " 1 | |"},
		{"1: {client: 0, provider: 50}", " 1 | |"},
		{"1: {client: 0, provider: 25}, 2: {client: 40, provider: 0}, "
		 "3: {client: 25, provider: 50}",
			" | 2 1 3 |"},
		{"3: {client: 0, provider: 75}, 1: {client: 55, provider: 0}, "
		 "2: {client: 0, provider: 55}",
			" 3 1 2 | |"},
		{"1: {client: {na: x}, provider: 0}, 2: {client: 0, "
		 "provider: {na: x}}, 3: {client: 0}",
			" | | 1 2"},
		/* agreed: they saw it differently all the same */
		{"1: {client: 100, provider: 0, agreed: 50}", " 1 | |"},
	};

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		struct shelf shelf = SHELF_INIT;
		struct buf out = BUF_INIT(1000);
		const struct joint *joint =
			&assess(&shelf, rows[i].scores)->joint;

		put_numbers(&out, &joint->serious);
		buf_puts(&out, " |");
		put_numbers(&out, &joint->discuss);
		buf_puts(&out, " |");
		list_each(const struct scored *const, one, &joint->disputed)
			buf_printf(
				&out, " %lld", (long long)(*one)->factor->id.n);
		check_buf(&out, rows[i].lists, rows[i].scores);
		buf_release(&out);
		shelf_release(&shelf);
	}
}
END_TEST

/* A dispute is missing: it makes the whole provisional, and comes first. */
START_TEST(test_disputed)
{
	struct shelf shelf = SHELF_INIT;
	const struct result *result = &assess(&shelf,
		"1: {client: {na: x}, provider: 100}, "
		"2: {agreed: 50}, 3: {agreed: 50}")
					       ->result;
	const struct scored *const *first = result->assess_first.items;

	check_int(result->status, RESULT_PROVISIONAL, "status");
	check_view(text_completeness(&shelf.arena, result), STR("50"), "half");
	check_int(result->assess_first.len, 1, "one");
	check_int(first[0]->disputed, true, "disputed");
	shelf_release(&shelf);
}
END_TEST

UNITS_SUITE(
	score_joint, test_state, test_figures, test_differences, test_disputed)
