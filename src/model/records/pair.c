/*
 * Pairs of critical friends. Any key that is not listed here is an error:
 * what is not asked for cannot leak.
 */

#include "model/records/kinds.h"

static const struct choice session_statuses[] = {
	{"held", "Held"},
	{"cancelled", "Cancelled"},
	{"arranged", "Arranged"},
	{NULL, NULL},
};

static const struct choice session_modes[] = {
	{"meeting", "Face to face"},
	{"call", "Call"},
	{"message", "Messages"},
	{NULL, NULL},
};

static const struct field session_fields[] = {
	FIELD(struct session, date, DAY, .required = true),
	FIELD(struct session, status, CHOICE, .required = true,
		.choices = session_statuses),
	FIELD(struct session, mode, CHOICE, .choices = session_modes),
};

static const struct schema session_schema =
	SCHEMA("a session", struct session, session_fields);

const struct choice problem_kinds[] = {
	{"meeting", "Meeting"},
	{"contact", "Contact"},
	{"process", "Process"},
	{"confidence", "Confidence"},
	{"other", "Other"},
	{NULL, NULL},
};

static const struct field problem_fields[] = {
	FIELD(struct problem, kind, CHOICE, .required = true,
		.choices = problem_kinds),
	FIELD(struct problem, raised, DAY, .required = true),
	FIELD(struct problem, resolved, DAY),
};

static const struct schema problem_schema =
	SCHEMA("a problem", struct problem, problem_fields);

static const struct field pair_fields[] = {
	FIELD(struct pair_record, id, TEXT, .required = true),
	FIELD(struct pair_record, a, TEXT, .required = true),
	FIELD(struct pair_record, b, TEXT, .required = true),
	FIELD(struct pair_record, line_managed, BOOL),
	FIELD(struct pair_record, confidentiality_agreed, BOOL),
	FIELD(struct pair_record, started, DAY, .required = true),
	FIELD(struct pair_record, ended, DAY),
	FIELD(struct pair_record, every_months, INT, .min = 1, .max = 12),
	FIELD(struct pair_record, review_months, INT, .min = 1, .max = 60),
	FIELD(struct pair_record, goals, INT, .min = 0, .max = 99),
	FIELD(struct pair_record, goals_met, INT, .min = 0, .max = 99),
	FIELD(struct pair_record, sessions, OBJECT, .list = true,
		.schema = &session_schema),
	FIELD(struct pair_record, problems, OBJECT, .list = true,
		.schema = &problem_schema),
};

const struct schema pair_schema =
	SCHEMA("a pair of critical friends", struct pair_record, pair_fields);
