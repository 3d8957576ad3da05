/* The dictionary of forms, and the same backwards for spelling. */

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "search/number.h"
#include "search/pack.h"

enum { FEW = 2000, MANY = 20000, LOGS = 16 };

/* UTF-16 units, in which JavaScript counts. */
static size_t units_of(uint32_t code)
{
	return code > 0xFFFF ? 2 : 1;
}

/* How much of B stands in A already: bytes, and *UNITS of UTF-16. */
static size_t shared_start(struct str a, struct str b, size_t *units)
{
	size_t at = 0;

	*units = 0;
	while (at < a.len && at < b.len) {
		size_t p = at, q = at;
		uint32_t code = utf8_next(a, &p);

		if (utf8_next(b, &q) != code)
			break;
		at = p;
		*units += units_of(code);
	}
	return at;
}

static unsigned log_of(uint32_t n)
{
	unsigned log = 0;

	while (n >>= 1)
		log++;
	return log < LOGS ? log : LOGS - 1;
}

static size_t size_of(const struct form *form)
{
	return form->text.len / 2 + 5;
}

static void add_shard(struct pack *pack, struct shards *shards, size_t first)
{
	size_t *firsts = arena_array(&pack->arena, size_t, shards->len + 2);

	if (shards->len)
		memcpy(firsts, shards->firsts, shards->len * sizeof *firsts);
	firsts[shards->len++] = first;
	shards->firsts = firsts;
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

/* Forms that a slip of the pen may have meant: not the rarest, no numbers. */
static bool is_spelled(const struct index *index, const struct form *form)
{
	uint32_t least = index->page_count < FEW ? 1
		: index->page_count < MANY	 ? 2
						 : 3;

	for (size_t i = 0; i < form->text.len; i++)
		if (char_is_digit(form->text.ptr[i]))
			return false;
	return form->text.len > 3 && (form->pages >= least || form->in_title);
}

static void plan_spelling(struct pack *pack)
{
	struct index *index = pack->index;
	size_t size = pack->sizes.spelling;

	pack->reversed =
		arena_array(&pack->arena, struct reversed, index->form_count);
	for (size_t i = 0; i < index->form_count; i++)
		if (is_spelled(index, &index->forms[i]))
			pack->reversed[pack->reversed_len++] =
				(struct reversed){reverse(&pack->arena,
							  index->forms[i].text),
					(uint32_t)i};
	if (pack->reversed_len)
		qsort(pack->reversed, pack->reversed_len,
			sizeof *pack->reversed, by_reversed);
	for (size_t i = 0; i < pack->reversed_len; i++) {
		if (size >= pack->sizes.spelling) {
			add_shard(pack, &pack->spelling, i);
			size = 0;
		}
		size += pack->reversed[i].text.len / 2 + 3;
	}
	if (!pack->spelling.len)
		add_shard(pack, &pack->spelling, 0);
	pack->spelling.firsts[pack->spelling.len] = pack->reversed_len;
}

/* Of each kind there is a file, were it empty. */
void pack_plan_words(struct pack *pack)
{
	const struct index *index = pack->index;
	size_t size = pack->sizes.words;

	for (size_t i = 0; i < index->form_count; i++) {
		if (size >= pack->sizes.words) {
			add_shard(pack, &pack->words, i);
			size = 0;
		}
		size += size_of(&index->forms[i]);
	}
	if (!pack->words.len)
		add_shard(pack, &pack->words, 0);
	pack->words.firsts[pack->words.len] = index->form_count;
	plan_spelling(pack);
}

/* The first group that starts in a run of forms: the next new number. */
static uint32_t first_group(const struct index *index, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (!index->forms[i].rank)
			return index->forms[i].group;
	return (uint32_t)index->group_count;
}

/* A group that starts here, or how far back it did. */
static void put_group(struct buf *out, const struct index *index,
	const struct form *form, uint32_t first, uint32_t *next)
{
	size_t pages = index->groups[form->group].pages - 1;

	if (!form->rank) {
		number_put(out, 0);
		number_put(out, pages);
		*next = form->group + 1;
		return;
	}
	number_put(out, *next - form->group);
	if (form->group < first)
		number_put(out, pages);
}

/* By how much a form is rarer than its group, as a logarithm. */
static unsigned rarer(const struct index *index, const struct form *form)
{
	return log_of(index->groups[form->group].pages) - log_of(form->pages);
}

void pack_word_file(void *context, unsigned number, size_t i)
{
	struct pack *pack = context;
	const struct index *index = pack->index;
	struct index_worker *worker = &pack->index->workers[number];
	size_t from = pack->words.firsts[i], to = pack->words.firsts[i + 1];
	uint32_t first = first_group(index, from, to), next = first;
	struct str before = STR("");

	pack_open(pack, number, 'd', i);
	buf_clear(&worker->more);
	number_put(&worker->out, first);
	number_put(&worker->out, to - from);
	for (size_t k = from; k < to; k++) {
		const struct form *form = &index->forms[k];
		size_t units, shared = shared_start(before, form->text, &units);

		number_put(&worker->out, units);
		put_group(&worker->out, index, form, first, &next);
		number_put(
			&worker->out, form->rank * LOGS + rarer(index, form));
		buf_putc(&worker->more, '~');
		buf_put(&worker->more, str_from(form->text, shared));
		before = form->text;
	}
	buf_put(&worker->out, buf_str(&worker->more));
	pack_put(pack, number, 'd', i);
}

void pack_spelling_file(void *context, unsigned number, size_t i)
{
	struct pack *pack = context;
	struct index_worker *worker = &pack->index->workers[number];
	size_t from = pack->spelling.firsts[i];
	size_t to = pack->spelling.firsts[i + 1];
	struct str before = STR("");

	pack_open(pack, number, 's', i);
	buf_clear(&worker->more);
	number_put(&worker->out, to - from);
	for (size_t k = from; k < to; k++) {
		const struct reversed *form = &pack->reversed[k];
		size_t units, shared = shared_start(before, form->text, &units);

		number_put(&worker->out, units);
		number_put(&worker->out,
			log_of(pack->index->forms[form->form].pages));
		buf_putc(&worker->more, '~');
		buf_put(&worker->more, str_from(form->text, shared));
		before = form->text;
	}
	buf_put(&worker->out, buf_str(&worker->more));
	pack_put(pack, number, 's', i);
}
