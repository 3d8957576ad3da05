#ifndef SEARCH_GLOSSARY_H
#define SEARCH_GLOSSARY_H

/*
 * A page that uses one name of a glossary entry is found by all of them.
 * Names are sequences of words, one thread's own, made before it reads any
 * page.
 */

#include "search/index.h"

/* Make the names of all entries known to WORKER. */
void glossary_prepare(
	const struct search_site *site, struct index_worker *worker);

/*
 * Append to the worker's tokens the names of the entries that its first N
 * tokens use, each as a stretch of FIELD_EXPANSION.
 */
void glossary_expand(struct index_worker *worker, size_t n);

/* Does the form of that number stand in a page, not only in a name? */
bool glossary_stands(const struct index_worker *worker, uint32_t form);

#endif
