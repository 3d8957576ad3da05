/* Factor sets: what is measured, with which weight, and what a score means. */

#include <string.h>

#include "base/utf8.h"
#include "model/records/kinds.h"

static const struct field scale_fields[] = {
	FIELD(struct scale, min, INT, .required = true, .min = 0, .max = 1000),
	FIELD(struct scale, max, INT, .required = true, .min = 1, .max = 1000),
	FIELD(struct scale, step, INT, .required = true, .min = 1, .max = 1000),
};

static const struct schema scale_schema =
	SCHEMA("a scale", struct scale, scale_fields);

static const struct field band_fields[] = {
	FIELD(struct band, id, TEXT, .required = true),
	FIELD(struct band, title, TEXT),
	FIELD(struct band, from, INT, .required = true, .min = 0, .max = 100),
	FIELD(struct band, description, TEXT),
};

static const struct schema band_schema =
	SCHEMA("a band", struct band, band_fields);

/* A whole number under a key of its own. */
static bool read_number(const struct schema_input *in, const char *name,
	struct str text, struct place place, int64_t max, int64_t *out)
{
	if (str_to_int(text, 0, max, out))
		return true;
	diag_add(in->diags, DIAG_VALUE_TYPE, place, utf8_len(text),
		str_of(name), STR("a whole number"),
		arena_printf(in->arena, "\"%.*s\"", STR_ARG(text)));
	return false;
}

/* targets: {silver: 50, gold: 65} */
static void read_targets(const struct schema_input *in,
	const struct field *field, const struct value *value, void *slot)
{
	VEC(struct target) targets = {0};
	struct list *list = slot;

	if (!schema_expect_map(in, field, value))
		return;
	for (size_t i = 0; i < value->map.len; i++) {
		const struct pair *pair = &value->map.items[i];
		struct maybe_int score = {0};

		schema_read_field(in,
			&(struct field){.name = field->name,
				.type = FIELD_INT,
				.max = 100},
			&pair->value, &score);
		if (score.set)
			*vec_push(&targets, in->arena) = (struct target){
				pair->key, pair->place, score.n};
	}
	*list = (struct list){targets.items, targets.len};
}

static struct value show_targets(
	const struct schema_output *out, const void *slot)
{
	struct value_map map = {0};

	list_each(const struct target, target, (const struct list *)slot)
		value_put_str(&map, out->arena, target->tier,
			value_int(target->score));
	return value_of_map(&map);
}

static const struct field gate_fields[] = {
	FIELD(struct gate, factor, INT, .required = true),
	FIELD(struct gate, at_least, INT, .required = true, .min = 0,
		.max = 1000),
	FIELD(struct gate, cap, TEXT, .required = true),
};

static const struct schema gate_schema =
	SCHEMA("a gate", struct gate, gate_fields);

/* gates: {platinum: [{factor: 601, at_least: 50, cap: developing}]} */
static void read_gates(const struct schema_input *in, const struct field *field,
	const struct value *value, void *slot)
{
	VEC(struct gate) gates = {0};
	struct list *list = slot;

	if (!schema_expect_map(in, field, value))
		return;
	for (size_t i = 0; i < value->map.len; i++) {
		const struct pair *pair = &value->map.items[i];
		struct list of_tier = {0};

		schema_read_field(in,
			&(struct field){.name = field->name,
				.type = FIELD_OBJECT,
				.list = true,
				.schema = &gate_schema},
			&pair->value, &of_tier);
		list_each(struct gate, gate, &of_tier) {
			gate->tier = pair->key;
			gate->place = pair->place;
			*vec_push(&gates, in->arena) = *gate;
		}
	}
	*list = (struct list){gates.items, gates.len};
}

static struct value show_gates(
	const struct schema_output *out, const void *slot)
{
	struct value_items items = {0};

	list_each(const struct gate, gate, (const struct list *)slot)
		value_push(&items, out->arena,
			schema_show(out, &gate_schema, gate));
	return value_of_list(&items);
}

/* guidance: {0: …, 25: …} */
static void read_guidance(const struct schema_input *in,
	const struct field *field, const struct value *value, void *slot)
{
	VEC(struct step) steps = {0};
	struct list *list = slot;

	if (!schema_expect_map(in, field, value))
		return;
	for (size_t i = 0; i < value->map.len; i++) {
		const struct pair *pair = &value->map.items[i];
		struct step step = {.place = pair->place};

		if (read_number(in, field->name, pair->key, pair->place, 1000,
			    &step.score) &&
			schema_read_field(in,
				&(struct field){.name = field->name,
					.type = FIELD_TEXT},
				&pair->value, &step.text))
			*vec_push(&steps, in->arena) = step;
	}
	*list = (struct list){steps.items, steps.len};
}

static struct value show_guidance(
	const struct schema_output *out, const void *slot)
{
	struct value_items items = {0};

	list_each(const struct step, step, (const struct list *)slot) {
		struct value_map map = {0};

		value_put(&map, out->arena, "score", value_int(step->score));
		value_put(&map, out->arena, "text", value_string(step->text));
		value_push(&items, out->arena, value_of_map(&map));
	}
	return value_of_list(&items);
}

static const struct field factor_group_fields[] = {
	FIELD(struct factor_group, id, TEXT, .required = true),
	FIELD(struct factor_group, title, TEXT, .required = true),
	FIELD(struct factor_group, description, TEXT),
};

