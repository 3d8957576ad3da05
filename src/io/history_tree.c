/*
 * Two trees compared as they lie in the object store, folder by folder; a
 * folder that is the same in both is not looked into.
 */

#include <string.h>

#include "io/history_facts.h"

enum {
	DEPTH_MAX = 128, /* folders within folders */
	MODE_FOLDER = 040000,
	MODE_MODULE = 0160000,
	TREES_SIZE = 2 << 20 /* bytes that a reader keeps of trees */
};

/* One entry of a tree, and the reading of the rest. */
struct entry {
	struct str name;
	const unsigned char *id; /* NULL: behind the last */
	unsigned mode;
};

struct reading {
	struct str left; /* from the entry on */
	struct str rest; /* what is behind it */
	struct entry entry;
	struct pack_object *object;
	bool damaged;
};

struct diff {
	struct history_reader *reader;
	struct facts *out;
	struct fault *fault;
};

/* Take the next entry: "MODE NAME\0" and the 20 bytes of an id. */
static void next(struct reading *reading)
{
	struct str rest = reading->rest;
	size_t space = str_chr(rest, ' ', 0);
	size_t end = str_chr(rest, '\0', space);

	reading->left = rest;
	reading->entry = (struct entry){.id = NULL};
	if (!rest.len)
		return;
	if (end + 1 + GIT_OID_RAWSZ > rest.len || space == rest.len) {
		reading->damaged = true;
		return;
	}
	for (size_t i = 0; i < space && i < 8; i++)
		reading->entry.mode = reading->entry.mode * 8 +
			(unsigned)(rest.ptr[i] - '0') % 8;
	reading->entry.name = str_sub(rest, space + 1, end);
	reading->entry.id = (const unsigned char *)rest.ptr + end + 1;
	reading->rest = str_from(rest, end + 1 + GIT_OID_RAWSZ);
}

/* Put an object, or NULL, where the last tree of a folder is kept. */
static void keep(struct history_reader *reader, struct last_tree *last,
	const git_oid *id, struct pack_object *object)
{
	if (last->object)
		reader->trees_size -= last->object->size;
	pack_object_drop(last->object);
	last->object = NULL;
	if (!object || reader->trees_size + object->size > TREES_SIZE)
		return;
	reader->trees_size += object->size;
	last->id = *id;
	last->object = pack_object_hold(object);
}

void history_drop_trees(struct history_reader *reader)
{
	for (size_t i = 0; i < TREES_KEPT; i++)
		keep(reader, &reader->trees[i], NULL, NULL);
	pack_reader_forget(reader->packs);
}

/* The tree of that id, which is FOLDER's; NULL with FAULT set. */
static struct pack_object *read_tree(struct history_reader *reader,
	const git_oid *id, struct str folder, struct fault *fault)
{
	struct last_tree *last = &reader->trees[str_hash(folder) % TREES_KEPT];
	struct pack_object *object;

	if (last->object && git_oid_equal(&last->id, id))
		return pack_object_hold(last->object);
	object = history_object(reader, id, PACK_TREE, PACK_ALL);
	if (object)
		keep(reader, last, id, object);
	else
		history_missing(fault, id);
	return object;
}

/* ID NULL: there is nothing. */
static bool start(struct reading *reading, struct diff *diff, const git_oid *id,
	struct str folder)
{
	*reading = (struct reading){.damaged = false};
	if (!id)
		return true;
	reading->object = read_tree(diff->reader, id, folder, diff->fault);
	if (!reading->object)
		return false;
	reading->rest = reading->object->text;
	next(reading);
	return true;
}

/* Bytes of the entry at hand. */
static size_t length_of(const struct reading *reading)
{
	return reading->left.len - reading->rest.len;
}

static bool is_folder(const struct entry *entry)
{
	return entry->mode == MODE_FOLDER;
}

/* git's order: a folder sorts as if its name ended in "/". */
static int compare(const struct entry *a, const struct entry *b)
{
	size_t len = a->name.len < b->name.len ? a->name.len : b->name.len;
	int order = len ? memcmp(a->name.ptr, b->name.ptr, len) : 0;
	unsigned char x, y;

	if (order)
		return order;
	x = len < a->name.len  ? (unsigned char)a->name.ptr[len]
		: is_folder(a) ? '/'
			       : 0;
	y = len < b->name.len  ? (unsigned char)b->name.ptr[len]
		: is_folder(b) ? '/'
			       : 0;
	return x - y;
}

static bool diff_trees(struct diff *diff, const git_oid *old,
	const git_oid *new, struct str folder, size_t depth);

