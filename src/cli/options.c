#include "cli/options.h"

#include <stdio.h>
#include <string.h>

#include "cli/commands.h"

const struct command commands[] = {
	{"build", "", "make the site",
		"Reads the content repository and writes the site of one "
		"edition into a folder.\nNothing is written when there are "
		"errors: the site that stood there stays.",
		0, command_build},
	{"check", "", "find everything that is wrong, and write nothing",
		"Reports all that build would find and more: reviews that are "
		"due, acronyms that\nare not in the glossary, contracts "
		"without an exit plan.",
		0, command_check},
	{"list", "", "list pages, records and registers",
		"Lists pages, what a role has to do, or a register, as a table "
		"or with --json or\n--csv for another program.",
		0, command_list},
	{"render", "", "render one Markdown file or template",
		"Prints a page's body as HTML (--markdown FILE), or a template "
		"with given data\n(--template FILE --data FILE.yml "
		"[--partials DIR]).",
		0, command_render},
	{"score", "[FILE|SUBJECT]", "score assessments",
		"Scores the assessments of one file, of one subject, or all: "
		"the result with its\ncompleteness, possible range, gates, "
		"gaps and trend. A subject is\ncontract/C-017, or C-017 "
		"alone.",
		1, command_score},
	{"report", "", "tell what changed between two days",
		"Compares the records and pages as they stood before --since "
		"and at the end of --until,\nstraight from the history: what "
		"was published, changed, reviewed and withdrawn, actions\n"
		"done, due and late, risks opened, closed and moved, "
		"deliverables that slipped, scores\nthat moved. Without a "
		"period it is the last full month. Both take a day or a month.",
		0, command_report},
	{"publish", "", "make the site of a commit live",
		"Builds the editions that --edition names (the widest unless "
		"given, or several:\npublic,members) of one commit into a new "
		"release under --to, holds every file against\nthe manifest, "
		"and then renames one link, so that all editions change at "
		"once. Three\nreleases are kept.",
		0, command_publish},
	{"rollback", "", "make the release before the live one live again",
		"Renames the link back. Nothing is built.", 0,
		command_rollback},
	{"hook", "install", "check and publish at each push",
		"Writes hooks into the repository that --source names: into a "
		"bare one pre-receive,\nwhich refuses a push with errors, and, "
		"where --to names a folder, post-receive, which\npublishes; "
		"into a working one pre-commit.",
		1, command_hook},
	{"explain", "CODE", "tell what a diagnostic means and how to mend it",
		"CODE is as it is printed: GH301, or 301.", 1, command_explain},
	{"help", "[COMMAND]", "tell about a command", "", 1, command_help},
	{"version", "", "print the version", "", 0, command_version},
};

const size_t command_count = sizeof commands / sizeof *commands;

#define STORE(member) offsetof(struct options, member)

