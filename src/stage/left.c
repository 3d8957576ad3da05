#include "stage/left.h"

#include <stdlib.h>

#include "model/path.h"
#include "stage/left_diags.h"
#include "stage/left_page.h"
#include "stage/outputs/outputs.h"
#include "stage/stages.h"
#include "stage/unchanged.h"

enum {
	RUN = 256, /* pages that are packed in one go */
	GROWN = 2, /* times what all took: it is time to pack all anew */
	LEAST = 1 << 14 /* bytes; so much is never too long */
};

struct left {
	struct str bytes; /* all that was left so far */
	size_t len; /* pages, with drafts */
	uint64_t *records; /* where each is */
	struct unpacking *reading; /* each, as far as it is read */
	bool *is_fresh; /* of each: it is parsed by this build */
	VEC(struct page *) fresh; /* those, once all are known */
	uint64_t commits_at;
	uint64_t made; /* how long it was when all was packed */
	struct left_commits commits;
	struct diag *of_pages, *of_history;
	size_t of_pages_len, of_history_len;
};

/* What there was. */

static struct unpacking reading_at(const struct left *left, uint64_t at)
{
	return (struct unpacking){
		str_from(left->bytes, (size_t)at), at > left->bytes.len};
}

static bool take_root(struct build *build, struct left *left, uint64_t root)
{
	struct unpacking from = reading_at(left, root);

	left->len = unpack_count(&from, 1);
	left->records = arena_array(&build->arena, uint64_t, left->len);
	for (size_t i = 0; i < left->len; i++)
		left->records[i] = unpack_number(&from);
	left->commits_at = unpack_number(&from);
	left->made = unpack_number(&from);
	build->has_history = unpack_number(&from);
	build->history_begins = unpack_signed(&from);
	left->of_pages = left_take_diags(build, &from, &left->of_pages_len);
	left->of_history = left_take_diags(build, &from, &left->of_history_len);
	return !from.bad;
}

static size_t count_pages(const struct tree *tree)
{
	size_t n = 0;

	vec_each(const struct tree_entry, entry, &tree->entries)
		n += path_is_page(entry->path);
	return n;
}

void left_open(struct build *build, struct sink *sink)
{
	struct left *left;

	if (build->roots.pages == LEFT_NO_ROOT)
		return;
	left = arena_new(&build->arena, struct left);
	left->bytes = sink_past(sink, SINK_PAGES);
	if (!take_root(build, left, build->roots.pages) ||
		left->bytes.len / GROWN > left->made + LEAST ||
		left->len != count_pages(&build->tree))
		return;
	left->reading = arena_array(&build->arena, struct unpacking, left->len);
	left->is_fresh = arena_array(&build->arena, bool, left->len);
	build->left = left;
}

/* Pages that were left. */

const struct value *left_front(
	struct build *build, struct worker *worker, struct page *page)
{
	struct left *left = build->left;
	struct unpacking *from = &left->reading[page->listed];
	struct left_head head;

	*from = reading_at(left, left->records[page->listed]);
	head = left_take_head(from);
	if (head.is_sure && head.stamp == unchanged_stamp(page->entry))
		return left_take_front(from, &page->source, &worker->arena);
	left->is_fresh[page->listed] = true;
	return NULL;
}

void left_take_body(
	struct build *build, struct worker *worker, struct page *page)
{
	left_take_rest(
		&build->left->reading[page->listed], page, &worker->arena);
	page->is_outline = true;
}

/* Has a page that was parsed the face that it had? */
static bool is_as_it_was(struct build *build, const struct page *page)
{
	struct left *left = build->left;
	struct unpacking from = reading_at(left, left->records[page->listed]);

	return page->front.source &&
		left_take_head(&from).face ==
		left_face(page, &build->workers[0].out);
}

/* Say it again; and the next build shall, too. */
static void say_of_page(struct build *build, const struct diag *diag)
{
	left_say(build, diag);
	*vec_push(&build->notes.of_pages, &build->arena) = *diag;
}

