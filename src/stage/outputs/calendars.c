#include "stage/outputs/calendars.h"

#include "data/html.h"
#include "model/records/kinds.h"
#include "stage/addresses.h"
#include "stage/outputs/parts.h"
#include "stage/values.h"

/* The same wherever the site is published, and another for each site. */
static struct str uid_of(const struct build *build, struct arena *arena,
	struct str series, struct str id)
{
	return arena_printf(arena, "%.*s/%.*s@%016llx.guildhall",
		STR_ARG(series), STR_ARG(id),
		(unsigned long long)str_hash(build->site.config.title));
}

/* An address that a calendar can follow, or none. */
static struct str absolute(
	const struct build *build, struct arena *arena, struct str path)
{
	struct html_target target = {.root = build->site.config.base_url};
	struct buf out = BUF_INIT(BUF_LARGE);

	if (!target.root.len || !path.len)
		return STR("");
	html_put_path(&out, &target, path);
	return buf_finish(&out, arena);
}

void calendar_add_duty(const struct build *build, struct calendar *calendar,
	const struct duty *duty)
{
	struct arena *arena = calendar->arena;
	bool is_page = duty->kind == DUTY_PAGE;

	*vec_push(&calendar->entries, arena) = (struct calendar_entry){
		.uid = uid_of(build, arena, duty->series, duty->id),
		.title = arena_printf(arena, "%.*s: %.*s%s%.*s",
			STR_ARG(duty->task),
			STR_ARG(is_page ? STR("") : duty->id),
			is_page ? "" : " ", STR_ARG(duty->title)),
		.text = role_titles(&build->site.records, arena, &duty->roles),
		.url = absolute(build, arena, duty->url),
		.from = date_last_day(duty->due)};
}

static bool has_events(const struct build *build)
{
	return build->site.records.of[RECORD_EVENT].len > 0;
}

bool has_reviews(const struct build *build)
{
	vec_each(struct page *const, page, &build->site.pages)
		if (date_is_set((*page)->review_due))
			return true;
	return false;
}

static struct calendar calendar_of(
	const struct build *build, struct arena *arena, const char *what)
{
	return (struct calendar){
		.title = arena_printf(arena, "%.*s: %s",
			STR_ARG(build->site.config.title), what),
		.arena = arena};
}

static bool put_events(const struct build *build, const struct output *output,
	struct arena *arena, struct buf *out, struct fault *fault)
{
	const struct record_list *events =
		&build->site.records.of[RECORD_EVENT];
	struct calendar calendar = calendar_of(build, arena, "events");

	(void)output, (void)fault;
	for (size_t i = 0; i < events->len; i++) {
		const struct event *event = events->items[i];

		*vec_push(&calendar.entries, arena) = (struct calendar_entry){
			.uid = uid_of(build, arena, STR("events"), event->id),
			.title = event->title,
			.text = event->note,
			.place = event->place,
			.url = absolute(build, arena, STR(EVENTS_URL)),
			.from = event->date,
			.until = event->until};
	}
	calendar_put(out, &calendar);
	return true;
}

static bool put_reviews(const struct build *build, const struct output *output,
	struct arena *arena, struct buf *out, struct fault *fault)
{
	struct calendar calendar = calendar_of(build, arena, "reviews");

	(void)output, (void)fault;
	vec_each(const struct duty, duty, &build->shared->duties->all)
		if (duty->kind == DUTY_PAGE && date_is_set(duty->due))
			calendar_add_duty(build, &calendar, duty);
	calendar_put(out, &calendar);
	return true;
}

void outputs_add_calendars(struct build *build)
{
	if (has_events(build))
		output_add(build, STR(EVENTS_CALENDAR), NULL, NULL, NULL)
			->bytes = put_events;
	if (has_reviews(build))
		output_add(build, STR(REVIEWS_CALENDAR), NULL, NULL, NULL)
			->bytes = put_reviews;
}
