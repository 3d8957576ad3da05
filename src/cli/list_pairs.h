#ifndef CLI_LIST_PAIRS_H
#define CLI_LIST_PAIRS_H

#include "data/table.h"
#include "model/site.h"

/*
 * What the co-ordinator of the critical friends' scheme watches, a row a pair:
 * who is due a session or a review, which problems are open. What presses most
 * comes first. It is for a terminal and never for a page.
 */
struct table list_pairs(const struct site *site, struct arena *arena);

#endif
