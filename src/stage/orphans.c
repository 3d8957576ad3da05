/*
 * What is about something that this edition may not hold is not for it
 * either, whatever audience it claims: an assessment, a risk, a benefit or an
 * action of a hidden contract would tell that there is one.
 */

#include <stddef.h>

#include "model/records/kinds.h"
#include "model/records/subject.h"
#include "stage/stages.h"

static bool is_hidden(struct build *build, enum record_kind kind, struct str id)
{
	struct str key = arena_printf(
		&build->arena, "%s/%.*s", record_types[kind].name, STR_ARG(id));

	return id.len && !records_find(&build->site.records, kind, id) &&
		map_get(&build->site.hidden_records, key);
}

static bool is_hidden_subject(struct build *build, struct str subject)
{
	struct str id;
	enum record_kind kind = subject_kind(subject, &id);

	return kind != RECORD_KINDS && is_hidden(build, kind, id);
}

/* Is ID of that kind one that this edition has? */
static bool is_held(
	const struct build *build, enum record_kind kind, struct str id)
{
	return records_find(&build->site.records, kind, id) != NULL;
}

static bool is_held_subject(const struct build *build, struct str subject)
{
	struct str id;
	enum record_kind kind = subject_kind(subject, &id);

	return kind == RECORD_KINDS || is_held(build, kind, id);
}

bool stage_is_about_hidden(struct build *build, const struct value *map)
{
	const struct value *subject = value_get(map, STR("subject"));
	const struct value *contract = value_get(map, STR("contract"));

	return (subject && subject->kind == VALUE_STRING &&
		       !is_held_subject(build, subject->text)) ||
		(contract && contract->kind == VALUE_STRING &&
			!is_held(build, RECORD_CONTRACT, contract->text));
}

/* Whom a record is about: a field of it. */
struct about {
	enum record_kind kind;
	size_t field; /* offset of a struct str */
	bool subject; /* "contract/C-017", and not an id of a contract */
};

static bool is_orphan(
	struct build *build, const struct about *about, const void *record)
{
	struct str text =
		*(const struct str *)(const void *)((const char *)record +
			about->field);

	return about->subject ? is_hidden_subject(build, text)
			      : is_hidden(build, RECORD_CONTRACT, text);
}

/* Everything that a schema describes starts with its source. */
static void note(struct build *build, const void *record)
{
	*vec_push(&build->site.dropped.records, &build->arena) =
		*(const struct value *const *)record;
}

/* Only the first KEPT records of the kind are to be found by their ids. */
static void index_again(struct build *build, enum record_kind kind, size_t kept)
{
	struct records *records = &build->site.records;

	if (!record_types[kind].has_id)
		return;
	records->by_id[kind] = (struct map)MAP_INIT;
	for (size_t i = 0; i < kept; i++) {
		void *record = records->of[kind].items[i];

		map_add(&records->by_id[kind], &build->arena,
			record_id(kind, record), record);
	}
}

static void drop_records(struct build *build, const struct about *about)
{
	struct record_list *list = &build->site.records.of[about->kind];
	size_t kept = 0;

	for (size_t i = 0; i < list->len; i++)
		if (is_orphan(build, about, list->items[i]))
			note(build, list->items[i]);
		else
			list->items[kept++] = list->items[i];
	if (kept < list->len)
		index_again(build, about->kind, kept);
	list->len = kept;
}

static void drop_actions(struct build *build, struct plan *plan)
{
	struct action *actions = plan->actions.items;
	size_t kept = 0;

	for (size_t i = 0; i < plan->actions.len; i++)
		if (is_hidden_subject(build, actions[i].subject))
			note(build, &actions[i]);
		else
			actions[kept++] = actions[i];
	plan->actions.len = kept;
}

void stage_drop_orphans(struct build *build)
{
	static const struct about abouts[] = {
		{RECORD_ASSESSMENT, offsetof(struct assessment, subject), true},
		{RECORD_RISK, offsetof(struct risk, contract), false},
		{RECORD_BENEFIT, offsetof(struct benefit, contract), false},
	};
	const struct record_list *plans = &build->site.records.of[RECORD_PLAN];

	for (size_t i = 0; i < sizeof abouts / sizeof *abouts; i++)
		drop_records(build, &abouts[i]);
	for (size_t i = 0; i < plans->len; i++)
		drop_actions(build, plans->items[i]);
}
