#ifndef STAGE_LEFT_VALUE_H
#define STAGE_LEFT_VALUE_H

/*
 * Values that were read from YAML, packed for the next run, each with its
 * place; all in one file, which is not said again. HTML and URLs, which no YAML
 * holds, cannot be packed.
 */

#include "data/value.h"
#include "io/packing.h"

/* Append VALUE. */
void left_put_value(struct buf *out, const struct value *value);

/*
 * Take the value that comes next; its texts are views of what is read, its
 * places in SOURCE. False where there is none; FROM is bad then.
 */
bool left_take_value(struct unpacking *from, const struct source *source,
	struct arena *arena, struct value *value);

#endif
