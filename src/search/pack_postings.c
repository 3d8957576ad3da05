/*
 * The pages of each group. Of a common group its pages are in p/ and the rest
 * in c/, which only some queries need: a page that is called what was asked
 * for is found without.
 */

#include "search/number.h"
#include "search/pack.h"

enum { COARSE = 3 }; /* of the weight of a common word in a title: left out */

/* A group's postings, titles and headings count alike. */
static size_t size_of(const struct group *group)
{
	return group->pages + (group[1].titles - group->titles) +
		(group[1].headings - group->headings) / 2;
}

static bool is_common(const struct pack *pack, size_t g)
{
	return pack->index->groups[g].pages > pack->sizes.common;
}

/* A group that fills a file has one of its own, and no others before it. */
void pack_plan_postings(struct pack *pack)
{
	const struct index *index = pack->index;
	struct shards *shards = &pack->postings;
	size_t most = pack->sizes.postings, size = 0;

	shards->firsts =
		arena_array(&pack->arena, size_t, index->group_count + 1);
	for (size_t i = 0; i < index->group_count; i++) {
		size_t own = size_of(&index->groups[i]);

		if (size >= most || own >= most || !i) {
			shards->firsts[shards->len++] = i;
			size = 0;
		}
		size += own;
	}
	shards->firsts[shards->len] = index->group_count;
}

static void put_pages(
	struct buf *out, const posting *first, size_t n, bool common)
{
	size_t next = 0;

	for (size_t i = 0; i < n; i++) {
		size_t page = first[i] >> 8, level = first[i] >> SIXTHS;

		number_put(out,
			common ? page - next
			       : (page - next) * LEVELS + level % LEVELS);
		next = page + 1;
	}
}

static void put_sixths(struct buf *out, const posting *first, size_t n)
{
	for (size_t i = 0; i < n; i++)
		number_put_symbol(out, first[i] & ((1U << SIXTHS) - 1));
}

static void put_levels(struct buf *out, const posting *first, size_t n)
{
	for (size_t i = 0; i < n; i++)
		number_put_symbol(out, (first[i] >> SIXTHS) % LEVELS);
}

static void put_postings(struct buf *out, const struct pack *pack, size_t g)
{
	const struct index *index = pack->index;
	const posting *first = &index->postings[index->groups[g].postings];
	size_t n = index->groups[g].pages;
	bool common = is_common(pack, g);

	number_put(out, (n - 1) * 2 + common);
	put_pages(out, first, n, common);
	if (!common)
		put_sixths(out, first, n);
}

/* Titles and headings stand on pages of the group: it tells which of them. */
static size_t find_page(const posting *first, size_t at, uint32_t page)
{
	while (first[at] >> 8 != page)
		at++;
	return at;
}

static void put_titles(struct buf *out, const struct pack *pack, size_t g)
{
	const struct index *index = pack->index;
	const struct group *group = &index->groups[g];
	const posting *first = &index->postings[group->postings];
	size_t end = group[1].titles, next = 0;

	number_put(out, end - group->titles);
	for (size_t i = group->titles; i < end; i++) {
		const struct title_entry *entry = &index->titles[i];
		size_t at = find_page(first, next, entry->page);
		uint32_t weight = entry->weight;

		if (is_common(pack, g))
			weight |= COARSE;
		number_put(out, at - next);
		number_put(out, entry->rank * 32 + weight);
		next = at + 1;
	}
}

static void put_headings(struct buf *out, const struct index *index, size_t g)
{
	const struct group *group = &index->groups[g];
	const posting *first = &index->postings[group->postings];
	size_t end = group[1].headings, last = 0;

	number_put(out, end - group->headings);
	for (size_t i = group->headings; i < end; i++) {
		const struct heading_entry *entry = &index->headings[i];
		size_t at = find_page(first, last, entry->page);

		number_put(out, at - last);
		number_put(out, entry->heading);
		last = at;
	}
}

void pack_posting_file(void *context, unsigned number, size_t i)
{
	struct pack *pack = context;
	const struct index *index = pack->index;
	struct buf *out = pack_open(pack, number, 'p', i);

	for (size_t g = pack->postings.firsts[i];
		g < pack->postings.firsts[i + 1]; g++) {
		put_postings(out, pack, g);
		put_titles(out, pack, g);
		put_headings(out, index, g);
	}
	pack_put(pack, number, 'p', i);
}

static void put_details(struct buf *out, const struct pack *pack, size_t g)
{
	const struct index *index = pack->index;
	const posting *first = &index->postings[index->groups[g].postings];
	size_t n = is_common(pack, g) ? index->groups[g].pages : 0;

	number_put(out, n);
	put_sixths(out, first, n);
	put_levels(out, first, n);
}

static bool has_common(const struct pack *pack, size_t from, size_t to)
{
	while (from < to && !is_common(pack, from))
		from++;
	return from < to;
}

void pack_detail_file(void *context, unsigned number, size_t i)
{
	struct pack *pack = context;
	struct buf *out;
	size_t from = pack->postings.firsts[i];
	size_t to = pack->postings.firsts[i + 1];

	if (!has_common(pack, from, to))
		return;
	out = pack_open(pack, number, 'c', i);
	for (size_t g = from; g < to; g++)
		put_details(out, pack, g);
	pack_put(pack, number, 'c', i);
}