bool left_take_pages(struct build *build)
{
	struct left *left = build->left;
	struct map fresh = MAP_INIT; /* path → the page */

	if (!left)
		return true;
	vec_each(struct page *const, page, &build->listed) {
		if (!left->is_fresh[(*page)->listed]) {
			build->is_stale |= left->reading[(*page)->listed].bad;
			continue;
		}
		build->is_stale |= !is_as_it_was(build, *page);
		*vec_push(&left->fresh, &build->arena) = *page;
		map_add(&fresh, &build->arena, (*page)->source.path, *page);
	}
	for (size_t i = 0; i < left->of_pages_len; i++)
		if (!map_get(&fresh, left->of_pages[i].place.source->path))
			say_of_page(build, &left->of_pages[i]);
	return !build->is_stale;
}

/* Behind the face, which all pages still have, and acronyms. */
static void skip_to_past(
	struct left *left, const struct page *page, struct arena *scratch)
{
	struct unpacking *from = &left->reading[page->listed];
	struct page ignored = {0};

	left_take_front(from, &page->source, scratch);
	left_take_rest(from, &ignored, scratch);
}

static void take_past(void *context, unsigned number, size_t item)
{
	struct build *build = context;
	struct left *left = build->left;
	struct worker *worker = &build->workers[number];
	struct page *page = build->site.pages.items[item];

	if (left->is_fresh[page->listed]) {
		arena_reset(&worker->scratch);
		skip_to_past(left, page, &worker->scratch);
	}
	left_take_past(&left->reading[page->listed], &left->commits, page,
		&worker->arena);
}

bool left_take_history(struct build *build)
{
	struct left *left = build->left;
	struct unpacking from = reading_at(left, left->commits_at);

	left_take_commits(&from, &left->commits, &build->arena);
	stage_run(build, "pages", build->site.pages.len, take_past, build);
	build->is_stale = from.bad;
	vec_each(struct page *const, page, &build->site.pages)
		build->is_stale |= left->reading[(*page)->listed].bad;
	for (size_t i = 0; i < left->of_history_len; i++)
		left_say(build, &left->of_history[i]);
	return !build->is_stale;
}

bool left_is_fresh(const struct build *build, const struct page *page)
{
	return !build->left || build->left->is_fresh[page->listed];
}

bool left_shows_fresh(const struct build *build, const struct output *output)
{
	if (!build->left)
		return true;
	if (output->body && build->left->is_fresh[output->body->listed])
		return true;
	if (output->inlined)
		vec_each(struct page *const, page, &build->left->fresh)
			if (map_get(output->inlined, (*page)->url))
				return true;
	return false;
}

/* What was said. */

static struct diag copy_of(struct build *build, const struct diag *diag)
{
	struct diag copy = *diag;

	copy.message = arena_dup(&build->arena, diag->message);
	copy.hint = arena_dup(&build->arena, diag->hint);
	return copy;
}

/* What workers say of pages at that time comes of parsing and of links. */
void left_note_pages(struct build *build)
{
	for (unsigned i = 0; i < build->jobs; i++)
		vec_each(const struct diag, diag,
			&build->workers[i].diags.list) {
			const struct source *source = diag->place.source;

			if (source && path_is_page(source->path))
				*vec_push(&build->notes.of_pages,
					&build->arena) = copy_of(build, diag);
		}
}

void left_note_history(struct build *build, size_t n)
{
	for (; n < build->diags.list.len; n++)
		*vec_push(&build->notes.of_history, &build->arena) =
			copy_of(build, &build->diags.list.items[n]);
}

/* What is left. */

bool left_is_possible(const struct build *build)
{
	return site_is_whole(&build->site) && !build->tree.mounts.len &&
		!build->site.records.of[RECORD_PAIR].len &&
		!build->options.held;
}

/*
 * What is left: the commits, unless they are there; the pages, run by run; and
 * the root.
 */
struct packing_up {
	struct build *build;
	struct page *const *pages;
	size_t len;
	const struct left_commits *commits;
	struct buf *runs;
	size_t run_count;
	size_t *lens; /* of each page */
};

static void put_run(void *context, unsigned number, size_t item)
{
	struct packing_up *up = context;
	struct buf *out = &up->runs[item];
	size_t end = (item + 1) * RUN;

	(void)number;
	for (size_t i = item * RUN; i < end && i < up->len; i++) {
		const struct page *page = up->pages[i];
		size_t before = out->len;

		left_put_page(out, page, unchanged_stamp(page->entry),
			unchanged_is_sure(up->build, page->entry), up->commits);
		up->lens[i] = out->len - before;
	}
}

/*
 * Pack the pages, the first of which stands at AT; where each is, in RECORDS.
 * Returns where the last one ends.
 */
