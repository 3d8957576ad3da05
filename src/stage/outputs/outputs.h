#ifndef STAGE_OUTPUTS_OUTPUTS_H
#define STAGE_OUTPUTS_OUTPUTS_H

/*
 * The pages of the site that are made from templates. Each kind is in
 * a file of this folder: which template, what it is about, what it shows.
 */

#include "data/table.h"
#include "stage/values.h"

struct output;

/* Add what the output shows to MAP, in ARENA. */
typedef void output_fn(const struct build *build, const struct output *output,
	struct value_map *map, struct arena *arena);

/* Make the table that the output is, as CSV or JSON by its URL. */
typedef struct table output_table_fn(const struct build *build,
	const struct output *output, struct arena *arena);

/* Append the bytes that the output is: a workbook, a calendar. */
typedef bool output_bytes_fn(const struct build *build,
	const struct output *output, struct arena *arena, struct buf *out,
	struct fault *fault);

struct output {
	struct str url; /* site path */
	const struct page *page; /* whose address that is, or NULL */
	const struct page *body; /* that it shows the body of, or NULL */
	const char *template; /* and fill; or else table, or else bytes */
	output_fn *fill;
	output_table_fn *table;
	output_bytes_fn *bytes;
	const void *subject; /* page, section, facet …; by fill */
	const struct section *section; /* it belongs to, or NULL */
	size_t part, parts; /* of a long list: which of how many, from 0 */
	const struct map *inlined; /* of a handbook: pages shown in it */
	struct str root; /* where all links start, if not here */
	bool reports; /* it tells what build.reports found out */
};

/* Find out all that is to be made. */
void outputs_collect(struct build *build);

/* Each adds the outputs of its kind; called by outputs_collect(). */
void outputs_add_feeds(struct build *build); /* feeds.c */
void outputs_add_pages(struct build *build); /* pages.c */
void outputs_add_facets(struct build *build); /* facets.c */
void outputs_add_letters(struct build *build); /* letters.c */
void outputs_add_glossary(struct build *build); /* glossary.c */
void outputs_add_reviews(struct build *build); /* reviews.c */
void outputs_add_factors(struct build *build); /* factors.c */
void outputs_add_assessments(struct build *build); /* assessments.c */
void outputs_add_contracts(struct build *build); /* contracts.c */
void outputs_add_organisations(struct build *build); /* organisations.c */
void outputs_add_comparisons(struct build *build); /* comparisons.c */
void outputs_add_scores(struct build *build); /* scores.c */
void outputs_add_plans(struct build *build); /* plan.c */
void outputs_add_risks(struct build *build); /* risks.c */
void outputs_add_deliverables(struct build *build); /* deliverables.c */
void outputs_add_groups(struct build *build); /* groups.c */
void outputs_add_events(struct build *build); /* events.c */
void outputs_add_worth(struct build *build); /* worth.c */
void outputs_add_scheme(struct build *build); /* scheme.c */
void outputs_add_programme(struct build *build); /* programme.c */
void outputs_add_reports(struct build *build); /* reports.c */
void outputs_add_work(struct build *build); /* work.c */
void outputs_add_calendars(struct build *build); /* calendars.c */
void outputs_add_registers(struct build *build); /* registers.c */
void outputs_add_changes(struct build *build); /* changes.c */
void outputs_add_search(struct build *build); /* search.c */

/* The output at a site path, or NULL. */
const struct output *outputs_find(const struct build *build, struct str url);

/* The whole context of an output: what it shows, site and navigation. */
struct value outputs_context(const struct build *build,
	const struct output *output, struct arena *arena);

#endif
