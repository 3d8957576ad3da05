/* Deliverables: what was promised when, and how far it slipped. */

#include "chart/chart.h"
#include "model/records/kinds.h"
#include "score/programme.h"
#include "stage/addresses.h"
#include "stage/figures.h"
#include "stage/outputs/parts.h"
#include "stage/outputs/registers.h"

/* What a paper says of a deliverable, in its own words where they are vague. */
static struct str baseline_text(const struct build *build, struct arena *arena,
	const struct baseline *baseline)
{
	struct str paper =
		document_title(&build->site.records, baseline->document);
	struct str when;

	if (baseline->dropped)
		when = STR("dropped");
	else if (baseline->not_listed)
		when = STR("not listed yet");
	else if (baseline->words.len)
		when = arena_printf(arena, "\xE2\x80\x9C%.*s\xE2\x80\x9D",
			STR_ARG(baseline->words));
	else if (date_is_set(baseline->due.date))
		when = date_long(arena, baseline->due.date);
	else
		when = STR("no date");
	return arena_printf(arena, "%.*s: %.*s", STR_ARG(paper), STR_ARG(when));
}

static struct str baselines_text(const struct build *build, struct arena *arena,
	const struct deliverable *deliverable)
{
	struct str text = STR("");

	list_each(const struct baseline, baseline, &deliverable->baselines)
		text = arena_printf(arena, "%.*s%s%.*s", STR_ARG(text),
			text.len ? "; " : "",
			STR_ARG(baseline_text(build, arena, baseline)));
	return text;
}

/* The first and the latest date that any paper names. */
static void find_dates(const struct deliverable *deliverable,
	struct date *first, struct date *latest)
{
	list_each(const struct baseline, baseline, &deliverable->baselines) {
		if (!date_is_set(baseline->due.date) || baseline->dropped ||
			baseline->not_listed)
			continue;
		if (!date_is_set(*first))
			*first = baseline->due.date;
		*latest = baseline->due.date;
	}
}

/* "dropped", "added" or "", by what the papers list. */
static struct str change_of(const struct deliverable *deliverable)
{
	const struct baseline *baselines = deliverable->baselines.items;
	size_t n = deliverable->baselines.len;

	if (n && baselines[n - 1].dropped)
		return STR("dropped");
	return n > 1 && baselines[0].not_listed ? STR("added") : STR("");
}

static struct str slip_text(
	struct arena *arena, const struct deliverable *deliverable)
{
	int64_t days;

	if (!deliverable_slip(deliverable, &days))
		return STR("");
	return arena_printf(
		arena, days > 0 ? "+%lld" : "%lld", (long long)days);
}

struct table register_deliverables(const struct build *build,
	const struct output *output, struct arena *arena)
{
	static const struct column columns[] = {
		{"id", "Number", COLUMN_TEXT},
		{"deliverable", "Deliverable", COLUMN_HEAD},
		{"workstream", "Workstream", COLUMN_TEXT},
		{"first", "First promised for", COLUMN_DATE},
		{"latest", "Now for", COLUMN_DATE},
		{"slip_days", "Slip, days", COLUMN_NUMBER},
		{"change", "Change", COLUMN_TEXT},
		{"actual", "Done", COLUMN_DATE},
		{"baselines", "What the papers say", COLUMN_TEXT},
		{"involvement", "Part of the advisory group", COLUMN_TEXT},
	};
	const struct record_list *all =
		&build->site.records.of[RECORD_DELIVERABLE];
	struct table table = TABLE("Deliverables", columns, arena);

	(void)output;
	for (size_t i = 0; i < all->len; i++) {
		const struct deliverable *deliverable = all->items[i];
		struct date first = {0}, latest = {0};

		find_dates(deliverable, &first, &latest);
		table_text(&table, deliverable->id);
		table_text(&table, deliverable->title);
		table_text(&table, deliverable->workstream);
		table_date(&table, first);
		table_date(&table, latest);
		table_number(&table, slip_text(arena, deliverable));
		table_text(&table, change_of(deliverable));
		table_date(&table, deliverable->actual);
		table_text(&table, baselines_text(build, arena, deliverable));
		table_text(&table, deliverable->involvement);
	}
	return table;
}

struct table register_milestones(const struct build *build,
	const struct output *output, struct arena *arena)
{
	static const struct column columns[] = {
		{"id", "Number", COLUMN_TEXT},
		{"milestone", "Milestone", COLUMN_HEAD},
		{"stage", "Stage", COLUMN_TEXT},
		{"due", "Due", COLUMN_DATE},
		{"actual", "Reached", COLUMN_DATE},
		{"document", "Paper", COLUMN_TEXT},
	};
	const struct record_list *all =
		&build->site.records.of[RECORD_MILESTONE];
	struct table table = TABLE("Milestones", columns, arena);

	(void)output;
	for (size_t i = 0; i < all->len; i++) {
		const struct milestone *milestone = all->items[i];

		table_text(&table, milestone->id);
		table_text(&table, milestone->title);
		table_text(&table, milestone->stage);
		table_date(&table, milestone->due);
		table_date(&table, milestone->actual);
		table_text(&table,
			document_title(
				&build->site.records, milestone->document));
	}
	return table;
}

