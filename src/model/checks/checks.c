#include "model/checks/checks.h"

void checks_run(const struct checking *checking)
{
	static void (*const all[])(const struct checking *) = {
		check_record_ids,
		check_refs,
		check_pages,
		check_factor_sets,
		check_assessments,
		check_contracts,
		check_plans,
		check_risks,
		check_deliverables,
		check_groups,
		check_pairs,
	};

	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		all[i](checking);
}

struct str check_number(const struct checking *checking, int64_t n)
{
	return arena_printf(checking->arena, "%lld", (long long)n);
}

struct str check_date(const struct checking *checking, struct date date)
{
	return date_iso(checking->arena, date);
}

void check_order(const struct checking *checking, const void *object,
	const char *later_name, struct date later, const char *earlier_name,
	struct date earlier)
{
	if (!date_is_set(later) || !date_is_set(earlier) ||
		date_cmp(date_last_day(later), earlier) >= 0)
		return;
	diag_add(checking->diags, DIAG_DATE_ORDER,
		schema_place(object, later_name), 10, str_of(later_name),
		check_date(checking, later), str_of(earlier_name),
		check_date(checking, earlier));
}

void check_past(const struct checking *checking, const void *object,
	const char *name, struct date date)
{
	struct date latest = checking->site->latest;

	if (date_is_set(date) && date_cmp(date, latest) > 0)
		diag_add(checking->diags, DIAG_DATE_FUTURE,
			schema_place(object, name), 10, str_of(name),
			check_date(checking, date),
			check_date(checking, latest));
}

const struct factor *set_factor(const struct factor_set *set, int64_t id)
{
	list_each(const struct factor, factor, &set->factors)
		if (factor->id.n == id)
			return factor;
	return NULL;
}

const struct factor *find_factor(
	const struct site *site, struct str ref, const struct factor_set **set)
{
	size_t slash = str_chr(ref, '/', 0);
	int64_t id;

	*set = records_find(
		&site->records, RECORD_FACTOR_SET, str_sub(ref, 0, slash));
	if (!*set || !str_to_int(str_from(ref, slash + 1), 0, 99999, &id))
		return NULL;
	return set_factor(*set, id);
}
