#include "stage/left_value.h"

enum {
	LEAST = 3, /* bytes of a value: its kind and place */
	LEAST_PAIR = LEAST + 3, /* and of its key and the key's place */
	DEPTH_MAX = 64 /* more than YAML is read with */
};

static void put_place(struct buf *out, struct place place)
{
	packing_number(out, place.line);
	packing_number(out, place.col);
}

static struct place take_place(
	struct unpacking *from, const struct source *source)
{
	uint32_t line = (uint32_t)unpack_number(from);

	return place_of(source, line, (uint32_t)unpack_number(from));
}

static void put_list(struct buf *out, const struct value_list *list)
{
	packing_number(out, list->len);
	for (size_t i = 0; i < list->len; i++)
		left_put_value(out, &list->items[i]);
}

static void put_map(struct buf *out, const struct value_pairs *map)
{
	packing_number(out, map->len);
	for (size_t i = 0; i < map->len; i++) {
		packing_text(out, map->items[i].key);
		put_place(out, map->items[i].place);
		left_put_value(out, &map->items[i].value);
	}
}

void left_put_value(struct buf *out, const struct value *value)
{
	packing_number(out, (uint64_t)value->kind * 2 + value->plain);
	put_place(out, value->place);
	switch (value->kind) {
	case VALUE_BOOL:
		packing_number(out, value->truth);
		break;
	case VALUE_NUMBER:
		packing_signed(out, value->number.mantissa);
		packing_signed(out, value->number.exponent);
		break;
	case VALUE_STRING:
		packing_text(out, value->text);
		break;
	case VALUE_LIST:
		put_list(out, &value->list);
		break;
	case VALUE_MAP:
		put_map(out, &value->map);
		break;
	default: /* null is nothing more */
		break;
	}
}

/* Values within values, in files of one source. */
struct taking {
	struct unpacking *from;
	const struct source *source;
	struct arena *arena;
	unsigned depth;
};

static struct value take_value(struct taking *taking);

static struct value_list take_list(struct taking *taking)
{
	size_t n = unpack_count(taking->from, LEAST);
	struct value *items = arena_array(taking->arena, struct value, n);

	for (size_t i = 0; i < n; i++)
		items[i] = take_value(taking);
	return (struct value_list){items, n};
}

static struct value_pairs take_map(struct taking *taking)
{
	size_t n = unpack_count(taking->from, LEAST_PAIR);
	struct pair *items = arena_array(taking->arena, struct pair, n);

	for (size_t i = 0; i < n; i++) {
		items[i].key = unpack_text(taking->from);
		items[i].hash = value_key_hash(items[i].key);
		items[i].place = take_place(taking->from, taking->source);
		items[i].value = take_value(taking);
	}
	return (struct value_pairs){items, n};
}

static struct decimal take_number(struct unpacking *from)
{
	int64_t mantissa = unpack_signed(from);

	return (struct decimal){mantissa, (int)unpack_signed(from)};
}

static void take_content(struct taking *taking, struct value *value)
{
	struct unpacking *from = taking->from;

	switch (value->kind) {
	case VALUE_NULL:
		break;
	case VALUE_BOOL:
		value->truth = unpack_number(from);
		break;
	case VALUE_NUMBER:
		value->number = take_number(from);
		break;
	case VALUE_STRING:
		value->text = unpack_text(from);
		break;
	case VALUE_LIST:
		value->list = take_list(taking);
		break;
	case VALUE_MAP:
		value->map = take_map(taking);
		break;
	default:
		from->bad = true;
	}
}

static struct value take_value(struct taking *taking)
{
	uint64_t kind = unpack_number(taking->from);
	struct value value = {.plain = kind & 1};

	value.kind = (enum value_kind)(kind / 2);
	value.place = take_place(taking->from, taking->source);
	if (++taking->depth > DEPTH_MAX || kind / 2 > VALUE_MAP)
		taking->from->bad = true;
	if (!taking->from->bad)
		take_content(taking, &value);
	taking->depth--;
	return taking->from->bad ? value_null : value;
}

bool left_take_value(struct unpacking *from, const struct source *source,
	struct arena *arena, struct value *value)
{
	struct taking taking = {from, source, arena, 0};

	*value = take_value(&taking);
	return !from->bad;
}
