#include "unit/units.h"

#include "data/date.h"

static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

static int plain_length(int year, int month)
{
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	return lengths[month - 1] + (month == 2 && leap);
}

static bool same(struct date a, struct date b)
{
	return a.year == b.year && a.month == b.month && a.day == b.day;
}

/* Every day of the years 1 to 9999, one after another. */
START_TEST(test_all_days)
{
	struct date d = {1, 1, 1};
	int64_t days = date_days(d);

	for (; d.year <= 9999; days++) {
		if (date_days(d) != days || !same(date_of_days(days), d) ||
			!date_is_valid(d))
			ck_abort_msg("%d-%d-%d", d.year, d.month, d.day);
		if (++d.day <= plain_length(d.year, d.month))
			continue;
		d.day = 1;
		if (++d.month > 12) {
			d.month = 1;
			d.year++;
		}
	}
	ck_assert_int_eq(date_days((struct date){1970, 1, 1}), 0);
	ck_assert_int_eq(date_days((struct date){2000, 3, 1}), 11017);
	ck_assert_int_eq(date_days((struct date){2000, 3, 0}), 11017);
}
END_TEST

START_TEST(test_valid)
{
	for (int year = -1; year <= 10001; year += year < 1890 ? 133 : 1)
		for (int month = 0; month <= 13; month++)
			for (int day = 0; day <= 32; day++) {
				bool fine = year >= 1 && year <= 9999 &&
					month >= 1 && month <= 12 &&
					day <= plain_length(year, month);

				check_fast(fine ==
					date_is_valid((struct date){
						(int16_t)year, (uint8_t)month,
						(uint8_t)day}));
			}
}
END_TEST

START_TEST(test_read_days)
{
	static const struct {
		const char *text;
		struct date date; /* none: it is refused */
	} rows[] = {
		{"2026-03-14", {2026, 3, 14}},
		{"0001-01-01", {1, 1, 1}},
		{"9999-12-31", {9999, 12, 31}},
		{"2024-02-29", {2024, 2, 29}},
		{"2000-02-29", {2000, 2, 29}},
		{"1900-02-29", {0, 0, 0}},
		{"2026-02-29", {0, 0, 0}},
		{"2026-02-30", {0, 0, 0}},
		{"2026-04-31", {0, 0, 0}},
		{"2026-00-10", {0, 0, 0}},
		{"2026-13-10", {0, 0, 0}},
		{"2026-03-00", {0, 0, 0}},
		{"0000-01-01", {0, 0, 0}},
		{"2026-03", {0, 0, 0}},
		{"2026-3-14", {0, 0, 0}},
		{"26-03-14", {0, 0, 0}},
		{"2026-03-1", {0, 0, 0}},
		{"2026/03/14", {0, 0, 0}},
		{"2026-03/14", {0, 0, 0}},
		{"-026-03-14", {0, 0, 0}},
		{"2026--3-14", {0, 0, 0}},
		{"2026-03--4", {0, 0, 0}},
		{" 026-03-14", {0, 0, 0}},
		{"2026-03-14 ", {0, 0, 0}},
		{"14-03-2026", {0, 0, 0}},
		{"20260314", {0, 0, 0}},
		{"Oct 17", {0, 0, 0}},
		{"", {0, 0, 0}},
	};

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		struct date d = {0};
		bool ok = date_read(str_of(rows[i].text), &d);

		check_int(ok, date_is_set(rows[i].date), rows[i].text);
		if (ok)
			ck_assert_msg(
				same(d, rows[i].date), "%s", rows[i].text);
	}
}
END_TEST

START_TEST(test_read_months)
{
	static const struct {
		const char *text;
		bool ok;
	} rows[] = {
		{"2017-12", true},
		{"0001-01", true},
		{"2017-13", false},
		{"2017-00", false},
		{"0000-01", false},
		{"2017-1", false},
		{"2017-12-01", false},
		{"2017/12", false},
		{"Dec 17", false},
	};

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		struct date d = {0};

		check_int(date_read_month(str_of(rows[i].text), &d), rows[i].ok,
			rows[i].text);
		if (rows[i].ok)
			check_int(d.day, 0, rows[i].text);
	}
}
END_TEST

