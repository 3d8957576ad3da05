#include "unit/units.h"

#include <string.h>

START_TEST(test_appends)
{
	struct buf buf = BUF_INIT(BUF_LARGE);

	check_view(buf_str(&buf), STR(""), "new");
	buf_put(&buf, STR("ab"));
	buf_putc(&buf, 'c');
	buf_puts(&buf, "");
	buf_put(&buf, (struct str){NULL, 0});
	buf_puts(&buf, "de");
	buf_printf(&buf, "%s-%d", "f", 7);
	buf_put_int(&buf, INT64_MIN);
	buf_put_int(&buf, INT64_MAX);
	check_view(buf_str(&buf),
		STR("abcdef-7-92233720368547758089223372036854775807"),
		"appended");
	ck_assert(!buf_is_over(&buf));
	buf_cut(&buf, 3);
	buf_cut(&buf, 99);
	check_view(buf_str(&buf), STR("abc"), "cut");
	buf_clear(&buf);
	check_view(buf_str(&buf), STR(""), "cleared");
	buf_release(&buf);
	ck_assert_ptr_null(buf.ptr);
	ck_assert_uint_eq(buf.max, BUF_LARGE);
	buf_puts(&buf, "again");
	check_view(buf_str(&buf), STR("again"), "used again");
	buf_release(&buf);
}
END_TEST

/* Put a random piece into BUF in one of the ways there are, and into ALL. */
static size_t put_piece(struct buf *buf, uint64_t *seed, char *all, size_t len)
{
	char piece[600];
	size_t n = units_below(seed, units_below(seed, 4) ? 9 : sizeof piece);

	memset(piece, 'a' + (int)units_below(seed, 26), n);
	if (n == 1)
		buf_putc(buf, piece[0]);
	else if (units_below(seed, 2))
		buf_put(buf, str_make(piece, n));
	else
		buf_printf(buf, "%.*s", (int)n, piece);
	memcpy(all + len, piece, n);
	return len + n;
}

/* Whatever is appended however: the first bytes up to the maximum stay. */
START_TEST(test_maximum)
{
	enum { PIECES = 12 };
	static char all[PIECES * 600];
	uint64_t seed = 3;

	for (int round = 0; round < 5000; round++) {
		size_t max = units_below(&seed, 3000), len = 0;
		struct buf buf = BUF_INIT(max);

		if (units_below(&seed, 2))
			buf_reserve(&buf, units_below(&seed, 4000));
		for (size_t i = units_below(&seed, PIECES); i > 0; i--)
			len = put_piece(&buf, &seed, all, len);
		ck_assert_uint_le(buf.cap, max);
		ck_assert_uint_eq(buf.len, len < max ? len : max);
		ck_assert(!buf.len || !memcmp(buf.ptr, all, buf.len));
		ck_assert_int_eq(buf_is_over(&buf), len > max);
		buf_release(&buf);
	}
}
END_TEST

START_TEST(test_nothing_fits)
{
	struct buf buf = BUF_INIT(0);

	buf_reserve(&buf, 100);
	buf_puts(&buf, "");
	ck_assert(!buf_is_over(&buf));
	buf_putc(&buf, 'x');
	buf_printf(&buf, "%0300d", 1);
	ck_assert(buf_is_over(&buf));
	ck_assert_uint_eq(buf.len, 0);
	buf_clear(&buf);
	ck_assert(!buf_is_over(&buf));
	buf_release(&buf);
}
END_TEST

START_TEST(test_reserve_keeps_the_place)
{
	struct buf buf = BUF_INIT(BUF_LARGE);
	const char *place;

	buf_reserve(&buf, 10000);
	place = buf.ptr;
	for (int i = 0; i < 10000; i++)
		buf_putc(&buf, 'x');
	ck_assert_ptr_eq(buf.ptr, place);
	buf_release(&buf);
}
END_TEST

/* Room is given up to the maximum; what is written there counts by len. */
START_TEST(test_room)
{
	struct buf buf = BUF_INIT(1000);
	char *at;

	buf_puts(&buf, "ab");
	at = buf_room(&buf, 998);
	ck_assert_ptr_eq(at, buf.ptr + 2);
	memset(at, 'c', 998);
	buf.len += 990;
	ck_assert_ptr_eq(buf_room(&buf, 8), buf.ptr + 992);
	ck_assert(!buf_is_over(&buf));
	ck_assert_ptr_null(buf_room(&buf, 9));
	ck_assert(buf_is_over(&buf));
	ck_assert_uint_eq(buf.len, 992);
	ck_assert(!memcmp(buf.ptr, "abccc", 5));
	buf_release(&buf);
}
END_TEST

/* A buffer that has grown obeys a smaller maximum given to it later. */
START_TEST(test_restart)
{
	struct buf buf = BUF_INIT(BUF_LARGE);

	buf_printf(&buf, "%05000d", 1);
	buf_restart(&buf, 300);
	ck_assert_uint_eq(buf.len, 0);
	buf_printf(&buf, "%0299d", 1);
	ck_assert(!buf_is_over(&buf));
	buf_putc(&buf, 'x');
	ck_assert(!buf_is_over(&buf));
	buf_putc(&buf, 'y');
	buf_printf(&buf, "%05000d", 1);
	ck_assert(buf_is_over(&buf));
	ck_assert_uint_eq(buf.len, 300);
	ck_assert_int_eq(buf.ptr[299], 'x');
	buf_restart(&buf, 6000);
	buf_printf(&buf, "%05000d", 2);
	ck_assert(!buf_is_over(&buf));
	ck_assert_uint_eq(buf.len, 5000);
	buf_release(&buf);
}
END_TEST

UNITS_SUITE(base_buf, test_appends, test_maximum, test_nothing_fits,
	test_reserve_keeps_the_place, test_room, test_restart)
