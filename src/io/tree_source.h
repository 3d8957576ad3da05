#ifndef IO_TREE_SOURCE_H
#define IO_TREE_SOURCE_H

/* How a kind of tree does its part; for the tree_*.c files alone. */

#include "io/tree.h"

struct tree_source {
	void (*close)(struct tree_source *source);
	struct tree_reader *(*reader)(
		const struct tree_source *source, struct fault *fault);
	/* See tree_order(); NULL: any order is as good. */
	void (*order)(const struct tree_source *source,
		const struct tree_entry *const *entries, size_t n,
		size_t *order);
};

struct tree_reader {
	bool (*read)(struct tree_reader *reader, const struct tree_entry *entry,
		struct buf *out, struct fault *fault);
	bool (*size)(struct tree_reader *reader, const struct tree_entry *entry,
		uint64_t *size, struct fault *fault);
	void (*close)(struct tree_reader *reader);
};

/* Add an entry; its path is FOLDER (ending in "/", or empty) and NAME. */
struct tree_entry *tree_add(struct tree *tree, struct str folder,
	struct str name, enum tree_kind kind);

/* Sort the entries, once all are there. */
void tree_sort(struct tree *tree);

#endif
