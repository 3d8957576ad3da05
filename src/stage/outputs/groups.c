/* Groups: what each may decide, who is in it, and when it meets. */

#include "model/records/kinds.h"
#include "stage/outputs/parts.h"
#include "stage/outputs/registers.h"

static struct str group_title(const struct build *build, struct str id)
{
	const struct group *group =
		records_find(&build->site.records, RECORD_GROUP, id);

	return group ? group->title : id;
}

/* "every 2 months". */
static struct str cadence_text(struct arena *arena, struct period cadence)
{
	if (cadence.months == 1)
		return STR("every month");
	if (cadence.months)
		return arena_printf(arena, "every %d months", cadence.months);
	if (cadence.days % 7 == 0 && cadence.days)
		return cadence.days == 7 ? STR("every week")
					 : arena_printf(arena, "every %d weeks",
						   cadence.days / 7);
	return cadence.days ? arena_printf(arena, "every %d days", cadence.days)
			    : STR("");
}

/* The latest meeting up to the report date that an event records. */
static struct date last_meeting(
	const struct build *build, const struct group *group)
{
	const struct record_list *events =
		&build->site.records.of[RECORD_EVENT];
	struct date last = {0};

	for (size_t i = 0; i < events->len; i++) {
		const struct event *event = events->items[i];

		if (str_eq(event->group, group->id) &&
			date_cmp(event->date, build->site.as_at) <= 0 &&
			date_cmp(event->date, last) > 0)
			last = event->date;
	}
	return last;
}

static struct date next_meeting(
	const struct build *build, const struct group *group)
{
	struct date last = last_meeting(build, group);

	if (!date_is_set(last) ||
		(!group->cadence.months && !group->cadence.days))
		return (struct date){0};
	return date_add(last, group->cadence);
}

struct table register_groups(const struct build *build,
	const struct output *output, struct arena *arena)
{
	static const struct column columns[] = {
		{"group", "Group", COLUMN_HEAD},
		{"authority", "Authority", COLUMN_TEXT},
		{"members", "Members", COLUMN_NUMBER},
		{"cadence", "Meets", COLUMN_TEXT},
		{"last", "Last met", COLUMN_DATE},
		{"next", "Next due", COLUMN_DATE},
		{"reports_to", "Reports to", COLUMN_TEXT},
	};
	const struct record_list *groups =
		&build->site.records.of[RECORD_GROUP];
	struct table table = TABLE("Groups", columns, arena);

	(void)output;
	for (size_t i = 0; i < groups->len; i++) {
		const struct group *group = groups->items[i];

		table_text(&table, group->title);
		table_text(&table, choice_title(authorities, group->authority));
		table_int(&table, (int64_t)group->members.len);
		table_text(&table, cadence_text(arena, group->cadence));
		table_date(&table, last_meeting(build, group));
		table_date(&table, next_meeting(build, group));
		table_text(&table, group_title(build, group->reports_to));
	}
	return table;
}

static struct value members_value(const struct build *build,
	struct arena *arena, const struct group *group)
{
	struct value_items items = {0};

	list_each(const struct member, member, &group->members) {
		const struct organisation *organisation =
			records_find(&build->site.records, RECORD_ORGANISATION,
				member->organisation);
		struct value_map map = {0};

		value_give(&map, arena, "chair",
			value_bool(member->role == MEMBER_CHAIR));
		value_give(&map, arena, "post", value_string(member->post));
		value_give(&map, arena, "organisation",
			organisation ? value_string(organisation->title)
				     : value_null);
		value_push(&items, arena, value_of_map(&map));
	}
	return value_of_list(&items);
}

/* What the papers say of its meetings: all of them, where they differ. */
static struct value stated_value(const struct build *build, struct arena *arena,
	const struct group *group)
{
	struct value_items items = {0};

	list_each(const struct stated, stated, &group->stated) {
		const struct value *document = map_get(
			&build->shared->refs[REF_DOCUMENT], stated->document);
		struct value_map map = {0};

		value_give(&map, arena, "words", value_string(stated->words));
		value_give(&map, arena, "document",
			document ? *document : value_null);
		value_push(&items, arena, value_of_map(&map));
	}
	return value_of_list(&items);
}

static struct value texts_value(struct arena *arena, const struct list *texts)
{
	struct value_items items = {0};

	list_each(const struct str, text, texts)
		value_push(&items, arena, value_string(*text));
	return value_of_list(&items);
}

/* Whom it reports to, and whom that one, up to the top. */
static struct value chain_value(const struct build *build, struct arena *arena,
	const struct group *group)
{
	enum { DEEP = 16 };
	struct value_items items = {0};

	for (size_t i = 0; i < DEEP && group && group->reports_to.len; i++) {
		value_push(&items, arena,
			value_string(group_title(build, group->reports_to)));
		group = records_find(
			&build->site.records, RECORD_GROUP, group->reports_to);
	}
	return value_of_list(&items);
}

static struct value group_value(const struct build *build, struct arena *arena,
	const struct group *group)
{
	struct str cadence = cadence_text(arena, group->cadence);
	struct value_map map = {0};

	value_give(&map, arena, "id", value_string(group->id));
	value_give(&map, arena, "title", value_string(group->title));
	value_give(&map, arena, "description",
		group->description.len ? value_string(group->description)
				       : value_null);
	value_give(&map, arena, "authority",
		value_string(choice_title(authorities, group->authority)));
	value_give(&map, arena, "advisory",
		value_bool(group->authority == AUTHORITY_ADVISORY));
	value_give(&map, arena, "cadence",
		cadence.len ? value_string(cadence) : value_null);
	value_give(&map, arena, "next_due",
		schema_show_date(arena, next_meeting(build, group)));
	value_give(&map, arena, "terms",
		values_card_at(build, arena, group->terms));
	value_give(&map, arena, "members", members_value(build, arena, group));
	value_give(&map, arena, "stated", stated_value(build, arena, group));
	value_give(
		&map, arena, "approves", texts_value(arena, &group->approves));
	value_give(&map, arena, "chain", chain_value(build, arena, group));
	return value_of_map(&map);
}

static void fill_groups(const struct build *build, const struct output *output,
	struct value_map *map, struct arena *arena)
{
	const struct record_list *groups =
		&build->site.records.of[RECORD_GROUP];
	struct table table = register_groups(build, output, arena);
	struct value_items items = {0};

	for (size_t i = 0; i < groups->len; i++)
		value_push(&items, arena,
			group_value(build, arena, groups->items[i]));
	value_give(map, arena, "title", value_string(STR("Groups")));
	value_give(map, arena, "breadcrumbs", values_programme_crumbs(arena));
	value_give(map, arena, "groups", value_of_list(&items));
	output_put_table(map, arena, "table", &table, STR("programme/groups"));
}

void outputs_add_groups(struct build *build)
{
	if (build->site.records.of[RECORD_GROUP].len)
		output_add(build, STR("programme/groups.html"), "groups",
			fill_groups, NULL);
}
