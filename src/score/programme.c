#include "score/programme.h"

static int64_t level_value(int level)
{
	return level ? LEVEL_LOW + 1 - level : 0;
}

struct fraction programme_alignment(const struct drivers *drivers)
{
	int64_t sum = 0, weight = 0;

	list_each(const struct driver, driver, &drivers->drivers) {
		if (!driver->alignment)
			continue;
		sum += driver->weight.n * level_value(driver->alignment);
		weight += driver->weight.n;
	}
	return weight ? (struct fraction){100 * sum, 3 * weight}
		      : (struct fraction){0, 0};
}

int risk_exposure(const struct risk *risk)
{
	return (int)(level_value(risk->probability) *
		level_value(risk->impact));
}

enum level risk_level(int exposure)
{
	if (exposure >= 6)
		return LEVEL_HIGH;
	return exposure >= 3 ? LEVEL_MEDIUM : LEVEL_LOW;
}

struct date programme_as_at(struct date date, struct date archived)
{
	if (date_is_set(archived) && date_cmp(archived, date) < 0)
		return archived;
	return date;
}

bool risk_is_open(const struct risk *risk, struct date date)
{
	date = programme_as_at(date, risk->archived);
	if (date_cmp(risk->raised, date) > 0)
		return false;
	if (date_is_set(risk->closure_approved) &&
		date_cmp(risk->closure_approved, date) <= 0)
		return false;
	return risk->status == RISK_OPEN || date_is_set(risk->closure_approved);
}

int64_t risk_days_over(const struct risk *risk, struct date date)
{
	int64_t days;

	if (!date_is_set(risk->target) || !risk_is_open(risk, date))
		return 0;
	days = date_between(
		risk->target, programme_as_at(date, risk->archived));
	return days > 0 ? days : 0;
}

static bool is_dated(const struct baseline *baseline)
{
	return date_is_set(baseline->due.date) && !baseline->dropped &&
		!baseline->not_listed;
}

struct date deliverable_due(const struct deliverable *deliverable)
{
	struct date due = {0};

	list_each(const struct baseline, baseline, &deliverable->baselines)
		if (is_dated(baseline))
			due = baseline->due.date;
	return due;
}

bool deliverable_slip(const struct deliverable *deliverable, int64_t *days)
{
	struct date first = {0}, last = {0};
	size_t n = 0;

	list_each(const struct baseline, baseline, &deliverable->baselines) {
		if (!is_dated(baseline))
			continue;
		if (!n++)
			first = baseline->due.date;
		last = baseline->due.date;
	}
	if (n > 1)
		*days = date_between(first, last);
	return n > 1;
}
