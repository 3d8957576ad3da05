#include "model/schema.h"

#include <string.h>

#include "base/utf8.h"
#include "data/yaml.h"

static const int64_t INT_DEFAULT_MAX = 1000000000000;

struct object {
	const struct value *source;
};

size_t schema_item_size(const struct field *field)
{
	static const size_t sizes[] = {
		[FIELD_TEXT] = sizeof(struct str),
		[FIELD_BOOL] = sizeof(bool),
		[FIELD_INT] = sizeof(struct maybe_int),
		[FIELD_NUMBER] = sizeof(struct maybe_number),
		[FIELD_DAY] = sizeof(struct date),
		[FIELD_MONTH] = sizeof(struct date),
		[FIELD_PERIOD] = sizeof(struct period),
		[FIELD_CHOICE] = sizeof(int),
	};

	return field->type == FIELD_OBJECT ? field->schema->size
					   : sizes[field->type];
}

static const char *expected(const struct field *field)
{
	static const char *const names[] = {
		[FIELD_TEXT] = "text",
		[FIELD_BOOL] = "true or false",
		[FIELD_INT] = "a whole number",
		[FIELD_NUMBER] = "a number",
		[FIELD_DAY] = "a date",
		[FIELD_MONTH] = "a month or a date",
		[FIELD_PERIOD] = "a period",
		[FIELD_CHOICE] = "one of the words for it",
		[FIELD_OBJECT] = "a map",
		[FIELD_CUSTOM] = "something else",
	};

	return names[field->type];
}

static size_t width_of(const struct value *value)
{
	return value->kind == VALUE_STRING ? utf8_len(value->text) : 1;
}

enum { SHOWN_MAX = 40 }; /* bytes of a wrong value that are printed */

static bool wrong_type(const struct schema_input *in, const struct field *field,
	const struct value *value, const char *hint)
{
	struct str found = str_of(value_kind_name(value));

	if (value->kind == VALUE_STRING)
		found = arena_printf(in->arena, "\"%.*s\"",
			STR_ARG(utf8_cut(value->text, SHOWN_MAX)));
	diag_add(in->diags, DIAG_VALUE_TYPE, value->place, width_of(value),
		str_of(field->name), str_of(expected(field)), found,
		str_of(hint));
	return false;
}

bool schema_expect_map(const struct schema_input *in, const struct field *field,
	const struct value *value)
{
	if (value->kind == VALUE_MAP)
		return true;
	diag_add(in->diags, DIAG_VALUE_TYPE, value->place, width_of(value),
		str_of(field->name), STR("a map"),
		str_of(value_kind_name(value)));
	return false;
}

static bool read_int(const struct schema_input *in, const struct field *field,
	const struct value *value, struct maybe_int *slot)
{
	int64_t max = field->min || field->max ? field->max : INT_DEFAULT_MAX;
	struct decimal number;
	int64_t n;

	if (!decimal_read(value->text, &number) || !decimal_to_int(number, &n))
		return wrong_type(in, field, value, "");
	if (n < field->min || n > max) {
		diag_add(in->diags, DIAG_VALUE_RANGE, value->place,
			width_of(value), str_of(field->name),
			arena_printf(in->arena, "%lld", (long long)field->min),
			arena_printf(in->arena, "%lld", (long long)max));
		return false;
	}
	*slot = (struct maybe_int){true, n};
	return true;
}

static bool read_date(const struct schema_input *in, const struct field *field,
	const struct value *value, struct date *slot)
{
	if (date_read(value->text, slot) ||
		(field->type == FIELD_MONTH &&
			date_read_month(value->text, slot)))
		return true;
	*slot = (struct date){0};
	diag_add(in->diags, DIAG_VALUE_DATE, value->place, width_of(value),
		value->text,
		field->type == FIELD_MONTH
			? STR("year-month, as in 2026-03, or "
			      "year-month-day, as in 2026-03-14")
			: STR("year-month-day, as in 2026-03-14"));
	return false;
}

static struct str list_choices(
	struct arena *arena, const struct choice *choices)
{
	struct str text = STR("");

