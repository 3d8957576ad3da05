/* Contracts: what is managed. */

#include "data/yaml.h"
#include "model/records/kinds.h"

const struct choice contract_kinds[] = {
	{"pfi", "PFI"},
	{"partnership", "Partnership"},
	{"outsourced", "Outsourced service"},
	{"framework", "Framework"},
	{"spot", "Spot contract"},
	{NULL, NULL},
};

const struct choice contract_stages[] = {
	{"plan", "Plan"},
	{"procure", "Procure"},
	{"mobilise", "Mobilise"},
	{"operate", "Operate"},
	{"change", "Change"},
	{"exit", "Exit"},
	{NULL, NULL},
};

/* PID 3.1, in its order. */
const struct choice check_names[] = {
	{"sponsor", "Senior sponsor in place"},
	{"commercial_training", "Commercial training taken"},
	{"guidance", "Guidance in use"},
	{"performance", "Performance reviewed"},
	{"risk", "Risks reviewed"},
	{"change_record", "Changes recorded"},
	{"benchmark", "Benchmarked"},
	{"benefits", "Benefits tracked"},
	{"stakeholders", "Stakeholders involved"},
	{"exit_plan", "Exit plan current"},
	{NULL, NULL},
};

const struct choice kpi_dimensions[] = {
	{"cost", "Cost"},
	{"performance", "Performance"},
	{"risk", "Risk"},
	{"user", "Users"},
	{NULL, NULL},
};

static const struct choice directions[] = {
	{"higher", "Higher is better"},
	{"lower", "Lower is better"},
	{NULL, NULL},
};

static const struct field kpi_fields[] = {
	FIELD(struct kpi, dimension, CHOICE, .required = true,
		.choices = kpi_dimensions),
	FIELD(struct kpi, title, TEXT, .required = true),
	FIELD(struct kpi, target, NUMBER, .required = true),
	FIELD(struct kpi, actual, NUMBER),
	FIELD(struct kpi, unit, TEXT),
	FIELD(struct kpi, better, CHOICE, .choices = directions),
	FIELD(struct kpi, target_note, TEXT),
};

static const struct schema kpi_schema =
	SCHEMA("a measure", struct kpi, kpi_fields);

static const struct field vfm_fields[] = {
	FIELD(struct vfm, clause, BOOL, .required = true),
	FIELD(struct vfm, last_applied, MONTH),
	FIELD(struct vfm, outcome, TEXT),
};

static const struct schema vfm_schema =
	SCHEMA("a value for money clause", struct vfm, vfm_fields);

/* A check is the month it was last done in, or "none". */
static void read_check(const struct schema_input *in, const struct field *field,
	const struct value *value, void *slot)
{
	static const struct field month = {
		.name = "checks", .type = FIELD_MONTH};
	struct check *check = slot;

	(void)field;
	if (value->kind == VALUE_STRING && str_eq(value->text, STR("none")))
		check->state = CHECK_NONE;
	else if (schema_read_field(in, &month, value, &check->on) &&
		date_is_set(check->on))
		check->state = CHECK_DONE;
}

static struct value show_check(
	const struct schema_output *out, const void *slot)
{
	const struct check *check = slot;

	if (check->state == CHECK_UNKNOWN)
		return value_null;
	return check->state == CHECK_NONE
		? value_string(STR("none"))
		: schema_show_date(out->arena, check->on);
}

#define CHECK(index, key) \
	{ \
		.name = key, .type = FIELD_CUSTOM, \
		.offset = offsetof(struct checks, of) + \
			(index) * sizeof(struct check), \
		.read = read_check, .show = show_check \
	}

static const struct field checks_fields[] = {
	CHECK(0, "sponsor"),
	CHECK(1, "commercial_training"),
	CHECK(2, "guidance"),
	CHECK(3, "performance"),
	CHECK(4, "risk"),
	CHECK(5, "change_record"),
	CHECK(6, "benchmark"),
	CHECK(7, "benefits"),
	CHECK(8, "stakeholders"),
	CHECK(9, "exit_plan"),
};

static const struct schema checks_schema =
	SCHEMA("the ten checks", struct checks, checks_fields);

static const struct field contract_fields[] = {
	FIELD(struct contract, id, TEXT, .required = true),
	FIELD(struct contract, title, TEXT, .required = true),
	FIELD(struct contract, organisation, TEXT, .required = true,
		.ref = REF_ORGANISATION),
	FIELD(struct contract, unit, TEXT),
	FIELD(struct contract, supplier, TEXT),
	FIELD(struct contract, sector, TEXT, .ref = REF_SECTOR),
	FIELD(struct contract, kind, CHOICE, .choices = contract_kinds),
	FIELD(struct contract, tier, TEXT, .required = true, .ref = REF_TIER),
	FIELD(struct contract, high_risk, BOOL),
	FIELD(struct contract, sro, TEXT, .ref = REF_ROLE),
	FIELD(struct contract, manager, TEXT, .ref = REF_ROLE),
	FIELD(struct contract, stage, CHOICE, .choices = contract_stages),
	FIELD(struct contract, value, NUMBER),
	FIELD(struct contract, start, DAY),
	FIELD(struct contract, end, DAY),
	FIELD(struct contract, illustrative, BOOL),
	FIELD(struct contract, note, TEXT),
	FIELD(struct contract, kpis, OBJECT, .list = true,
		.schema = &kpi_schema),
	FIELD(struct contract, vfm, OBJECT, .schema = &vfm_schema),
	FIELD(struct contract, checks, OBJECT, .schema = &checks_schema),
};

const struct schema contract_schema =
	SCHEMA("a contract", struct contract, contract_fields);

bool contract_has_exit_plan(const struct contract *contract)
{
	enum { EXIT_PLAN = 9 }; /* its place in check_names, the last */

	return contract->checks &&
		contract->checks->of[EXIT_PLAN].state == CHECK_DONE;
}
