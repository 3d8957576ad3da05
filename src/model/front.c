#include "model/front.h"

#include "base/utf8.h"
#include "model/records/kinds.h"

const struct choice page_statuses[] = {
	{"draft", "Draft"},
	{"consultation", "Consultation"},
	{"provisional", "Provisional"},
	{"final", "Final"},
	{"superseded", "Superseded"},
	{"withdrawn", "Withdrawn"},
	{NULL, NULL},
};

static const struct choice review_outcomes[] = {
	{"confirmed", "Confirmed as it stands"},
	{"changed", "Changed"},
	{"retired", "Retired"},
	{NULL, NULL},
};

static const struct field review_fields[] = {
	FIELD(struct review, on, DAY, .required = true),
	FIELD(struct review, by, TEXT, .ref = REF_ROLE),
	FIELD(struct review, outcome, CHOICE, .required = true,
		.choices = review_outcomes),
	FIELD(struct review, note, TEXT),
};

static const struct schema review_schema =
	SCHEMA("a review", struct review, review_fields);

static const struct field consultation_fields[] = {
	FIELD(struct consultation, opens, DAY, .required = true),
	FIELD(struct consultation, closes, DAY, .required = true),
	FIELD(struct consultation, respond_to, TEXT, .ref = REF_ROLE),
};

static const struct schema consultation_schema =
	SCHEMA("a consultation", struct consultation, consultation_fields);

static const struct field version_fields[] = {
	FIELD(struct version, version, TEXT, .required = true),
	FIELD(struct version, date, MONTH, .required = true),
	FIELD(struct version, summary, TEXT),
};

static const struct schema version_schema =
	SCHEMA("a version", struct version, version_fields);

static const struct field approval_fields[] = {
	FIELD(struct approval, role, TEXT, .required = true, .ref = REF_ROLE),
	FIELD(struct approval, organisation, TEXT, .ref = REF_ORGANISATION),
	FIELD(struct approval, on, DAY),
};

static const struct schema approval_schema =
	SCHEMA("an approval", struct approval, approval_fields);

static const struct choice periods[] = {
	{"year", "a year"}, {"once", "once"}, {NULL, NULL}};

static const struct field benefit_fields[] = {
	FIELD(struct page_benefit, kind, CHOICE, .required = true,
		.choices = benefit_kinds),
	FIELD(struct page_benefit, value, NUMBER),
	FIELD(struct page_benefit, period, CHOICE, .choices = periods),
};

static const struct schema page_benefit_schema =
	SCHEMA("a benefit", struct page_benefit, benefit_fields);

static const struct field quiz_fields[] = {
	FIELD(struct quiz, question, TEXT, .required = true),
	FIELD(struct quiz, options, TEXT, .list = true, .required = true),
	FIELD(struct quiz, answer, INT, .required = true, .min = 1, .max = 20),
	FIELD(struct quiz, why, TEXT),
};

static const struct schema quiz_schema =
	SCHEMA("a question", struct quiz, quiz_fields);

static const struct field search_fields[] = {
	FIELD(struct search_options, exclude, BOOL),
	FIELD(struct search_options, boost, INT, .min = 1, .max = 1000),
};

static const struct schema search_schema =
	SCHEMA("the search options", struct search_options, search_fields);

/* "25-50" */
static bool read_range(struct str text, int64_t *from, int64_t *to)
{
	size_t dash = str_chr(text, '-', 0);

	return str_to_int(str_trim(str_sub(text, 0, dash)), 0, 1000, from) &&
		str_to_int(str_trim(str_from(text, dash + 1)), 0, 1000, to) &&
		*from < *to;
}

static void bad_level(const struct schema_input *in, const struct value *value)
{
	bool is_text = value->kind == VALUE_STRING;

	diag_add(in->diags, DIAG_VALUE_TYPE, value->place,
		is_text ? utf8_len(value->text) : 1, STR("level"),
		STR("a step, as in 25-50"),
		is_text ? arena_printf(
				  in->arena, "\"%.*s\"", STR_ARG(value->text))
			: str_of(value_kind_name(value)));
}

/* level: {608: 25-50}, or of a training module: level: intermediate. */
static void read_level(const struct schema_input *in, const struct field *field,
	const struct value *value, void *slot)
{
	struct front *front = (struct front *)(void *)((char *)slot -
		offsetof(struct front, levels));
	struct page_level *levels;

	if (value->kind == VALUE_STRING) {
		front->course_level = value->text;
		return;
	}
	if (!schema_expect_map(in, field, value))
		return;
	levels = arena_array(in->arena, struct page_level, value->map.len);
	front->levels.items = levels;
	for (size_t i = 0; i < value->map.len; i++) {
		const struct pair *pair = &value->map.items[i];
		struct page_level *level = &levels[front->levels.len];

		level->factor = pair->key;
		level->place = pair->place;
		if (pair->value.kind == VALUE_STRING &&
			read_range(pair->value.text, &level->from, &level->to))
			front->levels.len++;
		else
			bad_level(in, &pair->value);
	}
}

