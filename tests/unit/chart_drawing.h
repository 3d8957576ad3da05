#ifndef UNIT_CHART_DRAWING_H
#define UNIT_CHART_DRAWING_H

/* A chart read back: what is drawn, and where its texts stand. */

#include "base/arena.h"
#include "base/buf.h"

enum { TEXTS = 4096 };

/* What a chart was found to hold. */
struct box {
	int left, right, top, bottom; /* pixels, right and bottom exclusive */
	struct str text;
};

struct drawing {
	struct arena arena;
	struct buf out;
	int height;
	struct box texts[TEXTS];
	size_t text_count, rects, circles, lines;
};

/*
 * Read drawing->out as XML and note what it holds; the test fails where it is
 * not well-formed, not the chart "c1", or draws outside of itself.
 */
void drawing_read(struct drawing *drawing);

/* No text may touch another. */
void drawing_check_apart(const struct drawing *drawing);

/* How many texts say just that. */
size_t drawing_count(const struct drawing *drawing, struct str text);

/* That is said, whole or cut. */
void drawing_check_shown(const struct drawing *drawing, struct str text);

#endif
