#ifndef DATA_DATE_H
#define DATA_DATE_H

/*
 * Dates of the Gregorian calendar, and periods. A date is a day, or a month
 * where a record allows one (day 0). Nothing here reads the clock.
 */

#include "base/buf.h"

struct date {
	int16_t year; /* 1 … 9999; 0: no date */
	uint8_t month; /* 1 … 12 */
	uint8_t day; /* 1 … 31; 0: the month as a whole */
};

/* So much later or earlier: months first (clamped), then days. */
struct period {
	int months;
	int days;
};

static inline bool date_is_set(struct date d)
{
	return d.year != 0;
}

static inline bool period_is_set(struct period p)
{
	return p.months || p.days;
}

/* Is there such a day, or month? */
bool date_is_valid(struct date d);

/* "2026-03-14"; false when S is not written so or there is no such day. */
bool date_read(struct str s, struct date *out);

/* "2026-03". */
bool date_read_month(struct str s, struct date *out);

/* "6 months", "1 year", "2 weeks", "30 days", "30d", or ISO 8601: "P6M". */
bool period_read(struct str s, struct period *out);

/* Days since 1970-01-01; a month counts as its first day. */
int64_t date_days(struct date d);
struct date date_of_days(int64_t days);

/* The last day that D covers: itself, or the last of its month; of no date,
 * none. */
struct date date_last_day(struct date d);

/* <0, 0 or >0, by first days. */
int date_cmp(struct date a, struct date b);

/* Days from A to B. */
int64_t date_between(struct date a, struct date b);

/* D later by P; the day is clamped to the end of the month. */
struct date date_add(struct date d, struct period p);

/* Append "2026-03-14" or "2026-03". */
void date_put_iso(struct buf *out, struct date d);

/* Append "14 March 2026" or "March 2026". */
void date_put_long(struct buf *out, struct date d);

/* The same as texts of their own. */
struct str date_iso(struct arena *arena, struct date d);
struct str date_long(struct arena *arena, struct date d);

#endif
