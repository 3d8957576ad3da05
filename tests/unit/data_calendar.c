#include "unit/units.h"

#include <libical/ical.h>
#include <pthread.h>

#include "data/calendar.h"

static icalcomponent *parse(struct buf *out)
{
	icalcomponent *all;

	buf_putc(out, '\0');
	all = icalparser_parse_string(out->ptr);
	ck_assert_ptr_nonnull(all);
	out->len--;
	ck_assert_msg(!icalcomponent_count_errors(all), "%s",
		icalcomponent_as_ical_string(all));
	ck_assert_int_eq(
		icalcomponent_count_components(all, ICAL_XLICINVALID_COMPONENT),
		0);
	ck_assert(icalrestriction_check(all));
	return all;
}

static int number_of(icaltimetype time)
{
	ck_assert(time.is_date);
	return time.year * 10000 + time.month * 100 + time.day;
}

/* The first day, and the one behind the last. */
START_TEST(test_days)
{
	static const struct {
		struct date from, until;
		int start, end;
	} rows[] = {
		{{2026, 11, 21}, {0}, 20261121, 20261122},
		{{2026, 12, 31}, {0}, 20261231, 20270101},
		{{2026, 2, 28}, {2026, 3, 1}, 20260228, 20260302},
		{{2024, 2, 0}, {0}, 20240201, 20240301},
		{{2026, 11, 21}, {2026, 12, 0}, 20261121, 20270101},
		{{2026, 11, 21}, {2026, 11, 20}, 20261121, 20261122},
		{{2999, 12, 31}, {0}, 29991231, 30000101},
		{{2999, 12, 30}, {9999, 1, 1}, 29991230, 29991231},
		{{2026, 3, 9}, {2026, 2, 0}, 20260309, 20260310},
	};
	struct arena arena = ARENA_INIT;

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		struct calendar calendar = {
			.title = STR("Days"), .arena = &arena};
		struct buf out = BUF_INIT(BUF_LARGE);
		icalcomponent *all, *event;

		*vec_push(&calendar.entries, &arena) =
			(struct calendar_entry){.uid = STR("a"),
				.title = STR("A"),
				.from = rows[i].from,
				.until = rows[i].until};
		calendar_put(&out, &calendar);
		all = parse(&out);
		event = icalcomponent_get_inner(all);
		ck_assert_int_eq(number_of(icalcomponent_get_dtstart(event)),
			rows[i].start);
		ck_assert_int_eq(
			number_of(icalcomponent_get_dtend(event)), rows[i].end);
		icalcomponent_free(all);
		buf_release(&out);
	}
	arena_release(&arena);
}
END_TEST

static void check_text(const char *got, struct str want)
{
	check_view(str_of(got), want, "text");
}

/* No line is longer than 75 bytes, and each ends in CR LF. */
static void check_lines(struct str text)
{
	while (text.len) {
		size_t end = str_find(text, STR("\r\n"), 0);

		ck_assert_msg(end <= 75, "%.*s", (int)end, text.ptr);
		ck_assert(end < text.len);
		text = str_from(text, end + 2);
	}
}

/* Whatever the texts are, a parser reads the same ones. */
START_TEST(test_texts)
{
	static const struct str alphabet =
		STR_INIT("a,;:\\\"\n\nb\r NEND:VEVENT^'\xC3\xA9=");
	uint64_t seed = 20261121;

	for (size_t i = 0; i < 500; i++) {
		struct arena arena = ARENA_INIT;
		struct calendar calendar = {.arena = &arena};
		struct buf out = BUF_INIT(BUF_LARGE);
		struct calendar_entry *entry =
			vec_push(&calendar.entries, &arena);
		char space[4][300];
		struct str texts[4];
		icalcomponent *all, *event;

		for (size_t n = 0; n < 4; n++) {
			size_t at = 0;

			/* é whole or not at all; no CR, as no file has any */
			texts[n] = units_random_text(
				&seed, alphabet, space[n], 299);
			for (size_t j = 0; j < texts[n].len; j++) {
				char c = space[n][j];

				if (c == '\xC3' && at + 2 < 300) {
					space[n][at++] = 'e';
				} else if (c != '\xA9' && c != '\r') {
					space[n][at++] = c;
				}
			}
			/* The parser takes spaces in front for nothing. */
			texts[n] = str_trim(str_make(space[n], at));
		}
		calendar.title = texts[0];
		*entry = (struct calendar_entry){.uid = STR("risk/001@x"),
			.title = texts[1],
			.text = texts[2],
			.place = texts[3],
			.from = {2026, 11, 21}};
		calendar_put(&out, &calendar);
		check_lines(buf_str(&out));
		all = parse(&out);
		event = icalcomponent_get_inner(all);
		check_text(icalcomponent_get_uid(event), STR("risk/001@x"));
		check_text(icalcomponent_get_summary(event), texts[1]);
		check_text(icalcomponent_get_description(event), texts[2]);
		check_text(icalcomponent_get_location(event), texts[3]);
		icalcomponent_free(all);
		buf_release(&out);
		arena_release(&arena);
	}
}
END_TEST

