#ifndef STAGE_STAGES_H
#define STAGE_STAGES_H

/* The stages of a build, in their order; for this room alone. */

#include "stage/build.h"

/*
 * build.c: run FN on N items by all workers of the build. WORK is what that is,
 * for who looks on.
 */
void stage_run(const struct build *build, const char *work, size_t n,
	pool_fn *fn, void *context);

/*
 * read.c: the tree; the configuration and the trees that it mounts; both; then
 * what each file is, and the records.
 */
bool stage_open(struct build *build, struct fault *fault);
bool stage_configure(struct build *build, struct fault *fault);
bool stage_read_config(struct build *build, struct fault *fault);
bool stage_read_content(struct build *build, struct fault *fault);
bool stage_read(struct build *build, struct fault *fault);

/* orphans.c: records about what this edition may not hold. */
void stage_drop_orphans(struct build *build);

/* Does the record that MAP is name, as what it is about, something that the
 * edition does not hold? */
bool stage_is_about_hidden(struct build *build, const struct value *map);

/* The date of a commit where it was made. */
struct date stage_commit_date(const struct tree_commit *commit);

/* theme.c: the theme's files and assets; and then its templates. */
bool stage_theme(struct build *build, struct fault *fault);
bool stage_compile(struct build *build);

/* parse.c: front matter and Markdown of all pages; attachments. */
bool stage_parse(struct build *build, struct fault *fault);

/*
 * Parse the body of PAGE, if only an outline of it is known; what is to be said
 * of it was said. For worker NUMBER, whose scratch is written over.
 */
void stage_load_body(struct build *build, unsigned number, struct page *page);

/* Only the front matter. */
bool stage_parse_fronts(struct build *build, struct fault *fault);

/* history.c: what the commits tell of the files. */
bool stage_history(struct build *build, struct fault *fault);

/* Read the commits beforehand, where that may be done beside other things. If
 * it fails, stage_history() tells. */
void stage_open_history(struct build *build);

/*
 * shown_at.c: could this edition's readers see a file as a commit has it, or
 * its first parent (BEFORE)? Paths are from the top of the repository.
 */
struct shown_at {
	const struct build *build;
	struct worker *worker; /* its file and scratch are written over */
	struct history_reader *reader;
	const struct history_commit *commit;
	bool before;
};

bool shown_page(const struct shown_at *at, struct str path);
bool shown_attachment(const struct shown_at *at, struct str path);

/* Read the file into the worker's. */
enum history_found shown_read(const struct shown_at *at, struct str path);

/* The front matter of the worker's file; false when there is no sense in it. */
bool shown_front(
	struct worker *worker, struct limits limits, struct value *map);

/* newest.c: the newest commit that this edition may know, and its date. */
void stage_newest(struct build *build);

/* read.c: the audience of records of a kind that say nothing of it. */
int stage_default_audience(const struct config *config, enum record_kind kind);

/* assemble.c: sections, addresses, aliases, taxonomies, links. */
void stage_assemble(struct build *build);

/* check.c: all that is known only now: references, dates, reviews. */
void stage_check(struct build *build);

/* history_checks.c: what only the commits can show. */
void stage_check_history(struct build *build);

/* render.c: every page of the site, into the sink. */
bool stage_render(struct build *build, struct sink *sink, struct fault *fault);

/*
 * One output, into the worker's buffer, once build->reports is there if it asks
 * for it. False after diagnostics, or with the worker's fault set.
 */
bool stage_render_one(struct build *build, struct worker *worker,
	const struct output *output);

/*
 * write.c: attachments, assets, the manifest; and, of a site that goes on from
 * the one that stands, the manifest alone.
 */
bool stage_write(struct build *build, struct sink *sink, struct fault *fault);
bool stage_write_changes(
	struct build *build, struct sink *sink, struct fault *fault);

/*
 * Make text of the bytes of a file: UTF-8 without a byte order mark, lines
 * ended by "\n". False after a diagnostic.
 */
bool stage_as_text(
	struct worker *worker, const struct source *source, struct buf *file);

/*
 * Read a file as text. False after a diagnostic, or with the worker's fault
 * set. The text is the worker's, until it reads the next.
 */
bool stage_read_text(struct worker *worker, const struct tree_entry *entry,
	const struct source *source, struct str *text);

/*
 * Has the file at most so many bytes? Also true, with the worker's fault set,
 * where that cannot be found out.
 */
bool stage_fits(
	struct worker *worker, const struct tree_entry *entry, size_t most);

/* The place of the byte at AT of a file's TEXT; columns count characters. */
struct place stage_place(
	const struct source *source, struct str text, size_t at);

/* Take over the first fault that a worker met; false when there is one. */
bool stage_no_fault(struct build *build, struct fault *fault);

/* The number of the audience a map claims, by its key "audience". */
struct audience_claim {
	const struct config *config;
	int inherited; /* what holds where nothing is claimed */
	bool must_narrow; /* a claim may not be wider than that */
	int ceiling; /* nor than this, of the source it was mounted from */
};

/*
 * Decide the audience by VALUE (NULL: nothing is claimed); false after a
 * diagnostic, and nothing is shown.
 */
bool stage_audience(const struct audience_claim *claim,
	const struct value *value, struct diags *diags, int *audience);

#endif
