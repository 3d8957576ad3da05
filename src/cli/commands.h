#ifndef CLI_COMMANDS_H
#define CLI_COMMANDS_H

/* The commands, a file each, and what several of them need. */

#include <stdio.h>

#include "cli/options.h"

int command_build(struct options *options);
int command_check(struct options *options);
int command_list(struct options *options);
int command_render(struct options *options);
int command_score(struct options *options);
int command_report(struct options *options);
int command_publish(struct options *options);
int command_rollback(struct options *options);
int command_hook(struct options *options);
int command_explain(struct options *options);
int command_help(struct options *options);
int command_version(struct options *options);

/*
 * Fill in what the build needs from the world: environment, the folder of
 * the installed themes, what day it is. False after a message.
 */
bool cli_prepare(struct options *options);

struct progress;

/*
 * Build into SINK, and report. The exit code. EDITION, or NULL, is named in
 * the summary.
 */
int cli_build(struct build *build, struct options *options,
	struct progress *progress, struct sink *sink,
	const struct str *edition);

/* The manifest of the site in FOLDER; false with FAULT set. */
bool cli_read_manifest(struct str folder, struct arena *arena, struct str *text,
	struct fault *fault);

/* Print FAULT to standard error; returns its code. */
int cli_fault(const struct fault *fault);

/*
 * Print the diagnostics of BUILD in the format that was asked for, to the
 * stream; only those of SEVERITY and above.
 */
void cli_report(struct build *build, const struct options *options,
	FILE *stream, enum severity least);

/* Are colours wanted on STREAM: by --color, or else on a terminal? */
bool cli_wants_color(const struct options *options, FILE *stream);

/* "132 pages, 380 records, 1 error, 2 warnings, 0.21 s" to stderr. */
void cli_summary(
	struct build *build, const struct options *options, const char *extra);

/* Seconds since the program started, in hundredths. */
long cli_elapsed(void);

/* Write TEXT to a stream; false when that could not be done. */
bool cli_write(FILE *stream, struct str text);

/* Write TEXT to standard output; EXIT_CLEAN, or EXIT_OUTPUT if it cannot. */
int cli_print(struct str text);

#endif
