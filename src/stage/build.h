#ifndef STAGE_BUILD_H
#define STAGE_BUILD_H

/*
 * Building a site: a tree of files in, a tree of files out, and diagnostics.
 * build_run() is the whole of it; the other functions of this room are its
 * stages, each in a file of its own, in the order of the list in build.c.
 *
 *	struct build build;
 *	build_init(&build, &options);
 *	if (build_run(&build, sink, &fault)) ...
 *	build_release(&build);
 */

#include "io/history.h"
#include "io/sink.h"
#include "io/tree.h"
#include "model/site.h"
#include "score/book.h"
#include "search/search.h"
#include "stage/pool.h"
#include "theme/template.h"

struct build_options {
	struct str source; /* folder or repository */
	struct str rev; /* a revision; empty: the files of the folder */
	struct str subdir; /* the content repository within the revision */
	struct str theme; /* folder of a theme, or empty: by configuration */
	struct str themes; /* folder that installed themes are in */
	struct str edition; /* an audience; empty: the widest */
	struct str as_at; /* "2026-03-14", "today"; empty: of the commit */
	struct str previous; /* manifest of the site before; empty: none */
	struct date today; /* what the caller's clock says */
	int64_t now; /* the same, in nanoseconds since 1970 */
	struct str program; /* tells the caller's program from all others */
	unsigned jobs; /* threads; 0: as many as there are processors */
	bool all_audiences; /* where no edition is named: the narrowest */
	bool anew; /* build the site even if it stands */
	bool strict; /* warnings are errors */
	bool everything; /* check: also what no build needs to know */
	bool search; /* index the pages for the search */
	/* Of an old tree: the site that came of it. Its configuration and
	 * edition hold, and what it may not hold is left out. Else NULL. */
	const struct site *later;
	struct held *held; /* held.h: what is kept from build to build; or
			    * NULL */
	struct kept *kept; /* kept.h: likewise, what its files hold; or NULL */
	/* Likewise, the paths of the only pages that matter, beside those of
	 * sections; or NULL. */
	const struct map *wanted;
	struct buf *corpus; /* append the pages as they are indexed; or NULL */
	/* Told the name of each stage as it starts; may be NULL. */
	void (*progress)(void *context, const char *stage);
	void *context; /* for progress */
	struct pool_watch watch; /* of what its workers share */
	char *const *environment; /* for overrides of the configuration */
};

/* What one thread of a build has of its own. */
struct worker {
	struct arena arena; /* lives as long as the build */
	struct arena bodies; /* the HTML of pages, until all are rendered */
	struct arena scratch; /* one page, one stage */
	struct spool_writer spooling;
	struct diags diags;
	struct tree_reader *reader;
	struct buf file; /* the file being read */
	struct buf out; /* the page being rendered */
	struct markdown_workspace markdown;
	struct fault fault;
};

struct theme_asset {
	struct str url; /* with the hash of its bytes in the name */
	struct str bytes;
};

struct theme_text {
	const struct source *source;
	struct str text;
};

struct theme_files;

/* The theme in use. */
struct theme {
	struct str folder;
	struct template_set templates;
	struct value assets; /* map: name of a file → its URL */
	struct value settings; /* map */
	VEC(struct theme_asset) files; /* to be published */
	VEC(struct theme_text) texts; /* of its files, for diagnostics */
	struct theme_files *read; /* theme.c: what they are */
	bool is_compiled; /* the templates are; before that there are none */
};

/* How much a site has. */
struct build_counts {
	size_t pages, records, files;
	size_t touched; /* files that were put or dropped */
};

/*
 * Where in what a build left for the next (left.h) the parts of it begin:
 * LEFT_NO_ROOT where there is none.
 */
#define LEFT_NO_ROOT UINT64_MAX

/* Bytes that are left one piece behind another. */
struct left_pieces {
	struct buf *items;
	size_t len;
};

struct left_roots {
	uint64_t pages; /* what pages came to */
	uint64_t index; /* of the search */
};

