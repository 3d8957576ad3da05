#include "stage/glossary.h"

#include "base/utf8.h"
#include "data/markdown/ids.h"
#include "model/records/kinds.h"

struct indexing {
	struct build *build;
	struct map seen; /* folded name → struct entry * */
	VEC(struct term) terms;
};

/* "Contract and relationship management: the whole engagement …" */
static struct str title_of(
	struct arena *arena, const struct entry *entry, bool is_term)
{
	if (is_term)
		return entry->definition;
	return arena_printf(arena, "%.*s: %.*s", STR_ARG(entry->term),
		STR_ARG(entry->definition));
}

/* "line 4", or where it is in another file. */
static struct str where(
	struct arena *arena, const struct place *from, const struct place *to)
{
	if (to->source == from->source)
		return arena_printf(arena, "line %u", to->line);
	return arena_printf(
		arena, "%.*s:%u", STR_ARG(to->source->path), to->line);
}

static void add_name(struct indexing *indexing, struct entry *entry,
	size_t number, struct str name, struct place place)
{
	struct build *build = indexing->build;
	bool is_term = str_eq(name, entry->term);
	bool exact = str_eq(name, entry->short_form);
	struct entry *twin;

	if (!name.len)
		return;
	twin = map_add(&indexing->seen, &build->arena,
		utf8_fold(&build->arena, name), entry);
	if (twin && twin != entry)
		diag_add(&build->diags, DIAG_GLOSSARY_CLASH, place,
			utf8_len(name), name,
			where(&build->arena, &place, &twin->source->place));
	if (twin)
		return;
	*vec_push(&indexing->terms, &build->arena) = (struct term){.text = name,
		.title = title_of(&build->arena, entry, is_term),
		.id = entry->slug,
		.entry = number,
		.exact = exact};
}

void glossary_index(struct build *build)
{
	const struct record_list *entries =
		&build->site.records.of[RECORD_ENTRY];
	struct indexing indexing = {.build = build};
	struct map ids = MAP_INIT;

	for (size_t i = 0; i < entries->len; i++) {
		struct entry *entry = entries->items[i];
		const struct value *formerly =
			value_get(entry->source, STR("formerly"));
		size_t n = 0;

		entry->slug = id_unique(&build->arena, &ids, entry->term);
		add_name(&indexing, entry, i, entry->term,
			schema_place(entry, "term"));
		add_name(&indexing, entry, i, entry->short_form,
			schema_place(entry, "short"));
		list_each(const struct str, name, &entry->formerly)
			add_name(&indexing, entry, i, *name,
				schema_text_place(formerly, n++));
	}
	build->site.terms = terms_index(
		&build->arena, indexing.terms.items, indexing.terms.len);
}
