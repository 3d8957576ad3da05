#include "stage/left_diags.h"

enum { LEAST = 9 }; /* bytes of a diagnostic: put_diag() */

static void put_diag(struct buf *out, const struct diag *diag)
{
	const struct source *source = diag->place.source;

	packing_number(out, diag->id);
	packing_number(out, diag->severity);
	packing_number(out, source != NULL);
	packing_text(out, source ? source->path : STR(""));
	packing_number(out, diag->place.line);
	packing_number(out, diag->place.col);
	packing_number(out, diag->width);
	packing_text(out, diag->message);
	packing_text(out, diag->hint);
}

void left_put_diags(struct buf *out, const struct diag *diags, size_t n)
{
	packing_number(out, n);
	for (size_t i = 0; i < n; i++)
		put_diag(out, &diags[i]);
}

static const struct source *source_at(struct build *build, struct str path)
{
	struct source *source;

	vec_each(const struct theme_text, text, &build->theme.texts)
		if (str_eq(text->source->path, path))
			return text->source;
	source = arena_new(&build->arena, struct source);
	source->path = arena_dup(&build->arena, path);
	return source;
}

static struct diag take_diag(struct build *build, struct unpacking *from)
{
	struct arena *arena = &build->arena;
	struct diag diag = {.id = (enum diag_id)unpack_number(from)};
	struct str path;
	bool placed;

	diag.severity = (enum severity)unpack_number(from);
	placed = unpack_number(from);
	path = unpack_text(from);
	if (placed)
		diag.place.source = source_at(build, path);
	diag.place.line = (uint32_t)unpack_number(from);
	diag.place.col = (uint32_t)unpack_number(from);
	diag.width = (uint32_t)unpack_number(from);
	diag.message = arena_dup(arena, unpack_text(from));
	diag.hint = arena_dup(arena, unpack_text(from));
	return diag;
}

struct diag *left_take_diags(
	struct build *build, struct unpacking *from, size_t *n)
{
	struct diag *diags;

	*n = unpack_count(from, LEAST);
	diags = arena_array(&build->arena, struct diag, *n);
	for (size_t i = 0; i < *n; i++)
		diags[i] = take_diag(build, from);
	return diags;
}

void left_say(struct build *build, const struct diag *diag)
{
	*vec_push(&build->diags.list, &build->diags.arena) = *diag;
}
