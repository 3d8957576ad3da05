#include "unit/units.h"

#include <string.h>

#include "base/utf8.h"
#include "data/json.h"
#include "data/yaml.h"

static const struct source file = {STR_INIT("x.yml")};

enum { SCALAR_MAX = 40, DEPTH_MAX = 5 };

static struct yaml_input input_of(struct str text)
{
	return (struct yaml_input){.source = &file,
		.text = text,
		.first_line = 1,
		.limits = {.scalar = SCALAR_MAX, .depth = DEPTH_MAX}};
}

static void check_json(
	const struct value *value, const char *want, const char *row)
{
	struct buf out = BUF_INIT(BUF_LARGE);

	json_put(&out, value, &(struct json_options){0});
	check_buf(&out, want, row);
	buf_release(&out);
}

/* Read TEXT: whether it can be used, what it is, what is wrong with it. */
static void check_yaml(
	const char *text, bool ok, const char *json, const char *codes)
{
	struct yaml_input input = input_of(str_of(text));
	struct arena arena = ARENA_INIT;
	struct diags diags = DIAGS_INIT;
	struct value value;

	check_int(yaml_read(&input, &arena, &diags, &value), ok, text);
	if (json)
		check_json(&value, json, text);
	check_diags(&diags, codes, text);
	diags_release(&diags);
	arena_release(&arena);
}

START_TEST(test_good)
{
	static const char *const rows[][2] = {
		{"", "null"},
		{"# nothing\n", "null"},
		{"a", "\"a\""},
		{"a: 1", "{\"a\":\"1\"}"},
		{"a: 001\nb: no\nc: 12:30\n",
			"{\"a\":\"001\",\"b\":\"no\",\"c\":\"12:30\"}"},
		{"- a\n- [b, {c: d}]\n- ''\n-\n",
			"[\"a\",[\"b\",{\"c\":\"d\"}],\"\",\"\"]"},
		{"{}", "{}"},
		{"[]", "[]"},
		{"b: 1\na: 2\n", "{\"b\":\"1\",\"a\":\"2\"}"},
		{"\"\": x", "{\"\":\"x\"}"},
		{"a: |\n  b\n  c\n", "{\"a\":\"b\\nc\\n\"}"},
		{"a: >-\n  b\n  c\n", "{\"a\":\"b c\"}"},
		{"a: \"\\u00e9\\t\"", "{\"a\":\"\xC3\xA9\\t\"}"},
		{"---\na: 1\n", "{\"a\":\"1\"}"},
		{"a: 1\n...\n", "{\"a\":\"1\"}"},
		{"\"<<\": x", "{\"<<\":\"x\"}"},
		{"1: a", "{\"1\":\"a\"}"},
		{"~: a", "{\"~\":\"a\"}"},
	};

	for (size_t i = 0; i < UNITS_LEN(rows); i++)
		check_yaml(rows[i][0], true, rows[i][1], "");
}
END_TEST

/* Whatever is wrong is said, at its place, and the rest is kept. */
START_TEST(test_refused)
{
	static const struct {
		const char *text;
		bool ok;
		const char *json; /* NULL: it does not matter */
		const char *codes;
	} rows[] = {
		{"a: 1\nb: 2\na: 3\n", true, "{\"a\":\"1\",\"b\":\"2\"}",
			"202@3:1"},
		{"a: 1\n'a': 3\n", true, "{\"a\":\"1\"}", "202@2:1"},
		{"a: 1\n\xC3\xA9: {b: 1, b: 2}\n", true, NULL, "202@2:11"},
		{"a: &x 1\n", false, "{\"a\":\"1\"}", "203@1:4"},
		{"a: *x\nb: 1\n", false, "{\"a\":null,\"b\":\"1\"}", "203@1:4"},
		{"a: !str 1\n", false, "{\"a\":\"1\"}", "203@1:4"},
		{"a: !!int 1\n", false, "{\"a\":\"1\"}", "203@1:4"},
		{"a: &x {b: 1}\nc: !m [d]\n", false, NULL, "203@1:4 203@2:4"},
		{"<<: {a: 1}\nb: 2\n", true, "{\"b\":\"2\"}", "203@1:1"},
		{"%YAML 1.1\n---\na: 1\n", false, NULL, "203@1:1"},
		{"%TAG ! x\n---\na: 1\n", false, NULL, "203@1:1"},
		{"a: 1\n---\nb: 1\n", false, "{\"a\":\"1\"}", "203@2:1"},
		{"a: 1\n...\nb: 1\n", false, "{\"a\":\"1\"}", "201@3:1"},
		{"[a]: 1\nb: 2\n", false, "{\"b\":\"2\"}", "203@1:1"},
		{"{a: b}: 1\n", false, "{}", "203@1:1"},
		{"a: \"\\x00\"\n", true, NULL, "204@1:4"},
		{"a: \"\\u202e\"\n", true, NULL, "204@1:4"},
		{"a: [1\n", false, NULL, "201@2:1"},
		{"a: 'x\n", false, NULL, "201@2:1"},
		{"a:\tb\n", true, "{\"a\":\"b\"}", ""},
		{"a: b: c\n", false, NULL, "201@1:5"},
		{"a: 1\n b: 2\n", false, NULL, "201@2:3"},
		{"\tb: 2\n", false, NULL, "201@1:1"},
		{"@a", false, NULL, "201@1:1"},
		{"- a\nb: c\n", false, NULL, "201@2:1"},
	};

	for (size_t i = 0; i < UNITS_LEN(rows); i++)
		check_yaml(
			rows[i].text, rows[i].ok, rows[i].json, rows[i].codes);
}
END_TEST

