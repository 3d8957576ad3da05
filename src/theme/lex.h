#ifndef THEME_LEX_H
#define THEME_LEX_H

/*
 * A template cut into texts and tags. Texts are cut at line ends, so that a
 * line is a run of tokens; lines that hold nothing but a tag are recognised
 * here (standalone lines) and their white space is taken away.
 */

#include "theme/template.h"

struct token {
	char tag; /* 0: text; 'v': a variable; else the tag's character:
		   * # ^ / > < $ & ! = and { for a triple */
	bool line_start; /* nothing of its line stands before it */
	bool alone; /* a tag of a standalone line */
	bool ends_line; /* the last of its line, and alone */
	bool dropped; /* white space of a standalone line */
	struct str text; /* of a tag: its content, trimmed */
	struct str indent; /* of the first tag of a line: the white space
			    * before it; ptr is NULL of all others */
	struct place place;
};

struct tokens {
	struct token *items;
	size_t len, cap;
};

/* Cut TEXT into tokens; false after a diagnostic. */
bool lex(struct template_set *set, const struct source *source, struct str text,
	struct tokens *tokens);

#endif
