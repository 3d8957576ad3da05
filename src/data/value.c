#include "data/value.h"

#include <string.h>

const struct value value_null = {.kind = VALUE_NULL};

struct value value_bool(bool truth)
{
	return (struct value){.kind = VALUE_BOOL, .truth = truth};
}

struct value value_int(int64_t n)
{
	return value_number(decimal_of(n));
}

struct value value_number(struct decimal number)
{
	return (struct value){.kind = VALUE_NUMBER, .number = number};
}

struct value value_string(struct str text)
{
	return (struct value){.kind = VALUE_STRING, .text = text};
}

struct value value_text(struct str text)
{
	return text.len ? value_string(text) : value_null;
}

struct value value_url(struct str path)
{
	return (struct value){.kind = VALUE_URL, .text = path};
}

struct value value_html(const struct html *html)
{
	return (struct value){.kind = VALUE_HTML, .html = html};
}

struct value value_of_list(const struct value_items *items)
{
	return (struct value){
		.kind = VALUE_LIST, .list = {items->items, items->len}};
}

struct value value_of_map(const struct value_map *map)
{
	return (struct value){.kind = VALUE_MAP, .map = {map->items, map->len}};
}

uint32_t value_key_hash(struct str key)
{
	uint32_t hash = 2166136261U; /* FNV-1a: keys are short */

	for (size_t i = 0; i < key.len; i++)
		hash = (hash ^ (unsigned char)key.ptr[i]) * 16777619U;
	return hash;
}

void value_put_str(struct value_map *map, struct arena *arena, struct str key,
	struct value value)
{
	*vec_push(map, arena) = (struct pair){.key = key,
		.hash = value_key_hash(key),
		.place = value.place,
		.value = value};
}

void value_put(struct value_map *map, struct arena *arena, const char *key,
	struct value value)
{
	value_put_str(map, arena, str_of(key), value);
}

void value_give(struct value_map *map, struct arena *arena, const char *key,
	struct value value)
{
	value_put(map, arena, key, value);
	if (value.kind == VALUE_LIST)
		value_put_str(map, arena,
			arena_join(arena, STR("has_"), str_of(key)),
			value_bool(value.list.len > 0));
}

void value_give_all(
	struct value_map *map, struct arena *arena, const struct value *from)
{
	for (size_t i = 0; i < from->map.len; i++)
		*vec_push(map, arena) = from->map.items[i];
}

void value_push(
	struct value_items *list, struct arena *arena, struct value value)
{
	*vec_push(list, arena) = value;
}

static const struct pair *find(
	const struct value *map, struct str key, uint32_t hash)
{
	if (!map || map->kind != VALUE_MAP)
		return NULL;
	for (size_t i = 0; i < map->map.len; i++) {
		const struct pair *pair = &map->map.items[i];

		if (pair->hash == hash && str_eq(pair->key, key))
			return pair;
	}
	return NULL;
}

const struct pair *value_pair(const struct value *map, struct str key)
{
	return find(map, key, value_key_hash(key));
}

const struct value *value_get_hashed(
	const struct value *map, struct str key, uint32_t hash)
{
	const struct pair *pair = find(map, key, hash);

	return pair ? &pair->value : NULL;
}

const struct value *value_get(const struct value *map, struct str key)
{
	return value_get_hashed(map, key, value_key_hash(key));
}

bool value_is_truthy(const struct value *value)
{
	switch (value->kind) {
	case VALUE_NULL:
		return false;
	case VALUE_BOOL:
		return value->truth;
	case VALUE_LIST:
		return value->list.len > 0;
	case VALUE_STRING:
		return value->text.len > 0;
	case VALUE_NUMBER: /* 0 is a score, not the lack of one */
	case VALUE_URL:
	case VALUE_HTML:
	case VALUE_MAP:
		return true;
	}
	return false;
}

const char *value_kind_name(const struct value *value)
{
	static const char *const names[] = {
		[VALUE_NULL] = "nothing",
		[VALUE_BOOL] = "true or false",
		[VALUE_NUMBER] = "a number",
		[VALUE_STRING] = "text",
		[VALUE_URL] = "a link",
		[VALUE_HTML] = "HTML",
		[VALUE_LIST] = "a list",
		[VALUE_MAP] = "a map",
	};

	return names[value->kind];
}
