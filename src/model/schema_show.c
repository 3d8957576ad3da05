/* Objects into values, and what they refer to: the tables read backwards. */

#include "model/schema.h"

enum { DIGITS_MAX = 64 };

struct value schema_show_date(struct arena *arena, struct date date)
{
	struct value_map map = {0};

	if (!date_is_set(date))
		return value_null;
	vec_reserve(&map, arena, 2); /* there are very many */
	value_put(&map, arena, "iso", value_string(date_iso(arena, date)));
	value_put(&map, arena, "text", value_string(date_long(arena, date)));
	return value_of_map(&map);
}

struct str schema_show_number(struct arena *arena, struct maybe_number number)
{
	struct buf text = BUF_INIT(DIGITS_MAX);

	if (number.set)
		decimal_put(&text, number.n);
	return buf_finish(&text, arena);
}

static struct value show_period(struct arena *arena, struct period period)
{
	if (!period_is_set(period))
		return value_null;
	if (period.months && period.months % 12 == 0)
		return value_string(arena_printf(arena, "%d year%s",
			period.months / 12, period.months == 12 ? "" : "s"));
	if (period.months)
		return value_string(arena_printf(arena, "%d month%s",
			period.months, period.months == 1 ? "" : "s"));
	return value_string(arena_printf(
		arena, "%d day%s", period.days, period.days == 1 ? "" : "s"));
}

static struct value show_choice(
	struct arena *arena, const struct choice *choices, int n)
{
	struct value_map map = {0};

	if (!n)
		return value_null;
	value_put(&map, arena, "id", value_string(choice_name(choices, n)));
	value_put(&map, arena, "title", value_string(choice_title(choices, n)));
	return value_of_map(&map);
}

static struct value show_text(const struct schema_output *out,
	const struct field *field, struct str text)
{
	const struct value *target = NULL;

	if (!text.len)
		return value_null;
	if (field->ref && out->resolve)
		target = out->resolve(out->context, field->ref, text);
	return target ? *target : value_string(text);
}

static struct value show_one(const struct schema_output *out,
	const struct field *field, const void *slot)
{
	const struct maybe_int *number = slot;
	const struct maybe_number *decimal = slot;

	switch (field->type) {
	case FIELD_TEXT:
		return show_text(out, field, *(const struct str *)slot);
	case FIELD_BOOL:
		return value_bool(*(const bool *)slot);
	case FIELD_INT:
		return number->set ? value_int(number->n) : value_null;
	case FIELD_NUMBER:
		return decimal->set ? value_number(decimal->n) : value_null;
	case FIELD_DAY:
	case FIELD_MONTH:
		return schema_show_date(out->arena, *(const struct date *)slot);
	case FIELD_PERIOD:
		return show_period(out->arena, *(const struct period *)slot);
	case FIELD_CHOICE:
		return show_choice(
			out->arena, field->choices, *(const int *)slot);
	case FIELD_OBJECT:
		return schema_show(out, field->schema, slot);
	case FIELD_CUSTOM:
		return field->show ? field->show(out, slot) : value_null;
	}
	return value_null;
}

/* Call for each item of a field's slot: one, or those of a list. */
#define slot_each(item, field, slot) \
	for (const char *item = slot_first(field, slot), \
			*item##_end = slot_end(field, slot); \
		item < item##_end; item += schema_item_size(field))

static const char *slot_first(const struct field *field, const void *slot)
{
	if (field->list)
		return ((const struct list *)slot)->items;
	if (field->type == FIELD_OBJECT)
		return *(void *const *)slot;
	return slot;
}

static const char *slot_end(const struct field *field, const void *slot)
{
	const char *first = slot_first(field, slot);
	size_t n =
		field->list ? ((const struct list *)slot)->len : first != NULL;

	return n ? first + n * schema_item_size(field) : first;
}

static struct value show_field(const struct schema_output *out,
	const struct field *field, const void *slot)
{
	struct value_items items = {0};

	if (!field->list) {
		const void *one = slot_first(field, slot);

		return one ? show_one(out, field, one) : value_null;
	}
	slot_each(item, field, slot)
		value_push(&items, out->arena, show_one(out, field, item));
	return value_of_list(&items);
}

struct value schema_show(const struct schema_output *out,
	const struct schema *schema, const void *object)
{
	struct value_map map = {0};

	for (size_t i = 0; i < schema->len; i++) {
		const struct field *field = &schema->fields[i];

		value_give(&map, out->arena, field->name,
			show_field(out, field,
				(const char *)object + field->offset));
	}
	return value_of_map(&map);
}

/* The place of text number N of the value of a field. */
static struct place item_place(
	const void *object, const struct field *field, size_t n)
{
	const struct value *source = *(const struct value *const *)object;
	const struct value *value = value_get(source, str_of(field->name));

	return value ? schema_text_place(value, n) : source->place;
}

void schema_each_ref(const struct schema *schema, const void *object,
	schema_ref_fn *visit, void *context)
{
	for (size_t i = 0; i < schema->len; i++) {
		const struct field *field = &schema->fields[i];
		const void *slot = (const char *)object + field->offset;
		size_t n = 0;

		if (field->type == FIELD_OBJECT) {
			slot_each(item, field, slot)
				schema_each_ref(
					field->schema, item, visit, context);
			continue;
		}
		if (!field->ref || field->type != FIELD_TEXT)
			continue;
		slot_each(item, field, slot) {
			struct str id = *(const struct str *)(const void *)item;

			if (id.len)
				visit(context, field->ref, id,
					item_place(object, field, n));
			n++;
		}
	}
}