/* The time that a line of deliverables takes, in days. */
struct period_shown {
	int64_t first, days;
};

static int place_of_day(struct period_shown shown, struct date date)
{
	if (!date_is_set(date))
		return CHART_NONE;
	return (int)((date_days(date) - shown.first) * CHART_FULL / shown.days);
}

static void widen(struct period_shown *shown, struct date date)
{
	int64_t day = date_is_set(date) ? date_days(date) : 0;
	int64_t last = shown->first + shown->days;

	if (!date_is_set(date))
		return;
	if (!shown->days) {
		*shown = (struct period_shown){day, 1};
		return;
	}
	if (day < shown->first)
		shown->first = day;
	if (day > last)
		last = day;
	shown->days = last - shown->first;
	if (!shown->days)
		shown->days = 1;
}

static struct period_shown shown_of(const struct record_list *all)
{
	struct period_shown shown = {0};

	for (size_t i = 0; i < all->len; i++) {
		const struct deliverable *deliverable = all->items[i];
		struct date first = {0}, latest = {0};

		find_dates(deliverable, &first, &latest);
		widen(&shown, first);
		widen(&shown, latest);
		widen(&shown, deliverable->actual);
	}
	return shown;
}

/* The first day of every quarter in the time shown. */
static size_t make_ticks(
	struct arena *arena, struct period_shown shown, struct chart_tick **out)
{
	enum { MOST = 40 };
	struct chart_tick *ticks = arena_array(arena, struct chart_tick, MOST);
	struct date date = date_of_days(shown.first);
	size_t n = 0;

	date.day = 1;
	date.month = (uint8_t)(date.month - (date.month - 1) % 3);
	while (n < MOST && date_days(date) <= shown.first + shown.days) {
		struct date month = {date.year, date.month, 0};

		if (date_days(date) >= shown.first)
			ticks[n++] =
				(struct chart_tick){place_of_day(shown, date),
					date_long(arena, month)};
		date = date_add(date, (struct period){.months = 3});
	}
	*out = ticks;
	return n;
}

static struct value timeline_figure(
	const struct build *build, struct arena *arena)
{
	const struct record_list *all =
		&build->site.records.of[RECORD_DELIVERABLE];
	struct chart_span *spans =
		arena_array(arena, struct chart_span, all->len + 1);
	struct period_shown shown = shown_of(all);
	struct chart chart = {.id = STR("timeline"),
		.title = STR("From first promise to latest date"),
		.description = STR("A line for each deliverable from the date "
				   "first promised to the latest.")};
	struct chart_tick *ticks = NULL;
	struct buf svg = BUF_INIT(BUF_LARGE);
	size_t n = 0, tick_count;

	if (!shown.days)
		return value_null;
	for (size_t i = 0; i < all->len; i++) {
		const struct deliverable *deliverable = all->items[i];
		struct date first = {0}, latest = {0};
		struct str slip = slip_text(arena, deliverable);

		find_dates(deliverable, &first, &latest);
		if (!date_is_set(first))
			continue;
		spans[n++] = (struct chart_span){.label = deliverable->title,
			.text = slip.len && !str_eq(slip, STR("0"))
				? arena_printf(
					  arena, "%.*s days", STR_ARG(slip))
				: change_of(deliverable),
			.from = place_of_day(shown, first),
			.to = place_of_day(shown, latest),
			.done = place_of_day(shown, deliverable->actual)};
	}
	tick_count = make_ticks(arena, shown, &ticks);
	chart_timeline(&svg, &chart, ticks, tick_count, spans, n);
	return figure_value(arena, &chart,
		STR("An open ring: first promised; a full one: the latest "
		    "date."),
		&svg);
}

static void fill_deliverables(const struct build *build,
	const struct output *output, struct value_map *map, struct arena *arena)
{
	struct table deliverables = register_deliverables(build, output, arena);
	struct table milestones = register_milestones(build, output, arena);

	value_give(map, arena, "title", value_string(STR("Deliverables")));
	value_give(map, arena, "breadcrumbs", values_programme_crumbs(arena));
	value_give(map, arena, "timeline", timeline_figure(build, arena));
	output_put_table(map, arena, "deliverables", &deliverables,
		STR("programme/deliverables"));
	output_put_table(map, arena, "milestones", &milestones,
		STR("programme/milestones"));
}

void outputs_add_deliverables(struct build *build)
{
	if (build->site.records.of[RECORD_DELIVERABLE].len ||
		build->site.records.of[RECORD_MILESTONE].len)
		output_add(build, STR(DELIVERABLES_URL), "deliverables",
			fill_deliverables, NULL);
}
