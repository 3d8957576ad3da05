#include "unit/units.h"

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

#include "base/vec.h"

enum { EXIT_OOM = 8 };

struct piece {
	char *at;
	size_t len;
	char fill;
};

/* Pieces of all sizes: aligned, zeroed, and none touches another. */
START_TEST(test_pieces)
{
	enum { N = 3000 };
	static struct piece pieces[N];
	struct arena arena = ARENA_INIT;
	uint64_t seed = 4;

	for (size_t i = 0; i < N; i++) {
		size_t top = units_below(&seed, 50) ? 200 : 300000;
		struct piece *piece = &pieces[i];

		*piece = (struct piece){
			.len = units_below(&seed, top), .fill = (char)i};
		if (units_below(&seed, 2)) {
			piece->at = arena_text(&arena, piece->len);
		} else {
			piece->at = arena_alloc(&arena, piece->len);
			ck_assert_uint_eq(
				(uintptr_t)piece->at % alignof(max_align_t), 0);
			for (size_t j = 0; j < piece->len; j++)
				check_fast(!piece->at[j]);
		}
		if (piece->len)
			memset(piece->at, piece->fill, piece->len);
	}
	for (size_t i = 0; i < N; i++)
		for (size_t j = 0; j < pieces[i].len; j++)
			check_fast(pieces[i].at[j] == pieces[i].fill);
	arena_release(&arena);
}
END_TEST

START_TEST(test_nothing_from_nothing)
{
	struct arena arena = ARENA_INIT;

	arena_alloc(&arena, 0);
	arena_array(&arena, int, 0);
	arena_text(&arena, 0);
	ck_assert_uint_eq(arena.used, 0);
	arena_reset(&arena);
	arena_release(&arena);
}
END_TEST

START_TEST(test_texts)
{
	struct arena arena = ARENA_INIT;
	char bytes[] = "text";
	struct str copy = arena_dup(&arena, str_make(bytes, 2));
	struct str empty = arena_dup(&arena, (struct str){NULL, 0});
	struct str joined = arena_join(&arena, STR("folder/"), STR("name"));
	struct str printed = arena_printf(&arena, "%05d|%s", 42, "x");
	struct str large = arena_printf(&arena, "%0200000d", 1);

	bytes[0] = 'X';
	check_view(copy, STR("te"), "dup");
	ck_assert_int_eq(copy.ptr[2], '\0');
	ck_assert_uint_eq(empty.len, 0);
	ck_assert_int_eq(empty.ptr[0], '\0');
	check_view(joined, STR("folder/name"), "join");
	ck_assert_int_eq(joined.ptr[joined.len], '\0');
	check_view(printed, STR("00042|x"), "printf");
	ck_assert_int_eq(printed.ptr[printed.len], '\0');
	ck_assert_uint_eq(large.len, 200000);
	ck_assert_int_eq(large.ptr[199999], '1');
	arena_release(&arena);
}
END_TEST

/* Memory that is used again is zeroed like new, and little of it is kept. */
START_TEST(test_reset)
{
	struct arena arena = ARENA_INIT;

	for (int round = 0; round < 100; round++) {
		for (int i = 0; i < 100; i++) {
			char *bytes = arena_alloc(&arena, 5000);

			for (int j = 0; j < 5000; j++)
				check_fast(!bytes[j]);
			memset(bytes, 'x', 5000);
		}
		ck_assert_uint_ge(arena.used, 500000);
		arena_reset(&arena);
		ck_assert_uint_eq(arena.used, 0);
	}
	arena_release(&arena);
	ck_assert_ptr_null(arena.chunk);
}
END_TEST

static void ask_too_much(void *context)
{
	struct arena arena = ARENA_INIT;
	size_t i = *(size_t *)context;

	arena_alloc(&arena, 8);
	if (i == 0)
		arena_calloc(&arena, SIZE_MAX / 2, 3);
	else if (i == 1)
		arena_calloc(&arena, SIZE_MAX / 4, 3);
	else if (i == 2)
		arena_alloc(&arena, SIZE_MAX - 3);
	else if (i == 3)
		free(base_table(SIZE_MAX / 4, 5));
	else if (i == 4)
		free(base_table(SIZE_MAX / 4, 4));
	else
		arena_text(&arena, SIZE_MAX);
	arena_release(&arena);
}

START_TEST(test_out_of_memory)
{
	for (size_t i = 0; i < 6; i++)
		ck_assert_int_eq(units_exit_code(ask_too_much, &i), EXIT_OOM);
}
END_TEST

