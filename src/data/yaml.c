#include "data/yaml.h"

#include <yaml.h>
#include "base/map.h"
#include "base/utf8.h"

struct reader {
	const struct yaml_input *in;
	struct arena *arena;
	struct diags *diags;
	yaml_parser_t parser;
	size_t depth;
	bool refused; /* something that makes the text unusable */
};

static struct place place_at(const struct reader *reader, yaml_mark_t mark)
{
	return place_of(reader->in->source,
		(uint32_t)mark.line + reader->in->first_line,
		(uint32_t)mark.column + 1);
}

static void refuse(
	struct reader *reader, yaml_mark_t mark, size_t width, const char *what)
{
	diag_add(reader->diags, DIAG_YAML_FEATURE, place_at(reader, mark),
		width, str_of(what));
	reader->refused = true;
}

/* What most often is behind libyaml's words. */
static struct str hint_for(struct str problem)
{
	static const struct {
		struct str problem, hint;
	} hints[] = {
		{STR_INIT("mapping values are not allowed in this context"),
			STR_INIT("a text with a colon in it needs quotes")},
		{STR_INIT("found character that cannot start any token"),
			STR_INIT("a text that starts so needs quotes; indent "
				 "with spaces, not tabs")},
		{STR_INIT("found a tab character that violates indentation"),
			STR_INIT("indent with spaces")},
		{STR_INIT("did not find expected key"),
			STR_INIT("keys of one map start in the same column; "
				 "quotes go around the whole text")},
		{STR_INIT("did not find expected '-' indicator"),
			STR_INIT("items of one list start in the same "
				 "column")},
		{STR_INIT("did not find expected ',' or ']'"),
			STR_INIT("a list that [ starts needs its ]")},
		{STR_INIT("did not find expected ',' or '}'"),
			STR_INIT("a map that { starts needs its }")},
		{STR_INIT("did not find expected node content"),
			STR_INIT("a value is missing, or a list or map is "
				 "not closed")},
		{STR_INIT("found unexpected end of stream"),
			STR_INIT("a quote is opened and not closed")},
		{STR_INIT("could not find expected ':'"),
			STR_INIT("a key needs a colon and a space behind it")},
	};

	for (size_t i = 0; i < sizeof hints / sizeof *hints; i++)
		if (str_eq(hints[i].problem, problem))
			return hints[i].hint;
	return STR("");
}

/* libyaml puts the end of a text without a last line end a line further. */
static struct place place_of_problem(const struct reader *reader)
{
	struct str text = reader->in->text;
	size_t last = str_rchr(text, '\n');
	yaml_mark_t mark = reader->parser.problem_mark;

	last = last < text.len ? last + 1 : 0;
	if (!mark.line || mark.column || mark.index < utf8_len(text) ||
		last == text.len)
		return place_at(reader, mark);
	mark.line--;
	mark.column = utf8_len(str_from(text, last));
	return place_at(reader, mark);
}

/* libyaml's own words, with the line its context names if it is another. */
static void report_problem(struct reader *reader)
{
	const yaml_parser_t *parser = &reader->parser;
	yaml_mark_t mark = parser->problem_mark;
	struct str problem =
		str_of(parser->problem ? parser->problem : "it cannot be read");
	struct str context = STR("");

	if (parser->context && parser->context_mark.line != mark.line)
		context = arena_printf(reader->arena,
			", %s that starts at line %u", parser->context,
			(unsigned)parser->context_mark.line +
				reader->in->first_line);
	diag_add(reader->diags, DIAG_YAML_SYNTAX, place_of_problem(reader), 0,
		problem, context, hint_for(problem));
	reader->refused = true;
}

static bool next(struct reader *reader, yaml_event_t *event)
{
	if (yaml_parser_parse(&reader->parser, event))
		return true;
	if (reader->parser.error == YAML_MEMORY_ERROR)
		base_oom();
	report_problem(reader);
	return false;
}

static void check_properties(struct reader *reader, yaml_mark_t mark,
	const yaml_char_t *anchor, const yaml_char_t *tag)
{
	if (anchor)
		refuse(reader, mark, 1, "an anchor (&name)");
	if (tag)
		refuse(reader, mark, 1, "a tag (!name)");
}

static struct value read_scalar(
	struct reader *reader, const yaml_event_t *event)
{
	struct str text = str_make((const char *)event->data.scalar.value,
		event->data.scalar.length);
	struct value value = {.kind = VALUE_STRING,
		.plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE,
		.place = place_at(reader, event->start_mark)};

