#ifndef THEME_TEMPLATE_H
#define THEME_TEMPLATE_H

/*
 * Mustache templates (spec 1.4, with inheritance and dynamic names),
 * compiled once and rendered any number of times by any number of threads.
 *
 * In a theme, templates are checked when they are compiled: partials must
 * exist and may not include one another in a circle, variables may stand
 * only where escaping makes them safe, and {{{x}}} prints only what the
 * program itself has typed as HTML. LENIENT sets follow the specification to
 * the letter instead.
 *
 *	struct template_set set = {.arena = &arena, .diags = diags};
 *	template_add(&set, STR("page"), source, text);
 *	template_check(&set);
 *	template_render(&set, STR("page"), &render);
 */

#include "base/map.h"
#include "base/vec.h"
#include "data/html.h"
#include "data/value.h"
#include "diag/diag.h"

/* A dotted name, cut up once. */
struct template_name {
	struct str text; /* as written; "." for the item at hand */
	const struct template_key *keys;
	size_t len; /* 0: the item at hand */
};

struct template_key {
	struct str text;
	uint32_t hash; /* value_key_hash() */
};

enum template_kind {
	TEMPLATE_TEXT,
	TEMPLATE_VARIABLE, /* {{x}} */
	TEMPLATE_RAW, /* {{{x}}}, {{&x}} */
	TEMPLATE_SECTION, /* {{#x}} */
	TEMPLATE_INVERTED, /* {{^x}} */
	TEMPLATE_PARTIAL, /* {{>x}}, and {{<x}} with its blocks */
	TEMPLATE_BLOCK /* {{$x}} */
};

struct template_nodes {
	struct template_node *items;
	size_t len, cap;
};

struct template_node {
	enum template_kind kind;
	bool line_start; /* a text that starts a line of its template */
	bool dynamic; /* the partial's name is looked up: {{>*x}} */
	bool whole_url; /* a variable that starts a URL attribute */
	struct place place; /* of the tag */
	struct str text; /* the text; the name of a partial or block */
	struct str indent; /* white space before a partial or block that
			    * starts its line */
	size_t own_indent; /* of a block: white space its content starts with */
	size_t dedented; /* bytes taken off text or indent in an argument */
	struct template_name name; /* of a variable, section, dynamic partial */
	struct template_nodes nodes; /* what is inside */
};

enum template_state {
	TEMPLATE_UNCHECKED,
	TEMPLATE_OPEN, /* what it includes is being checked */
	TEMPLATE_CHECKED
};

struct template
{
	struct str name;
	enum template_state state; /* of template_check() */
	const struct source *source;
	struct template_nodes nodes;
};

struct template_set {
	struct arena *arena; /* for compiled templates */
	struct diags *diags; /* of compiling */
	bool lenient; /* the specification to the letter; no checks */
	struct map by_name;
	VEC(struct template *) list;
};

enum { TEMPLATE_DEPTH_MAX = 16 }; /* partials within partials */

/*
 * Compile TEXT as template NAME. Text and name must live as long as the set.
 * False after diagnostics; what could be compiled is added all the same.
 */
bool template_add(struct template_set *set, struct str name,
	const struct source *source, struct str text);

/* Check all templates of a theme together, once all are added. */
bool template_check(struct template_set *set);

bool template_has(const struct template_set *set, struct str name);

/* One rendering. */
struct template_render {
	struct buf *out;
	const struct value *context; /* a map */
	struct html_target target;
	struct diags *diags; /* of rendering, for this thread */
};

/* Append template NAME, rendered. False after a diagnostic. */
bool template_render(const struct template_set *set, struct str name,
	const struct template_render *render);

#endif
