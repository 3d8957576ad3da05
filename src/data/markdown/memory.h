#ifndef DATA_MARKDOWN_MEMORY_H
#define DATA_MARKDOWN_MEMORY_H

/*
 * Memory of an arena for libcmark-gfm, which asks for it in many small pieces
 * and gives all of it back at once.
 */

#include <cmark-gfm.h>

#include "base/arena.h"

/*
 * What this thread's next parser and its nodes take their memory from. Nodes
 * need not be freed: they end with what is in ARENA. There is one at a time
 * for each thread.
 */
cmark_mem *memory_of(struct arena *arena);

#endif
