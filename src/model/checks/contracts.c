/* Contracts: what each tier owes, and what runs out. */

#include "model/checks/checks.h"

enum { DIMENSIONS = 4, EXIT_MONTHS = 12 };

/* PID 3.1: most exit strategies do not exist. */
static void check_end(
	const struct checking *checking, const struct contract *contract)
{
	struct date as_at = checking->site->as_at, end = contract->end;
	struct place place = schema_place(contract, "end");

	if (!date_is_set(end))
		return;
	if (date_cmp(end, as_at) < 0)
		diag_add(checking->diags, DIAG_CONTRACT_ENDED, place, 10,
			contract->id, check_date(checking, end));
	else if (!contract_has_exit_plan(contract) &&
		date_cmp(end,
			date_add(as_at, (struct period){EXIT_MONTHS, 0})) <= 0)
		diag_add(checking->diags, DIAG_CONTRACT_EXIT, place, 10,
			contract->id, check_date(checking, end));
}

/* IP 25: silver and above are looked at for value for money. */
static bool owes_vfm(const struct contract *contract)
{
	static const struct str tiers[] = {
		STR_INIT("silver"), STR_INIT("gold"), STR_INIT("platinum")};

	for (size_t i = 0; i < sizeof tiers / sizeof *tiers; i++)
		if (str_eq(contract->tier, tiers[i]))
			return true;
	return false;
}

static void check_vfm(
	const struct checking *checking, const struct contract *contract)
{
	if (owes_vfm(contract) && !(contract->vfm && contract->vfm->clause))
		diag_add(checking->diags, DIAG_CONTRACT_VFM,
			schema_place(contract, "vfm"), 1, contract->id,
			contract->tier);
}

/* IP 23: a balanced scorecard has cost, performance, risk and users. */
static void check_scorecard(
	const struct checking *checking, const struct contract *contract)
{
	static const struct str names[DIMENSIONS] = {STR_INIT("cost"),
		STR_INIT("performance"), STR_INIT("risk"), STR_INIT("user")};
	bool tracked[DIMENSIONS + 1] = {false};

	if (!owes_vfm(contract))
		return;
	list_each(const struct kpi, kpi, &contract->kpis)
		if (kpi->actual.set)
			tracked[kpi->dimension] = true;
	for (size_t i = 0; i < DIMENSIONS; i++)
		if (!tracked[i + 1])
			diag_add(checking->diags, DIAG_CONTRACT_QUADRANT,
				schema_place(contract, "kpis"), 1, contract->id,
				names[i]);
}

void check_contracts(const struct checking *checking)
{
	const struct record_list *list =
		&checking->site->records.of[RECORD_CONTRACT];

	for (size_t i = 0; i < list->len; i++) {
		const struct contract *contract = list->items[i];

		check_order(checking, contract, "end", contract->end, "start",
			contract->start);
		if (contract->high_risk && !contract->sro.len)
			diag_add(checking->diags, DIAG_CONTRACT_SRO,
				schema_place(contract, "high_risk"), 4,
				contract->id);
		if (!checking->everything)
			continue;
		check_end(checking, contract);
		check_vfm(checking, contract);
		check_scorecard(checking, contract);
	}
}
