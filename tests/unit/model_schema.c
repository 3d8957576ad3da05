#include "unit/units.h"

#include <stddef.h>
#include <string.h>

#include "data/json.h"
#include "data/yaml.h"
#include "model/schema.h"

static const struct source file = {STR_INIT("x.yml")};

struct part {
	const struct value *source;
	struct str id;
	struct str owner;
	struct maybe_int n;
};

struct thing {
	const struct value *source;
	struct str id;
	bool flag;
	struct maybe_int count, year;
	struct maybe_number value;
	struct date day, month;
	struct period every;
	int level;
	struct str role;
	struct list tags, dates, parts;
	struct part *part;
	struct str custom;
	size_t extras;
};

static const struct choice levels[] = {
	{"high", "High"}, {"medium", "Medium"}, {"low", "Low"}, {NULL, NULL}};

static const struct field part_fields[] = {
	FIELD(struct part, id, TEXT, .required = true),
	FIELD(struct part, owner, TEXT, .ref = REF_ROLE),
	FIELD(struct part, n, INT, .min = 1, .max = 3),
};

static const struct schema part_schema =
	SCHEMA("a part", struct part, part_fields);

static void read_custom(const struct schema_input *in,
	const struct field *field, const struct value *value, void *slot)
{
	if (schema_expect_map(in, field, value))
		*(struct str *)slot =
			arena_printf(in->arena, "%zu keys", value->map.len);
}

static struct value show_custom(
	const struct schema_output *out, const void *slot)
{
	(void)out;
	return value_string(*(const struct str *)slot);
}

static const struct field thing_fields[] = {
	FIELD(struct thing, id, TEXT, .required = true),
	FIELD(struct thing, flag, BOOL),
	FIELD(struct thing, count, INT),
	FIELD(struct thing, year, INT, .min = -5, .max = 5),
	FIELD(struct thing, value, NUMBER),
	FIELD(struct thing, day, DAY),
	FIELD(struct thing, month, MONTH),
	FIELD(struct thing, every, PERIOD),
	FIELD(struct thing, level, CHOICE, .choices = levels),
	FIELD(struct thing, role, TEXT, .ref = REF_ROLE),
	FIELD(struct thing, tags, TEXT, .list = true, .ref = REF_GROUP),
	FIELD(struct thing, dates, DAY, .list = true),
	FIELD(struct thing, parts, OBJECT, .list = true,
		.schema = &part_schema),
	FIELD(struct thing, part, OBJECT, .schema = &part_schema),
	FIELD(struct thing, custom, CUSTOM, .read = read_custom,
		.show = show_custom),
};

static const struct schema thing_schema =
	SCHEMA("a thing", struct thing, thing_fields);

static bool take_extra(
	const struct schema_input *in, const struct pair *pair, void *object)
{
	(void)in;
	((struct thing *)object)->extras++;
	return str_starts(pair->key, STR("x-"));
}

struct reading {
	struct arena arena;
	struct diags diags;
	struct value value;
	struct thing thing;
	bool ok;
};

static void read_thing(struct reading *reading, const char *text)
{
	struct yaml_input yaml = {.source = &file,
		.text = str_of(text),
		.first_line = 1,
		.limits = {.scalar = 1000, .depth = 10}};
	struct schema_input in = {.arena = &reading->arena,
		.diags = &reading->diags,
		.extra = take_extra};

	*reading = (struct reading){.arena = ARENA_INIT, .diags = DIAGS_INIT};
	ck_assert_msg(yaml_read(&yaml, &reading->arena, &reading->diags,
			      &reading->value),
		"%s", text);
	reading->ok = schema_read(
		&in, &thing_schema, &reading->value, &reading->thing);
}

static void reading_release(struct reading *reading)
{
	diags_release(&reading->diags);
	arena_release(&reading->arena);
}

static void put_thing(struct reading *reading, struct buf *out)
{
	struct schema_output output = {.arena = &reading->arena};
	struct value shown =
		schema_show(&output, &thing_schema, &reading->thing);

	json_put(out, &shown, &(struct json_options){.skip_null = true});
}

