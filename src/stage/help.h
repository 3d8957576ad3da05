#ifndef STAGE_HELP_H
#define STAGE_HELP_H

/*
 * What helps to improve a factor: the pages that name it in their front
 * matter, those first that are for the very step a score stands before.
 */

#include "stage/build.h"

struct help; /* factor → pages */

/* Index the pages; in the build's arena. */
const struct help *help_index(struct build *build);

/* The pages that name a factor ("mutuality/608"), in the order of the site. */
struct list help_pages(const struct help *help, struct str factor);

/*
 * For templates: {guidance, exemplars, templates, training, any}, lists of
 * cards with `for_step` where a page is for the step that starts at FROM; pages
 * for other steps only are left out. FROM HELP_ANY: all pages.
 */
enum { HELP_ANY = -1 };
struct value help_value(const struct build *build, struct arena *arena,
	struct str factor, int64_t from);

/* Does any page of that type ("practices") name the factor? */
bool help_has(const struct build *build, struct str factor, struct str folder);

#endif
