#ifndef IO_GIT_H
#define IO_GIT_H

/* Opening git repositories, and saying plainly why one cannot be. */

#include <git2.h>

#include "diag/fault.h"
#include "io/tree.h"

/*
 * Open the repository at PATH: itself, or (SEARCH) the one whose working
 * tree PATH lies in. Within a hook the environment's repository and object
 * quarantine are honoured. False with FAULT set.
 */
bool git_open(git_repository **out, const char *path, bool search,
	struct fault *fault);

/* Set FAULT to WHAT followed by libgit2's own words. Returns false. */
bool git_fault(struct fault *fault, const char *what);

/* A number that is another when the clone's settings change, or how far back
 * it goes. */
uint64_t git_footprint(git_repository *repository);

/* The commit that REV names; false with FAULT set. */
bool git_resolve(git_commit **out, git_repository *repository, const char *rev,
	struct fault *fault);

/* Where PATH lies within the working tree, without "/" at its end; of the
 * repository's own folder, nowhere. */
struct str git_inside(
	struct arena *arena, git_repository *repository, const char *path);

/* A folder as what its files' paths start with: "content/", or "". */
struct str git_prefix(struct arena *arena, struct str folder);

/* Id and date of a commit; the id is put in ARENA. */
struct tree_commit git_commit_of(struct arena *arena, const git_commit *commit);

#endif
