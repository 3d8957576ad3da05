#ifndef THEME_CONTEXT_H
#define THEME_CONTEXT_H

/*
 * Where in HTML the tags of a template stand. A theme is checked once, when
 * it is compiled: a variable may stand in text and in quoted attributes,
 * where escaping makes any value safe; a URL attribute that starts with one
 * is marked, so that its scheme is checked when it is printed; everything
 * else is refused.
 */

#include "theme/template.h"

/* Check TEMPLATE and mark its variables; false after diagnostics. */
bool context_check(struct template_set *set, struct template *template);

#endif
