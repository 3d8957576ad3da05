#include "unit/io_history_make.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What git does not tell so: what counts, who it was, what is unknown. */

/* What counts as a change, and what is told otherwise than git tells it. */
START_TEST(test_what_counts)
{
	static const struct {
		const char *row, *want, *script;
	} rows[] = {
		{"a copy begins anew", "A*",
			"say b.md 1 2 3 4; seal 1; say b.md 1 2 3 4 5; seal 2; "
			"cp b.md a.md; seal 3"},
		{"what takes the place of a moved file begins anew", "A*",
			"say a.md 1 2 3 4; seal 1; git mv a.md b.md; seal 2; "
			"say a.md other words; seal 3"},
		{"a move alone, and one with a change", "RR*A*",
			"say x.md 1 2 3 4; seal 1; git mv x.md y.md; echo 5 "
			">>y.md; seal 2; git mv y.md a.md; seal 3"},
		{"dates of reviews", "MM*A*",
			"page() { say a.md --- 'title: A' \"$@\"; }; page "
			"'last_reviewed_on: 2023-01-01' --- text; seal 1; page "
			"'last_reviewed_on: 2023-01-01' --- words; seal 2; "
			"page "
			"'last_reviewed_on: 2024-01-01' 'review_in: 1 year' "
			"reviews: '  - {on: 2024-01-01}' --- words; seal 3"},
		{"a review and a word", "M*A*",
			"page() { say a.md --- 'title: A' \"$@\"; }; page "
			"'last_reviewed_on: 2023-01-01' --- text; seal 1; page "
			"'last_reviewed_on: 2024-01-01' --- words; seal 2"},
		{"review dates are of the front matter alone", "M*A*",
			"say a.md --- 'title: A' --- 'last_reviewed_on: 1'; "
			"seal 1; say a.md --- 'title: A' --- "
			"'last_reviewed_on: 2'; seal 2"},
		{"a mode", "MA*", "say a.md 1; seal 1; chmod +x a.md; seal 2"},
		{"a commit to ignore", "M*MA*",
			"say a.md 1; seal 1; say a.md 2; seal 2; git rev-parse "
			"HEAD >.git-blame-ignore-revs; seal 3; say a.md 3; "
			"seal 4"},
		{"to ignore, with words", "MA*",
			"say a.md 1; seal 1; say a.md 2; seal 2; { echo '# "
			"wrapped lines'; echo \"$(git rev-parse HEAD) # all "
			"pages\"; echo nonsense; } >.git-blame-ignore-revs; "
			"seal 3"},
		{"moved on one side, changed on the other", "M*R*A*",
			"say x.md 1 2 3 4 5 6 7 8 9; seal 1; git switch -q -c "
			"side; git mv x.md a.md; echo ten >>a.md; seal 2; git "
			"switch -q main; say x.md one 2 3 4 5 6 7 8 9; seal 3; "
			"unite side; ls a.md"},
		{"an octopus that changes one file thrice", "M*M*M*M*A*",
			"say a.md 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; seal 1; "
			"for n in 1 8 15; do git switch -q -c side-$n main; "
			"sed "
			"-i \"s/^$n\\$/changed/\" a.md; seal $n; done; git "
			"switch -q main; unite side-1 side-8 side-15"},
		{"not in any commit", "", "say b.md 1; seal 1; say a.md 1"},
	};
	struct buf got = BUF_INIT(1024);

	rows_each(__typeof__(*rows), row, rows)
	{
		struct history_made opened;
		char top[UNITS_PATH];

		history_make(top, row->script);
		history_made_open(&opened, top);
		if (*row->want)
			history_put_kinds(
				&got, history_made_file(&opened, "a.md"));
		else
			ck_assert_ptr_null(
				history_of(opened.history, STR("a.md")));
		check_buf(&got, row->want, row->row);
		history_made_close(&opened);
	}
	buf_release(&got);
}
END_TEST

/* Names, addresses and summaries, with git's own for comparison. */
START_TEST(test_people)
{
	static const char script[] =
		"as 'Ann Old' ann@old.example; say a.md 1; seal 1; as Bob "
		"bob@b.example; say a.md 2; seal 'Two\n\nWords.\n\n"
		"Co-authored-by: Cy <cy@c.example>\nco-authored-by: ANN "
		"<Ann@Old.example>\nReviewed-by: Nobody <n@n.example>'; say "
		".mailmap 'Ann New <ann@new.example> <ANN@old.example>'; "
		"seal 3; git config i18n.commitEncoding ISO-8859-1; as "
		"\"$(printf 'J\\366rg')\" j@j.example; say a.md 3; seal "
		"\"$(printf 'Gr\\374n')\"; git config --unset "
		"i18n.commitEncoding; as \"$(printf 'Bad\\377')\" "
		"x@x.example; say a.md 4; seal \"$(printf "
		"'bell\\007 and \\342\\200\\256')\"";
	static const char want[] =
		"bell and | Bad\xC3\xBF x@x.example\n"
		"Gr\xC3\xBCn | J\xC3\xB6rg j@j.example\n"
		"Two | Bob bob@b.example | Cy cy@c.example | Ann New "
		"ann@new.example\n"
		"1 | Ann New ann@new.example\n";
	struct buf got = BUF_INIT(4096);
	struct history_made opened;
	char top[UNITS_PATH];

	history_make(top, script);
	history_made_open(&opened, top);
	vec_each(const struct history_change, change,
		&history_made_file(&opened, "a.md")->changes) {
		const struct history_commit *commit = change->commit;

		buf_put(&got, commit->summary);
		for (size_t i = 0; i < commit->people_len; i++)
			buf_printf(&got, " | %.*s %.*s",
				STR_ARG(commit->people[i]->name),
				STR_ARG(commit->people[i]->email));
		buf_putc(&got, '\n');
	}
	check_buf(&got, want, "people");
	history_made_close(&opened);
	buf_release(&got);
}
END_TEST

