/* The A to Z: every page by its title. */

#include <stdlib.h>

#include "stage/outputs/parts.h"

enum { SPLIT = 500 }; /* more pages than this: a page a letter */

static char letter_of(const struct page *page)
{
	char c = page->front.title.len ? page->front.title.ptr[0] : '#';

	return char_is_alpha(c) ? (char)(char_lower(c) - 'a' + 'A') : '#';
}

static int by_letter(const void *left, const void *right)
{
	const struct page *a = *(struct page *const *)left;
	const struct page *b = *(struct page *const *)right;
	struct str x = a->front.title, y = b->front.title;

	for (size_t i = 0; i < x.len && i < y.len; i++) {
		char p = char_lower(x.ptr[i]), q = char_lower(y.ptr[i]);

		if (p != q)
			return (unsigned char)p < (unsigned char)q ? -1 : 1;
	}
	return x.len != y.len ? (x.len < y.len ? -1 : 1)
			      : page_compare_title(left, right);
}

struct letters {
	struct page **pages; /* of the whole site, in order */
	size_t n;
};

static struct letters *sort_letters(struct build *build)
{
	struct letters *letters = arena_new(&build->arena, struct letters);

	letters->n = build->site.pages.len;
	letters->pages = arena_array(&build->arena, struct page *, letters->n);
	for (size_t i = 0; i < letters->n; i++)
		letters->pages[i] = build->site.pages.items[i];
	if (letters->n)
		qsort(letters->pages, letters->n, sizeof *letters->pages,
			by_letter);
	return letters;
}

static struct str letter_url(struct arena *arena, char letter)
{
	return letter == '#'
		? STR("a-z/0.html")
		: arena_printf(arena, "a-z/%c.html", char_lower(letter));
}

static struct value letter_value(const struct build *build,
	const struct letters *letters, size_t from, size_t to,
	struct arena *arena)
{
	bool split = letters->n > SPLIT;
	char letter = letter_of(letters->pages[from]);
	struct value_map map = {0};

	value_give(&map, arena, "letter",
		value_string(arena_printf(arena, "%c", letter)));
	value_give(&map, arena, "id",
		value_string(letter == '#' ? STR("other")
					   : arena_printf(arena, "%c",
						     char_lower(letter))));
	value_give(&map, arena, "count", value_int((int64_t)(to - from)));
	value_give(&map, arena, "url",
		split ? value_url(letter_url(arena, letter)) : value_null);
	value_give(&map, arena, "pages",
		split ? value_null
		      : values_cards(build, arena, letters->pages + from,
				to - from));
	return value_of_map(&map);
}

static size_t letter_end(const struct letters *letters, size_t from)
{
	size_t to = from;

	while (to < letters->n &&
		letter_of(letters->pages[to]) ==
			letter_of(letters->pages[from]))
		to++;
	return to;
}

static void fill_letters(const struct build *build, const struct output *output,
	struct value_map *map, struct arena *arena)
{
	const struct letters *letters = output->subject;
	struct value_items items = {0};

	for (size_t from = 0, to; from < letters->n; from = to) {
		to = letter_end(letters, from);
		value_push(&items, arena,
			letter_value(build, letters, from, to, arena));
	}
	value_give(map, arena, "title", value_string(STR("A to Z")));
	value_give(map, arena, "letters", value_of_list(&items));
}

static void fill_letter(const struct build *build, const struct output *output,
	struct value_map *map, struct arena *arena)
{
	const struct letters *of = output->subject;
	char letter = letter_of(of->pages[0]);

	value_give(map, arena, "title",
		value_string(letter == '#'
				? STR("Other titles")
				: arena_printf(arena,
					  "Titles that start with %c",
					  letter)));
	value_give(map, arena, "letter_page", value_bool(true));
	value_give(map, arena, "a_z", value_url(STR("a-z.html")));
	output_put_part(build, output, letter_url(arena, letter), of->pages,
		of->n, map, arena);
}

static void add_letter(struct build *build, const struct letters *letters,
	size_t from, size_t to)
{
	struct letters *one = arena_new(&build->arena, struct letters);
	char letter = letter_of(letters->pages[from]);

	*one = (struct letters){letters->pages + from, to - from};
	output_add_list(build, letter_url(&build->arena, letter), "letter",
		fill_letter, one, one->n);
}

void outputs_add_letters(struct build *build)
{
	const struct letters *letters = sort_letters(build);

	output_add(build, STR("a-z.html"), "a-z", fill_letters, letters);
	if (letters->n <= SPLIT)
		return;
	for (size_t from = 0, to; from < letters->n; from = to) {
		to = letter_end(letters, from);
		add_letter(build, letters, from, to);
	}
}
