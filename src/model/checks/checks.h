#ifndef MODEL_CHECKS_H
#define MODEL_CHECKS_H

/*
 * What can be wrong with a whole site, once all of it is known. Each check
 * adds diagnostics and changes nothing. A file of this folder a subject.
 */

#include "model/records/kinds.h"
#include "model/site.h"

struct checking {
	const struct site *site;
	struct arena *arena; /* for texts of messages */
	struct diags *diags;
	bool everything; /* also advice that no build needs */
};

/* Run all of them. */
void checks_run(const struct checking *checking);

/* One subject each. */
void check_record_ids(const struct checking *checking); /* ids.c */
void check_refs(const struct checking *checking); /* refs.c */
void check_pages(const struct checking *checking); /* pages.c */
void check_factor_sets(const struct checking *checking); /* factors.c */
void check_assessments(const struct checking *checking); /* assessments.c */
void check_contracts(const struct checking *checking); /* contracts.c */
void check_plans(const struct checking *checking); /* programme.c */
void check_risks(const struct checking *checking);
void check_deliverables(const struct checking *checking);
void check_groups(const struct checking *checking);
void check_pairs(const struct checking *checking); /* pairs.c */

/* Add DATE_ORDER where LATER, if both are set, is before EARLIER. */
void check_order(const struct checking *checking, const void *object,
	const char *later_name, struct date later, const char *earlier_name,
	struct date earlier);

/* Add DATE_FUTURE where DATE is after the report date. */
void check_past(const struct checking *checking, const void *object,
	const char *name, struct date date);

/* The factor of number ID of a set, or NULL. */
const struct factor *set_factor(const struct factor_set *set, int64_t id);

/* "mutuality/608" as a set (the latest version) and a number. */
const struct factor *find_factor(
	const struct site *site, struct str ref, const struct factor_set **set);

/* A number as text, for messages. */
struct str check_number(const struct checking *checking, int64_t n);

/* A date as text, for messages. */
struct str check_date(const struct checking *checking, struct date date);

#endif
