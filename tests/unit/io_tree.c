#include "unit/units.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io/tree.h"

/*
 * A repository at TOP with a folder "content" that has something of all
 * sorts, and a bare clone at TOP/bare.git.
 */
static void make_content(const char *top)
{
	static char large[200000];

	for (size_t i = 0; i < sizeof large; i++)
		large[i] = (char)(i * 7 + i / 1000);
	units_write(top, "content/guildhall.yml", STR("title: T\n"));
	units_write(top, "content/index.md", STR("---\ntitle: H\n---\n"));
	units_write(top, "content/a.md", STR("a\r\nb\n"));
	units_write(top, "content/a/b.md", STR("b"));
	units_write(top, "content/a-b/c.md", STR(""));
	units_write(top, "content/a/deep/er/d.md", STR("d"));
	units_write(top, "content/caf\xC3\xA9 1/R&D #2.txt", STR("x"));
	units_write(top, "content/bytes.pdf", STR("%PDF-\0\xFF\r\n\0"));
	units_write(top, "content/large.pdf", str_make(large, sizeof large));
	units_write(top, "content/.hidden/x.md", STR("no"));
	units_write(top, "content/a/.hidden.md", STR("no"));
	units_write(top,
		"content/site/"
		"guildhall-manifest.json",
		STR("{}"));
	units_write(top, "content/site/index.html", STR("no"));
	units_write(top, "outside.md", STR("secret"));
	units_shell("cd '%s/content' && ln -s /etc/passwd link.md && ln -s "
		    "../outside.md a/link.md && ln -s nowhere dangling && "
		    "chmod +x a/b.md && mkdir empty",
		top);
}

static void make_repository(const char *top)
{
	make_content(top);
	units_shell("cd '%s' && git init -q -b main && git add . && git commit "
		    "-q -m one && git tag first",
		top);
	units_shell(
		"git clone -q --bare '%s' '%s/bare.git' 2>/dev/null", top, top);
}

/* What a tree holds: a line for each entry, with the hash of its bytes. */
static void put_tree(struct buf *out, const struct tree *tree)
{
	static const char kinds[] = {'f', 'l', 'm', 's', 'd'};
	struct fault fault = FAULT_INIT;
	struct tree_reader *reader = tree_reader_open(tree, &fault);
	struct buf bytes = BUF_INIT(BUF_LARGE);
	uint64_t size;

	ck_assert_msg(reader, "%s", fault.text);
	vec_each(const struct tree_entry, entry, &tree->entries) {
		buf_printf(out, "%c %.*s", kinds[entry->kind],
			STR_ARG(entry->path));
		if (entry->kind == TREE_FILE) {
			buf_clear(&bytes);
			ck_assert_msg(tree_read(reader, entry, &bytes, &fault),
				"%s", fault.text);
			ck_assert(tree_size(reader, entry, &size, &fault));
			ck_assert_uint_eq(bytes.len, size);
			buf_printf(out, " %zu %llx", bytes.len,
				(unsigned long long)str_hash(buf_str(&bytes)));
		}
		buf_putc(out, '\n');
	}
	buf_release(&bytes);
	tree_reader_close(reader);
}

static void put_folder(struct buf *out, struct str path)
{
	struct fault fault = FAULT_INIT;
	struct tree tree;

	ck_assert_msg(tree_open_folder(&tree, path, &fault), "%s", fault.text);
	put_tree(out, &tree);
	tree_close(&tree);
}

static void put_git(
	struct buf *out, struct str path, const char *rev, const char *subdir)
{
	struct fault fault = FAULT_INIT;
	struct tree tree;

	ck_assert_msg(
		tree_open_git(&tree, path, str_of(rev), str_of(subdir), &fault),
		"%s", fault.text);
	put_tree(out, &tree);
	tree_close(&tree);
}

