#include "unit/units.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/commands.h"

enum { WORDS = 16 };

/* What options_read() made of a command line, and what it said. */
struct reading {
	struct options options;
	const struct command *command;
	int code;
	struct buf said;
};

/* Cut LINE at its spaces; "_" stands for an empty word. */
static void read_line(struct reading *reading, const char *line)
{
	static char words[WORDS][60]; /* views of it stay in the options */
	char *argv[WORDS + 1];
	size_t n = 0;
	struct str rest = str_of(line), word;
	FILE *file = tmpfile();
	int saved = dup(STDERR_FILENO);
	char block[1000];

	while (*line && str_split(&rest, ' ', &word)) {
		ck_assert_uint_lt(n, WORDS);
		snprintf(words[n], sizeof words[n], "%.*s", STR_ARG(word));
		if (!strcmp(words[n], "_"))
			words[n][0] = '\0';
		argv[n] = words[n];
		n++;
	}
	argv[n] = NULL;
	dup2(fileno(file), STDERR_FILENO);
	reading->command =
		options_read(&reading->options, argv, &reading->code);
	dup2(saved, STDERR_FILENO);
	close(saved);
	rewind(file);
	reading->said = (struct buf)BUF_INIT(10000);
	buf_put(&reading->said,
		str_make(block, fread(block, 1, sizeof block, file)));
	fclose(file);
}

static void check_command(const char *line, const char *name)
{
	struct reading reading;

	read_line(&reading, line);
	ck_assert_msg(reading.command, "%s: %.*s", line,
		STR_ARG(buf_str(&reading.said)));
	ck_assert_str_eq(reading.command->name, name);
	check_view(buf_str(&reading.said), STR(""), line);
	buf_release(&reading.said);
}

START_TEST(test_commands_found)
{
	static const char *const rows[][2] = {
		{"", "help"},
		{"build", "build"},
		{"check", "check"},
		{"version", "version"},
		{"--version", "version"},
		{"build --version", "version"},
		{"--help", "help"},
		{"-h", "help"},
		{"build -h", "help"},
		{"help build", "help"},
		{"explain GH301", "explain"},
		{"-s content build", "build"},
		{"--source content build", "build"},
		{"--source=content build", "build"},
		{"-j4 build", "build"},
		{"-q build -d build", "build"},
		{"-s build check", "check"},
	};

	for (size_t i = 0; i < UNITS_LEN(rows); i++)
		check_command(rows[i][0], rows[i][1]);
}
END_TEST

START_TEST(test_values)
{
	struct reading reading;
	const struct options *options = &reading.options;

	read_line(&reading, "build");
	check_view(options->build.source, STR("."), "source");
	check_view(options->destination, STR("site"), "destination");
	check_view(options->format, STR("text"), "format");
	check_view(options->color, STR("auto"), "color");
	ck_assert_uint_eq(options->build.jobs, 0);
	ck_assert(!options->quiet && !options->build.strict);
	buf_release(&reading.said);
	read_line(&reading,
		"-s a build --rev=HEAD~1 -db --strict -qv -j 7 --edition board "
		"--as-at today --subdir=");
	check_view(buf_str(&reading.said), STR(""), "nothing said");
	check_view(options->build.source, STR("a"), "source");
	check_view(options->build.rev, STR("HEAD~1"), "rev");
	check_view(options->destination, STR("b"), "destination");
	check_view(options->build.edition, STR("board"), "edition");
	check_view(options->build.as_at, STR("today"), "as-at");
	check_view(options->build.subdir, STR(""), "subdir");
	ck_assert_uint_eq(options->build.jobs, 7);
	ck_assert(options->quiet && options->verbose && options->build.strict);
	ck_assert_uint_eq(options->argument_count, 0);
	buf_release(&reading.said);
	read_line(&reading, "-s a -s b list --json --due=30d");
	check_view(options->build.source, STR("b"), "the last counts");
	ck_assert(options->json && !options->csv);
	buf_release(&reading.said);
}
END_TEST

