/* Assessments: every score is on its scale, and every gap has a reason. */

#include "model/checks/checks.h"

enum {
	EVIDENCE_FROM = 75, /* scores that call for evidence */
	NA_SHARE_MAX = 25 /* per cent of the weight */
};

struct examined {
	const struct checking *checking;
	struct assessment *assessment;
	const struct factor_set *set; /* NULL: unknown */
};

static void check_cell(const struct examined *examined,
	const struct score *score, const struct factor *factor,
	struct score_cell cell, bool is_party)
{
	const struct checking *checking = examined->checking;
	const struct scale *scale = examined->set->scale;

	if (cell.state == SCORE_NA && factor->na == NA_NEVER)
		diag_add(checking->diags, DIAG_SCORE_NA_NEVER, cell.place, 3,
			check_number(checking, score->factor));
	if (cell.state == SCORE_NA && !cell.reason.len)
		diag_add(checking->diags, DIAG_SCORE_NA_REASON,
			is_party ? cell.place : score->place, 3,
			check_number(checking, score->factor));
	if (cell.several)
		diag_add(checking->diags, DIAG_SCORE_FORM,
			is_party ? cell.place : score->place, 3,
			check_number(checking, score->factor),
			STR("just one of score, missing and na"));
	if (cell.state != SCORE_GIVEN || !scale || !scale->step.n)
		return;
	if (cell.score < scale->min.n || cell.score > scale->max.n ||
		(cell.score - scale->min.n) % scale->step.n)
		diag_add(checking->diags, DIAG_SCORE_STEP, cell.place, 3,
			check_number(checking, cell.score),
			check_number(checking, score->factor));
}

/* data-model.md: warn where 75 or more stands without evidence. */
static void check_evidence(
	const struct examined *examined, const struct score *score)
{
	const struct factor_set *set = examined->set;

	if (score->one.state == SCORE_GIVEN && !score->evidence.len &&
		!score->is_joint &&
		(score->one.score - factor_set_min(set)) * 100 >=
			EVIDENCE_FROM * factor_set_range(set))
		diag_add(examined->checking->diags, DIAG_SCORE_EVIDENCE,
			score->place, 3,
			check_number(examined->checking, score->one.score),
			check_number(examined->checking, score->factor));
}

/* The parties' scores belong to joint assessments, and only to those. */
static void check_form(
	const struct examined *examined, const struct score *score)
{
	bool joint = examined->assessment->kind == ASSESSMENT_JOINT;
	bool given = score->one.state == SCORE_GIVEN;

	if (score->mixed ||
		(score->is_joint != joint && (score->is_joint || given)))
		diag_add(examined->checking->diags, DIAG_SCORE_FORM,
			score->place, 3,
			check_number(examined->checking, score->factor),
			joint ? STR("client, provider and agreed scores")
			      : STR("one score"));
}

static void check_score(
	const struct examined *examined, const struct score *score)
{
	const struct checking *checking = examined->checking;
	const struct factor *factor = set_factor(examined->set, score->factor);

	if (!factor) {
		diag_add(checking->diags, DIAG_SCORE_FACTOR, score->place, 3,
			check_number(checking, score->factor),
			examined->assessment->set);
		return;
	}
	check_cell(examined, score, factor, score->one, false);
	check_cell(examined, score, factor, score->client, true);
	check_cell(examined, score, factor, score->provider, true);
	check_cell(examined, score, factor, score->agreed, true);
	check_evidence(examined, score);
	check_form(examined, score);
}

/* Too much that does not apply makes a score of little. */
static void check_na_share(const struct examined *examined)
{
	int64_t total = 0, na = 0;

	list_each(const struct factor, factor, &examined->set->factors)
		if (factor->role != FACTOR_HEADLINE)
			total += factor->weight.n;
	list_each(const struct score, score, &examined->assessment->scores) {
		const struct factor *factor =
			set_factor(examined->set, score->factor);

		if (factor && factor->role != FACTOR_HEADLINE &&
			score_is_na(score))
			na += factor->weight.n;
	}
	if (total && na * 100 > total * NA_SHARE_MAX)
		diag_add(examined->checking->diags, DIAG_SCORE_NA_SHARE,
			schema_place(examined->assessment, "scores"), 1,
			check_number(examined->checking,
				(na * 100 + total - 1) / total));
}

