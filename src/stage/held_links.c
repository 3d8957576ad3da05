#include "stage/held_links.h"

#include <stdlib.h>
#include <string.h>

/* The memory of all links that one build resolved. */
struct link_set {
	size_t uses; /* by pages: of builds, and as they are kept */
	unsigned jobs;
	struct arena arenas[]; /* one a worker */
};

/* While the links of a build are resolved. */
struct linking {
	struct link_set *set;
	uint64_t site, headings; /* hashes: see struct links */
	bool is_kept; /* no two things claim one address */
	struct links **fresh; /* of each page: those that were not known */
	size_t *before; /* what each worker had said before its page */
};

static uint64_t mix(uint64_t a, uint64_t b)
{
	uint64_t facts[] = {a, b};

	return str_hash(str_make((const char *)facts, sizeof facts));
}

void held_links_note(struct held_file *file)
{
	const struct page *page = &file->page;

	file->address = mix(str_hash(page->source.path), page->url_hash);
	file->headings = file->address;
	vec_each(const struct markdown_heading, heading, &page->body.headings)
		file->headings = mix(file->headings, str_hash(heading->id));
	vec_each(const struct markdown_link, link, &page->body.links)
		if (str_chr(link->url, '#', 0) < link->url.len)
			file->leads_to_headings = true;
}

/* Keys of a map in any order; those that stand for nothing are not there. */
static uint64_t sum_keys(const struct map *map)
{
	uint64_t sum = map->len;

	for (size_t i = 0; i < map->cap; i++)
		if (map->slots[i].item)
			sum += mix(map->slots[i].hash, 1);
	return sum;
}

static uint64_t sum_attachments(const struct map *map)
{
	uint64_t sum = 0;

	for (size_t i = 0; i < map->cap; i++) {
		const struct attachment *file = map->slots[i].item;

		if (file)
			sum += mix(mix(map->slots[i].hash, file->entry != NULL),
				(uint64_t)file->width << 32 | file->height);
	}
	return sum;
}

static uint64_t sum_sections(const struct map *map)
{
	uint64_t sum = 0;

	for (size_t i = 0; i < map->cap; i++) {
		const struct section *section = map->slots[i].item;

		if (section)
			sum += mix(mix(map->slots[i].hash,
					   section_is_shown(section)),
				mix((uint64_t)section->audience,
					section->page != NULL));
	}
	return sum;
}

static void sum_up(const struct site *site, struct linking *linking)
{
	uint64_t pages = site->pages_by_path.len, headings = 0;

	vec_each(struct page *const, page, &site->pages) {
		pages += (*page)->held->address;
		headings += (*page)->held->headings;
	}
	linking->headings = headings;
	linking->site = mix(pages, sum_keys(&site->hidden));
	linking->site = mix(linking->site, sum_keys(&site->unpublished));
	linking->site =
		mix(linking->site, sum_attachments(&site->attachments_by_path));
	linking->site =
		mix(linking->site, sum_sections(&site->sections_by_path));
	linking->is_kept = !site->clashes.len;
}

static struct link_set *new_set(unsigned jobs)
{
	struct link_set *set =
		base_calloc(1, sizeof *set + jobs * sizeof set->arenas[0]);

	set->jobs = jobs;
	set->uses = 1;
	return set;
}

static void drop_set(struct link_set *set)
{
	if (--set->uses)
		return;
	for (unsigned i = 0; i < set->jobs; i++)
		arena_release(&set->arenas[i]);
	free(set);
}

void held_links_drop(struct links *links)
{
	if (links)
		drop_set(links->set);
}

void held_links_begin(struct build *build)
{
	struct linking *linking;

	if (!build->ground)
		return;
	linking = arena_new(&build->arena, struct linking);
	linking->set = new_set(build->jobs);
	linking->fresh = arena_array(
		&build->arena, struct links *, build->site.pages.len);
	linking->before = arena_array(&build->arena, size_t, build->jobs);
	sum_up(&build->site, linking);
	build->linking = linking;
}

static bool is_known(
	const struct linking *linking, const struct held_file *file)
{
	const struct links *links = file->links;

	return links && linking->is_kept && links->site == linking->site &&
		(!file->leads_to_headings ||
			links->headings == linking->headings);
}

bool held_links_take(
	const struct build *build, unsigned number, struct page *page)
{
	if (!build->ground || !is_known(build->linking, page->held))
		return false;
	page->body.html.slots = page->held->links->slots;
	held_say_again(&page->held->links->said, &build->workers[number].diags);
	return true;
}

static void swap_arena(struct build *build, unsigned number)
{
	struct arena *arena = &build->linking->set->arenas[number];
	struct arena mine = build->workers[number].arena;

	build->workers[number].arena = *arena;
	*arena = mine;
}

void held_links_open(struct build *build, unsigned number, struct page *page)
{
	struct html *html = &page->body.html;
	struct html_slot *own;

	if (!build->ground)
		return;
	swap_arena(build, number);
	own = arena_array(&build->workers[number].arena, struct html_slot,
		html->slot_count);
	if (html->slot_count)
		memcpy(own, html->slots, html->slot_count * sizeof *own);
	html->slots = own;
	build->linking->before[number] = build->workers[number].diags.list.len;
}

void held_links_close(struct build *build, unsigned number, struct page *page)
{
	struct linking *linking = build->linking;
	struct worker *worker = &build->workers[number];
	struct links *links;

	if (!build->ground)
		return;
	links = arena_new(&worker->arena, struct links);
	*links = (struct links){.set = linking->set,
		.site = linking->is_kept ? linking->site : 0,
		.headings = linking->headings,
		.slots = page->body.html.slots,
		.said = held_copy(&worker->arena, &worker->diags,
			linking->before[number], &page->held->source)};
	linking->fresh[page->index] = links;
	swap_arena(build, number);
}

void held_links_end(struct build *build)
{
	struct linking *linking = build->linking;

	if (!build->ground)
		return;
	vec_reserve(&build->linked, &build->arena, build->site.pages.len);
	vec_each(struct page *const, page, &build->site.pages) {
		struct held_file *file = (*page)->held;
		struct links *fresh = linking->fresh[(*page)->index];

		if (fresh) {
			held_links_drop(file->links);
			file->links = fresh;
			fresh->set->uses++;
		}
		file->links->set->uses++;
		*vec_push(&build->linked, &build->arena) = file->links;
	}
	drop_set(linking->set);
}
