/* Markdown of any shape is rendered within its limits, or refused. */

#include <stdlib.h>

#include "base/utf8.h"
#include "fuzz/fuzz.h"
#include "model/config.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct source source = {STR_INIT("fuzz.md")};
	static const struct term words[] = {
		{STR_INIT("SRO"), STR_INIT("officer"), STR_INIT("sro"), 0,
			true},
		{STR_INIT("critical friend"), STR_INIT("friend"),
			STR_INIT("cf"), 1, false},
	};
	struct limits limits = config_default_limits();
	struct markdown_workspace space;
	struct markdown_body body;
	struct arena arena = ARENA_INIT;
	struct diags diags = DIAGS_INIT;
	struct terms terms = terms_index(&arena, words, 2);
	struct markdown_input input = {.source = &source,
		.text = str_make((const char *)data, size),
		.first_line = 1,
		.limits = &limits.markdown,
		.terms = &terms,
		.glossary = STR("glossary.html")};

	if (utf8_check(input.text) == size &&
		utf8_find_forbidden(input.text) == size) {
		struct buf out = BUF_INIT(BUF_LARGE);
		struct html_target target = {.page = STR("a/b.html")};

		markdown_start();
		markdown_workspace_init(&space);
		if (markdown_render(&input, &space, &arena, &diags, &body))
			html_print(&out, &body.html, &target);
		if (str_find(buf_str(&out), STR("<script"), 0) < out.len)
			abort();
		buf_release(&out);
		markdown_workspace_release(&space);
	}
	diags_release(&diags);
	arena_release(&arena);
	return 0;
}
