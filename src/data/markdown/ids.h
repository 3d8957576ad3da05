#ifndef DATA_MARKDOWN_IDS_H
#define DATA_MARKDOWN_IDS_H

/*
 * Ids of headings, as the forges make them, so that a link to a place in a
 * page works in both: lower case, punctuation dropped, spaces to hyphens; a
 * second one of the same name gets "-1", the next "-2".
 */

#include "base/buf.h"
#include "base/map.h"

/* The id for TEXT before any suffix; "section" when nothing is left. */
struct str id_slug(struct arena *arena, struct str text);

/* A new id for TEXT; USED remembers those of the page so far. */
struct str id_unique(struct arena *arena, struct map *used, struct str text);

#endif
