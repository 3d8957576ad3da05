#include "model/records/kinds.h"

#include "base/utf8.h"

const struct record_type record_types[RECORD_KINDS] = {
	[RECORD_ROLE] = {"roles", "Roles", &role_schema, true, false},
	[RECORD_ORGANISATION] = {"organisations", "Organisations",
		&organisation_schema, true, false},
	[RECORD_DOCUMENT] = {"documents", "Documents", &document_schema, true,
		false},
	[RECORD_GROUP] = {"groups", "Groups", &group_schema, true, false},
	[RECORD_CONTRACT] = {"contracts", "Contracts", &contract_schema, true,
		false},
	[RECORD_PLAN] = {"plans", "Plans", &plan_schema, true, false},
	[RECORD_RISK] = {"risks", "Risks", &risk_schema, true, false},
	[RECORD_DELIVERABLE] = {"deliverables", "Deliverables",
		&deliverable_schema, true, false},
	[RECORD_MILESTONE] = {"milestones", "Milestones", &milestone_schema,
		true, false},
	[RECORD_EVENT] = {"events", "Events", &event_schema, true, false},
	[RECORD_ENTRY] = {"glossary", "Glossary", &entry_schema, false, false},
	[RECORD_BENEFIT] = {"benefits", "Benefits", &benefit_schema, true,
		false},
	[RECORD_DRIVERS] = {"drivers", "Drivers", &drivers_schema, true, false},
	[RECORD_STAKEHOLDER] = {"stakeholders", "Stakeholders",
		&stakeholder_schema, true, false},
	[RECORD_PROSPECT] = {"prospects", "Prospects", &prospect_schema, true,
		false},
	[RECORD_REDIRECT] = {"redirects", "Redirects", &redirect_schema, false,
		false},
	[RECORD_FACTOR_SET] = {"factors", "Factor sets", &factor_set_schema,
		true, false},
	[RECORD_ASSESSMENT] = {"assessments", "Assessments", &assessment_schema,
		false, false},
	[RECORD_PAIR] = {"pairs", "Critical friends", &pair_schema, true, true},
};

const struct choice level_names[] = {
	{"H", "High"}, {"M", "Medium"}, {"L", "Low"}, {NULL, NULL}};

enum record_kind record_kind_of_path(struct str path)
{
	struct str rest = path, part;

	while (str_split(&rest, '/', &part)) {
		if (!rest.ptr)
			part = str_sub(part, 0, str_rchr(part, '.'));
		for (int kind = 0; kind < RECORD_KINDS; kind++)
			if (str_eq(part, str_of(record_types[kind].name)))
				return (enum record_kind)kind;
	}
	return RECORD_KINDS;
}

/* Kinds that have an id have it right behind their source. */
struct with_id {
	const struct value *source;
	struct str id;
};

struct str record_id(enum record_kind kind, const void *record)
{
	const struct factor_set *set = record;
	const struct with_id *head = record;

	if (kind == RECORD_FACTOR_SET)
		return set->id;
	return record_types[kind].has_id ? head->id : STR("");
}

/* A set is found by "id@version"; by its id alone, the latest. */
struct str record_key(
	struct arena *arena, enum record_kind kind, const void *record)
{
	const struct factor_set *set = record;

	if (kind == RECORD_FACTOR_SET)
		return arena_printf(arena, "%.*s@%.*s", STR_ARG(set->id),
			STR_ARG(set->version));
	return record_id(kind, record);
}

static bool is_later(const struct factor_set *a, const struct factor_set *b)
{
	return factor_version_cmp(a->version, b->version) > 0;
}

static void index_record(struct records *records, enum record_kind kind,
	void *record, struct arena *arena, struct diags *diags)
{
	struct str key = record_key(arena, kind, record);
	struct map *map = &records->by_id[kind];
	void *twin;

	if (!record_types[kind].has_id || !key.len)
		return;
	twin = map_add(map, arena, key, record);
	if (twin)
		diag_add(diags, DIAG_RECORD_TWICE, schema_place(record, "id"),
			utf8_len(record_id(kind, record)), key,
			schema_place(twin, "id").source->path,
			arena_printf(
				arena, "%u", schema_place(twin, "id").line));
	if (kind == RECORD_FACTOR_SET) {
		struct factor_set *latest =
			map_get(map, record_id(kind, record));

		if (!latest || is_later(record, latest))
			map_set(map, arena, record_id(kind, record), record);
	}
}

/* Any record may say whom it is for; the filter has read that by now. */
static bool take_audience(
	const struct schema_input *in, const struct pair *pair, void *object)
{
	(void)in;
	(void)object;
	return str_eq(pair->key, STR("audience"));
}

static void read_record(struct records *records, enum record_kind kind,
	const struct value *map, const struct schema_input *in)
{
	const struct schema *schema = record_types[kind].schema;
	void *record = arena_alloc(in->arena, schema->size);

	if (!schema_read(in, schema, map, record)) {
		diag_add(in->diags, DIAG_VALUE_TYPE, map->place, 1,
			str_of(record_types[kind].name), STR("a map"),
			str_of(value_kind_name(map)));
		return;
	}
	if (kind == RECORD_FACTOR_SET)
		factor_set_complete(record, in->arena);
	*vec_push(&records->of[kind], in->arena) = record;
	records->count++;
	index_record(records, kind, record, in->arena, in->diags);
}

void records_read(struct records *records, enum record_kind kind,
	const struct value *file, struct arena *arena, struct diags *diags,
	record_filter *filter, void *context)
{
	struct schema_input in = {.arena = arena,
		.diags = diags,
		.extra = take_audience,
		.has_audience = true};
	bool many = file->kind == VALUE_LIST;
	size_t n = many ? file->list.len : file->kind != VALUE_NULL;

	for (size_t i = 0; i < n; i++) {
		const struct value *map = many ? &file->list.items[i] : file;

		if (map->kind == VALUE_NULL)
			continue; /* an alias: refused when it was read */
		if (!filter || filter(context, map, diags))
			read_record(records, kind, map, &in);
	}
}
