#include "unit/units.h"

#include <string.h>

#include "data/json.h"
#include "data/yaml.h"
#include "stage/left_page.h"
#include "stage/left_value.h"

static const struct source file = {STR_INIT("guidance/exit.md")};

static const char text[] = "title: Exit plans\n"
			   "owner: srm-lead\n"
			   "draft: false\n"
			   "weight: 12\n"
			   "empty:\n"
			   "\"quoted\": \"a\\tb \\\" £\"\n"
			   "reviews:\n"
			   "  - {on: 2026-03-14, by: [clerk, chair]}\n"
			   "  - {}\n";

static struct value read_text(struct arena *arena)
{
	struct yaml_input input = {.source = &file,
		.text = str_of(text),
		.first_line = 2,
		.limits = {.scalar = 100, .depth = 8}};
	struct diags diags = DIAGS_INIT;
	struct value value;

	ck_assert(yaml_read(&input, arena, &diags, &value));
	diags_release(&diags);
	return value;
}

/* As JSON; and where each thing stands, as it is packed again. */
static void check_same(const struct value *is, const struct value *must_be)
{
	struct buf a = BUF_INIT(BUF_LARGE), b = BUF_INIT(BUF_LARGE);

	json_put(&a, is, &(struct json_options){0});
	json_put(&b, must_be, &(struct json_options){0});
	left_put_value(&a, is);
	left_put_value(&b, must_be);
	check_view(buf_str(&a), buf_str(&b), "value");
	buf_release(&a);
	buf_release(&b);
}

START_TEST(test_values)
{
	struct arena arena = ARENA_INIT;
	struct value value = read_text(&arena), taken;
	struct value_items list = {0};
	struct buf out = BUF_INIT(BUF_LARGE);
	struct unpacking from;

	value_push(&list, &arena, value);
	value_push(&list, &arena, value_int(-1250000));
	value_push(&list, &arena,
		value_number(
			(struct decimal){.mantissa = 425, .exponent = -2}));
	value_push(&list, &arena, value_bool(true));
	value_push(&list, &arena, value_null);
	value = value_of_list(&list);
	left_put_value(&out, &value);
	buf_puts(&out, "behind");
	from = (struct unpacking){buf_str(&out), false};
	ck_assert(left_take_value(&from, &file, &arena, &taken));
	check_view(from.rest, STR("behind"), "what is behind it");
	check_same(&taken, &value);
	ck_assert_ptr_eq(
		value_get(&taken.list.items[0], STR("owner"))->place.source,
		&file);
	buf_release(&out);
	arena_release(&arena);
}
END_TEST

/* A page with all that is left of one. */
struct sample {
	struct history_person people[2];
	const struct history_person *both[2];
	struct history_commit commits[2];
	const struct history_commit *list[2];
	struct history_change changes[2];
	struct value front;
	struct page page;
};

static void fill_past(struct sample *sample, struct arena *arena)
{
	struct page *page = &sample->page;

	sample->people[0] = (struct history_person){STR("A"), STR("a@x")};
	sample->people[1] = (struct history_person){STR("B"), STR("")};
	sample->commits[0] = (struct history_commit){.id = STR("c0"),
		.time = 1764000000,
		.offset = -90,
		.summary = STR("Mend"),
		.people = sample->both,
		.people_len = 2};
	sample->commits[1] = (struct history_commit){.id = STR("c1")};
	sample->changes[0] = (struct history_change){&sample->commits[1],
		HISTORY_MOVED, true, false, STR("b.md"), STR("a.md")};
	sample->changes[1] = (struct history_change){&sample->commits[0],
		HISTORY_ADDED, false, true, STR("a.md"), STR("")};
	for (size_t i = 0; i < 2; i++) {
		sample->both[i] = &sample->people[i];
		sample->list[i] = &sample->commits[i];
		*vec_push(&page->revisions, arena) = (struct revision){
			.change = &sample->changes[i], .tell = i == 1};
	}
	*vec_push(&page->moved_from, arena) = STR("a.html");
	page->beginning_unknown = true;
	page->created = (struct date){2026, 3, 0};
	page->changed = (struct date){2026, 11, 21};
}

static void make_sample(struct sample *sample, struct arena *arena)
{
	struct page *page = &sample->page;

	*sample = (struct sample){.front = read_text(arena)};
	page->source = file;
	page->front.source = &sample->front;
	*vec_push(&page->body.headings, arena) =
		(struct markdown_heading){2, STR("When it ends"), STR("ends")};
	page->body.lead = STR("What happens on the day.");
	*vec_push(&page->body.acronyms, arena) = (struct markdown_acronym){
		STR("TUPE"), place_of(&page->source, 17, 4)};
	fill_past(sample, arena);
}

