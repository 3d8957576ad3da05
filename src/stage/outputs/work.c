/* "My work": what each role has overdue or due soon, as at the report date. */

#include "stage/addresses.h"
#include "stage/duties.h"
#include "stage/outputs/calendars.h"
#include "stage/outputs/parts.h"

#define INDEX "work/index"

struct counts {
	int64_t overdue, soon;
};

static struct counts count(const struct list *duties)
{
	struct counts counts = {0};

	list_each(const struct duty *const, duty, duties) {
		counts.overdue += (*duty)->state == DUTY_OVERDUE;
		counts.soon += (*duty)->state == DUTY_SOON;
	}
	return counts;
}

static struct table table_roles(const struct build *build,
	const struct output *output, struct arena *arena)
{
	static const struct column columns[] = {
		{"role", "Role", COLUMN_HEAD},
		{"overdue", "Overdue", COLUMN_NUMBER},
		{"due_soon", "Due soon", COLUMN_NUMBER},
	};
	const struct record_list *roles = &build->site.records.of[RECORD_ROLE];
	struct table table = TABLE("Work of each role", columns, arena);

	(void)output;
	for (size_t i = 0; i < roles->len; i++) {
		const struct role *role = roles->items[i];
		struct list duties = duties_of_role(build, role->id);
		struct counts counts = count(&duties);

		table_link(&table, role->title, address_work(arena, role->id));
		table_int(&table, counts.overdue);
		table_int(&table, counts.soon);
	}
	return table;
}

static void put_duty(struct table *table, const struct duty *duty)
{
	bool overdue = duty->state == DUTY_OVERDUE;

	table_link(table, duty->title, duty->url);
	table_text(table, duty_titles[duty->kind]);
	table_text(table, duty->kind == DUTY_PAGE ? STR("") : duty->id);
	table_text(table, duty->task);
	table_date(table, duty->due);
	table_text(table, duty_state_text(duty->state))->tag =
		overdue ? STR("overdue") : STR("soon");
	if (overdue)
		table_int(table, duty->days_over);
	else
		table_text(table, STR(""));
}

static struct table table_duties(const struct build *build,
	const struct output *output, struct arena *arena)
{
	static const struct column columns[] = {
		{"title", "Title", COLUMN_HEAD},
		{"kind", "Kind", COLUMN_TEXT},
		{"id", "Number", COLUMN_TEXT},
		{"task", "To do", COLUMN_TEXT},
		{"due", "Due", COLUMN_DATE},
		{"state", "State", COLUMN_TEXT},
		{"days_over", "Days over", COLUMN_NUMBER},
	};
	const struct role *role = output->subject;
	struct list duties = duties_of_role(build, role->id);
	struct table table = TABLE("Overdue and due soon", columns, arena);

	list_each(const struct duty *const, duty, &duties)
		put_duty(&table, *duty);
	return table;
}

static bool put_calendar(const struct build *build, const struct output *output,
	struct arena *arena, struct buf *out, struct fault *fault)
{
	const struct role *role = output->subject;
	struct list duties = duties_of_role(build, role->id);
	struct calendar calendar = {.title = arena_printf(arena, "%.*s: %.*s",
					    STR_ARG(build->site.config.title),
					    STR_ARG(role->title)),
		.arena = arena};

	(void)fault;
	list_each(const struct duty *const, duty, &duties)
		calendar_add_duty(build, &calendar, *duty);
	calendar_put(out, &calendar);
	return true;
}

static void fill_index(const struct build *build, const struct output *output,
	struct value_map *map, struct arena *arena)
{
	struct table table = table_roles(build, output, arena);

	value_give(map, arena, "title", value_string(STR("My work")));
	output_put_table(map, arena, "roles", &table, STR(INDEX));
}

/* "work/srm-lead" of "work/srm-lead.html". */
static struct str base_of(struct str url)
{
	return str_sub(url, 0, url.len - 5);
}

static struct str calendar_url(struct arena *arena, struct str url)
{
	return arena_printf(arena, "%.*s.ics", STR_ARG(base_of(url)));
}

static struct value crumbs(struct arena *arena)
{
	struct value_items items = {0};

	value_push(&items, arena,
		values_link(arena, STR("Home"), STR("index.html")));
	value_push(&items, arena,
		values_link(arena, STR("My work"), STR(WORK_URL)));
	return value_of_list(&items);
}

static void fill_role(const struct build *build, const struct output *output,
	struct value_map *map, struct arena *arena)
{
	const struct role *role = output->subject;
	struct list duties = duties_of_role(build, role->id);
	struct counts counts = count(&duties);
	struct table table = table_duties(build, output, arena);

	value_give(map, arena, "title", value_string(role->title));
	value_give(map, arena, "breadcrumbs", crumbs(arena));
	value_give(map, arena, "role_description",
		role->description.len ? value_string(role->description)
				      : value_null);
	value_give(map, arena, "overdue_count", value_int(counts.overdue));
	value_give(map, arena, "soon_count", value_int(counts.soon));
	value_give(map, arena, "calendar",
		value_url(calendar_url(arena, output->url)));
	output_put_table(map, arena, "work", &table, base_of(output->url));
}

void outputs_add_work(struct build *build)
{
	const struct record_list *roles = &build->site.records.of[RECORD_ROLE];

	if (!roles->len)
		return;
	output_add(build, STR(WORK_URL), "work", fill_index, NULL);
	output_add_table(build, STR(INDEX), table_roles, NULL);
	for (size_t i = 0; i < roles->len; i++) {
		const struct role *role = roles->items[i];
		struct str url = address_work(&build->arena, role->id);

		output_add(build, url, "work-role", fill_role, role);
		output_add_table(build, base_of(url), table_duties, role);
		output_add(build, calendar_url(&build->arena, url), NULL, NULL,
			role)
			->bytes = put_calendar;
	}
}
