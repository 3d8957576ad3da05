#include "theme/colour.h"

#include <math.h>

static int hex(char c)
{
	if (char_is_digit(c))
		return c - '0';
	c = char_lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool colour_read(struct str s, struct colour *out)
{
	int digits[6];
	size_t step = s.len == 4 ? 1 : 2;

	if ((s.len != 4 && s.len != 7) || s.ptr[0] != '#')
		return false;
	for (size_t i = 0; i < 6; i++) {
		digits[i] = hex(s.ptr[1 + (step == 1 ? i / 2 : i)]);
		if (digits[i] < 0)
			return false;
	}
	out->red = (uint8_t)(digits[0] * 16 + digits[1]);
	out->green = (uint8_t)(digits[2] * 16 + digits[3]);
	out->blue = (uint8_t)(digits[4] * 16 + digits[5]);
	return true;
}

static double linear(uint8_t channel)
{
	double c = channel / 255.0;

	return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double luminance(struct colour c)
{
	return 0.2126 * linear(c.red) + 0.7152 * linear(c.green) +
		0.0722 * linear(c.blue);
}

int colour_contrast(struct colour a, struct colour b)
{
	double x = luminance(a) + 0.05, y = luminance(b) + 0.05;

	return (int)floor(10 * (x > y ? x / y : y / x));
}

bool colour_is_lighter(struct colour a, struct colour b)
{
	return luminance(a) > luminance(b);
}
