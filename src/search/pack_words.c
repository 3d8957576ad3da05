/* The dictionary of forms. */

#include "search/front.h"
#include "search/number.h"
#include "search/pack.h"

unsigned pack_log(uint32_t n)
{
	unsigned log = 0;

	while (n >>= 1)
		log++;
	return log < PACK_LOGS ? log : PACK_LOGS - 1;
}

bool pack_cuts(size_t size, size_t usual, uint16_t hash)
{
	enum { SELDOM = 65536 / 512, OFTEN = 65536 / 64 };

	if (size < usual / 2)
		return false;
	return hash < (size < usual ? SELDOM : OFTEN) || size >= 2 * usual;
}

static size_t size_of(const struct form *form)
{
	return form->text.len / 2 + 5;
}

/* Is form number I to start a shard of d/, behind SIZE bytes in the last? */
static bool starts_words(const struct pack *pack, size_t i, size_t size)
{
	return pack_cuts(
		size, pack->sizes.words, (uint16_t)pack->index->forms[i].hash);
}

/* The groups whose first forms are in each shard. */
static void plan_segments(struct pack *pack)
{
	const struct index *index = pack->index;
	struct shards *segments = &pack->segments;
	size_t groups = 0;

	segments->len = pack->words.len;
	segments->firsts = arena_array(&pack->arena, size_t, segments->len + 1);
	for (size_t i = 0; i < segments->len; i++) {
		segments->firsts[i] = groups;
		for (size_t k = pack->words.firsts[i];
			k < pack->words.firsts[i + 1]; k++)
			groups += !index->forms[k].rank;
	}
	segments->firsts[segments->len] = groups;
}

/* Of each kind there is a file, were it empty. */
void pack_plan_words(struct pack *pack)
{
	const struct index *index = pack->index;
	struct shards *shards = &pack->words;
	size_t size = 0, n = index->form_count;

	shards->firsts = arena_array(&pack->arena, size_t, n + 2);
	shards->len = 1;
	for (size_t i = 0; i < n; i++) {
		if (starts_words(pack, i, size)) {
			shards->firsts[shards->len++] = i;
			size = 0;
		}
		size += size_of(&index->forms[i]);
	}
	shards->firsts[shards->len] = n;
	plan_segments(pack);
}

void pack_put_first_word(struct buf *out, const struct pack *pack, size_t i)
{
	const struct form *forms = pack->index->forms;
	size_t first = pack->words.firsts[i];

	if (i && i < pack->words.len)
		buf_put(out,
			front_shortest(
				forms[first - 1].text, forms[first].text));
}

/* A file d/ being packed. */
struct wording {
	const struct pack *pack;
	struct index_worker *worker;
	size_t first; /* of its own groups */
	size_t next; /* of those, the first that was not met */
	VEC(uint32_t) others; /* groups of other files that were met */
};

/* How the groups of the segment are cut into files p/, and their ids. */
static void put_runs(struct buf *out, const struct pack *pack, size_t segment)
{
	size_t from = pack->segment_runs[segment];
	size_t to = pack->segment_runs[segment + 1];
	char id[ID_LEN];

	number_put(out, to - from);
	for (size_t i = from; i < to; i++) {
		number_put(out, pack->runs[i + 1].first - pack->runs[i].first);
		buf_put(out, pack_groups_id(pack, i, id));
	}
}

static size_t pages_of(const struct wording *wording, size_t group)
{
	return wording->pack->index->groups[group].pages;
}

/* A group that starts in another file: its pages, and what its ranks are. */
static void put_other(struct wording *wording, uint32_t group)
{
	struct buf *out = &wording->worker->out;
	size_t i = 0;
	char id[ID_LEN];

	while (i < wording->others.len && wording->others.items[i] != group)
		i++;
	number_put(out, wording->next - wording->first + 1 + i);
	if (i < wording->others.len)
		return;
	*vec_push(&wording->others, &wording->worker->scratch) = group;
	number_put(out, pages_of(wording, group) - 1);
	buf_put(out,
		pack_groups_id(
			wording->pack, pack_run_of(wording->pack, group), id));
}

/* A group that starts here, or how far back it did, or which of others. */
static void put_group(struct wording *wording, const struct form *form)
{
	struct buf *out = &wording->worker->out;

	if (form->group < wording->first) {
		put_other(wording, form->group);
	} else if (form->rank) {
		number_put(out, wording->next - form->group);
	} else {
		number_put(out, 0);
		number_put(out, pages_of(wording, form->group) - 1);
		wording->next = form->group + 1;
	}
}

/* By how much a form is rarer than its group, as a logarithm. */
static unsigned rarer(const struct index *index, const struct form *form)
{
	return pack_log(index->groups[form->group].pages) -
		pack_log(form->pages);
}

static void put_words(struct wording *wording, size_t from, size_t to)
{
	const struct index *index = wording->pack->index;
	struct buf *out = &wording->worker->out;
	struct buf *texts = &wording->worker->more;
	struct str before = STR("");

	number_put(out, to - from);
	for (size_t i = from; i < to; i++) {
		const struct form *form = &index->forms[i];
		size_t units, shared = front_shared(before, form->text, &units);

		number_put(out, units);
		put_group(wording, form);
		number_put(out, form->rank * PACK_LOGS + rarer(index, form));
		buf_putc(texts, '~');
		buf_put(texts, str_from(form->text, shared));
		before = form->text;
	}
}

/* The first form of each group of another file, by which that is found. */
static void put_names(struct wording *wording)
{
	const struct index *index = wording->pack->index;
	struct buf *texts = &wording->worker->more;

	vec_each(const uint32_t, group, &wording->others) {
		buf_putc(texts, '~');
		buf_put(texts, index->groups[*group].name);
	}
}

void pack_word_file(void *context, unsigned number, size_t i)
{
	struct pack *pack = context;
	struct index_worker *worker = &pack->index->workers[number];
	struct str name = pack_name(&worker->scratch, 'd', i);
	struct wording wording = {.pack = pack,
		.worker = worker,
		.first = pack->segments.firsts[i],
		.next = pack->segments.firsts[i]};
	struct buf *out = pack_start(pack, number, name);

	buf_clear(&worker->more);
	put_runs(out, pack, i);
	put_words(&wording, pack->words.firsts[i], pack->words.firsts[i + 1]);
	put_names(&wording);
	buf_put(out, buf_str(&worker->more));
	buf_clear(&worker->more);
	pack_put_first_word(&worker->more, pack, i);
	buf_putc(&worker->more, '~');
	pack_put_first_word(&worker->more, pack, i + 1);
	pack_put(pack, number, name, buf_str(&worker->more));
}
