#include "unit/units.h"

#include <string.h>

#include "data/html.h"
#include "data/value.h"

START_TEST(test_maps)
{
	struct arena arena = ARENA_INIT;
	struct value_map map = {0};
	struct value value;

	value = value_of_map(&map);
	ck_assert_ptr_null(value_get(&value, STR("a")));
	value_put(&map, &arena, "a", value_int(1));
	value_put(&map, &arena, "", value_int(2));
	value_put_str(&map, &arena, STR("a"), value_int(3));
	value = value_of_map(&map);
	ck_assert_uint_eq(value.map.len, 3);
	ck_assert_int_eq(value_get(&value, STR("a"))->number.mantissa, 1);
	ck_assert_int_eq(value_get(&value, STR(""))->number.mantissa, 2);
	ck_assert_ptr_null(value_get(&value, STR("A")));
	ck_assert_ptr_eq(&value_pair(&value, STR("a"))->value,
		value_get_hashed(&value, STR("a"), value_key_hash(STR("a"))));
	ck_assert_ptr_null(value_pair(&value, STR("b")));
	arena_release(&arena);
}
END_TEST

START_TEST(test_get_of_no_map)
{
	struct value_items items = {0};
	struct value list = value_of_list(&items),
		     text = value_string(STR("a"));

	ck_assert_ptr_null(value_get(NULL, STR("a")));
	ck_assert_ptr_null(value_get(&value_null, STR("a")));
	ck_assert_ptr_null(value_get(&list, STR("a")));
	ck_assert_ptr_null(value_get(&text, STR("a")));
}
END_TEST

START_TEST(test_give)
{
	struct arena arena = ARENA_INIT;
	struct value_items items = {0};
	struct value_map map = {0};
	struct value value;

	value_give(&map, &arena, "none", value_of_list(&items));
	value_push(&items, &arena, value_null);
	value_give(&map, &arena, "some", value_of_list(&items));
	value_give(&map, &arena, "text", value_string(STR("x")));
	value = value_of_map(&map);
	ck_assert(!value_get(&value, STR("has_none"))->truth);
	ck_assert(value_get(&value, STR("has_some"))->truth);
	ck_assert_ptr_null(value_get(&value, STR("has_text")));
	ck_assert_uint_eq(value.map.len, 5);
	arena_release(&arena);
}
END_TEST

/* One of each kind, with its name and whether it is true for a template. */
START_TEST(test_kinds)
{
	struct arena arena = ARENA_INIT;
	struct value_items none = {0}, some = {0};
	struct value_map map = {0};
	struct html html = {.text = STR("")};

	value_push(&some, &arena, value_null);
	{
		const struct {
			struct value value;
			bool truthy;
			const char *name;
		} rows[] = {
			{value_null, false, "nothing"},
			{value_bool(false), false, "true or false"},
			{value_bool(true), true, "true or false"},
			{value_int(0), true, "a number"},
			{value_int(7), true, "a number"},
			{value_string(STR("")), false, "text"},
			{value_string(STR("false")), true, "text"},
			{value_url(STR("")), true, "a link"},
			{value_html(&html), true, "HTML"},
			{value_of_list(&none), false, "a list"},
			{value_of_list(&some), true, "a list"},
			{value_of_map(&map), true, "a map"},
		};

		for (size_t i = 0; i < UNITS_LEN(rows); i++) {
			ck_assert_str_eq(
				value_kind_name(&rows[i].value), rows[i].name);
			check_int(value_is_truthy(&rows[i].value),
				rows[i].truthy, rows[i].name);
		}
	}
	arena_release(&arena);
}
END_TEST

UNITS_SUITE(data_value, test_maps, test_get_of_no_map, test_give, test_kinds)
