#ifndef IO_MEMO_H
#define IO_MEMO_H

/*
 * What one run found out and keeps for the next, in the repository's folder
 * guildhall/. A memo starts with a line that names its form, and the hash of
 * the rest; if either is not as it should be, there is no memo.
 */

#include <git2.h>

#include "base/arena.h"
#include "base/buf.h"

struct memo {
	const char *name; /* of the file: "history" */
	const char *form; /* "guildhall history 1\n" */
};

/* What the memo says, in ARENA; empty: there is none that is sound. */
struct str memo_read(const struct memo *memo, git_repository *repository,
	struct arena *arena);

/*
 * Write the memo anew; it is no fault if that fails. While what is pushed may
 * yet be refused, nothing is written.
 */
void memo_write(
	const struct memo *memo, git_repository *repository, struct str body);

#endif
