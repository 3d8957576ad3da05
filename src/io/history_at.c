/* Files and dates of the commits of a history. */

#include "io/history_facts.h"

/* The file that git calls NAME: "COMMIT:PATH". */
static enum history_found read_named(
	struct history_reader *reader, struct str name, struct buf *out)
{
	git_object *object = NULL;
	int error = git_revparse_single(&object, reader->repository, name.ptr);
	enum history_found found = HISTORY_NONE;

	if (!error && git_object_type(object) == GIT_OBJECT_BLOB) {
		git_blob *blob = (git_blob *)object;

		buf_put(out,
			str_make(git_blob_rawcontent(blob),
				(size_t)git_blob_rawsize(blob)));
		found = HISTORY_FOUND;
	} else if (error && git_error_last() &&
		git_error_last()->klass != GIT_ERROR_TREE) {
		found = HISTORY_UNREADABLE;
	}
	git_object_free(object);
	arena_reset(&reader->scratch);
	return found;
}

enum history_found history_read_at(struct history_reader *reader,
	const struct history_commit *commit, struct str path, struct buf *out)
{
	return read_named(reader,
		arena_printf(&reader->scratch, "%.*s:%.*s", STR_ARG(commit->id),
			STR_ARG(path)),
		out);
}

enum history_found history_read_before(struct history_reader *reader,
	const struct history_commit *commit, struct str path, struct buf *out)
{
	return read_named(reader,
		arena_printf(&reader->scratch, "%.*s^:%.*s",
			STR_ARG(commit->id), STR_ARG(path)),
		out);
}

bool history_commit_of(struct history_reader *reader,
	const struct history_commit *commit, struct arena *arena,
	struct tree_commit *out)
{
	git_commit *found;
	git_oid id;

	if (git_oid_fromstr(&id, commit->id.ptr) ||
		git_commit_lookup(&found, reader->repository, &id))
		return false;
	*out = git_commit_of(arena, found);
	git_commit_free(found);
	return true;
}
