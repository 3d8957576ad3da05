#include "search/occurrence.h"

#include <stdlib.h>
#include <string.h>

#include "search/leb.h"
#include "search/number.h"

enum {
	BODY_ONLY = 1 << SIXTHS, /* beside the sixths: of one field alone */
	HEAD_MOST = 1 + (2 + FIELD_CODE + 1) * LEB_MOST + sizeof(uint32_t),
	SHORT = UINT8_MAX / NUMBER_MOST_32, /* places: their length is a byte */
	AHEAD = 16, /* tokens whose forms are asked for beforehand */
	MERGED = 8 /* forms that are merged without more memory */
};

/* A form of the page, and its tokens: a chain of spots. */
struct draft {
	uint32_t form;
	uint32_t first, last;
	uint32_t count;
	uint8_t fields; /* a bit each */
	uint8_t sixths;
};

struct spot {
	uint32_t position, stretch;
	uint32_t next; /* 0: it is the last */
};

/* Which draft a form has, if the page that was met it in is this one. */
struct meeting {
	uint32_t page, draft;
};

struct occurring {
	struct arena arena; /* of the lists */
	VEC(struct draft) drafts;
	VEC(struct spot) spots;
	struct meeting *meetings; /* by form */
	size_t meeting_cap;
	uint32_t page; /* counts on with every page */
	struct buf packed;
};

struct occurring *occurrences_open(void)
{
	struct occurring *own = base_calloc(1, sizeof *own);

	own->packed = (struct buf)BUF_INIT(BUF_LARGE);
	return own;
}

void occurrences_close(struct occurring *own)
{
	if (!own)
		return;
	free(own->meetings);
	buf_release(&own->packed);
	arena_release(&own->arena);
	free(own);
}

static void make_room(struct occurring *own, const struct lexicon *lexicon)
{
	if (own->meeting_cap >= lexicon->len)
		return;
	free(own->meetings);
	own->meeting_cap = lexicon->cap;
	own->meetings = base_table(own->meeting_cap, sizeof *own->meetings);
}

/* What a stretch says of its tokens, a bit each. */
struct bits {
	uint8_t field, sixth;
};

static struct bits bits_of(const struct stretch *stretch)
{
	return (struct bits){(uint8_t)(1U << stretch->field),
		(uint8_t)(stretch->sixth < SIXTHS ? 1U << stretch->sixth : 0)};
}

/* The token number AT, which is FORM; there is room for another draft. */
static void meet(struct occurring *own, uint32_t form, uint32_t at,
	const struct bits *bits)
{
	struct meeting *meeting = &own->meetings[form];
	struct draft *draft;

	if (meeting->page != own->page) {
		*meeting =
			(struct meeting){own->page, (uint32_t)own->drafts.len};
		own->drafts.items[own->drafts.len++] = (struct draft){
			form, at, at, 1, bits->field, bits->sixth};
		return;
	}
	draft = &own->drafts.items[meeting->draft];
	own->spots.items[draft->last].next = at;
	draft->last = at;
	draft->count++;
	draft->fields |= bits->field;
	draft->sixths |= bits->sixth;
}

static void meet_stretch(struct occurring *own,
	const struct index_worker *worker, uint32_t number)
{
	const struct stretch *stretch = &worker->stretches.items[number];
	const uint32_t *tokens = worker->tokens.items;
	struct bits bits = bits_of(stretch);
	uint32_t position = stretch->position;

	for (uint32_t i = stretch[0].first; i < stretch[1].first; i++) {
		if (i + AHEAD < worker->tokens.len)
			__builtin_prefetch(
				&own->meetings[tokens[i + AHEAD] >> 1]);
		own->spots.items[i] = (struct spot){position, number, 0};
		meet(own, tokens[i] >> 1, i, &bits);
		position += !(tokens[i] & 1);
	}
}

/* How many places a draft has. */
static uint32_t count_places(const struct occurring *own,
	const struct stretch *stretches, const struct draft *draft)
{
	uint32_t n = 0, at = draft->first;

	if (!(draft->fields & 1U << FIELD_EXPANSION))
		return draft->count;
	do
		n += stretches[own->spots.items[at].stretch].field !=
			FIELD_EXPANSION;
	while ((at = own->spots.items[at].next));
	return n;
}

static char *write_counts(char *out, const struct occurring *own,
	const struct stretch *stretches, const struct draft *draft)
{
	uint32_t counts[FIELD_CODE + 1] = {0}, at = draft->first;

	do
		counts[stretches[own->spots.items[at].stretch].field]++;
	while ((at = own->spots.items[at].next));
	for (size_t i = 0; i <= FIELD_CODE; i++)
		out += leb_put(out, counts[i]);
	return out;
}

/* Most forms stand in the body alone, which tells how often that is. */
static char *write_head(char *out, const struct occurring *own,
	const struct stretch *stretches, const struct draft *draft)
{
	bool body_only = draft->fields == 1U << FIELD_BODY;

	*out++ = (char)(draft->sixths | (body_only ? BODY_ONLY : 0));
	out += leb_put(out, draft->form);
	out += leb_put(out, count_places(own, stretches, draft));
	return body_only ? out : write_counts(out, own, stretches, draft);
}

