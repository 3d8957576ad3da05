#include "unit/units.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "io/packs.h"
#include "io/tree.h"

enum { FILES = 40, DELTAS = 8 };

struct opened {
	char top[UNITS_PATH];
	char folder[UNITS_PATH + 32];
	struct tree tree;
	struct packs *packs;
	struct pack_reader *reader;
};

static void open_packs(struct opened *opened)
{
	opened->packs = packs_open(opened->folder);
	opened->reader = pack_reader_open(opened->packs);
}

static void close_packs(struct opened *opened)
{
	pack_reader_close(opened->reader);
	packs_close(opened->packs);
}

/*
 * A repository of pages that have nothing in common, and of some that are as
 * another but for a line; "whole" says how many blobs are stored by themselves.
 */
static void setup(struct opened *opened)
{
	struct fault fault = FAULT_INIT;

	units_folder(opened->top);
	units_shell("cd '%s' && git init -q . && for i in $(seq %d); do "
		    "head -c $((i * i * 50)) /dev/urandom | base64 >$i.md; "
		    "done && for i in $(seq %d); do (cat 30.md; echo $i) "
		    ">same$i.md; done && : >empty.md && git add -A && "
		    "git commit -q -m 1 && git repack -q -a -d && "
		    "git verify-pack -v .git/objects/pack/*.idx | "
		    "awk '$2 == \"blob\" && NF == 5' | wc -l >whole && "
		    "chmod u+w .git/objects/pack/*",
		opened->top, FILES, DELTAS);
	snprintf(opened->folder, sizeof opened->folder, "%s/.git/objects/pack",
		opened->top);
	ck_assert(tree_open_git(&opened->tree, str_of(opened->top), STR("HEAD"),
		STR(""), &fault));
	open_packs(opened);
}

static void teardown(struct opened *opened)
{
	close_packs(opened);
	tree_close(&opened->tree);
}

/* How many of the tree's files are found, and begin as they should. */
static size_t count(struct opened *opened)
{
	static const size_t lengths[] = {0, 1, 1024, 5000, PACK_BEGIN_MAX};
	struct fault fault = FAULT_INIT;
	struct tree_reader *files = tree_reader_open(&opened->tree, &fault);
	size_t found = 0, size;

	vec_each(const struct tree_entry, entry, &opened->tree.entries) {
		struct buf want = BUF_INIT(BUF_LARGE);

		if (!pack_find(opened->reader, entry->id, &size))
			continue;
		found++;
		ck_assert(tree_read(files, entry, &want, &fault));
		ck_assert_uint_eq(size, want.len);
		for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
			struct str text;

			ck_assert(
				pack_begin(opened->reader, lengths[i], &text));
			ck_assert(str_eq(
				text, str_sub(buf_str(&want), 0, lengths[i])));
		}
		buf_release(&want);
	}
	tree_reader_close(files);
	return found;
}

/* Blobs that are stored by themselves are found, and no other object. */
START_TEST(test_begins)
{
	unsigned char id[20];
	struct buf whole = BUF_INIT(BUF_LARGE);
	struct opened opened;
	size_t size, found;

	setup(&opened);
	ck_assert(units_read(opened.top, "whole", &whole));
	buf_putc(&whole, '\0');
	found = count(&opened);
	ck_assert_int_eq((int)found, atoi(whole.ptr));
	ck_assert_uint_lt(found, opened.tree.entries.len);
	for (size_t i = 0; i < sizeof id; i++)
		sscanf(opened.tree.commit.id.ptr + 2 * i, "%2hhx", &id[i]);
	ck_assert(!pack_find(opened.reader, id, &size));
	memset(id, 0, sizeof id);
	ck_assert(!pack_find(opened.reader, id, &size));
	memset(id, 0xFF, sizeof id);
	ck_assert(!pack_find(opened.reader, id, &size));
	buf_release(&whole);
	teardown(&opened);
}
END_TEST

/* Of what is not as it should be nothing is found. */
START_TEST(test_unsound)
{
	static const char *const faults[] = {
		"rm *.idx",
		"rm *.pack",
		"for f in *.idx; do : >$f; done",
		"for f in *.idx; do truncate -s 1100 $f; done",
		"for f in *.idx; do truncate -s -40 $f; done",
		"for f in *.idx; do printf '\\0' | "
		"dd of=$f conv=notrunc status=none; done",
		"for f in *.idx; do printf '\\377' | "
		"dd of=$f seek=8 bs=1 conv=notrunc status=none; done",
		"for f in *.pack; do : >$f; done",
		"for f in *.pack; do printf '\\1' | "
		"dd of=$f seek=8 bs=1 conv=notrunc status=none; done",
	};

	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
		struct opened opened;
		size_t size, found = 0;

		setup(&opened);
		close_packs(&opened);
		units_shell("cd '%s' && %s", opened.folder, faults[i]);
		open_packs(&opened);
		vec_each(const struct tree_entry, entry, &opened.tree.entries)
			found += pack_find(opened.reader, entry->id, &size);
		ck_assert_msg(!found, "%s: %zu found", faults[i], found);
		teardown(&opened);
	}
}
END_TEST

/* Damage shows in what is asked for, and only there. */
START_TEST(test_damage)
{
	struct opened opened;
	struct str text;
	size_t size, ends = 0, begins = 0;

	setup(&opened);
	units_shell("cd '%s' && for f in *.pack; do "
		    "truncate -s $(($(stat -c %%s $f) / 2)) $f; done",
		opened.folder);
	vec_each(const struct tree_entry, entry, &opened.tree.entries) {
		if (!pack_find(opened.reader, entry->id, &size))
			continue;
		begins += pack_begin(opened.reader, 16, &text);
		ends += pack_begin(opened.reader, PACK_BEGIN_MAX, &text);
	}
	ck_assert_uint_gt(begins, 0);
	ck_assert_uint_ge(begins, ends);
	ck_assert_uint_lt(ends, FILES);
	teardown(&opened);
}
END_TEST

UNITS_SUITE(io_packs, test_begins, test_unsound, test_damage)