static const struct schema factor_group_schema =
	SCHEMA("a group of factors", struct factor_group, factor_group_fields);

static const struct choice factor_roles[] = {
	{"headline", "Headline"}, {NULL, NULL}};

static const struct choice na_rules[] = {
	{"justified", "With a reason"}, {"never", "Never"}, {NULL, NULL}};

static const struct field factor_fields[] = {
	FIELD(struct factor, id, INT, .required = true, .min = 0, .max = 99999),
	FIELD(struct factor, title, TEXT, .required = true),
	FIELD(struct factor, weight, INT, .required = true, .min = 0,
		.max = 1000),
	FIELD(struct factor, role, CHOICE, .choices = factor_roles),
	FIELD(struct factor, group, TEXT),
	FIELD(struct factor, area, TEXT),
	FIELD(struct factor, question, TEXT),
	{.name = "guidance",
		.type = FIELD_CUSTOM,
		.offset = offsetof(struct factor, guidance),
		.read = read_guidance,
		.show = show_guidance},
	FIELD(struct factor, na, CHOICE, .choices = na_rules),
	FIELD(struct factor, formerly, TEXT, .list = true),
};

static const struct schema factor_schema =
	SCHEMA("a factor", struct factor, factor_fields);

static const struct field factor_set_fields[] = {
	FIELD(struct factor_set, id, TEXT, .required = true),
	FIELD(struct factor_set, title, TEXT, .required = true),
	FIELD(struct factor_set, version, TEXT, .required = true),
	FIELD(struct factor_set, status, CHOICE, .choices = page_statuses),
	FIELD(struct factor_set, document, TEXT, .ref = REF_DOCUMENT),
	FIELD(struct factor_set, description, TEXT),
	FIELD(struct factor_set, scale, OBJECT, .required = true,
		.schema = &scale_schema),
	FIELD(struct factor_set, bands, OBJECT, .list = true,
		.schema = &band_schema),
	{.name = "targets",
		.type = FIELD_CUSTOM,
		.offset = offsetof(struct factor_set, targets),
		.read = read_targets,
		.show = show_targets},
	{.name = "gates",
		.type = FIELD_CUSTOM,
		.offset = offsetof(struct factor_set, gates),
		.read = read_gates,
		.show = show_gates},
	FIELD(struct factor_set, groups, OBJECT, .list = true,
		.schema = &factor_group_schema),
	FIELD(struct factor_set, factors, OBJECT, .list = true,
		.required = true, .schema = &factor_schema),
};

const struct schema factor_set_schema =
	SCHEMA("a factor set", struct factor_set, factor_set_fields);

static const struct band default_bands[] = {
	{.id = STR_INIT("emerging"),
		.title = STR_INIT("Emerging"),
		.from = {true, 0}},
	{.id = STR_INIT("developing"),
		.title = STR_INIT("Developing"),
		.from = {true, 40}},
	{.id = STR_INIT("established"),
		.title = STR_INIT("Established"),
		.from = {true, 60}},
	{.id = STR_INIT("leading"),
		.title = STR_INIT("Leading"),
		.from = {true, 80}},
};

static const struct target default_targets[] = {
	{.tier = STR_INIT("silver"), .score = 50},
	{.tier = STR_INIT("gold"), .score = 65},
	{.tier = STR_INIT("platinum"), .score = 75},
};

/* A copy: lists of records are not constant. */
static struct list copy_of(
	struct arena *arena, const void *items, size_t len, size_t size)
{
	void *copy = arena_alloc(arena, len * size);

	memcpy(copy, items, len * size);
	return (struct list){copy, len};
}

#define DEFAULTS(arena, table) \
	copy_of(arena, table, sizeof(table) / sizeof *(table), sizeof *(table))

/* An empty list is an answer too: a set without bands or targets. */
void factor_set_complete(struct factor_set *set, struct arena *arena)
{
	if (!value_get(set->source, STR("bands"))) {
		set->bands = DEFAULTS(arena, default_bands);
		list_each(struct band, band, &set->bands)
			band->source = set->source;
	}
	if (value_get(set->source, STR("targets")))
		return;
	set->targets = DEFAULTS(arena, default_targets);
	list_each(struct target, target, &set->targets)
		target->place = set->source->place;
}

/* One number or text between dots. */
static int part_cmp(struct str a, struct str b)
{
	int64_t x, y;

	if (!str_to_int(a, 0, INT64_MAX, &x) ||
		!str_to_int(b, 0, INT64_MAX, &y))
		return str_cmp(a, b);
	return (x > y) - (x < y);
}

int factor_version_cmp(struct str a, struct str b)
{
	struct str x, y;
	int order = 0;

	while (!order) {
		bool more_a = str_split(&a, '.', &x);
		bool more_b = str_split(&b, '.', &y);

		if (!more_a || !more_b)
			return more_a - more_b;
		order = part_cmp(x, y);
	}
	return order;
}

int64_t factor_set_min(const struct factor_set *set)
{
	return set->scale ? set->scale->min.n : 0;
}

int64_t factor_set_range(const struct factor_set *set)
{
	return set->scale ? set->scale->max.n - set->scale->min.n : 100;
}
