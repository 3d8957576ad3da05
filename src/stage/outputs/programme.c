/* The programme at a glance, and the way to its registers. */

#include "score/programme.h"
#include "score/proof.h"
#include "stage/addresses.h"
#include "stage/outputs/parts.h"
#include "stage/outputs/registers.h"
#include "stage/outputs/reports.h"
#include "stage/report_text.h"

static struct value tile(
	struct arena *arena, struct str title, struct str url, struct str text)
{
	struct value_map map = {0};

	value_give(&map, arena, "title", value_string(title));
	value_give(&map, arena, "url", value_url(url));
	value_give(&map, arena, "text", value_string(text));
	return value_of_map(&map);
}

static struct str plan_text(
	const struct build *build, struct arena *arena, const struct plan *plan)
{
	struct date at = programme_as_at(build->site.as_at, plan->archived);
	size_t done = 0, proved = 0, late = 0;

	list_each(const struct action, action, &plan->actions) {
		enum action_progress progress =
			proof_of(action, &build->book, at).progress;

		done += progress >= ACTION_IS_DONE;
		proved += progress == ACTION_IS_PROVED;
		late += progress == ACTION_IS_LATE;
	}
	return arena_printf(arena,
		"%zu actions: %zu done, of which %zu proved; %zu late",
		plan->actions.len, done, proved, late);
}

static void push_plans(const struct build *build, struct arena *arena,
	struct value_items *items)
{
	const struct record_list *plans = &build->site.records.of[RECORD_PLAN];

	for (size_t i = 0; i < plans->len; i++) {
		const struct plan *plan = plans->items[i];

		value_push(items, arena,
			tile(arena, plan->title, address_plan(arena, plan),
				plan_text(build, arena, plan)));
	}
}

static struct str risks_text(const struct build *build, struct arena *arena)
{
	const struct record_list *risks = &build->site.records.of[RECORD_RISK];
	size_t open = 0, overdue = 0;

	for (size_t i = 0; i < risks->len; i++) {
		open += risk_is_open(risks->items[i], build->site.as_at);
		overdue +=
			risk_days_over(risks->items[i], build->site.as_at) > 0;
	}
	return arena_printf(
		arena, "%zu open, %zu past their target date", open, overdue);
}

static struct str deliverables_text(
	const struct build *build, struct arena *arena)
{
	const struct record_list *all =
		&build->site.records.of[RECORD_DELIVERABLE];
	size_t slipped = 0;
	int64_t days;

	for (size_t i = 0; i < all->len; i++)
		slipped += deliverable_slip(all->items[i], &days) && days > 0;
	return arena_printf(arena, "%zu deliverables, %zu of them slipped",
		all->len, slipped);
}

static struct str count_text(const struct build *build, struct arena *arena,
	enum record_kind kind, const char *what)
{
	return arena_printf(
		arena, "%zu %s", build->site.records.of[kind].len, what);
}

/* The latest report in a sentence. */
static void push_report(const struct build *build, const struct output *output,
	struct arena *arena, struct value_items *items)
{
	const struct report *report = report_latest(build, output);
	struct str before = STR("");

	if (!report)
		return;
	if (build->reports->len > 1)
		before = arena_printf(arena, "%zu months, the latest of them ",
			build->reports->len);
	value_push(items, arena,
		tile(arena, STR("Highlight reports"), STR(REPORTS_URL),
			arena_printf(arena, "%.*s%.*s%s: %.*s", STR_ARG(before),
				STR_ARG(report_title(arena, report)),
				report->is_whole ? "" : " so far",
				STR_ARG(report_sentence(arena, report)))));
}

