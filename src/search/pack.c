#include "search/pack.h"

#include <string.h>

#define INDEX_FILE SEARCH_FOLDER "index.js"

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

static bool is_apart(char kind)
{
	return kind == 'x' || kind == 'q';
}

struct buf *pack_open(struct pack *pack, unsigned number, char kind, size_t i)
{
	struct buf *out = &pack->index->workers[number].out;

	buf_clear(out);
	if (kind == 'i')
		buf_puts(out, "GH(\"index\",\"");
	else
		buf_printf(out, "GH(\"%c/%zu\",\"", kind, i);
	return out;
}

void pack_put(struct pack *pack, unsigned number, char kind, size_t i)
{
	struct index *index = pack->index;
	struct index_worker *worker = &index->workers[number];
	const struct search_host *host = index->host;

	buf_puts(&worker->out, "\",\"");
	buf_put(&worker->out, index->build);
	buf_puts(&worker->out, "\");\n");
	if (pack->small && !is_apart(kind)) /* by a single thread */
		buf_put(&pack->calls, buf_str(&worker->out));
	else if (kind == 'i')
		host->put(host->context, number, STR(INDEX_FILE),
			buf_str(&worker->out));
	else
		host->put(host->context, number,
			arena_printf(&worker->scratch,
				SEARCH_FOLDER "%c/%zu.js", kind, i),
			buf_str(&worker->out));
}

static void run(struct pack *pack, size_t n, search_fn *fn, char kind)
{
	const struct search_host *host = pack->index->host;

	if (!pack->small || is_apart(kind)) {
		host->run(host->context, n, fn, pack);
		return;
	}
	for (size_t i = 0; i < n; i++)
		fn(pack, 0, i);
}

static void plan(struct pack *pack)
{
	pack_plan_words(pack);
	pack_plan_postings(pack);
	pack_plan_texts(pack);
}

static struct pack_sizes sizes_of(size_t pages)
{
	static const struct pack_sizes usual = {
		.pages = 16, .words = 5500, .spelling = 5500, .postings = 1400};
	static const struct pack_sizes big = {
		.pages = 8, .words = 3000, .spelling = 5500, .postings = 500};
	struct pack_sizes sizes = pages > PACK_BIG ? big : usual;

	sizes.common = pages > PACK_BIG ? pages / 16 : pages;
	return sizes;
}

void pack_all(struct index *index)
{
	struct pack pack = {.index = index,
		.small = index->page_count <= PACK_SMALL,
		.sizes = sizes_of(index->page_count),
		.calls = BUF_INIT(BUF_LARGE)};
	const struct search_host *host = index->host;
	size_t metas =
		(index->page_count + pack.sizes.pages - 1) / pack.sizes.pages;

	plan(&pack);
	pack_index_file(&pack);
	run(&pack, pack.words.len, pack_word_file, 'd');
	run(&pack, pack.postings.len, pack_posting_file, 'p');
	run(&pack, pack.postings.len, pack_detail_file, 'c');
	if (!pack.small) /* or the whole dictionary is at hand */
		run(&pack, pack.spelling.len, pack_spelling_file, 's');
	run(&pack, metas, pack_meta_file, 'm');
	run(&pack, index->site->facet_count, pack_facet_file, 'f');
	if (index->site->term_count)
		run(&pack, 1, pack_glossary_file, 'g');
	if (pack.small)
		host->put(host->context, 0, STR(INDEX_FILE),
			buf_str(&pack.calls));
	run(&pack, pack.texts.len, pack_text_file, 'x');
	pack_positions(&pack);
	buf_release(&pack.calls);
	arena_release(&pack.arena);
}
