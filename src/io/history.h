#ifndef IO_HISTORY_H
#define IO_HISTORY_H

/*
 * The history of the files of a tree, as the commits behind it tell it: what
 * each commit did is found out once, by comparing trees, and all files are
 * then followed back together in one walk.
 *
 * The rules are those of `git log --follow FILE`: at a merge that leaves a
 * file as one parent had it, that parent alone is followed, so that a change
 * counts once; a file that was deleted and came back has its earlier life
 * behind it. Two things are told better: where a file was moved away, its
 * history goes with it and not to what takes its place, and a copy begins
 * anew.
 *
 *	struct history *history = history_open(&tree, &fault);
 *	reader = history_reader_open(history, &fault);    (one a thread)
 *	for (i = 0; i < history_tasks(history); i++)
 *		history_compare(history, reader, i, &fault) &&
 *			history_weigh(history, reader, i, &fault);
 *	history_follow(history);
 *	file = history_of(history, STR("guidance/exit.md"));
 *	history_close(history);
 *
 * Everything it hands out is its own and lives until it is closed. Between
 * history_open() and history_follow(), history_compare() and history_weigh()
 * alone may be called by several threads, each with its own reader and its
 * own tasks.
 */

#include "io/tree.h"

enum history_kind {
	HISTORY_ADDED,
	HISTORY_CHANGED,
	HISTORY_MOVED, /* perhaps changed as well: see counts */
	HISTORY_REMOVED /* of an earlier life of the file */
};

/* An author, as the repository's .mailmap has them. */
struct history_person {
	struct str name;
	struct str email; /* lower case; tells people apart, never shown */
};

struct history_commit {
	struct str id; /* 40 hex digits */
	int64_t time; /* seconds since 1970, of the author */
	int offset; /* minutes east of UTC, of the author */
	struct str summary; /* its first line */
	const struct history_person **people; /* author, then co-authors */
	size_t people_len;
	const struct str *paths; /* all files that it touched, from the top of
				  * the repository; of a merge, those it
				  * changed itself */
	size_t paths_len;
	bool ignored; /* named in .git-blame-ignore-revs */
	bool first; /* it has no parent: what it touched is not listed */
};

/* One commit's change of one file. */
struct history_change {
	const struct history_commit *commit;
	enum history_kind kind;
	bool counts; /* the content changed: it was not only moved, reviewed
		      * or merged, and the commit is not ignored */
	bool review; /* only dates of reviews changed */
	struct str path; /* from the top of the repository, at that commit */
	struct str from; /* where it was before, if it was moved */
};

struct history_file {
	VEC(struct history_change) changes; /* the newest first */
	bool complete; /* false: before the last of them nothing is known */
	bool sure; /* false: which of them count could not be found out */
};

struct history;
struct history_reader;

/*
 * Find the commits behind TREE, which is of a repository (tree->repository).
 * What an earlier run found out is taken from the repository's folder
 * guildhall/history, if that is sound. NULL with FAULT set when a commit
 * cannot be read.
 */
struct history *history_open(const struct tree *tree, struct fault *fault);
void history_close(struct history *history);

/* How many commits are still to be compared with their parents. */
size_t history_tasks(const struct history *history);

/*
 * So many of those in a row are best one thread's, which makes so many turns:
 * neighbours have most folders in common, and lie side by side in a pack, each
 * as what it differs in from the next.
 */
enum { HISTORY_TURN = 128 };
size_t history_turns(const struct history *history);

/* A reader for one thread; it is the history's. NULL with FAULT set. */
struct history_reader *history_reader_open(
	struct history *history, struct fault *fault);

/* Do task number I: what the commit did to which file. */
bool history_compare(struct history *history, struct history_reader *reader,
	size_t i, struct fault *fault);

/*
 * Then find out which of it changes no content: dates of reviews, and what
 * git merges by itself. Where that is not done, it all counts.
 */
bool history_weigh(struct history *history, struct history_reader *reader,
	size_t i, struct fault *fault);

/* Follow all files of the tree, once all tasks are done. */
void history_follow(struct history *history);

/*
 * Keep what was found out since the last time for the next run; it is no fault
 * if that fails.
 */
void history_save(struct history *history);

/* The history of the file at PATH of the tree; NULL: it is in no commit. */
const struct history_file *history_of(
	const struct history *history, struct str path);

/* All commits that were followed, newest first. */
const struct history_commit *const *history_commits(
	const struct history *history, size_t *n);

/* What is known of a page's file by its blob alone. */
struct history_front {
	struct str text; /* front matter and the lines that fence it, as they
			  * are written */
	size_t size; /* of the whole file */
};

/*
 * The front matter of the page that is a blob (its id, 20 bytes): known from
 * the commits, or read. False: it has none that ends, or cannot be read. For
 * one thread at a time.
 */
bool history_front(struct history *history, struct history_reader *reader,
	const unsigned char *blob, struct history_front *front);

/* Is it known, so that nothing is to be read? */
bool history_knows_front(const struct history *history,
	const struct history_reader *reader, const unsigned char *blob);

enum history_found { HISTORY_NONE, HISTORY_FOUND, HISTORY_UNREADABLE };

/* Append the file at PATH (from the top of the repository) of a commit. */
enum history_found history_read_at(struct history_reader *reader,
	const struct history_commit *commit, struct str path, struct buf *out);

/* The same as its first parent had it; of a first commit, nothing. */
enum history_found history_read_before(struct history_reader *reader,
	const struct history_commit *commit, struct str path, struct buf *out);

/* The id and the committer's time of a commit; false when it is not here. */
bool history_commit_of(struct history_reader *reader,
	const struct history_commit *commit, struct arena *arena,
	struct tree_commit *out);

/* Is the repository a shallow clone; is it one without all objects? */
bool history_is_shallow(const struct history *history);
bool history_is_partial(const struct history *history);

/* Where a branch stood at the end of a day. */
enum history_known {
	HISTORY_KNOWN,
	HISTORY_NOT_YET, /* there was no commit yet */
	HISTORY_CUT /* this clone does not go back so far */
};

struct history_point {
	enum history_known known;
	struct str commit; /* 40 hex digits; unless it is known, of the oldest
			    * commit there is */
	int64_t day; /* of its committer: days since 1970 where it was made */
};

/*
 * Find the newest commit that was made on DAY or before, on the branch's own
 * line: the commit of the tree, its first parent, the first parent of that.
 * What was merged in counts from its merge on, whenever it was written. BEHIND
 * (or NULL: from the newest) is an answer for a later day, to go on from.
 */
struct history_point history_at(const struct history *history,
	const struct history_point *behind, int64_t day);

/* How one file differs between two commits. */
struct history_difference {
	enum history_kind kind; /* HISTORY_REMOVED: not found elsewhere */
	struct str path; /* in the later one; of a removed file, in the earlier;
			  * below the tree's prefix */
	struct str from; /* where it was before, if it was moved */
	bool counts; /* its content changed, and not only dates of reviews */
};

struct history_differences {
	VEC(struct history_difference) list; /* by path */
};

/*
 * Compare the content as it was at two commits (40 hex digits; OLD may be
 * empty: everything is new), as `git diff -M` does. False with FAULT set.
 */
bool history_between(struct history *history, struct history_reader *reader,
	struct str old, struct str new, struct history_differences *out,
	struct fault *fault);

/* The author's day of a commit: days since 1970 where it was made. */
int64_t history_day(const struct history_commit *commit);

#endif
