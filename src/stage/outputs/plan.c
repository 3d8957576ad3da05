/* Improvement plans: their actions by wave, area, owner and date. */

#include <stdlib.h>

#include "model/records/kinds.h"
#include "score/programme.h"
#include "score/proof.h"
#include "score/text.h"
#include "stage/actions.h"
#include "stage/addresses.h"
#include "stage/score_index.h"
#include "stage/outputs/parts.h"
#include "stage/outputs/registers.h"
#include "stage/triggers.h"

static struct proof progress_of(const struct build *build,
	const struct plan *plan, const struct action *action)
{
	return proof_of(action, &build->book,
		programme_as_at(build->site.as_at, plan->archived));
}

/* "2017-12, 2018-03", or "ongoing". */
static struct str reviews_text(
	struct arena *arena, const struct action *action, bool iso)
{
	struct buf text = BUF_INIT(BUF_LARGE);

	list_each(const struct date, month, &action->review) {
		if (text.len)
			buf_puts(&text, ", ");
		if (iso)
			date_put_iso(&text, *month);
		else
			date_put_long(&text, *month);
	}
	if (action->ongoing)
		buf_puts(&text, text.len ? ", ongoing" : "ongoing");
	return buf_finish(&text, arena);
}

static struct str area_title(const struct plan *plan, struct str id)
{
	list_each(const struct area, area, &plan->areas)
		if (str_eq(area->id, id))
			return area->title;
	return STR("");
}

/* "C-004, C-017". */
static struct str hits_text(const struct build *build, struct arena *arena,
	const struct action *action)
{
	struct list hits = triggered_contracts(build, arena, action);
	struct str text = STR("");

	list_each(const struct triggered, hit, &hits)
		text = arena_printf(arena, "%.*s%s%.*s", STR_ARG(text),
			text.len ? ", " : "", STR_ARG(hit->contract->id));
	return text;
}

static const struct column action_columns[] = {
	{"plan", "Plan", COLUMN_TEXT},
	{"id", "Number", COLUMN_TEXT},
	{"action", "Action", COLUMN_HEAD},
	{"wave", "Wave", COLUMN_NUMBER},
	{"area", "Area", COLUMN_TEXT},
	{"subject", "On", COLUMN_TEXT},
	{"owners", "Owners", COLUMN_TEXT},
	{"due", "Due", COLUMN_DATE},
	{"reviews", "Reviewed in", COLUMN_TEXT},
	{"progress", "Progress", COLUMN_TEXT},
	{"done_on", "Done", COLUMN_DATE},
	{"contracts", "Contracts it is for", COLUMN_TEXT},
};

static void put_action(const struct build *build, struct table *table,
	const struct plan *plan, const struct action *action)
{
	struct arena *arena = table->arena;
	struct proof proof = progress_of(build, plan, action);
	struct cell *cell;

	table_text(table, action->id);
	table_text(table, action->title);
	if (action->wave.set)
		table_int(table, action->wave.n);
	else
		table_text(table, STR(""));
	table_text(table, area_title(plan, action->area));
	if (action->subject.len)
		table_link(table, subject_title(build, arena, action->subject),
			address_subject(arena, action->subject));
	else
		table_text(table, STR(""));
	table_text(table,
		role_titles(&build->site.records, arena, &action->owners));
	table_date(table, action->due);
	table_text(table, reviews_text(arena, action, false))->raw =
		reviews_text(arena, action, true);
	cell = table_text(table, proof_text(proof.progress));
	cell->tag = proof_tag(proof.progress);
	if (proof.by)
		cell->url = address_assessment(build, proof.by);
	table_date(table, action->done_on);
	table_text(table, hits_text(build, arena, action));
}

struct table register_actions(const struct build *build,
	const struct output *output, struct arena *arena)
{
	const struct record_list *plans = &build->site.records.of[RECORD_PLAN];
	struct table table = TABLE("Actions", action_columns, arena);

	(void)output;
	for (size_t i = 0; i < plans->len; i++) {
		const struct plan *plan = plans->items[i];

		list_each(const struct action, action, &plan->actions) {
			table_link(
				&table, plan->title, address_plan(arena, plan));
			put_action(build, &table, plan, action);
		}
	}
	return table;
}

