/*
 * The build id: the same for the same content, whenever and wherever it is
 * built.
 */

#include "search/index.h"

#define FORMAT "5" /* of the files; part of what the build id tells */

/* A text, and what was hashed before it. */
static uint64_t mix(uint64_t hash, struct str text)
{
	return (hash ^ str_hash(text)) * 0x9E3779B97F4A7C15U + text.len;
}

uint64_t index_hash(const struct search_site *site,
	const struct search_page *page, struct str text)
{
	uint64_t hash =
		mix(mix(mix(0, page->url), page->title), page->description);

	for (size_t i = 0; i < page->keyword_count; i++)
		hash = mix(hash, page->keywords[i]);
	for (size_t i = 0; i < page->heading_count; i++)
		hash = mix(mix(hash, page->headings[i].text),
			page->headings[i].id);
	hash = mix(hash, text);
	for (size_t i = 0; i < page->block_count; i++)
		hash = mix(hash + page->blocks[i].kind,
			str_make((const char *)&page->blocks[i].len,
				sizeof page->blocks[i].len));
	for (size_t i = 0; i < site->facet_count; i++)
		hash = mix(hash,
			str_make((const char *)page->values[i].items,
				page->values[i].len * sizeof(uint32_t)));
	return hash + page->boost;
}

static uint64_t hash_facet(uint64_t hash, const struct search_facet *facet)
{
	hash = mix(mix(hash, facet->id), facet->title);
	for (size_t i = 0; i < facet->len; i++)
		hash = mix(mix(hash, facet->ids[i]), facet->titles[i]);
	return hash;
}

static uint64_t hash_term(uint64_t hash, const struct search_term *term)
{
	for (size_t i = 0; i < term->name_count; i++)
		hash = mix(hash, term->names[i]);
	return mix(mix(hash, term->definition), term->url);
}

void index_name(struct index *index)
{
	const struct search_site *site = index->site;
	uint64_t hash = mix(mix(0, STR(FORMAT)), site->language);

	for (size_t i = 0; i < index->page_count; i++)
		hash = mix(hash,
			str_make((const char *)&index->tokens[i].hash,
				sizeof(uint64_t)));
	for (size_t i = 0; i < site->facet_count; i++)
		hash = hash_facet(hash, &site->facets[i]);
	for (size_t i = 0; i < site->term_count; i++)
		hash = hash_term(hash, &site->terms[i]);
	index->build = arena_printf(
		&index->arena, "%010llx", (unsigned long long)(hash >> 24));
}
