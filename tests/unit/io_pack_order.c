#include "unit/units.h"

#include <string.h>

#include "io/tree.h"

/* Files of a commit are read in the order of their pack, each of them once. */
START_TEST(test_pack_order)
{
	enum { FILES = 200 };
	const struct tree_entry *entries[FILES + 1];
	size_t order[FILES + 1], seen[FILES + 1] = {0};
	struct buf want = BUF_INIT(BUF_LARGE), got = BUF_INIT(BUF_LARGE);
	struct fault fault = FAULT_INIT;
	char top[UNITS_PATH];
	struct tree tree;

	units_folder(top);
	units_shell("cd '%s' && git init -q . && for i in $(seq %d); do echo "
		    "$((i * 7919 %% 1000)) $i >$((i * 31 %% 997)).md; done && "
		    "cp 31.md same.md && git add -A && git commit -q -m 1 && "
		    "git repack -q -a -d && git verify-pack -v "
		    ".git/objects/pack/*.idx | grep ' blob ' | sort -k 5n | "
		    "cut -d ' ' -f 1 >want",
		top, FILES);
	ck_assert(units_read(top, "want", &want));
	buf_putc(&want, '\0');
	ck_assert(tree_open_git(
		&tree, str_of(top), STR("HEAD"), STR(""), &fault));
	ck_assert_uint_eq(tree.entries.len, FILES + 1);
	for (size_t i = 0; i <= FILES; i++)
		entries[i] = &tree.entries.items[i];
	tree_order(&tree, entries, FILES + 1, order);
	for (size_t i = 0; i <= FILES; i++) {
		const unsigned char *id = entries[order[i]]->id;

		seen[order[i]]++;
		if (i && !memcmp(id, entries[order[i - 1]]->id, 20))
			continue; /* the same blob under another name */
		for (size_t k = 0; k < 20; k++)
			buf_printf(&got, "%02x", id[k]);
		buf_putc(&got, '\n');
	}
	for (size_t i = 0; i <= FILES; i++)
		ck_assert_uint_eq(seen[i], 1);
	check_buf(&got, want.ptr, "as the pack has them");
	tree_close(&tree);
	buf_release(&want);
	buf_release(&got);
}
END_TEST

UNITS_SUITE(io_pack_order, test_pack_order)