const struct option option_rows[] = {
	{"source", 's', "PATH",
		"content repository: a folder or a git repository",
		FOR_SITE | FOR_HOOK, STORE(build.source)},
	{"rev", 0, "REV", "build that revision, straight from the object store",
		FOR_SITE, STORE(build.rev)},
	{"subdir", 0, "DIR", "the content is that folder of the repository",
		FOR_SITE | FOR_HOOK, STORE(build.subdir)},
	{"destination", 'd', "DIR", "where the site goes (default: site)",
		FOR_BUILD, STORE(destination)},
	{"edition", 0, "NAME",
		"the edition for that audience (default: the widest)",
		FOR_SITE | FOR_HOOK, STORE(build.edition)},
	{"as-at", 0, "DATE",
		"report date: 2026-03-14 or today (default: the commit's)",
		FOR_SITE, STORE(build.as_at)},
	{"theme", 0, "DIR", "use the theme in that folder", FOR_MADE,
		STORE(build.theme)},
	{"jobs", 'j', "N", "threads (default: one a processor)", FOR_SITE,
		STORE(jobs)},
	{"strict", 0, NULL, "warnings are errors", FOR_MADE,
		STORE(build.strict)},
	{"previous", 0, "DIR",
		"no address of the site in that folder may vanish",
		FOR_BUILD | FOR_CHECK, STORE(previous)},
	{"since", 0, "REV", "report only what changed since that revision",
		FOR_CHECK, STORE(since)},
	{"since", 0, "DATE", "the first day of the period, or its month",
		FOR_REPORT, STORE(since)},
	{"until", 0, "DATE", "the last day of the period, or its month",
		FOR_REPORT, STORE(until)},
	{"to", 0, "DIR", "the folder that is published to",
		FOR_PUBLISH | FOR_ROLLBACK | FOR_HOOK, STORE(to)},
	{"force", 0, NULL, "also an older commit than the live one",
		FOR_PUBLISH, STORE(force)},
	{"force", 0, NULL, "build all of the site, whatever stands", FOR_BUILD,
		STORE(force)},
	{"branch", 0, "NAME",
		"what is pushed to it is checked (default: HEAD's)", FOR_HOOK,
		STORE(branch)},
	{"only-changed", 0, NULL, "refuse only errors that the push brings",
		FOR_HOOK, STORE(only_changed)},
	{"wait", 0, NULL, "wait for another builder of the same site",
		FOR_BUILD | FOR_PUBLISH | FOR_ROLLBACK, STORE(wait)},
	{"context", 0, "PAGE", "print what the template of that page is given",
		FOR_BUILD, STORE(context)},
	{"search-corpus", 0, "FILE",
		"also write the pages as the search indexes them, as JSON "
		"lines",
		FOR_BUILD, STORE(search_corpus)},
	{"format", 0, "FORMAT",
		"of diagnostics: text, line, json, github or gitlab", FOR_MADE,
		STORE(format)},
	{"format", 0, "FORMAT", "markdown (the default), html or json",
		FOR_REPORT, STORE(report_format)},
	{"markdown", 0, "FILE", "render that file's Markdown", FOR_RENDER,
		STORE(markdown)},
	{"template", 0, "FILE", "render that template", FOR_RENDER,
		STORE(template)},
	{"data", 0, "FILE", "with the data of that YAML or JSON file",
		FOR_RENDER, STORE(data)},
	{"partials", 0, "DIR", "and the partials in that folder", FOR_RENDER,
		STORE(partials)},
	{"kind", 0, "KIND",
		"all, pages, actions, risks, contracts, deliverables, pairs "
		"or a register",
		FOR_LIST, STORE(kind)},
	{"due", 0, "PERIOD", "only what is due within it, as in 30d", FOR_LIST,
		STORE(due)},
	{"owner", 0, "ROLE", "what that role answers for, of every kind",
		FOR_LIST, STORE(owner)},
	{"status", 0, "STATUS", "only what has that status", FOR_LIST,
		STORE(status)},
	{"type", 0, "TYPE", "only pages of that type", FOR_LIST, STORE(type)},
	{"why", 0, NULL, "show the arithmetic", FOR_SCORE, STORE(why)},
	{"json", 0, NULL, "as JSON", FOR_LIST | FOR_SCORE | FOR_REPORT,
		STORE(json)},
	{"csv", 0, NULL, "as CSV", FOR_LIST | FOR_SCORE, STORE(csv)},
	{"quiet", 'q', NULL, "only errors", FOR_ALL, STORE(quiet)},
	{"verbose", 'v', NULL, "more about what is done", FOR_ALL,
		STORE(verbose)},
	{"trace", 0, NULL, "time, work and memory of each stage", FOR_MADE,
		STORE(trace)},
	{"trace-file", 0, "FILE",
		"write what each thread does, for a viewer of Chrome traces",
		FOR_BUILD | FOR_CHECK | FOR_PUBLISH, STORE(trace_file)},
	{"color", 0, "WHEN", "auto, always or never", FOR_ALL, STORE(color)},
	{"help", 'h', NULL, "tell about the command", FOR_ALL, STORE(help)},
	{"version", 0, NULL, "print the version", FOR_ALL, STORE(version)},
};

const size_t option_count = sizeof option_rows / sizeof *option_rows;

unsigned command_bit(const struct command *command)
{
	static const struct {
		const char *name;
		unsigned bit;
	} bits[] = {
		{"build", FOR_BUILD},
		{"check", FOR_CHECK},
		{"list", FOR_LIST},
		{"render", FOR_RENDER},
		{"score", FOR_SCORE},
		{"publish", FOR_PUBLISH},
		{"rollback", FOR_ROLLBACK},
		{"hook", FOR_HOOK},
		{"report", FOR_REPORT},
	};

	for (size_t i = 0; i < sizeof bits / sizeof *bits; i++)
		if (!strcmp(bits[i].name, command->name))
			return bits[i].bit;
	return 128;
}

struct reading {
	struct options *options;
	const struct command *command;
	char **next;
};

static const struct command *find_command(struct str name)
{
	struct str names[32];
	size_t nearest;

	for (size_t i = 0; i < command_count; i++) {
		names[i] = str_of(commands[i].name);
		if (str_eq(names[i], name))
			return &commands[i];
	}
	nearest = str_nearest(name, names, command_count);
	fprintf(stderr, "guildhall: there is no command \"%.*s\"",
		STR_ARG(name));
	if (nearest < command_count)
		fprintf(stderr, "; did you mean \"%s\"?",
			commands[nearest].name);
	fputs("\n", stderr);
	return NULL;
}

static bool belongs(const struct reading *reading, const struct option *option)
{
	return !reading->command ||
		(option->commands & command_bit(reading->command));
}

static const struct option *find_option(
	const struct reading *reading, struct str name)
{
	struct str names[64];
	size_t n = 0, nearest;

	for (size_t i = 0; i < option_count; i++) {
		if (!belongs(reading, &option_rows[i]))
			continue;
		names[n] = str_of(option_rows[i].name);
		if (str_eq(names[n++], name))
			return &option_rows[i];
	}
	nearest = str_nearest(name, names, n);
	fprintf(stderr, "guildhall: %s has no option --%.*s",
		reading->command->name, STR_ARG(name));
	if (nearest < n)
		fprintf(stderr, "; did you mean --%.*s?",
			STR_ARG(names[nearest]));
	fputs("\n", stderr);
	return NULL;
}

