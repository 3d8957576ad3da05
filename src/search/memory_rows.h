#ifndef SEARCH_MEMORY_ROWS_H
#define SEARCH_MEMORY_ROWS_H

/* How a memory is laid out: for memory.c, which writes it, and recall.c. */

#include "search/memory.h"

enum { MEMORY_ALIGNED = 8 }; /* places of parts */

/* At the root. */
struct head {
	char magic[8];
	uint64_t key; /* index_key() */
	uint64_t halves; /* of all pages */
	uint64_t live; /* bytes that are about what is */
	uint32_t form_ids, group_ids;
	uint32_t forms;
	uint32_t drawers, sheets, unused;
	struct memory_part spelled;
	uint64_t check; /* of the head, this zero, and the places behind */
};

/* In a drawer, behind how many there are; then the texts of all. */
struct form_row {
	uint32_t id, group, pages, titles, stem, len;
	uint32_t group_pages, group_titles, group_headings; /* at its first */
};

/* In a sheet; behind the last the titles of all. */
struct page_row {
	uint64_t hash, values;
	uint32_t halves, title_len, title_bytes, text_files;
	uint32_t sixths[SIXTHS];
	struct memory_part forms;
};

extern const char memory_magic[8];

/* The checksums of a part; and of a head, which is not of itself. */
uint32_t memory_check(struct str bytes);
uint64_t memory_head_check(struct head head, struct str places);

#endif
