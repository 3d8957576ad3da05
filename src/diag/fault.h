#ifndef DIAG_FAULT_H
#define DIAG_FAULT_H

/*
 * A fault of the environment: a file that cannot be written, a repository
 * that cannot be opened. Unlike a diagnostic it has no place in the content
 * and ends the work at hand. Functions that can meet one take a struct fault
 * and return false after setting it.
 */

#include "diag/diag.h"

enum { FAULT_TEXT = 1024 };

struct fault {
	enum exit_code code; /* EXIT_CLEAN: none */
	char text[FAULT_TEXT]; /* one sentence, or several lines, no newline
				* at the end */
};

#define FAULT_INIT \
	{ \
		EXIT_CLEAN, "" \
	}

/* Set FAULT, unless one is set already. Always returns false. */
bool fault_set(struct fault *fault, enum exit_code code, const char *format,
	...) __attribute__((format(printf, 3, 4)));

/* The same, followed by ": " and the text of errno. */
bool fault_errno(struct fault *fault, enum exit_code code, const char *format,
	...) __attribute__((format(printf, 3, 4)));

#endif