START_TEST(test_periods)
{
	static const struct {
		const char *text;
		struct period period; /* none: it is refused */
	} rows[] = {
		{"6 months", {6, 0}},
		{"1 month", {1, 0}},
		{"6m", {6, 0}},
		{"1 year", {12, 0}},
		{"2years", {24, 0}},
		{"2 weeks", {0, 14}},
		{"30 days", {0, 30}},
		{"30d", {0, 30}},
		{"P6M", {6, 0}},
		{"P1Y", {12, 0}},
		{"P2W", {0, 14}},
		{"P30D", {0, 30}},
		{"1200 years", {14400, 0}},
		{"1201 years", {0, 0}},
		{"0 days", {0, 0}},
		{"-1 days", {0, 0}},
		{"6", {0, 0}},
		{"months", {0, 0}},
		{"6 monthss", {0, 0}},
		{"6 fortnights", {0, 0}},
		{"six months", {0, 0}},
		{"6M", {0, 0}},
		{"P6m", {0, 0}},
		{"P6months", {0, 0}},
		{"P", {0, 0}},
		{"P6", {0, 0}},
		{"p6m", {0, 0}},
		{"", {0, 0}},
		{"99999999999999999999 days", {0, 0}},
	};

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		struct period p = {0};
		bool ok = period_read(str_of(rows[i].text), &p);

		check_int(ok, period_is_set(rows[i].period), rows[i].text);
		check_int(p.months, rows[i].period.months, rows[i].text);
		check_int(p.days, rows[i].period.days, rows[i].text);
	}
}
END_TEST

START_TEST(test_add)
{
	static const struct {
		struct date from;
		struct period period;
		const char *to;
	} rows[] = {
		{{2026, 1, 31}, {1, 0}, "2026-02-28"},
		{{2024, 1, 31}, {1, 0}, "2024-02-29"},
		{{2024, 2, 29}, {12, 0}, "2025-02-28"},
		{{2024, 2, 29}, {48, 0}, "2028-02-29"},
		{{2026, 8, 31}, {6, 0}, "2027-02-28"},
		{{2026, 12, 31}, {1, 0}, "2027-01-31"},
		{{2026, 12, 31}, {0, 1}, "2027-01-01"},
		{{2024, 2, 28}, {0, 1}, "2024-02-29"},
		{{2026, 1, 31}, {1, 1}, "2026-03-01"}, /* months first */
		{{2026, 3, 14}, {0, 0}, "2026-03-14"},
		{{2026, 3, 31}, {-1, 0}, "2026-02-28"},
		{{2026, 1, 15}, {-1, 0}, "2025-12-15"},
		{{2026, 1, 1}, {0, -1}, "2025-12-31"},
		{{2017, 12, 0}, {1, 0}, "2018-01"},
		{{9999, 12, 31}, {0, 0}, "9999-12-31"},
	};
	struct buf out = BUF_INIT(100);

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		date_put_iso(&out, date_add(rows[i].from, rows[i].period));
		check_buf(&out, rows[i].to, rows[i].to);
	}
	buf_release(&out);
}
END_TEST

/* Days and months agree with the calendar, wherever one starts. */
START_TEST(test_add_random)
{
	uint64_t seed = 9;

	for (int i = 0; i < 100000; i++) {
		struct date d = date_of_days(
			(int64_t)units_below(&seed, 2000000) - 700000);
		int days = (int)units_below(&seed, 20000) - 10000;
		int months = (int)units_below(&seed, 240);
		struct date by_days = date_add(d, (struct period){0, days});
		struct date by_months = date_add(d, (struct period){months, 0});
		int whole = d.year * 12 + d.month - 1 + months;
		int length = plain_length(whole / 12, whole % 12 + 1);

		check_fast(date_between(d, by_days) == days);
		check_fast(date_cmp(by_days, d) == (days > 0) - (days < 0));
		check_fast(by_months.year * 12 + by_months.month - 1 == whole);
		check_fast(by_months.day == (d.day < length ? d.day : length));
	}
}
END_TEST

START_TEST(test_last_day)
{
	for (int month = 1; month <= 12; month++) {
		struct date d = {2024, (uint8_t)month, 0};

		ck_assert_int_eq(
			date_last_day(d).day, plain_length(2024, month));
		d.day = 3;
		ck_assert_int_eq(date_last_day(d).day, 3);
	}
	ck_assert(!date_is_set(date_last_day((struct date){0})));
}
END_TEST

START_TEST(test_put)
{
	struct buf out = BUF_INIT(100);

	date_put_iso(&out, (struct date){7, 2, 3});
	check_buf(&out, "0007-02-03", "iso");
	date_put_iso(&out, (struct date){2026, 3, 0});
	check_buf(&out, "2026-03", "iso month");
	date_put_long(&out, (struct date){2026, 3, 4});
	check_buf(&out, "4 March 2026", "long");
	date_put_long(&out, (struct date){2026, 12, 0});
	check_buf(&out, "December 2026", "long month");
	buf_release(&out);
}
END_TEST

UNITS_SUITE(data_date, test_all_days, test_valid, test_read_days,
	test_read_months, test_periods, test_add, test_add_random,
	test_last_day, test_put)