/* What is read, and shown again; before and behind the lists. */
START_TEST(test_types)
{
	static const struct {
		const char *text, *before, *behind;
	} rows[] = {
		{"id: 001", "", ""},
		{"id: a\nflag: true", "", ""},
		{"id: a\nflag: 'false'", "", ""},
		{"id: a\ncount: 0", ",\"count\":0", ""},
		{"id: a\ncount: 1000000000000", ",\"count\":1000000000000", ""},
		{"id: a\ncount: 4.0\nyear: -5", ",\"count\":4,\"year\":-5", ""},
		{"id: a\nvalue: 4.2e6", ",\"value\":4200000", ""},
		{"id: a\nday: 2026-03-04\nmonth: 2026-03",
			",\"day\":{\"iso\":\"2026-03-04\",\"text\":\"4 March "
			"2026\"},\"month\":{\"iso\":\"2026-03\",\"text\":"
			"\"March 2026\"}",
			""},
		{"id: a\nmonth: 2026-03-04\nevery: 12 months",
			",\"month\":{\"iso\":\"2026-03-04\",\"text\":\"4 March "
			"2026\"},\"every\":\"1 year\"",
			""},
		{"id: a\nevery: 1 day", ",\"every\":\"1 day\"", ""},
		{"id: a\nevery: 18 months", ",\"every\":\"18 months\"", ""},
		{"id: a\nlevel: low",
			",\"level\":{\"id\":\"low\",\"title\":\"Low\"}", ""},
		{"id: a\nrole: b", ",\"role\":\"b\"", ""},
		{"id: a\nrole: ~\ncount: \nday: null\npart: \ncustom: ", "",
			""},
		{"id: a\npart: {id: p, n: 3}", "",
			",\"part\":{\"id\":\"p\",\"n\":3}"},
		{"id: a\ncustom: {b: 1, c: 2}", "", ",\"custom\":\"2 keys\""},
		{"id: a\nx-any: {b: 1}", "", ""},
	};
	struct buf out = BUF_INIT(10000), want = BUF_INIT(10000);

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		const char *text = rows[i].text;
		struct reading reading;

		read_thing(&reading, text);
		ck_assert(reading.ok);
		check_diags(&reading.diags, "", text);
		put_thing(&reading, &out);
		buf_printf(&want, "{\"id\":\"%s\",\"flag\":%s%s",
			i ? "a" : "001", i == 1 ? "true" : "false",
			rows[i].before);
		buf_puts(&want,
			",\"tags\":[],\"has_tags\":false,\"dates\":[],"
			"\"has_dates\":false,\"parts\":[],\"has_parts\":false");
		buf_printf(&want, "%s%s}", rows[i].behind,
			i == 15 ? "" : ",\"custom\":\"\"");
		check_view(buf_str(&out), buf_str(&want), text);
		buf_clear(&out);
		buf_clear(&want);
		reading_release(&reading);
	}
	buf_release(&out);
	buf_release(&want);
}
END_TEST

START_TEST(test_lists)
{
	static const struct {
		const char *text;
		size_t tags, dates, parts;
		const char *codes;
	} rows[] = {
		{"id: a", 0, 0, 0, ""},
		{"id: a\ntags: []\ndates: []\nparts: []", 0, 0, 0, ""},
		{"id: a\ntags: b\ndates: 2026-03-14\nparts: {id: p}", 1, 1, 1,
			""},
		{"id: a\ntags: [b, c]\nparts: [{id: p}, {id: q}]", 2, 0, 2, ""},
		{"id: a\ntags: [b, ~, c, '']", 3, 0, 0, ""},
		{"id: a\ndates: [2026-03-14, Oct 17, 2026-03-15]", 0, 2, 0,
			"208@2:21"},
		{"id: a\nparts: [{id: p}, q, {id: r}]", 0, 0, 2, "207@2:18"},
		{"id: a\nparts: [{id: p, n: 9}, {n: 1}]", 0, 0, 2,
			"210@2:20 206@2:24"},
		{"id: a\ntags: [{b: c}, [d], e]", 1, 0, 0, "207@2:8 207@2:16"},
	};

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		struct reading reading;

		read_thing(&reading, rows[i].text);
		check_int(reading.thing.tags.len, rows[i].tags, rows[i].text);
		check_int(reading.thing.dates.len, rows[i].dates, rows[i].text);
		check_int(reading.thing.parts.len, rows[i].parts, rows[i].text);
		check_diags(&reading.diags, rows[i].codes, rows[i].text);
		reading_release(&reading);
	}
}
END_TEST

