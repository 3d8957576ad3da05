/* index.js: how many there are of everything, and where each shard starts. */

#include "base/utf8.h"
#include "search/number.h"
#include "search/pack.h"

/* As much of S as tells it from BEFORE, which is smaller. */
static struct str shortest(struct str before, struct str s)
{
	size_t at = 0;

	while (at < s.len) {
		size_t from = at;

		utf8_next(s, &at);
		if (!str_eq(str_sub(s, from, at), str_sub(before, from, at)))
			break;
	}
	return str_sub(s, 0, at);
}

static void put_words(struct buf *out, const struct pack *pack)
{
	const struct form *forms = pack->index->forms;

	for (size_t i = 1; i < pack->words.len; i++) {
		size_t first = pack->words.firsts[i];

		if (i > 1)
			buf_putc(out, '~');
		buf_put(out,
			shortest(forms[first - 1].text, forms[first].text));
	}
}

static void put_spelling(struct buf *out, const struct pack *pack)
{
	for (size_t i = 1; i < pack->spelling.len; i++) {
		const struct reversed *first =
			&pack->reversed[pack->spelling.firsts[i]];

		if (i > 1)
			buf_putc(out, '~');
		buf_put(out, shortest(first[-1].text, first->text));
	}
}

static void put_firsts(struct buf *out, const struct shards *shards)
{
	size_t last = 0;

	for (size_t i = 1; i < shards->len; i++) {
		number_put(out, shards->firsts[i] - last);
		last = shards->firsts[i];
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
	struct buf *out = pack_open(pack, 0, 'i', 0);

	number_put(out, index->page_count);
	number_put(out, index->group_count);
	number_put(out, site->facet_count);
	number_put(out, pack->sizes.pages);
	buf_putc(out, '\t');
	put_words(out, pack);
	buf_putc(out, '\t');
	put_firsts(out, &pack->postings);
	buf_putc(out, '\t');
	put_spelling(out, pack);
	buf_putc(out, '\t');
	buf_puts(out, token_stops);
	buf_putc(out, '\t');
	put_boosts(out, index);
	buf_putc(out, '\t');
	put_terms(out, site, &worker->tokeniser);
	put_facets(out, site);
	pack_put(pack, 0, 'i', 0);
}
