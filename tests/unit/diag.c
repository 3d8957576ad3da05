#include "unit/units.h"

#include <errno.h>
#include <string.h>

#include "diag/fault.h"
#include "diag/report.h"

static const struct source page = {STR_INIT("guidance/exit.md")};
static const struct source other = {STR_INIT("about/index.md")};

/* Every row of the catalogue can be printed, explained and told apart. */
START_TEST(test_catalogue)
{
	for (unsigned i = 0; i < DIAG_COUNT; i++) {
		const struct diag_kind *kind = diag_kind((enum diag_id)i);
		const struct str parts[] = {
			kind->message, kind->recovery, kind->hint};

		ck_assert_uint_ge(kind->number, 101);
		ck_assert_uint_le(kind->number, 799);
		ck_assert_msg(diag_kind_by_number(kind->number) == kind,
			"GH%u stands twice", kind->number);
		ck_assert_uint_gt(kind->message.len, 0);
		ck_assert_int_ne(kind->exit, EXIT_CLEAN);
		ck_assert_msg(explain_text(kind->number).len > 80,
			"GH%u is not explained", kind->number);
		for (size_t j = 0; j < 3; j++)
			for (size_t at = 0; at + 1 < parts[j].len; at++)
				if (parts[j].ptr[at] == '%' &&
					char_is_digit(parts[j].ptr[at + 1]))
					ck_assert(parts[j].ptr[at + 1] >= '1' &&
						parts[j].ptr[at + 1] <= '4');
	}
	ck_assert_ptr_null(diag_kind_by_number(0));
	ck_assert_ptr_null(diag_kind_by_number(999));
	check_view(explain_text(999), STR(""), "no such code");
}
END_TEST

START_TEST(test_messages)
{
	struct diags diags = DIAGS_INIT;
	const struct diag *diag;

	diag_add(&diags, DIAG_KEY_UNKNOWN, place_of(&page, 3, 1), 5,
		STR("tilte"), STR("a page"), STR("title"));
	diag_add(&diags, DIAG_KEY_UNKNOWN, place_of(&page, 4, 1), 5,
		STR("100%1"), STR("a page"), STR(""));
	diag_add(&diags, DIAG_SCORE_NA_SHARE, place_of(&page, 5, 1), 0,
		STR("30"));
	diag = &diags.list.items[0];
	check_view(diag->message,
		STR("unknown key \"tilte\" in a page; left out"), "message");
	check_view(diag->hint, STR("did you mean \"title\"?"), "hint");
	ck_assert_uint_eq(diag->width, 5);
	diag = &diags.list.items[1];
	check_view(diag->message,
		STR("unknown key \"100%1\" in a page; left out"),
		"arguments are not filled in again");
	check_view(diag->hint, STR(""), "no hint without its argument");
	check_view(diags.list.items[2].message,
		STR("30 % of the weight is n/a"), "a % of its own");
	ck_assert_int_eq(diags.list.items[2].severity, SEVERITY_WARNING);
	diags_release(&diags);
	ck_assert_uint_eq(diags.list.len, 0);
}
END_TEST

/* A message of any length stays UTF-8. */
START_TEST(test_long_messages)
{
	static char text[9000];
	struct diags diags = DIAGS_INIT;

	for (size_t i = 0; i + 3 <= sizeof text; i += 3)
		memcpy(text + i, "\xE2\x82\xAC", 3);
	for (size_t skip = 0; skip < 3; skip++) {
		struct buf out = BUF_INIT(BUF_LARGE);

		diag_add(&diags, DIAG_LINK_DEAD, place_of(&page, 1, 1), 1,
			str_make(text + 3 * skip, sizeof text - 3 * skip),
			arena_printf(&diags.arena, "%.*s%.*s", (int)skip, "xx",
				8997, text));
		report_format(STR("json"))
			->print(&out, &diags, &(struct report){0});
		ck_assert_uint_eq(
			str_find(buf_str(&out), STR("\\\\x"), 0), out.len);
		buf_release(&out);
	}
	diags_release(&diags);
}
END_TEST

START_TEST(test_take)
{
	struct diags a = DIAGS_INIT, b = DIAGS_INIT;

	diag_add(&a, DIAG_REVIEW_NEVER, place_of(&page, 1, 1), 0, DIAG_NONE);
	diag_add(&b, DIAG_LINK_DEAD, place_of(&other, 2, 3), 4, STR("x.md"),
		STR("y.md"));
	diags_take(&a, &b);
	ck_assert_uint_eq(b.list.len, 0);
	diag_add(&b, DIAG_REVIEW_NEVER, place_of(&page, 9, 9), 0, DIAG_NONE);
	diags_release(&b);
	check_diags(&a, "233@1:1 301@2:3", "taken");
	check_view(a.list.items[1].hint, STR("did you mean \"y.md\"?"), "hint");
	diags_release(&a);
}
END_TEST

