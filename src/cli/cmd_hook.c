/* Hooks: shell scripts that call this program as it was called now. */

#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli/commands.h"
#include "io/hooks.h"

#define MARK \
	"# Written by \"guildhall hook install\"; run that again to change " \
	"it.\n"

struct install {
	const struct options *options;
	struct hooks hooks;
	struct arena arena;
	struct fault fault;
	struct str to; /* absolute, or empty */
};

/* A word for the shell, whatever is in it. */
static void put_quoted(struct buf *out, struct str word)
{
	buf_putc(out, '\'');
	for (size_t i = 0; i < word.len; i++) {
		if (word.ptr[i] == '\'')
			buf_puts(out, "'\\''");
		else
			buf_putc(out, word.ptr[i]);
	}
	buf_putc(out, '\'');
}

static void put_variable(struct buf *out, const char *name, struct str value)
{
	buf_puts(out, name);
	buf_putc(out, '=');
	put_quoted(out, value);
	buf_putc(out, '\n');
}

/* What the hooks have in common: who is called, and for what. */
static void put_start(
	struct buf *out, const struct install *install, const char *about)
{
	char program[PATH_MAX];
	ssize_t len = readlink("/proc/self/exe", program, sizeof program);
	const struct options *options = install->options;
	struct str subdir = options->build.subdir;

	if (!subdir.len && !install->hooks.bare)
		subdir = install->hooks.inside;
	buf_printf(out, "#!/bin/sh\n%s" MARK, about);
	put_variable(out, "guildhall",
		len > 0 ? str_make(program, (size_t)len) : STR("guildhall"));
	put_variable(out, "subdir", subdir);
	if (!install->hooks.bare)
		return;
	put_variable(out, "branch",
		options->branch.len ? options->branch : install->hooks.branch);
	put_variable(out, "editions", options->build.edition);
	put_variable(out, "to", install->to);
}

static const char pre_receive[] =
	"status=0\n"
	"checks() {\n"
	"\tset -- check -s . --rev \"$new\" --quiet --color never \"$@\"\n"
	"\t[ -z \"$subdir\" ] || set -- \"$@\" --subdir \"$subdir\"\n"
	"\t[ -z \"$since\" ] || set -- \"$@\" --since \"$since\"\n"
	"\t\"$guildhall\" \"$@\" || status=$?\n"
	"}\n"
	"while read -r old new ref; do\n"
	"\t[ \"$ref\" = \"refs/heads/$branch\" ] || continue\n"
	"\tcase $new in *[!0]*) ;; *) continue ;; esac\n"
	"\tsince=\n"
	"\tcase $only_changed$old in yes*[!0]*) since=$old ;; esac\n"
	"\tfor edition in $(echo \"${editions:--}\" | tr , ' '); do\n"
	"\t\tset --\n"
	"\t\t[ \"$edition\" = - ] || set -- --edition \"$edition\"\n"
	"\t\tlive=$to/current/$edition\n"
	"\t\t[ \"$edition\" != - ] || live=$to/current/$(\n"
	"\t\t\tls \"$to/current/\" 2>/dev/null | head -n 1)\n"
	"\t\t[ ! -f \"$live/guildhall-manifest.json\" ] ||\n"
	"\t\t\tset -- \"$@\" --previous \"$live\"\n"
	"\t\tchecks \"$@\"\n"
	"\tdone\n"
	"done\n"
	"exit \"$status\"\n";

static const char post_receive[] =
	"pushed=\n"
	"while read -r old new ref; do\n"
	"\t[ \"$ref\" = \"refs/heads/$branch\" ] || continue\n"
	"\tcase $new in *[!0]*) pushed=yes ;; esac\n"
	"done\n"
	"[ -n \"$pushed\" ] || exit 0\n"
	"set -- publish -s . --rev \"refs/heads/$branch\" --to \"$to\" --wait\n"
	"set -- \"$@\" --quiet --color never\n"
	"[ -z \"$subdir\" ] || set -- \"$@\" --subdir \"$subdir\"\n"
	"[ -z \"$editions\" ] || set -- \"$@\" --edition \"$editions\"\n"
	"\"$guildhall\" \"$@\" && echo 'guildhall: the site is live'\n";

static const char pre_commit[] =
	"top=$(git rev-parse --show-toplevel) && tree=$(git write-tree) || "
	"exit\n"
	"set --\n"
	"if parent=$(git rev-parse -q --verify HEAD); then\n"
	"\tcommit=$(git commit-tree \"$tree\" -p \"$parent\" -m check) || "
	"exit\n"
	"\tset -- --since \"$parent\"\n"
	"else\n"
	"\tcommit=$(git commit-tree \"$tree\" -m check) || exit\n"
	"fi\n"
	"[ -z \"$subdir\" ] || set -- \"$@\" --subdir \"$subdir\"\n"
	"exec \"$guildhall\" check -s \"$top\" --rev \"$commit\" --quiet "
	"\"$@\"\n";

static bool write_hook(struct install *install, const char *name,
	const char *about, const char *script)
{
	struct buf text = BUF_INIT(1 << 16);
	bool ok;

	put_start(&text, install, about);
	put_variable(&text, "only_changed",
		install->options->only_changed ? STR("yes") : STR("no"));
	buf_puts(&text, script);
	ok = hooks_write(&install->hooks, name, buf_str(&text), STR(MARK),
		&install->fault);
	buf_release(&text);
	if (ok && !install->options->quiet)
		fprintf(stderr, "guildhall: wrote %.*s/%s\n",
			STR_ARG(install->hooks.folder), name);
	return ok;
}

/* Hooks run elsewhere: the folder is named from the top. */
static struct str absolute(struct arena *arena, struct str path)
{
	char here[PATH_MAX];

	if (!path.len || path.ptr[0] == '/' || !getcwd(here, sizeof here))
		return path;
	return arena_printf(arena, "%s/%.*s", here, STR_ARG(path));
}

static bool install_bare(struct install *install)
{
	return write_hook(install, "pre-receive",
		       "# Refuses a push whose content has errors.\n",
		       pre_receive) &&
		(!install->to.len ||
			write_hook(install, "post-receive",
				"# Publishes what was pushed.\n",
				post_receive));
}

int command_hook(struct options *options)
{
	struct install install = {.options = options};
	int code = EXIT_CLEAN;
	bool ok;

	if (options->argument_count != 1 ||
		!str_eq(options->arguments[0], STR("install"))) {
		fputs("guildhall: hook has one thing to do: hook install\n",
			stderr);
		return EXIT_USAGE;
	}
	install.to = absolute(&install.arena, options->to);
	ok = hooks_find(&install.hooks, options->build.source, &install.arena,
		&install.fault);
	if (ok && install.hooks.bare)
		ok = install_bare(&install);
	else if (ok)
		ok = write_hook(&install, "pre-commit",
			"# Refuses a commit that brings errors.\n", pre_commit);
	if (!ok)
		code = cli_fault(&install.fault);
	arena_release(&install.arena);
	return code;
}
