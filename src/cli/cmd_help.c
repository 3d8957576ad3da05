#include <ctype.h>

#include "cli/commands.h"
#include "diag/report.h"

int command_version(struct options *options)
{
	(void)options;
	return cli_print(STR("guildhall " GUILDHALL_VERSION "\n"));
}

static void put_option(struct buf *out, const struct option *option)
{
	struct buf name = BUF_INIT(256);

	if (option->letter)
		buf_printf(&name, "-%c, ", option->letter);
	else
		buf_puts(&name, "    ");
	buf_printf(&name, "--%s", option->name);
	if (option->value)
		buf_printf(&name, " %s", option->value);
	buf_printf(
		out, "  %-24.*s %s\n", STR_ARG(buf_str(&name)), option->help);
	buf_release(&name);
}

static void put_command(struct buf *out, const struct command *command)
{
	unsigned bit = command_bit(command);

	buf_printf(out, "usage: guildhall %s [OPTIONS] %s\n\n%s\n",
		command->name, command->arguments, command->about);
	buf_puts(out, "\nOptions:\n");
	for (size_t i = 0; i < option_count; i++)
		if (option_rows[i].commands & bit)
			put_option(out, &option_rows[i]);
}

static void put_commands(struct buf *out)
{
	buf_puts(out,
		"guildhall makes a searchable, scored website for a community "
		"of practice\nof a git repository of Markdown guidance and "
		"YAML assessment data.\n\nusage: guildhall COMMAND [OPTIONS] "
		"[ARGUMENTS]\n\nCommands:\n");
	for (size_t i = 0; i < command_count; i++)
		buf_printf(out, "  %-10s %s\n", commands[i].name,
			commands[i].summary);
	buf_puts(out,
		"\n\"guildhall help COMMAND\" tells more; \"man guildhall\" "
		"tells all.\n");
}

int command_help(struct options *options)
{
	struct buf text = BUF_INIT(1 << 16);
	const struct command *about = NULL;
	struct str name = options->arguments[0];
	int code;

	for (size_t i = 0; options->argument_count && i < command_count; i++)
		if (str_eq(str_of(commands[i].name), name))
			about = &commands[i];
	if (options->argument_count && !about) {
		fprintf(stderr, "guildhall: there is no command \"%.*s\"\n",
			STR_ARG(name));
		return EXIT_USAGE;
	}
	if (about)
		put_command(&text, about);
	else
		put_commands(&text);
	code = cli_print(buf_str(&text));
	buf_release(&text);
	return code;
}

/* "GH301", "gh301" or "301". */
static const struct diag_kind *find_kind(struct str code)
{
	int64_t number;

	if (code.len > 2 && str_case_eq(str_sub(code, 0, 2), STR("GH")))
		code = str_from(code, 2);
	if (!str_to_int(code, 1, 999, &number))
		return NULL;
	return diag_kind_by_number((unsigned)number);
}

int command_explain(struct options *options)
{
	const struct diag_kind *kind = options->argument_count
		? find_kind(options->arguments[0])
		: NULL;
	struct buf text = BUF_INIT(1 << 16);
	int code;

	if (!kind) {
		fprintf(stderr,
			"guildhall: explain takes the code of a diagnostic, as "
			"in GH301\n");
		return EXIT_USAGE;
	}
	buf_printf(&text, "GH%03u (%s)\n\n%.*s\n", kind->number,
		severity_name(kind->severity),
		STR_ARG(explain_text(kind->number)));
	code = cli_print(buf_str(&text));
	buf_release(&text);
	return code;
}
