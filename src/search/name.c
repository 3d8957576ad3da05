/*
 * Ids: the same for the same content, whenever and wherever it is built. The
 * id of the build is of all that is indexed; a short one of what a reader must
 * have read the same way to make sense of a file (pack_name.c).
 */

#include "search/index.h"

#define FORMAT "6" /* of the files; part of what ids tell */

uint64_t index_mix(uint64_t hash, struct str text)
{
	return (hash ^ str_hash(text)) * 0x9E3779B97F4A7C15U + text.len;
}

struct str index_id(uint64_t hash, char id[ID_LEN])
{
	static const char digits[] = "0123456789abcdefghijklmnopqrstuvwxyz"
				     "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

	hash = index_mix(hash, STR(FORMAT)) >> 32;
	for (size_t i = 0; i < ID_LEN; i++, hash /= sizeof digits - 1)
		id[i] = digits[hash % (sizeof digits - 1)];
	return str_make(id, ID_LEN);
}

uint64_t index_values_hash(
	const struct search_site *site, const struct search_page *page)
{
	uint64_t hash = 0;

	for (size_t i = 0; i < site->facet_count; i++)
		hash = index_mix(hash,
			str_make((const char *)page->values[i].items,
				page->values[i].len * sizeof(uint32_t)));
	return hash;
}

uint64_t index_hash(const struct search_site *site,
	const struct search_page *page, struct str text)
{
	uint64_t hash =
		index_mix(index_mix(index_mix(0, page->url), page->title),
			page->description);

	for (size_t i = 0; i < page->keyword_count; i++)
		hash = index_mix(hash, page->keywords[i]);
	for (size_t i = 0; i < page->heading_count; i++)
		hash = index_mix(index_mix(hash, page->headings[i].text),
			page->headings[i].id);
	hash = index_mix(hash, text);
	for (size_t i = 0; i < page->block_count; i++)
		hash = index_mix(hash + page->blocks[i].kind,
			str_make((const char *)&page->blocks[i].len,
				sizeof page->blocks[i].len));
	hash ^= index_values_hash(site, page);
	return hash + page->boost;
}

static uint64_t hash_facet(uint64_t hash, const struct search_facet *facet)
{
	hash = index_mix(index_mix(hash, facet->id), facet->title);
	for (size_t i = 0; i < facet->len; i++)
		hash = index_mix(
			index_mix(hash, facet->ids[i]), facet->titles[i]);
	return hash;
}

static uint64_t hash_term(uint64_t hash, const struct search_term *term)
{
	for (size_t i = 0; i < term->name_count; i++)
		hash = index_mix(hash, term->names[i]);
	return index_mix(index_mix(hash, term->definition), term->url);
}

/* What a number says: which page it is, or which value of a facet. */
static uint64_t hash_numbers(const struct index *index)
{
	const struct search_site *site = index->site;
	uint64_t hash = index->page_count;

	for (size_t i = 0; i < index->page_count; i++)
		hash = index_mix(hash, index->pages[i]->url);
	for (size_t i = 0; i < site->facet_count; i++)
		hash = hash_facet(hash, &site->facets[i]);
	return hash;
}

void index_name_numbers(struct index *index)
{
	const struct search_site *site = index->site;
	uint64_t hash = hash_numbers(index);

	index->numbering = index_id(hash, arena_text(&index->arena, ID_LEN));
	hash = index_mix(index_mix(hash, STR(FORMAT)), site->language);
	for (size_t i = 0; i < site->term_count; i++)
		hash = hash_term(hash, &site->terms[i]);
	index->key = hash;
}

void index_name(struct index *index)
{
	const struct search_site *site = index->site;
	uint64_t hash = index_mix(index_mix(0, STR(FORMAT)), site->language);

	for (size_t i = 0; i < index->page_count; i++)
		hash = index_mix(hash,
			str_make((const char *)&index->tokens[i].hash,
				sizeof(uint64_t)));
	for (size_t i = 0; i < site->facet_count; i++)
		hash = hash_facet(hash, &site->facets[i]);
	for (size_t i = 0; i < site->term_count; i++)
		hash = hash_term(hash, &site->terms[i]);
	index->build = arena_printf(
		&index->arena, "%010llx", (unsigned long long)(hash >> 24));
}
