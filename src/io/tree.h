#ifndef IO_TREE_H
#define IO_TREE_H

/*
 * A tree of files to read: a folder, or a folder of a git commit. Both give
 * the same entries in the same order, so that a site does not depend on
 * where its content was read from. Names that start with a dot are left out,
 * and so are folders that guildhall itself wrote.
 *
 * One thread opens, lists and closes a tree; each thread that reads files
 * has a reader of its own.
 */

#include "base/buf.h"
#include "base/map.h"
#include "base/vec.h"
#include "diag/fault.h"

enum tree_kind {
	TREE_FILE,
	TREE_LINK, /* a symbolic link: never followed */
	TREE_MODULE, /* a submodule */
	TREE_SPECIAL, /* a device, a pipe … */
	TREE_DEEP /* a folder too deep to be looked into */
};

struct tree_entry {
	struct str path; /* from the top of the tree, "/" between names */
	enum tree_kind kind;
	uint64_t size; /* bytes, of a file in a folder; see tree_size() */
	unsigned char id[20]; /* of a git blob; zero in a folder */
	uint64_t stamp; /* of a file in a folder: another when it was touched */
	int64_t touched; /* when it was, of the same: nanoseconds since 1970 */
	unsigned mount; /* of which tree it is: 0, the tree itself; 1 …, one
			 * that is mounted in it */
};

/* The commit a tree belongs to. */
struct tree_commit {
	struct str id; /* 40 hex digits; empty: not in a repository */
	int64_t time; /* seconds since 1970, of the committer */
	int offset; /* minutes east of UTC, of the committer */
};

struct tree_source; /* what a kind of tree keeps */
struct tree_reader;

struct tree {
	struct arena arena; /* entries and their paths */
	VEC(struct tree_entry) entries; /* by path, bytewise */
	struct tree_commit commit;
	bool is_commit; /* the files are the commit's, not a folder's */
	int64_t touched; /* when a file was touched last, as far as the file
			  * system tells: nanoseconds since 1970; 0 of a
			  * commit */
	uint64_t marks; /* how often it was opened by what was touched alone */
	uint64_t clone; /* another when the clone got or lost parts of its
			 * history */
	struct str repository; /* its own folder, "/srv/x.git/"; or empty */
	struct str prefix; /* from the top of the repository: "content/" */
	struct str label; /* what it is, for messages: "content" */
	struct tree_source *source;
	VEC(struct tree *) mounts; /* the trees that are mounted in it */
};

enum { TREE_DEPTH_MAX = 32 };

/*
 * The files of a folder. The commit is that of the repository the folder
 * lies in, if any.
 */
bool tree_open_folder(struct tree *tree, struct str path, struct fault *fault);

/* The same where nobody asks for the commit: no repository is opened. */
bool tree_open_files(struct tree *tree, struct str path, struct fault *fault);

/*
 * The files of the folder that BEFORE was opened from, where none but those at
 * PATHS were touched since: they get stamps that no file had before, whatever
 * the file system says of them. TREE is empty, and its arena is used as it is.
 * False, and TREE empty again, where that is not enough to know: a path is new,
 * gone, or no file.
 */
bool tree_open_touched(struct tree *tree, const struct tree *before,
	const struct str *paths, size_t n);

/* Close the tree, but keep its arena, to be used again. */
void tree_clear(struct tree *tree);

/*
 * The files of folder SUBDIR ("" for all) of a commit. PATH is a repository,
 * bare or not, or a folder within its working tree; REV anything git
 * understands, resolved once.
 */
bool tree_open_git(struct tree *tree, struct str path, struct str rev,
	struct str subdir, struct fault *fault);

/* Is PATH itself a bare repository? */
bool tree_is_bare(struct str path);

/* Is the commit of the tree one that COMMIT (40 hex digits) builds on? */
bool tree_is_behind(const struct tree *tree, struct str commit);

/*
 * Put into CHANGED the paths of files that are not in NOW as they are in
 * THEN, which was opened with tree_open_git(). Keys are in ARENA.
 */
bool tree_changed(const struct tree *now, const struct tree *then,
	struct arena *arena, struct map *changed, struct fault *fault);

/*
 * Mount OTHER, which is open, in the folder AT ("data/private/") of TREE: its
 * files are files of TREE from now on, for readers that are opened afterwards.
 * TREE closes it. False with FAULT set, and OTHER the caller's, where AT has a
 * file already.
 */
bool tree_mount(struct tree *tree, struct tree *other, struct str at,
	struct fault *fault);

void tree_close(struct tree *tree);

/* The entry of that path, or NULL. */
const struct tree_entry *tree_find(const struct tree *tree, struct str path);

/* A reader for one thread; NULL with FAULT set when there is none. */
struct tree_reader *tree_reader_open(
	const struct tree *tree, struct fault *fault);
void tree_reader_close(struct tree_reader *reader);

/*
 * Put the numbers 0 … N-1 into ORDER, so that files of the tree are read fast
 * in it.
 */
void tree_order(const struct tree *tree,
	const struct tree_entry *const *entries, size_t n, size_t *order);

/* How many bytes a file has. */
bool tree_size(struct tree_reader *reader, const struct tree_entry *entry,
	uint64_t *size, struct fault *fault);

/* Append the bytes of a file to OUT, at most as OUT allows. */
bool tree_read(struct tree_reader *reader, const struct tree_entry *entry,
	struct buf *out, struct fault *fault);

#endif
