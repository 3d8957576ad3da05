#ifndef DATA_XLSX_H
#define DATA_XLSX_H

/*
 * A workbook of tables, for spreadsheet programs: a sheet a table, with its
 * titles in a first row that stays in sight and filters, numbers as numbers
 * and days as days. <xlsxwriter.h> is behind this door.
 */

#include "data/table.h"
#include "diag/fault.h"

struct xlsx_sheet {
	const char *name; /* on its tab: 1 to 31 characters, each once */
	struct table table;
};

/*
 * Append the workbook of N sheets (at least one). The same sheets give the
 * same bytes: it says it was made in 1980, as archives without dates do.
 * False with FAULT when there is no room for its parts, which are put together
 * in the folder for temporary files and leave nothing there. One thread at
 * a time.
 */
bool xlsx_put(struct buf *out, const struct xlsx_sheet *sheets, size_t n,
	struct fault *fault);

#endif
