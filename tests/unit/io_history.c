#include "unit/io_history_make.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The history of every file of repositories of all sorts, beside what git says
 * of it. */

/* The commits of a file, newest first: "ID kind*", "*" where it counts. */
static void put_file(struct buf *out, const struct history_file *file)
{
	static const char kinds[] = {'A', 'M', 'R', 'D'};

	vec_each(const struct history_change, change, &file->changes)
		buf_printf(out, "%.*s %c%s\n", 7, change->commit->id.ptr,
			kinds[change->kind], change->counts ? "*" : "");
	if (!file->complete)
		buf_puts(out, "unknown\n");
}

/* What a shell command prints. */
static void put_shell(struct buf *out, const char *command)
{
	char block[4096];
	size_t got;
	FILE *pipe = popen(command, "r");

	ck_assert_ptr_nonnull(pipe);
	while ((got = fread(block, 1, sizeof block, pipe)))
		buf_put(out, str_make(block, got));
	ck_assert_int_eq(pclose(pipe), 0);
}

/* The ids alone, sorted: parallel branches have no order. */
static void put_ids(struct buf *out, const struct history_file *file)
{
	struct buf lines = BUF_INIT(BUF_LARGE);
	char command[64 + 65536];

	vec_each(const struct history_change, change, &file->changes)
		buf_printf(&lines, "%.*s\\n", 7, change->commit->id.ptr);
	ck_assert_uint_lt(lines.len, 65536);
	snprintf(command, sizeof command, "printf '%.*s' | sort",
		(int)lines.len, lines.len ? lines.ptr : "");
	put_shell(out, command);
	buf_release(&lines);
}

/*
 * Every file of the commit has the history that git tells. HOW is what git
 * is asked, with %s for the file.
 */
static void check_all(const char *top, const char *how, const char *row)
{
	struct buf ours = BUF_INIT(BUF_LARGE), gits = BUF_INIT(BUF_LARGE);
	struct history_made opened;

	history_made_open(&opened, top);
	vec_each(const struct tree_entry, entry, &opened.tree.entries) {
		const struct history_file *file =
			history_of(opened.history, entry->path);
		char asked[512], command[UNITS_PATH + 1024];

		ck_assert_ptr_nonnull(file);
		snprintf(asked, sizeof asked, how, entry->path.ptr);
		snprintf(command, sizeof command,
			"cd '%s' && git %s | cut -c1-7 | sort", top, asked);
		put_ids(&ours, file);
		put_shell(&gits, command);
		buf_printf(&ours, "of %s: %s\n", row, entry->path.ptr);
		buf_printf(&gits, "of %s: %s\n", row, entry->path.ptr);
		check_view(buf_str(&ours), buf_str(&gits), "ours, git's");
		buf_clear(&ours);
		buf_clear(&gits);
	}
	history_made_close(&opened);
	buf_release(&ours);
	buf_release(&gits);
}

#define FOLLOW "log --format=%%h --follow -- '%s'"
#define PLAIN "log --format=%%h -- '%s'"

