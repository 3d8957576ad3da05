/*
 * floor_yaml FILE…: what reading records cannot do without: each file is read
 * and taken apart by libyaml, and nothing is made of it.
 */

#include <stdio.h>
#include <yaml.h>

static int parse(FILE *file)
{
	yaml_parser_t parser;
	yaml_event_t event;
	int more = 1, ok = 1;

	if (!yaml_parser_initialize(&parser))
		return 0;
	yaml_parser_set_input_file(&parser, file);
	while (more && ok) {
		ok = yaml_parser_parse(&parser, &event);
		more = ok && event.type != YAML_STREAM_END_EVENT;
		if (ok)
			yaml_event_delete(&event);
	}
	yaml_parser_delete(&parser);
	return ok;
}

int main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		FILE *file = fopen(argv[i], "rb");

		if (!file || !parse(file)) {
			fprintf(stderr, "floor_yaml: %s\n", argv[i]);
			return 1;
		}
		fclose(file);
	}
	return 0;
}
