#ifndef DIAG_DIAG_H
#define DIAG_DIAG_H

/*
 * Diagnostics: what is wrong with the content, said so that its author can
 * mend it. The catalogue is diag.def. Faults are collected, never reported
 * one at a time; the reporters (report.h) print them sorted.
 *
 * A collection belongs to one thread; diags_take() moves one into another.
 * Texts are copied into the collection's own arena.
 *
 *	diag_add(diags, DIAG_LINK_DEAD, place, width, target, suggestion);
 */

#include "base/vec.h"
#include "diag/place.h"

enum severity { SEVERITY_INFO, SEVERITY_WARNING, SEVERITY_ERROR };

/* The exit codes of the program (reliability.md). */
enum exit_code {
	EXIT_CLEAN = 0,
	EXIT_CONTENT = 1,
	EXIT_USAGE = 2, /* usage or configuration */
	EXIT_REPOSITORY = 3,
	EXIT_OUTPUT = 4,
	EXIT_CONFIDENTIAL = 5,
	EXIT_BUSY = 6,
	EXIT_LIMIT = 7,
	EXIT_INTERNAL = 8
};

enum diag_id {
#define DIAG(name, number, severity, exit, message, recovery, hint) DIAG_##name,
#include "diag/diag.def"
#undef DIAG
	DIAG_COUNT
};

/* One row of the catalogue. */
struct diag_kind {
	unsigned number; /* printed as GH%03u; never changes its meaning */
	enum severity severity;
	enum exit_code exit; /* of a run that ends with it, if an error */
	struct str message; /* %1 … %4 stand for the arguments */
	struct str recovery; /* what the program did instead; may be empty */
	struct str hint; /* left out when an argument it names is empty */
};

struct diag {
	enum diag_id id;
	enum severity severity; /* of this run: --strict raises warnings */
	struct place place;
	uint32_t width; /* characters the fault covers on its line; 0: one */
	struct str message; /* with the recovery */
	struct str hint; /* may be empty */
};

struct diags {
	struct arena arena;
	VEC(struct diag) list;
};

#define DIAGS_INIT \
	{ \
		ARENA_INIT, \
		{ \
			NULL, 0, 0 \
		} \
	}

const struct diag_kind *diag_kind(enum diag_id id);

/* The row with that number, or NULL. */
const struct diag_kind *diag_kind_by_number(unsigned number);

/*
 * Add a diagnostic. The arguments behind WIDTH are one to four struct str:
 * what %1 … %4 of the message stand for. DIAG_NONE where there are none.
 */
#define diag_add(diags, id, place, width, ...) \
	diag_add_args((diags), (id), (place), (uint32_t)(width), \
		(const struct str[DIAG_ARGS]){__VA_ARGS__})

#define DIAG_NONE \
	{ \
		NULL, 0 \
	}

enum { DIAG_ARGS = 4 };

void diag_add_args(struct diags *diags, enum diag_id id, struct place place,
	uint32_t width, const struct str args[DIAG_ARGS]);

/* Move all of FROM behind what TO has; FROM is empty afterwards. */
void diags_take(struct diags *to, struct diags *from);

/* Order by file, line, column and code, and drop what is said twice. */
void diags_sort(struct diags *diags);

/* Make errors of all warnings. */
void diags_make_strict(struct diags *diags);

size_t diags_count(const struct diags *diags, enum severity severity);

/* The exit code that the errors of the collection call for. */
enum exit_code diags_exit(const struct diags *diags);

void diags_release(struct diags *diags);

/* "error", "warning", "info". */
const char *severity_name(enum severity severity);

#endif
