/* Front matter of any shape fills a struct front, or is complained of. */

#include "base/utf8.h"
#include "fuzz/fuzz.h"
#include "model/front.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct source source = {STR_INIT("fuzz.md")};
	struct str text = str_make((const char *)data, size);
	struct front_split split;
	struct arena arena = ARENA_INIT;
	struct diags diags = DIAGS_INIT;
	struct config config = {.limits = config_default_limits()};
	struct front front = {0};
	struct value map;

	if (utf8_check(text) < size)
		return 0;
	split = front_split(text);
	if (split.ends &&
		yaml_read(&(struct yaml_input){.source = &source,
				  .text = split.yaml,
				  .first_line = split.yaml_line,
				  .limits = config.limits.yaml},
			&arena, &diags, &map) &&
		map.kind == VALUE_MAP) {
		struct schema_output out = {.arena = &arena};

		front_read(&front, &map, &config, &arena, &diags);
		schema_show(&out, &front_schema, &front);
		front_review_due(&front);
	}
	diags_release(&diags);
	arena_release(&arena);
	return 0;
}