static struct table table_actions(const struct build *build,
	const struct output *output, struct arena *arena)
{
	const struct plan *plan = output->subject;
	struct table table = TABLE("Actions", action_columns, arena);

	table.columns++; /* they are all of this plan */
	table.width--;
	list_each(const struct action, action, &plan->actions)
		put_action(build, &table, plan, action);
	return table;
}

/* What actions are counted by. */
struct tally {
	struct str key, title;
	size_t actions, done, proved, late;
};

struct tallies {
	struct arena *arena;
	VEC(struct tally) items;
};

static void count(struct tallies *tallies, struct str key, struct str title,
	enum action_progress progress)
{
	struct tally *tally = NULL;

	vec_each(struct tally, item, &tallies->items)
		if (str_eq(item->key, key))
			tally = item;
	if (!tally) {
		tally = vec_push(&tallies->items, tallies->arena);
		*tally = (struct tally){.key = key, .title = title};
	}
	tally->actions++;
	tally->done += progress >= ACTION_IS_DONE;
	tally->proved += progress == ACTION_IS_PROVED;
	tally->late += progress == ACTION_IS_LATE;
}

static struct table tally_table(const struct tallies *tallies, struct str title)
{
	static const struct column columns[] = {
		{"what", "", COLUMN_HEAD},
		{"actions", "Actions", COLUMN_NUMBER},
		{"done", "Done", COLUMN_NUMBER},
		{"proved", "Proved", COLUMN_NUMBER},
		{"late", "Late", COLUMN_NUMBER},
	};
	struct table table = TABLE("", columns, tallies->arena);

	table.title = title;
	vec_each(const struct tally, tally, &tallies->items) {
		table_text(&table, tally->title);
		table_int(&table, (int64_t)tally->actions);
		table_int(&table, (int64_t)tally->done);
		table_int(&table, (int64_t)tally->proved);
		table_int(&table, (int64_t)tally->late);
	}
	return table;
}

static int by_key(const void *left, const void *right)
{
	const struct tally *a = left, *b = right;

	return str_cmp(a->key, b->key);
}

static int by_number(const void *left, const void *right)
{
	const struct tally *a = left, *b = right;

	if (a->actions != b->actions)
		return a->actions < b->actions ? 1 : -1;
	return str_cmp(a->title, b->title);
}

static struct table by_wave(const struct build *build,
	const struct output *output, struct arena *arena)
{
	const struct plan *plan = output->subject;
	struct tallies tallies = {.arena = arena};

	list_each(const struct wave, wave, &plan->waves)
		list_each(const struct action, action, &plan->actions)
			if (action->wave.set && action->wave.n == wave->id.n)
				count(&tallies, wave->title, wave->title,
					progress_of(build, plan, action)
						.progress);
	return tally_table(&tallies, STR("By wave"));
}

static struct table by_area(const struct build *build,
	const struct output *output, struct arena *arena)
{
	const struct plan *plan = output->subject;
	struct tallies tallies = {.arena = arena};

	list_each(const struct area, area, &plan->areas)
		list_each(const struct action, action, &plan->actions)
			if (str_eq(action->area, area->id))
				count(&tallies, area->id, area->title,
					progress_of(build, plan, action)
						.progress);
	return tally_table(&tallies, STR("By area"));
}

/* A joint action counts for each of its owners. */
static struct table by_owner(const struct build *build,
	const struct output *output, struct arena *arena)
{
	const struct plan *plan = output->subject;
	struct tallies tallies = {.arena = arena};

	list_each(const struct action, action, &plan->actions)
		list_each(const struct str, owner, &action->owners) {
			const struct role *role = records_find(
				&build->site.records, RECORD_ROLE, *owner);

			count(&tallies, *owner, role ? role->title : *owner,
				progress_of(build, plan, action).progress);
		}
	if (tallies.items.len)
		qsort(tallies.items.items, tallies.items.len,
			sizeof *tallies.items.items, by_number);
	return tally_table(&tallies, STR("By owner"));
}

/* By the months of review, and those reviewed all the time. */
static struct table by_review(const struct build *build,
	const struct output *output, struct arena *arena)
{
	const struct plan *plan = output->subject;
	struct tallies tallies = {.arena = arena};

	list_each(const struct action, action, &plan->actions) {
		enum action_progress progress =
			progress_of(build, plan, action).progress;

		list_each(const struct date, month, &action->review) {
			struct action one = {
				.review = {(void *)(uintptr_t)month, 1}};

			count(&tallies, reviews_text(arena, &one, true),
				reviews_text(arena, &one, false), progress);
		}
		if (action->ongoing)
			count(&tallies, STR("ongoing"), STR("Ongoing"),
				progress);
	}
	if (tallies.items.len)
		qsort(tallies.items.items, tallies.items.len,
			sizeof *tallies.items.items, by_key);
	return tally_table(&tallies, STR("By month of review"));
}

