#include "data/calendar.h"

#include <libical/ical.h>
#include <stdlib.h>

#define PRODUCT "-//guildhall//guildhall//EN"
#define END "END:VCALENDAR\r\n"

enum { YEAR_MAX = 2999 }; /* that the library takes for a year */

static void add(icalcomponent *component, icalproperty *property)
{
	if (!property)
		base_oom();
	icalcomponent_add_property(component, property);
}

typedef icalproperty *text_property(const char *text);

/* A text of ours is no text of the library's before a NUL ends it. */
static void add_text(struct arena *arena, icalcomponent *component,
	text_property *make, struct str text)
{
	if (text.len)
		add(component, make(arena_dup(arena, text).ptr));
}

static icalproperty *new_named(const char *name, const char *text)
{
	icalproperty *property = icalproperty_new_x(text);

	if (property)
		icalproperty_set_x_name(property, name);
	return property;
}

/* What programs older than NAME of RFC 7986 read. */
static icalproperty *new_old_name(const char *text)
{
	return new_named("X-WR-CALNAME", text);
}

/* Not as the library's own time: for UTC it would load all time zones of
 * the machine. */
static icalproperty *new_stamp(void)
{
	return new_named("DTSTAMP", "19700101T000000Z");
}

static icaltimetype day_of(struct date date)
{
	icaltimetype day = icaltime_null_date();

	day.year = date.year;
	day.month = date.month;
	day.day = date.day;
	return day;
}

/* DTEND is the day behind the last one; without it there is one day. */
static void add_days(icalcomponent *event, const struct calendar_entry *entry)
{
	struct date from = date_of_days(date_days(entry->from));
	struct date last = date_last_day(
		date_is_set(entry->until) ? entry->until : entry->from);
	struct date end = date_of_days(date_days(last) + 1);

	add(event, icalproperty_new_dtstart(day_of(from)));
	if (date_cmp(end, from) > 0 && end.year <= YEAR_MAX)
		add(event, icalproperty_new_dtend(day_of(end)));
}

/* The component as the library writes it; it is freed. */
static void put(struct buf *out, icalcomponent *component)
{
	char *text = icalcomponent_as_ical_string_r(component);

	if (!text)
		base_oom();
	buf_puts(out, text);
	icalmemory_free_buffer(text);
	icalcomponent_free(component);
}

static icalcomponent *new_component(icalcomponent_kind kind)
{
	icalcomponent *component = icalcomponent_new(kind);

	if (!component)
		base_oom();
	return component;
}

static void put_event(struct arena *arena, struct buf *out,
	const struct calendar_entry *entry)
{
	icalcomponent *event = new_component(ICAL_VEVENT_COMPONENT);

	add_text(arena, event, icalproperty_new_uid, entry->uid);
	add(event, new_stamp());
	add_days(event, entry);
	add_text(arena, event, icalproperty_new_summary, entry->title);
	add_text(arena, event, icalproperty_new_description, entry->text);
	add_text(arena, event, icalproperty_new_location, entry->place);
	add_text(arena, event, icalproperty_new_url, entry->url);
	add(event, icalproperty_new_transp(ICAL_TRANSP_TRANSPARENT));
	put(out, event);
}

/* Event by event: to the library each is many small pieces of memory. */
void calendar_put(struct buf *out, const struct calendar *calendar)
{
	icalcomponent *frame = new_component(ICAL_VCALENDAR_COMPONENT);

	add(frame, icalproperty_new_version("2.0"));
	add(frame, icalproperty_new_prodid(PRODUCT));
	add_text(
		calendar->arena, frame, icalproperty_new_name, calendar->title);
	add_text(calendar->arena, frame, new_old_name, calendar->title);
	put(out, frame);
	buf_cut(out, out->len - (sizeof END - 1));
	vec_each(const struct calendar_entry, entry, &calendar->entries)
		if (entry->from.year <= YEAR_MAX)
			put_event(calendar->arena, out, entry);
	buf_puts(out, END);
}
