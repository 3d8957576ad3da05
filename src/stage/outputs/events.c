/* Events: what is to come, and what has been. */

#include "model/records/kinds.h"
#include "stage/addresses.h"
#include "stage/outputs/calendars.h"
#include "stage/outputs/parts.h"
#include "stage/outputs/registers.h"

enum which { WHICH_ALL, WHICH_COMING, WHICH_PAST };

static struct str factor_titles(const struct build *build, struct arena *arena,
	const struct event *event)
{
	struct str text = STR("");

	list_each(const struct str, factor, &event->factors) {
		const struct value *ref =
			map_get(&build->shared->refs[REF_FACTOR], *factor);
		const struct value *title =
			ref ? value_get(ref, STR("title")) : NULL;

		text = arena_printf(arena, "%.*s%s%.*s", STR_ARG(text),
			text.len ? ", " : "",
			STR_ARG(title ? title->text : *factor));
	}
	return text;
}

static void put_event(const struct build *build, struct table *table,
	const struct event *event)
{
	const struct group *group =
		records_find(&build->site.records, RECORD_GROUP, event->group);
	const struct organisation *organisation = records_find(
		&build->site.records, RECORD_ORGANISATION, event->organisation);

	table_date(table, event->date);
	table_date(table, event->until);
	table_text(table, event->title);
	table_text(table, choice_title(event_kinds, event->kind));
	table_text(table, event->place);
	table_text(table,
		group		       ? group->title
			: organisation ? organisation->title
				       : STR(""));
	table_text(table, factor_titles(build, table->arena, event));
	table_text(table, event->note);
}

static struct table table_of(
	const struct build *build, struct arena *arena, enum which which)
{
	static const struct column columns[] = {
		{"date", "Date", COLUMN_DATE},
		{"until", "Until", COLUMN_DATE},
		{"event", "Event", COLUMN_HEAD},
		{"kind", "Kind", COLUMN_TEXT},
		{"place", "Place", COLUMN_TEXT},
		{"held_by", "Held by", COLUMN_TEXT},
		{"factors", "Factors", COLUMN_TEXT},
		{"note", "Note", COLUMN_TEXT},
	};
	const struct record_list *events =
		&build->site.records.of[RECORD_EVENT];
	struct table table = TABLE("Events", columns, arena);

	for (size_t i = 0; i < events->len; i++) {
		const struct event *event = events->items[i];
		bool coming = date_cmp(event->date, build->site.as_at) >= 0;

		if (which == WHICH_ALL || coming == (which == WHICH_COMING))
			put_event(build, &table, event);
	}
	return table;
}

struct table register_events(const struct build *build,
	const struct output *output, struct arena *arena)
{
	(void)output;
	return table_of(build, arena, WHICH_ALL);
}

static struct table table_coming(const struct build *build,
	const struct output *output, struct arena *arena)
{
	struct table table = table_of(build, arena, WHICH_COMING);

	(void)output;
	table.title = STR("To come");
	return table;
}

static struct table table_past(const struct build *build,
	const struct output *output, struct arena *arena)
{
	struct table table = table_of(build, arena, WHICH_PAST);

	(void)output;
	table.title = STR("Past");
	return table;
}

static const struct page_table event_tables[] = {
	{"coming", STR_INIT("-coming"), table_coming},
	{"past", STR_INIT("-past"), table_past},
};

enum { TABLES = sizeof event_tables / sizeof *event_tables };

static void fill_events(const struct build *build, const struct output *output,
	struct value_map *map, struct arena *arena)
{
	value_give(map, arena, "title", value_string(STR("Events")));
	value_give(map, arena, "breadcrumbs", values_programme_crumbs(arena));
	value_give(map, arena, "calendar", value_url(STR(EVENTS_CALENDAR)));
	output_put_tables(build, output, event_tables, TABLES, map, arena);
}

void outputs_add_events(struct build *build)
{
	struct str url = STR(EVENTS_URL);

	if (!build->site.records.of[RECORD_EVENT].len)
		return;
	output_add(build, url, "events", fill_events, NULL);
	output_add_tables(build, url, event_tables, TABLES, NULL);
}
