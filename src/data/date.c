#include "data/date.h"

#include <string.h>

static const char *const month_names[] = {"January", "February", "March",
	"April", "May", "June", "July", "August", "September", "October",
	"November", "December"};

static bool is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int month_days(int year, int month)
{
	static const uint8_t days[] = {
		31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	return days[month - 1] + (month == 2 && is_leap(year));
}

bool date_is_valid(struct date d)
{
	return d.year >= 1 && d.year <= 9999 && d.month >= 1 && d.month <= 12 &&
		d.day <= month_days(d.year, d.month);
}

/* LEN digits of S at FROM, or -1. */
static int digits(struct str s, size_t from, size_t len)
{
	int64_t n;

	return str_to_int(str_sub(s, from, from + len), 0, 9999, &n) &&
			s.ptr[from] != '-'
		? (int)n
		: -1;
}

static bool read(struct str s, bool with_day, struct date *out)
{
	int year, month, day = 0;

	if (s.len != (with_day ? 10 : 7) || s.ptr[4] != '-')
		return false;
	year = digits(s, 0, 4);
	month = digits(s, 5, 2);
	if (with_day)
		day = s.ptr[7] == '-' ? digits(s, 8, 2) : -1;
	if (year < 0 || month < 0 || day < 0 || (with_day && day == 0))
		return false;
	*out = (struct date){(int16_t)year, (uint8_t)month, (uint8_t)day};
	return date_is_valid(*out);
}

bool date_read(struct str s, struct date *out)
{
	return read(s, true, out);
}

bool date_read_month(struct str s, struct date *out)
{
	return read(s, false, out);
}

static const struct {
	struct str name;
	char iso;
	struct period one;
} units[] = {
	{STR_INIT("year"), 'Y', {12, 0}},
	{STR_INIT("month"), 'M', {1, 0}},
	{STR_INIT("week"), 'W', {0, 7}},
	{STR_INIT("day"), 'D', {0, 1}},
};

enum { PERIOD_MAX = 1200 };

/* "month", "months", "m"; of an ISO period only "M". */
static bool is_unit(struct str s, size_t unit, bool iso)
{
	struct str name = units[unit].name;

	if (s.len == 1)
		return s.ptr[0] ==
			(iso ? units[unit].iso : char_lower(units[unit].iso));
	return !iso && str_starts(s, name) &&
		(s.len == name.len || str_eq(str_from(s, name.len), STR("s")));
}

bool period_read(struct str s, struct period *out)
{
	bool iso = s.len && s.ptr[0] == 'P';
	size_t digits_end = iso ? 1 : 0;
	struct str unit;
	int64_t n;

	while (digits_end < s.len && char_is_digit(s.ptr[digits_end]))
		digits_end++;
	if (!str_to_int(str_sub(s, iso ? 1 : 0, digits_end), 1, PERIOD_MAX, &n))
		return false;
	unit = str_trim(str_from(s, digits_end));
	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		if (!is_unit(unit, i, iso))
			continue;
		*out = (struct period){units[i].one.months * (int)n,
			units[i].one.days * (int)n};
		return true;
	}
	return false;
}

/*
 * Both directions count years from March, so that the leap day comes last
 * (the well-known civil calendar arithmetic in eras of 400 years).
 */
int64_t date_days(struct date d)
{
	int day = d.day ? d.day : 1;
	int64_t y = d.year - (d.month <= 2);
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	int64_t of_era = y - era * 400;
	int64_t of_year =
		(153 * (d.month + (d.month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 +
		of_year - 719468;
}

struct date date_of_days(int64_t days)
{
	int64_t z = days + 719468;
	int64_t era = (z >= 0 ? z : z - 146096) / 146097;
	int64_t of_era = z - era * 146097;
	int64_t y =
		(of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) /
		365;
	int64_t of_year = of_era - (365 * y + y / 4 - y / 100);
	int64_t m = (5 * of_year + 2) / 153;
	int64_t month = m < 10 ? m + 3 : m - 9;

	return (struct date){(int16_t)(y + era * 400 + (month <= 2)),
		(uint8_t)month, (uint8_t)(of_year - (153 * m + 2) / 5 + 1)};
}

struct date date_last_day(struct date d)
{
	if (!d.day && date_is_set(d))
		d.day = (uint8_t)month_days(d.year, d.month);
	return d;
}

int date_cmp(struct date a, struct date b)
{
	int64_t x = date_days(a), y = date_days(b);

	return (x > y) - (x < y);
}

int64_t date_between(struct date a, struct date b)
{
	return date_days(b) - date_days(a);
}

struct date date_add(struct date d, struct period p)
{
	int months = d.year * 12 + d.month - 1 + p.months;
	int limit;

	d.year = (int16_t)(months / 12);
	d.month = (uint8_t)(months % 12 + 1);
	limit = month_days(d.year, d.month);
	if (d.day > limit)
		d.day = (uint8_t)limit;
	return p.days ? date_of_days(date_days(d) + p.days) : d;
}

/* Dates are printed very often: their digits are put one by one. */

enum { ISO = sizeof "2026-11-20", LONG = sizeof "20 September 2026" };

/* N in at least LEAST digits; returns what is behind them. */
static char *put_number(char *to, unsigned n, unsigned least)
{
	unsigned len = n > 999 ? 4 : n > 99 ? 3 : n > 9 ? 2 : 1;

	if (len < least)
		len = least;
	for (unsigned i = len; i-- > 0; n /= 10)
		to[i] = (char)('0' + n % 10);
	return to + len;
}

/* D in TO, which has room for ISO bytes. */
static struct str put_iso(char *to, struct date d)
{
	char *at = put_number(to, (unsigned)d.year, 4);

	*at++ = '-';
	at = put_number(at, d.month, 2);
	if (d.day) {
		*at++ = '-';
		at = put_number(at, d.day, 2);
	}
	*at = '\0';
	return str_make(to, (size_t)(at - to));
}

/* The same for LONG bytes. */
static struct str put_long(char *to, struct date d)
{
	char *at = to;

	if (d.day) {
		at = put_number(at, d.day, 1);
		*at++ = ' ';
	}
	at = stpcpy(at, month_names[d.month - 1]);
	*at++ = ' ';
	at = put_number(at, (unsigned)d.year, 1);
	*at = '\0';
	return str_make(to, (size_t)(at - to));
}

void date_put_iso(struct buf *out, struct date d)
{
	char bytes[ISO];

	buf_put(out, put_iso(bytes, d));
}

void date_put_long(struct buf *out, struct date d)
{
	char bytes[LONG];

	buf_put(out, put_long(bytes, d));
}

struct str date_iso(struct arena *arena, struct date d)
{
	return put_iso(arena_text(arena, ISO), d);
}

struct str date_long(struct arena *arena, struct date d)
{
	return put_long(arena_text(arena, LONG), d);
}
