/* The glossary page. */

#include <stdlib.h>

#include "stage/glossary.h"
#include "stage/outputs/parts.h"

static int by_term(const void *left, const void *right)
{
	const struct entry *a = *(struct entry *const *)left;
	const struct entry *b = *(struct entry *const *)right;

	for (size_t i = 0; i < a->term.len && i < b->term.len; i++) {
		char p = char_lower(a->term.ptr[i]),
		     q = char_lower(b->term.ptr[i]);

		if (p != q)
			return p < q ? -1 : 1;
	}
	return a->term.len < b->term.len ? -1 : 1;
}

static struct value entry_value(const struct build *build,
	const struct entry *entry, struct arena *arena)
{
	const struct page *see = entry->see.len
		? map_get(&build->site.pages_by_path, entry->see)
		: NULL;
	struct value_items formerly = {0};
	struct value_map map = {0};

	list_each(const struct str, name, &entry->formerly)
		value_push(&formerly, arena, value_string(*name));
	value_give(&map, arena, "id", value_string(entry->slug));
	value_give(&map, arena, "term", value_string(entry->term));
	value_give(&map, arena, "short",
		entry->short_form.len ? value_string(entry->short_form)
				      : value_null);
	value_give(&map, arena, "definition", value_string(entry->definition));
	value_give(&map, arena, "formerly", value_of_list(&formerly));
	value_give(&map, arena, "see",
		see ? values_card(build, arena, see) : value_null);
	return value_of_map(&map);
}

static void fill_glossary(const struct build *build,
	const struct output *output, struct value_map *map, struct arena *arena)
{
	const struct record_list *list = &build->site.records.of[RECORD_ENTRY];
	struct entry **entries = arena_array(arena, struct entry *, list->len);
	struct value_items items = {0};

	(void)output;
	for (size_t i = 0; i < list->len; i++)
		entries[i] = list->items[i];
	if (list->len)
		qsort(entries, list->len, sizeof *entries, by_term);
	for (size_t i = 0; i < list->len; i++)
		value_push(
			&items, arena, entry_value(build, entries[i], arena));
	value_give(map, arena, "title", value_string(STR("Glossary")));
	value_give(map, arena, "entries", value_of_list(&items));
}

void outputs_add_glossary(struct build *build)
{
	if (build->site.terms.len)
		output_add(build, STR(GLOSSARY_URL), "glossary", fill_glossary,
			NULL);
}
