#include "search/pack.h"

#include <string.h>

#define BYTES(c) (UINT64_C(0x0101010101010101) * (unsigned char)(c))

/* Does none of eight bytes have to be written in another way? */
static bool are_plain(uint64_t eight)
{
	uint64_t quotes = eight ^ BYTES('"'), slashes = eight ^ BYTES('\\');
	uint64_t found = ((eight - BYTES(' ')) & ~eight) |
		((quotes - BYTES(1)) & ~quotes) |
		((slashes - BYTES(1)) & ~slashes);

	return !(found & BYTES(0x80));
}

/* The length of the start of TEXT that stands as it is. */
static size_t plain_len(struct str text)
{
	size_t i = 0;

	for (uint64_t eight; i + sizeof eight <= text.len; i += sizeof eight) {
		memcpy(&eight, text.ptr + i, sizeof eight);
		if (!are_plain(eight))
			break;
	}
	while (i < text.len && (unsigned char)text.ptr[i] >= ' ' &&
		text.ptr[i] != '"' && text.ptr[i] != '\\')
		i++;
	return i;
}

void pack_text(struct buf *out, struct str text)
{
	while (text.len) {
		size_t n = plain_len(text);

		buf_put(out, str_sub(text, 0, n));
		if (n < text.len && (unsigned char)text.ptr[n] < ' ')
			buf_putc(out, ' ');
		else if (n < text.len)
			buf_put(out,
				text.ptr[n] == '"' ? STR("\\\"") : STR("\\\\"));
		text = str_from(text, n + 1);
	}
}

static bool is_apart(struct str name)
{
	return name.ptr[0] == 'x' || name.ptr[0] == 'q';
}

struct str pack_name(struct arena *arena, char kind, size_t i)
{
	return arena_printf(arena, "%c/%zu", kind, i);
}

struct str pack_part_name(
	struct arena *arena, char kind, size_t of, size_t place)
{
	return arena_printf(arena, "%c/%zu-%zu", kind, of, place);
}

struct buf *pack_start(struct pack *pack, unsigned number, struct str name)
{
	struct buf *out = &pack->index->workers[number].out;

	buf_clear(out);
	buf_puts(out, "GH(\"");
	buf_put(out, name);
	buf_puts(out, "\",\"");
	return out;
}

void pack_put(
	struct pack *pack, unsigned number, struct str name, struct str id)
{
	struct index_worker *worker = &pack->index->workers[number];
	const struct search_host *host = pack->index->host;

	buf_puts(&worker->out, "\",\"");
	buf_put(&worker->out, id);
	buf_puts(&worker->out, "\");\n");
	if (pack->small && !is_apart(name)) /* by a single thread */
		buf_put(&pack->calls, buf_str(&worker->out));
	else
		host->put(host->context, number,
			arena_printf(&worker->scratch, SEARCH_FOLDER "%.*s.js",
				STR_ARG(name)),
			buf_str(&worker->out));
}

static void run(struct pack *pack, size_t n, search_fn *fn)
{
	const struct search_host *host = pack->index->host;

	if (!pack->small) {
		host->run(host->context, n, fn, pack);
		return;
	}
	for (size_t i = 0; i < n; i++)
		fn(pack, 0, i);
}

/*
 * What a site of more pages than those above has; with the part of its pages
 * that a common group is on more of.
 */
static const struct {
	size_t most; /* pages */
	size_t part;
	struct pack_sizes sizes;
} sites[] = {
	/*              m/   d/    s/    p/    x/ */
	{5000, 1, {16, 5000, 5000, 1400, 6000, 0}},
	{20000, 1, {16, 5000, 5000, 1400, 8000, 0}},
	{SIZE_MAX, 16, {8, 3000, 5500, 500, 8000, 0}},
};

struct pack_sizes pack_sizes_of(size_t pages)
{
	struct pack_sizes sizes;
	size_t i = 0;

	while (pages > sites[i].most)
		i++;
	sizes = sites[i].sizes;
	sizes.common = pages / sites[i].part;
	return sizes;
}

void pack_open(struct pack *pack, struct index *index, uint32_t *spelled,
	size_t spelled_len)
{
	size_t pages = index->page_count;

	*pack = (struct pack){.index = index,
		.sizes = pack_sizes_of(pages),
		.calls = BUF_INIT(BUF_LARGE),
		.spelled = spelled,
		.spelled_len = spelled_len};
	pack->small = pages <= PACK_SMALL &&
		pack_count_postings(pack) <= PACK_SMALL_POSTINGS;
	pack->metas = (pages + pack->sizes.pages - 1) / pack->sizes.pages;
	pack->text_files = arena_array(&pack->arena, uint32_t, pack->metas);
	pack_plan_words(pack);
	pack_plan_postings(pack);
	if (!spelled)
		pack_list_spelled(pack);
	pack_plan_spelling(pack);
}

void pack_close(struct pack *pack)
{
	buf_release(&pack->calls);
	arena_release(&pack->arena);
}

void pack_all(struct pack *pack)
{
	const struct index *index = pack->index;
	const struct search_host *host = index->host;

	pack_index_file(pack);
	run(pack, pack->words.len, pack_word_file);
	run(pack, pack->run_count, pack_posting_file);
	if (!pack->small) /* or the whole dictionary is at hand */
		run(pack, pack->spelling.len, pack_spelling_file);
	run(pack, pack->metas, pack_meta_files);
	run(pack, pack_count_facet_files(pack), pack_facet_file);
	if (index->site->term_count)
		run(pack, 1, pack_glossary_file);
	if (pack->small)
		host->put(host->context, 0, STR(SEARCH_FOLDER "index.js"),
			buf_str(&pack->calls));
	pack_positions(pack);
}