/* Each fault where it is, the value left out, the rest read. */
START_TEST(test_faults)
{
	static const struct {
		const char *text, *codes;
	} rows[] = {
		{"flag: false", "206@1:1"},
		{"id: ~", "206@1:1"},
		{"id: ''", "206@1:1"},
		{"id: [a]", "207@1:5"},
		{"id: {a: b}", "207@1:5"},
		{"id: a\nflag: yes", "207@2:7"},
		{"id: a\nflag: True", "207@2:7"},
		{"id: a\ncount: many", "207@2:8"},
		{"id: a\ncount: 1.5", "207@2:8"},
		{"id: a\ncount: -1", "210@2:8"},
		{"id: a\ncount: 1000000000001", "210@2:8"},
		{"id: a\ncount: 99999999999999999999", "207@2:8"},
		{"id: a\ncount: 2026-03-14", "207@2:8"},
		{"id: a\nyear: 6", "210@2:7"},
		{"id: a\nyear: -6", "210@2:7"},
		{"id: a\nvalue: 4,2", "207@2:8"},
		{"id: a\nday: 2026-03", "208@2:6"},
		{"id: a\nday: 2026-02-30", "208@2:6"},
		{"id: a\nmonth: 2026-13", "208@2:8"},
		{"id: a\nmonth: March", "208@2:8"},
		{"id: a\nevery: often", "207@2:8"},
		{"id: a\nlevel: hihg", "209@2:8"},
		{"id: a\nlevel: High", "209@2:8"},
		{"id: a\npart: b", "207@2:7"},
		{"id: a\npart: [{id: b}]", "207@2:7"},
		{"id: a\npart: {id: b, x-c: 1}", "205@2:15"},
		{"id: a\ncustom: b", "207@2:9"},
		{"id: a\nuonct: 1", "205@2:1"},
		{"id: a\nsource: b", "205@2:1"},
		{"flag: 1\ncount: b\nday: c",
			"207@1:7 207@2:8 208@3:6 206@1:1"},
	};

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		struct reading reading;

		read_thing(&reading, rows[i].text);
		ck_assert(reading.ok);
		check_diags(&reading.diags, rows[i].codes, rows[i].text);
		ck_assert(!reading.thing.count.set);
		ck_assert(!reading.thing.year.set);
		ck_assert(!reading.thing.flag);
		ck_assert(!date_is_set(reading.thing.day));
		ck_assert(!date_is_set(reading.thing.month));
		ck_assert_int_eq(reading.thing.level, 0);
		reading_release(&reading);
	}
}
END_TEST

START_TEST(test_hints)
{
	static const char *const rows[][2] = {
		{"id: a\nuont: 1", "did you mean \"count\"?"},
		{"id: a\nzzzzzzz: 1", ""},
		{"id: a\nlevel: hihg", "did you mean \"high\"?"},
		{"id: a\nflag: yes", "write true or false"},
	};

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		struct reading reading;

		read_thing(&reading, rows[i][0]);
		check_view(reading.diags.list.items[0].hint, str_of(rows[i][1]),
			rows[i][0]);
		reading_release(&reading);
	}
}
END_TEST

/* A wrong value is quoted in part, never within a character. */
START_TEST(test_long_values)
{
	struct buf text = BUF_INIT(1000);
	struct reading reading;
	struct str message;

	buf_puts(&text, "id: a\ncount: x");
	for (int i = 0; i < 100; i++)
		buf_puts(&text, "\xC3\xA9");
	buf_putc(&text, '\0');
	read_thing(&reading, text.ptr);
	message = reading.diags.list.items[0].message;
	ck_assert_uint_lt(message.len, 120);
	ck_assert_uint_lt(str_find(message, STR("\xC3\xA9\""), 0), message.len);
	reading_release(&reading);
	buf_release(&text);
}
END_TEST

