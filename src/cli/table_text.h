#ifndef CLI_TABLE_TEXT_H
#define CLI_TABLE_TEXT_H

/* A table for a terminal, or as --json and --csv ask. */

#include "cli/options.h"
#include "data/table.h"

/* Append it in the form that OPTIONS ask for; as text its columns, headed by
 * their titles, stand below one another. */
void cli_put_table(struct buf *out, const struct table *table,
	const struct options *options);

#endif
