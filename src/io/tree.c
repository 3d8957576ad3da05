#include "io/tree_source.h"

#include <stdlib.h>

struct tree_entry *tree_add(struct tree *tree, struct str folder,
	struct str name, enum tree_kind kind)
{
	struct tree_entry *entry = vec_push(&tree->entries, &tree->arena);

	entry->kind = kind;
	entry->path = arena_printf(
		&tree->arena, "%.*s%.*s", STR_ARG(folder), STR_ARG(name));
	return entry;
}

static int compare(const void *left, const void *right)
{
	const struct tree_entry *a = left, *b = right;

	return str_cmp(a->path, b->path);
}

void tree_sort(struct tree *tree)
{
	if (tree->entries.len)
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

void tree_close(struct tree *tree)
{
	if (tree->source)
		tree->source->close(tree->source);
	arena_release(&tree->arena);
	*tree = (struct tree){0};
}

struct tree_reader *tree_reader_open(
	const struct tree *tree, struct fault *fault)
{
	return tree->source->reader(tree->source, fault);
}

void tree_reader_close(struct tree_reader *reader)
{
	if (reader)
		reader->close(reader);
}

bool tree_read(struct tree_reader *reader, const struct tree_entry *entry,
	struct buf *out, struct fault *fault)
{
	return reader->read(reader, entry, out, fault);
}