/* Histories in which git and we say the same, and how git is asked. */
START_TEST(test_as_git)
{
	static const struct {
		const char *row, *how, *script;
	} rows[] = {
		{"a line of commits", FOLLOW,
			"say a.md one; say b.md x; seal 1; say a.md two; seal "
			"2; say b.md y z; seal 3; seal empty; say c/d.md n; "
			"seal 4; say a.md three; say c/d.md o; seal 5"},
		{"moves", FOLLOW,
			"say a.md 1 2 3 4 5 6 7 8; say same.md s; seal 1; git "
			"mv a.md b.md; seal 2; say b.md 1 2 3 4 5 6 7 8 9; "
			"seal 3; mkdir deep; git mv b.md deep/c.md; echo ten "
			">>deep/c.md; seal 4; mkdir x; git mv same.md x/; "
			"seal 5; git mv x/same.md deep/c2.md; seal 6"},
		{"moves of many at once", FOLLOW,
			"for n in 1 2 3 4 5 6 7 8 9; do say old/$n/_index.md "
			"a$n b$n c$n d$n e$n; say old/$n/p$n.md p$n q$n r$n; "
			"done; seal 1; git mv old new; seal 2; for n in 1 2 3; "
			"do echo more >>new/$n/p$n.md; done; git mv new "
			"newer; seal 3"},
		{"half of it is enough, less is not", FOLLOW,
			"say a.md 1aaaaaaaa 2aaaaaaaa 3aaaaaaaa 4aaaaaaaa; "
			"seal "
			"1; git rm -q a.md; say b.md 1aaaaaaaa 2aaaaaaaa "
			"3aaaaaaaa xbbbbbbbb; seal 2; git rm -q b.md; printf "
			"'quite\\nanother\\n' >c.md; seal 3"},
		{"removed and back again", FOLLOW,
			"say a.md 1; say b.md 1; seal 1; say a.md 2; seal 2; "
			"git rm -q a.md; seal 3; say b.md 2; seal 4; say a.md "
			"3; seal 5; git rm -q a.md; seal 6; say a.md 4; seal "
			"7"},
		{"reverted", FOLLOW,
			"say a.md 1; seal 1; say a.md 2; seal 2; git revert "
			"--no-edit HEAD; say a.md 3; seal 4"},
		{"a merge that is as one side", PLAIN,
			"say a.md 1; say b.md 1; seal 1; git switch -q -c "
			"side; say a.md 2; seal 2; say c.md n; seal 3; git "
			"switch -q main; say b.md 2; seal 4; unite side; say "
			"a.md 3; seal 5"},
		{"the same change on both sides", PLAIN,
			"say a.md 1; seal 1; git switch -q -c side; say a.md "
			"2; seal 2; git switch -q main; say b.md 1; seal 3; "
			"git cherry-pick side; unite side; say a.md 4; seal "
			"5"},
		{"a merge that drops a side", PLAIN,
			"say a.md 1; say b.md 1; seal 1; git switch -q -c "
			"side; say a.md 2; seal 2; git switch -q main; say "
			"b.md 2; seal 3; now; git merge -q -s ours -m ours "
			"side; say a.md 5; seal 6"},
		{"an octopus", PLAIN,
			"say a.md 1; say b.md 1; say c.md 1; seal 1; for n in "
			"a b c; do git switch -q -c side-$n main; say $n.md "
			"2; seal $n; done; git switch -q main; say d.md 1; "
			"seal d; unite side-a side-b side-c; say a.md 7; seal "
			"8"},
		{"branches of branches", PLAIN,
			"say a.md 1; say b.md 1; seal 1; git switch -q -c x; "
			"say a.md 2; seal 2; git switch -q -c y; say b.md 2; "
			"seal 3; git switch -q x; say c.md 1; seal 4; git "
			"switch -q main; say d.md 1; seal 5; unite x; git "
			"switch -q y; say b.md 3; seal 6; unite main; git "
			"switch -q main; unite y; say d.md 2; seal 7"},
		{"removed on one side", PLAIN,
			"say a.md 1; say b.md 1; seal 1; git switch -q -c "
			"side; git rm -q a.md; seal 2; git switch -q main; "
			"say b.md 2; seal 3; unite side; say a.md 9; seal 4"},
		{"two roots", PLAIN,
			"say a.md 1; seal 1; git switch -q --orphan other; "
			"say z.md 1; seal 2; say z.md 2; seal 3; git switch "
			"-q main; unite --allow-unrelated-histories other; "
			"say a.md 3; seal 4"},
		{"all in one second", PLAIN,
			"now() { :; }; say a.md 1; seal 1; say a.md 2; seal 2; "
			"git switch -q -c side; say b.md 1; seal 3; say a.md "
			"3; seal 4; git switch -q main; say c.md 1; seal 5; "
			"unite side; say b.md 2; seal 6"},
		{"a clock that goes back", PLAIN,
			"now() { clock=$((clock - 3600)); export "
			"GIT_AUTHOR_DATE=\"$clock +0000\" "
			"GIT_COMMITTER_DATE=\"$clock +0000\"; }; say a.md 1; "
			"seal 1; git switch -q -c side; say b.md 1; seal 2; "
			"say b.md 2; seal 3; git switch -q main; say a.md 2; "
			"seal 4; unite side; say b.md 3; seal 5"},
		{"a mode, a link, a file for a folder", PLAIN,
			"say a.md 1; say b 1; seal 1; chmod +x a.md; seal 2; "
			"git rm -q b; say b/c.md q; seal 3; git rm -q -r b; "
			"say b 2; seal 4; rm a.md; ln -s b a.md; seal 5; rm "
			"a.md; say a.md 9; seal 6"},
	};

	rows_each(__typeof__(*rows), row, rows)
	{
		char top[UNITS_PATH];

		history_make(top, row->script);
		check_all(top, row->how, row->row);
	}
}
END_TEST

