/* Objects that the history is told by. */

#include "io/history_facts.h"

bool history_missing(struct fault *fault, const git_oid *id)
{
	char hex[GIT_OID_HEXSZ + 1];

	git_oid_tostr(hex, sizeof hex, id);
	return fault_set(fault, EXIT_REPOSITORY,
		"object %s is missing or damaged; git fsck tells more", hex);
}

/* What no pack holds: a loose object, of an alternate store, or damaged. */
static struct pack_object *ask_git(
	struct history_reader *reader, const git_oid *id)
{
	struct pack_object *object;
	git_odb_object *from;

	if (git_odb_read(&from, reader->odb, id))
		return NULL;
	object = pack_object_make((enum pack_kind)git_odb_object_type(from),
		str_make(git_odb_object_data(from), git_odb_object_size(from)));
	git_odb_object_free(from);
	return object;
}

struct pack_object *history_object(struct history_reader *reader,
	const git_oid *id, enum pack_kind kind, size_t n)
{
	struct pack_object *object = pack_read(reader->packs, id->id, n);

	if (!object)
		object = ask_git(reader, id);
	if (object && object->kind == kind)
		return object;
	pack_object_drop(object);
	return NULL;
}

bool history_blob(struct history *history, struct history_reader *reader,
	const git_oid *id, size_t n, struct pack_object **out,
	struct fault *fault)
{
	*out = history_object(reader, id, PACK_BLOB, n);
	if (*out)
		return true;
	if (!history->is_partial)
		return history_missing(fault, id);
	reader->unsure = true;
	return false;
}
