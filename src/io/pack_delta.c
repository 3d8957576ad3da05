#include "io/pack_delta.h"

#include <string.h>

/* Bytes of a delta that are still to be read. */
static bool take(struct str *steps, unsigned *byte)
{
	if (!steps->len)
		return false;
	*byte = (unsigned char)*steps->ptr;
	*steps = str_from(*steps, 1);
	return true;
}

static bool take_size(struct str *steps, size_t *size)
{
	unsigned byte, shift = 0;

	*size = 0;
	do {
		if (shift > 35 || !take(steps, &byte))
			return false;
		*size |= (size_t)(byte & 0x7F) << shift;
		shift += 7;
	} while (byte & 0x80);
	return *size <= DELTA_MOST;
}

/* A number of up to COUNT bytes, of which MASK has those that are not 0. */
static bool take_number(
	struct str *steps, unsigned mask, unsigned count, size_t *number)
{
	unsigned byte;

	*number = 0;
	for (unsigned i = 0; i < count; i++) {
		if (!(mask >> i & 1))
			continue;
		if (!take(steps, &byte))
			return false;
		*number |= (size_t)byte << 8 * i;
	}
	return true;
}

/* A part of the base, or, if there is none of it, bytes of its own. */
struct step {
	bool copies;
	size_t from, len; /* in the base */
	struct str own;
};

static bool take_step(struct str *steps, struct step *step)
{
	unsigned code;

	if (!take(steps, &code) || !code)
		return false;
	*step = (struct step){.copies = code & 0x80, .len = code};
	if (step->copies) {
		if (!take_number(steps, code, 4, &step->from) ||
			!take_number(steps, code >> 4, 3, &step->len))
			return false;
		if (!step->len)
			step->len = 0x10000;
		return true;
	}
	step->own = str_sub(*steps, 0, step->len);
	*steps = str_from(*steps, step->len);
	return step->own.len == step->len;
}

bool delta_open(struct delta *delta, struct str bytes)
{
	delta->steps = bytes;
	return take_size(&delta->steps, &delta->base_size) &&
		take_size(&delta->steps, &delta->size);
}

bool delta_needs(const struct delta *delta, size_t n, size_t *needed)
{
	struct str steps = delta->steps;
	struct step step;

	*needed = n < delta->size ? 0 : delta->base_size;
	for (size_t made = 0; made < n && n < delta->size; made += step.len) {
		size_t len = n - made;

		if (!take_step(&steps, &step))
			return false;
		if (len > step.len)
			len = step.len;
		if (step.copies && step.from + len > *needed)
			*needed = step.from + len;
	}
	return *needed <= delta->base_size;
}

bool delta_apply(const struct delta *delta, struct str base, char *to, size_t n)
{
	struct str steps = delta->steps;
	struct step step;

	for (size_t made = 0; made < n; made += step.len) {
		struct str part;

		if (!take_step(&steps, &step))
			return false;
		part = step.copies
			? str_sub(base, step.from, step.from + step.len)
			: step.own;
		if (step.len > n - made)
			step.len = n - made;
		if (part.len < step.len)
			return false;
		memcpy(to + made, part.ptr, step.len);
	}
	return n < delta->size || !steps.len;
}
