#include "unit/score_shelf.h"

#include <stdio.h>
#include <string.h>

#include "data/json.h"
#include "data/yaml.h"
#include "score/text.h"

const char shelf_example[] =
	"601: 75, 602: 50, 603: 75, 604: 100, 605: 50, 606: 50, 607: 25, "
	"608: 25, 609: 75, 610: 50, 611: 50, 612: 25, 613: 75, 614: 0, "
	"615: 25, 616: 50";

static const struct source file = {STR_INIT("shelf.yml")};

void shelf_release(struct shelf *shelf)
{
	diags_release(&shelf->diags);
	arena_release(&shelf->arena);
}

static void add_text(
	struct shelf *shelf, enum record_kind kind, struct str text)
{
	struct yaml_input input = {.source = &file,
		.text = arena_dup(&shelf->arena, text),
		.first_line = 1,
		.limits = {.scalar = 10000, .depth = 20}};
	struct value *value = arena_new(&shelf->arena, struct value);

	ck_assert_msg(yaml_read(&input, &shelf->arena, &shelf->diags, value),
		"%.*s", STR_ARG(text));
	records_read(&shelf->records, kind, value, &shelf->arena, &shelf->diags,
		NULL, NULL);
	check_diags(&shelf->diags, "", "a fault of form");
}

void shelf_add(struct shelf *shelf, enum record_kind kind, const char *yaml)
{
	add_text(shelf, kind, str_of(yaml));
}

void shelf_add_file(
	struct shelf *shelf, enum record_kind kind, const char *path)
{
	struct buf text = BUF_INIT(1 << 20);

	ck_assert_msg(units_read(units_root(), path, &text), "%s", path);
	add_text(shelf, kind, buf_str(&text));
	buf_release(&text);
}

static void add_contracts(struct shelf *shelf)
{
	shelf_add(shelf, RECORD_CONTRACT,
		"- {id: P, title: P, organisation: o, tier: platinum}\n"
		"- {id: G, title: G, organisation: o, tier: gold}\n"
		"- {id: S, title: S, organisation: o, tier: silver}\n"
		"- {id: B, title: B, organisation: o, tier: bronze}\n");
}

void shelf_add_mutuality(struct shelf *shelf)
{
	add_contracts(shelf);
	shelf_add_file(
		shelf, RECORD_FACTOR_SET, "content/data/factors/mutuality.yml");
}

void shelf_assess(struct shelf *shelf, const char *subject, const char *set,
	const char *date, const char *kind, const char *scores)
{
	struct str text = arena_printf(&shelf->arena,
		"subject: %s\nset: %s\ndate: %s\nkind: %s\nassessor: clerk\n"
		"scores: {%s}\n",
		subject, set, date, kind, scores);

	add_text(shelf, RECORD_ASSESSMENT, text);
}

void shelf_score(struct shelf *shelf)
{
	shelf->book = book_make(&shelf->records, &shelf->arena);
}

const struct marked *shelf_find(const struct shelf *shelf, const char *subject,
	const char *date, const char *kind)
{
	struct date day;

	ck_assert(date_read(str_of(date), &day));
	for (size_t i = 0; i < shelf->book.len; i++) {
		const struct marked *marked = &shelf->book.items[i];

		if (str_eq(marked->record->subject, str_of(subject)) &&
			date_cmp(marked->record->date, day) == 0 &&
			str_eq(text_kind(marked->record->kind), str_of(kind)))
			return marked;
	}
	ck_abort_msg("no %s of %s, %s", kind, subject, date);
	return NULL;
}

const struct marked *shelf_one(
	struct shelf *shelf, const char *set, const char *scores)
{
	add_contracts(shelf);
	shelf_add(shelf, RECORD_FACTOR_SET, set);
	shelf_assess(
		shelf, "contract/P", "set@1", "2026-01-01", "self", scores);
	shelf_score(shelf);
	return shelf_find(shelf, "contract/P", "2026-01-01", "self");
}

struct str shelf_json(
	struct shelf *shelf, struct buf *space, const struct marked *marked)
{
	struct value value = text_value(&shelf->arena, marked);

	buf_clear(space);
	json_put(space, &value, &(struct json_options){0});
	return buf_str(space);
}
