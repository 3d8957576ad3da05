#include "stage/outputs/outputs.h"

enum { PER_SECTION = 3 }; /* its page, feed and handbook */

void outputs_collect(struct build *build)
{
	static void (*const all[])(struct build *) = {
		outputs_add_feeds, /* the longest work first */
		outputs_add_pages,
		outputs_add_facets,
		outputs_add_letters,
		outputs_add_glossary,
		outputs_add_reviews,
		outputs_add_scores,
		outputs_add_factors,
		outputs_add_assessments,
		outputs_add_contracts,
		outputs_add_organisations,
		outputs_add_comparisons,
		outputs_add_plans,
		outputs_add_risks,
		outputs_add_deliverables,
		outputs_add_groups,
		outputs_add_events,
		outputs_add_worth,
		outputs_add_scheme,
		outputs_add_programme,
		outputs_add_reports,
		outputs_add_work,
		outputs_add_calendars,
		outputs_add_registers,
		outputs_add_changes,
		outputs_add_search,
	};

	vec_reserve(&build->outputs, &build->arena,
		build->site.pages.len + build->site.pages.len / 8 +
			build->site.sections.len * PER_SECTION);
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		all[i](build);
}

/* The sections above an output; a section's own page is not above itself. */
static struct value crumbs(const struct build *build,
	const struct output *output, struct arena *arena)
{
	const struct section *section = output->section;

	if (!section)
		return values_breadcrumbs(
			arena, build->site.sections.items[0], true);
	return values_breadcrumbs(
		arena, section, !str_eq(output->url, section->url));
}

const struct output *outputs_find(const struct build *build, struct str url)
{
	vec_each(const struct output, output, &build->outputs)
		if (str_eq(output->url, url))
			return output;
	return NULL;
}

struct value outputs_context(const struct build *build,
	const struct output *output, struct arena *arena)
{
	struct value_map map = {0};
	struct value so_far;

	value_give(&map, arena, "site", build->shared->site);
	value_give(&map, arena, "navigation",
		values_navigation(build, output->section));
	value_give(&map, arena, "url", value_url(output->url));
	output->fill(build, output, &map, arena);
	so_far = value_of_map(&map);
	if (!value_get(&so_far, STR("breadcrumbs")))
		value_give(&map, arena, "breadcrumbs",
			crumbs(build, output, arena));
	return value_of_map(&map);
}
