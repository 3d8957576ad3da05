#ifndef UNIT_IO_HISTORY_MAKE_H
#define UNIT_IO_HISTORY_MAKE_H

/* Repositories made by a script, and their histories. */

#include "io/history.h"
#include "unit/units.h"

/*
 * Make a repository in a new folder, by a shell script that has these words:
 *
 *	say FILE WORD…    write a file with a line for each word
 *	seal MESSAGE…     commit all there is, a minute after the last time
 *	now               the date that the next commit is given
 *	unite BRANCH…     merge, a minute later
 *	as NAME ADDRESS   be somebody
 */
void history_make(char top[UNITS_PATH], const char *script);

/* The history behind HEAD of a repository, found out and followed. */
struct history_made {
	struct tree tree;
	struct history *history;
	struct history_reader *reader;
};

void history_made_open(struct history_made *opened, const char *top);
void history_made_close(struct history_made *opened);

/* The history of a file that has one. */
const struct history_file *history_made_file(
	const struct history_made *opened, const char *path);

/*
 * "AMR*": the kinds of a file's changes, newest first, "*" where it counts;
 * "?" behind them when there may be older ones, "!" when it is not sure.
 */
void history_put_kinds(struct buf *out, const struct history_file *file);

#endif