/* In whatever order they come: sorted, and each said once. */
START_TEST(test_sort)
{
	static const struct {
		const struct source *source;
		uint32_t line, col;
		enum diag_id id;
		const char *text;
	} rows[] = {
		{NULL, 0, 0, DIAG_LINK_DEAD, "x"},
		{&other, 7, 1, DIAG_LINK_DEAD, "x"},
		{&page, 0, 0, DIAG_REVIEW_NEVER, ""},
		{&page, 2, 9, DIAG_LINK_DEAD, "x"},
		{&page, 10, 1, DIAG_REVIEW_NEVER, ""},
		{&page, 10, 2, DIAG_LINK_DEAD, "x"},
		{&page, 10, 2, DIAG_LINK_DEAD, "y"},
		{&page, 10, 2, DIAG_RAW_HTML, "x"},
	};
	uint64_t seed = 6;

	for (int round = 0; round < 300; round++) {
		struct diags diags = DIAGS_INIT;
		unsigned seen = 0;

		while (seen != (1U << UNITS_LEN(rows)) - 1) {
			size_t i = units_below(&seed, UNITS_LEN(rows));

			seen |= 1U << i;
			diag_add(&diags, rows[i].id,
				place_of(rows[i].source, rows[i].line,
					rows[i].col),
				1, str_of(rows[i].text), STR("z"));
		}
		diags_sort(&diags);
		check_diags(&diags,
			"301@0:0 301@7:1 233@0:0 301@2:9 233@10:1 301@10:2 "
			"301@10:2 304@10:2",
			"sorted");
		diags_release(&diags);
	}
	diags_sort(&(struct diags)DIAGS_INIT);
}
END_TEST

START_TEST(test_strict)
{
	struct diags diags = DIAGS_INIT;

	diag_add(
		&diags, DIAG_REVIEW_NEVER, place_of(&page, 1, 1), 0, DIAG_NONE);
	diag_add(&diags, DIAG_HEADING_TITLE, place_of(&page, 2, 1), 0,
		DIAG_NONE);
	ck_assert_uint_eq(diags_count(&diags, SEVERITY_WARNING), 1);
	ck_assert_int_eq(diags_exit(&diags), EXIT_CLEAN);
	diags_make_strict(&diags);
	ck_assert_uint_eq(diags_count(&diags, SEVERITY_INFO), 1);
	ck_assert_uint_eq(diags_count(&diags, SEVERITY_WARNING), 0);
	ck_assert_uint_eq(diags_count(&diags, SEVERITY_ERROR), 1);
	ck_assert_int_eq(diags_exit(&diags), EXIT_CONTENT);
	diags_release(&diags);
}
END_TEST

/* The gravest fault gives the exit code, wherever it stands. */
START_TEST(test_exit_codes)
{
	static const struct {
		enum diag_id id;
		enum exit_code code;
	} rows[] = {
		{DIAG_REVIEW_NEVER, EXIT_CLEAN},
		{DIAG_LINK_DEAD, EXIT_CONTENT},
		{DIAG_LIMIT_PAGE, EXIT_LIMIT},
		{DIAG_CONFIG_KEY, EXIT_USAGE},
		{DIAG_AUDIENCE_UNKNOWN, EXIT_CONFIDENTIAL},
	};

	for (size_t i = 0; i < UNITS_LEN(rows); i++)
		for (size_t j = 0; j < UNITS_LEN(rows); j++) {
			struct diags diags = DIAGS_INIT;

			diag_add(&diags, rows[i].id, place_of(&page, 1, 1), 0,
				STR("x"));
			diag_add(&diags, rows[j].id, place_of(&page, 1, 1), 0,
				STR("x"));
			ck_assert_int_eq(
				diags_exit(&diags), rows[i > j ? i : j].code);
			diags_release(&diags);
		}
}
END_TEST

START_TEST(test_faults)
{
	struct fault fault = FAULT_INIT, large = FAULT_INIT;

	ck_assert(!fault_set(&fault, EXIT_BUSY, "%s is busy", "site"));
	ck_assert(!fault_set(&fault, EXIT_OUTPUT, "later"));
	errno = ENOSPC;
	ck_assert(!fault_errno(&fault, EXIT_OUTPUT, "latest"));
	ck_assert_int_eq(fault.code, EXIT_BUSY);
	ck_assert_str_eq(fault.text, "site is busy");
	errno = ENOSPC;
	fault_errno(&large, EXIT_OUTPUT, "%02000d", 1);
	ck_assert_uint_eq(strlen(large.text), FAULT_TEXT - 1);
	fault = (struct fault)FAULT_INIT;
	errno = ENOSPC;
	fault_errno(&fault, EXIT_OUTPUT, "cannot write");
	ck_assert_str_eq(fault.text, "cannot write: No space left on device");
}
END_TEST

