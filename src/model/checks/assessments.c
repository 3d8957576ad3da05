/* Assessments: every score is on its scale, and every gap has a reason. */

#include "model/checks/checks.h"

enum {
	EVIDENCE_FROM = 75, /* scores that call for evidence */
	NA_SHARE_MAX = 25 /* per cent of the weight */
};

struct examined {
	const struct checking *checking;
	const struct assessment *assessment;
	const struct factor_set *set;
};

static void check_cell(const struct examined *examined,
	const struct score *score, const struct factor *factor,
	struct score_cell cell)
{
	const struct checking *checking = examined->checking;
	const struct scale *scale = examined->set->scale;

	if (cell.state == SCORE_NA && factor->na == 2)
		diag_add(checking->diags, DIAG_SCORE_NA_NEVER, cell.place, 3,
			check_number(checking, score->factor));
	if (cell.state != SCORE_GIVEN || !scale || !scale->step.n)
		return;
	if (cell.score < scale->min.n || cell.score > scale->max.n ||
		(cell.score - scale->min.n) % scale->step.n)
		diag_add(checking->diags, DIAG_SCORE_STEP, cell.place, 3,
			check_number(checking, cell.score),
			check_number(checking, score->factor));
}

static void check_reason(
	const struct examined *examined, const struct score *score)
{
	if (score->one.state == SCORE_NA && !score->reason.len)
		diag_add(examined->checking->diags, DIAG_SCORE_NA_REASON,
			score->place, 3,
			check_number(examined->checking, score->factor));
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

	if (score->is_joint != joint && (score->is_joint || given))
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
	check_cell(examined, score, factor, score->one);
	check_cell(examined, score, factor, score->client);
	check_cell(examined, score, factor, score->provider);
	check_cell(examined, score, factor, score->agreed);
	check_reason(examined, score);
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
			score->one.state == SCORE_NA)
			na += factor->weight.n;
	}
	if (total && na * 100 > total * NA_SHARE_MAX)
		diag_add(examined->checking->diags, DIAG_SCORE_NA_SHARE,
			schema_place(examined->assessment, "scores"), 1,
			check_number(examined->checking, na * 100 / total));
}

/* scoring.md: a gate's factor that is n/a needs somebody's approval. */
static void check_gates(const struct examined *examined)
{
	list_each(const struct gate, gate, &examined->set->gates) {
		const struct score *score =
			assessment_score(examined->assessment, gate->factor.n);

		if (score && score->one.state == SCORE_NA &&
			!score->approved_by.len)
			diag_add(examined->checking->diags, DIAG_SCORE_NA_GATE,
				score->place, 3,
				check_number(
					examined->checking, gate->factor.n));
	}
}

/* What makes an assessment the only one of its sort. */
static struct str key_of(
	const struct checking *checking, const struct assessment *assessment)
{
	return arena_printf(checking->arena, "%.*s|%.*s|%.*s|%d",
		STR_ARG(assessment->subject), STR_ARG(assessment->set),
		STR_ARG(check_date(checking, assessment->date)),
		assessment->kind);
}

static void check_twice(const struct checking *checking, struct map *seen,
	struct assessment *assessment)
{
	const struct assessment *twin = map_add(seen, checking->arena,
		key_of(checking, assessment), assessment);

	if (twin && !date_is_set(assessment->supersedes))
		diag_add(checking->diags, DIAG_ASSESSMENT_TWICE,
			schema_place(assessment, "subject"),
			assessment->subject.len, assessment->subject,
			twin->source->place.source->path,
			check_number(checking, twin->source->place.line));
}

void check_assessments(const struct checking *checking)
{
	const struct record_list *list =
		&checking->site->records.of[RECORD_ASSESSMENT];
	struct map seen = MAP_INIT;

	for (size_t i = 0; i < list->len; i++) {
		struct assessment *assessment = list->items[i];
		struct examined examined = {checking, assessment,
			records_find(&checking->site->records,
				RECORD_FACTOR_SET, assessment->set)};

		check_past(checking, assessment, "date", assessment->date);
		check_twice(checking, &seen, assessment);
		if (!examined.set)
			continue;
		list_each(const struct score, score, &assessment->scores)
			check_score(&examined, score);
		check_na_share(&examined);
		check_gates(&examined);
	}
}
