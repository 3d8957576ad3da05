/* index.js: how many there are of everything, and where each shard starts. */

#include "search/number.h"
#include "search/pack.h"

/* PUT appends where a shard starts. */
static void put_firsts(struct buf *out, const struct pack *pack, size_t shards,
	void (*put)(struct buf *out, const struct pack *pack, size_t i))
{
	for (size_t i = 1; i < shards; i++) {
		if (i > 1)
			buf_putc(out, '~');
		put(out, pack, i);
	}
}

static void put_facets(struct buf *out, const struct search_site *site)
{
	for (size_t i = 0; i < site->facet_count; i++) {
		const struct search_facet *facet = &site->facets[i];

		buf_putc(out, '\t');
		pack_text(out, facet->id);
		buf_putc(out, '\t');
		pack_text(out, facet->title);
		buf_putc(out, '\t');
		number_put(out, facet->len);
		for (size_t k = 0; k < facet->len; k++) {
			buf_putc(out, '\t');
			pack_text(out, facet->ids[k]);
			buf_putc(out, '\t');
			pack_text(out, facet->titles[k]);
		}
	}
}

static void put_boosts(struct buf *out, const struct index *index)
{
	size_t last = 0;

	for (size_t i = 0; i < index->page_count; i++) {
		if (index->pages[i]->boost == 100)
			continue;
		number_put(out, i - last);
		number_put(out, index->pages[i]->boost);
		last = i;
	}
}

/* The words of one name, with spaces between. */
static void put_name(
	struct buf *out, struct tokeniser *tokeniser, struct str name)
{
	const struct tokens *tokens = tokeniser_run(tokeniser, name);

	vec_each(const struct token, token, &tokens->items) {
		if (token->span > 1)
			continue;
		if (token->position)
			buf_putc(out, ' ');
		buf_put(out, token->form);
	}
}

/* Of each entry its names, by which a query is known to ask for it. */
static void put_terms(struct buf *out, const struct search_site *site,
	struct tokeniser *tokeniser)
{
	for (size_t i = 0; i < site->term_count; i++) {
		if (i)
			buf_putc(out, '~');
		for (size_t k = 0; k < site->terms[i].name_count; k++) {
			if (k)
				buf_putc(out, '|');
			put_name(out, tokeniser, site->terms[i].names[k]);
		}
	}
}

void pack_index_file(struct pack *pack)
{
	struct index *index = pack->index;
	const struct search_site *site = index->site;
	struct index_worker *worker = &index->workers[0];
	struct buf *out = pack_start(pack, 0, STR("index"));
	char id[ID_LEN];

	number_put(out, index->page_count);
	number_put(out, site->facet_count);
	number_put(out, pack->sizes.pages);
	number_put(out, pack->small);
	buf_put(out, index->numbering);
	buf_put(out, pack_terms_id(site, id));
	buf_putc(out, '\t');
	put_firsts(out, pack, pack->words.len, pack_put_first_word);
	buf_putc(out, '\t');
	put_firsts(out, pack, pack->spelling.len, pack_put_first_spelled);
	buf_putc(out, '\t');
	buf_puts(out, token_stops);
	buf_putc(out, '\t');
	put_boosts(out, index);
	buf_putc(out, '\t');
	put_terms(out, site, &worker->tokeniser);
	put_facets(out, site);
	pack_put(pack, 0, STR("index"), index->build);
}
