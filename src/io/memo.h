#ifndef IO_MEMO_H
#define IO_MEMO_H

/*
 * What one run found out and keeps for the next, in a file of a folder of
 * guildhall's own. A memo starts with a line that names its form, and the hash
 * of the rest; if either is not as it should be, there is no memo.
 */

#include "base/arena.h"
#include "base/buf.h"

struct memo {
	const char *name; /* of the file: "history" */
	const char *form; /* "guildhall history 1\n" */
};

/*
 * What the memo in folder FD says, in ARENA; empty: there is none that is
 * sound. A folder that could not be opened (-1) has none.
 */
struct str memo_read(const struct memo *memo, int fd, struct arena *arena);

/* Write the memo anew; it is no fault if that fails. */
void memo_write(const struct memo *memo, int fd, struct str body);

#endif