static struct str join(struct diff *diff, struct str folder, struct str name,
	const char *behind)
{
	return arena_printf(&diff->reader->arena, "%.*s%.*s%s", STR_ARG(folder),
		STR_ARG(name), behind);
}

static void set_id(git_oid *id, const struct entry *entry)
{
	memset(id, 0, sizeof *id);
	if (entry)
		memcpy(id->id, entry->id, sizeof id->id);
}

/* A file or folder of one side alone, or of both and different. */
static bool note(struct diff *diff, const struct entry *old,
	const struct entry *new, struct str folder, size_t depth)
{
	const struct entry *one;
	git_oid before, after;
	struct fact *fact;

	old = old && old->mode != MODE_MODULE ? old : NULL;
	new = new &&new->mode != MODE_MODULE ? new : NULL;
	one = new ? new : old;
	if (!one)
		return true;
	set_id(&before, old);
	set_id(&after, new);
	if (is_folder(one))
		return diff_trees(diff, old ? &before : NULL,
			new ? &after : NULL, join(diff, folder, one->name, "/"),
			depth + 1);
	if (!diff->reader->budget--)
		return fault_set(diff->fault, EXIT_LIMIT,
			"a commit touches too many files for its history to "
			"be read");
	if (!diff->out->list.cap) /* most commits touch one file */
		vec_reserve(&diff->out->list, &diff->reader->arena, 1);
	fact = vec_push(&diff->out->list, &diff->reader->arena);
	*fact = (struct fact){.path = join(diff, folder, one->name, ""),
		.old = before,
		.blob = after,
		.what = !old  ? WHAT_ADDED
			: new ? WHAT_CHANGED
			      : WHAT_REMOVED,
		.notes = git_oid_equal(&before, &after) ? NOTE_SAME : 0};
	return true;
}

/* How many bytes two texts begin with that are the same. */
static size_t common(struct str a, struct str b)
{
	enum { STEP = 64 };
	size_t len = a.len < b.len ? a.len : b.len, same = 0;

	while (same + STEP <= len && !memcmp(a.ptr + same, b.ptr + same, STEP))
		same += STEP;
	while (same < len && a.ptr[same] == b.ptr[same])
		same++;
	return same;
}

/*
 * Pass over entries that are the same in both, byte by byte: in most trees
 * these are all but one.
 */
static void skip_same(struct reading *a, struct reading *b)
{
	size_t same = common(a->left, b->left), passed = 0;

	if (same == a->left.len && same == b->left.len) {
		a->entry.id = b->entry.id = NULL;
		return;
	}
	while (a->entry.id && passed + length_of(a) <= same) {
		passed += length_of(a);
		next(a);
	}
	if (!passed)
		return;
	b->rest = str_from(b->left, passed);
	next(b);
}

static bool is_same(const struct entry *a, const struct entry *b)
{
	return a->mode == b->mode && !memcmp(a->id, b->id, GIT_OID_RAWSZ);
}

static bool step(struct diff *diff, struct reading *a, struct reading *b,
	struct str folder, size_t depth)
{
	int order = !b->entry.id ? -1
		: !a->entry.id	 ? 1
				 : compare(&a->entry, &b->entry);
	bool ok = true;

	if (order < 0)
		ok = note(diff, &a->entry, NULL, folder, depth);
	else if (order > 0)
		ok = note(diff, NULL, &b->entry, folder, depth);
	else if (!is_same(&a->entry, &b->entry))
		ok = note(diff, &a->entry, &b->entry, folder, depth);
	if (order <= 0)
		next(a);
	if (order >= 0)
		next(b);
	return ok;
}

static bool diff_trees(struct diff *diff, const git_oid *old,
	const git_oid *new, struct str folder, size_t depth)
{
	struct reading a = {0}, b = {0};
	bool ok = start(&b, diff, new, folder) && start(&a, diff, old, folder);

	if (depth > DEPTH_MAX)
		ok = fault_set(diff->fault, EXIT_LIMIT,
			"a commit has more than %d folders within one another",
			DEPTH_MAX);
	if (ok)
		skip_same(&a, &b);
	while (ok && (a.entry.id || b.entry.id)) {
		ok = step(diff, &a, &b, folder, depth);
		skip_same(&a, &b);
	}
	if (ok && (a.damaged || b.damaged))
		ok = history_missing(diff->fault, a.damaged ? old : new);
	pack_object_drop(a.object);
	pack_object_drop(b.object);
	return ok;
}

bool history_diff(struct history_reader *reader, const git_oid *old,
	const git_oid *new, struct str folder, struct facts *out,
	struct fault *fault)
{
	struct diff diff = {reader, out, fault};

	if (old && new &&git_oid_equal(old, new))
		return true;
	return diff_trees(&diff, old, new, folder, 0);
}
