#ifndef SEARCH_MEMORY_H
#define SEARCH_MEMORY_H

/*
 * What an index leaves behind for search_update() (struct search_memory). At
 * its root is a head, and behind that the places of its parts; parts that an
 * update does not touch stay where they are:
 *
 *	drawers		some forms each, with what is known of them and, at
 *			the first form of each group, of the group
 *	sheets		the pages of a file m/ each, and their titles
 *	forms		of each page, which it has
 *	spelled		the forms of the spelling, in its order
 *
 * Forms and groups have ids that stay as they are, while their numbers are
 * those of an alphabet. Every part has a checksum; nothing is believed that
 * has not the right one, and then only as far as it makes sense.
 */

#include "search/pack.h"

#define NOTES_NONE UINT32_MAX

/* A part of a memory. */
struct memory_part {
	uint64_t at; /* in the whole */
	uint32_t len, check;
};

/* Beside a form: what does not follow from the alphabet. */
struct record {
	uint32_t id;
	uint32_t group; /* its id */
	uint32_t drawer;
	bool changed; /* the pages it is on, or that it is there */
};

/* What is remembered of a page. */
struct note {
	uint64_t hash, values; /* index_hash(), index_values_hash() */
	uint32_t halves; /* its length */
	uint32_t sixths[SIXTHS]; /* how many blocks start in each */
	uint32_t title_len; /* tokens */
	struct str title; /* those: form's id × 2, plus 1 if joined */
	struct memory_part forms; /* ids */
};

/* What is remembered of an index. */
struct notes {
	struct index *index;
	struct search_memory *memory;
	struct record *records; /* by form */
	struct note *pages;
	uint32_t *text_files; /* how many x/ each m/ has */
	uint32_t form_ids, group_ids; /* the next */
	struct memory_part *drawers, *sheets; /* as they stand */
	size_t drawer_count, sheet_count;
	struct memory_part spelled;
	struct str *page_forms; /* of pages of an update, not put yet */
	unsigned *keepers; /* of pages that a worker noted: which one */
	struct buf part; /* being put together */
};

/* Of an index that is made anew: everything, as it becomes known. */
struct notes *notes_open(struct index *index, struct search_memory *memory);

/* A page, by the worker that knows its N forms; once all were, their places. */
void notes_keep(struct notes *notes, unsigned worker, size_t page,
	const uint32_t *forms, size_t n);
void notes_place_forms(struct notes *notes);
void notes_count_blocks(
	const struct page_tokens *tokens, uint32_t counts[SIXTHS]);
void notes_write(struct notes *notes, const struct pack *pack);

/*
 * Append what an update changed: sheets and drawers that are marked; the
 * spelling if SPELLED is; and the head.
 */
struct notes_changes {
	bool *drawers, *sheets;
	bool spelled;
};
void notes_append(struct notes *notes, const struct pack *pack,
	const struct notes_changes *changes);

/* Append the forms (ids) of a page. */
struct memory_part notes_put(struct search_memory *memory, struct str bytes);

/*
 * Read what the memory tells into an empty INDEX, whose site, pages and arena
 * are set: forms, groups with their numbers, lengths; and the notes, in its
 * arena. PAGES: how many a sheet has. SPELLED gets the forms of the spelling,
 * by number, SPELLED_LEN of them. NULL: it is of no use.
 */
struct notes *notes_read(struct index *index, struct search_memory *memory,
	size_t pages, uint32_t **spelled, size_t *spelled_len);

/* The number of each form by its id, in the index's arena; or NOTES_NONE. */
uint32_t *notes_numbers(const struct notes *notes);

/* A part's bytes; ptr is NULL where they are not what they should be. */
struct str notes_part(
	const struct search_memory *memory, const struct memory_part *part);

#endif
