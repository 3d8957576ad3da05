/* The smaller registers of a programme. */

#include "model/records/kinds.h"

const struct choice event_kinds[] = {
	{"sharing", "Best practice sharing"},
	{"briefing", "Briefing"},
	{"training", "Training"},
	{"meeting", "Meeting"},
	{"showcase", "Showcase"},
	{"board", "Board"},
	{NULL, NULL},
};

static const struct field event_fields[] = {
	FIELD(struct event, id, TEXT, .required = true),
	FIELD(struct event, title, TEXT, .required = true),
	FIELD(struct event, kind, CHOICE, .required = true,
		.choices = event_kinds),
	FIELD(struct event, date, DAY, .required = true),
	FIELD(struct event, until, DAY),
	FIELD(struct event, place, TEXT),
	FIELD(struct event, factors, TEXT, .list = true, .ref = REF_FACTOR),
	FIELD(struct event, group, TEXT, .ref = REF_GROUP),
	FIELD(struct event, organisation, TEXT, .ref = REF_ORGANISATION),
	FIELD(struct event, note, TEXT),
	FIELD(struct event, illustrative, BOOL),
};

const struct schema event_schema =
	SCHEMA("an event", struct event, event_fields);

static const struct field entry_fields[] = {
	FIELD(struct entry, term, TEXT, .required = true),
	{.name = "short",
		.type = FIELD_TEXT,
		.offset = offsetof(struct entry, short_form)},
	FIELD(struct entry, definition, TEXT, .required = true),
	FIELD(struct entry, formerly, TEXT, .list = true),
	FIELD(struct entry, see, TEXT, .ref = REF_PAGE),
};

const struct schema entry_schema =
	SCHEMA("a glossary entry", struct entry, entry_fields);

/* PID 10, and MU: non-cashable benefits. */
const struct choice benefit_kinds[] = {
	{"cash", "Cash saving"},
	{"efficiency", "Efficiency gain"},
	{"avoidance", "Cost avoided"},
	{"capacity", "Capacity created"},
	{"social", "Social"},
	{"reputational", "Reputational"},
	{"environmental", "Environmental"},
	{"political", "Political"},
	{NULL, NULL},
};

static const struct choice periods[] = {
	{"year", "a year"}, {"once", "once"}, {NULL, NULL}};

const struct choice benefit_statuses[] = {
	{"expected", "Expected"}, {"realised", "Realised"}, {NULL, NULL}};

static const struct field benefit_fields[] = {
	FIELD(struct benefit, id, TEXT, .required = true),
	FIELD(struct benefit, title, TEXT, .required = true),
	FIELD(struct benefit, kind, CHOICE, .required = true,
		.choices = benefit_kinds),
	FIELD(struct benefit, cashable, BOOL),
	FIELD(struct benefit, value, NUMBER),
	FIELD(struct benefit, period, CHOICE, .choices = periods),
	FIELD(struct benefit, status, CHOICE, .required = true,
		.choices = benefit_statuses),
	FIELD(struct benefit, contract, TEXT, .ref = REF_CONTRACT),
	FIELD(struct benefit, practice, TEXT, .ref = REF_PAGE),
	FIELD(struct benefit, on, MONTH),
	FIELD(struct benefit, description, TEXT),
	FIELD(struct benefit, document, TEXT, .ref = REF_DOCUMENT),
	FIELD(struct benefit, illustrative, BOOL),
};

const struct schema benefit_schema =
	SCHEMA("a benefit", struct benefit, benefit_fields);

const struct choice driver_sides[] = {
	{"client", "Client"},
	{"provider", "Provider"},
	{"joint", "Joint"},
	{NULL, NULL},
};

static const struct field driver_fields[] = {
	FIELD(struct driver, id, TEXT, .required = true),
	FIELD(struct driver, title, TEXT, .required = true),
	FIELD(struct driver, weight, INT, .required = true, .min = 0,
		.max = 1000),
	FIELD(struct driver, alignment, CHOICE, .choices = level_names),
	FIELD(struct driver, side, CHOICE, .choices = driver_sides),
};

static const struct schema driver_schema =
	SCHEMA("a driver", struct driver, driver_fields);

static const struct field drivers_fields[] = {
	FIELD(struct drivers, id, TEXT, .required = true),
	FIELD(struct drivers, title, TEXT, .required = true),
	FIELD(struct drivers, document, TEXT, .ref = REF_DOCUMENT),
	FIELD(struct drivers, note, TEXT),
	FIELD(struct drivers, drivers, OBJECT, .list = true, .required = true,
		.schema = &driver_schema),
};

const struct schema drivers_schema =
	SCHEMA("a set of drivers", struct drivers, drivers_fields);

const struct choice stakeholder_impacts[] = {
	{"positive", "Positive"},
	{"mixed", "Mixed"},
	{"negative", "Negative"},
	{"neutral", "Neutral"},
	{NULL, NULL},
};

static const struct field stakeholder_fields[] = {
	FIELD(struct stakeholder, id, TEXT, .required = true),
	FIELD(struct stakeholder, title, TEXT, .required = true),
	FIELD(struct stakeholder, impact, CHOICE, .required = true,
		.choices = stakeholder_impacts),
	FIELD(struct stakeholder, influence, CHOICE, .choices = level_names),
	FIELD(struct stakeholder, note, TEXT),
	FIELD(struct stakeholder, document, TEXT, .ref = REF_DOCUMENT),
};

const struct schema stakeholder_schema =
	SCHEMA("a stakeholder group", struct stakeholder, stakeholder_fields);

static const struct field prospect_fields[] = {
	FIELD(struct prospect, id, TEXT, .required = true),
	FIELD(struct prospect, title, TEXT, .required = true),
	FIELD(struct prospect, description, TEXT),
	FIELD(struct prospect, sector, TEXT, .ref = REF_SECTOR),
	FIELD(struct prospect, organisation, TEXT, .ref = REF_ORGANISATION),
	FIELD(struct prospect, illustrative, BOOL),
};

const struct schema prospect_schema =
	SCHEMA("a prospect", struct prospect, prospect_fields);

static const struct field redirect_fields[] = {
	FIELD(struct redirect, from, TEXT, .required = true),
	FIELD(struct redirect, to, TEXT, .ref = REF_PAGE),
	FIELD(struct redirect, withdrawn, DAY),
};

const struct schema redirect_schema =
	SCHEMA("a redirect", struct redirect, redirect_fields);