static char *write_places(char *out, const struct occurring *own,
	const struct stretch *stretches, const struct draft *draft)
{
	bool all = !(draft->fields & 1U << FIELD_EXPANSION);
	uint32_t at = draft->first, last = 0;

	do {
		const struct spot *spot = &own->spots.items[at];

		if (all || stretches[spot->stretch].field != FIELD_EXPANSION) {
			out = number_write(out, spot->position - last);
			last = spot->position;
		}
		at = spot->next;
	} while (at);
	return out;
}

/* How many bytes tell the length of N places. */
static size_t length_bytes(uint32_t n)
{
	return n <= SHORT ? 1 : sizeof(uint32_t);
}

static void put(struct occurring *own, const struct stretch *stretches,
	const struct draft *draft)
{
	size_t most = HEAD_MOST + (size_t)draft->count * NUMBER_MOST_32, bytes;
	struct buf *out = &own->packed;
	char *at = buf_room(out, most), *end;
	uint32_t len;

	if (!at)
		return;
	at = write_head(at, own, stretches, draft);
	bytes = length_bytes(draft->count);
	end = write_places(at + bytes, own, stretches, draft);
	len = (uint32_t)(end - at) - (uint32_t)bytes;
	if (bytes == 1)
		*at = (char)len;
	else
		memcpy(at, &len, sizeof len);
	out->len = (size_t)(end - out->ptr);
}

void occurrences_pack(struct index_worker *worker, struct page_tokens *out)
{
	struct occurring *own = worker->occurring;

	make_room(own, &worker->lexicon);
	own->page++;
	own->drafts.len = 0;
	buf_clear(&own->packed);
	vec_reserve(&own->spots, &own->arena, worker->tokens.len);
	vec_reserve(&own->drafts, &own->arena, worker->tokens.len);
	for (uint32_t i = 0; i + 1 < worker->stretches.len; i++)
		meet_stretch(own, worker, i);
	vec_each(const struct draft, draft, &own->drafts)
		put(own, worker->stretches.items, draft);
	out->form_count = own->drafts.len;
	out->occurrences = arena_dup(&worker->arena, buf_str(&own->packed));
}

static struct str take_places(struct str packed, size_t at, uint32_t count)
{
	uint32_t len = (unsigned char)packed.ptr[at];

	if (count > SHORT)
		memcpy(&len, packed.ptr + at, sizeof len);
	return str_make(packed.ptr + at + length_bytes(count), len);
}

bool occurrences_next(struct str *packed, struct occurrence *out)
{
	const char *end = packed->ptr + packed->len;
	size_t at = 1;
	uint32_t count = 0;
	char head;

	if (!packed->len)
		return false;
	head = packed->ptr[0];
	*out = (struct occurrence){.sixths = (uint8_t)(head & (BODY_ONLY - 1))};
	leb_take(*packed, &at, &out->form);
	leb_take(*packed, &at, &out->place_count);
	if (head & BODY_ONLY)
		out->counts[FIELD_BODY] = count = out->place_count;
	else
		for (size_t i = 0; i <= FIELD_CODE; i++) {
			leb_take(*packed, &at, &out->counts[i]);
			count += out->counts[i];
		}
	out->places = take_places(*packed, at, count);
	*packed = str_make(out->places.ptr + out->places.len,
		(size_t)(end - out->places.ptr) - out->places.len);
	return true;
}

/* A form whose places are being merged with those of others. */
struct merging {
	const struct group_places *of;
	size_t at; /* in its places */
	uint32_t left; /* that were not read */
	uint32_t position; /* of the next */
};

static void step(struct merging *merging)
{
	merging->position +=
		(uint32_t)number_take(merging->of->places, &merging->at);
	merging->left--;
}

static bool is_before(const struct merging *a, const struct merging *b)
{
	if (a->position != b->position)
		return a->position < b->position;
	return a->of->rank < b->of->rank;
}

static void put_merged(struct buf *out, struct merging *forms, size_t n,
	uint32_t forms_of_group)
{
	uint32_t last = 0;

	while (n) {
		struct merging *first = &forms[0];

		for (size_t i = 1; i < n; i++)
			if (is_before(&forms[i], first))
				first = &forms[i];
		number_put(out,
			(size_t)(first->position - last) * forms_of_group +
				first->of->rank);
		last = first->position;
		if (first->left)
			step(first);
		else
			*first = forms[--n];
	}
}

void occurrences_put_places(struct buf *out, const struct group_places *forms,
	size_t n, uint32_t forms_of_group)
{
	struct merging few[MERGED], *all = few;
	size_t places = 0;

	if (n > MERGED)
		all = base_calloc(n, sizeof *all);
	for (size_t i = 0; i < n; i++) {
		all[i] = (struct merging){&forms[i], 0, forms[i].count, 0};
		step(&all[i]);
		places += forms[i].count;
	}
	number_put(out, places - 1);
	if (forms_of_group == 1)
		buf_put(out, forms->places);
	else
		put_merged(out, all, n, forms_of_group);
	if (all != few)
		free(all);
}
