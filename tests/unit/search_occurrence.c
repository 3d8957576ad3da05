#include "unit/units.h"

#include <stdlib.h>

#include "search/number.h"
#include "search/occurrence.h"

enum { FORMS = 40, TOKENS = 4000, STRETCHES = 60, PAGES = 40, GROUP = 12 };

/* A page of random tokens, and what is known of each. */
struct spread {
	struct index_worker worker;
	uint32_t position[TOKENS], stretch[TOKENS];
};

static uint32_t below(uint32_t n)
{
	return (uint32_t)rand() % n;
}

static void add_stretch(struct spread *spread, uint32_t position)
{
	struct index_worker *worker = &spread->worker;
	uint8_t field = (uint8_t)below(FIELD_CODE + 1);

	*vec_push(&worker->stretches, &worker->scratch) =
		(struct stretch){.first = (uint32_t)worker->tokens.len,
			.position = position,
			.field = field,
			.sixth = (uint8_t)below(SIXTHS + 1)};
}

/* Rare forms and one that is everywhere; some tokens are joined ones. */
static void make_page(struct spread *spread, uint32_t tokens)
{
	struct index_worker *worker = &spread->worker;
	uint32_t position = below(3000);

	worker->tokens.len = worker->stretches.len = 0;
	for (uint32_t i = 0; i < tokens; i++) {
		uint32_t form = below(3) ? below(FORMS) : 7, joined;

		while (!worker->stretches.len || !below(TOKENS / STRETCHES)) {
			position += below(100);
			add_stretch(spread, position);
		}
		joined = !below(9);
		spread->position[i] = position;
		spread->stretch[i] = (uint32_t)worker->stretches.len - 1;
		*vec_push(&worker->tokens, &worker->scratch) =
			form * 2 + joined;
		position += !joined;
	}
	add_stretch(spread, position);
	add_stretch(spread, position); /* which ends the tokens */
}

/* Against the tokens, one by one. */
static void check_occurrence(
	const struct spread *spread, const struct occurrence *occurrence)
{
	const struct index_worker *worker = &spread->worker;
	struct occurrence want = {0};
	uint32_t position = 0;
	size_t at = 0;

	for (uint32_t i = 0; i < worker->tokens.len; i++) {
		const struct stretch *stretch =
			&worker->stretches.items[spread->stretch[i]];

		if (worker->tokens.items[i] >> 1 != occurrence->form)
			continue;
		want.counts[stretch->field]++;
		if (stretch->sixth < SIXTHS)
			want.sixths |= (uint8_t)(1U << stretch->sixth);
		if (stretch->field == FIELD_EXPANSION)
			continue;
		want.place_count++;
		position += (uint32_t)number_take(occurrence->places, &at);
		ck_assert_uint_eq(position, spread->position[i]);
	}
	ck_assert_uint_eq(at, occurrence->places.len);
	ck_assert_uint_eq(want.place_count, occurrence->place_count);
	ck_assert_uint_eq(want.sixths, occurrence->sixths);
	for (size_t i = 0; i <= FIELD_CODE; i++)
		ck_assert_uint_eq(want.counts[i], occurrence->counts[i]);
}

/* How many forms there are, by the order in which they are met. */
static size_t check_order(const struct spread *spread, struct str rest)
{
	bool seen[FORMS] = {false};
	struct occurrence occurrence;
	size_t n = 0;

	for (size_t i = 0; i < spread->worker.tokens.len; i++) {
		uint32_t form = spread->worker.tokens.items[i] >> 1;

		if (seen[form])
			continue;
		seen[form] = true;
		n++;
		ck_assert(occurrences_next(&rest, &occurrence));
		ck_assert_uint_eq(occurrence.form, form);
		check_occurrence(spread, &occurrence);
	}
	ck_assert(!occurrences_next(&rest, &occurrence));
	return n;
}