START_TEST(test_merges)
{
	static const char script[] =
		"say a.md 1 2 3 4 5 6 7 8 9; say b.md 1 2 3; say c.md 1; seal "
		"1; git switch -q -c side; say a.md 1 2 3 4 5 6 7 8 nine; say "
		"b.md 1 side 3; seal 2; git switch -q main; say a.md one 2 3 4 "
		"5 6 7 8 9; say b.md 1 main 3; seal 3; unite side; say b.md 1 "
		"both 3; git add -A; now; git commit -q -m merged; say c.md 2; "
		"seal 4";
	static const char tell[] =
		"cd '%s'; for n in 1 2 3 merged 4; do git log -1 --format=%%h "
		"--grep=\"^$n$\"; done";
	struct buf ids = BUF_INIT(1024), got = BUF_INIT(1024);
	char top[UNITS_PATH], command[UNITS_PATH + 256], want[256];
	struct history_made opened;

	history_make(top, script);
	snprintf(command, sizeof command, tell, top);
	put_shell(&ids, command);
	history_made_open(&opened, top);
	put_file(&got, history_of(opened.history, STR("a.md")));
	snprintf(want, sizeof want, "%.7s M*\n%.7s M*\n%.7s A*\n", ids.ptr + 16,
		ids.ptr + 8, ids.ptr);
	check_buf(&got, want, "what git merges by itself is no change");
	put_file(&got, history_of(opened.history, STR("b.md")));
	snprintf(want, sizeof want, "%.7s M*\n%.7s M*\n%.7s M*\n%.7s A*\n",
		ids.ptr + 24, ids.ptr + 16, ids.ptr + 8, ids.ptr);
	check_buf(&got, want, "what the merger wrote is one");
	history_made_close(&opened);
	buf_release(&ids);
	buf_release(&got);
}
END_TEST

/* Ten thousand commits, at random, in branches: all as git has it. */
START_TEST(test_many)
{
	uint64_t seed = 2026;
	struct buf script = BUF_INIT(1 << 24);
	char top[UNITS_PATH];

	buf_puts(&script, "{\n");
	for (unsigned i = 0; i < 10000; i++) {
		unsigned branch = i < 3 ? i : (unsigned)units_below(&seed, 3);

		buf_printf(&script,
			"printf 'commit refs/heads/b%u\\ncommitter A "
			"<a@a.example> %u +0000\\ndata 1\\nx\\n'\n",
			branch, 1700000000 + i / 3);
		if (i < 3)
			buf_printf(&script, "printf 'deleteall\\n'\n");
		if (i > 20 && units_below(&seed, 5) == 0)
			buf_printf(&script,
				"printf 'merge refs/heads/b%u\\n'\n",
				(branch + 1) % 3);
		buf_printf(&script,
			"printf 'M 644 inline f%zu.md\\ndata 4\\n%04zu\\n'\n",
			units_below(&seed, 12), units_below(&seed, 30));
	}
	buf_puts(&script,
		"} | git fast-import --quiet\ngit reset -q --hard b0\n");
	history_make(top, script.ptr);
	check_all(top, PLAIN, "ten thousand");
	buf_release(&script);
}
END_TEST

UNITS_SUITE(io_history, test_as_git, test_merges, test_many)