/*
 * Of a pack no more is unpacked than tells a review: it is told as from loose
 * objects, which are unpacked whole. Front matter of over 16 kB does not end.
 */
START_TEST(test_packed)
{
	static const struct {
		const char *path, *want;
	} rows[] = {{"short.md", "M*MA*"}, {"longer.md", "M*MA*"},
		{"long.md", "M*M*A*"}, {"none.md", "M*M*A*"}};
	static const char script[] =
		"page() { (echo $4; echo \"last_reviewed_on: $2\"; seq -f k%g: "
		"$3; echo ---; seq 2000; echo $5) >$1.md; }; pages() { "
		"page short $1 9 --- $2; page longer $1 400 --- $2; "
		"page long $1 3000 --- $2; page none $1 9 -- $2; seal $1; }; "
		"pages 1 words; pages 2 words; pages 3 others";
	static const char *const packings[] = {
		"true", "git repack -q -a -d -f --window=0"};
	struct buf got = BUF_INIT(1024);
	char top[UNITS_PATH];

	history_make(top, script);
	for (size_t i = 0; i < sizeof packings / sizeof *packings; i++) {
		struct history_made opened;

		units_shell("cd '%s' && rm -rf .git/guildhall && %s", top,
			packings[i]);
		history_made_open(&opened, top);
		rows_each(__typeof__(*rows), row, rows)
		{
			history_put_kinds(
				&got, history_made_file(&opened, row->path));
			check_buf(&got, row->want, row->path);
		}
		history_made_close(&opened);
	}
	buf_release(&got);
}
END_TEST

START_TEST(test_days)
{
	static const struct {
		const char *date;
		long long day;
	} rows[] = {{"1700000000 +0000", 19675}, {"1700006399 +0000", 19675},
		{"1700006400 +0000", 19676}, {"1700006399 +0100", 19676},
		{"1700006400 -0100", 19675}, {"@0 -0500", -1}};

	rows_each(__typeof__(*rows), row, rows)
	{
		char top[UNITS_PATH], script[256];
		struct history_made opened;

		snprintf(script, sizeof script,
			"now; export GIT_AUTHOR_DATE='%s'; say a.md 1; git add "
			"-A; git commit -q -m 1",
			row->date);
		history_make(top, script);
		history_made_open(&opened, top);
		check_int(history_day(history_made_file(&opened, "a.md")
					      ->changes.items[0]
					      .commit),
			row->day, row->date);
		history_made_close(&opened);
	}
}
END_TEST

/* What is not here is not guessed. */
START_TEST(test_shallow)
{
	struct buf got = BUF_INIT(1024);
	char top[UNITS_PATH], clone[UNITS_PATH + 8];
	struct history_made opened;

	history_make(top,
		"say a.md 1; say b.md 1; seal 1; say a.md 2; seal 2; say c.md "
		"1; seal 3; say c.md 2; seal 4");
	snprintf(clone, sizeof clone, "%s.clone", top);
	units_shell("git clone -q --depth 3 'file://%s' '%s'", top, clone);
	history_made_open(&opened, clone);
	ck_assert(history_is_shallow(opened.history));
	history_put_kinds(&got, history_made_file(&opened, "c.md"));
	check_buf(&got, "M*A*", "all of it is there");
	history_put_kinds(&got, history_made_file(&opened, "a.md"));
	check_buf(&got, "?", "its change is the first of the clone");
	history_put_kinds(&got, history_made_file(&opened, "b.md"));
	check_buf(&got, "?", "it is older");
	history_made_close(&opened);
	units_shell("git -C '%s' fetch -q --unshallow", clone);
	history_made_open(&opened, clone);
	history_put_kinds(&got, history_made_file(&opened, "a.md"));
	check_buf(&got, "M*A*", "mended, whatever was kept");
	history_made_close(&opened);
	buf_release(&got);
}
END_TEST

UNITS_SUITE(io_history_told, test_what_counts, test_people, test_packed,
	test_days, test_shallow)
