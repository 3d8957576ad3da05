/* Taxonomies, and the pages that have each of their values. */

#include "stage/outputs/parts.h"

static void fill_taxonomy(const struct build *build,
	const struct output *output, struct value_map *map, struct arena *arena)
{
	const struct taxonomy *taxonomy = output->subject;

	value_give(map, arena, "title", value_string(taxonomy->title));
	value_give(map, arena, "taxonomy",
		values_taxonomy(build, taxonomy, arena));
}

static void fill_facet(const struct build *build, const struct output *output,
	struct value_map *map, struct arena *arena)
{
	const struct facet *facet = output->subject;
	const struct taxonomy *taxonomy = facet->taxonomy;
	struct value above = values_link(arena, taxonomy->title,
		arena_printf(arena, "%.*s/index.html", STR_ARG(taxonomy->id)));
	struct value_items crumbs = {0};

	value_push(&crumbs, arena,
		values_link(arena, STR("Home"), STR("index.html")));
	value_push(&crumbs, arena, above);
	value_give(map, arena, "breadcrumbs", value_of_list(&crumbs));
	value_give(map, arena, "title", value_string(facet->taxon->title));
	value_give(map, arena, "description",
		facet->taxon->description.len
			? value_string(facet->taxon->description)
			: value_null);
	value_give(
		map, arena, "taxonomy_title", value_string(taxonomy->singular));
	values_count(map, arena, facet->pages.len);
	value_give(map, arena, "siblings",
		values_taxonomy(build, taxonomy, arena));
	output_put_part(build, output, facet->url, facet->pages.items,
		facet->pages.len, map, arena);
}

void outputs_add_facets(struct build *build)
{
	list_each(
		const struct taxonomy, taxonomy, &build->site.config.taxonomies)
		output_add(build,
			arena_printf(&build->arena, "%.*s/index.html",
				STR_ARG(taxonomy->id)),
			"taxonomy", fill_taxonomy, taxonomy);
	vec_each(struct facet, facet, &build->site.facets)
		output_add_list(build, facet->url, "facet", fill_facet, facet,
			facet->pages.len);
}
