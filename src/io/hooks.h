#ifndef IO_HOOKS_H
#define IO_HOOKS_H

/* The hooks of a git repository. */

#include "base/arena.h"
#include "diag/fault.h"

struct hooks {
	struct str folder; /* that git looks for them in */
	struct str top; /* of the working tree, or of the bare repository */
	struct str branch; /* what HEAD stands for: "main" */
	struct str inside; /* the folder asked for, within the working tree */
	bool bare;
};

/* Find those of the repository that PATH is or lies in; all in ARENA. */
bool hooks_find(struct hooks *hooks, struct str path, struct arena *arena,
	struct fault *fault);

/*
 * Write the hook of that NAME. One that is there already is replaced only if
 * it holds the line MARK, which TEXT has as well.
 */
bool hooks_write(const struct hooks *hooks, const char *name, struct str text,
	struct str mark, struct fault *fault);

#endif
