#ifndef STAGE_FIGURES_H
#define STAGE_FIGURES_H

/* Charts as templates are given them. */

#include "chart/chart.h"
#include "data/value.h"
#include "score/fraction.h"

/* Where a percentage lies on a chart; CHART_NONE where there is no figure. */
int figure_at(struct fraction percent);

/* Text of the program's own as HTML, copied into ARENA; TEXT is released. */
struct html *figure_html(struct arena *arena, struct buf *text);

/* {title, sentence, svg} of a chart that was put into SVG, which is released.
 * The sentence says what it shows. */
struct value figure_value(struct arena *arena, const struct chart *chart,
	struct str sentence, struct buf *svg);

#endif
