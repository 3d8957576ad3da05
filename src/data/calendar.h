#ifndef DATA_CALENDAR_H
#define DATA_CALENDAR_H

/*
 * A calendar that other programs subscribe to: iCalendar, RFC 5545. All its
 * entries are days as a whole. <libical/ical.h> is behind this door.
 */

#include "base/vec.h"
#include "data/date.h"

/* Texts are views; the caller keeps them alive. What is empty is left out. */
struct calendar_entry {
	struct str uid; /* the same for the same thing, ever after */
	struct str title;
	struct str text; /* what else there is to say, in lines */
	struct str place;
	struct str url; /* absolute */
	struct date from, until; /* first and last day; a month is all of its
				  * days; until absent: one day */
};

struct calendar {
	struct str title;
	struct arena *arena; /* of its entries */
	VEC(struct calendar_entry) entries;
};

/*
 * Append it, without the entries of the year 3000 and later, which calendars
 * do not reach. Nothing in it tells when it was made: DTSTAMP, which there
 * has to be, is 1 January 1970 in each entry.
 */
void calendar_put(struct buf *out, const struct calendar *calendar);

#endif
