#ifndef SEARCH_OCCURRENCE_H
#define SEARCH_OCCURRENCE_H

/*
 * What a page has of each of its forms: how often, in which fields, and where.
 * That is found out while the tokens of the page are still at hand, and is
 * packed; whatever comes later goes through the forms, which are half as many.
 */

#include "search/index.h"

struct occurrence {
	uint32_t form; /* the number that the page's worker has for it */
	uint32_t counts[FIELD_CODE + 1]; /* by field */
	uint8_t sixths; /* of the text, a bit each */
	uint32_t place_count; /* in what was not added to the page */
	struct str places; /* each as its distance from the one before */
};

/* What is needed for it: one a worker. */
struct occurring *occurrences_open(void);
void occurrences_close(struct occurring *occurring); /* or NULL */

/*
 * Pack what the tokens of WORKER say, which are a page's; by stretches, the
 * last of which ends them. OUT gets the occurrences, in the worker's arena and
 * in the order in which they are met, and how many there are.
 */
void occurrences_pack(struct index_worker *worker, struct page_tokens *out);

/* Take the first of packed occurrences; false: there is none. */
bool occurrences_next(struct str *packed, struct occurrence *out);

/* The occurrences of the forms of one group in a page, to be put as places. */
struct group_places {
	uint32_t rank; /* of the form, in its group */
	uint32_t count; /* places; at least one */
	struct str places;
};

/*
 * Append the places of a group of FORMS forms, of which N are in the page: how
 * many there are, less one; and each as its distance from the one before,
 * times FORMS, plus the rank of its form. By position, and then by rank.
 */
void occurrences_put_places(struct buf *out, const struct group_places *forms,
	size_t n, uint32_t forms_of_group);

#endif
