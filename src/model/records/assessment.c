/* Assessments: the scores of one subject by one factor set on one day. */

#include "base/utf8.h"
#include "model/records/kinds.h"

static const struct choice assessment_kinds[] = {
	{"self", "Self-assessment"},
	{"peer", "Peer assessment"},
	{"joint", "Joint assessment"},
	{"independent", "Independent assessment"},
	{NULL, NULL},
};

/* The long form of one score, as it stands in YAML. */
struct long_score {
	const struct value *source;
	struct maybe_int score;
	struct str missing, na, evidence, approved_by;
	int confidence;
	const struct value *client, *provider, *agreed;
};

/* Keep the value itself: a party's score has a short and a long form too. */
static void read_party(const struct schema_input *in, const struct field *field,
	const struct value *value, void *slot)
{
	(void)in;
	(void)field;
	*(const struct value **)slot = value;
}

static const struct choice confidences[] = {
	{"high", "High"},
	{"medium", "Medium"},
	{"low", "Low"},
	{NULL, NULL},
};

#define PARTY(member) \
	{ \
		.name = #member, .type = FIELD_CUSTOM, \
		.offset = offsetof(struct long_score, member), \
		.read = read_party \
	}

#define SCORE_RANGE .min = -1000000, .max = 1000000

static const struct field score_fields[] = {
	FIELD(struct long_score, score, INT, SCORE_RANGE),
	FIELD(struct long_score, missing, TEXT),
	FIELD(struct long_score, na, TEXT),
	FIELD(struct long_score, evidence, TEXT),
	FIELD(struct long_score, confidence, CHOICE, .choices = confidences),
	FIELD(struct long_score, approved_by, TEXT, .ref = REF_ROLE),
	PARTY(client),
	PARTY(provider),
	PARTY(agreed),
};

static const struct schema score_schema =
	SCHEMA("a score", struct long_score, score_fields);

/* What one party says: no parties within it, and nothing to approve. */
static const struct field party_fields[] = {
	FIELD(struct long_score, score, INT, SCORE_RANGE),
	FIELD(struct long_score, missing, TEXT),
	FIELD(struct long_score, na, TEXT),
	FIELD(struct long_score, evidence, TEXT),
	FIELD(struct long_score, confidence, CHOICE, .choices = confidences),
};

static const struct schema party_schema =
	SCHEMA("a party's score", struct long_score, party_fields);

/* "na:" without a reason is still n/a; the checks ask for the reason. */
static struct score_cell cell_of(const struct long_score *given)
{
	const struct value *na = value_get(given->source, STR("na"));
	const struct value *missing = value_get(given->source, STR("missing"));
	struct score_cell cell = {.state = SCORE_MISSING,
		.several =
			(na != NULL) + (missing != NULL) + given->score.set > 1,
		.place = given->source->place,
		.reason = na ? given->na : given->missing,
		.evidence = given->evidence};

	if (na) {
		cell.state = SCORE_NA;
		cell.place = na->place;
	} else if (given->score.set) {
		cell.state = SCORE_GIVEN;
		cell.score = given->score.n;
		cell.place = schema_place(given, "score");
	}
	return cell;
}

/* The short form: a number, or one of two words. */
static struct score_cell read_short(
	const struct schema_input *in, const struct value *value)
{
	static const struct field number = {
		.name = "score", .type = FIELD_INT, SCORE_RANGE};
	struct str word = value->kind == VALUE_STRING ? value->text : STR("");
	struct maybe_int n = {0};

	if (str_eq(word, STR("na")))
		return (struct score_cell){
			.state = SCORE_NA, .place = value->place};
	if (!str_eq(word, STR("missing")))
		schema_read_field(in, &number, value, &n);
	return (struct score_cell){.state = n.set ? SCORE_GIVEN : SCORE_MISSING,
		.score = n.n,
		.place = value->place};
}

static struct score_cell read_cell(
	const struct schema_input *in, const struct value *value)
{
	struct long_score given = {0};

	if (!value)
		return (struct score_cell){.state = SCORE_MISSING};
	if (value->kind != VALUE_MAP)
		return read_short(in, value);
	schema_read(in, &party_schema, value, &given);
	return cell_of(&given);
}

