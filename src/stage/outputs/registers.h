#ifndef STAGE_OUTPUTS_REGISTERS_H
#define STAGE_OUTPUTS_REGISTERS_H

/*
 * The registers of a site: tables of all records of a kind. Each is shown on
 * a page of its own file, and is exported as BASE.csv, BASE.json,
 * api/KEY.json and a sheet of the workbook.
 */

#include "stage/outputs/outputs.h"

struct site_register {
	const char *key; /* "contracts" */
	const char *title; /* of its sheet: at most 31 characters */
	struct str base; /* "contracts/index" */
	output_table_fn *table;
	enum record_kind kind; /* there is one where such records are */
};

extern const struct site_register site_registers[];
extern const size_t site_register_count;

#define WORKBOOK_URL "registers.xlsx"

/* Has the site any records of that register? */
bool register_is_used(
	const struct build *build, const struct site_register *of);

/* Is the table at BASE one of them? */
bool register_is_at(struct str base);

/* The tables, each in the file of its page. */
output_table_fn register_contracts; /* contracts.c */
output_table_fn register_assessments; /* scores.c */
output_table_fn register_actions; /* plan.c */
output_table_fn register_risks; /* risks.c */
output_table_fn register_deliverables; /* deliverables.c */
output_table_fn register_milestones; /* deliverables.c */
output_table_fn register_groups; /* groups.c */
output_table_fn register_events; /* events.c */
output_table_fn register_benefits; /* worth.c */
output_table_fn register_drivers; /* worth.c */
output_table_fn register_stakeholders; /* worth.c */

#endif
