#include "io/tree_source.h"

#include <stdlib.h>

struct tree_entry *tree_add(struct tree *tree, struct str folder,
	struct str name, enum tree_kind kind)
{
	struct tree_entry *entry = vec_push(&tree->entries, &tree->arena);

	entry->kind = kind;
	entry->path = arena_join(&tree->arena, folder, name);
	return entry;
}

static int compare(const void *left, const void *right)
{
	const struct tree_entry *a = left, *b = right;

	return str_cmp(a->path, b->path);
}

/* git's trees are listed in the order that is wanted. */
static bool is_sorted(const struct tree *tree)
{
	for (size_t i = 1; i < tree->entries.len; i++)
		if (compare(&tree->entries.items[i - 1],
			    &tree->entries.items[i]) > 0)
			return false;
	return true;
}

void tree_sort(struct tree *tree)
{
	if (!is_sorted(tree))
		qsort(tree->entries.items, tree->entries.len,
			sizeof *tree->entries.items, compare);
}

const struct tree_entry *tree_find(const struct tree *tree, struct str path)
{
	struct tree_entry key = {.path = path};

	if (!tree->entries.len)
		return NULL;
	return bsearch(&key, tree->entries.items, tree->entries.len,
		sizeof *tree->entries.items, compare);
}

static bool is_taken(const struct tree *tree, struct str at)
{
	vec_each(const struct tree_entry, entry, &tree->entries)
		if (str_starts(entry->path, at))
			return true;
	return false;
}

bool tree_mount(struct tree *tree, struct tree *other, struct str at,
	struct fault *fault)
{
	if (is_taken(tree, at))
		return fault_set(fault, EXIT_USAGE,
			"%.*s cannot be mounted at %.*s: there are files "
			"already",
			STR_ARG(other->label), STR_ARG(at));
	*vec_push(&tree->mounts, &tree->arena) = other;
	vec_each(const struct tree_entry, entry, &other->entries) {
		struct tree_entry *added =
			tree_add(tree, at, entry->path, entry->kind);
		struct str path = added->path;

		*added = *entry;
		added->path = path;
		added->mount = (unsigned)tree->mounts.len;
	}
	tree_sort(tree);
	return true;
}

void tree_clear(struct tree *tree)
{
	vec_each(struct tree *const, mount, &tree->mounts)
		tree_close(*mount);
	if (tree->source)
		tree->source->close(tree->source);
	arena_rewind(&tree->arena);
	*tree = (struct tree){.arena = tree->arena};
}

void tree_close(struct tree *tree)
{
	tree_clear(tree);
	arena_release(&tree->arena);
}

/* Readers of a tree and of what is mounted in it. */
struct mounted_reader {
	struct tree_reader reader;
	size_t len;
	struct tree_reader *each[]; /* by the number of the mount */
};

static bool read_mounted(struct tree_reader *reader,
	const struct tree_entry *entry, struct buf *out, struct fault *fault)
{
	struct mounted_reader *mounted = (struct mounted_reader *)reader;

	return tree_read(mounted->each[entry->mount], entry, out, fault);
}

static bool size_mounted(struct tree_reader *reader,
	const struct tree_entry *entry, uint64_t *size, struct fault *fault)
{
	struct mounted_reader *mounted = (struct mounted_reader *)reader;

	return tree_size(mounted->each[entry->mount], entry, size, fault);
}

static void close_mounted(struct tree_reader *reader)
{
	struct mounted_reader *mounted = (struct mounted_reader *)reader;

	for (size_t i = 0; i < mounted->len; i++)
		tree_reader_close(mounted->each[i]);
	free(mounted);
}

static struct tree_reader *open_mounted(
	const struct tree *tree, struct fault *fault)
{
	size_t n = tree->mounts.len + 1;
	struct mounted_reader *mounted = base_calloc(
		1, sizeof *mounted + n * sizeof(struct tree_reader *));

	mounted->reader =
		(struct tree_reader){read_mounted, size_mounted, close_mounted};
	for (; mounted->len < n; mounted->len++) {
		size_t i = mounted->len;
		const struct tree *each = i ? tree->mounts.items[i - 1] : tree;

		mounted->each[i] = each->source->reader(each->source, fault);
		if (!mounted->each[i]) {
			close_mounted(&mounted->reader);
			return NULL;
		}
	}
	return &mounted->reader;
}

struct tree_reader *tree_reader_open(
	const struct tree *tree, struct fault *fault)
{
	return tree->mounts.len ? open_mounted(tree, fault)
				: tree->source->reader(tree->source, fault);
}

void tree_reader_close(struct tree_reader *reader)
{
	if (reader)
		reader->close(reader);
}

void tree_order(const struct tree *tree,
	const struct tree_entry *const *entries, size_t n, size_t *order)
{
	if (tree->source->order) {
		tree->source->order(tree->source, entries, n, order);
		return;
	}
	for (size_t i = 0; i < n; i++)
		order[i] = i;
}

bool tree_size(struct tree_reader *reader, const struct tree_entry *entry,
	uint64_t *size, struct fault *fault)
{
	return reader->size(reader, entry, size, fault);
}

bool tree_read(struct tree_reader *reader, const struct tree_entry *entry,
	struct buf *out, struct fault *fault)
{
	return reader->read(reader, entry, out, fault);
}
