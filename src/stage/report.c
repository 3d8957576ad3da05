#include "stage/report_parts.h"

#include "model/path.h"
#include "score/programme.h"

static bool is_section(struct str path)
{
	return path_use(path) == PATH_SECTION;
}

bool report_needs_all(const struct history_differences *changes)
{
	vec_each(const struct history_difference, change, &changes->list)
		if (is_section(change->path) || is_section(change->from))
			return true;
	return false;
}

void report_add(const struct comparing *comparing, enum report_list list,
	struct report_row row)
{
	struct arena *arena = comparing->arena;
	struct str *texts[] = {&row.id, &row.title, &row.who, &row.note,
		&row.before, &row.after, &row.change, &row.kind, &row.contract};

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		*texts[i] = arena_dup(arena, *texts[i]);
	*vec_push(&comparing->report->lists[list], arena) = row;
}

bool report_is_old(const struct comparing *comparing, struct date archived)
{
	return date_is_set(archived) && date_cmp(archived, comparing->eve) <= 0;
}

void report_compare(struct report *report, const struct report_side *before,
	const struct report_side *after,
	const struct history_differences *changes, struct arena *arena)
{
	static void (*const parts[])(const struct comparing *) = {
		report_pages,
		report_actions,
		report_risks,
		report_deliverables,
		report_scores,
	};
	struct comparing comparing = {report, before, after, changes, arena,
		.all = report_needs_all(changes),
		.eve = date_add(report->since, (struct period){0, -1}),
		.until = report->until};

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		parts[i](&comparing);
}

bool report_is_standing(enum report_list list)
{
	return list == REPORT_ACTIONS_DUE || list == REPORT_ACTIONS_LATE ||
		list == REPORT_RISKS_OVERDUE;
}

size_t report_changes(const struct report *report)
{
	size_t n = 0;

	for (int list = 0; list < REPORT_LISTS; list++)
		if (!report_is_standing((enum report_list)list))
			n += report->lists[list].len;
	return n;
}
