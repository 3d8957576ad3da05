#ifndef IO_HISTORY_FACTS_H
#define IO_HISTORY_FACTS_H

/*
 * What is known of each commit, for the history_*.c files alone. None of it
 * can ever change, which is why it may be kept from run to run.
 */

#include "base/map.h"
#include "io/git.h"
#include "io/history.h"
#include "io/packs.h"

enum what { WHAT_ADDED, WHAT_CHANGED, WHAT_MOVED, WHAT_REMOVED };

enum {
	NOTE_SAME = 1, /* moved, or of another mode, but not changed */
	NOTE_REVIEW = 2, /* only dates of reviews changed */
	NOTE_CLEAN = 4, /* of a merge: just what git makes of the parents */
	NOTE_AWAY = 8, /* removed, because it was moved elsewhere */
	NOTE_UNSURE = 16 /* an object to tell by is not here */
};

/* How a file of a commit differs from a parent's. */
struct fact {
	struct str path;
	struct str from; /* WHAT_MOVED: its path in the parent */
	git_oid blob, old; /* in the commit and the parent, or zero; not kept
			    * from run to run */
	unsigned char what; /* enum what */
	unsigned char notes;
};

/* What is kept of a page's file, by the id of its blob. */
struct opening {
	unsigned char id[GIT_OID_RAWSZ];
	struct str front; /* front matter and the lines around it, as written;
			   * empty: it has none that ends */
	size_t size; /* of the file */
	uint64_t rest; /* hash of what is behind the front matter */
	bool is_whole; /* the rest is known */
};

/* How much of it is asked for. */
enum opening_part { OPENING_FRONT, OPENING_WHOLE };

struct facts {
	VEC(struct fact) list; /* by path */
};

struct pieces; /* history_renames.c: what a file is made of */

struct commit {
	git_oid id;
	git_oid tree;
	struct history_commit shown;
	struct str name, email; /* of the author, as written */
	struct str coauthors; /* "Name <address>" lines */
	int64_t time; /* of the committer */
	size_t parents; /* how many */
	git_oid *parent_ids;
	struct commit **parent; /* the same, once found */
	struct facts *facts; /* one a parent; NULL: still to be compared */
	size_t children; /* that are still to be followed */
	size_t number; /* in the order they were found */
	bool boundary; /* its parents are not in this clone */
	bool found; /* it is reached from the commit of the tree */
	void *carried; /* history_follow.c: what it has to account for */
};

enum { TREES_KEPT = 512 };

/*
 * A folder as it was last read: going back from commit to commit, the older
 * side of a change is the newer one of the change before it.
 */
struct last_tree {
	git_oid id;
	struct pack_object *object; /* or NULL */
};

struct history_reader {
	git_repository *repository;
	git_odb *odb;
	struct pack_reader *packs;
	struct last_tree trees[TREES_KEPT]; /* by the hash of their folder */
	size_t trees_size; /* bytes of them all */
	struct arena arena; /* facts */
	struct arena scratch; /* of one task */
	bool unsure; /* the task met an object that is not here */
	size_t budget; /* facts that the task may still find */
	struct map openings; /* that it read; by id */
	struct map pieces; /* of files that came or went; by id */
	size_t pieces_size; /* bytes of them */
};

struct history {
	struct arena arena;
	const struct tree *tree;
	struct map commits; /* id, 20 bytes → struct commit * */
	VEC(struct commit *) found; /* those behind the tree */
	VEC(struct commit *) todo;
	VEC(struct history_reader *) readers;
	VEC(const struct history_commit *) order; /* newest first */
	struct map files; /* path from the top → struct history_file * */
	struct facts start; /* the files of the tree's commit */
	struct map openings; /* id, 20 bytes → struct opening * */
	size_t openings_kept; /* that came from the memo */
	struct map pieces; /* id, 20 bytes → struct pieces * */
	struct map people; /* address → struct history_person * */
	git_repository *repository;
	struct packs *packs; /* of the repository */
	int memos; /* the repository's folder for what is kept, or -1 */
	git_mailmap *mailmap;
	struct map ignored; /* ids that do not count */
	struct map shallow; /* ids of commits without their parents */
	size_t kept; /* commits that came from the cache */
	bool is_saved; /* what was found out of commits is */
	bool is_shallow;
	bool is_partial;
};

static inline struct str oid_key(const git_oid *id)
{
	return str_make((const char *)id->id, sizeof id->id);
}

/* history_objects.c. Fault: the object is missing or damaged. Returns false. */
bool history_missing(struct fault *fault, const git_oid *id);

/*
 * The first N bytes, or more, of an object of that kind; to be given back with
 * pack_object_drop(). NULL: it is not here, or damaged.
 */
struct pack_object *history_object(struct history_reader *reader,
	const git_oid *id, enum pack_kind kind, size_t n);

/*
 * The same of a blob, in *OUT. False with FAULT set; or, where the clone does
 * not have all objects, false with reader->unsure set.
 */
bool history_blob(struct history *history, struct history_reader *reader,
	const git_oid *id, size_t n, struct pack_object **out,
	struct fault *fault);

/*
 * history_tree.c: how the tree NEW differs from OLD (NULL: nothing is there).
 * Both are the trees of FOLDER, which is "" or ends in "/".
 */
bool history_diff(struct history_reader *reader, const git_oid *old,
	const git_oid *new, struct str folder, struct facts *out,
	struct fault *fault);

/* Let go of the trees that a reader keeps, and what it has of packs. */
void history_drop_trees(struct history_reader *reader);

/* history_renames.c: make moves of additions and removals. */
bool history_find_moves(struct history *history, struct history_reader *reader,
	struct facts *facts, struct fault *fault);

/*
 * Let all readers know what each found out: what moved from commit to commit,
 * moved from month to month as well. For one thread alone.
 */
void history_gather_pieces(struct history *history);

/* history_notes.c: what changes there are that do not count. */
bool history_note(struct history *history, struct history_reader *reader,
	struct commit *commit, struct fault *fault);

/* Which of FACTS change only the dates of a page's reviews. */
bool history_note_reviews(struct history *history,
	struct history_reader *reader, struct facts *facts,
	struct fault *fault);

/* The fact of that path, or NULL. */
const struct fact *facts_find(const struct facts *facts, struct str path);
void facts_sort(struct facts *facts);

/* history_cache.c: commits from the file, as far as it is sound. */
void history_load(struct history *history);
void history_save_commits(struct history *history);

/*
 * history_openings.c: how the page of that blob begins. NULL with FAULT set or
 * reader->unsure, as with history_blob(). What is not known is read, and kept
 * by the reader until history_gather_openings().
 */
const struct opening *history_opening(struct history *history,
	struct history_reader *reader, const git_oid *id,
	enum opening_part part, struct fault *fault);

/* Is the line one that fences front matter? */
bool history_is_fence(struct str line);

/* Take what the readers read; for one thread alone. */
void history_gather_openings(struct history *history);

/* From the memo, and into it if there is enough that is new. */
void history_load_openings(struct history *history);
void history_save_openings(struct history *history);

/* history_people.c: who made a commit. */
void history_name(struct history *history, struct commit *commit);

#endif