static const struct option *find_letter(
	const struct reading *reading, char letter)
{
	for (size_t i = 0; i < option_count; i++)
		if (option_rows[i].letter == letter &&
			belongs(reading, &option_rows[i]))
			return &option_rows[i];
	fprintf(stderr, "guildhall: %s has no option -%c\n",
		reading->command->name, letter);
	return NULL;
}

/* Store an option; its value is INLINE_VALUE, or else the next word. */
static bool store(struct reading *reading, const struct option *option,
	struct str inline_value)
{
	char *slot = (char *)reading->options + option->offset;

	if (!option->value && inline_value.ptr) {
		fprintf(stderr, "guildhall: --%s takes no value\n",
			option->name);
		return false;
	}
	if (!option->value) {
		*(bool *)slot = true;
		return true;
	}
	if (!inline_value.ptr && *reading->next)
		inline_value = str_of(*reading->next++);
	if (!inline_value.ptr) {
		fprintf(stderr, "guildhall: --%s needs a value: %s\n",
			option->name, option->value);
		return false;
	}
	*(struct str *)(void *)slot = inline_value;
	return true;
}

static bool read_long(struct reading *reading, struct str word)
{
	size_t equals = str_chr(word, '=', 0);
	const struct option *option =
		find_option(reading, str_sub(word, 0, equals));

	return option &&
		store(reading, option,
			equals < word.len ? str_from(word, equals + 1)
					  : (struct str){NULL, 0});
}

/* "-j4", "-j 4", "-qv". */
static bool read_short(struct reading *reading, struct str word)
{
	for (size_t i = 0; i < word.len; i++) {
		const struct option *option = find_letter(reading, word.ptr[i]);
		struct str rest = str_from(word, i + 1);

		if (!option)
			return false;
		if (option->value)
			return store(reading, option,
				rest.len ? rest : (struct str){NULL, 0});
		store(reading, option, (struct str){NULL, 0});
	}
	return true;
}

static bool read_argument(struct reading *reading, struct str word)
{
	struct options *options = reading->options;

	if (options->argument_count == reading->command->most) {
		fprintf(stderr,
			"guildhall: %s does not know what to do with "
			"\"%.*s\"\n",
			reading->command->name, STR_ARG(word));
		return false;
	}
	options->arguments[options->argument_count++] = word;
	return true;
}

static bool read_word(struct reading *reading, struct str word)
{
	if (str_starts(word, STR("--")))
		return read_long(reading, str_from(word, 2));
	if (word.len > 1 && word.ptr[0] == '-')
		return read_short(reading, str_from(word, 1));
	return read_argument(reading, word);
}

/* The first word that is no option: options may stand before the command. */
static char *command_word(char **argv)
{
	for (char **word = argv; *word; word++) {
		const struct option *option = NULL;

		if ((*word)[0] != '-')
			return *word;
		for (size_t i = 0; i < option_count; i++)
			if (((*word)[1] == '-' &&
				    !strcmp(option_rows[i].name, *word + 2)) ||
				((*word)[1] &&
					(*word)[1] == option_rows[i].letter &&
					!(*word)[2]))
				option = &option_rows[i];
		if (option && option->value && word[1])
			word++;
	}
	return NULL;
}

static bool check_color(const struct options *options)
{
	if (str_eq(options->color, STR("auto")) ||
		str_eq(options->color, STR("always")) ||
		str_eq(options->color, STR("never")))
		return true;
	fprintf(stderr,
		"guildhall: --color is one of auto, always and never\n");
	return false;
}

static bool read_jobs(struct options *options)
{
	int64_t n;

	if (!options->jobs.len)
		return true;
	if (!str_to_int(options->jobs, 1, 64, &n)) {
		fprintf(stderr,
			"guildhall: --jobs takes a number from 1 to 64\n");
		return false;
	}
	options->build.jobs = (unsigned)n;
	return true;
}

const struct command *options_read(
	struct options *options, char **argv, int *code)
{
	struct reading reading = {.options = options, .next = argv};
	char *name = command_word(argv);

	*code = EXIT_USAGE;
	*options = (struct options){.build.source = STR("."),
		.destination = STR("site"),
		.format = STR("text"),
		.color = STR("auto")};
	if (name) {
		reading.command = find_command(str_of(name));
		if (!reading.command)
			return NULL;
	} else {
		reading.command = find_command(STR("help"));
		if (!*argv)
			return reading.command;
	}
	while (*reading.next) {
		char *word = *reading.next++;

		if (word != name && !read_word(&reading, str_of(word)))
			return NULL;
	}
	if (options->version)
		reading.command = find_command(STR("version"));
	if (options->help && options->argument_count < ARGUMENTS_MAX) {
		options->arguments[0] = str_of(reading.command->name);
		options->argument_count = name != NULL;
		reading.command = find_command(STR("help"));
	}
	return read_jobs(options) && check_color(options) ? reading.command
							  : NULL;
}
