#ifndef STAGE_SEARCH_HOST_H
#define STAGE_SEARCH_HOST_H

/*
 * What the search room is lent by a build: its workers, the texts of its pages,
 * and its sink, with the files of the site that stands. What is put is noted in
 * build->written, what is dropped in build->dropped.
 */

#include "search/search.h"
#include "stage/build.h"

/* A host in the build's arena; what it takes is given back by
 * search_host_close(). */
struct search_host *search_host_open(struct build *build, struct sink *sink);
void search_host_close(struct search_host *host);

#endif