static void write_to(void *context)
{
	*(volatile char *)context = 'x';
}

START_TEST(test_seal)
{
	struct arena arena = ARENA_INIT;
	char *first = arena_alloc(&arena, 100);
	char *large = arena_alloc(&arena, 5000000);
	char *last = arena_alloc(&arena, 100);

	first[0] = large[4999999] = last[99] = 'a';
	arena_seal(&arena, true);
	ck_assert_int_eq(first[0] + large[4999999] + last[99], 3 * 'a');
	ck_assert_int_ne(units_exit_code(write_to, first), 0);
	ck_assert_int_ne(units_exit_code(write_to, large + 4999999), 0);
	ck_assert_int_ne(units_exit_code(write_to, last + 99), 0);
	arena_seal(&arena, false);
	ck_assert_int_eq(units_exit_code(write_to, first), 0);
	ck_assert_int_eq(units_exit_code(write_to, large + 4999999), 0);
	arena_release(&arena);
}
END_TEST

START_TEST(test_vector)
{
	struct arena arena = ARENA_INIT;
	VEC(struct piece) pieces = {0};
	size_t n = 0;

	vec_each(struct piece, piece, &pieces)
		n++;
	ck_assert_uint_eq(n, 0);
	for (size_t i = 0; i < 1000; i++) {
		struct piece *piece = vec_push(&pieces, &arena);

		ck_assert_ptr_null(piece->at);
		ck_assert_uint_eq(piece->len, 0);
		piece->len = i;
		piece->at = (char *)&pieces;
	}
	ck_assert_uint_eq(pieces.len, 1000);
	vec_each(struct piece, piece, &pieces)
		ck_assert_uint_eq(piece->len, n++);
	ck_assert_uint_eq(n, 1000);
	arena_release(&arena);
}
END_TEST

/* What was given out once is given out again, zeroed, and nothing else. */
START_TEST(test_rewind)
{
	struct arena arena = ARENA_INIT;
	char *first[64], *again[64];

	for (size_t i = 0; i < 64; i++)
		memset(first[i] = arena_alloc(&arena, 1000 * (i + 1)), 'x', 10);
	arena_rewind(&arena);
	ck_assert_uint_eq(arena.used, 0);
	for (size_t i = 64; i-- > 0;) {
		bool known = false;

		again[i] = arena_alloc(&arena, 1000 * (i + 1));
		ck_assert_int_eq(again[i][0] | again[i][9], 0);
		memset(again[i], 'y', 1000 * (i + 1));
		for (size_t k = 0; k < 64; k++)
			known = known ||
				(again[i] + 5000000 > first[k] &&
					again[i] < first[k] + 5000000);
		ck_assert(known);
	}
	for (size_t i = 0; i < 64; i++)
		ck_assert_int_eq(again[i][1000 * (i + 1) - 1], 'y');
	arena_rewind(&arena);
	arena_release(&arena);
	ck_assert_ptr_null(arena.spare);
	arena_rewind(&arena);
	ck_assert_ptr_null(arena.chunk);
}
END_TEST

START_TEST(test_vector_room)
{
	struct arena arena = ARENA_INIT;
	VEC(size_t) numbers = {0};
	size_t *place;

	*vec_push(&numbers, &arena) = 7;
	vec_reserve(&numbers, &arena, 500);
	place = numbers.items;
	ck_assert_uint_eq(numbers.len, 1);
	ck_assert_uint_eq(numbers.items[0], 7);
	for (size_t i = 1; i < 500; i++)
		*vec_push(&numbers, &arena) = i;
	ck_assert_ptr_eq(numbers.items, place);
	vec_reserve(&numbers, &arena, 10);
	ck_assert_ptr_eq(numbers.items, place);
	arena_release(&arena);
}
END_TEST

/* Of any size zeroed, also where memory was used before. */
START_TEST(test_tables)
{
	uint64_t seed = 8;

	for (int round = 0; round < 300; round++) {
		size_t n = units_below(&seed, round % 10 ? 30000 : 800000);
		uint64_t *table = base_table(n, sizeof *table);

		for (size_t i = 0; i < n; i++) {
			ck_assert(!table[i]);
			table[i] = ~UINT64_C(0);
		}
		free(table);
	}
}
END_TEST

UNITS_SUITE(base_arena, test_pieces, test_nothing_from_nothing, test_texts,
	test_reset, test_rewind, test_out_of_memory, test_seal, test_vector,
	test_vector_room, test_tables)
