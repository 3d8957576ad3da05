#ifndef SEARCH_UNPACK_H
#define SEARCH_UNPACK_H

/*
 * The files of the index read back: what words and texts are in one. The
 * other half of pack_*.c, for whoever must know what was written.
 */

#include "base/buf.h"

/*
 * Append the words and texts that the file FILE of SEARCH_FOLDER holds, a
 * line end behind each. Postings and the backward copy of the dictionary
 * hold none.
 */
void search_unpack(struct str file, struct buf *out);

#endif
