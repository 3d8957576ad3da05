#include "unit/units.h"

#include "base/map.h"

START_TEST(test_empty)
{
	struct map map = MAP_INIT;

	ck_assert_ptr_null(map_get(&map, STR("")));
	ck_assert_ptr_null(map_get(&map, STR("a")));
}
END_TEST

START_TEST(test_add_and_set)
{
	struct arena arena = ARENA_INIT;
	struct map map = MAP_INIT;
	int one = 1, two = 2;

	ck_assert_ptr_null(map_add(&map, &arena, STR("a"), &one));
	ck_assert_ptr_eq(map_add(&map, &arena, STR("a"), &two), &one);
	ck_assert_ptr_eq(map_get(&map, STR("a")), &one);
	map_set(&map, &arena, STR("a"), &two);
	ck_assert_ptr_eq(map_get(&map, STR("a")), &two);
	map_set(&map, &arena, STR("b"), &one);
	ck_assert_ptr_eq(map_get(&map, STR("b")), &one);
	ck_assert_uint_eq(map.len, 2);
	arena_release(&arena);
}
END_TEST

START_TEST(test_odd_keys)
{
	static const struct str keys[] = {STR_INIT(""), STR_INIT("\0"),
		STR_INIT("\0\0"), STR_INIT("a"), STR_INIT("a\0"), STR_INIT("A"),
		STR_INIT("\xFF")};
	struct arena arena = ARENA_INIT;
	struct map map = MAP_INIT;
	int items[UNITS_LEN(keys)];

	for (size_t i = 0; i < UNITS_LEN(keys); i++)
		ck_assert_ptr_null(map_add(&map, &arena, keys[i], &items[i]));
	for (size_t i = 0; i < UNITS_LEN(keys); i++)
		ck_assert_ptr_eq(map_get(&map, keys[i]), &items[i]);
	ck_assert_ptr_eq(map_get(&map, (struct str){NULL, 0}), &items[0]);
	arena_release(&arena);
}
END_TEST

START_TEST(test_many)
{
	enum { N = 20000 };
	struct arena arena = ARENA_INIT;
	struct map map = MAP_INIT;
	int *items = arena_array(&arena, int, N);

	for (int i = 0; i < N; i++) {
		struct str key = arena_printf(&arena, "key/%d", i);

		ck_assert_ptr_null(map_add(&map, &arena, key, &items[i]));
	}
	ck_assert_uint_eq(map.len, N);
	for (int i = 0; i < N; i++) {
		struct str key = arena_printf(&arena, "key/%d", i);

		ck_assert_ptr_eq(map_get(&map, key), &items[i]);
		key = arena_printf(&arena, "key/%d", N + i);
		ck_assert_ptr_null(map_get(&map, key));
	}
	arena_release(&arena);
}
END_TEST

START_TEST(test_hashed)
{
	struct arena arena = ARENA_INIT;
	struct map map = MAP_INIT;
	struct str keys[] = {STR(""), STR("a"), STR("b")};
	int items[3];

	for (size_t i = 0; i < 3; i++)
		ck_assert_ptr_null(map_add_hashed(
			&map, &arena, keys[i], str_hash(keys[i]), &items[i]));
	for (size_t i = 0; i < 3; i++) {
		ck_assert_ptr_eq(map_get(&map, keys[i]), &items[i]);
		ck_assert_ptr_eq(map_add_hashed(&map, &arena, keys[i],
					 str_hash(keys[i]), &items[0]),
			&items[i]);
		ck_assert_ptr_eq(
			map_add(&map, &arena, keys[i], &items[0]), &items[i]);
	}
	arena_release(&arena);
}
END_TEST

UNITS_SUITE(base_map, test_empty, test_add_and_set, test_odd_keys, test_hashed,
	test_many)
