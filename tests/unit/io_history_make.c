#include "unit/io_history_make.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char words[] =
	"set -e\n"
	"clock=1700000000\n"
	"say() { file=$1; shift; mkdir -p \"$(dirname \"$file\")\";"
	" printf '%s\\n' \"$@\" >\"$file\"; }\n"
	"now() { clock=$((clock + 60));"
	" export GIT_AUTHOR_DATE=\"$clock +0100\""
	" GIT_COMMITTER_DATE=\"$clock +0100\"; }\n"
	"seal() { now; git add -A; git commit -q --allow-empty -m \"$*\"; }\n"
	"unite() { now; git merge -q --no-edit \"$@\" || :; }\n"
	"as() { export GIT_AUTHOR_NAME=\"$1\" GIT_AUTHOR_EMAIL=\"$2\"; }\n"
	"git init -q -b main .\n";

/* Make a repository in a new folder. */
void history_make(char top[UNITS_PATH], const char *script)
{
	struct buf text = BUF_INIT(1 << 24);

	units_folder(top);
	buf_puts(&text, words);
	buf_puts(&text, script);
	units_write(top, ".git/script", buf_str(&text));
	units_shell("cd '%s' && mv .git/script '%s.sh' && rmdir .git && sh "
		    "'%s.sh' >'%s.log' 2>&1 || { cat '%s.log'; false; }",
		top, top, top, top, top);
	buf_release(&text);
}

void history_made_open(struct history_made *opened, const char *top)
{
	struct fault fault = FAULT_INIT;

	ck_assert_msg(tree_open_git(&opened->tree, str_of(top), STR("HEAD"),
			      STR(""), &fault),
		"%s", fault.text);
	opened->history = history_open(&opened->tree, &fault);
	ck_assert_msg(opened->history, "%s", fault.text);
	opened->reader = history_reader_open(opened->history, &fault);
	ck_assert_msg(opened->reader, "%s", fault.text);
	for (size_t i = 0; i < history_tasks(opened->history); i++)
		ck_assert_msg(history_compare(opened->history, opened->reader,
				      i, &fault) &&
				history_weigh(opened->history, opened->reader,
					i, &fault),
			"%s", fault.text);
	history_follow(opened->history);
}

void history_made_close(struct history_made *opened)
{
	history_close(opened->history);
	tree_close(&opened->tree);
}

const struct history_file *history_made_file(
	const struct history_made *opened, const char *path)
{
	const struct history_file *file =
		history_of(opened->history, str_of(path));

	ck_assert_msg(file, "%s has no history", path);
	return file;
}

void history_put_kinds(struct buf *out, const struct history_file *file)
{
	static const char kinds[] = {'A', 'M', 'R', 'D'};

	vec_each(const struct history_change, change, &file->changes) {
		buf_putc(out, kinds[change->kind]);
		if (change->counts)
			buf_putc(out, '*');
	}
	if (!file->complete)
		buf_putc(out, '?');
	if (!file->sure)
		buf_putc(out, '!');
}
