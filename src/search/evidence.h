#ifndef SEARCH_EVIDENCE_H
#define SEARCH_EVIDENCE_H

/* What stands in titles and headings, which says more than any count. */

#include "search/index.h"

struct evidence {
	struct arena *arena; /* of the lists */
	const double *idfs; /* by group */
	VEC(struct title_entry) titles;
	VEC(struct heading_entry) headings;
};

/* The weight of each group, rare ones have more; in ARENA. */
double *evidence_idfs(const struct index *index, struct arena *arena);

/*
 * What a title of N tokens (form × 2, plus 1 if joined) says of its groups:
 * an entry each into OUT, which has room for N. Returns how many.
 */
size_t evidence_weigh(const struct index *index, const double *idfs,
	const uint32_t *tokens, size_t n, struct title_entry *out);

/* Add what a page has, whose tokens are known; pages in their order. */
void evidence_add(
	struct evidence *evidence, const struct index *index, uint32_t page);

/* All by group, of which there are GROUPS, and page; what a heading says twice
 * goes. */
void evidence_sort(struct evidence *evidence, size_t groups);

/* The evidence of all pages, given to their groups. */
void evidence_gather(struct index *index);

#endif
