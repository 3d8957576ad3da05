/* Plans: actions with owners and dates. */

#include "model/records/kinds.h"

static const struct field area_fields[] = {
	FIELD(struct area, id, TEXT, .required = true),
	FIELD(struct area, title, TEXT, .required = true),
	FIELD(struct area, aliases, TEXT, .list = true),
	FIELD(struct area, guidance, TEXT, .ref = REF_PAGE),
	FIELD(struct area, factor, TEXT, .ref = REF_FACTOR),
};

static const struct schema area_schema =
	SCHEMA("an area", struct area, area_fields);

static const struct field wave_fields[] = {
	FIELD(struct wave, id, INT, .required = true, .min = 1, .max = 99),
	FIELD(struct wave, title, TEXT),
};

static const struct schema wave_schema =
	SCHEMA("a wave", struct wave, wave_fields);

static const struct field trigger_fields[] = {
	FIELD(struct trigger, tiers, TEXT, .list = true, .ref = REF_TIER),
	FIELD(struct trigger, factor, TEXT, .ref = REF_FACTOR),
	FIELD(struct trigger, below, INT, .min = 0, .max = 1000),
};

static const struct schema trigger_schema =
	SCHEMA("a trigger", struct trigger, trigger_fields);

static const struct choice action_statuses[] = {
	{"open", "Open"},
	{"done", "Done"},
	{"dropped", "Dropped"},
	{NULL, NULL},
};

static const struct field action_fields[] = {
	FIELD(struct action, id, TEXT, .required = true),
	FIELD(struct action, title, TEXT, .required = true),
	FIELD(struct action, owners, TEXT, .list = true, .ref = REF_ROLE),
	FIELD(struct action, status, CHOICE, .required = true,
		.choices = action_statuses),
	FIELD(struct action, wave, INT, .min = 1, .max = 99),
	FIELD(struct action, area, TEXT),
	FIELD(struct action, review, MONTH, .list = true),
	FIELD(struct action, ongoing, BOOL),
	FIELD(struct action, due, DAY),
	FIELD(struct action, agreed, DAY),
	FIELD(struct action, subject, TEXT, .ref = REF_SUBJECT),
	FIELD(struct action, factor, TEXT, .ref = REF_FACTOR),
	FIELD(struct action, target, INT, .min = 0, .max = 1000),
	FIELD(struct action, trigger, OBJECT, .schema = &trigger_schema),
	FIELD(struct action, uplift_factor, TEXT, .ref = REF_FACTOR),
	FIELD(struct action, done_on, DAY),
	FIELD(struct action, evidence, TEXT),
	FIELD(struct action, note, TEXT),
};

static const struct schema action_schema =
	SCHEMA("an action", struct action, action_fields);

static const struct field plan_fields[] = {
	FIELD(struct plan, id, TEXT, .required = true),
	FIELD(struct plan, title, TEXT, .required = true),
	FIELD(struct plan, document, TEXT, .ref = REF_DOCUMENT),
	FIELD(struct plan, archived, DAY),
	FIELD(struct plan, note, TEXT),
	FIELD(struct plan, areas, OBJECT, .list = true, .schema = &area_schema),
	FIELD(struct plan, waves, OBJECT, .list = true, .schema = &wave_schema),
	FIELD(struct plan, actions, OBJECT, .list = true,
		.schema = &action_schema),
};

const struct schema plan_schema = SCHEMA("a plan", struct plan, plan_fields);
