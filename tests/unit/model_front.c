#include "unit/units.h"

#include "data/yaml.h"
#include "model/front.h"

static const struct source file = {STR_INIT("a/b.md")};

START_TEST(test_split)
{
	static const struct {
		const char *file;
		bool has_front, ends;
		const char *yaml, *body;
		uint32_t body_line;
	} rows[] = {
		{"---\na: 1\n---\nBody\n", true, true, "a: 1\n", "Body\n", 4},
		{"---\n---\nBody", true, true, "", "Body", 3},
		{"---\na: 1\nb: 2\n---", true, true, "a: 1\nb: 2\n", "", 5},
		{"--- \na: 1\n---\t \n\nB", true, true, "a: 1\n", "\nB", 4},
		{"---\na: |\n  ---\n---\nB", true, true, "a: |\n  ---\n", "B",
			5},
		{"---\na: 1\n----\n---\nB", true, true, "a: 1\n----\n", "B", 5},
		{"---\na\n---\nB\n---\nC", true, true, "a\n", "B\n---\nC", 4},
		{"---\na: 1\n", true, false, "", NULL, 0},
		{"---", true, false, "", NULL, 0},
		{"---\n", true, false, "", NULL, 0},
		{"", false, false, "", "", 1},
		{"Body\n", false, false, "", "Body\n", 1},
		{"\n---\na: 1\n---\n", false, false, "", "\n---\na: 1\n---\n",
			1},
		{" ---\na: 1\n---\n", false, false, "", " ---\na: 1\n---\n", 1},
		{"----\na: 1\n----\n", false, false, "", "----\na: 1\n----\n",
			1},
	};

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		struct front_split split = front_split(str_of(rows[i].file));

		check_int(split.has_front, rows[i].has_front, rows[i].file);
		check_int(split.ends, rows[i].ends, rows[i].file);
		check_view(split.yaml, str_of(rows[i].yaml), rows[i].file);
		if (!rows[i].body)
			continue;
		check_view(split.body, str_of(rows[i].body), rows[i].file);
		check_int(split.body_line, rows[i].body_line, rows[i].file);
		if (rows[i].has_front)
			check_int(split.yaml_line, 2, rows[i].file);
	}
}
END_TEST

struct reading {
	struct arena arena;
	struct diags diags;
	struct value value;
	struct config config;
	struct front front;
};

static struct yaml_input input_of(const char *text)
{
	return (struct yaml_input){.source = &file,
		.text = str_of(text),
		.first_line = 2,
		.limits = config_default_limits().yaml};
}

static struct value read_yaml(struct reading *reading, const char *text)
{
	struct yaml_input input = input_of(text);
	struct value value;

	ck_assert_msg(
		yaml_read(&input, &reading->arena, &reading->diags, &value),
		"%s", text);
	return value;
}

static void read_front(struct reading *reading, const char *text)
{
	struct yaml_input config = input_of(
		"title: T\ntaxonomies: {topics: {values: {risk: Risk, exit: "
		"Exit}}, tiers: {values: {gold: Gold}}}");

	*reading = (struct reading){.arena = ARENA_INIT, .diags = DIAGS_INIT};
	ck_assert(config_read(&reading->config, &config, NULL, &reading->arena,
		&reading->diags));
	reading->value = read_yaml(reading, text);
	front_read(&reading->front, &reading->value, &reading->config,
		&reading->arena, &reading->diags);
}

static void reading_release(struct reading *reading)
{
	diags_release(&reading->diags);
	arena_release(&reading->arena);
}

START_TEST(test_fields)
{
	struct reading reading;
	const struct front *front = &reading.front;
	const struct page_level *level;
	const struct review *reviews;

	read_front(&reading,
		"title: Exit\nstatus: superseded\nowner: lead\nweight: -3\n"
		"draft: true\ntoc: false\nslug: x\naliases: /old\n"
		"old_paths: [/a, /b]\nlastmod: 2026-01-02\n"
		"factors: [mutuality/608]\nlevel: {608: 25-50, 609: 0 - 100}\n"
		"reviews: [{on: 2025-01-06, outcome: confirmed}, {on: "
		"2026-01-06, by: lead, outcome: changed}]\n"
		"consultation: {opens: 2026-01-01, closes: 2026-02-01}\n"
		"versions: [{version: '1.0', date: 2026-01}]\n"
		"search: {exclude: true}\nsource: [pid, tor]\n"
		"benefit: {kind: cash, value: 1e3, period: year}\n"
		"quiz: [{question: Q, options: [a, b], answer: 2}]\n");
	check_diags(&reading.diags, "", "fields");
	check_view(front->title, STR("Exit"), "title");
	ck_assert_int_eq(front->status, STATUS_SUPERSEDED);
	ck_assert_int_eq(front->weight.n, -3);
	ck_assert(front->draft && front->no_toc && front->search->exclude);
	ck_assert_uint_eq(front->aliases.len, 1);
	ck_assert_uint_eq(front->old_paths.len, 2);
	ck_assert_uint_eq(front->documents.len, 2);
	ck_assert_uint_eq(front->levels.len, 2);
	level = front->levels.items;
	check_view(level[0].factor, STR("608"), "level");
	ck_assert_int_eq(level[0].from, 25);
	ck_assert_int_eq(level[1].to, 100);
	reviews = front->reviews.items;
	ck_assert_int_eq(reviews[0].outcome, OUTCOME_CONFIRMED);
	ck_assert_int_eq(reviews[1].outcome, OUTCOME_CHANGED);
	ck_assert_int_eq(front->consultation->closes.month, 2);
	ck_assert_int_eq(
		((struct version *)front->versions.items)->date.day, 0);
	ck_assert_int_eq(front->benefit->value.n.exponent, 3);
	ck_assert_int_eq(((struct quiz *)front->quiz.items)->answer.n, 2);
	reading_release(&reading);
}
END_TEST

