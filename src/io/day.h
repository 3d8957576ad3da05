#ifndef IO_DAY_H
#define IO_DAY_H

#include <stdint.h>

/*
 * The day (since 1970) of a moment in seconds since 1970, by a clock so many
 * minutes east of UTC.
 */
static inline int64_t day_of(int64_t seconds, int offset)
{
	seconds += (int64_t)offset * 60;
	return seconds / 86400 - (seconds % 86400 < 0);
}

#endif
