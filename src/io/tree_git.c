/* A folder of a git commit, read straight from the object store. */

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "io/file.h"
#include "io/git.h"
#include "io/pack_order.h"
#include "io/tree_source.h"

struct git_source {
	struct tree_source source;
	git_repository *repository;
};

struct git_reader {
	struct tree_reader reader;
	git_repository *repository; /* its own: handles are not shared */
	git_odb *odb;
};

struct listing {
	struct tree *tree;
	git_repository *repository;
	struct fault *fault;
};

static bool list(struct listing *listing, const git_oid *id, struct str folder,
	size_t depth);

static bool list_folder(struct listing *listing, const git_tree_entry *entry,
	struct str folder, size_t depth)
{
	struct str name = str_of(git_tree_entry_name(entry));
	struct str path = arena_printf(&listing->tree->arena, "%.*s%.*s/",
		STR_ARG(folder), STR_ARG(name));

	if (depth >= TREE_DEPTH_MAX) {
		tree_add(listing->tree, folder, name, TREE_DEEP);
		return true;
	}
	return list(listing, git_tree_entry_id(entry), path, depth + 1);
}

static bool list_blob(
	struct listing *listing, const git_tree_entry *entry, struct str folder)
{
	bool link = git_tree_entry_filemode(entry) == GIT_FILEMODE_LINK;
	struct tree_entry *added = tree_add(listing->tree, folder,
		str_of(git_tree_entry_name(entry)),
		link ? TREE_LINK : TREE_FILE);

	memcpy(added->id, git_tree_entry_id(entry)->id, sizeof added->id);
	return true;
}

static bool list_entry(struct listing *listing, const git_tree_entry *entry,
	struct str folder, size_t depth)
{
	const char *name = git_tree_entry_name(entry);

	if (name[0] == '.')
		return true;
	switch (git_tree_entry_type(entry)) {
	case GIT_OBJECT_TREE:
		return list_folder(listing, entry, folder, depth);
	case GIT_OBJECT_BLOB:
		return list_blob(listing, entry, folder);
	default:
		tree_add(listing->tree, folder, str_of(name), TREE_MODULE);
		return true;
	}
}

static bool missing(struct fault *fault, const git_oid *id)
{
	char hex[GIT_OID_HEXSZ + 1];

	git_oid_tostr(hex, sizeof hex, id);
	return fault_set(fault, EXIT_REPOSITORY,
		"object %s is missing or damaged; git fsck tells more", hex);
}

static bool list(struct listing *listing, const git_oid *id, struct str folder,
	size_t depth)
{
	git_tree *tree;
	size_t n = 0;
	bool ok = true;

	if (git_tree_lookup(&tree, listing->repository, id))
		return missing(listing->fault, id);
	if (!depth || !git_tree_entry_byname(tree, FILE_MANIFEST))
		n = git_tree_entrycount(tree); /* no site that we wrote */
	for (size_t i = 0; ok && i < n; i++)
		ok = list_entry(listing, git_tree_entry_byindex(tree, i),
			folder, depth);
	git_tree_free(tree);
	return ok;
}

static void source_close(struct tree_source *source)
{
	struct git_source *git = (struct git_source *)source;

	git_repository_free(git->repository);
	free(git);
}

static bool read_object(struct tree_reader *reader,
	const struct tree_entry *entry, struct buf *out, struct fault *fault)
{
	struct git_reader *git = (struct git_reader *)reader;
	git_odb_object *object;
	git_oid id;

	memcpy(id.id, entry->id, sizeof id.id);
	if (git_odb_read(&object, git->odb, &id))
		return missing(fault, &id);
	buf_put(out,
		str_make(git_odb_object_data(object),
			git_odb_object_size(object)));
	git_odb_object_free(object);
	return true;
}

/* From the object's header alone. */
static bool size_of(struct tree_reader *reader, const struct tree_entry *entry,
	uint64_t *size, struct fault *fault)
{
	struct git_reader *git = (struct git_reader *)reader;
	git_object_t type;
	size_t bytes;
	git_oid id;

	memcpy(id.id, entry->id, sizeof id.id);
	if (git_odb_read_header(&bytes, &type, git->odb, &id))
		return missing(fault, &id);
	*size = bytes;
	return true;
}

static void reader_close(struct tree_reader *reader)
{
	struct git_reader *git = (struct git_reader *)reader;

	git_odb_free(git->odb);
	git_repository_free(git->repository);
	free(git);
}

