/* The results page: the browser fills it in. */

#include "stage/outputs/parts.h"
#include "stage/search.h"

static void fill_search(const struct build *build, const struct output *output,
	struct value_map *map, struct arena *arena)
{
	(void)build;
	(void)output;
	value_give(map, arena, "title", value_string(STR("Search")));
	value_give(map, arena, "is_search", value_bool(true));
}

void outputs_add_search(struct build *build)
{
	if (search_is_made(build))
		output_add(build, STR(SEARCH_URL), "search", fill_search, NULL);
}
