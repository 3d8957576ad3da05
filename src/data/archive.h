#ifndef DATA_ARCHIVE_H
#define DATA_ARCHIVE_H

/*
 * What is packed in a file: the parts of a ZIP archive, which office
 * documents are, and the one of a gzip file.
 */

#include "base/buf.h"

/*
 * Append the names and the bytes of all parts of the archive BYTES, a line
 * end behind each, as far as they can be read and OUT allows. Of anything
 * else nothing is appended. False when there is more than OUT allows.
 */
bool archive_unpack(struct str bytes, struct buf *out);

#endif
