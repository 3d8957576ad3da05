/*
 * Where in its pages each group stands, for phrases: the files q/. What the
 * pages have is gone through once: each thread takes a run of them and writes,
 * for every group, a strand of what stands in them; the strands of all runs,
 * one behind another, are the group's. On a big site that is done for some of
 * the groups at a time.
 */

#include <stdlib.h>
#include <string.h>

#include "search/memory.h"
#include "search/number.h"
#include "search/occurrence.h"
#include "search/pack.h"
#include "search/rope.h"

enum {
	AT_ONCE = 1 << 23, /* postings whose strands are in memory */
	AHEAD = 6, /* strands that are fetched before they are needed */
	PAGE_MOST = 1 + 2 * NUMBER_MOST_32 /* bytes that say which it is */
};

/* What is asked of a form, close together. */
struct standing {
	uint32_t group, rank;
	uint32_t forms; /* of the group */
};

/* What a run of pages says of a group. */
struct strand {
	struct rope rope;
	uint32_t next; /* the page behind its last */
};

/* A form of the page being read, in a chain of those of its group. */
struct met {
	uint32_t form;
	uint32_t group, forms; /* its group, and how many that has */
	struct group_places places;
	uint32_t next; /* 1 + the number of the next */
};

/* A run of pages, read by one thread. */
struct run {
	const struct positions *of;
	struct arena arena; /* of the strands */
	struct strand *strands; /* by group */
	uint32_t *chains; /* by group: 1 + the first; all 0 between pages */
	VEC(struct met) met; /* in the page being read */
	VEC(struct group_places) chain; /* being put */
	struct buf row; /* likewise */
};

struct positions {
	struct pack *pack;
	struct standing *standings; /* of each form */
	struct run *runs;
	size_t low, high; /* the groups at hand */
	size_t first; /* of their files */
	bool notes; /* are still to be written */
};

static void find_standings(struct positions *positions)
{
	const struct index *index = positions->pack->index;

	positions->standings =
		base_table(index->form_count + 1, sizeof(struct standing));
	for (size_t i = 0; i < index->form_count; i++) {
		const struct form *form = &index->forms[i];

		positions->standings[i] = (struct standing){form->group,
			form->rank, index->groups[form->group].forms};
	}
}

/* What a page has; what is to be asked of its forms is fetched meanwhile. */
static void read_page(struct run *run, size_t page)
{
	const struct index *index = run->of->pack->index;
	const struct page_tokens *tokens = &index->tokens[page];
	const uint32_t *to_form = index->workers[tokens->worker].to_form;
	struct str rest = tokens->occurrences;
	struct occurrence occurrence;

	run->met.len = 0;
	vec_reserve(&run->met, &run->arena, tokens->form_count);
	while (occurrences_next(&rest, &occurrence)) {
		struct met *met = &run->met.items[run->met.len];

		if (!occurrence.place_count)
			continue;
		met->form = to_form[occurrence.form];
		met->places.count = occurrence.place_count;
		met->places.places = occurrence.places;
		run->met.len++;
		__builtin_prefetch(&run->of->standings[met->form]);
	}
}

/*
 * Keep what is of the groups at hand. Forms of one group are chained; the
 * chain of a form that is alone is it.
 */
static void find_groups(struct run *run)
{
	const struct positions *of = run->of;
	size_t groups = of->high - of->low, n = 0;

	vec_each(const struct met, one, &run->met) {
		const struct standing *at = &of->standings[one->form];
		struct met *met = &run->met.items[n];
		uint32_t *chain;

		if (at->group - of->low >= groups)
			continue;
		*met = *one;
		met->group = (uint32_t)(at->group - of->low);
		met->forms = at->forms;
		met->places.rank = at->rank;
		__builtin_prefetch(&run->strands[met->group], 1);
		n++;
		if (at->forms == 1)
			continue;
		chain = &run->chains[met->group];
		met->next = *chain;
		*chain = (uint32_t)n;
	}
	run->met.len = n;
}

/* Which page it is when NEXT could come; to OUT, which has room for
 * PAGE_MOST bytes. Returns where it ends. */