/* From wherever the content is read, it is the same. */
START_TEST(test_same_everywhere)
{
	static const struct {
		const char *path, *rev, *subdir;
	} rows[] = {
		{"content", "HEAD", ""},
		{"content/", "main", ""},
		{".", "first", "content"},
		{".", "HEAD", "content/"},
		{"content/a", "HEAD~0", "content"},
		{"bare.git", "HEAD", "content"},
		{"bare.git/", "refs/heads/main", "content"},
		{"linked", "HEAD", "content"},
		{"linked/content", "@", ""},
	};
	struct buf folder = BUF_INIT(BUF_LARGE), git = BUF_INIT(BUF_LARGE);
	char top[UNITS_PATH], path[UNITS_PATH];

	units_folder(top);
	make_repository(top);
	units_shell("cd '%s' && git worktree add -q linked main~0 2>/dev/null",
		top);
	put_folder(&folder, units_path(path, top, "content"));
	ck_assert_uint_lt(str_find(buf_str(&folder), STR("f a-b/c.md 0 "), 0),
		folder.len);
	ck_assert_uint_lt(
		str_find(buf_str(&folder), STR("l link.md\n"), 0), folder.len);
	ck_assert_uint_eq(
		str_find(buf_str(&folder), STR("hidden"), 0), folder.len);
	ck_assert_uint_eq(
		str_find(buf_str(&folder), STR("site"), 0), folder.len);
	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		put_git(&git, units_path(path, top, rows[i].path), rows[i].rev,
			rows[i].subdir);
		check_view(buf_str(&git), buf_str(&folder), rows[i].path);
		buf_clear(&git);
	}
	put_git(&git, units_path(path, top, "bare.git"), "HEAD", "content/a");
	buf_clear(&folder);
	put_folder(&folder, units_path(path, top, "content/a"));
	check_view(buf_str(&git), buf_str(&folder), "a folder of it");
	buf_release(&folder);
	buf_release(&git);
}
END_TEST

START_TEST(test_order)
{
	static const char *const paths[] = {"a-b/c.md", "a.md", "a/b.md",
		"a/deep/er/d.md", "a/link.md", "bytes.pdf",
		"caf\xC3\xA9 1/R&D #2.txt", "dangling", "guildhall.yml",
		"index.md", "large.pdf", "link.md"};
	char top[UNITS_PATH], path[UNITS_PATH];
	struct fault fault = FAULT_INIT;
	struct tree tree;

	units_folder(top);
	make_content(top);
	ck_assert(tree_open_folder(
		&tree, units_path(path, top, "content"), &fault));
	ck_assert_uint_eq(tree.entries.len, UNITS_LEN(paths));
	for (size_t i = 0; i < UNITS_LEN(paths); i++) {
		const struct tree_entry *entry = &tree.entries.items[i];

		check_view(entry->path, str_of(paths[i]), paths[i]);
		ck_assert_ptr_eq(tree_find(&tree, str_of(paths[i])), entry);
	}
	ck_assert_ptr_null(tree_find(&tree, STR("a")));
	ck_assert_ptr_null(tree_find(&tree, STR("")));
	ck_assert_uint_eq(tree.commit.id.len, 0);
	tree_close(&tree);
	ck_assert_ptr_null(tree_find(&tree, STR("a.md")));
}
END_TEST

START_TEST(test_commit)
{
	char top[UNITS_PATH], path[UNITS_PATH];
	struct fault fault = FAULT_INIT;
	struct tree folder, git;

	units_folder(top);
	make_repository(top);
	ck_assert(tree_open_folder(
		&folder, units_path(path, top, "content"), &fault));
	ck_assert(tree_open_git(&git, units_path(path, top, "bare.git"),
		STR("first"), STR(""), &fault));
	ck_assert_uint_eq(git.commit.id.len, 40);
	check_view(folder.commit.id, git.commit.id, "the same commit");
	ck_assert_int_eq(git.commit.time, 1773538200); /* 2026-03-15 01:30 */
	ck_assert_int_eq(git.commit.offset, -120);
	ck_assert_int_eq(folder.commit.time, git.commit.time);
	ck_assert_ptr_nonnull(tree_find(&git, STR("content/a.md")));
	tree_close(&folder);
	tree_close(&git);
}
END_TEST