/* scoring.md: a gate's factor that is n/a needs somebody's approval. */
static void check_gates(const struct examined *examined)
{
	list_each(const struct gate, gate, &examined->set->gates) {
		const struct score *score =
			assessment_score(examined->assessment, gate->factor.n);

		if (score && score_is_na(score) && !score->approved_by.len)
			diag_add(examined->checking->diags, DIAG_SCORE_NA_GATE,
				score->place, 3,
				check_number(
					examined->checking, gate->factor.n));
	}
}

/*
 * What makes an assessment the only one of its sort. A set that is named
 * without its version is the same as with it.
 */
static struct str key_of(const struct examined *examined, struct date date)
{
	const struct checking *checking = examined->checking;
	const struct assessment *assessment = examined->assessment;
	struct str set = examined->set
		? record_key(checking->arena, RECORD_FACTOR_SET, examined->set)
		: assessment->set;

	return arena_printf(checking->arena, "%.*s|%.*s|%.*s|%d",
		STR_ARG(assessment->subject), STR_ARG(set),
		STR_ARG(check_date(checking, date)), assessment->kind);
}

/* One that stands in the place of another of its own date is no twin of it. */
static bool replaces_its_date(const struct assessment *assessment)
{
	return date_is_set(assessment->supersedes) &&
		date_cmp(assessment->supersedes, assessment->date) == 0;
}

static void check_twice(const struct examined *examined, struct map *seen)
{
	const struct checking *checking = examined->checking;
	struct assessment *assessment = examined->assessment;
	const struct assessment *twin;

	if (replaces_its_date(assessment))
		return;
	twin = map_add(seen, checking->arena,
		key_of(examined, assessment->date), assessment);
	if (twin)
		diag_add(checking->diags, DIAG_ASSESSMENT_TWICE,
			schema_place(assessment, "subject"),
			assessment->subject.len, assessment->subject,
			twin->source->place.source->path,
			check_number(checking, twin->source->place.line));
}

static void check_supersedes(
	const struct examined *examined, const struct map *seen)
{
	const struct checking *checking = examined->checking;
	const struct assessment *assessment = examined->assessment;
	struct date date = assessment->supersedes;

	check_order(checking, assessment, "date", assessment->date,
		"supersedes", date);
	if (!date_is_set(date) || !site_is_whole(checking->site) ||
		map_get(seen, key_of(examined, date)))
		return;
	diag_add(checking->diags, DIAG_ASSESSMENT_SUPERSEDES,
		schema_place(assessment, "supersedes"), 10, assessment->subject,
		check_date(checking, date));
}

static void check_assessment(const struct examined *examined)
{
	const struct assessment *assessment = examined->assessment;

	check_past(examined->checking, assessment, "date", assessment->date);
	if (!examined->set)
		return;
	list_each(const struct score, score, &assessment->scores)
		check_score(examined, score);
	check_na_share(examined);
	check_gates(examined);
}

static struct examined examine(
	const struct checking *checking, struct assessment *assessment)
{
	return (struct examined){checking, assessment,
		records_find(&checking->site->records, RECORD_FACTOR_SET,
			assessment->set)};
}

void check_assessments(const struct checking *checking)
{
	const struct record_list *list =
		&checking->site->records.of[RECORD_ASSESSMENT];
	struct map seen = MAP_INIT;

	for (size_t i = 0; i < list->len; i++) {
		struct examined examined = examine(checking, list->items[i]);

		check_assessment(&examined);
		check_twice(&examined, &seen);
	}
	for (size_t i = 0; i < list->len; i++) {
		struct examined examined = examine(checking, list->items[i]);

		check_supersedes(&examined, &seen);
	}
}