/* Does a long form say anything of its own, beside its parties? */
static bool is_said(const struct long_score *given)
{
	return given->score.set || value_get(given->source, STR("na")) ||
		value_get(given->source, STR("missing"));
}

static struct score read_score(
	const struct schema_input *in, const struct pair *pair, int64_t factor)
{
	struct score score = {.place = pair->place, .factor = factor};
	struct long_score given = {0};

	if (pair->value.kind != VALUE_MAP) {
		score.one = read_short(in, &pair->value);
		return score;
	}
	schema_read(in, &score_schema, &pair->value, &given);
	score.one = cell_of(&given);
	score.evidence = given.evidence;
	score.confidence = given.confidence;
	score.approved_by = given.approved_by;
	score.approval = schema_place(&given, "approved_by");
	score.reason = score.one.reason;
	score.is_joint = given.client || given.provider || given.agreed;
	score.mixed = score.is_joint && is_said(&given);
	score.client = read_cell(in, given.client);
	score.provider = read_cell(in, given.provider);
	score.agreed = read_cell(in, given.agreed);
	return score;
}

/* YAML sees 608 and 0608 as two keys. */
static bool is_new(const struct schema_input *in, const struct list *scores,
	const struct pair *pair, int64_t factor)
{
	list_each(const struct score, score, scores) {
		if (score->factor != factor)
			continue;
		diag_add(in->diags, DIAG_YAML_DUPLICATE, pair->place,
			utf8_len(pair->key), pair->key,
			arena_printf(in->arena, "%u:%u", score->place.line,
				score->place.col));
		return false;
	}
	return true;
}

static void read_one(const struct schema_input *in, struct list *scores,
	const struct pair *pair)
{
	int64_t factor;

	if (!str_to_int(pair->key, 0, 99999, &factor))
		diag_add(in->diags, DIAG_VALUE_TYPE, pair->place,
			utf8_len(pair->key), STR("scores"),
			STR("numbers of factors"),
			arena_printf(
				in->arena, "\"%.*s\"", STR_ARG(pair->key)));
	else if (is_new(in, scores, pair, factor))
		((struct score *)scores->items)[scores->len++] =
			read_score(in, pair, factor);
}

/* scores: {608: {…}, 610: 50} */
static void read_scores(const struct schema_input *in,
	const struct field *field, const struct value *value, void *slot)
{
	struct list *list = slot;

	if (!schema_expect_map(in, field, value))
		return;
	list->items = arena_array(in->arena, struct score, value->map.len);
	for (size_t i = 0; i < value->map.len; i++)
		read_one(in, list, &value->map.items[i]);
}

static const struct field assessment_fields[] = {
	FIELD(struct assessment, subject, TEXT, .required = true,
		.ref = REF_SUBJECT),
	FIELD(struct assessment, set, TEXT, .required = true, .ref = REF_SET),
	FIELD(struct assessment, date, DAY, .required = true),
	FIELD(struct assessment, kind, CHOICE, .required = true,
		.choices = assessment_kinds),
	FIELD(struct assessment, audience, TEXT, .ref = REF_AUDIENCE),
	FIELD(struct assessment, assessor, TEXT, .required = true,
		.ref = REF_ROLE),
	{.name = "scores",
		.type = FIELD_CUSTOM,
		.offset = offsetof(struct assessment, scores),
		.required = true,
		.read = read_scores},
	FIELD(struct assessment, note, TEXT),
	FIELD(struct assessment, supersedes, DAY),
	FIELD(struct assessment, illustrative, BOOL),
};

const struct schema assessment_schema =
	SCHEMA("an assessment", struct assessment, assessment_fields);

const struct score *assessment_score(
	const struct assessment *assessment, int64_t factor)
{
	list_each(const struct score, score, &assessment->scores)
		if (score->factor == factor)
			return score;
	return NULL;
}

bool score_is_na(const struct score *score)
{
	if (!score->is_joint)
		return score->one.state == SCORE_NA;
	if (score->agreed.state != SCORE_MISSING)
		return score->agreed.state == SCORE_NA;
	return score->client.state == SCORE_NA &&
		score->provider.state == SCORE_NA;
}
