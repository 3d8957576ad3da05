#ifndef STAGE_KEPT_H
#define STAGE_KEPT_H

/*
 * The records of old trees, kept by the id of the file they stood in: from
 * month to month most files stay as they are, and need not be read again; and
 * the front matter of pages, as far as the history knows it, kept by its text:
 * most changes leave it as it is. Only one thread at a time may build with it;
 * zero is an empty one, and arena_release() of its arena ends it.
 */

#include "stage/build.h"

struct kept {
	struct history *history; /* knows the front matter of pages; or NULL */
	struct history_reader *reader; /* of it */
	struct arena arena; /* of the map and of all values in it */
	struct map by_blob; /* id, 20 bytes → const struct value * */
	struct map by_front; /* front matter → const struct value * */
};

/* What a file of records holds; NULL: not known, or BUILD keeps nothing. */
const struct value *kept_find(
	const struct build *build, const struct tree_entry *entry);

/* Is it known without reading what the front matter of a page is? */
bool kept_knows(const struct build *build, const struct tree_entry *entry);

/*
 * The front matter of a page, and how large its file is. False where that is
 * not known: the file is to be read.
 */
bool kept_front(const struct build *build, const struct tree_entry *entry,
	struct history_front *front);

/* The map that such front matter is; NULL: it was not read yet. */
const struct value *kept_map(
	const struct build *build, const struct history_front *front);

/* Keep MAP, which is in kept_arena(); NULL is not kept. */
void kept_add_map(const struct build *build, const struct history_front *front,
	const struct value *map);

/* Where to put what is read by WORKER: its own arena if BUILD keeps nothing. */
struct arena *kept_arena(const struct build *build, struct worker *worker);

/* Keep VALUE, which was put there; NULL and the null value are not kept. */
void kept_add(const struct build *build, const struct tree_entry *entry,
	const struct value *value);

#endif
