#include "stage/outputs/registers.h"

#include "data/xlsx.h"
#include "stage/outputs/parts.h"

const struct site_register site_registers[] = {
	{"contracts", "Contracts", STR_INIT("contracts/index"),
		register_contracts, RECORD_CONTRACT},
	{"assessments", "Assessments", STR_INIT("scores/assessments"),
		register_assessments, RECORD_ASSESSMENT},
	{"actions", "Actions", STR_INIT("programme/actions"), register_actions,
		RECORD_PLAN},
	{"risks", "Risks", STR_INIT("programme/risks"), register_risks,
		RECORD_RISK},
	{"deliverables", "Deliverables", STR_INIT("programme/deliverables"),
		register_deliverables, RECORD_DELIVERABLE},
	{"milestones", "Milestones", STR_INIT("programme/milestones"),
		register_milestones, RECORD_MILESTONE},
	{"groups", "Groups", STR_INIT("programme/groups"), register_groups,
		RECORD_GROUP},
	{"events", "Events", STR_INIT("programme/events"), register_events,
		RECORD_EVENT},
	{"benefits", "Benefits", STR_INIT("programme/benefits"),
		register_benefits, RECORD_BENEFIT},
	{"drivers", "Drivers", STR_INIT("programme/drivers"), register_drivers,
		RECORD_DRIVERS},
	{"stakeholders", "Stakeholders", STR_INIT("programme/stakeholders"),
		register_stakeholders, RECORD_STAKEHOLDER},
};

const size_t site_register_count =
	sizeof site_registers / sizeof *site_registers;

bool register_is_used(const struct build *build, const struct site_register *of)
{
	return build->site.records.of[of->kind].len > 0;
}

bool register_is_at(struct str base)
{
	for (size_t i = 0; i < site_register_count; i++)
		if (str_eq(site_registers[i].base, base))
			return true;
	return false;
}

static bool put_workbook(const struct build *build, const struct output *output,
	struct arena *arena, struct buf *out, struct fault *fault)
{
	struct xlsx_sheet *sheets =
		arena_array(arena, struct xlsx_sheet, site_register_count);
	size_t n = 0;

	for (size_t i = 0; i < site_register_count; i++)
		if (register_is_used(build, &site_registers[i]))
			sheets[n++] = (struct xlsx_sheet){
				site_registers[i].title,
				site_registers[i].table(build, output, arena)};
	return xlsx_put(out, sheets, n, fault);
}

void outputs_add_registers(struct build *build)
{
	bool any = false;

	for (size_t i = 0; i < site_register_count; i++) {
		const struct site_register *of = &site_registers[i];

		if (!register_is_used(build, of))
			continue;
		any = true;
		output_add_table(build, of->base, of->table, NULL);
		output_add(build,
			arena_printf(&build->arena, "api/%s.json", of->key),
			NULL, NULL, NULL)
			->table = of->table;
	}
	if (any)
		output_add(build, STR(WORKBOOK_URL), NULL, NULL, NULL)->bytes =
			put_workbook;
}
