#include "stage/kept.h"

static struct str key_of(const struct tree_entry *entry)
{
	return str_make((const char *)entry->id, sizeof entry->id);
}

const struct value *kept_find(
	const struct build *build, const struct tree_entry *entry)
{
	const struct kept *kept = build->options.kept;

	return kept ? map_get(&kept->by_blob, key_of(entry)) : NULL;
}

bool kept_knows(const struct build *build, const struct tree_entry *entry)
{
	const struct kept *kept = build->options.kept;

	return kept && kept->history && !entry->mount &&
		history_knows_front(kept->history, kept->reader, entry->id);
}

bool kept_front(const struct build *build, const struct tree_entry *entry,
	struct history_front *front)
{
	const struct kept *kept = build->options.kept;

	return kept && kept->history && !entry->mount &&
		history_front(kept->history, kept->reader, entry->id, front);
}

const struct value *kept_map(
	const struct build *build, const struct history_front *front)
{
	return map_get(&build->options.kept->by_front, front->text);
}

void kept_add_map(const struct build *build, const struct history_front *front,
	const struct value *map)
{
	struct kept *kept = build->options.kept;

	if (map)
		map_add(&kept->by_front, &kept->arena, front->text,
			(void *)map); /* handed out as const again */
}

struct arena *kept_arena(const struct build *build, struct worker *worker)
{
	struct kept *kept = build->options.kept;

	return kept ? &kept->arena : &worker->arena;
}

void kept_add(const struct build *build, const struct tree_entry *entry,
	const struct value *value)
{
	struct kept *kept = build->options.kept;
	struct value *copy;

	if (!kept || !value || value->kind == VALUE_NULL ||
		map_get(&kept->by_blob, key_of(entry)))
		return;
	copy = arena_new(&kept->arena, struct value);
	*copy = *value;
	map_add(&kept->by_blob, &kept->arena,
		arena_dup(&kept->arena, key_of(entry)), copy);
}
