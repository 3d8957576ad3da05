#include "unit/units.h"

#include "data/json.h"

static void check_json(const struct value *value,
	const struct json_options *options, const char *want)
{
	struct buf out = BUF_INIT(10000);

	json_put(&out, value, options);
	check_buf(&out, want, want);
	buf_release(&out);
}

START_TEST(test_scalars)
{
	struct html_slot slot = {.kind = HTML_LINK_OPEN,
		.offset = 3,
		.path = STR_INIT("a/c.html")};
	struct html html = {
		.text = STR_INIT("<p>x</p>"), .slots = &slot, .slot_count = 1};
	struct json_options options = {.target = {.page = STR("a/b.html")}};
	const struct {
		struct value value;
		const char *json;
	} rows[] = {
		{value_null, "null"},
		{value_bool(true), "true"},
		{value_bool(false), "false"},
		{value_int(-120), "-120"},
		{value_number((struct decimal){125, -2}), "1.25"},
		{value_string(STR("a\"\n</p>")), "\"a\\\"\\n<\\/p>\""},
		{value_url(STR("index.html")), "\"../index.html\""},
		{value_url(STR("a/R&D's.pdf")), "\"R%26D%27s.pdf\""},
		{value_html(&html), "\"<p><a href=\\\"c.html\\\">x<\\/p>\""},
	};

	for (size_t i = 0; i < UNITS_LEN(rows); i++)
		check_json(&rows[i].value, &options, rows[i].json);
}
END_TEST

START_TEST(test_containers)
{
	struct json_options plain = {0}, dense = {.skip_null = true},
			    pretty = {.pretty = true, .skip_null = true};
	struct arena arena = ARENA_INIT;
	struct value_items none = {0}, items = {0};
	struct value_map map = {0}, nulls = {0};
	struct value value;

	value_put(&nulls, &arena, "n", value_null);
	value_push(&items, &arena, value_int(1));
	value_push(&items, &arena, value_null);
	value_push(&items, &arena, value_of_map(&nulls));
	value_put(&map, &arena, "first", value_null);
	value_put(&map, &arena, "empty", value_of_list(&none));
	value_put(&map, &arena, "k\"", value_of_list(&items));
	value = value_of_map(&map);
	check_json(&value, &plain,
		"{\"first\":null,\"empty\":[],\"k\\\"\":[1,null,{\"n\":null}]"
		"}");
	check_json(&value, &dense, "{\"empty\":[],\"k\\\"\":[1,null,{}]}");
	check_json(&value, &pretty,
		"{\n  \"empty\": [],\n  \"k\\\"\": [\n    1,\n    null,\n"
		"    {}\n  ]\n}");
	arena_release(&arena);
}
END_TEST

UNITS_SUITE(data_json, test_scalars, test_containers)
