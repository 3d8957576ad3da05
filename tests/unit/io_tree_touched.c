/* A folder that is known but for the files that were touched. */

#include "io/tree.h"
#include "units.h"

static const char *const content = "mkdir a && echo one >a.md && "
				   "echo two >a/b.md && echo title: X "
				   ">guildhall.yml";

/* TOP with some content, and the tree of it. */
static void make_tree(char top[UNITS_PATH], struct tree *tree)
{
	struct fault fault = FAULT_INIT;

	units_folder(top);
	units_shell("cd '%s' && %s", top, content);
	ck_assert_msg(
		tree_open_folder(tree, str_of(top), &fault), "%s", fault.text);
}

static const struct tree_entry *entry_of(
	const struct tree *tree, const char *path)
{
	const struct tree_entry *entry = tree_find(tree, str_of(path));

	ck_assert_msg(entry != NULL, "%s", path);
	return entry;
}

static uint64_t stamp_of(const struct tree *tree, const char *path)
{
	return entry_of(tree, path)->stamp;
}

/* What is told of gets another stamp, and nothing else is looked at. */
START_TEST(test_stamps)
{
	char top[UNITS_PATH];
	struct str paths[] = {STR("a.md"), STR("a/b.md")};
	struct tree first, second = {.arena = ARENA_INIT};

	make_tree(top, &first);
	units_shell(
		"cd '%s' && echo more >>a/b.md && echo >>guildhall.yml", top);
	ck_assert(tree_open_touched(&second, &first, paths, 2));
	ck_assert_uint_eq(second.entries.len, first.entries.len);
	ck_assert_uint_ne(stamp_of(&second, "a.md"), stamp_of(&first, "a.md"));
	ck_assert_uint_ne(
		stamp_of(&second, "a/b.md"), stamp_of(&first, "a/b.md"));
	ck_assert_uint_eq(entry_of(&second, "a/b.md")->size, 9);
	ck_assert_uint_eq(stamp_of(&second, "guildhall.yml"),
		stamp_of(&first, "guildhall.yml"));
	tree_close(&first);
	ck_assert_uint_eq(entry_of(&second, "guildhall.yml")->size, 9);
	tree_close(&second);
}
END_TEST

/* Time and again, whatever the file system's clock says. */
START_TEST(test_again)
{
	enum { TIMES = 20 };
	char top[UNITS_PATH];
	struct str path = STR("a.md");
	struct tree trees[2] = {{.arena = ARENA_INIT}};

	make_tree(top, &trees[1]);
	for (int i = 0; i < TIMES; i++) {
		struct tree *now = &trees[i % 2];
		const struct tree *before = &trees[!(i % 2)];

		tree_clear(now);
		ck_assert(tree_open_touched(now, before, &path, 1));
		ck_assert_uint_ne(
			stamp_of(now, "a.md"), stamp_of(before, "a.md"));
	}
	tree_close(&trees[0]);
	tree_close(&trees[1]);
}
END_TEST

/* What is new, gone or no file any more takes a listing. */
START_TEST(test_not_enough)
{
	static const char *const acts[] = {"true", "rm a.md",
		"rm a.md && mkdir a.md", "rm a.md && ln -s a/b.md a.md"};

	for (size_t i = 0; i < UNITS_LEN(acts); i++) {
		char top[UNITS_PATH];
		struct str path = i ? STR("a.md") : STR("new.md");
		struct tree first, second = {.arena = ARENA_INIT};

		make_tree(top, &first);
		units_shell("cd '%s' && echo >new.md && %s", top, acts[i]);
		ck_assert_msg(!tree_open_touched(&second, &first, &path, 1),
			"%s", acts[i]);
		ck_assert_ptr_null(second.source);
		ck_assert_uint_eq(second.entries.len, 0);
		tree_close(&second);
		tree_close(&first);
	}
}
END_TEST

UNITS_SUITE(io_tree_touched, test_stamps, test_again, test_not_enough)