static struct tree_reader *source_reader(
	const struct tree_source *source, struct fault *fault)
{
	const struct git_source *from = (const struct git_source *)source;
	const char *path = git_repository_path(from->repository);
	struct git_reader *git = base_calloc(1, sizeof *git);

	git->reader = (struct tree_reader){read_object, size_of, reader_close};
	if (git_open(&git->repository, path, false, fault) &&
		!git_repository_odb(&git->odb, git->repository))
		return &git->reader;
	git_fault(fault, path);
	reader_close(&git->reader);
	return NULL;
}

static void source_order(const struct tree_source *source,
	const struct tree_entry *const *entries, size_t n, size_t *order)
{
	const struct git_source *git = (const struct git_source *)source;
	struct arena scratch = ARENA_INIT;
	const unsigned char **ids =
		arena_array(&scratch, const unsigned char *, n);

	for (size_t i = 0; i < n; i++)
		ids[i] = entries[i]->id;
	pack_order(git->repository, ids, n, order);
	arena_release(&scratch);
}

/* The tree of folder SUBDIR of a commit. */
static bool find_folder(git_oid *out, git_repository *repository,
	git_commit *commit, struct str subdir, struct fault *fault)
{
	git_tree *root;
	git_tree_entry *entry = NULL;
	bool ok = true;

	git_oid_cpy(out, git_commit_tree_id(commit));
	if (!subdir.len)
		return true;
	if (git_tree_lookup(&root, repository, out))
		return missing(fault, out);
	if (git_tree_entry_bypath(&entry, root, subdir.ptr) ||
		git_tree_entry_type(entry) != GIT_OBJECT_TREE)
		ok = fault_set(fault, EXIT_USAGE,
			"the commit has no folder \"%s\"", subdir.ptr);
	else
		git_oid_cpy(out, git_tree_entry_id(entry));
	git_tree_entry_free(entry);
	git_tree_free(root);
	return ok;
}

static bool open_commit(struct tree *tree, git_repository *repository,
	struct str rev, struct str subdir, struct fault *fault)
{
	struct listing listing = {tree, repository, fault};
	git_commit *commit;
	git_oid top;
	bool ok;

	if (!git_resolve(&commit, repository, arena_dup(&tree->arena, rev).ptr,
		    fault))
		return false;
	tree->commit = git_commit_of(&tree->arena, commit);
	tree->clone = git_footprint(repository);
	ok = find_folder(&top, repository, commit, subdir, fault) &&
		list(&listing, &top, STR(""), 0);
	git_commit_free(commit);
	tree_sort(tree);
	return ok;
}

bool tree_open_git(struct tree *tree, struct str path, struct str rev,
	struct str subdir, struct fault *fault)
{
	struct git_source *git = base_calloc(1, sizeof *git);
	const char *where;

	*tree = (struct tree){.source = &git->source, .is_commit = true};
	git->source =
		(struct tree_source){source_close, source_reader, source_order};
	where = arena_dup(&tree->arena, path).ptr;
	if (!git_open(&git->repository, where, true, fault))
		goto fail;
	if (!subdir.len)
		subdir = git_inside(&tree->arena, git->repository, where);
	tree->prefix = git_prefix(&tree->arena, subdir);
	tree->repository = arena_dup(
		&tree->arena, str_of(git_repository_path(git->repository)));
	subdir = arena_dup(&tree->arena,
		str_sub(tree->prefix, 0, str_rchr(tree->prefix, '/')));
	tree->label = arena_printf(
		&tree->arena, "%.*s (%.*s)", STR_ARG(path), STR_ARG(rev));
	if (open_commit(tree, git->repository, rev, subdir, fault))
		return true;
fail:
	tree_close(tree);
	return false;
}

/* One that cannot be opened still looks like one. */
static bool looks_bare(struct arena *arena, struct str path)
{
	static const char *const names[] = {"HEAD", "objects", "refs"};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (access(arena_printf(
				   arena, "%.*s/%s", STR_ARG(path), names[i])
				    .ptr,
			    F_OK))
			return false;
	return true;
}

bool tree_is_bare(struct str path)
{
	struct arena scratch = ARENA_INIT;
	struct fault ignored = FAULT_INIT;
	git_repository *repository;
	bool bare;

	if (git_open(&repository, arena_dup(&scratch, path).ptr, false,
		    &ignored)) {
		bare = git_repository_is_bare(repository);
		git_repository_free(repository);
	} else {
		bare = looks_bare(&scratch, path);
	}
	arena_release(&scratch);
	return bare;
}
