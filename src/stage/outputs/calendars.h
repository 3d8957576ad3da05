#ifndef STAGE_OUTPUTS_CALENDARS_H
#define STAGE_OUTPUTS_CALENDARS_H

/* Calendars to subscribe to: events, reviews, and the work of each role. */

#include "data/calendar.h"
#include "stage/duties.h"
#include "stage/outputs/outputs.h"

#define EVENTS_CALENDAR "events.ics"
#define REVIEWS_CALENDAR "reviews.ics"

/* Add what DUTY is, on the last day it is due. */
void calendar_add_duty(const struct build *build, struct calendar *calendar,
	const struct duty *duty);

/* Has the site any page that is to be reviewed? */
bool has_reviews(const struct build *build);

#endif
