#ifndef THEME_PARSE_H
#define THEME_PARSE_H

/* Tokens into the tree of a template; for template.c. */

#include "theme/lex.h"

/* Build the nodes of TEMPLATE; false after diagnostics. */
bool parse(struct template_set *set, const struct tokens *tokens,
	struct template *template);

/* A dotted name, cut up. */
struct template_name parse_name(struct arena *arena, struct str text);

#endif
