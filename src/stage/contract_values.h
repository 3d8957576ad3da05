#ifndef STAGE_CONTRACT_VALUES_H
#define STAGE_CONTRACT_VALUES_H

/* What is shown of contracts, one or many: scorecards and the ten checks. */

#include "data/table.h"
#include "stage/build.h"

enum kpi_state { KPI_UNKNOWN, KPI_ON_TARGET, KPI_OFF_TARGET };

/* How a measure stands against its target. */
enum kpi_state kpi_state(const struct kpi *kpi);

/* What a tier is called: "Platinum"; one without a page, by its id. */
struct str tier_title(
	const struct build *build, struct arena *arena, struct str tier);

/* All contracts of the site (const struct contract *). */
struct list contracts_all(const struct build *build);

/* A scorecard in four quadrants (IP 23): how many measures of CONTRACTS (a
 * list of const struct contract *) are on target. */
struct value scorecard_figure(
	struct arena *arena, const struct list *contracts);

/* The same as a table, a dimension a row. */
struct table scorecard_summary(
	struct arena *arena, const struct list *contracts);

/* Their measures, one a row. */
struct table scorecard_table(struct arena *arena, const struct list *contracts);

/* The ten checks (PID 3.1): a row of marks each, "8 of 24". */
struct value checks_figure(struct arena *arena, const struct list *contracts);

/* How many contracts pass each check. */
struct table checks_table(struct arena *arena, const struct list *contracts);

/* Of one contract, whether and when each was done. */
struct table contract_checks_table(
	struct arena *arena, const struct contract *contract);

/* The columns of a list of contracts, filled. */
struct table contracts_table(const struct build *build, struct arena *arena,
	const struct list *contracts);

#endif
