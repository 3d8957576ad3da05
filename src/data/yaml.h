#ifndef DATA_YAML_H
#define DATA_YAML_H

/*
 * YAML into values, through libyaml's events. A strict and small YAML: one
 * document of maps with text keys, lists and scalars. What surprises people
 * in YAML is refused with a diagnostic: duplicate keys, anchors, aliases,
 * merge keys, tags, directives, further documents.
 *
 * Scalars stay text with a mark whether they were plain: the schema types
 * them (model/schema.h), so that 001 stays "001" and no stays "no".
 */

#include "data/value.h"
#include "diag/diag.h"

/* Limits of one YAML text (reliability.md); each has its own code. */
struct yaml_limits {
	size_t scalar; /* bytes of one scalar */
	size_t depth; /* lists and maps within one another */
};

struct yaml_input {
	const struct source *source; /* named in diagnostics */
	struct str text; /* checked: UTF-8, no control characters */
	uint32_t first_line; /* the line of the file where it starts */
	struct yaml_limits limits;
};

/*
 * Read INPUT into ARENA. False, after a diagnostic, where libyaml could not
 * go on or the text was refused; the values that could be read stand in *OUT
 * all the same. An empty text is null.
 */
bool yaml_read(const struct yaml_input *input, struct arena *arena,
	struct diags *diags, struct value *out);

/*
 * The same value with its plain scalars typed by YAML 1.2's core schema:
 * null, true and false, numbers. For data that has no schema.
 */
struct value yaml_core_types(struct arena *arena, const struct value *value);

/* Is it a plain scalar that means "nothing": empty, ~ or null? */
bool yaml_is_null(const struct value *value);

#endif
