#ifndef CHART_CHART_H
#define CHART_CHART_H

/*
 * Charts as SVG, made when the site is built. A chart has no view box: it is
 * as wide as its column and its letters stay the size of the text around it,
 * so that it reads on a phone and in print. Positions along it are per cent;
 * heights are pixels. Colours and strokes are the theme's, by class.
 *
 * Values are hundredths of a per cent of the chart's scale, 0 to CHART_FULL;
 * CHART_NONE is no value. Texts beside marks are the caller's, so that they
 * are the figures of the site's one formatter.
 */

#include "base/buf.h"
#include "base/str.h"

enum { CHART_FULL = 10000, CHART_NONE = -1 };

/* What every chart has. */
struct chart {
	struct str id; /* of the SVG's title; unlike any other on the page */
	struct str title, description;
};

/* A row of bars, with a tick at its target. */
struct chart_bar {
	struct str label, text; /* text: the figure, or why there is none */
	int value, target;
};

/* Append one bar below the other. */
void chart_bars(struct buf *out, const struct chart *chart,
	const struct chart_bar *bars, size_t n);

/* Two views of the same: a filled circle and an open square. */
struct chart_pair {
	struct str label, text;
	int one, other;
};

/* Append a dumbbell a row; ONE and OTHER name the two sides. */
void chart_dumbbells(struct buf *out, const struct chart *chart, struct str one,
	struct str other, const struct chart_pair *pairs, size_t n);

/* A point of a line over time. */
struct chart_point {
	int at; /* place along the time shown, 0 to CHART_FULL */
	int value;
	struct str text; /* the figure */
	struct str date; /* when, shortly: "Mar 2026" */
};

/* Append a line through points in the order of time, broken where one has no
 * value; TARGET may be CHART_NONE. */
void chart_trend(struct buf *out, const struct chart *chart,
	const struct chart_point *points, size_t n, int target);

/* Append a line as high as a line of text, for a cell of a table; what has no
 * value is left out. */
void chart_spark(
	struct buf *out, struct str title, const int *values, size_t n);

/* A row of a heat map: as many values and texts as it has columns. */
struct chart_row {
	struct str label;
	const int *values;
	const struct str *texts;
};

/* Append a heat map; COLUMNS are named in a key above it, and those beyond six
 * go on below. */
void chart_heat(struct buf *out, const struct chart *chart,
	const struct str *columns, size_t width, const struct chart_row *rows,
	size_t n);

enum chart_mark { CHART_YES, CHART_NO, CHART_UNKNOWN };

/* A row of marks, one a thing that was checked. */
struct chart_checks {
	struct str label, text; /* text: "8 of 24" */
	const enum chart_mark *marks;
	size_t n;
};

/* Append a row of marks for each check; of very many, the share of each. */
void chart_matrix(struct buf *out, const struct chart *chart,
	const struct chart_checks *rows, size_t n);

/* One of four quadrants: a heading, a large figure, and what it means. */
struct chart_quadrant {
	struct str title, figure, text;
	bool empty; /* nothing is tracked there */
};

/* Append a scorecard of four. */
void chart_quadrants(struct buf *out, const struct chart *chart,
	const struct chart_quadrant quadrants[4]);

/* A cell of a grid: how dark, 0 to 4, and what lies in it. */
struct chart_cell {
	int level;
	struct str text;
};

/* Append a grid of SIZE × SIZE cells, the top row first; ROWS and COLUMNS
 * name its sides, of which each is SIDE_ROW or SIDE_COLUMN. */
struct chart_grid {
	struct str side_row, side_column;
	const struct str *rows, *columns;
	const struct chart_cell *cells;
	size_t size;
};
void chart_grid(struct buf *out, const struct chart *chart,
	const struct chart_grid *grid);

/* What was promised for FROM and is now for TO; DONE may be CHART_NONE. */
struct chart_span {
	struct str label, text;
	int from, to, done;
};

/* A mark of the axis of time. */
struct chart_tick {
	int at;
	struct str text;
};

/* Append a line a row from its first date to its last. */
void chart_timeline(struct buf *out, const struct chart *chart,
	const struct chart_tick *ticks, size_t tick_count,
	const struct chart_span *spans, size_t n);

#endif
