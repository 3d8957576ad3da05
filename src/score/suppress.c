#include "score/suppress.h"

bool suppress_may_show(size_t n)
{
	return n >= SUPPRESS_LEAST;
}

bool suppress_may_part(size_t n, size_t total)
{
	return suppress_may_show(n) && suppress_may_show(total - n);
}

static bool is_few(size_t n)
{
	return n > 0 && n < SUPPRESS_LEAST;
}

bool suppress_may_subgroup(size_t n, size_t total)
{
	return !is_few(n) && !is_few(total - n);
}

/* How many people any of the parts that are marked is about. */
static size_t people_of(const size_t *counts, size_t n, size_t parts,
	const bool marked[SUPPRESS_PARTS])
{
	size_t people = 0;

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < parts; k++)
			if (marked[k] && counts[i * parts + k]) {
				people++;
				break;
			}
	return people;
}

static size_t people_of_part(
	const size_t *counts, size_t n, size_t parts, size_t part)
{
	bool marked[SUPPRESS_PARTS] = {false};

	marked[part] = true;
	return people_of(counts, n, parts, marked);
}

/* The smallest part that is shown; PARTS when none is. */
static size_t smallest(const struct suppressed *out, size_t parts)
{
	size_t least = parts;

	for (size_t k = 0; k < parts; k++)
		if (out->show[k] &&
			(least == parts || out->parts[k] < out->parts[least]))
			least = k;
	return least;
}

/* Is what is kept back more than one part, and about more than a few? */
static bool hides_well(const size_t *counts, size_t n, size_t parts,
	const struct suppressed *out)
{
	bool kept[SUPPRESS_PARTS] = {false};
	size_t len = 0;

	for (size_t k = 0; k < parts; k++) {
		kept[k] = !out->show[k];
		len += kept[k];
	}
	return !len ||
		(len > 1 &&
			suppress_may_show(people_of(counts, n, parts, kept)));
}

struct suppressed suppress_parts(const size_t *counts, size_t n, size_t parts)
{
	struct suppressed out = {0};
	bool all[SUPPRESS_PARTS] = {false};
	size_t least;

	for (size_t k = 0; k < parts; k++) {
		all[k] = true;
		for (size_t i = 0; i < n; i++)
			out.parts[k] += counts[i * parts + k];
		out.total += out.parts[k];
	}
	out.show_total = suppress_may_show(people_of(counts, n, parts, all));
	if (!out.show_total)
		return out;
	for (size_t k = 0; k < parts; k++)
		out.show[k] =
			suppress_may_show(people_of_part(counts, n, parts, k));
	while (!hides_well(counts, n, parts, &out)) {
		least = smallest(&out, parts);
		if (least == parts)
			break;
		out.show[least] = false;
	}
	return out;
}