/* Nothing tells when it was made, and an empty one is one too. */
START_TEST(test_fixed)
{
	struct arena arena = ARENA_INIT;
	struct calendar calendar = {.title = STR("None"), .arena = &arena};
	struct buf out = BUF_INIT(BUF_LARGE);

	calendar_put(&out, &calendar);
	check_buf(&out,
		"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
		"PRODID:-//guildhall//guildhall//EN\r\nNAME:None\r\n"
		"X-WR-CALNAME:None\r\nEND:VCALENDAR\r\n",
		"empty");
	*vec_push(&calendar.entries, &arena) =
		(struct calendar_entry){.uid = STR("event/ev-2@x"),
			.title = STR("Caf\xC3\xA9, and more"),
			.url = STR("https://example.org/a,b;c"),
			.from = {2026, 11, 21}};
	calendar_put(&out, &calendar);
	check_buf(&out,
		"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
		"PRODID:-//guildhall//guildhall//EN\r\nNAME:None\r\n"
		"X-WR-CALNAME:None\r\nBEGIN:VEVENT\r\nUID:event/ev-2@x\r\n"
		"DTSTAMP:19700101T000000Z\r\nDTSTART;VALUE=DATE:20261121\r\n"
		"DTEND;VALUE=DATE:20261122\r\n"
		"SUMMARY:Caf\xC3\xA9\\, and more\r\n"
		"URL:https://example.org/a,b;c\r\nTRANSP:TRANSPARENT\r\n"
		"END:VEVENT\r\nEND:VCALENDAR\r\n",
		"one");
	buf_release(&out);
	arena_release(&arena);
}
END_TEST

enum { THREADS = 4, ROUNDS = 200 };

static void make_long(struct buf *out)
{
	struct arena arena = ARENA_INIT;
	struct calendar calendar = {.title = STR("Long"), .arena = &arena};

	for (int16_t i = 0; i < 20; i++)
		*vec_push(&calendar.entries, &arena) = (struct calendar_entry){
			.uid = arena_printf(&arena, "events/%d@x", i),
			.title = STR("One, two; three"),
			.from = {(int16_t)(2000 + i), 2, 0}};
	calendar_put(out, &calendar);
	arena_release(&arena);
}

static void *make_many(void *wanted)
{
	bool same = true;

	for (int i = 0; i < ROUNDS; i++) {
		struct buf out = BUF_INIT(BUF_LARGE);

		make_long(&out);
		same = same && str_eq(buf_str(&out), buf_str(wanted));
		buf_release(&out);
	}
	return same ? wanted : NULL;
}

/* Workers make the calendars of several roles at a time. */
START_TEST(test_threads)
{
	struct buf wanted = BUF_INIT(BUF_LARGE);
	pthread_t threads[THREADS];

	make_long(&wanted);
	for (size_t i = 0; i < THREADS; i++)
		ck_assert(
			!pthread_create(&threads[i], NULL, make_many, &wanted));
	for (size_t i = 0; i < THREADS; i++) {
		void *result;

		pthread_join(threads[i], &result);
		ck_assert_ptr_eq(result, &wanted);
	}
	buf_release(&wanted);
}
END_TEST

UNITS_SUITE(data_calendar, test_days, test_texts, test_fixed, test_threads)