START_TEST(test_places)
{
	struct yaml_input input =
		input_of(STR("\xC3\xA9: [x,\n  y]\n\"b\":  \n  c: z\n"));
	struct arena arena = ARENA_INIT;
	struct diags diags = DIAGS_INIT;
	const struct value *list, *map;
	struct value value;

	input.first_line = 10;
	ck_assert(yaml_read(&input, &arena, &diags, &value));
	ck_assert_uint_eq(value.place.line, 10);
	list = value_get(&value, STR("\xC3\xA9"));
	ck_assert_uint_eq(list->place.col, 4);
	ck_assert_uint_eq(list->list.items[1].place.line, 11);
	ck_assert_uint_eq(list->list.items[1].place.col, 3);
	map = value_get(&value, STR("b"));
	ck_assert_uint_eq(value_pair(&value, STR("b"))->place.line, 12);
	ck_assert_uint_eq(value_pair(&value, STR("b"))->place.col, 1);
	ck_assert_uint_eq(map->map.items[0].place.line, 13);
	ck_assert_uint_eq(map->map.items[0].place.col, 3);
	ck_assert_uint_eq(map->map.items[0].value.place.col, 6);
	ck_assert_ptr_eq(map->place.source, &file);
	arena_release(&arena);
	diags_release(&diags);
}
END_TEST

START_TEST(test_plain)
{
	struct yaml_input input =
		input_of(STR("[a, 'b', \"c\", ~, '~', null]"));
	static const bool is_plain[] = {true, false, false, true, false, true};
	static const bool is_null[] = {false, false, false, true, false, true};
	struct arena arena = ARENA_INIT;
	struct diags diags = DIAGS_INIT;
	struct value value;

	ck_assert(yaml_read(&input, &arena, &diags, &value));
	ck_assert_uint_eq(value.list.len, 6);
	for (size_t i = 0; i < 6; i++) {
		ck_assert_int_eq(value.list.items[i].plain, is_plain[i]);
		ck_assert_int_eq(
			yaml_is_null(&value.list.items[i]), is_null[i]);
	}
	ck_assert(yaml_is_null(&value_null));
	arena_release(&arena);
	diags_release(&diags);
}
END_TEST

START_TEST(test_limits)
{
	struct arena arena = ARENA_INIT;
	struct str text;

	for (int len = SCALAR_MAX - 1; len <= SCALAR_MAX + 1; len++) {
		text = arena_printf(&arena, "%0*d", len, 7);
		check_yaml(arena_printf(&arena, "a: %.*s\nb: 1", STR_ARG(text))
				   .ptr,
			true, NULL, len > SCALAR_MAX ? "241@1:4" : "");
	}
	check_yaml("[[[[[]]]]]", true, "[[[[[]]]]]", "");
	check_yaml("[[[[[[]]]]]]", false, NULL, "242@1:6");
	check_yaml("[[],[],[],[],[],[],[]]", true, NULL, "");
	check_yaml("{a: {a: {a: {a: {a: {a: 1}}}}}}", false, NULL, "242@1:21");
	arena_release(&arena);
}
END_TEST

/* Two of the same key are found in a map of any length, at any place. */
START_TEST(test_duplicates_in_long_maps)
{
	for (size_t n = 1; n <= 80; n++)
		for (size_t twin = 0; twin < n; twin += 1 + n / 7) {
			struct buf text = BUF_INIT(BUF_LARGE);
			struct arena arena = ARENA_INIT;
			struct diags diags = DIAGS_INIT;
			struct yaml_input input;
			struct value value;

			for (size_t i = 0; i < n; i++)
				buf_printf(&text, "k%zu: a\n", i);
			buf_printf(&text, "k%zu: b\nlast: c\nlast: d\n", twin);
			input = input_of(buf_str(&text));
			ck_assert(yaml_read(&input, &arena, &diags, &value));
			ck_assert_uint_eq(value.map.len, n + 1);
			ck_assert_uint_eq(diags.list.len, 2);
			ck_assert_uint_eq(
				diags.list.items[0].place.line, n + 1);
			ck_assert_uint_eq(
				diags.list.items[1].place.line, n + 3);
			ck_assert_uint_lt(
				str_find(diags.list.items[0].message,
					arena_printf(&arena, "%zu:1", twin + 1),
					0),
				diags.list.items[0].message.len);
			diags_release(&diags);
			arena_release(&arena);
			buf_release(&text);
		}
}
END_TEST