START_TEST(test_safe_text)
{
	static const struct {
		struct str s;
		const char *safe;
	} rows[] = {
		{STR_INIT("plain \xC3\xA9\t"), "plain \xC3\xA9\t"},
		{STR_INIT("\033[2J"), "\\x1b[2J"},
		{STR_INIT("a\r\nb"), "a\\x0d\\x0ab"},
		{STR_INIT("\0"), "\\x00"},
		{STR_INIT("\xFF\xC3"), "\\xff\\xc3"},
		{STR_INIT("\xE2\x80\xAEgpj"), "\\xe2\\x80\\xaegpj"},
		{STR_INIT("\xC2\x9B"), "\\xc2\\x9b"},
	};
	struct buf out = BUF_INIT(100);

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		report_put_safe(&out, rows[i].s);
		check_buf(&out, rows[i].safe, rows[i].safe);
	}
	buf_release(&out);
}
END_TEST

static struct str text_of(void *context, const struct source *source)
{
	return source == &page ? *(struct str *)context : STR("");
}

static void check_report(const char *format, const struct diags *diags,
	struct str text, const char *want)
{
	struct buf out = BUF_INIT(BUF_LARGE);

	report_format(str_of(format))
		->print(&out, diags,
			&(struct report){.text_of = text_of, .context = &text});
	check_buf(&out, want, format);
	buf_release(&out);
}

START_TEST(test_formats)
{
	struct diags diags = DIAGS_INIT;
	struct str text = STR("# \xC3\x89xit\r\n\tSee [r\xC3\xA9views](x.md) "
			      "first.\r\n");

	diag_add(&diags, DIAG_LINK_DEAD, place_of(&page, 2, 6), 15, STR("x.md"),
		STR("reviews.md"));
	diag_add(&diags, DIAG_REVIEW_NEVER, (struct place){0}, 0, DIAG_NONE);
	check_report("text", &diags, text,
		"guidance/exit.md:2:6: error[GH301]: link to a page that does "
		"not exist: x.md; link left as text\n"
		"    2 |  See [r\xC3\xA9views](x.md) first.\n"
		"      |      ^~~~~~~~~~~~~~~\n"
		"   hint: did you mean \"reviews.md\"?   "
		"(guildhall explain GH301)\n"
		"info[GH233]: no date is set for the next review\n"
		"   hint: add last_reviewed_on and review_in   "
		"(guildhall explain GH233)\n");
	check_report("line", &diags, text,
		"guidance/exit.md:2:6: error[GH301]: link to a page that does "
		"not exist: x.md; link left as text (did you mean "
		"\"reviews.md\"?)\n"
		"info[GH233]: no date is set for the next review (add "
		"last_reviewed_on and "
		"review_in)\n");
	check_report("github", &diags, text,
		"::error title=GH301,file=guidance/exit.md,line=2,col=6::link "
		"to a page that does not exist: x.md; link left as text (did "
		"you mean \"reviews.md\"?)\n"
		"::notice title=GH233::no date is set for the next review (add "
		"last_reviewed_on and review_in)\n");
	check_report("json", &diags, text,
		"[\n{\"code\": \"GH301\", \"severity\": \"error\", \"path\": "
		"\"guidance/exit.md\", \"line\": 2, \"column\": 6, \"width\": "
		"15, \"message\": \"link to a page that does not exist: x.md; "
		"link left as text\", \"hint\": \"did you mean "
		"\\\"reviews.md\\\"?\"},\n{\"code\": \"GH233\", \"severity\": "
		"\"info\", \"path\": \"\", \"line\": 0, \"column\": 0, "
		"\"width\": 0, \"message\": \"no date is set for the next "
		"review\", \"hint\": "
		"\"add last_reviewed_on and review_in\"}\n]\n");
	ck_assert_ptr_null(report_format(STR("xml")));
	diags_release(&diags);
}
END_TEST

