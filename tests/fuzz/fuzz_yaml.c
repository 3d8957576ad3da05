/* YAML of any shape is read or refused, and its values can be written. */

#include "base/utf8.h"
#include "data/json.h"
#include "data/yaml.h"
#include "fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct source source = {STR_INIT("fuzz.yml")};
	struct yaml_input input = {.source = &source,
		.text = str_make((const char *)data, size),
		.first_line = 1,
		.limits = {.scalar = 1 << 16, .depth = 32}};
	struct arena arena = ARENA_INIT;
	struct diags diags = DIAGS_INIT;
	struct buf out = BUF_INIT(1 << 20);
	struct value value;

	if (utf8_check(input.text) < size)
		return 0;
	yaml_read(&input, &arena, &diags, &value);
	value = yaml_core_types(&arena, &value);
	json_put(&out, &value, &(struct json_options){.pretty = true});
	buf_release(&out);
	diags_release(&diags);
	arena_release(&arena);
	return 0;
}
