#ifndef MODEL_SITE_H
#define MODEL_SITE_H

/*
 * What a site is: pages in sections, attachments, records, and the
 * configuration. The stages fill it in; once assembled it is read-only and
 * shared by all threads. All memory is the build's.
 */

#include "data/markdown/markdown.h"
#include "io/history.h"
#include "io/spool.h"
#include "model/config.h"
#include "model/front.h"
#include "model/records/records.h"

struct section;

/* What the top folder of a page, or its `type:`, makes of it. */
struct page_type {
	struct str id; /* "guidance" */
	struct str folder; /* the top folder that gives it */
	struct str title; /* "Guidance": one of it */
	struct str template; /* the theme's template */
};

/* A change of a page, as its commit tells of it. */
struct revision {
	const struct history_change *change;
	struct date date; /* its author's day */
	bool tell; /* the commit's summary is about nothing that this edition
		    * may not show */
};

/* What a page says of a file beside it: whom it is for. */
struct file_claim {
	struct str path; /* in the repository */
	struct str name; /* as the page has it */
	struct place place; /* where */
	int audience;
};

struct held_file; /* stage/held.h */

struct page {
	struct source source; /* path in the repository */
	const struct tree_entry *entry; /* its file */
	struct held_file *held; /* what is kept of it from build to build; or
				 * NULL */
	struct str url; /* site path: "guidance/exit.html" */
	uint64_t url_hash; /* of it */
	struct str anchor; /* id prefix where several pages are in one */
	struct front front; /* with what the section passes on */
	struct markdown_body body;
	struct spooled html; /* the text of the body's, which has none */
	struct spooled text; /* for the search; or none */
	VEC(struct markdown_block) blocks; /* of that, in order */
	struct section *section;
	const struct page_type *type;
	bool is_section; /* the page of its section: _index.md */
	bool is_outline; /* of its body, headings and first words alone are
			  * known (stage/left.h) */
	size_t listed; /* its number among the files of pages */
	size_t index; /* its number among the site's pages */
	size_t order; /* and among those of its section */
	int audience; /* number in the configuration's list */
	struct date updated; /* last change that the page tells of */
	struct date review_due; /* none: never reviewed, or no period */
	VEC(struct revision) revisions; /* the newest first; none: unknown */
	VEC(struct str) moved_from; /* addresses it had, by its history */
	bool beginning_unknown; /* the clone is too shallow to know it */
	struct date created; /* by its history; none: unknown */
	struct date changed; /* its content, by its history; none: unknown */
	VEC(struct file_claim) files; /* whom files beside it are for */
};

struct section {
	struct str path; /* "guidance/areas/"; "" of the whole site */
	struct str url; /* site path of its page: "guidance/index.html" */
	struct str title;
	struct page *page; /* its _index.md, or NULL */
	struct section *parent; /* NULL of the whole site */
	VEC(struct section *) sections; /* below it, in order */
	VEC(struct page *) pages; /* in it, without its own page, in order */
	int audience;
	uint64_t passes; /* a hash of all that pages below it take over */
};

/* A file that is published as it is, beside its page. */
struct attachment {
	const struct tree_entry *entry;
	struct source source;
	struct str url; /* site path */
	int audience;
	unsigned width, height; /* of a picture, in pixels; or 0 */
};

/* An old address that leads to a page. */
struct alias {
	struct str url; /* site path of the redirect page */
	const struct page *page;
	struct place place;
	struct str text; /* as it was written */
};

/* The pages that have one value of one taxonomy. */
struct facet {
	const struct taxonomy *taxonomy;
	const struct taxon *taxon;
	struct str url; /* site path of its page */
	VEC(struct page *) pages; /* by title */
};

/*
 * What this edition may not hold, for nobody but those who see to it that it
 * holds none of it.
 */
struct dropped {
	VEC(const struct value *) records; /* the map of each */
	VEC(struct page *) pages; /* path and audience; never parsed */
	VEC(struct attachment *) attachments;
};

struct site {
	struct config config;
	struct records records;
	VEC(struct page *) pages; /* by path */
	VEC(struct section *) sections; /* by path: the whole site first */
	VEC(struct attachment *) attachments; /* by path */
	VEC(struct alias) aliases;
	VEC(struct facet) facets; /* by taxonomy, then value */
	struct map pages_by_path; /* path → struct page * */
	struct map sections_by_path; /* path → struct section * */
	struct map attachments_by_path; /* path → struct attachment * */
	struct map urls; /* site path → struct str * : what makes it */
	struct map clashes; /* site paths that were claimed twice, and said */
	struct map file_audiences; /* path of an attachment, and "path of a
				    * page without .md" for those named as
				    * it is → struct file_claim * */
	struct map hidden; /* paths that this edition may not hold, and the
			    * folders they are in → the site itself: links
			    * to what is not there for it become text */
	struct map unpublished; /* paths of drafts and refused files */
	struct map refused; /* of those, pages with faults that leave nothing
			     * to show */
	struct map hidden_records; /* "kind/id" of records of that sort; of
				    * assessments "assessments/SUBJECT SET DATE
				    * KIND" */
	struct dropped dropped;
	struct terms terms; /* the glossary, for the renderer */
	struct date as_at; /* the report date */
	struct date latest; /* what is later than this has not happened yet:
			     * as_at, or the day of a newer commit that
			     * touched nothing this edition may hold */
	int edition; /* the audience it is for */
	struct str commit; /* 40 hex digits, or empty */
};

enum { PAGE_TYPES = 8 };

/* The kinds of page, ended by one without id. */
extern const struct page_type page_types[PAGE_TYPES + 1];

/* The type of that id, or NULL. */
const struct page_type *page_type_find(struct str id);

/* The type that the top folder of PATH gives; never NULL. */
const struct page_type *page_type_of_path(struct str path);

/* The title of a review state and the like: what a page's status is called. */
enum review_state {
	REVIEW_NONE, /* never reviewed, and no date set */
	REVIEW_CURRENT,
	REVIEW_SOON,
	REVIEW_OVERDUE
};

enum review_state page_review_state(
	const struct site *site, const struct page *page);

/* Is its consultation open at the report date? */
bool page_consultation_open(const struct site *site, const struct page *page);

/* Pages by title. For qsort. */
int page_compare_title(const void *left, const void *right);

/* Put all N pages of a site in that order; fast. */
void pages_sort_title(struct page **pages, size_t n, struct arena *scratch);

/* Pages in the order of a section: weight, then title. For qsort. */
int page_compare(const void *left, const void *right);

/*
 * Does the edition hold all that there is? Where it does not, how much stands
 * before something, or how many there are, tells of what it may not hold.
 */
bool site_is_whole(const struct site *site);

/*
 * Only sections that hold something are part of the site; one that is
 * hidden, or whose pages all are, is not.
 */
bool section_is_shown(const struct section *section);

/* The section of the folder that the file at PATH is in, or of the nearest
 * folder above it that has one. */
struct section *site_section_near(const struct site *site, struct str path);

#endif
