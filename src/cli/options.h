#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

/*
 * The command line: commands and options are tables, and adding one means
 * adding a row. Options stand before or behind the arguments, as --name
 * value, --name=value or -n value.
 */

#include "stage/build.h"

enum { ARGUMENTS_MAX = 64 };

struct options {
	struct build_options build;
	struct str destination; /* -d */
	struct str format; /* of diagnostics */
	struct str color; /* auto, always, never */
	struct str to; /* publish, rollback: the folder of the releases */
	struct str branch; /* hook: what is pushed to it is published */
	struct str since; /* check: only what changed since that revision;
			   * report: the first day of the period */
	struct str until; /* report: its last day */
	struct str report_format; /* report: markdown, html or json */
	struct str previous; /* folder of the site before, to compare with */
	struct str context; /* build: print what this page's template gets */
	struct str search_corpus; /* build: a file for the pages as indexed */
	struct str markdown; /* render: a file */
	struct str template; /* render: a file */
	struct str data; /* render: a file */
	struct str partials; /* render: a folder */
	struct str due; /* list: within so long, "30d" */
	struct str owner; /* list: a role */
	struct str status; /* list */
	struct str type; /* list */
	struct str kind; /* list: what is listed */
	struct str jobs; /* as written */
	struct str trace_file; /* what each thread did, and when */
	bool force; /* publish: an older commit, too; build: everything */
	bool only_changed; /* hook: refuse only what the push brings */
	bool quiet, verbose, trace, wait, why, json, csv, help, version;
	struct str arguments[ARGUMENTS_MAX];
	size_t argument_count;
};

struct command {
	const char *name;
	const char *arguments; /* "[FILE…]": for the usage line */
	const char *summary; /* one line for the list of commands */
	const char *about; /* a paragraph or two for its own help */
	size_t most; /* arguments it takes at most */
	int (*run)(struct options *options); /* returns the exit code */
};

extern const struct command commands[];
extern const size_t command_count;

/* Bits of the commands that an option belongs to. */
enum {
	FOR_BUILD = 1,
	FOR_CHECK = 2,
	FOR_LIST = 4,
	FOR_RENDER = 8,
	FOR_SCORE = 16,
	FOR_PUBLISH = 32,
	FOR_ROLLBACK = 64,
	FOR_HOOK = 256,
	FOR_REPORT = 512,
	FOR_MADE = FOR_BUILD | FOR_CHECK | FOR_LIST | FOR_SCORE | FOR_PUBLISH,
	FOR_SITE = FOR_MADE | FOR_REPORT,
	FOR_ALL = 1023
};

struct option {
	const char *name;
	char letter; /* or '\0' */
	const char *value; /* "DIR": for help; NULL: takes none */
	const char *help;
	unsigned commands; /* bits */
	size_t offset; /* into struct options: struct str, or bool */
};

extern const struct option option_rows[];
extern const size_t option_count;

/*
 * Read the command line. The command, or NULL after a message to standard
 * error (or, for --help and --version, none): the run ends with *CODE.
 */
const struct command *options_read(
	struct options *options, char **argv, int *code);

/* Which bit of an option's commands stands for COMMAND. */
unsigned command_bit(const struct command *command);

#endif