/* A revision is what it was, whatever the working tree is now. */
START_TEST(test_revisions)
{
	struct buf before = BUF_INIT(BUF_LARGE), now = BUF_INIT(BUF_LARGE),
		   old = BUF_INIT(BUF_LARGE);
	char top[UNITS_PATH], path[UNITS_PATH], bare[UNITS_PATH];

	units_folder(top);
	make_repository(top);
	units_path(bare, top, "bare.git");
	units_path(path, top, "content");
	put_folder(&before, str_of(path));
	units_write(top, "content/a.md", STR("changed"));
	units_shell("cd '%s/content' && rm a/b.md && git add -A . && git "
		    "commit -q -m two && rm a-b/c.md && cd .. && git push -q "
		    "bare.git main 2>/dev/null",
		top);
	units_write(top, "content/new.md", STR("not committed"));
	put_folder(&now, str_of(path));
	put_git(&old, str_of(path), "HEAD~1", "");
	check_view(buf_str(&old), buf_str(&before), "the one before");
	buf_clear(&old);
	put_git(&old, str_of(bare), "HEAD~1", "content");
	check_view(buf_str(&old), buf_str(&before), "of the bare one");
	buf_clear(&old);
	put_git(&old, str_of(path), "HEAD", "");
	ck_assert(!str_eq(buf_str(&old), buf_str(&now)));
	ck_assert(!str_eq(buf_str(&old), buf_str(&before)));
	ck_assert_uint_eq(str_find(buf_str(&old), STR("new.md"), 0), old.len);
	buf_release(&before);
	buf_release(&now);
	buf_release(&old);
}
END_TEST

static void check_fault(const struct fault *fault, enum exit_code code,
	const char *word, const char *row)
{
	check_int(fault->code, code, row);
	ck_assert_msg(strstr(fault->text, word), "%s: \"%s\" has no \"%s\"",
		row, fault->text, word);
}

START_TEST(test_no_tree)
{
	static const struct {
		const char *path, *rev, *subdir;
		enum exit_code code;
		const char *word; /* in the message */
	} rows[] = {
		{"nowhere", "HEAD", "", EXIT_REPOSITORY, "nowhere"},
		{".", "no-such", "", EXIT_REPOSITORY, "no-such"},
		{".", "HEAD~9", "", EXIT_REPOSITORY, "HEAD~9"},
		{".", "HEAD:outside.md", "", EXIT_REPOSITORY, ""},
		{".", "0123456789012345678901234567890123456789", "",
			EXIT_REPOSITORY, "0123"},
		{".", "..", "", EXIT_REPOSITORY, ""},
		{".", "-", "", EXIT_REPOSITORY, ""},
		{".", "HEAD", "missing", EXIT_USAGE, "missing"},
		{".", "HEAD", "content/missing", EXIT_USAGE, "missing"},
		{".", "HEAD", "outside.md", EXIT_USAGE, "outside.md"},
		{".", "HEAD", "../x", EXIT_USAGE, "../x"},
		{".", "HEAD", "content/../content", EXIT_USAGE, "content"},
		{"bare.git", "HEAD", "missing", EXIT_USAGE, "missing"},
	};
	char top[UNITS_PATH], path[UNITS_PATH];

	units_folder(top);
	make_repository(top);
	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		struct fault fault = FAULT_INIT;
		struct tree tree;

		ck_assert_msg(!tree_open_git(&tree,
				      units_path(path, top, rows[i].path),
				      str_of(rows[i].rev),
				      str_of(rows[i].subdir), &fault),
			"%s %s", rows[i].rev, rows[i].subdir);
		check_fault(&fault, rows[i].code, rows[i].word, rows[i].rev);
		ck_assert_uint_eq(tree.entries.len, 0);
	}
}
END_TEST