	for (const struct choice *at = choices; at->name; at++)
		text = arena_printf(arena, "%.*s%s%s", STR_ARG(text),
			at == choices ? "" : ", ", at->name);
	return text;
}

enum { CHOICES_MAX = 32 };

static bool read_choice(const struct schema_input *in,
	const struct field *field, const struct value *value, int *slot)
{
	struct str names[CHOICES_MAX];
	size_t n = 0, nearest;

	*slot = choice_of(field->choices, value->text);
	if (*slot)
		return true;
	for (; field->choices[n].name; n++)
		names[n] = str_of(field->choices[n].name);
	nearest = str_nearest(value->text, names, n);
	diag_add(in->diags, DIAG_VALUE_CHOICE, value->place, width_of(value),
		str_of(field->name), list_choices(in->arena, field->choices),
		value->text, nearest < n ? names[nearest] : STR(""));
	return false;
}

static bool read_bool(const struct schema_input *in, const struct field *field,
	const struct value *value, bool *slot)
{
	*slot = str_eq(value->text, STR("true"));
	if (*slot || str_eq(value->text, STR("false")))
		return true;
	return wrong_type(in, field, value, "write true or false");
}

static bool read_scalar(const struct schema_input *in,
	const struct field *field, const struct value *value, void *slot)
{
	struct maybe_number *number = slot;

	if (value->kind != VALUE_STRING)
		return wrong_type(in, field, value, "");
	switch (field->type) {
	case FIELD_TEXT:
		*(struct str *)slot = value->text;
		return true;
	case FIELD_BOOL:
		return read_bool(in, field, value, slot);
	case FIELD_INT:
		return read_int(in, field, value, slot);
	case FIELD_NUMBER:
		number->set = decimal_read(value->text, &number->n);
		return number->set || wrong_type(in, field, value, "");
	case FIELD_DAY:
	case FIELD_MONTH:
		return read_date(in, field, value, slot);
	case FIELD_PERIOD:
		return period_read(value->text, slot) ||
			wrong_type(in, field, value,
				"as in \"6 months\", \"1 year\" or P6M");
	case FIELD_CHOICE:
		return read_choice(in, field, value, slot);
	case FIELD_OBJECT:
	case FIELD_CUSTOM:
		break;
	}
	return false;
}

/* One value into a slot that has room for it: an object's is the object. */
static bool read_one(const struct schema_input *in, const struct field *field,
	const struct value *value, void *slot)
{
	struct schema_input inner = *in;

	if (field->type != FIELD_OBJECT)
		return read_scalar(in, field, value, slot);
	inner.extra = NULL; /* further keys are for the outermost map */
	return schema_expect_map(in, field, value) &&
		schema_read(&inner, field->schema, value, slot);
}

static void read_list(const struct schema_input *in, const struct field *field,
	const struct value *value, struct list *slot)
{
	bool many = value->kind == VALUE_LIST;
	size_t n = many ? value->list.len : 1;
	size_t size = schema_item_size(field);
	char *items = arena_calloc(in->arena, n, size);

	slot->items = items;
	for (size_t i = 0; i < n; i++) {
		const struct value *item = many ? &value->list.items[i] : value;

		if (!yaml_is_null(item) &&
			read_one(in, field, item, items + slot->len * size))
			slot->len++;
		else
			memset(items + slot->len * size, 0, size);
	}
}

bool schema_read_field(const struct schema_input *in, const struct field *field,
	const struct value *value, void *slot)
{
	if (yaml_is_null(value))
		return true;
	if (field->type == FIELD_CUSTOM) {
		field->read(in, field, value, slot);
	} else if (field->list) {
		read_list(in, field, value, slot);
	} else if (field->type == FIELD_OBJECT) {
		void *object = arena_alloc(in->arena, field->schema->size);

		if (!read_one(in, field, value, object))
			return false;
		*(void **)slot = object;
	} else {
		return read_one(in, field, value, slot);
	}
	return true;
}

