#ifndef SEARCH_WEIGH_H
#define SEARCH_WEIGH_H

/*
 * What one thread counts of pages, for weigh.c and for bringing an index up to
 * date. A weigher is for one index, whose forms and groups are known.
 */

#include "search/index.h"

/* What one page has of a group: half a line of the cache. */
struct tally {
	uint32_t counts[FIELD_CODE + 1]; /* by field */
	uint8_t sixths;
	bool seen;
};

/* What one thread knows of a form. */
struct form_tally {
	uint32_t group;
	bool is_alone; /* in its group */
	uint32_t pages; /* that have it */
	uint32_t titles; /* that have it */
};

/* What one thread counts. */
struct weigher {
	struct arena arena; /* of the shares and lists */
	struct tally *tallies; /* by group; clear between pages */
	struct form_tally *forms; /* by form */
	uint32_t *group_pages; /* of groups of several forms */
	VEC(uint32_t) touched; /* groups of several forms that the page has */
	VEC(uint32_t) met; /* its forms */
};

/* One page's share of a group's postings: group × 256 + bits, as they have
 * the page × 256 + bits. */
typedef uint32_t group_share;

struct shares {
	const group_share *items;
	size_t len;
};

void weigher_open(struct weigher *weigher, const struct index *index);
void weigher_close(struct weigher *weigher);

/*
 * What a page says of its groups: the weigher's own. Its forms are in
 * weigher->met until the next page. Forms without a number are passed over.
 */
struct shares weigher_page(struct weigher *weigher, const struct index *index,
	const struct page_tokens *page);

#endif