static struct value tiles_value(const struct build *build,
	const struct output *output, struct arena *arena)
{
	const struct records *records = &build->site.records;
	struct value_items items = {0};

	push_plans(build, arena, &items);
	if (records->of[RECORD_RISK].len)
		value_push(&items, arena,
			tile(arena, STR("Risks"), STR(RISKS_URL),
				risks_text(build, arena)));
	if (records->of[RECORD_DELIVERABLE].len)
		value_push(&items, arena,
			tile(arena, STR("Deliverables"), STR(DELIVERABLES_URL),
				deliverables_text(build, arena)));
	if (records->of[RECORD_GROUP].len)
		value_push(&items, arena,
			tile(arena, STR("Groups"), STR("programme/groups.html"),
				count_text(build, arena, RECORD_GROUP,
					"groups, what they decide and when "
					"they meet")));
	if (records->of[RECORD_EVENT].len)
		value_push(&items, arena,
			tile(arena, STR("Events"), STR(EVENTS_URL),
				count_text(
					build, arena, RECORD_EVENT, "events")));
	if (records->of[RECORD_BENEFIT].len)
		value_push(&items, arena,
			tile(arena, STR("Benefits, drivers and stakeholders"),
				STR("programme/worth.html"),
				count_text(build, arena, RECORD_BENEFIT,
					"benefits, expected and realised")));
	if (records->of[RECORD_PAIR].len)
		value_push(&items, arena,
			tile(arena, STR("Critical friends"), STR(SCHEME_URL),
				STR("How the scheme goes, of all pairs "
				    "together")));
	push_report(build, output, arena, &items);
	return value_of_list(&items);
}

/* Pages out for consultation, to come or closed, by their closing day. */
static struct value consultations_value(
	const struct build *build, struct arena *arena)
{
	struct value_items items = {0};

	vec_each(struct page *const, page, &build->site.pages) {
		const struct consultation *consultation =
			(*page)->front.consultation;
		const struct value *role;
		struct value_map map = {0};
		bool open;

		if (!consultation)
			continue;
		open = page_consultation_open(&build->site, *page);
		role = map_get(&build->shared->refs[REF_ROLE],
			consultation->respond_to);
		value_give(
			&map, arena, "page", values_card(build, arena, *page));
		value_give(&map, arena, "opens",
			schema_show_date(arena, consultation->opens));
		value_give(&map, arena, "closes",
			schema_show_date(arena, consultation->closes));
		value_give(
			&map, arena, "respond_to", role ? *role : value_null);
		value_give(&map, arena, "open", value_bool(open));
		value_give(&map, arena, "planned",
			value_bool(date_cmp(build->site.as_at,
					   consultation->opens) < 0));
		value_push(&items, arena, value_of_map(&map));
	}
	return value_of_list(&items);
}

/* Signatures that are still awaited. */
static struct value awaiting_value(
	const struct build *build, struct arena *arena)
{
	struct value_items items = {0};

	vec_each(struct page *const, page, &build->site.pages)
		list_each(const struct approval, approval,
			&(*page)->front.approvals) {
			const struct value *role = map_get(
				&build->shared->refs[REF_ROLE], approval->role);
			struct value_map map = {0};

			if (date_is_set(approval->on))
				continue;
			value_give(&map, arena, "page",
				values_card(build, arena, *page));
			value_give(
				&map, arena, "role", role ? *role : value_null);
			value_push(&items, arena, value_of_map(&map));
		}
	return value_of_list(&items);
}

static void fill_programme(const struct build *build,
	const struct output *output, struct value_map *map, struct arena *arena)
{
	(void)output;
	value_give(map, arena, "title", value_string(STR("Programme")));
	value_give(map, arena, "description",
		value_string(STR("What has been agreed, who does it by when, "
				 "what stands in the way, and what came of "
				 "it.")));
	value_give(map, arena, "workbook", value_url(STR(WORKBOOK_URL)));
	value_give(map, arena, "tiles", tiles_value(build, output, arena));
	value_give(
		map, arena, "consultations", consultations_value(build, arena));
	value_give(map, arena, "awaiting", awaiting_value(build, arena));
}

void outputs_add_programme(struct build *build)
{
	if (programme_is_shown(build))
		output_add(build, STR("programme/index.html"), "programme",
			fill_programme, NULL)
			->reports = true;
}