static uint64_t put_pages(struct packing_up *up, uint64_t at, uint64_t *records)
{
	stage_run(up->build, "pages", up->run_count, put_run, up);
	for (size_t i = 0; i < up->len; i++) {
		records[up->pages[i]->listed] = at;
		at += up->lens[i];
	}
	return at;
}

static void put_root(const struct build *build, struct buf *out,
	const uint64_t *records, uint64_t commits_at, uint64_t made)
{
	const struct left_notes *notes = &build->notes;

	packing_number(out, build->listed.len);
	for (size_t i = 0; i < build->listed.len; i++)
		packing_number(out, records[i]);
	packing_number(out, commits_at);
	packing_number(out, made);
	packing_number(out, build->has_history);
	packing_signed(out, build->history_begins);
	left_put_diags(out, notes->of_pages.items, notes->of_pages.len);
	left_put_diags(out, notes->of_history.items, notes->of_history.len);
}

/* Number the commits and put them. */
static void put_commits(
	struct build *build, struct left_commits *commits, struct buf *out)
{
	const struct history_commit *const *all = NULL;
	size_t n = 0;

	if (build->history)
		all = history_commits(build->history, &n);
	left_number_commits(commits, all, n, &build->arena);
	left_put_commits(out, commits);
}

void left_forget(struct build *build)
{
	struct left_pieces *pieces = &build->leaving;

	for (size_t i = 0; i < pieces->len; i++)
		buf_release(&pieces->items[i]);
	free(pieces->items);
	*pieces = (struct left_pieces){0};
}

/* Room for N pages, which are the ones to be packed. */
static struct packing_up open_pieces(
	struct build *build, struct page *const *pages, size_t n)
{
	struct left_pieces *all = &build->leaving;
	size_t runs = (n + RUN - 1) / RUN;

	left_forget(build);
	all->len = 1 + runs + 1;
	all->items = base_calloc(all->len, sizeof *all->items);
	for (size_t i = 0; i < all->len; i++)
		all->items[i] = (struct buf)BUF_INIT(BUF_LARGE);
	return (struct packing_up){.build = build,
		.pages = pages,
		.len = n,
		.runs = &all->items[1],
		.run_count = runs,
		.lens = arena_array(&build->arena, size_t, n)};
}

/* All of it anew. */
static void pack_all(struct build *build)
{
	struct left_commits commits = {0};
	struct packing_up up =
		open_pieces(build, build->listed.items, build->listed.len);
	const struct left_pieces *pieces = &build->leaving;
	uint64_t *records =
		arena_array(&build->arena, uint64_t, build->listed.len);

	put_commits(build, &commits, &pieces->items[0]);
	up.commits = &commits;
	build->roots.pages = put_pages(&up, pieces->items[0].len, records);
	put_root(build, &pieces->items[pieces->len - 1], records, 0,
		build->roots.pages);
}

/* What is other than it was, behind what was left. */
static void pack_more(struct build *build)
{
	struct left *left = build->left;
	struct packing_up up =
		open_pieces(build, left->fresh.items, left->fresh.len);
	const struct left_pieces *pieces = &build->leaving;

	up.commits = &left->commits;
	build->roots.pages = put_pages(&up, left->bytes.len, left->records);
	put_root(build, &pieces->items[pieces->len - 1], left->records,
		left->commits_at, left->made);
}

void left_pack(struct build *build, const struct sink *sink)
{
	build->roots.pages = LEFT_NO_ROOT;
	if (!sink_can_continue(sink) || !left_is_possible(build))
		return;
	if (build->left)
		pack_more(build);
	else
		pack_all(build);
	for (size_t i = 0; i < build->leaving.len; i++)
		if (buf_is_over(&build->leaving.items[i]))
			build->roots.pages = LEFT_NO_ROOT;
}

void left_leave(struct build *build, struct sink *sink)
{
	const struct left_pieces *pieces = &build->leaving;
	struct str *all;

	if (build->roots.pages == LEFT_NO_ROOT)
		return;
	all = arena_array(&build->arena, struct str, pieces->len);
	for (size_t i = 0; i < pieces->len; i++)
		all[i] = buf_str(&pieces->items[i]);
	sink_leave(sink, SINK_PAGES, build->left ? build->left->bytes.len : 0,
		all, pieces->len);
}
