#include "data/decimal.h"

enum {
	DIGITS_MAX = 18, /* that always fit in 64 bits */
	EXPONENT_MAX = 18
};

static struct decimal normal(struct decimal d)
{
	if (!d.mantissa)
		return (struct decimal){0, 0};
	while (d.mantissa % 10 == 0) {
		d.mantissa /= 10;
		d.exponent++;
	}
	return d;
}

struct decimal decimal_of(int64_t n)
{
	return normal((struct decimal){n, 0});
}

/* Take a run of digits; *SEEN counts them, leading zeros left out. */
static bool take_digits(struct str *rest, int64_t *n, int *seen, int *taken)
{
	*taken = 0;
	while (rest->len && char_is_digit(rest->ptr[0])) {
		if (*n || rest->ptr[0] != '0')
			(*seen)++;
		if (*seen > DIGITS_MAX)
			return false;
		*n = *n * 10 + (rest->ptr[0] - '0');
		*rest = str_from(*rest, 1);
		(*taken)++;
	}
	return true;
}

bool decimal_read(struct str text, struct decimal *out)
{
	struct decimal d = {0, 0};
	int seen = 0, whole = 0, fraction = 0;
	bool negative = text.len && text.ptr[0] == '-';
	int64_t exponent = 0;

	if (text.len && (text.ptr[0] == '-' || text.ptr[0] == '+'))
		text = str_from(text, 1);
	if (!take_digits(&text, &d.mantissa, &seen, &whole))
		return false;
	if (text.len && text.ptr[0] == '.') {
		text = str_from(text, 1);
		if (!take_digits(&text, &d.mantissa, &seen, &fraction))
			return false;
	}
	if (!whole && !fraction)
		return false;
	if (text.len && (text.ptr[0] == 'e' || text.ptr[0] == 'E')) {
		bool plus = text.len > 1 && text.ptr[1] == '+';

		text = str_from(text, plus ? 2 : 1);
		if (!str_to_int(text, plus ? 0 : -EXPONENT_MAX, EXPONENT_MAX,
			    &exponent))
			return false;
		text.len = 0;
	}
	d.exponent = (int)exponent - fraction;
	if (negative)
		d.mantissa = -d.mantissa;
	d = normal(d);
	if (text.len || d.exponent < -EXPONENT_MAX || d.exponent > EXPONENT_MAX)
		return false;
	*out = d;
	return true;
}

bool decimal_scaled(struct decimal d, int places, int64_t *out)
{
	int exponent = d.exponent + places;
	int64_t n = d.mantissa;

	for (; exponent > 0; exponent--)
		if (__builtin_mul_overflow(n, 10, &n))
			return false;
	for (; exponent < -1 && n; exponent++)
		n /= 10;
	if (exponent == -1)
		n = (n + (n < 0 ? -5 : 5)) / 10;
	*out = n;
	return true;
}

bool decimal_to_int(struct decimal d, int64_t *out)
{
	return d.exponent >= 0 && decimal_scaled(d, 0, out);
}

__extension__ typedef __int128 int128;

/* Compare two numbers whose exponents are at most DIGITS_MAX apart. */
static int cmp_scaled(struct decimal a, struct decimal b)
{
	int128 x = a.mantissa, y = b.mantissa;

	for (; a.exponent > b.exponent; a.exponent--)
		x *= 10;
	for (; b.exponent > a.exponent; b.exponent--)
		y *= 10;
	return (x > y) - (x < y);
}

int decimal_cmp(struct decimal a, struct decimal b)
{
	int gap = a.exponent - b.exponent;

	if (gap > DIGITS_MAX && a.mantissa)
		return a.mantissa > 0 ? 1 : -1;
	if (gap < -DIGITS_MAX && b.mantissa)
		return b.mantissa > 0 ? -1 : 1;
	return cmp_scaled(a, b);
}

void decimal_put(struct buf *out, struct decimal d)
{
	struct buf digits = BUF_INIT(64);
	struct str text;
	size_t point;

	buf_put_int(&digits, d.mantissa);
	text = buf_str(&digits);
	if (d.mantissa < 0) {
		buf_putc(out, '-');
		text = str_from(text, 1);
	}
	if (d.exponent >= 0) {
		buf_put(out, text);
		for (int i = 0; i < d.exponent; i++)
			buf_putc(out, '0');
	} else {
		size_t places = (size_t)-d.exponent;

		point = text.len > places ? text.len - places : 0;
		buf_put(out, point ? str_sub(text, 0, point) : STR("0"));
		buf_putc(out, '.');
		for (size_t i = text.len; i < places; i++)
			buf_putc(out, '0');
		buf_put(out, str_from(text, point));
	}
	buf_release(&digits);
}
