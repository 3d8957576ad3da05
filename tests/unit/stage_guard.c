#include "unit/units.h"

#include "data/archive.h"
#include "data/words.h"
#include "search/search.h"
#include "search/unpack.h"
#include "stage/build.h"
#include "io/file.h"
#include "stage/guard.h"

/* What is added as a kind is found in a text, or is not. */
START_TEST(test_canaries)
{
	static const char minutes[] =
		"We shall **close** the [depot](plans/depot.md) at\nNorthbrook "
		"before the summer.\n\n## Staff at risk in Eastmere\n\n- "
		"don’t tell\n";
	static const struct {
		enum canary_kind kind;
		const char *canary, *text;
		bool found;
	} rows[] = {
		{CANARY_ID, "C-017", "<td>c-017</td>", true},
		{CANARY_ID, "C-017", "contracts/c-017.html", true},
		{CANARY_ID, "C-017", "C-0171", false},
		{CANARY_ID, "m112", "x,m112,y", true},
		{CANARY_ID, "P7", "P7", false},
		{CANARY_ID, "actions", "actions", false},
		{CANARY_ID, "2026", "2026", false},
		{CANARY_TITLE, "Board &minutes", "the board minutes", true},
		{CANARY_TITLE, "R&D partnership", "R&amp;D partnership", true},
		{CANARY_TITLE, "Minutes", "Minutes", false},
		{CANARY_TITLE, "To do", "to do", false},
		{CANARY_TITLE, "Kanarie77", "a kanarie77 b", true},
		{CANARY_TEXT, "awaiting sign-off", "awaiting sign-off", false},
		{CANARY_TEXT, minutes,
			"{\"t\": \"WE SHALL\\u2019\\nclose the depot at\"}",
			true},
		{CANARY_TEXT, minutes,
			"<p>the <a href=\"x\">depot</a> at Northbrook before "
			"<b>the</b> summer",
			true},
		{CANARY_TEXT, minutes, "close the depot at Northbrook", false},
		{CANARY_TEXT, minutes, "/staff-at-risk-in-eastmere/", true},
		{CANARY_TEXT, minutes,
			"alt=\"Staff%20at risk&#32;in Eastmere\"", true},
	};

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		static const struct source source = {STR_INIT("minutes.md")};
		struct canaries canaries = {0};

		canaries_from(&canaries, &source);
		canaries_add(&canaries, str_of(rows[i].canary), rows[i].kind);
		ck_assert_msg((canaries_find(&canaries, str_of(rows[i].text),
				       false) == &source) == rows[i].found,
			"row %zu: %s", i, rows[i].text);
		canaries_allow(&canaries, str_of(rows[i].text));
		ck_assert_ptr_null(
			canaries_find(&canaries, str_of(rows[i].text), false));
		canaries_release(&canaries);
	}
}
END_TEST

/* Among bytes that are no text only long runs mean something. */
START_TEST(test_binary)
{
	static const struct source source = {STR_INIT("x")};
	struct canaries canaries = {0};

	canaries_from(&canaries, &source);
	canaries_add(&canaries, STR("m112"), CANARY_ID);
	canaries_add(&canaries, STR("member0112"), CANARY_ID);
	ck_assert_ptr_null(
		canaries_find(&canaries, STR("\xFF m112 \xFE"), true));
	ck_assert_ptr_eq(
		canaries_find(&canaries, STR("\xFF member0112 \xFE"), true),
		&source);
	canaries_release(&canaries);
}
END_TEST

/* A gzip file and what only looks like an archive. */
START_TEST(test_archives)
{
	static const struct {
		struct str bytes, text;
	} rows[] = {
		{STR_INIT("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xcb\x48\xcd"
			  "\xc9\xc9\x07\x00\x86\xa6\x10\x36\x05\x00\x00\x00"),
			STR_INIT("hello")},
		{STR_INIT("\x1f\x8b\x08"), STR_INIT("")},
		{STR_INIT("PK\x03\x04"), STR_INIT("")},
		{STR_INIT(
			 "PK\x03\x04 PK\x05\x06\xff\xff\xff\xff\xff\xff\xff\xff"
			 "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"),
			STR_INIT("")},
		{STR_INIT("plain"), STR_INIT("")},
	};
	struct buf out = BUF_INIT(BUF_LARGE);

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		ck_assert(archive_unpack(rows[i].bytes, &out));
		ck_assert_msg(
			str_eq(buf_str(&out), rows[i].text), "row %zu", i);
		buf_clear(&out);
	}
	buf_release(&out);
}
END_TEST

struct replay {
	struct sink *to;
	struct buf words; /* of the search's files */
	struct fault fault;
};

static void put_again(void *context, struct str path, struct str bytes)
{
	struct replay *replay = context;

	if (str_starts(path, STR(SEARCH_FOLDER)))
		search_unpack(bytes, &replay->words);
	sink_put(replay->to, path, bytes, &replay->fault);
}