START_TEST(test_arguments)
{
	struct reading reading;
	const struct options *options = &reading.options;

	read_line(&reading, "explain GH301 -q");
	ck_assert_uint_eq(options->argument_count, 1);
	check_view(options->arguments[0], STR("GH301"), "behind");
	buf_release(&reading.said);
	read_line(&reading, "-q explain -");
	ck_assert_uint_eq(options->argument_count, 1);
	check_view(options->arguments[0], STR("-"), "a hyphen");
	buf_release(&reading.said);
	read_line(&reading, "help help");
	ck_assert_uint_eq(options->argument_count, 1);
	buf_release(&reading.said);
	read_line(&reading, "build --help");
	check_view(options->arguments[0], STR("build"), "help of build");
	ck_assert_uint_eq(options->argument_count, 1);
	buf_release(&reading.said);
	read_line(&reading, "--help");
	ck_assert_uint_eq(options->argument_count, 0);
	buf_release(&reading.said);
}
END_TEST

/* What cannot be meant is said, with the nearest that can. */
START_TEST(test_refused)
{
	static const char *const rows[][2] = {
		{"biuld", "no command \"biuld\"; did you mean \"build\"?"},
		{"zzzzzz", "no command \"zzzzzz\"\n"},
		{"_", "no command \"\""},
		{"build --srouce=x",
			"no option --srouce; did you mean --source?"},
		{"build --zzzzzz", "no option --zzzzzz\n"},
		{"build --", "no option --"},
		{"build --json", "build has no option --json"},
		{"check -d x", "check has no option -d"},
		{"build -x", "no option -x"},
		{"build -qx", "no option -x"},
		{"build --strict=yes", "--strict takes no value"},
		{"build --strict=", "--strict takes no value"},
		{"build --source", "--source needs a value: PATH"},
		{"build -s", "--source needs a value: PATH"},
		{"build -qs", "--source needs a value: PATH"},
		{"build x", "does not know what to do with \"x\""},
		{"build -", "does not know what to do with \"-\""},
		{"explain a b", "does not know what to do with \"b\""},
		{"build -j0", "--jobs takes a number from 1 to 64"},
		{"build -j 65", "--jobs takes a number from 1 to 64"},
		{"build -j=4", "--jobs takes a number from 1 to 64"},
		{"build --jobs=many", "--jobs takes a number from 1 to 64"},
		{"build --jobs=-1", "--jobs takes a number from 1 to 64"},
		{"--source x", "help has no option --source"},
	};

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		struct reading reading;

		read_line(&reading, rows[i][0]);
		ck_assert_msg(!reading.command, "%s", rows[i][0]);
		check_int(reading.code, EXIT_USAGE, rows[i][0]);
		buf_putc(&reading.said, '\0');
		ck_assert_msg(strstr(reading.said.ptr, rows[i][1]), "%s: %s",
			rows[i][0], reading.said.ptr);
		buf_release(&reading.said);
	}
}
END_TEST

/* The tables hold together. */
START_TEST(test_tables)
{
	for (size_t i = 0; i < option_count; i++) {
		const struct option *option = &option_rows[i];

		ck_assert(option->help && *option->help);
		ck_assert_uint_ne(option->commands, 0);
		for (size_t j = 0; j < i; j++) {
			if (!(option_rows[j].commands & option->commands))
				continue; /* of other commands */
			ck_assert_str_ne(option_rows[j].name, option->name);
			ck_assert(!option->letter ||
				option_rows[j].letter != option->letter);
			ck_assert_uint_ne(
				option_rows[j].offset, option->offset);
		}
	}
	for (size_t i = 0; i < command_count; i++) {
		ck_assert_ptr_nonnull((const void *)(uintptr_t)commands[i].run);
		ck_assert(commands[i].summary && *commands[i].summary);
		for (size_t j = 0; j < i; j++)
			ck_assert_str_ne(commands[j].name, commands[i].name);
	}
}
END_TEST

UNITS_SUITE(cli_options, test_commands_found, test_values, test_arguments,
	test_refused, test_tables)