START_TEST(test_defaults)
{
	struct reading reading;
	const struct front *front = &reading.front;

	read_front(&reading, "title: Exit\nlevel: intermediate\ntoc: true");
	ck_assert_int_eq(front->status, STATUS_NONE);
	ck_assert(!front->draft && !front->no_toc);
	ck_assert_ptr_null(front->consultation);
	ck_assert_ptr_null(front->search);
	ck_assert(!front->weight.set);
	ck_assert(!date_is_set(front->date));
	ck_assert_uint_eq(front->levels.len, 0);
	check_view(front->course_level, STR("intermediate"), "course level");
	reading_release(&reading);
}
END_TEST

START_TEST(test_faults)
{
	static const struct {
		const char *text, *codes;
	} rows[] = {
		{"owner: x", "206@2:1"},
		{"title: ''", "206@2:1"},
		{"title: T\nunknown: x", "205@3:1"},
		{"title: T\nstatus: drafty", "209@3:9"},
		{"title: T\nlast_reviewed_on: 2026-02-30", "208@3:19"},
		{"title: T\nlast_reviewed_on: 2026-02", "208@3:19"},
		{"title: T\nreview_in: often", "207@3:12"},
		{"title: T\nreviews: [{on: 2026-01-01}]", "206@3:11"},
		{"title: T\nconsultation: open", "207@3:15"},
		{"title: T\ndraft: yes", "207@3:8"},
		{"title: T\ntoc: no", "207@3:6"},
		{"title: T\nlevel: {608: 50-25}", "207@3:14"},
		{"title: T\nlevel: {608: 50}", "207@3:14"},
		{"title: T\nlevel: {608: 25-25}", "207@3:14"},
		{"title: T\nlevel: {608: [25, 50]}", "207@3:14"},
		{"title: T\nlevel: {608: 25-1001}", "207@3:14"},
		{"title: T\nlevel: [608]", "207@3:8"},
		{"title: T\ntopics: riks", "213@3:9"},
		{"title: T\ntopics: [risk, ~, riks, exit]", "213@3:19"},
		{"title: T\ntopics: [{a: b}, riks]", "207@3:10 213@3:18"},
		{"title: T\ntopics: ''", "213@3:9"},
		{"title: T\nsectors: leisure", "205@3:1"},
		{"title: T\nbenefit: {value: 3}", "206@3:10"},
		{"title: T\nquiz: [{question: Q, options: [a], answer: 0}]",
			"210@3:44"},
	};

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		struct reading reading;

		read_front(&reading, rows[i].text);
		check_diags(&reading.diags, rows[i].codes, rows[i].text);
		ck_assert(!reading.front.no_toc && !reading.front.draft);
		reading_release(&reading);
	}
}
END_TEST

START_TEST(test_taxa)
{
	struct reading reading;
	const struct page_taxa *of;
	const struct taxon *const *taxa;

	read_front(&reading,
		"tiers: gold\ntitle: T\ntopics: [exit, risk, exit, exit]\n");
	check_diags(&reading.diags, "", "taxa");
	ck_assert_uint_eq(reading.front.taxa.len, 2);
	of = reading.front.taxa.items;
	check_view(of[0].taxonomy->id, STR("tiers"), "first");
	ck_assert_uint_eq(of[0].taxa.len, 1);
	ck_assert_uint_eq(of[1].taxa.len, 2);
	taxa = of[1].taxa.items;
	check_view(taxa[0]->id, STR("exit"), "first value");
	check_view(taxa[1]->title, STR("Risk"), "second value");
	reading_release(&reading);
}
END_TEST

START_TEST(test_review_due)
{
	static const struct {
		const char *text, *due; /* "": not set */
	} rows[] = {
		{"title: T", ""},
		{"title: T\nlast_reviewed_on: 2026-08-31", ""},
		{"title: T\nreview_in: 6 months", ""},
		{"title: T\nlast_reviewed_on: 2026-08-31\nreview_in: 6 months",
			"2027-02-28"},
		{"title: T\nreview_by: 2026-05-05\nlast_reviewed_on: "
		 "2026-01-01\nreview_in: 1 year",
			"2026-05-05"},
		{"title: T\nreview_in: 1 year\nlast_reviewed_on: 2025-01-01\n"
		 "reviews: [{on: 2026-02-02, outcome: confirmed}, {on: "
		 "2024-01-01, outcome: changed}]",
			"2027-02-02"},
		{"title: T\nreview_in: 1 year\nlast_reviewed_on: 2026-03-03\n"
		 "reviews: {on: 2026-02-02, outcome: confirmed}",
			"2027-03-03"},
	};
	struct buf out = BUF_INIT(100);

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		struct reading reading;
		struct date due;

		read_front(&reading, rows[i].text);
		due = front_review_due(&reading.front);
		if (date_is_set(due))
			date_put_iso(&out, due);
		check_buf(&out, rows[i].due, rows[i].text);
		reading_release(&reading);
	}
	buf_release(&out);
}
END_TEST

UNITS_SUITE(model_front, test_split, test_fields, test_defaults, test_faults,
	test_taxa, test_review_due)
