/* The risk register: the nine columns of PID 9. */

#include "model/records/kinds.h"

const struct choice risk_statuses[] = {
	{"open", "Open"}, {"closed", "Closed"}, {NULL, NULL}};

static const struct field risk_fields[] = {
	FIELD(struct risk, id, TEXT, .required = true),
	FIELD(struct risk, status, CHOICE, .required = true,
		.choices = risk_statuses),
	FIELD(struct risk, title, TEXT, .required = true),
	FIELD(struct risk, probability, CHOICE, .required = true,
		.choices = level_names),
	FIELD(struct risk, impact, CHOICE, .required = true,
		.choices = level_names),
	FIELD(struct risk, mitigation, TEXT),
	FIELD(struct risk, owner, TEXT, .required = true, .ref = REF_ROLE),
	FIELD(struct risk, raised, DAY, .required = true),
	FIELD(struct risk, target, DAY),
	FIELD(struct risk, closure_approved, DAY),
	FIELD(struct risk, contract, TEXT, .ref = REF_CONTRACT),
	FIELD(struct risk, archived, DAY),
	{.name = "register",
		.type = FIELD_TEXT,
		.offset = offsetof(struct risk, register_name)},
	FIELD(struct risk, illustrative, BOOL),
};

const struct schema risk_schema = SCHEMA("a risk", struct risk, risk_fields);
