#include "base/str.h"

#include <string.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

struct str str_of(const char *text)
{
	return str_make(text, text ? strlen(text) : 0);
}

int str_cmp(struct str a, struct str b)
{
	size_t common = a.len < b.len ? a.len : b.len;
	int order = common ? memcmp(a.ptr, b.ptr, common) : 0;

	return order ? order : (a.len > b.len) - (a.len < b.len);
}

bool str_case_eq(struct str a, struct str b)
{
	if (a.len != b.len)
		return false;
	for (size_t i = 0; i < a.len; i++)
		if (char_lower(a.ptr[i]) != char_lower(b.ptr[i]))
			return false;
	return true;
}

uint64_t str_prefix(struct str s)
{
	uint64_t prefix = 0;

	for (size_t i = 0; i < sizeof prefix; i++)
		prefix =
			prefix << 8 | (i < s.len ? (unsigned char)s.ptr[i] : 0);
	return prefix;
}

bool str_starts(struct str s, struct str prefix)
{
	return s.len >= prefix.len && str_eq(str_sub(s, 0, prefix.len), prefix);
}

bool str_ends(struct str s, struct str suffix)
{
	return s.len >= suffix.len &&
		str_eq(str_from(s, s.len - suffix.len), suffix);
}

size_t str_chr(struct str s, char c, size_t from)
{
	const char *hit;

	if (from >= s.len)
		return s.len;
	hit = memchr(s.ptr + from, c, s.len - from);
	return hit ? (size_t)(hit - s.ptr) : s.len;
}

size_t str_find(struct str s, struct str needle, size_t from)
{
	if (!needle.len)
		return from < s.len ? from : s.len;
	for (size_t at = str_chr(s, needle.ptr[0], from);
		at + needle.len <= s.len;
		at = str_chr(s, needle.ptr[0], at + 1))
		if (!memcmp(s.ptr + at, needle.ptr, needle.len))
			return at;
	return s.len;
}

size_t str_rchr(struct str s, char c)
{
	for (size_t i = s.len; i > 0; i--)
		if (s.ptr[i - 1] == c)
			return i - 1;
	return s.len;
}

struct str str_sub(struct str s, size_t from, size_t to)
{
	if (to > s.len)
		to = s.len;
	if (from >= to)
		return str_make(s.ptr ? s.ptr + to : NULL, 0);
	return str_make(s.ptr + from, to - from);
}

struct str str_from(struct str s, size_t from)
{
	return str_sub(s, from, s.len);
}

struct str str_trim(struct str s)
{
	while (s.len && char_is_space(s.ptr[s.len - 1]))
		s.len--;
	while (s.len && char_is_space(s.ptr[0])) {
		s.ptr++;
		s.len--;
	}
	return s;
}

bool str_split(struct str *rest, char c, struct str *part)
{
	size_t at;

	if (!rest->ptr)
		return false;
	at = str_chr(*rest, c, 0);
	*part = str_sub(*rest, 0, at);
	if (at == rest->len)
		*rest = (struct str){NULL, 0};
	else
		*rest = str_from(*rest, at + 1);
	return true;
}

bool str_to_int(struct str s, int64_t min, int64_t max, int64_t *out)
{
	bool negative = s.len && s.ptr[0] == '-';
	int64_t n = 0;

	if (negative)
		s = str_from(s, 1);
	if (!s.len || s.len > 18)
		return false;
	for (size_t i = 0; i < s.len; i++) {
		if (!char_is_digit(s.ptr[i]))
			return false;
		n = n * 10 + (s.ptr[i] - '0');
	}
	if (negative)
		n = -n;
	if (n < min || n > max)
		return false;
	*out = n;
	return true;
}

uint64_t str_hash(struct str s)
{
	return XXH3_64bits(s.ptr ? s.ptr : "", s.len);
}

enum { DISTANCE_MAX_LEN = 64 };

static size_t min3(size_t a, size_t b, size_t c)
{
	size_t least = a < b ? a : b;

	return least < c ? least : c;
}

/* One row of the table of optimal string alignment (Damerau, restricted). */
static void distance_row(struct str a, struct str b, size_t i,
	size_t rows[3][DISTANCE_MAX_LEN + 1])
{
	size_t *row = rows[i % 3], *above = rows[(i + 2) % 3],
	       *above2 = rows[(i + 1) % 3];

	row[0] = i;
	for (size_t j = 1; j <= b.len; j++) {
		char x = char_lower(a.ptr[i - 1]), y = char_lower(b.ptr[j - 1]);

		row[j] = min3(
			above[j] + 1, row[j - 1] + 1, above[j - 1] + (x != y));
		if (i > 1 && j > 1 && x == char_lower(b.ptr[j - 2]) &&
			y == char_lower(a.ptr[i - 2]) &&
			above2[j - 2] + 1 < row[j])
			row[j] = above2[j - 2] + 1;
	}
}

size_t str_distance(struct str a, struct str b, size_t max)
{
	size_t rows[3][DISTANCE_MAX_LEN + 1];
	size_t gap = a.len > b.len ? a.len - b.len : b.len - a.len;
	size_t distance;

	if (gap > max || a.len > DISTANCE_MAX_LEN || b.len > DISTANCE_MAX_LEN)
		return max + 1;
	for (size_t j = 0; j <= b.len; j++)
		rows[0][j] = j;
	for (size_t i = 1; i <= a.len; i++)
		distance_row(a, b, i, rows);
	distance = rows[a.len % 3][b.len];
	return distance > max ? max + 1 : distance;
}

size_t str_nearest(struct str word, const struct str *list, size_t n)
{
	size_t best = n, least = 1 + word.len / 3 + 1;

	for (size_t i = 0; i < n; i++) {
		size_t distance = str_distance(word, list[i], least - 1);

		if (distance < least) {
			least = distance;
			best = i;
		}
	}
	return best;
}
