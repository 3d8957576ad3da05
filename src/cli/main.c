#include <malloc.h>
#include <signal.h>
#include <stdio.h>

#include "cli/commands.h"

/*
 * Memory of so many bytes goes back to the system as soon as it is given back:
 * one stage's is not kept for another that needs less.
 */
enum { RETURNED_AT_ONCE = 1 << 17 };

/*
 * A write to a closed pipe is an error like any other: it is reported with
 * its exit code, instead of ending the program without a word.
 */
int main(int argc, char **argv)
{
	struct options options;
	const struct command *command;
	int code;

	(void)argc;
	mallopt(M_MMAP_THRESHOLD, RETURNED_AT_ONCE);
	signal(SIGPIPE, SIG_IGN);
	cli_elapsed();
	markdown_start();
	command = options_read(&options, argv + 1, &code);
	if (command)
		code = command->run(&options);
	if (fflush(stdout) || ferror(stdout)) {
		fputs("guildhall: cannot write to standard output\n", stderr);
		if (code == EXIT_CLEAN)
			code = EXIT_OUTPUT;
	}
	return code;
}
