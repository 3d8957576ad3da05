/*
 * A template of any shape is compiled or refused; one that passes the checks
 * of a theme prints no unescaped value.
 */

#include <stdlib.h>

#include "fuzz/fuzz.h"
#include "theme/template.h"

static void render(struct str text, bool lenient)
{
	static const struct source source = {STR_INIT("fuzz.mustache")};
	struct arena arena = ARENA_INIT;
	struct diags diags = DIAGS_INIT;
	struct buf out = BUF_INIT(1 << 20);
	struct template_set set = {
		.arena = &arena, .diags = &diags, .lenient = lenient};
	struct value_map map = {0};
	struct value_items list = {0};
	struct value context;

	value_push(&list, &arena, value_string(STR("<x&\"'>")));
	value_push(&list, &arena, value_int(-5));
	value_put(&map, &arena, "a", value_string(STR("<x&\"'>")));
	value_put(&map, &arena, "b", value_of_list(&list));
	value_put(&map, &arena, "c", value_bool(true));
	value_put(&map, &arena, "p", value_string(STR("p")));
	context = value_of_map(&map);
	if (template_add(&set, STR("p"), &source, text) &&
		(lenient || template_check(&set)))
		template_render(&set, STR("p"),
			&(struct template_render){.out = &out,
				.context = &context,
				.diags = &diags});
	if (!lenient && str_find(text, STR("<x"), 0) == text.len &&
		str_find(buf_str(&out), STR("<x&"), 0) < out.len)
		abort();
	buf_release(&out);
	diags_release(&diags);
	arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = str_make((const char *)data, size);

	render(text, false);
	render(text, true);
	return 0;
}
