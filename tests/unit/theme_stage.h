#ifndef UNIT_THEME_STAGE_H
#define UNIT_THEME_STAGE_H

/* A theme of some templates, a context of every kind of value, and what
 * rendering makes of the two. */

#include "theme/template.h"
#include "unit/units.h"

struct theme_stage {
	struct arena arena;
	struct diags diags;
	struct template_set set;
	struct buf out;
	struct value context;
};

/* The source that all templates of a stage stand in. */
extern const struct source theme_stage_source;

void theme_stage_init(struct theme_stage *stage);
void theme_stage_release(struct theme_stage *stage);

/* Compile TEXT as template NAME; false after diagnostics. */
bool theme_stage_add(
	struct theme_stage *stage, const char *name, const char *text);

/* Render template NAME, on the page a/b.html. */
bool theme_stage_render(struct theme_stage *stage, const char *name);

#endif
