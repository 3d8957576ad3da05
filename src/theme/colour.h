#ifndef THEME_COLOUR_H
#define THEME_COLOUR_H

/* Colours of a theme's settings, and whether text in them can be read. */

#include "base/str.h"

struct colour {
	uint8_t red, green, blue;
};

/* "#1d4f6f" or "#fff"; false when S is neither. */
bool colour_read(struct str s, struct colour *out);

/*
 * The contrast ratio of two colours by WCAG 2.2, in tenths (45 is 4.5 to 1),
 * rounded down.
 */
int colour_contrast(struct colour a, struct colour b);

/* Is the first the lighter of the two? */
bool colour_is_lighter(struct colour a, struct colour b);

#endif