/* Folders that are no good repository, made by a command. */
START_TEST(test_bad_repositories)
{
	static const struct {
		const char *make, *word;
	} rows[] = {
		{"true", "no git repository"},
		{"git init -q -b main .", "no commit yet"},
		{"git init -q --bare -b main .", "no commit yet"},
		{"git init -q -b main . && echo garbage >.git/HEAD", ""},
		{"git init -q -b main . && echo ref: refs/heads/x >.git/HEAD",
			"no commit yet"},
		{"git init -q -b main . && rm -r .git/objects", ""},
		{"git init -q -b main . && echo 'gitdir: /nowhere' >x && rm -r "
		 ".git && mv x .git",
			""},
		{"git init -q -b main --object-format=sha256 . && git commit "
		 "-q --allow-empty -m x",
			""},
		{"git init -q -b main . && git commit -q --allow-empty -m x && "
		 "find .git/objects -type f -delete",
			""},
	};

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		struct fault fault = FAULT_INIT;
		char top[UNITS_PATH];
		struct tree tree;

		units_folder(top);
		units_shell("cd '%s' && %s", top, rows[i].make);
		check_int(tree_open_git(&tree, str_of(top), STR("HEAD"),
				  STR(""), &fault),
			false, rows[i].make);
		check_fault(
			&fault, EXIT_REPOSITORY, rows[i].word, rows[i].make);
		ck_assert_str_ne(fault.text, "");
		/* as a folder it can be read all the same */
		fault = (struct fault)FAULT_INIT;
		ck_assert(tree_open_folder(&tree, str_of(top), &fault));
		ck_assert_uint_eq(tree.commit.id.len, 0);
		tree_close(&tree);
	}
}
END_TEST

/* Can all files of the content be had? */
static bool read_all(const char *top, struct fault *fault)
{
	struct buf bytes = BUF_INIT(BUF_LARGE);
	struct tree_reader *reader;
	struct tree tree;
	uint64_t size;
	bool ok;

	if (!tree_open_git(
		    &tree, str_of(top), STR("HEAD"), STR("content"), fault))
		return false;
	reader = tree_reader_open(&tree, fault);
	ok = reader != NULL;
	vec_each(const struct tree_entry, entry, &tree.entries)
		ok = ok &&
			(entry->kind != TREE_FILE ||
				(tree_size(reader, entry, &size, fault) &&
					tree_read(
						reader, entry, &bytes, fault)));
	tree_reader_close(reader);
	tree_close(&tree);
	buf_release(&bytes);
	return ok;
}

/* The object that is missing or damaged is named. */
START_TEST(test_damaged_objects)
{
	static const char *const objects[] = {
		"HEAD:content", "HEAD:content/a", "HEAD:content/a/b.md"};
	static const char *const damages[] = {
		"rm -f \"$file\"", "echo garbage >\"$file\"", ": >\"$file\""};

	for (size_t i = 0; i < UNITS_LEN(objects); i++)
		for (size_t j = 0; j < UNITS_LEN(damages); j++) {
			struct buf id = BUF_INIT(100);
			struct fault fault = FAULT_INIT;
			char top[UNITS_PATH];

			units_folder(top);
			make_repository(top);
			units_shell("cd '%s' && id=$(git rev-parse %s) && echo "
				    "$id >id && file=.git/objects/$(echo $id | "
				    "cut -c 1-2)/$(echo $id | cut -c 3-) && "
				    "chmod u+w $file && %s",
				top, objects[i], damages[j]);
			ck_assert(units_read(top, "id", &id));
			ck_assert(!read_all(top, &fault));
			ck_assert_int_eq(fault.code, EXIT_REPOSITORY);
			buf_cut(&id, 40);
			buf_putc(&id, '\0');
			if (i)
				check_fault(&fault, EXIT_REPOSITORY, id.ptr,
					objects[i]);
			buf_release(&id);
		}
}
END_TEST