/* The commits, and the page behind them. */
static size_t pack(
	const struct sample *sample, struct buf *out, struct arena *arena)
{
	struct left_commits commits = {0};
	size_t at;

	left_number_commits(&commits, sample->list, 2, arena);
	left_put_commits(out, &commits);
	at = out->len;
	left_put_page(out, &sample->page, 77, true, &commits);
	return at;
}

/* All that BYTES hold, into PAGE; false where it is bad. */
static bool unpack(struct str bytes, size_t at, struct page *page,
	struct left_head *head, struct arena *arena)
{
	struct unpacking commits_from = {bytes, false};
	struct unpacking from = {str_from(bytes, at), false};
	struct left_commits commits = {0};

	left_take_commits(&commits_from, &commits, arena);
	*head = left_take_head(&from);
	*page = (struct page){.source = file};
	page->front.source = left_take_front(&from, &page->source, arena);
	left_take_rest(&from, page, arena);
	left_take_past(&from, &commits, page, arena);
	return !from.bad && !commits_from.bad && !from.rest.len;
}

static void check_past(const struct page *page)
{
	const struct revision *moved = &page->revisions.items[0];
	const struct revision *added = &page->revisions.items[1];

	check_int(page->revisions.len, 2, "revisions");
	check_int(moved->change->kind, HISTORY_MOVED, "kind");
	ck_assert(moved->change->counts && !moved->change->review);
	ck_assert(!moved->tell && added->tell && added->change->review);
	check_view(moved->change->from, STR("a.md"), "from");
	check_view(moved->change->commit->id, STR("c1"), "commit");
	check_int(added->change->commit->people_len, 2, "people");
	check_view(added->change->commit->people[1]->name, STR("B"), "person");
	check_view(added->change->commit->summary, STR("Mend"), "summary");
	check_int(date_days(added->date), history_day(added->change->commit),
		"date");
	check_view(page->moved_from.items[0], STR("a.html"), "moved from");
	ck_assert(page->beginning_unknown && !page->created.day);
	check_int(date_days(page->changed), 20778, "changed");
}

START_TEST(test_pages)
{
	struct arena arena = ARENA_INIT;
	struct buf out = BUF_INIT(BUF_LARGE), scratch = BUF_INIT(BUF_LARGE);
	struct sample sample;
	struct page page;
	struct left_head head;
	size_t at;

	make_sample(&sample, &arena);
	at = pack(&sample, &out, &arena);
	ck_assert(unpack(buf_str(&out), at, &page, &head, &arena));
	check_same(page.front.source, &sample.front);
	check_view(page.body.headings.items[0].text, STR("When it ends"),
		"heading");
	check_view(page.body.acronyms.items[0].text, STR("TUPE"), "acronym");
	check_int(page.body.acronyms.items[0].place.line, 17, "its line");
	check_past(&page);
	check_int(head.stamp, 77, "stamp");
	ck_assert(head.is_sure);
	ck_assert(head.face == left_face(&page, &scratch));
	page.body.lead = STR("Something else.");
	ck_assert(head.face != left_face(&page, &scratch));
	buf_release(&scratch);
	buf_release(&out);
	arena_release(&arena);
}
END_TEST

/* Whatever the bytes are, reading them ends, and stays within them. */
START_TEST(test_damage)
{
	struct arena arena = ARENA_INIT, scratch = ARENA_INIT;
	struct buf out = BUF_INIT(BUF_LARGE);
	struct sample sample;
	struct page page;
	struct left_head head;
	uint64_t seed = 1;
	size_t at, whole = 0;

	make_sample(&sample, &arena);
	at = pack(&sample, &out, &arena);
	for (size_t len = 0; len < out.len; len++) {
		struct str part =
			arena_dup(&scratch, str_sub(buf_str(&out), 0, len));

		ck_assert(!unpack(part, at, &page, &head, &scratch));
		arena_reset(&scratch);
	}
	for (unsigned i = 0; i < 20000; i++) {
		struct str copy = arena_dup(&scratch, buf_str(&out));
		char *bytes = (char *)copy.ptr;

		bytes[units_below(&seed, copy.len)] ^=
			(char)(1 << units_below(&seed, 8));
		whole += unpack(copy, at, &page, &head, &scratch);
		arena_reset(&scratch);
	}
	check_fast(whole < 20000);
	buf_release(&out);
	arena_release(&scratch);
	arena_release(&arena);
}
END_TEST

UNITS_SUITE(stage_left, test_values, test_pages, test_damage)
