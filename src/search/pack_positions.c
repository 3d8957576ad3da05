/*
 * Where in its pages each group stands, for phrases: the files q/. All tokens
 * are gone through once: each thread takes a run of the pages and writes, for
 * every group, a strand of what stands in them; the strands of all runs, one
 * behind another, are the group's. On a big site that is done for some of the
 * groups at a time.
 */

#include <stdlib.h>

#include "search/number.h"
#include "search/pack.h"
#include "search/rope.h"

enum {
	AT_ONCE = 1 << 23, /* postings whose strands are in memory */
	AHEAD = 6 /* strands that are fetched before they are needed */
};

/* A form's group and rank, close together: all tokens ask for them. */
struct standing {
	uint32_t group, rank;
};

/* What a run of pages says of a group. */
struct strand {
	struct rope rope;
	uint32_t next; /* the page behind its last */
};

/* A place of the page being read, in a ring of those of its group. */
struct spot {
	uint32_t position, rank;
	uint32_t next;
};

struct ring {
	uint32_t last; /* of its spots, which leads to the first */
	uint32_t len;
};

/* A run of pages, read by one thread. */
struct run {
	const struct positions *of;
	struct arena arena; /* of the strands */
	struct strand *strands; /* by group */
	struct ring *rings; /* by group; all empty between pages */
	VEC(struct spot) spots;
	VEC(uint32_t) groups; /* of the page being read */
	struct buf row; /* what is being put */
};

struct positions {
	struct pack *pack;
	struct standing *standings; /* of each form */
	struct run *runs;
	size_t low, high; /* the groups at hand */
	size_t first; /* of their files */
};

static void find_standings(struct positions *positions)
{
	const struct index *index = positions->pack->index;

	positions->standings =
		base_calloc(index->form_count + 1, sizeof(struct standing));
	for (size_t i = 0; i < index->form_count; i++)
		positions->standings[i] = (struct standing){
			index->forms[i].group, index->forms[i].rank};
}

static void add_spot(
	struct run *run, uint32_t group, uint32_t position, uint32_t rank)
{
	struct ring *ring = &run->rings[group];
	uint32_t own = (uint32_t)run->spots.len;
	struct spot *spot = vec_push(&run->spots, &run->arena);

	*spot = (struct spot){position, rank, own};
	if (ring->len) {
		struct spot *last = &run->spots.items[ring->last];

		spot->next = last->next;
		last->next = own;
	} else {
		*vec_push(&run->groups, &run->arena) = group;
	}
	ring->last = own;
	ring->len++;
}

/* Go through a page's tokens and note those of the groups at hand. */
static void read_page(struct run *run, size_t page)
{
	const struct positions *of = run->of;
	const struct page_tokens *tokens = &of->pack->index->tokens[page];
	const struct stretch *stretch = tokens->stretches;
	size_t groups = of->high - of->low;
	uint32_t position = stretch->position;

	for (uint32_t i = 0; i < tokens->len; i++) {
		struct standing at = of->standings[tokens->tokens[i] >> 1];

		while (i >= stretch[1].first)
			position = (++stretch)->position;
		if (at.group - of->low < groups &&
			stretch->field != FIELD_EXPANSION)
			add_spot(run, (uint32_t)(at.group - of->low), position,
				at.rank);
		position += !(tokens->tokens[i] & 1);
	}
}

/* Each place as its distance and form; FORMS: how many the group has. */
static void put_ring(struct run *run, const struct ring *ring, uint32_t forms)
{
	const struct spot *spots = run->spots.items;
	uint32_t at = ring->last, last = 0;

	for (uint32_t i = 0; i < ring->len; i++) {
		at = spots[at].next;
		number_put(&run->row,
			(size_t)(spots[at].position - last) * forms +
				spots[at].rank);
		last = spots[at].position;
	}
}

void pack_put_place_page(struct buf *out, size_t next, size_t page)
{
	size_t stretch = page / PACK_PLACE_PAGES;
	size_t start = stretch * PACK_PLACE_PAGES;

	if (next <= start) {
		buf_putc(out, PACK_STRETCH);
		number_put(out, stretch);
		next = start;
	}
	number_put(out, page - next);
}

static void end_group(struct run *run, uint32_t group, uint32_t page)
{
	const struct positions *of = run->of;
	struct strand *strand = &run->strands[group];
	struct ring *ring = &run->rings[group];

	buf_clear(&run->row);
	pack_put_place_page(&run->row, strand->next, page);
	strand->next = page + 1;
	number_put(&run->row, ring->len - 1);
	put_ring(run, ring, of->pack->index->groups[of->low + group].forms);
	rope_put(&strand->rope, &run->arena, buf_str(&run->row));
	*ring = (struct ring){0};
}

