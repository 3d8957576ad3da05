/*
 * What a page that changed was before, so that only words are looked for in
 * the files that stand of which it says something else now. Its texts stand in
 * x/, all but the headings; whatever is made of those is the page if it has the
 * hash that is remembered of it. Where it has not, as line ends in code are
 * lost, nothing is known.
 */

#include "search/number.h"
#include "search/update.h"

enum { MANY = 16 }; /* pages: beyond it most words are looked for anyway */

/* A block that stands in a file. */
struct standing {
	size_t heading; /* how many there are before it */
	struct str text; /* as it is packed */
};

/* The page, put together again. */
struct restoring {
	const struct search_page *page; /* as it is now */
	struct arena *arena;
	VEC(struct standing) standing; /* of all pages of its m/ */
	VEC(struct markdown_block) blocks;
	struct buf text; /* of those */
};

/* The blocks of a page that x/ has. */
static size_t count_standing(const struct search_page *page)
{
	size_t n = 0;

	for (size_t i = 0; i < page->block_count; i++)
		n += page->blocks[i].kind != MARKDOWN_TEXT_HEADING;
	return n;
}

static bool cut_file(struct restoring *restoring, struct str body)
{
	for (size_t at = 0, end; at < body.len; at = end + 1) {
		size_t heading;

		if (body.ptr[at] == PACK_UNIT_END) {
			end = at;
			continue;
		}
		heading = number_take(body, &at);
		end = str_chr(body, PACK_BLOCK_END, at);
		if (end >= body.len)
			return false;
		*vec_push(&restoring->standing, restoring->arena) =
			(struct standing){heading, str_sub(body, at, end)};
	}
	return true;
}

/* The texts that stand of all pages of an m/. */
static bool read_sheet(struct update *update, unsigned number, size_t sheet,
	struct restoring *restoring)
{
	for (uint32_t i = 0; i < update->was->text_files[sheet]; i++) {
		struct str body = update_body(update, number,
			pack_part_name(restoring->arena, 'x', sheet, i),
			(struct str){0});

		if (!body.ptr ||
			!cut_file(restoring, arena_dup(restoring->arena, body)))
			return false;
	}
	return true;
}

static void add_block(struct restoring *restoring, enum markdown_text_kind kind,
	size_t heading, size_t from)
{
	*vec_push(&restoring->blocks, restoring->arena) =
		(struct markdown_block){
			.len = (uint32_t)(restoring->text.len - from),
			.heading = (uint32_t)heading,
			.kind = kind};
}

/* The headings from number FROM to TO, which there are. */
static void add_headings(struct restoring *restoring, size_t from, size_t to)
{
	for (; from < to; from++) {
		size_t start = restoring->text.len;

		buf_put(&restoring->text, restoring->page->headings[from].text);
		add_block(restoring, MARKDOWN_TEXT_HEADING, from + 1, start);
	}
}

static void unpack_text(struct buf *out, struct str packed)
{
	for (size_t at; packed.len; packed = str_from(packed, at + 2)) {
		at = str_chr(packed, '\\', 0);
		buf_put(out, str_sub(packed, 0, at));
		if (at + 1 < packed.len)
			buf_putc(out, packed.ptr[at + 1]);
	}
}

/* N of the blocks that stand, and the headings between. */
static bool restore(
	struct restoring *restoring, const struct standing *standing, size_t n)
{
	size_t all = restoring->page->heading_count, headings = 0;

	for (size_t i = 0; i < n; i++) {
		size_t heading = standing[i].heading, start;

		if (heading < headings || heading > all)
			return false;
		add_headings(restoring, headings, heading);
		headings = heading;
		start = restoring->text.len;
		unpack_text(&restoring->text, standing[i].text);
		add_block(restoring, MARKDOWN_TEXT_PROSE, headings, start);
	}
	add_headings(restoring, headings, all);
	return !buf_is_over(&restoring->text);
}

/* Find the page between its neighbours, which are as they were. */
static bool restore_page(struct update *update, unsigned number, size_t page,
	struct restoring *restoring)
{
	const struct index *index = &update->index;
	size_t own = update->old_pack.sizes.pages, sheet = page / own;
	size_t from = sheet * own, to = from + own, before = 0, behind = 0;
	size_t all;

	if (to > index->page_count)
		to = index->page_count;
	for (size_t i = from; i < to; i++) {
		size_t n = count_standing(index->pages[i]);

		if (i == page)
			continue;
		if (update->is_changed[i])
			return false;
		if (i < page)
			before += n;
		else
			behind += n;
	}
	if (!read_sheet(update, number, sheet, restoring))
		return false;
	all = restoring->standing.len;
	return all >= before + behind &&
		restore(restoring, restoring->standing.items + before,
			all - before - behind);
}

static void recall_page(void *context, unsigned number, size_t item)
{
	struct update *update = context;
	struct index *index = &update->index;
	uint32_t page = update->pages[item];
	struct search_page before = *index->pages[page];
	struct restoring restoring = {.page = &before,
		.arena = &index->workers[number].arena,
		.text = BUF_INIT(BUF_LARGE)};

	if (restore_page(update, number, page, &restoring)) {
		before.blocks = restoring.blocks.items;
		before.block_count = restoring.blocks.len;
		if (index_hash(
			    index->site, &before, buf_str(&restoring.text)) ==
			update->was->pages[page].hash)
			index_gather_tokens(index, number, &before,
				buf_str(&restoring.text),
				&update->before[item]);
	}
	buf_release(&restoring.text);
}

void update_recall(struct update *update)
{
	size_t n = update->page_count;

	update->before =
		arena_array(&update->index.arena, struct page_tokens, n);
	if (n <= MANY)
		update->host.run(update->host.context, n, recall_page, update);
}