START_TEST(test_core_types)
{
	struct yaml_input input = input_of(
		STR("{a: 1, b: '1', c: true, d: \"true\", e: , f: null, "
		    "g: [0.50, x, ~], h: {i: -2e3}, j: yes, k: 0x1F}"));
	struct arena arena = ARENA_INIT;
	struct diags diags = DIAGS_INIT;
	struct value value, typed;

	ck_assert(yaml_read(&input, &arena, &diags, &value));
	typed = yaml_core_types(&arena, &value);
	check_json(&typed,
		"{\"a\":1,\"b\":\"1\",\"c\":true,\"d\":\"true\",\"e\":null,"
		"\"f\":null,\"g\":[0.5,\"x\",null],\"h\":{\"i\":-2000},"
		"\"j\":\"yes\",\"k\":\"0x1F\"}",
		"typed");
	arena_release(&arena);
	diags_release(&diags);
}
END_TEST

static const char *const seeds[] = {
	"title: Exit\nreviews:\n  - {on: 2025-01-06, outcome: confirmed}\n"
	"  - on: 2024-01-06\n    note: >\n      folded\n      text\n",
	"- {id: C-017, kpis: [{target: 90, unit: \"%\"}], value: 4.2e6}\n"
	"- id: \"001\"\n  text: |+\n    kept\n\n\n",
	"a: &b [*c, !d e, ? f : g]\n<<: *b\n%x\n---\n...\n'q': \"\\x41\\\n\"\n",
	"? - k\n: - v\n? |\n  block key\n: - one\n  - two\n# comment\n",
};

/* One change to a text: a byte, a piece gone, a piece said twice. */
static size_t mutate(uint64_t *seed, char *text, size_t len, size_t max)
{
	static const char odd[] = "{}[],:-?&*!|>'\"%@`#~ \n\t<.\\x\xC3\xA9\x80";
	size_t at = units_below(seed, len + 1);
	size_t n = units_below(seed, 12);

	if (n > len - at)
		n = len - at;
	switch (units_below(seed, 3)) {
	case 0:
		if (at < len)
			text[at] = odd[units_below(seed, sizeof odd)];
		return len;
	case 1:
		memmove(text + at, text + at + n, len - at - n);
		return len - n;
	default:
		if (len + n > max)
			return len;
		memmove(text + at + n, text + at, len - at);
		return len + n;
	}
}

/* Every string of VALUE is within the limits, and UTF-8 if TEXT was. */
static void check_bounds(const struct value *value, bool utf8, size_t depth)
{
	ck_assert_uint_le(depth, DEPTH_MAX);
	if (value->kind == VALUE_STRING) {
		ck_assert_uint_le(value->text.len, SCALAR_MAX);
		if (utf8)
			ck_assert_uint_eq(
				utf8_check(value->text), value->text.len);
	}
	if (value->kind == VALUE_LIST)
		for (size_t i = 0; i < value->list.len; i++)
			check_bounds(&value->list.items[i], utf8, depth + 1);
	if (value->kind == VALUE_MAP)
		for (size_t i = 0; i < value->map.len; i++)
			check_bounds(
				&value->map.items[i].value, utf8, depth + 1);
}

/* Whatever is read: no crash, within limits, and no failure unexplained. */
START_TEST(test_mutated)
{
	char text[600];
	uint64_t seed = 10;

	for (int i = 0; i < 30000; i++) {
		const char *from = seeds[units_below(&seed, UNITS_LEN(seeds))];
		size_t len = strlen(from);
		struct arena arena = ARENA_INIT;
		struct diags diags = DIAGS_INIT;
		struct yaml_input input;
		struct value value;
		bool utf8, ok;

		memcpy(text, from, len);
		for (size_t n = 1 + units_below(&seed, 8); n > 0; n--)
			len = mutate(&seed, text, len, sizeof text);
		input = input_of(str_make(text, len));
		utf8 = utf8_check(input.text) == len;
		ok = yaml_read(&input, &arena, &diags, &value);
		ck_assert(ok || diags.list.len);
		check_bounds(&value, utf8, 0);
		vec_each(const struct diag, diag, &diags.list)
			ck_assert_uint_ge(diag->place.line, 1);
		diags_release(&diags);
		arena_release(&arena);
	}
}
END_TEST

UNITS_SUITE(data_yaml, test_good, test_refused, test_places, test_plain,
	test_limits, test_duplicates_in_long_maps, test_core_types,
	test_mutated)
