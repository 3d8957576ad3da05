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
	return group->pages + group->title_count + group->heading_count / 2;
}

static bool is_common(const struct pack *pack, const struct group *group)
{
	return group->pages > pack->sizes.common;
}

size_t pack_count_postings(const struct pack *pack)
{
	const struct index *index = pack->index;
	size_t count = 0;

	for (size_t i = 0; i < index->group_count; i++)
		count += size_of(&index->groups[i]);
	return count;
}

/* A group that fills a file has one of its own, and no others before it. */
static void plan_segment(struct pack *pack, size_t segment)
{
	const struct index *index = pack->index;
	size_t most = pack->sizes.postings, size = 0;
	size_t from = pack->segments.firsts[segment];
	uint32_t place = 0;

	for (size_t i = from; i < pack->segments.firsts[segment + 1]; i++) {
		size_t own = size_of(&index->groups[i]);

		if (size >= most || own >= most || i == from) {
			pack->runs[pack->run_count++] = (struct pack_groups){
				i, (uint32_t)segment, place++};
			size = 0;
		}
		size += own;
	}
}

void pack_plan_postings(struct pack *pack)
{
	size_t groups = pack->index->group_count;
	size_t segments = pack->segments.len;

	pack->runs = arena_array(&pack->arena, struct pack_groups, groups + 1);
	pack->segment_runs = arena_array(&pack->arena, size_t, segments + 1);
	for (size_t i = 0; i < segments; i++) {
		pack->segment_runs[i] = pack->run_count;
		plan_segment(pack, i);
	}
	pack->segment_runs[segments] = pack->run_count;
	pack->runs[pack->run_count].first = groups;
}

size_t pack_run_of(const struct pack *pack, size_t group)
{
	size_t low = 0, high = pack->run_count;

	while (high - low > 1) {
		size_t middle = (low + high) / 2;

		if (pack->runs[middle].first <= group)
			low = middle;
		else
			high = middle;
	}
	return low;
}

struct str pack_groups_id(const struct pack *pack, size_t i, char id[ID_LEN])
{
	uint64_t hash = 0;

	for (size_t g = pack->runs[i].first; g < pack->runs[i + 1].first; g++)
		hash = index_mix(hash,
			str_make((const char *)&pack->index->groups[g].hash,
				sizeof(uint64_t)));
	return index_id(hash, id);
}

struct str pack_run_id(const struct pack *pack, size_t i, char id[2 * ID_LEN])
{
	for (size_t k = 0; k < ID_LEN; k++)
		id[k] = pack->index->numbering.ptr[k];
	pack_groups_id(pack, i, id + ID_LEN);
	return str_make(id, 2 * ID_LEN);
}

static void put_pages(
	struct buf *out, const posting *first, size_t n, bool common)
{
	char *at = buf_room(out, n * NUMBER_MOST_32);
	size_t next = 0;

	for (size_t i = 0; at && i < n; i++) {
		size_t page = first[i] >> 8, level = first[i] >> SIXTHS;

		at = number_write(at,
			common ? page - next
			       : (page - next) * LEVELS + level % LEVELS);
		next = page + 1;
	}
	if (at)
		out->len = (size_t)(at - out->ptr);
}

static void put_sixths(struct buf *out, const posting *first, size_t n)
{
	for (size_t i = 0; i < n; i++)
		buf_putc(out, number_symbol(first[i] & ((1U << SIXTHS) - 1)));
}

static void put_levels(struct buf *out, const posting *first, size_t n)
{
	for (size_t i = 0; i < n; i++)
		buf_putc(out, number_symbol((first[i] >> SIXTHS) % LEVELS));
}

/* The pages that details are of. */
static struct str pages_id(const struct group *group, char id[ID_LEN])
{
	uint64_t hash = 0;

	for (size_t i = 0; i < group->pages; i++)
		hash = (hash ^ group->postings[i] >> 8) * 0x9E3779B97F4A7C15U;
	return index_id(hash, id);
}

static void put_postings(
	struct buf *out, const struct group *group, bool common)
{
	char id[ID_LEN];

	number_put(out, ((size_t)group->pages - 1) * 2 + common);
	put_pages(out, group->postings, group->pages, common);
	if (common)
		buf_put(out, pages_id(group, id));
	else
		put_sixths(out, group->postings, group->pages);
}

/* Titles and headings stand on pages of the group: it tells which of them. */
static size_t find_page(const posting *first, size_t at, uint32_t page)
{
	while (first[at] >> 8 != page)
		at++;
	return at;
}

static void put_titles(struct buf *out, const struct group *group, bool common)
{
	size_t next = 0;

	number_put(out, group->title_count);
	for (size_t i = 0; i < group->title_count; i++) {
		const struct title_entry *entry = &group->titles[i];
		size_t at = find_page(group->postings, next, entry->page);
		uint32_t weight = entry->weight;

		if (common)
			weight |= COARSE;
		number_put(out, at - next);
		number_put(out, entry->rank * 32 + weight);
		next = at + 1;
	}
}

static void put_headings(struct buf *out, const struct group *group)
{
	size_t last = 0;

	number_put(out, group->heading_count);
	for (size_t i = 0; i < group->heading_count; i++) {
		const struct heading_entry *entry = &group->headings[i];
		size_t at = find_page(group->postings, last, entry->page);

		number_put(out, at - last);
		number_put(out, entry->heading);
		last = at;
	}
}

void pack_put_group(
	struct buf *out, const struct pack *pack, const struct group *group)
{
	bool common = is_common(pack, group);

	put_postings(out, group, common);
	put_titles(out, group, common);
	put_headings(out, group);
}

void pack_detail_file(struct pack *pack, unsigned number, struct str name,
	const struct group *group)
{
	struct buf *out = pack_start(pack, number, name);
	char id[ID_LEN];

	number_put(out, group->pages);
	put_sixths(out, group->postings, group->pages);
	put_levels(out, group->postings, group->pages);
	pack_put(pack, number, name, pages_id(group, id));
}

void pack_posting_file(void *context, unsigned number, size_t i)
{
	struct pack *pack = context;
	const struct index *index = pack->index;
	const struct pack_groups *run = &pack->runs[i];
	struct str name = pack_part_name(&pack->index->workers[number].scratch,
		'p', run->segment, run->place);
	struct buf *out = pack_start(pack, number, name);
	char id[2 * ID_LEN];

	for (size_t g = run->first; g < run[1].first; g++)
		pack_put_group(out, pack, &index->groups[g]);
	pack_put(pack, number, name, pack_run_id(pack, i, id));
	for (size_t g = run->first; g < run[1].first; g++)
		if (is_common(pack, &index->groups[g]))
			pack_detail_file(pack, number,
				pack_part_name(
					&pack->index->workers[number].scratch,
					'c', run->segment, run->place),
				&index->groups[g]);
}