static const struct page_table plan_tables[] = {
	{"actions", STR_INIT(""), table_actions},
	{"by_wave", STR_INIT("-waves"), by_wave},
	{"by_area", STR_INIT("-areas"), by_area},
	{"by_owner", STR_INIT("-owners"), by_owner},
	{"by_review", STR_INIT("-reviews"), by_review},
};

enum { TABLES = sizeof plan_tables / sizeof *plan_tables };

/* The contracts that a trigger names, with what each would gain. */
static struct value hits_value(const struct build *build, struct arena *arena,
	const struct action *action)
{
	struct list hits = triggered_contracts(build, arena, action);
	struct value_items items = {0};

	list_each(const struct triggered, hit, &hits) {
		struct value_map map = {0};
		struct str uplift = STR("");

		if (hit->by)
			list_each(const struct gap, gap, &hit->by->result.gaps)
				if (gap->scored == hit->scored)
					uplift =
						text_points(arena, gap->uplift);
		value_give(&map, arena, "id", value_string(hit->contract->id));
		value_give(&map, arena, "url",
			value_url(address_contract(arena, hit->contract->id)));
		value_give(&map, arena, "uplift",
			uplift.len ? value_string(uplift) : value_null);
		value_push(&items, arena, value_of_map(&map));
	}
	return value_of_list(&items);
}

static struct value triggers_value(
	const struct build *build, struct arena *arena, const struct plan *plan)
{
	struct value_items items = {0};

	list_each(const struct action, action, &plan->actions) {
		struct value_map map = {0};

		if (!action->trigger)
			continue;
		value_give(&map, arena, "id", value_string(action->id));
		value_give(&map, arena, "title", value_string(action->title));
		value_give(&map, arena, "rule",
			value_string(
				trigger_text(build, arena, action->trigger)));
		value_give(&map, arena, "contracts",
			hits_value(build, arena, action));
		value_push(&items, arena, value_of_map(&map));
	}
	return value_of_list(&items);
}

static struct value areas_value(
	const struct build *build, struct arena *arena, const struct plan *plan)
{
	struct value_items items = {0};

	list_each(const struct area, area, &plan->areas) {
		const struct value *factor =
			map_get(&build->shared->refs[REF_FACTOR], area->factor);
		struct value_map map = {0};

		value_give(&map, arena, "title", value_string(area->title));
		value_give(&map, arena, "guidance",
			values_card_at(build, arena, area->guidance));
		value_give(
			&map, arena, "factor", factor ? *factor : value_null);
		value_push(&items, arena, value_of_map(&map));
	}
	return value_of_list(&items);
}

static void fill_plan(const struct build *build, const struct output *output,
	struct value_map *map, struct arena *arena)
{
	const struct plan *plan = output->subject;
	const struct value *document =
		map_get(&build->shared->refs[REF_DOCUMENT], plan->document);

	value_give(map, arena, "title", value_string(plan->title));
	value_give(map, arena, "breadcrumbs", values_programme_crumbs(arena));
	value_give(map, arena, "note",
		plan->note.len ? value_string(plan->note) : value_null);
	value_give(map, arena, "archived",
		schema_show_date(arena, plan->archived));
	value_give(map, arena, "document", document ? *document : value_null);
	value_give(map, arena, "count", value_int((int64_t)plan->actions.len));
	value_give(map, arena, "areas", areas_value(build, arena, plan));
	value_give(map, arena, "triggers", triggers_value(build, arena, plan));
	output_put_tables(build, output, plan_tables, TABLES, map, arena);
}

void outputs_add_plans(struct build *build)
{
	const struct record_list *plans = &build->site.records.of[RECORD_PLAN];

	for (size_t i = 0; i < plans->len; i++) {
		const struct plan *plan = plans->items[i];
		struct str url = address_plan(&build->arena, plan);

		output_add(build, url, "plan", fill_plan, plan);
		output_add_tables(build, url, plan_tables, TABLES, plan);
	}
}
