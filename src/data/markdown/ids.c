#include "data/markdown/ids.h"

#include "base/utf8.h"

enum { ID_MAX = 1024 }; /* bytes of a heading that count */

struct str id_slug(struct arena *arena, struct str text)
{
	struct buf slug = BUF_INIT(BUF_LARGE);
	struct str copy;

	text = utf8_cut(str_trim(text), ID_MAX);
	for (size_t at = 0; at < text.len;) {
		uint32_t code = utf8_next(text, &at);

		if (code == ' ' || code == '\n' || code == '-')
			buf_putc(&slug, '-');
		else if (code == '_' ||
			(code != UTF8_BAD && utf8_is_word(code)))
			utf8_put(&slug, utf8_lower(code));
	}
	copy = arena_dup(arena, slug.len ? buf_str(&slug) : STR("section"));
	buf_release(&slug);
	return copy;
}

struct str id_unique(struct arena *arena, struct map *used, struct str text)
{
	struct str slug = id_slug(arena, text), id = slug;
	int *next = map_get(used, slug);

	if (next)
		do
			id = arena_printf(
				arena, "%.*s-%d", STR_ARG(slug), (*next)++);
		while (map_get(used, id));
	next = arena_new(arena, int);
	*next = 1;
	map_add(used, arena, id, next);
	return id;
}