static char *write_page(char *out, size_t next, size_t page)
{
	size_t stretch = page / PACK_PLACE_PAGES;
	size_t start = stretch * PACK_PLACE_PAGES;

	if (next <= start) {
		*out++ = PACK_STRETCH;
		out = number_write(out, stretch);
		next = start;
	}
	return number_write(out, page - next);
}

void pack_put_place_page(struct buf *out, size_t next, size_t page)
{
	char *at = buf_room(out, PAGE_MOST);

	if (at)
		out->len = (size_t)(write_page(at, next, page) - out->ptr);
}

/* The places of all forms that are chained; they are unchained. */
static void put_chain(struct run *run, const struct met *first, uint32_t page)
{
	uint32_t *chain = &run->chains[first->group];
	struct strand *strand = &run->strands[first->group];

	run->chain.len = 0;
	for (uint32_t at = *chain; at; at = run->met.items[at - 1].next)
		*vec_push(&run->chain, &run->arena) =
			run->met.items[at - 1].places;
	*chain = 0;
	buf_clear(&run->row);
	pack_put_place_page(&run->row, strand->next, page);
	occurrences_put_places(
		&run->row, run->chain.items, run->chain.len, first->forms);
	rope_put(&strand->rope, &run->arena, buf_str(&run->row));
}

/* The places of the only form of a group, as they are. */
static void put_alone(struct run *run, const struct met *met, uint32_t page)
{
	struct rope *rope = &run->strands[met->group].rope;
	struct str places = met->places.places;
	char *at = rope_room(
		rope, &run->arena, PAGE_MOST + NUMBER_MOST_32 + places.len);

	at = write_page(at, run->strands[met->group].next, page);
	at = number_write(at, met->places.count - 1);
	memcpy(at, places.ptr, places.len);
	rope->at = at + places.len;
}

static void put_met(struct run *run, const struct met *met, uint32_t page)
{
	if (met->forms == 1)
		put_alone(run, met, page);
	else if (run->chains[met->group])
		put_chain(run, met, page);
	run->strands[met->group].next = page + 1;
}

static void put_page(struct run *run, uint32_t page)
{
	const struct met *all = run->met.items;

	for (size_t i = 0; i < run->met.len; i++) {
		/* The strands lie anywhere in memory. */
		if (i + AHEAD < run->met.len)
			__builtin_prefetch(
				run->strands[all[i + AHEAD].group].rope.at, 1);
		put_met(run, &all[i], page);
	}
}

/* Where the run of a thread starts, which is where a stretch of pages does. */
static size_t start_of(const struct index *index, size_t item)
{
	size_t page = index->page_count * item / index->host->jobs;

	return item < index->host->jobs ? page - page % PACK_PLACE_PAGES
					: index->page_count;
}

static void read_run(struct run *run, size_t from, size_t to)
{
	for (size_t page = from; page < to; page++) {
		read_page(run, page);
		find_groups(run);
		put_page(run, (uint32_t)page);
	}
}

/* A run; or, behind them, what the next build needs: no run is as long as
 * another, so that one thread has the time. */
static void read_or_note(void *context, unsigned number, size_t item)
{
	struct positions *positions = context;
	const struct index *index = positions->pack->index;

	(void)number;
	if (item < index->host->jobs)
		read_run(&positions->runs[item], start_of(index, item),
			start_of(index, item + 1));
	else
		notes_write(index->notes, positions->pack);
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
	run->strands = base_table(groups + 1, sizeof *run->strands);
	run->chains = base_table(groups + 1, sizeof *run->chains);
}

static void close_run(struct run *run)
{
	free(run->strands);
	free(run->chains);
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
	host->run(host->context, host->jobs + positions->notes, read_or_note,
		positions);
	positions->notes = false;
	host->run(host->context, to - from, put_file, positions);
	for (unsigned i = 0; i < host->jobs; i++)
		close_run(&positions->runs[i]);
}

void pack_positions(struct pack *pack)
{
	struct positions positions = {
		.pack = pack, .notes = pack->index->notes};
	size_t from, to = 0;

	find_standings(&positions);
	positions.runs =
		base_calloc(pack->index->host->jobs, sizeof *positions.runs);
	do {
		from = to;
		to = end_of(pack, from);
		put_files(&positions, from, to);
	} while (to < pack->run_count);
	free(positions.runs);
	free(positions.standings);
}
