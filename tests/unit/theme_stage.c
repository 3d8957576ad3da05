#include "unit/theme_stage.h"

const struct source theme_stage_source = {STR_INIT("t.mustache")};

void theme_stage_init(struct theme_stage *stage)
{
	static struct html_slot slot = {.kind = HTML_LINK_OPEN,
		.offset = 3,
		.path = STR_INIT("a/c.html")};
	static const struct html html = {
		.text = STR_INIT("<b>x</b>"), .slots = &slot, .slot_count = 1};
	static const struct {
		const char *name, *text;
	} texts[] = {
		{"text", "<a href='x'>&\"</a>"},
		{"js", "javascript:alert(1)"},
		{"spaced", " \tjavascript:alert(1)"},
		{"colon", ":alert(1)"},
		{"host", "//example.org"},
		{"web", "https://example.org/?a&b"},
		{"mail", "mailto:a@example.org"},
		{"plain", "c.html"},
		{"fragment", "#x"},
		{"blank", ""},
		{"name", "leaf"},
		{"self", "loop"},
	};
	struct arena *arena = &stage->arena;
	struct value_map map = {0}, inner = {0};
	struct value_items list = {0}, none = {0};

	*stage = (struct theme_stage){.out = BUF_INIT(1 << 20)};
	stage->set.arena = arena;
	stage->set.diags = &stage->diags;
	for (size_t i = 0; i < UNITS_LEN(texts); i++)
		value_put(&map, arena, texts[i].name,
			value_string(str_of(texts[i].text)));
	value_put(&map, arena, "url", value_url(STR("a/c.html")));
	value_put(&map, arena, "html", value_html(&html));
	value_put(&map, arena, "zero", value_int(0));
	value_put(&map, arena, "yes", value_bool(true));
	value_put(&map, arena, "no", value_bool(false));
	value_put(&map, arena, "null", value_null);
	value_put(&inner, arena, "text", value_string(STR("in")));
	value_put(&inner, arena, "deep", value_of_map(&inner));
	value_push(&list, arena, value_int(1));
	value_push(&list, arena, value_of_map(&inner));
	value_put(&map, arena, "list", value_of_list(&list));
	value_put(&map, arena, "none", value_of_list(&none));
	value_put(&map, arena, "map", value_of_map(&inner));
	stage->context = value_of_map(&map);
}

void theme_stage_release(struct theme_stage *stage)
{
	diags_release(&stage->diags);
	arena_release(&stage->arena);
	buf_release(&stage->out);
}

bool theme_stage_add(
	struct theme_stage *stage, const char *name, const char *text)
{
	return template_add(
		&stage->set, str_of(name), &theme_stage_source, str_of(text));
}

bool theme_stage_render(struct theme_stage *stage, const char *name)
{
	struct template_render render = {.out = &stage->out,
		.context = &stage->context,
		.target = {.page = STR("a/b.html")},
		.diags = &stage->diags};

	buf_clear(&stage->out);
	return template_render(&stage->set, str_of(name), &render);
}