/* What was said of a site that has to be said again by the next build, because
 * what makes it say so need not be done again. */
struct left_notes {
	VEC(struct diag) of_pages; /* by parsing, and by resolving links */
	VEC(struct diag) of_history;
};

struct shared; /* values.h: what all templates are given */
struct kept; /* kept.h */
struct held; /* held.h */
struct ground;
struct left;
struct reports; /* reports.h: what happened, month by month */
struct output; /* outputs.h: a page of the site that is made */

struct build {
	struct build_options options;
	unsigned jobs;
	struct arena arena; /* what all workers read */
	struct diags diags; /* of the stages that run alone */
	struct worker *workers;
	struct spool *spool; /* the HTML and the texts of pages */
	struct tree tree;
	struct ground *ground; /* held.h: what it stands on; or NULL */
	VEC(struct held_file *) holds; /* held.h: what of that it uses */
	VEC(struct links *) linked;
	struct linking *linking; /* held_links.h */
	bool is_stale; /* held.h, left.h, or somebody touched the site that
			* stands: it must be done once more, with
			* nothing of what there was before */
	VEC(struct page *)
	listed; /* the files of pages, by path; with those
		 * that no reader is shown */
	struct left *left; /* left.h: what the build before left; or NULL */
	struct left_roots roots; /* where in that it begins; and then, where
				  * what this build leaves does */
	struct left_notes notes;
	struct left_pieces leaving; /* what pages came to */
	struct search_memory index; /* and what the search did: both must stay
				     * until the sink has them */
	struct history *history; /* NULL: none is known */
	struct fault history_fault; /* why it could not be opened */
	bool has_history; /* the commits tell of it */
	int64_t history_begins; /* the day of the oldest: since 1970 */
	bool is_partial; /* what its clone lacks of the past may come without
			  * any other sign */
	struct history_reader *history_reader; /* for what runs alone */
	struct site site;
	struct theme theme;
	bool is_themed; /* it can be used */
	struct book book; /* the assessments, scored; once all is clean */
	const struct reports *reports; /* reports.h; NULL: none are shown */
	bool are_reported; /* stage_reports() was called */
	struct shared *shared;
	VEC(struct output) outputs;
	VEC(struct sink_file) written; /* for the manifest, by path */
	VEC(struct str) dropped; /* of a site that goes on from another */
	struct build_counts counts; /* of the site that was built */
	uint64_t key; /* unchanged.h: of all that it is made of */
	uint64_t rest_key; /* and of all but pages */
	struct buf memory; /* what to remember of it; may be empty */
	bool is_unchanged; /* the site that stands is this one: nothing was put
			    * into the sink */
};

void build_init(struct build *build, const struct build_options *options);
void build_release(struct build *build);

/*
 * Make a build that was initialised, and perhaps used, ready for another with
 * these OPTIONS, of as many jobs; its memory is used again.
 */
void build_again(struct build *build, const struct build_options *options);

/*
 * Build the site and put it into SINK; NULL checks only. False when there
 * are errors in the content (build.diags, sorted) or FAULT is set; then
 * nothing was committed. Nor is anything where the site that stands is this
 * one already (build.is_unchanged).
 */
bool build_run(struct build *build, struct sink *sink, struct fault *fault);

/*
 * Only find out all there is to know of the site, without its pages: what a
 * command needs that prints something else. False as with build_run().
 */
bool build_read(struct build *build, struct fault *fault);

/*
 * Only read the records, the front matter of the pages and the history: what
 * it takes to compare two days. What is wrong with the content is not said;
 * build.diags tells what the history does not. False as with build_run().
 */
bool build_outline(struct build *build, struct fault *fault);

/*
 * Only read the configuration, and say in site.edition which edition it is.
 * False as with build_run().
 */
bool build_name_edition(struct build *build, struct fault *fault);

/* The text of a file that diagnostics point into, as long as BUILD lives. */
struct str build_text_of(void *build, const struct source *source);

#endif