/* Short pages, and ones whose forms have more places than fit a byte. */
START_TEST(test_pages)
{
	struct spread *spread = base_calloc(1, sizeof *spread);
	struct index_worker *worker = &spread->worker;

	srand(4);
	worker->lexicon.len = worker->lexicon.cap = FORMS;
	worker->occurring = occurrences_open();
	for (size_t page = 0; page < PAGES; page++) {
		struct page_tokens tokens = {0};

		make_page(spread, page % 2 ? TOKENS : (uint32_t)page * 8);
		occurrences_pack(worker, &tokens);
		ck_assert_uint_eq(check_order(spread, tokens.occurrences),
			tokens.form_count);
	}
	occurrences_close(worker->occurring);
	arena_release(&worker->arena);
	arena_release(&worker->scratch);
	free(spread);
}
END_TEST

/* A page of one word, added to it: it has no place. */
START_TEST(test_no_place)
{
	struct spread *spread = base_calloc(1, sizeof *spread);
	struct index_worker *worker = &spread->worker;
	struct page_tokens tokens = {0};
	struct occurrence occurrence;

	worker->lexicon.len = worker->lexicon.cap = FORMS;
	worker->occurring = occurrences_open();
	add_stretch(spread, 0);
	worker->stretches.items[0].field = FIELD_EXPANSION;
	*vec_push(&worker->tokens, &worker->scratch) = 6;
	add_stretch(spread, 1);
	occurrences_pack(worker, &tokens);
	ck_assert(occurrences_next(&tokens.occurrences, &occurrence));
	ck_assert_uint_eq(occurrence.form, 3);
	ck_assert_uint_eq(occurrence.counts[FIELD_EXPANSION], 1);
	ck_assert_uint_eq(occurrence.place_count, 0);
	ck_assert_uint_eq(occurrence.places.len, 0);
	ck_assert_uint_eq(tokens.occurrences.len, 0);
	occurrences_close(worker->occurring);
	arena_release(&worker->arena);
	arena_release(&worker->scratch);
	free(spread);
}
END_TEST

/* The places of N forms of a group of GROUP, put together. */
static void check_group(uint32_t n)
{
	struct buf places[GROUP], out = BUF_INIT(BUF_LARGE);
	struct group_places forms[GROUP];
	uint64_t last = 0, all = 0;
	uint32_t position = 0;
	size_t at = 0;

	for (uint32_t i = 0; i < n; i++) {
		uint32_t count = 1 + below(50);

		places[i] = (struct buf)BUF_INIT(BUF_LARGE);
		number_put(&places[i], below(70));
		for (uint32_t k = 1; k < count; k++)
			number_put(&places[i], 1 + below(k % 5 ? 3 : 5000));
		/* the last of the group comes first in the page */
		forms[i] = (struct group_places){
			n - 1 - i, count, buf_str(&places[i])};
		all += count;
	}
	occurrences_put_places(&out, forms, n, GROUP);
	ck_assert_uint_eq(number_take(buf_str(&out), &at), all - 1);
	for (uint64_t i = 0; i < all; i++) {
		size_t both = number_take(buf_str(&out), &at);
		uint64_t sort;

		position += (uint32_t)(both / GROUP);
		sort = (uint64_t)position << 32 | both % GROUP;
		ck_assert(!i || sort > last); /* by position, then by rank */
		last = sort;
	}
	ck_assert_uint_eq(at, out.len);
	for (uint32_t i = 0; i < n; i++)
		buf_release(&places[i]);
	buf_release(&out);
}

START_TEST(test_groups)
{
	struct buf out = BUF_INIT(BUF_LARGE), place = BUF_INIT(BUF_LARGE);
	struct group_places alone;

	srand(5);
	for (uint32_t i = 0; i < 10 * GROUP; i++)
		check_group(1 + i % GROUP);
	number_put(&place, 5);
	number_put(&place, 2000);
	alone = (struct group_places){0, 2, buf_str(&place)};
	number_put(&out, 1);
	occurrences_put_places(&out, &alone, 1, 1);
	ck_assert(str_ends(buf_str(&out), buf_str(&place)));
	ck_assert_uint_eq(out.len, place.len + 2);
	buf_release(&out);
	buf_release(&place);
}
END_TEST

UNITS_SUITE(search_occurrence, test_pages, test_no_place, test_groups)