/* The name of a file does not speak to a terminal, a forge or a parser. */
START_TEST(test_hostile_names)
{
	static const struct source hostile = {
		STR_INIT("a\033[2J\n::error::,b:%0A\xFF.md")};
	struct diags diags = DIAGS_INIT;

	for (size_t i = 0; i < report_format_count; i++) {
		struct buf out = BUF_INIT(10000);

		diags_release(&diags);
		diag_add(&diags, DIAG_PATH_NAME, place_of(&hostile, 0, 0), 0,
			STR("it holds \033"));
		report_formats[i].print(&out, &diags, &(struct report){0});
		for (size_t at = 0; at < out.len; at++) {
			ck_assert_int_ne(out.ptr[at], '\033');
			ck_assert_int_ne(out.ptr[at], '\xFF');
		}
		if (str_eq(report_formats[i].name, STR("github")))
			check_buf(&out,
				"::error "
				"title=GH222,file=a\\x1b[2J\\x0a%3A%3Aerror%3A%"
				"3A"
				"%2Cb%3A%250A\\xff.md::a file "
				"cannot be named so: it holds \\x1b; left "
				"out\n",
				"github");
		buf_release(&out);
	}
	diags_release(&diags);
}
END_TEST

START_TEST(test_odd_places)
{
	static const struct {
		uint32_t line, col, width;
		const char *excerpt; /* what is printed below the message */
	} rows[] = {
		{1, 1, 1, "    1 | abc\n      | ^\n"},
		{1, 3, 99, "    1 | abc\n      |   ^\n"},
		{1, 2, 99, "    1 | abc\n      |  ^~\n"},
		{1, 9, 2, "    1 | abc\n      |         ^\n"},
		{3, 1, 1, "    3 | last\n      | ^\n"},
		{2, 1, 1, ""}, /* an empty line */
		{4, 1, 1, ""}, /* behind the end */
		{0, 0, 1, ""},
		{4000000000, 4000000000, 4000000000, ""},
	};
	struct str text = STR("abc\n\nlast");

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		struct diags diags = DIAGS_INIT;
		struct buf out = BUF_INIT(10000);
		struct report report = {.text_of = text_of, .context = &text};
		size_t end;

		diag_add(&diags, DIAG_TEMPLATE_PARTIAL,
			place_of(&page, rows[i].line, rows[i].col),
			rows[i].width, STR("x"));
		report_format(STR("text"))->print(&out, &diags, &report);
		end = str_chr(buf_str(&out), '\n', 0);
		check_view(str_from(buf_str(&out), end + 1),
			str_of(rows[i].excerpt), rows[i].excerpt);
		buf_release(&out);
		diags_release(&diags);
	}
}
END_TEST

/* A long line is shown around the fault. */
START_TEST(test_long_lines)
{
	static char line[5000];
	struct str text = str_make(line, sizeof line), whole;
	struct report report = {.text_of = text_of, .context = &text};
	struct diags diags = DIAGS_INIT;
	struct buf out = BUF_INIT(10000);
	size_t x, caret;

	memset(line, '.', sizeof line);
	line[2999] = 'X';
	diag_add(&diags, DIAG_TEMPLATE_PARTIAL, place_of(&page, 1, 3000), 1,
		STR("y"));
	report_format(STR("text"))->print(&out, &diags, &report);
	whole = buf_str(&out);
	ck_assert_uint_lt(out.len, 600);
	x = str_chr(whole, 'X', 0);
	caret = str_chr(whole, '^', 0);
	ck_assert_uint_lt(caret, whole.len);
	ck_assert_uint_eq(caret - str_chr(whole, '\n', x),
		x + 1 - (str_chr(whole, '\n', 0) + 1));
	buf_release(&out);
	diags_release(&diags);
}
END_TEST

START_TEST(test_withheld)
{
	struct diags diags = DIAGS_INIT;
	struct buf out = BUF_INIT(BUF_LARGE);
	struct str text;

	for (uint32_t i = 1; i <= REPORT_PER_FILE + 3; i++)
		diag_add(&diags, DIAG_LINK_DEAD, place_of(&page, i, 1), 1,
			STR("x.md"), STR(""));
	diag_add(&diags, DIAG_LINK_DEAD, place_of(&other, 77, 1), 1,
		STR("x.md"), STR(""));
	diags_sort(&diags);
	report_format(STR("text"))->print(&out, &diags, &(struct report){0});
	text = buf_str(&out);
	ck_assert_uint_lt(
		str_find(text, STR("exit.md: 3 more withheld\n"), 0), text.len);
	ck_assert_uint_lt(str_find(text, STR("exit.md:20:1"), 0), text.len);
	ck_assert_uint_eq(str_find(text, STR("exit.md:21:1"), 0), text.len);
	ck_assert_uint_lt(str_find(text, STR("index.md:77:1"), 0), text.len);
	buf_release(&out);
	diags_release(&diags);
}
END_TEST

UNITS_SUITE(diag, test_catalogue, test_messages, test_long_messages, test_take,
	test_sort, test_strict, test_exit_codes, test_faults, test_safe_text,
	test_formats, test_hostile_names, test_odd_places, test_long_lines,
	test_withheld)