/*
 * The strands of a page's groups lie anywhere in memory: those that come soon
 * are asked for beforehand, and where they end a little later.
 */
static void fetch_ahead(const struct run *run, size_t i)
{
	const uint32_t *groups = run->groups.items;

	if (i + 2 * AHEAD < run->groups.len)
		__builtin_prefetch(&run->strands[groups[i + 2 * AHEAD]], 1);
	if (i + AHEAD < run->groups.len)
		__builtin_prefetch(run->strands[groups[i + AHEAD]].rope.at, 1);
}

/* Where the run of a thread starts, which is where a stretch of pages does. */
static size_t start_of(const struct index *index, size_t item)
{
	size_t page = index->page_count * item / index->host->jobs;

	return item < index->host->jobs ? page - page % PACK_PLACE_PAGES
					: index->page_count;
}

static void read_run(void *context, unsigned number, size_t item)
{
	struct positions *positions = context;
	const struct index *index = positions->pack->index;
	struct run *run = &positions->runs[item];
	size_t end = start_of(index, item + 1);

	(void)number;
	for (size_t page = start_of(index, item); page < end; page++) {
		run->spots.len = run->groups.len = 0;
		read_page(run, page);
		for (size_t i = 0; i < run->groups.len; i++) {
			fetch_ahead(run, i);
			end_group(run, run->groups.items[i], (uint32_t)page);
		}
	}
}

/* How many forms it has, then page by page how many places and which. */
static void put_group(
	const struct positions *positions, size_t group, struct buf *out)
{
	const struct index *index = positions->pack->index;

	number_put(out, index->groups[positions->low + group].forms);
	for (unsigned i = 0; i < index->host->jobs; i++)
		rope_copy(&positions->runs[i].strands[group].rope, out);
	buf_putc(out, PACK_GROUP_END);
}

static void put_file(void *context, unsigned number, size_t item)
{
	const struct positions *positions = context;
	struct pack *pack = positions->pack;
	size_t at = positions->first + item;
	const struct pack_groups *groups = &pack->runs[at];
	struct str name = pack_part_name(&pack->index->workers[number].scratch,
		'q', groups->segment, groups->place);
	struct buf *out = pack_start(pack, number, name);
	char id[2 * ID_LEN];

	for (size_t i = groups->first; i < groups[1].first; i++)
		put_group(positions, i - positions->low, out);
	pack_put(pack, number, name, pack_run_id(pack, at, id));
}

/* The first file behind those that are done at once with FROM. */
static size_t end_of(const struct pack *pack, size_t from)
{
	size_t postings = 0, to = from;

	for (; to < pack->run_count && postings < AT_ONCE; to++)
		for (size_t i = pack->runs[to].first;
			i < pack->runs[to + 1].first; i++)
			postings += pack->index->groups[i].pages;
	return to;
}

static void open_run(struct run *run, const struct positions *of)
{
	size_t groups = of->high - of->low;

	*run = (struct run){.of = of, .row = BUF_INIT(BUF_LARGE)};
	run->strands = base_calloc(groups + 1, sizeof *run->strands);
	run->rings = base_calloc(groups + 1, sizeof *run->rings);
}

static void close_run(struct run *run)
{
	free(run->strands);
	free(run->rings);
	buf_release(&run->row);
	arena_release(&run->arena);
}

/* The files from FROM to TO. */
static void put_files(struct positions *positions, size_t from, size_t to)
{
	struct pack *pack = positions->pack;
	const struct search_host *host = pack->index->host;

	positions->first = from;
	positions->low = pack->runs[from].first;
	positions->high = pack->runs[to].first;
	for (unsigned i = 0; i < host->jobs; i++)
		open_run(&positions->runs[i], positions);
	host->run(host->context, host->jobs, read_run, positions);
	host->run(host->context, to - from, put_file, positions);
	for (unsigned i = 0; i < host->jobs; i++)
		close_run(&positions->runs[i]);
}

void pack_positions(struct pack *pack)
{
	struct positions positions = {.pack = pack};

	find_standings(&positions);
	positions.runs =
		base_calloc(pack->index->host->jobs, sizeof *positions.runs);
	for (size_t from = 0, to; from < pack->run_count; from = to) {
		to = end_of(pack, from);
		put_files(&positions, from, to);
	}
	free(positions.runs);
	free(positions.standings);
}