	check_properties(reader, event->start_mark, event->data.scalar.anchor,
		event->data.scalar.tag);
	if (text.len > reader->in->limits.scalar) {
		diag_add(reader->diags, DIAG_LIMIT_YAML_SCALAR, value.place, 1,
			arena_printf(reader->arena, "%zu",
				reader->in->limits.scalar));
		text.len = 0;
	}
	if (utf8_find_forbidden(text) < text.len)
		diag_add(reader->diags, DIAG_YAML_CONTROL, value.place, 1,
			DIAG_NONE);
	value.text = arena_dup(reader->arena, text);
	return value;
}

static bool read_value(
	struct reader *reader, const yaml_event_t *event, struct value *out);

static bool read_items(struct reader *reader, struct value *out)
{
	struct value_items items = {0};
	yaml_event_t event;

	for (;;) {
		struct value item;
		bool ok;

		if (!next(reader, &event))
			return false;
		if (event.type == YAML_SEQUENCE_END_EVENT)
			break;
		ok = read_value(reader, &event, &item);
		yaml_event_delete(&event);
		if (!ok)
			return false;
		value_push(&items, reader->arena, item);
	}
	yaml_event_delete(&event);
	out->kind = VALUE_LIST;
	out->list = (struct value_list){items.items, items.len};
	return true;
}

/* A map that is being read, with an index once it is long. */
struct growing_map {
	struct value_map map;
	struct map index; /* key → struct pair place, from INDEX_FROM keys on */
};

enum { INDEX_FROM = 32 };

static const struct place *find_twin(
	struct reader *reader, struct growing_map *map, const struct value *key)
{
	struct value so_far = value_of_map(&map->map);
	const struct pair *twin;

	if (map->map.len == INDEX_FROM)
		for (size_t i = 0; i < INDEX_FROM; i++) {
			struct place *place =
				arena_new(reader->arena, struct place);

			*place = map->map.items[i].place;
			map_add(&map->index, reader->arena,
				map->map.items[i].key, place);
		}
	if (map->map.len >= INDEX_FROM) {
		struct place *place = arena_new(reader->arena, struct place);

		*place = key->place;
		return map_add(&map->index, reader->arena, key->text, place);
	}
	twin = value_pair(&so_far, key->text);
	return twin ? &twin->place : NULL;
}

/* Whether KEY may be a key at all. */
static bool check_key(struct reader *reader, const struct value *key)
{
	if (key->kind != VALUE_STRING) {
		diag_add(reader->diags, DIAG_YAML_FEATURE, key->place, 1,
			STR("a key that is not text"));
		reader->refused = true;
		return false;
	}
	if (key->plain && str_eq(key->text, STR("<<"))) {
		diag_add(reader->diags, DIAG_YAML_FEATURE, key->place, 2,
			STR("a merge key (<<)"));
		return false;
	}
	return true;
}

static void add_pair(struct reader *reader, struct growing_map *map,
	const struct value *key, struct value value)
{
	const struct place *twin;

	if (!check_key(reader, key))
		return;
	twin = find_twin(reader, map, key);
	if (twin) {
		diag_add(reader->diags, DIAG_YAML_DUPLICATE, key->place,
			utf8_len(key->text), key->text,
			arena_printf(
				reader->arena, "%u:%u", twin->line, twin->col));
		return;
	}
	value_put_str(&map->map, reader->arena, key->text, value);
	map->map.items[map->map.len - 1].place = key->place;
}

static bool read_one(struct reader *reader, struct value *out)
{
	yaml_event_t event;
	bool ok;

	if (!next(reader, &event))
		return false;
	ok = read_value(reader, &event, out);
	yaml_event_delete(&event);
	return ok;
}

static bool read_pairs(struct reader *reader, struct value *out)
{
	struct growing_map map = {0};
	yaml_event_t event;

	for (;;) {
		struct value key, value;
		bool ok;

		if (!next(reader, &event))
			return false;
		if (event.type == YAML_MAPPING_END_EVENT)
			break;
		ok = read_value(reader, &event, &key);
		yaml_event_delete(&event);
		if (!ok || !read_one(reader, &value))
			return false;
		add_pair(reader, &map, &key, value);
	}
	yaml_event_delete(&event);
	out->kind = VALUE_MAP;
	out->map = (struct value_pairs){map.map.items, map.map.len};
	return true;
}

static bool read_container(
	struct reader *reader, const yaml_event_t *event, struct value *out)
{
	bool is_map = event->type == YAML_MAPPING_START_EVENT, ok;

