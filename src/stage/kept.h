#ifndef STAGE_KEPT_H
#define STAGE_KEPT_H

/*
 * The YAML of old trees, kept by the id of the file it stood in: from month to
 * month most files stay as they are, and need not be read again. Only one
 * thread at a time may build with it; zero is an empty one, and arena_release()
 * of its arena ends it.
 */

#include "stage/build.h"

struct kept {
	struct arena arena; /* of the map and of all values in it */
	struct map by_blob; /* id, 20 bytes → const struct value * */
};

/* What the file holds, or NULL: not known, or BUILD keeps nothing. */
const struct value *kept_find(
	const struct build *build, const struct tree_entry *entry);

/* Where to put what is read by WORKER: its own arena if BUILD keeps nothing. */
struct arena *kept_arena(const struct build *build, struct worker *worker);

/* Keep VALUE, which was put there; NULL and the null value are not kept. */
void kept_add(const struct build *build, const struct tree_entry *entry,
	const struct value *value);

#endif