/*
 * An object that is whole but another than its name says. (One cut short is
 * not tried: libgit2 1.5 reads it for ever, https://github.com/libgit2/
 * libgit2/issues/7342.)
 */
START_TEST(test_exchanged_object)
{
	char top[UNITS_PATH], path[UNITS_PATH];
	struct buf bytes = BUF_INIT(BUF_LARGE);
	struct fault fault = FAULT_INIT;
	struct tree_reader *reader;
	struct tree tree;

	units_folder(top);
	make_repository(top);
	units_shell("cd '%s' && file() { git rev-parse $1 | sed "
		    "'s,^..,.git/objects/&/,'; } && chmod -R u+w .git && cp "
		    "$(file HEAD:content/a.md) $(file HEAD:content/index.md)",
		top);
	ck_assert(tree_open_git(&tree, units_path(path, top, "content"),
		STR("HEAD"), STR(""), &fault));
	reader = tree_reader_open(&tree, &fault);
	ck_assert(!tree_read(
		reader, tree_find(&tree, STR("index.md")), &bytes, &fault));
	check_fault(&fault, EXIT_REPOSITORY, "damaged", "exchanged");
	ck_assert_uint_eq(bytes.len, 0);
	tree_reader_close(reader);
	tree_close(&tree);
	buf_release(&bytes);
}
END_TEST

START_TEST(test_no_folder)
{
	char top[UNITS_PATH], path[UNITS_PATH];
	struct fault fault = FAULT_INIT;
	struct tree tree;

	units_folder(top);
	units_write(top, "file", STR("x"));
	ck_assert(
		!tree_open_folder(&tree, units_path(path, top, "no"), &fault));
	check_fault(&fault, EXIT_USAGE, "no", "missing");
	fault = (struct fault)FAULT_INIT;
	ck_assert(!tree_open_folder(
		&tree, units_path(path, top, "file"), &fault));
	check_fault(&fault, EXIT_USAGE, "file", "no folder");
}
END_TEST

/* What is neither file nor folder is listed as what it is, never read. */
START_TEST(test_special_files)
{
	char top[UNITS_PATH], path[UNITS_PATH];
	struct buf folder = BUF_INIT(1000), git = BUF_INIT(1000);

	units_folder(top);
	units_write(top, "c/a.md", STR("a"));
	units_shell("cd '%s' && git init -q -b main . && git init -q c/module "
		    "&& git -C c/module commit -q --allow-empty -m x && git "
		    "add . 2>/dev/null && git commit -q -m x && echo no "
		    ">c/module/x.md",
		top);
	units_path(path, top, "c");
	put_folder(&folder, str_of(path));
	put_git(&git, str_of(path), "HEAD", "");
	ck_assert(str_starts(buf_str(&folder), STR("f a.md 1 ")));
	ck_assert(str_ends(buf_str(&folder), STR("\nm module\n")));
	check_view(buf_str(&git), buf_str(&folder), "submodule");
	units_shell("mkfifo '%s/c/pipe'", top);
	buf_clear(&folder);
	put_folder(&folder, str_of(path));
	ck_assert(str_ends(buf_str(&folder), STR("\ns pipe\n")));
	buf_release(&folder);
	buf_release(&git);
}
END_TEST

START_TEST(test_depth)
{
	struct buf folder = BUF_INIT(1 << 16), git = BUF_INIT(1 << 16);
	char top[UNITS_PATH], path[400] = "";
	struct str deep;

	units_folder(top);
	for (size_t i = 0; i < TREE_DEPTH_MAX; i++)
		strcat(path, "d/");
	strcat(path, "fits.md");
	units_write(top, path, STR("a"));
	strcpy(path + 2 * TREE_DEPTH_MAX, "d/deep.md");
	units_write(top, path, STR("b"));
	units_shell("cd '%s' && git init -q -b main . && git add . && git "
		    "commit -q -m x",
		top);
	put_folder(&folder, str_of(top));
	put_git(&git, str_of(top), "HEAD", "");
	check_view(buf_str(&git), buf_str(&folder), "deep");
	deep = buf_str(&folder);
	ck_assert_uint_lt(str_find(deep, STR("/fits.md 1 "), 0), deep.len);
	ck_assert_uint_eq(str_find(deep, STR("deep.md"), 0), deep.len);
	ck_assert(str_starts(deep, STR("d d/d/")));
	buf_release(&folder);
	buf_release(&git);
}
END_TEST