	check_properties(reader, event->start_mark,
		is_map ? event->data.mapping_start.anchor
		       : event->data.sequence_start.anchor,
		is_map ? event->data.mapping_start.tag
		       : event->data.sequence_start.tag);
	*out = (struct value){.place = place_at(reader, event->start_mark)};
	if (++reader->depth > reader->in->limits.depth) {
		diag_add(reader->diags, DIAG_LIMIT_YAML_DEPTH, out->place, 1,
			arena_printf(reader->arena, "%zu",
				reader->in->limits.depth));
		reader->refused = true;
		return false;
	}
	ok = is_map ? read_pairs(reader, out) : read_items(reader, out);
	reader->depth--;
	return ok;
}

static bool read_value(
	struct reader *reader, const yaml_event_t *event, struct value *out)
{
	switch (event->type) {
	case YAML_SCALAR_EVENT:
		*out = read_scalar(reader, event);
		return true;
	case YAML_MAPPING_START_EVENT:
	case YAML_SEQUENCE_START_EVENT:
		return read_container(reader, event, out);
	case YAML_ALIAS_EVENT:
		refuse(reader, event->start_mark, 1, "an alias (*name)");
		*out = value_null;
		out->place = place_at(reader, event->start_mark);
		return true;
	default:
		return false;
	}
}

static void check_document(struct reader *reader, const yaml_event_t *event)
{
	if (event->data.document_start.version_directive ||
		event->data.document_start.tag_directives.start !=
			event->data.document_start.tag_directives.end)
		refuse(reader, event->start_mark, 1, "a directive (%NAME)");
}

/* The events around the one document; anything behind it is refused. */
static void read_stream(struct reader *reader, struct value *out)
{
	bool seen = false, on = true;

	while (on) {
		yaml_event_t event;

		if (!next(reader, &event))
			return;
		if (event.type == YAML_STREAM_END_EVENT) {
			on = false;
		} else if (event.type == YAML_DOCUMENT_START_EVENT && seen) {
			refuse(reader, event.start_mark, 3,
				"a second document");
			on = false;
		} else if (event.type == YAML_DOCUMENT_START_EVENT) {
			check_document(reader, &event);
			seen = true;
			on = read_one(reader, out);
		}
		yaml_event_delete(&event);
	}
}

bool yaml_read(const struct yaml_input *input, struct arena *arena,
	struct diags *diags, struct value *out)
{
	struct reader reader = {.in = input, .arena = arena, .diags = diags};

	*out = value_null;
	out->place = place_of(input->source, input->first_line, 1);
	if (!yaml_parser_initialize(&reader.parser))
		base_oom();
	yaml_parser_set_encoding(&reader.parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&reader.parser,
		(const unsigned char *)(input->text.len ? input->text.ptr : ""),
		input->text.len);
	read_stream(&reader, out);
	yaml_parser_delete(&reader.parser);
	return !reader.refused;
}

bool yaml_is_null(const struct value *value)
{
	if (value->kind == VALUE_NULL)
		return true;
	return value->kind == VALUE_STRING && value->plain &&
		(!value->text.len || str_eq(value->text, STR("~")) ||
			str_eq(value->text, STR("null")));
}

static struct value core_scalar(const struct value *value)
{
	struct value typed = *value;

	if (value->kind != VALUE_STRING || !value->plain)
		return typed;
	if (yaml_is_null(value)) {
		typed.kind = VALUE_NULL;
	} else if (str_eq(value->text, STR("true")) ||
		str_eq(value->text, STR("false"))) {
		typed.kind = VALUE_BOOL;
		typed.truth = value->text.ptr[0] == 't';
	} else if (decimal_read(value->text, &typed.number)) {
		typed.kind = VALUE_NUMBER;
	}
	return typed;
}

struct value yaml_core_types(struct arena *arena, const struct value *value)
{
	struct value typed = core_scalar(value);

	if (value->kind == VALUE_LIST) {
		struct value_items items = {0};

		for (size_t i = 0; i < value->list.len; i++)
			value_push(&items, arena,
				yaml_core_types(arena, &value->list.items[i]));
		typed.list = (struct value_list){items.items, items.len};
	} else if (value->kind == VALUE_MAP) {
		struct value_map map = {0};

		for (size_t i = 0; i < value->map.len; i++) {
			const struct pair *pair = &value->map.items[i];

			value_put_str(&map, arena, pair->key,
				yaml_core_types(arena, &pair->value));
		}
		typed.map = (struct value_pairs){map.items, map.len};
	}
	return typed;
}
