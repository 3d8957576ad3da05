#ifndef STAGE_HELD_H
#define STAGE_HELD_H

/*
 * What a running program keeps of a site from one build to the next, so that
 * after an edit only the files that were touched are read and parsed. A build
 * is given it by build_options.held; its flow is always the same, and a build
 * from nothing is one for which nothing is held.
 *
 * What is kept is never changed again. A build works on its own copies: of the
 * pages, whose address in the site, history and neighbours it fills in, and of
 * the slots of their HTML, where it puts what links lead to. All of it is
 * counted by the builds that use it, and freed behind the last of them: a site
 * that stands goes on standing while the next is built, or fails to be.
 *
 * Kept are, as long as the commit, the configuration and the theme are the
 * same (the ground): those, the history, and of each file that was not touched
 * what it came to, with all that was said of it; of a page also what its links
 * lead to, as long as everything that links can lead to is the same. Where the
 * ground or the glossary changed all is read anew, and always where other
 * repositories are mounted.
 *
 * One build at a time may use it; within that, only what is said to be for
 * workers may be called by them.
 */

#include "stage/build.h"

struct link_set;

/* Diagnostics that are said again; their texts are with what they are of. */
struct said {
	struct diag *items;
	size_t len;
};

/* Where workers put what is kept. */
struct room {
	struct arena arena, bodies;
};

/* What the links of a page lead to. */
struct links {
	struct link_set *set; /* whose memory it is */
	uint64_t site; /* a hash of all that links can lead to */
	uint64_t headings; /* and of the headings there */
	struct html_slot *slots; /* of its body */
	struct said said;
};

/* What a file came to. */
struct held_file {
	unsigned uses; /* builds, and the ground while it is the latest */
	bool is_latest; /* the ground has it */
	bool is_sure; /* its stamp would be another if it were touched */
	uint64_t stamp;
	uint64_t passed; /* of a page: a hash of what it takes over */
	uint64_t round; /* the last build that used it */
	struct source source; /* of what was said */
	struct room room; /* its own; empty: it is in the ground's */
	struct said said;
	size_t before; /* what the worker had said before it */

	struct value value; /* of records */
	struct attachment attachment;
	struct page page; /* as it was parsed */
	int state; /* of the page: enum parse_state */
	int audience; /* of the section whose page it is */
	uint64_t address, headings; /* hashes */
	bool leads_to_headings; /* of other pages */
	struct links *links; /* the latest; or NULL */
	const struct page *past; /* what the history tells of it; or NULL */
	char path[]; /* ends with a NUL */
};

/* What is kept; HELD_INIT is nothing. */
struct held {
	struct ground *ground;
	const struct tree *before; /* the tree as it was listed; or NULL */
	const struct str *touched; /* where nothing else was since */
	size_t touched_len;
};

/* Keep nothing any more; builds that use something may go on. */
void held_forget(struct held *held);

/* The functions below do nothing for a build that holds nothing. */

/* The tree by the one before and the files that were touched since. */
bool held_open_tree(struct build *build);

/*
 * Take over configuration and theme, if BUILD, whose tree is open, stands on
 * the same ground as the one before. Else held_set_ground() keeps those that
 * were read.
 */
bool held_take_ground(struct build *build);
void held_set_ground(struct build *build);

/*
 * The glossary that pages are rendered with, in place of the same of this
 * build. False, with build->is_stale set, where it is another.
 */
bool held_take_terms(struct build *build);

/*
 * What ENTRY came to, if the file was not touched since and what it takes over
 * from above has the same hash; or NULL. For workers.
 */
struct held_file *held_find(const struct build *build,
	const struct tree_entry *entry, uint64_t passed);

/* Say again what was said of it. For workers. */
void held_say(const struct held_file *file, struct worker *worker);

/*
 * Between the two, worker NUMBER finds out what ENTRY comes to; all it puts
 * into its arenas, and all it says, is kept. NULL: nothing is. For workers.
 */
struct held_file *held_begin(struct build *build, unsigned number,
	const struct tree_entry *entry, uint64_t passed);
void held_end(struct build *build, unsigned number, struct held_file *file);

/* BUILD uses FILE, which may be NULL, from now on. */
void held_use(struct build *build, struct held_file *file);

/* All files were read: forget those that are no more. */
void held_sweep(struct build *build);

/* Take over where the texts of pages are; or keep it. */
bool held_take_spool(struct build *build);
void held_set_spool(struct build *build);

/* Where to put those that are parsed now; NULL: into the arenas. */
struct spool *held_spool(const struct build *build);

/* The tree whose history is followed: it lives as long as that. */
const struct tree *held_history_tree(struct build *build);

/* Take over the history, with a reader for each worker; or keep it. */
struct history_reader **held_take_history(struct build *build);
void held_set_history(struct build *build, struct history_reader **readers);

/* What the history tells of PAGE, if it is known. For workers. */
bool held_take_past(struct build *build, struct page *page);

/*
 * Between the first two, worker NUMBER finds it out; the last, which keeps it,
 * is not for workers.
 */
void held_begin_past(struct build *build, unsigned number);
void held_end_past(struct build *build, unsigned number);
void held_set_past(struct build *build, struct page *page);

/* BUILD uses nothing of it any more. */
void held_leave(struct build *build);

/* For held_links.c: copy into ARENA what was said behind the first N. */
struct said held_copy(struct arena *arena, const struct diags *diags, size_t n,
	const struct source *source);
void held_say_again(const struct said *said, struct diags *diags);

#endif
