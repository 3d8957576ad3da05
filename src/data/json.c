#include "data/json.h"

#include "base/buf.h"
#include "base/escape.h"

struct writer {
	struct buf *out;
	const struct json_options *options;
	unsigned depth;
};

static void put_value(struct writer *writer, const struct value *value);

static void new_line(struct writer *writer)
{
	if (!writer->options->pretty)
		return;
	buf_putc(writer->out, '\n');
	for (unsigned i = 0; i < writer->depth; i++)
		buf_puts(writer->out, "  ");
}

static void put_list(struct writer *writer, const struct value_list *list)
{
	buf_putc(writer->out, '[');
	writer->depth++;
	for (size_t i = 0; i < list->len; i++) {
		if (i)
			buf_putc(writer->out, ',');
		new_line(writer);
		put_value(writer, &list->items[i]);
	}
	writer->depth--;
	if (list->len)
		new_line(writer);
	buf_putc(writer->out, ']');
}

static void put_map(struct writer *writer, const struct value_pairs *map)
{
	bool first = true;

	buf_putc(writer->out, '{');
	writer->depth++;
	for (size_t i = 0; i < map->len; i++) {
		const struct pair *pair = &map->items[i];

		if (writer->options->skip_null &&
			pair->value.kind == VALUE_NULL)
			continue;
		if (!first)
			buf_putc(writer->out, ',');
		first = false;
		new_line(writer);
		escape_json(writer->out, pair->key);
		buf_puts(writer->out, writer->options->pretty ? ": " : ":");
		put_value(writer, &pair->value);
	}
	writer->depth--;
	if (!first)
		new_line(writer);
	buf_putc(writer->out, '}');
}

/* Links and HTML: printed as on a page, then as a string. */
static void put_printed(struct writer *writer, const struct value *value)
{
	struct buf text = BUF_INIT(BUF_LARGE);

	if (value->kind == VALUE_URL)
		html_put_path(&text, &writer->options->target, value->text);
	else
		html_print(&text, value->html, &writer->options->target);
	escape_json(writer->out, buf_str(&text));
	buf_release(&text);
}

static void put_value(struct writer *writer, const struct value *value)
{
	switch (value->kind) {
	case VALUE_NULL:
		buf_puts(writer->out, "null");
		break;
	case VALUE_BOOL:
		buf_puts(writer->out, value->truth ? "true" : "false");
		break;
	case VALUE_NUMBER:
		decimal_put(writer->out, value->number);
		break;
	case VALUE_STRING:
		escape_json(writer->out, value->text);
		break;
	case VALUE_URL:
	case VALUE_HTML:
		put_printed(writer, value);
		break;
	case VALUE_LIST:
		put_list(writer, &value->list);
		break;
	case VALUE_MAP:
		put_map(writer, &value->map);
		break;
	}
}

void json_put(struct buf *out, const struct value *value,
	const struct json_options *options)
{
	struct writer writer = {out, options, 0};

	put_value(&writer, value);
}