/* toc: false hides the contents; the default shows them. */
static void read_toc(const struct schema_input *in, const struct field *field,
	const struct value *value, void *slot)
{
	bool shown = true;

	if (schema_read_field(in,
		    &(struct field){.name = field->name, .type = FIELD_BOOL},
		    value, &shown))
		*(bool *)slot = !shown;
}

/* attachments: {file.pdf: audience}; stage/restrict.c has read it by now. */
static void read_attachments(const struct schema_input *in,
	const struct field *field, const struct value *value, void *slot)
{
	(void)in;
	(void)field;
	*(const struct value **)slot = value;
}

static const struct field front_fields[] = {
	FIELD(struct front, title, TEXT, .required = true),
	FIELD(struct front, description, TEXT),
	FIELD(struct front, type, TEXT),
	FIELD(struct front, status, CHOICE, .choices = page_statuses),
	FIELD(struct front, audience, TEXT),
	FIELD(struct front, owner, TEXT, .ref = REF_ROLE),
	FIELD(struct front, last_reviewed_on, DAY),
	FIELD(struct front, review_in, PERIOD),
	FIELD(struct front, review_by, DAY),
	FIELD(struct front, reviews, OBJECT, .list = true,
		.schema = &review_schema),
	FIELD(struct front, consultation, OBJECT,
		.schema = &consultation_schema),
	FIELD(struct front, versions, OBJECT, .list = true,
		.schema = &version_schema),
	FIELD(struct front, factors, TEXT, .list = true, .ref = REF_FACTOR),
	{.name = "level",
		.type = FIELD_CUSTOM,
		.offset = offsetof(struct front, levels),
		.read = read_level},
	FIELD(struct front, aliases, TEXT, .list = true),
	FIELD(struct front, old_paths, TEXT, .list = true),
	FIELD(struct front, formerly, TEXT, .list = true),
	FIELD(struct front, keywords, TEXT, .list = true),
	FIELD(struct front, weight, INT, .min = -1000000, .max = 1000000),
	FIELD(struct front, date, DAY),
	FIELD(struct front, lastmod, DAY),
	FIELD(struct front, slug, TEXT),
	FIELD(struct front, draft, BOOL),
	{.name = "toc",
		.type = FIELD_CUSTOM,
		.offset = offsetof(struct front, no_toc),
		.read = read_toc},
	FIELD(struct front, superseded_by, TEXT, .ref = REF_PAGE),
	FIELD(struct front, approvals, OBJECT, .list = true,
		.schema = &approval_schema),
	FIELD(struct front, related, TEXT, .list = true, .ref = REF_PAGE),
	{.name = "source",
		.type = FIELD_TEXT,
		.offset = offsetof(struct front, documents),
		.list = true,
		.ref = REF_DOCUMENT},
	FIELD(struct front, attachments, CUSTOM, .read = read_attachments),
	FIELD(struct front, owner_slack, TEXT),
	FIELD(struct front, search, OBJECT, .schema = &search_schema),
	FIELD(struct front, organisation, TEXT, .ref = REF_ORGANISATION),
	FIELD(struct front, contract_type, CHOICE, .choices = contract_kinds),
	FIELD(struct front, contract, TEXT, .ref = REF_CONTRACT),
	FIELD(struct front, problem, TEXT),
	FIELD(struct front, what_we_did, TEXT),
	FIELD(struct front, result, TEXT),
	FIELD(struct front, benefit, OBJECT, .schema = &page_benefit_schema),
	FIELD(struct front, contact, TEXT, .ref = REF_ROLE),
	FIELD(struct front, asked_on, DAY),
	FIELD(struct front, answered_on, DAY),
	FIELD(struct front, answer_by, TEXT, .ref = REF_ROLE),
	FIELD(struct front, course_level, TEXT),
	FIELD(struct front, provider, TEXT, .ref = REF_ROLE),
	FIELD(struct front, minutes, INT, .min = 1, .max = 10000),
	FIELD(struct front, course, TEXT),
	FIELD(struct front, order, INT, .min = 0, .max = 10000),
	FIELD(struct front, quiz, OBJECT, .list = true, .schema = &quiz_schema),
};

