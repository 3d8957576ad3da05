#include "score/fraction.h"

#include <stdlib.h>

__extension__ typedef __int128 int128;

int fraction_cmp(struct fraction a, struct fraction b)
{
	int128 x = (int128)a.num * b.den, y = (int128)b.num * a.den;

	return (x > y) - (x < y);
}

int fraction_cmp_int(struct fraction a, int64_t n)
{
	return fraction_cmp(a, (struct fraction){n, 1});
}

static int128 gcd(int128 a, int128 b)
{
	while (b) {
		int128 rest = a % b;

		a = b;
		b = rest;
	}
	return a < 0 ? -a : a;
}

struct fraction fraction_over(int64_t part, int64_t whole, int64_t weight)
{
	int64_t common = (int64_t)gcd(part, whole);

	return (struct fraction){part / common, whole / common * weight};
}

struct fraction fraction_sub(struct fraction a, struct fraction b)
{
	int128 num = (int128)a.num * b.den - (int128)b.num * a.den;
	int128 den = (int128)a.den * b.den, common = gcd(num, den);

	return (struct fraction){
		(int64_t)(num / common), (int64_t)(den / common)};
}

/* Keep T below tenths of LIMIT where F is below it. */
static int64_t keep_below(int64_t t, struct fraction f, int64_t limit)
{
	if (fraction_cmp_int(f, limit) < 0 && t >= limit * 10)
		return limit * 10 - 1;
	return t;
}

int64_t fraction_tenths(struct fraction f, const struct thresholds *thresholds)
{
	int64_t t =
		(int64_t)(((int128)20 * f.num + f.den) / ((int128)2 * f.den));

	for (size_t i = 0; thresholds && i < thresholds->len; i++)
		t = keep_below(t, f, thresholds->at[i]);
	t = keep_below(t, f, 100);
	return f.num > 0 && t == 0 ? 1 : t;
}

int64_t fraction_change_tenths(struct fraction f)
{
	struct fraction size = {f.num < 0 ? -f.num : f.num, f.den};
	int64_t t = (int64_t)(((int128)20 * size.num + size.den) /
		((int128)2 * size.den));

	return f.num < 0 ? -t : t;
}

void tenths_put(struct buf *out, int64_t tenths)
{
	buf_printf(out, "%s%lld.%lld", tenths < 0 ? "-" : "",
		(long long)llabs(tenths) / 10, (long long)llabs(tenths) % 10);
}

void tenths_put_signed(struct buf *out, int64_t tenths)
{
	if (tenths > 0)
		buf_putc(out, '+');
	tenths_put(out, tenths);
}

void tenths_put_share(struct buf *out, int64_t tenths)
{
	if (tenths % 10 == 0)
		buf_printf(out, "%lld", (long long)tenths / 10);
	else
		tenths_put(out, tenths);
}