START_TEST(test_no_map)
{
	static const char *const rows[] = {"", "a", "[a]", "~"};

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		struct reading reading;

		read_thing(&reading, rows[i]);
		check_int(reading.ok, false, rows[i]);
		check_diags(&reading.diags, "", rows[i]);
		reading_release(&reading);
	}
}
END_TEST

START_TEST(test_extra_keys)
{
	struct reading reading;

	read_thing(&reading, "id: a\nx-b: 1\nx-c: 2\nother: 3");
	ck_assert_uint_eq(reading.thing.extras, 3);
	check_diags(&reading.diags, "205@4:1", "extra");
	reading_release(&reading);
}
END_TEST

static void note_ref(
	void *context, enum ref_kind kind, struct str id, struct place place)
{
	buf_printf(context, "%d:%.*s@%u:%u ", (int)kind, STR_ARG(id),
		place.line, place.col);
}

START_TEST(test_refs)
{
	struct buf found = BUF_INIT(1000), want = BUF_INIT(1000);
	struct reading reading;

	read_thing(&reading,
		"id: a\nrole: r1\ntags: [g1, g2]\npart: {id: p, owner: r2}\n"
		"parts:\n  - {id: q, owner: r3}\n  - id: s\n    owner: r4\n");
	schema_each_ref(&thing_schema, &reading.thing, note_ref, &found);
	buf_printf(&want,
		"%d:r1@2:7 %d:g1@3:8 %d:g2@3:12 %d:r3@6:20 %d:r4@8:12 "
		"%d:r2@4:22 ",
		REF_ROLE, REF_GROUP, REF_GROUP, REF_ROLE, REF_ROLE, REF_ROLE);
	check_view(buf_str(&found), buf_str(&want), "refs");
	buf_release(&found);
	buf_release(&want);
	reading_release(&reading);
}
END_TEST

static const struct value *resolve(
	void *context, enum ref_kind kind, struct str id)
{
	return kind == REF_ROLE && str_eq(id, STR("known")) ? context : NULL;
}

START_TEST(test_resolved)
{
	struct value stands = value_string(STR("A role"));
	struct reading reading;
	struct schema_output out = {.arena = &reading.arena,
		.resolve = resolve,
		.context = &stands};
	struct value shown;

	read_thing(&reading, "id: known\nrole: known\ntags: [known]");
	shown = schema_show(&out, &thing_schema, &reading.thing);
	check_view(value_get(&shown, STR("role"))->text, STR("A role"), "role");
	check_view(value_get(&shown, STR("id"))->text, STR("known"), "id");
	check_view(value_get(&shown, STR("tags"))->list.items[0].text,
		STR("known"), "group");
	ck_assert(value_get(&shown, STR("has_tags"))->truth);
	ck_assert(!value_get(&shown, STR("has_parts"))->truth);
	ck_assert_int_eq(value_get(&shown, STR("part"))->kind, VALUE_NULL);
	reading_release(&reading);
}
END_TEST

START_TEST(test_places)
{
	struct reading reading;
	struct place place;

	read_thing(&reading, "id: a\nday:  2026-03-14");
	place = schema_place(&reading.thing, "day");
	ck_assert_uint_eq(place.line, 2);
	ck_assert_uint_eq(place.col, 7);
	place = schema_place(&reading.thing, "month");
	ck_assert_uint_eq(place.line, 1);
	ck_assert_ptr_eq(place.source, &file);
	reading_release(&reading);
}
END_TEST

START_TEST(test_choices)
{
	ck_assert_int_eq(choice_of(levels, STR("medium")), 2);
	ck_assert_int_eq(choice_of(levels, STR("Medium")), 0);
	ck_assert_int_eq(choice_of(levels, STR("")), 0);
	check_view(choice_name(levels, 3), STR("low"), "name");
	check_view(choice_title(levels, 1), STR("High"), "title");
	check_view(choice_title(levels, 0), STR(""), "none");
	check_view(choice_name(levels, 0), STR(""), "none");
}
END_TEST

UNITS_SUITE(model_schema, test_types, test_lists, test_faults, test_hints,
	test_long_values, test_no_map, test_extra_keys, test_refs,
	test_resolved, test_places, test_choices)
