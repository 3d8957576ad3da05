#ifndef CHART_FRAME_H
#define CHART_FRAME_H

/* What the charts of this room are drawn with. */

#include "chart/chart.h"

enum {
	CHART_WIDTH = 280, /* pixels: the narrowest a chart is shown */
	CHART_LINE = 18 /* pixels: a line of text */
};

/* Open the SVG of that height in pixels, with its title and description. */
void frame_open(struct buf *out, const struct chart *chart, const char *kind,
	int height);
void frame_close(struct buf *out);

/* " NAME=\"12.5%\"" from hundredths of a per cent. */
void frame_percent(struct buf *out, const char *name, int value);

/* A text at an x of AT hundredths and a y of pixels; ANCHOR "start",
 * "middle" or "end"; CLASS may be empty. */
struct frame_text {
	int at, y;
	const char *anchor, *class;
};
void frame_put_text(struct buf *out, struct frame_text where, struct str text);

/*
 * Break TEXT into lines that are no wider than PIXELS in the site's letters
 * (reckoned amply), at spaces or, where a word is longer, within it. Returns
 * how many; the first MAX are in LINES.
 */
size_t frame_wrap(struct str text, int pixels, struct str *lines, size_t max);

/* Pixels that TEXT takes at most, with some space before it. */
int frame_reserve(struct str text);

/* The same for the widest of N texts, each so many bytes behind the last. */
int frame_reserve_all(const struct str *first, size_t apart, size_t n);

/* The same for the `text` of N structs. 0 for none. */
#define frame_widest(rows, n) \
	((n) ? frame_reserve_all(&(rows)->text, sizeof *(rows), (n)) : 0)

enum { FRAME_LINES = 12 };

/* Append the lines of a label, at least one, that start at an x of AT
 * hundredths, the first at Y; RESERVED pixels of the chart are not theirs.
 * Returns the y below. */
int frame_put_lines(
	struct buf *out, int at, int y, struct str label, int reserved);

/* The same from the left, and TEXT at the end of the first line; RESERVED
 * pixels are kept for that. */
int frame_put_label(struct buf *out, int y, struct str label, struct str text,
	int reserved);

/* The height that a label takes. */
int frame_label_height(struct str label, int reserved);

#endif
