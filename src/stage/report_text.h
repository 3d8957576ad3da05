#ifndef STAGE_REPORT_TEXT_H
#define STAGE_REPORT_TEXT_H

/* A highlight report in words and tables: the same on pages and in files. */

#include "data/table.h"
#include "stage/report.h"

/* "October 2026", or "3 October 2026 to 9 October 2026". */
struct str report_title(struct arena *arena, const struct report *report);

/* "Pages: 2 published. Actions: 1 done, 3 late from before.", and, where it is
 * so, that nothing changed. */
struct str report_sentence(struct arena *arena, const struct report *report);

/* What has to be known beside it: that the month is not over, that the site
 * began in it, what a clone does not know. Empty, or one or two sentences. */
struct str report_caveat(struct arena *arena, const struct report *report);

/* "pages", "risks": what a list is about, and for people "Pages". Lists of the
 * same come one behind another. */
const char *report_group(enum report_list list);
const char *report_group_title(enum report_list list);

/* "published": the list within what it is about. */
const char *report_key(enum report_list list);

/* The address of the page that a row is about on a site; empty: none. */
typedef struct str report_url_fn(
	void *context, enum report_list list, const struct report_row *row);

/* A list as a table of at most MOST rows, of the columns that say anything;
 * URL_OF may be NULL. */
struct table report_table(const struct report *report, enum report_list list,
	size_t most, report_url_fn *url_of, void *context, struct arena *arena);

/*
 * All of it for programs: {since, until, whole, begins, known_from, changes,
 * pages: {published: […] …}, actions, risks, deliverables, scores}.
 */
struct value report_value(struct arena *arena, const struct report *report);

#endif