/* A file that is exchanged behind our back is not followed out. */
START_TEST(test_exchanged_files)
{
	static const char *const acts[] = {"rm a.md",
		"rm a.md && ln -s "
		"../outside.md a.md",
		"rm a.md && mkdir a.md",
		"mv a.md b.md && mkdir x && mv b.md x/a.md && ln -s x/a.md "
		"a.md"};

	for (size_t i = 0; i < UNITS_LEN(acts); i++) {
		char top[UNITS_PATH], path[UNITS_PATH];
		struct buf bytes = BUF_INIT(BUF_LARGE);
		struct fault fault = FAULT_INIT;
		struct tree_reader *reader;
		struct tree tree;

		units_folder(top);
		make_content(top);
		ck_assert(tree_open_folder(
			&tree, units_path(path, top, "content"), &fault));
		reader = tree_reader_open(&tree, &fault);
		units_shell("cd '%s/content' && %s", top, acts[i]);
		check_int(tree_read(reader, tree_find(&tree, STR("a.md")),
				  &bytes, &fault),
			false, acts[i]);
		check_fault(&fault, EXIT_REPOSITORY, "a.md", acts[i]);
		ck_assert_uint_eq(bytes.len, 0);
		tree_reader_close(reader);
		tree_close(&tree);
		buf_release(&bytes);
	}
}
END_TEST

/* A buffer takes what it may, and says whether there was more. */
START_TEST(test_read_limits)
{
	char top[UNITS_PATH], path[UNITS_PATH];
	struct fault fault = FAULT_INIT;
	struct tree trees[2];

	units_folder(top);
	make_repository(top);
	units_path(path, top, "content");
	ck_assert(tree_open_folder(&trees[0], str_of(path), &fault));
	ck_assert(tree_open_git(
		&trees[1], str_of(path), STR("HEAD"), STR(""), &fault));
	for (int i = 0; i < 2; i++) {
		struct tree_reader *reader =
			tree_reader_open(&trees[i], &fault);

		for (size_t max = 0; max < 10; max++) {
			struct buf bytes = BUF_INIT(max);

			ck_assert(tree_read(reader,
				tree_find(&trees[i], STR("a.md")), &bytes,
				&fault));
			check_view(buf_str(&bytes),
				str_sub(STR("a\r\nb\n"), 0, max), "read");
			ck_assert_int_eq(buf_is_over(&bytes), max < 5);
			buf_release(&bytes);
		}
		tree_reader_close(reader);
		tree_close(&trees[i]);
	}
}
END_TEST

START_TEST(test_bare)
{
	char top[UNITS_PATH], path[UNITS_PATH];

	units_folder(top);
	make_repository(top);
	ck_assert(tree_is_bare(units_path(path, top, "bare.git")));
	ck_assert(!tree_is_bare(str_of(top)));
	ck_assert(!tree_is_bare(units_path(path, top, "content")));
	ck_assert(!tree_is_bare(units_path(path, top, "nowhere")));
	ck_assert(!tree_is_bare(units_path(path, top, "bare.git/refs")));
}
END_TEST

UNITS_SUITE(io_tree, test_same_everywhere, test_order, test_commit,
	test_revisions, test_no_tree, test_bad_repositories,
	test_damaged_objects, test_exchanged_object, test_no_folder,
	test_special_files, test_depth, test_exchanged_files, test_read_limits,
	test_bare)