/*
 * The whole site of content/ behind a guard that knows a sentence of it: the
 * page, the handbook and the packed texts of the search tell of it.
 */
START_TEST(test_site)
{
	static const struct source source = {STR_INIT("secret.md")};
	struct build_options options = {
		.as_at = STR("2026-11-21"), .search = true};
	struct sink *site = sink_open_memory(), *last = sink_open_memory();
	struct replay replay = {.words = BUF_INIT(BUF_LARGE)};
	struct buf found = BUF_INIT(BUF_LARGE);
	struct diags diags = DIAGS_INIT;
	struct fault fault = FAULT_INIT;
	struct canaries canaries = {0};
	struct guard *guard;
	struct build build;

	options.source =
		arena_printf(&canaries.arena, "%s/content", units_root());
	options.themes =
		arena_printf(&canaries.arena, "%s/themes", units_root());
	canaries_from(&canaries, &source);
	canaries_add(&canaries,
		STR("whatever is disclosed in a session stays there"),
		CANARY_TEXT);
	build_init(&build, &options);
	ck_assert(build_run(&build, site, &fault));
	guard = guard_open(&canaries, last);
	replay.to = guard_sink(guard);
	sink_memory_each(site, put_again, &replay);
	ck_assert(!sink_commit(guard_sink(guard), &fault));
	ck_assert_int_eq(fault.code, EXIT_CONFIDENTIAL);
	guard_report(guard, &diags);
	vec_each(const struct diag, diag, &diags.list)
		buf_put(&found, diag->message);
	ck_assert_uint_lt(
		str_find(buf_str(&found),
			STR("protocols/critical-friends.html would"), 0),
		found.len);
	ck_assert_uint_lt(
		str_find(buf_str(&found), STR("search/x/"), 0), found.len);
	ck_assert_uint_lt(
		str_find(buf_str(&replay.words), STR("\ncollaboration\n"), 0),
		replay.words.len);
	guard_close(guard);
	canaries_release(&canaries);
	diags_release(&diags);
	build_release(&build);
	buf_release(&found);
	buf_release(&replay.words);
	sink_close(site);
	sink_close(last);
}
END_TEST

static struct guard *guard_folder(
	const struct canaries *canaries, const char *path, struct sink **sink)
{
	struct fault fault = FAULT_INIT;

	*sink = sink_open_folder(str_of(path), false, &fault);
	ck_assert_msg(*sink, "%s", fault.text);
	return guard_open(canaries, *sink);
}

static void close_both(struct guard *guard, struct sink *sink)
{
	guard_close(guard);
	sink_close(sink);
}

/* A site behind a guard goes on, and what is put is looked at. */
START_TEST(test_going_on)
{
	static const struct source source = {STR_INIT("secret.md")};
	struct buf out = BUF_INIT(BUF_LARGE);
	struct fault fault = FAULT_INIT;
	struct canaries canaries = {0};
	struct str past = STR("past");
	char top[UNITS_PATH], path[UNITS_PATH];
	struct guard *guard;
	struct sink *sink, *own;

	canaries_from(&canaries, &source);
	canaries_add(&canaries,
		STR("whatever is disclosed in a session stays there"),
		CANARY_TEXT);
	units_folder(top);
	units_path(path, top, "site");
	for (int step = 0; step < 3; step++) {
		guard = guard_folder(&canaries, path, &sink);
		own = guard_sink(guard);
		ck_assert(sink_can_continue(own));
		ck_assert((sink_recall(own).len > 0) == (step > 0));
		ck_assert(!step || sink_continue(own, &fault));
		ck_assert(!step || sink_stands(own, STR(FILE_MANIFEST), &out));
		ck_assert_uint_eq(sink_past(own, SINK_INDEX).len, step ? 4 : 0);
		sink_leave(own, SINK_INDEX, 0, &past, 1);
		ck_assert(step ||
			sink_put(own, STR(FILE_MANIFEST), STR("home"), &fault));
		ck_assert(!step || sink_drop(own, STR("x"), &fault));
		ck_assert(sink_put(own, STR("a"),
			step < 2 ? STR("nothing")
				 : STR("Whatever is disclosed in a session "
				       "stays there."),
			&fault));
		own->memory = STR("memory");
		ck_assert(sink_commit(own, &fault) == (step < 2));
		close_both(guard, sink);
	}
	ck_assert_int_eq(fault.code, EXIT_CONFIDENTIAL);
	check_buf(&out, "homehome", "stands");
	guard = guard_open(&canaries, NULL);
	ck_assert(!sink_can_continue(guard_sink(guard)));
	guard_close(guard);
	canaries_release(&canaries);
	buf_release(&out);
}
END_TEST

UNITS_SUITE(stage_guard, test_canaries, test_binary, test_archives, test_site,
	test_going_on)
