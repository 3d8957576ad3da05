#include "search/pack.h"

#include <stdlib.h>

/* The length of the start of TEXT that stands as it is. */
static size_t plain_len(struct str text)
{
	size_t i = 0;

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

static struct str name_of(struct arena *arena, char kind, size_t i)
{
	return kind == 'i' ? STR("index")
			   : arena_printf(arena, "%c/%zu", kind, i);
}

static void put_call(
	struct buf *out, const struct packed *file, struct str build)
{
	buf_puts(out, "GH(\"");
	buf_put(out, file->name);
	buf_puts(out, "\",\"");
	buf_put(out, file->body);
	buf_puts(out, "\",\"");
	buf_put(out, build);
	buf_puts(out, "\");\n");
}

/* The parts of the one file are noted by a single thread. */
static void keep_part(struct pack *pack, struct str name, struct str body)
{
	pack->packed[pack->packed_len++] = (struct packed){
		arena_dup(&pack->arena, name), arena_dup(&pack->arena, body)};
}

static bool is_apart(char kind)
{
	return kind == 'x' || kind == 'q';
}

void pack_put(struct pack *pack, unsigned number, char kind, size_t i)
{
	struct index *index = pack->index;
	struct index_worker *worker = &index->workers[number];
	const struct search_host *host = index->host;
	struct packed file = {
		name_of(&worker->scratch, kind, i), buf_str(&worker->out)};

	if (pack->small && !is_apart(kind)) {
		keep_part(pack, file.name, file.body);
		return;
	}
	buf_clear(&worker->more);
	put_call(&worker->more, &file, index->build);
	host->put(host->context, number,
		arena_printf(&worker->scratch, SEARCH_FOLDER "%.*s.js",
			STR_ARG(file.name)),
		buf_str(&worker->more));
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

/* The one file of a small site. */
static void put_packed(struct pack *pack)
{
	const struct search_host *host = pack->index->host;
	struct buf *out = &pack->index->workers[0].out;

	buf_clear(out);
	for (size_t i = 0; i < pack->packed_len; i++)
		put_call(out, &pack->packed[i], pack->index->build);
	host->put(
		host->context, 0, STR(SEARCH_FOLDER "index.js"), buf_str(out));
}

static void plan(struct pack *pack)
{
	struct index *index = pack->index;
	size_t parts;

	pack_plan_words(pack);
	pack_plan_postings(pack);
	pack_plan_texts(pack);
	parts = pack->words.len + pack->spelling.len + pack->postings.len +
		index->page_count / pack->sizes.pages +
		index->site->facet_count + 3;
	pack->packed = arena_array(&pack->arena, struct packed, parts);
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
		.sizes = sizes_of(index->page_count)};
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
		put_packed(&pack);
	run(&pack, pack.texts.len, pack_text_file, 'x');
	pack_positions(&pack);
	arena_release(&pack.arena);
}
