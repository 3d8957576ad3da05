/* The A to Z: every page by its title. */

#include <stdlib.h>

#include "base/utf8.h"
#include "stage/outputs/parts.h"

enum { SPLIT = 500 }; /* more pages than this: a page a letter */

/* Where a title stands: by its words, whatever marks are on or before them. */
struct titled {
	struct page *page;
	struct str key; /* "equipe" of "«Équipe»" */
	uint64_t prefix; /* its first bytes */
	char letter;
};

static struct str key_of(
	struct arena *arena, struct str title, struct buf *scratch)
{
	size_t start = 0, next = 0;
	struct str key;

	buf_clear(scratch);
	utf8_plain(scratch, title);
	key = buf_str(scratch);
	while (start < key.len && !utf8_is_word(utf8_next(key, &next)))
		start = next;
	return utf8_fold(arena, str_from(key, start));
}

static char letter_of(struct str key)
{
	bool has = key.len && char_is_alpha(key.ptr[0]);

	return has ? (char)(char_lower(key.ptr[0]) - 'a' + 'A') : '#';
}

static int by_letter(const void *left, const void *right)
{
	const struct titled *a = left, *b = right;
	int order = a->letter - b->letter;

	if (!order && a->prefix != b->prefix)
		return a->prefix < b->prefix ? -1 : 1;
	if (!order)
		order = str_cmp(a->key, b->key);
	return order ? order : page_compare_title(&a->page, &b->page);
}

struct letters {
	struct page **pages; /* of the whole site, in order */
	char *initials; /* of each: 'A', or '#' */
	size_t n;
};

static void sort_entries(
	struct build *build, struct titled *entries, struct arena *scratch)
{
	struct buf plain = BUF_INIT(4096);
	size_t n = build->site.pages.len;

	for (size_t i = 0; i < n; i++) {
		struct page *page = build->site.pages.items[i];

		entries[i].page = page;
		entries[i].key = key_of(scratch, page->front.title, &plain);
		entries[i].prefix = str_prefix(entries[i].key);
		entries[i].letter = letter_of(entries[i].key);
	}
	if (n)
		qsort(entries, n, sizeof *entries, by_letter);
	buf_release(&plain);
}

static struct letters *sort_letters(struct build *build)
{
	struct letters *letters = arena_new(&build->arena, struct letters);
	struct arena *scratch = &build->workers[0].scratch;
	struct titled *entries;

	letters->n = build->site.pages.len;
	letters->pages = arena_array(&build->arena, struct page *, letters->n);
	letters->initials = arena_array(&build->arena, char, letters->n);
	entries = arena_array(scratch, struct titled, letters->n);
	sort_entries(build, entries, scratch);
	for (size_t i = 0; i < letters->n; i++) {
		letters->pages[i] = entries[i].page;
		letters->initials[i] = entries[i].letter;
	}
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
	char letter = letters->initials[from];
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
		letters->initials[to] == letters->initials[from])
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
	char letter = of->initials[0];

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
	char letter = letters->initials[from];

	*one = (struct letters){
		letters->pages + from, letters->initials + from, to - from};
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
