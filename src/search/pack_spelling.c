/* The dictionary read backwards, for slips at the beginning of a word. */

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "search/front.h"
#include "search/number.h"
#include "search/pack.h"

enum { FEW = 2000, MANY = 20000 }; /* pages */

/* A form and its text backwards. */
struct reversed {
	struct str text;
	uint32_t form;
};

/* Not the rarest, no numbers. */
bool pack_is_spelled(const struct index *index, const struct form *form)
{
	uint32_t least = index->page_count < FEW ? 1
		: index->page_count < MANY	 ? 2
						 : 3;

	for (size_t i = 0; i < form->text.len; i++)
		if (char_is_digit(form->text.ptr[i]))
			return false;
	return form->text.len > 3 && (form->pages >= least || form->titles);
}

static int by_reversed(const void *left, const void *right)
{
	const struct reversed *a = left, *b = right;

	return str_cmp(a->text, b->text);
}

static struct str reverse(struct arena *arena, struct str s)
{
	char *out = arena_text(arena, s.len);
	size_t end = s.len;

	for (size_t at = 0; at < s.len;) {
		size_t from = at;

		utf8_next(s, &at);
		end -= at - from;
		memcpy(out + end, s.ptr + from, at - from);
	}
	return str_make(out, s.len);
}

bool pack_is_spelled_before(const struct index *index, uint32_t a, uint32_t b)
{
	struct arena arena = ARENA_INIT;
	int order = str_cmp(reverse(&arena, index->forms[a].text),
		reverse(&arena, index->forms[b].text));

	arena_release(&arena);
	return order < 0;
}

void pack_list_spelled(struct pack *pack)
{
	const struct index *index = pack->index;
	struct arena arena = ARENA_INIT;
	struct reversed *all =
		arena_array(&arena, struct reversed, index->form_count);
	size_t n = 0;

	for (uint32_t i = 0; i < index->form_count; i++)
		if (pack_is_spelled(index, &index->forms[i]))
			all[n++] = (struct reversed){
				reverse(&arena, index->forms[i].text), i};
	if (n)
		qsort(all, n, sizeof *all, by_reversed);
	pack->spelled = arena_array(&pack->arena, uint32_t, n);
	pack->spelled_len = n;
	for (size_t i = 0; i < n; i++)
		pack->spelled[i] = all[i].form;
	arena_release(&arena);
}

static const struct form *form_at(const struct pack *pack, size_t i)
{
	return &pack->index->forms[pack->spelled[i]];
}

void pack_plan_spelling(struct pack *pack)
{
	struct shards *shards = &pack->spelling;
	size_t size = 0, n = pack->spelled_len;

	shards->firsts = arena_array(&pack->arena, size_t, n + 2);
	shards->len = 1;
	for (size_t i = 0; i < n; i++) {
		const struct form *form = form_at(pack, i);

		if (pack_cuts(size, pack->sizes.spelling,
			    (uint16_t)(form->hash >> 16))) {
			shards->firsts[shards->len++] = i;
			size = 0;
		}
		size += form->text.len / 2 + 3;
	}
	shards->firsts[shards->len] = n;
}

void pack_put_first_spelled(struct buf *out, const struct pack *pack, size_t i)
{
	struct arena arena = ARENA_INIT;
	size_t first = pack->spelling.firsts[i];

	if (i && i < pack->spelling.len)
		buf_put(out,
			front_shortest(
				reverse(&arena, form_at(pack, first - 1)->text),
				reverse(&arena, form_at(pack, first)->text)));
	arena_release(&arena);
}

static void put_forms(struct buf *out, struct buf *texts,
	const struct pack *pack, size_t shard)
{
	struct arena arena = ARENA_INIT;
	size_t from = pack->spelling.firsts[shard];
	size_t to = pack->spelling.firsts[shard + 1];
	struct str before = STR("");

	number_put(out, to - from);
	for (size_t i = from; i < to; i++) {
		const struct form *form = form_at(pack, i);
		struct str text = reverse(&arena, form->text);
		size_t units, shared = front_shared(before, text, &units);

		number_put(out, units);
		number_put(out, pack_log(form->pages));
		buf_putc(texts, '~');
		buf_put(texts, str_from(text, shared));
		before = text;
	}
	arena_release(&arena);
}

void pack_spelling_file(void *context, unsigned number, size_t i)
{
	struct pack *pack = context;
	struct index_worker *worker = &pack->index->workers[number];
	struct str name = pack_name(&worker->scratch, 's', i);
	struct buf *out = pack_start(pack, number, name);
	struct buf *more = &worker->more;

	buf_clear(more);
	put_forms(out, more, pack, i);
	buf_put(out, buf_str(more));
	buf_clear(more);
	pack_put_first_spelled(more, pack, i);
	buf_putc(more, '~');
	pack_put_first_spelled(more, pack, i + 1);
	pack_put(pack, number, name, buf_str(more));
}
