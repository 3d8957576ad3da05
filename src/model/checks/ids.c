/* Ids: addresses are made of them, so every system must be able to take them
 * for names of files. */

#include "base/utf8.h"
#include "model/checks/checks.h"

enum { ID_MAX = 64 };

static bool is_usable(struct str id)
{
	if (id.len > ID_MAX || !char_is_alnum(id.ptr[0]))
		return false;
	for (size_t i = 0; i < id.len; i++)
		if (!char_is_alnum(id.ptr[i]) &&
			str_chr(STR("-_."), id.ptr[i], 0) == 3)
			return false;
	return true;
}

static void check_name(const struct checking *checking, const void *record,
	const char *key, struct str name)
{
	if (name.len && !is_usable(name))
		diag_add(checking->diags, DIAG_RECORD_ID,
			schema_place(record, key), utf8_len(name), name,
			str_of(key));
}

/* Addresses are in small letters: ids that differ in those alone clash. */
static void check_case(const struct checking *checking, struct map *seen,
	const void *record, struct str id)
{
	struct str folded = utf8_fold(checking->arena, id);
	const void *twin = map_add(
		seen, checking->arena, folded, (void *)(uintptr_t)record);
	const struct value *const *source = twin;

	if (twin)
		diag_add(checking->diags, DIAG_RECORD_CASE,
			schema_place(record, "id"), utf8_len(id), id,
			value_get(*source, STR("id"))->text);
}

static bool is_twin(struct str a, const void *twin, enum record_kind kind)
{
	return twin && str_eq(a, record_id(kind, twin));
}

static void check_kind(const struct checking *checking, enum record_kind kind)
{
	const struct record_list *list = &checking->site->records.of[kind];
	struct map seen = MAP_INIT;

	for (size_t i = 0; i < list->len; i++) {
		const void *record = list->items[i];
		struct str id = record_id(kind, record);

		if (!id.len)
			continue;
		check_name(checking, record, "id", id);
		if (!is_twin(id, map_get(&seen, utf8_fold(checking->arena, id)),
			    kind))
			check_case(checking, &seen, record, id);
	}
}

void check_record_ids(const struct checking *checking)
{
	const struct record_list *sets =
		&checking->site->records.of[RECORD_FACTOR_SET];

	for (int kind = 0; kind < RECORD_KINDS; kind++)
		if (record_types[kind].has_id)
			check_kind(checking, (enum record_kind)kind);
	for (size_t i = 0; i < sets->len; i++) {
		const struct factor_set *set = sets->items[i];

		check_name(checking, set, "version", set->version);
	}
}
