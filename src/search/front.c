#include "search/front.h"

#include "base/utf8.h"

static size_t units_of(uint32_t code)
{
	return code > 0xFFFF ? 2 : 1;
}

size_t front_shared(struct str a, struct str b, size_t *units)
{
	size_t at = 0;

	*units = 0;
	while (at < a.len && at < b.len) {
		size_t p = at, q = at;
		uint32_t code = utf8_next(a, &p);

		if (utf8_next(b, &q) != code)
			break;
		at = p;
		*units += units_of(code);
	}
	return at;
}

struct str front_shortest(struct str before, struct str s)
{
	size_t at = 0;

	while (at < s.len) {
		size_t from = at;

		utf8_next(s, &at);
		if (!str_eq(str_sub(s, from, at), str_sub(before, from, at)))
			break;
	}
	return str_sub(s, 0, at);
}