const struct schema front_schema = SCHEMA("a page", struct front, front_fields);

/* The end of the line that starts at AT, its line end included. */
static size_t line_end(struct str s, size_t at)
{
	at = str_chr(s, '\n', at);
	return at < s.len ? at + 1 : at;
}

static bool is_fence(struct str line)
{
	while (line.len && char_is_space(line.ptr[line.len - 1]))
		line.len--;
	return str_eq(line, STR("---"));
}

struct front_split front_split(struct str file)
{
	struct front_split split = {.body = file, .body_line = 1};
	size_t at = line_end(file, 0), end;

	split.has_front = is_fence(str_sub(file, 0, at));
	if (!split.has_front)
		return split;
	split.yaml_line = split.body_line = 2;
	for (size_t from = at; at < file.len; at = end) {
		end = line_end(file, at);
		split.body_line++;
		if (!is_fence(str_sub(file, at, end)))
			continue;
		split.yaml = str_sub(file, from, at);
		split.body = str_from(file, end);
		split.ends = true;
		break;
	}
	return split;
}

struct reading {
	const struct config *config;
	VEC(struct page_taxa) taxa;
};

static void unknown_taxon(const struct schema_input *in,
	const struct taxonomy *taxonomy, const struct value *value)
{
	struct str *names =
		arena_array(in->arena, struct str, taxonomy->taxa.len);
	size_t n = 0, nearest;

	list_each(const struct taxon, taxon, &taxonomy->taxa)
		names[n++] = taxon->id;
	nearest = str_nearest(value->text, names, n);
	diag_add(in->diags, DIAG_TAXONOMY_VALUE, value->place,
		utf8_len(value->text), value->text, taxonomy->id,
		nearest < n ? names[nearest] : STR(""));
}

/* The values that a page has of one taxonomy. */
struct choosing {
	const struct taxonomy *taxonomy;
	const struct taxon **taxa; /* room for all that are named */
	size_t len;
};

static void choose(const struct schema_input *in, struct choosing *choosing,
	const struct value *value)
{
	const struct field field = {
		.name = choosing->taxonomy->id.ptr, .type = FIELD_TEXT};
	const struct taxon *taxon;
	struct str name = {NULL, 0};

	if (yaml_is_null(value) || !schema_read_field(in, &field, value, &name))
		return;
	taxon = taxonomy_find(choosing->taxonomy, name);
	if (!taxon) {
		unknown_taxon(in, choosing->taxonomy, value);
		return;
	}
	for (size_t i = 0; i < choosing->len; i++)
		if (choosing->taxa[i] == taxon)
			return;
	choosing->taxa[choosing->len++] = taxon;
}

/* A key that is a taxonomy of the configuration. */
static bool read_taxonomy(
	const struct schema_input *in, const struct pair *pair, void *object)
{
	struct reading *reading = in->context;
	const struct value *value = &pair->value;
	struct choosing choosing = {
		.taxonomy = config_taxonomy(reading->config, pair->key)};

	(void)object;
	if (!choosing.taxonomy)
		return false;
	choosing.taxa = arena_array(in->arena, const struct taxon *,
		value->kind == VALUE_LIST ? value->list.len : 1);
	if (value->kind != VALUE_LIST)
		choose(in, &choosing, value);
	else
		for (size_t i = 0; i < value->list.len; i++)
			choose(in, &choosing, &value->list.items[i]);
	*vec_push(&reading->taxa, in->arena) = (struct page_taxa){
		choosing.taxonomy, {choosing.taxa, choosing.len}};
	return true;
}

void front_read(struct front *front, const struct value *map,
	const struct config *config, struct arena *arena, struct diags *diags)
{
	struct reading reading = {.config = config};
	struct schema_input in = {.arena = arena,
		.diags = diags,
		.extra = read_taxonomy,
		.context = &reading,
		.has_audience = true};

	vec_reserve(&reading.taxa, arena, config->taxonomies.len);
	schema_read(&in, &front_schema, map, front);
	front->taxa = (struct list){reading.taxa.items, reading.taxa.len};
}

struct date front_last_reviewed(const struct front *front)
{
	struct date last = front->last_reviewed_on;

	list_each(const struct review, review, &front->reviews)
		if (!date_is_set(last) || date_cmp(review->on, last) > 0)
			last = review->on;
	return last;
}

struct date front_review_due(const struct front *front)
{
	struct date last = front_last_reviewed(front);

	if (date_is_set(front->review_by))
		return front->review_by;
	if (!date_is_set(last) || !period_is_set(front->review_in))
		return (struct date){0};
	return date_add(last, front->review_in);
}