static const struct field *find_field(
	const struct schema *schema, struct str name)
{
	for (size_t i = 0; i < schema->len; i++)
		if (str_eq(str_of(schema->fields[i].name), name))
			return &schema->fields[i];
	return NULL;
}

enum { FIELDS_MAX = 64 };

/*
 * Does an unknown key look as if it were to say whom something is for? What
 * it would have kept back must not be shown because of how it was written.
 */
static bool is_about_audience(struct str key)
{
	static const struct str words[] = {STR_INIT("audience"),
		STR_INIT("audiences"), STR_INIT("access"),
		STR_INIT("classification"), STR_INIT("confidential"),
		STR_INIT("private"), STR_INIT("readers"), STR_INIT("restrict"),
		STR_INIT("restricted"), STR_INIT("restriction"),
		STR_INIT("restrictions"), STR_INIT("visibility"),
		STR_INIT("visible")};
	enum { WORDS = sizeof words / sizeof *words, SLIPS = 2 };

	for (size_t i = 0; i < WORDS; i++)
		if (str_case_eq(key, words[i]))
			return true;
	return str_distance(key, words[0], SLIPS) <= SLIPS;
}

static void unknown_key(const struct schema_input *in,
	const struct schema *schema, const struct pair *pair)
{
	struct str names[FIELDS_MAX];
	size_t nearest;

	if (in->has_audience && is_about_audience(pair->key)) {
		diag_add(in->diags, DIAG_AUDIENCE_KEY, pair->place,
			utf8_len(pair->key), pair->key, str_of(schema->what));
		return;
	}
	for (size_t i = 0; i < schema->len; i++)
		names[i] = str_of(schema->fields[i].name);
	nearest = str_nearest(pair->key, names, schema->len);
	diag_add(in->diags, DIAG_KEY_UNKNOWN, pair->place, utf8_len(pair->key),
		pair->key, str_of(schema->what),
		nearest < schema->len ? names[nearest] : STR(""));
}

static bool is_absent(const struct value *value)
{
	return !value || yaml_is_null(value) ||
		(value->kind == VALUE_STRING && !value->text.len);
}

static void check_required(const struct schema_input *in,
	const struct schema *schema, const struct value *map)
{
	for (size_t i = 0; i < schema->len; i++) {
		const struct field *field = &schema->fields[i];

		if (field->required &&
			is_absent(value_get(map, str_of(field->name))))
			diag_add(in->diags, DIAG_KEY_MISSING, map->place, 1,
				str_of(field->name), str_of(schema->what));
	}
}

bool schema_read(const struct schema_input *in, const struct schema *schema,
	const struct value *map, void *object)
{
	struct object *head = object;

	if (map->kind != VALUE_MAP)
		return false;
	head->source = map;
	for (size_t i = 0; i < map->map.len; i++) {
		const struct pair *pair = &map->map.items[i];
		const struct field *field = find_field(schema, pair->key);

		if (field)
			schema_read_field(in, field, &pair->value,
				(char *)object + field->offset);
		else if (!in->extra || !in->extra(in, pair, object))
			unknown_key(in, schema, pair);
	}
	check_required(in, schema, map);
	return true;
}

struct place schema_place(const void *object, const char *name)
{
	const struct object *head = object;
	const struct value *value = value_get(head->source, str_of(name));

	return value ? value->place : head->source->place;
}

struct place schema_text_place(const struct value *value, size_t n)
{
	for (size_t i = 0; value->kind == VALUE_LIST && i < value->list.len;
		i++) {
		const struct value *item = &value->list.items[i];

		if (item->kind != VALUE_STRING || yaml_is_null(item))
			continue;
		if (!n--)
			return item->place;
	}
	return value->place;
}

struct str choice_title(const struct choice *choices, int n)
{
	return n ? str_of(choices[n - 1].title) : STR("");
}

struct str choice_name(const struct choice *choices, int n)
{
	return n ? str_of(choices[n - 1].name) : STR("");
}

int choice_of(const struct choice *choices, struct str name)
{
	for (int i = 0; choices[i].name; i++)
		if (str_eq(str_of(choices[i].name), name))
			return i + 1;
	return 0;
}
