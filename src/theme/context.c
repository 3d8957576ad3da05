#include "theme/context.h"

enum state {
	STATE_TEXT, /* between tags */
	STATE_TAG_NAME, /* behind '<' */
	STATE_TAG, /* between attributes */
	STATE_ATTRIBUTE, /* in an attribute's name */
	STATE_EQUALS, /* behind '=' */
	STATE_UNQUOTED, /* in a value without quotes */
	STATE_SINGLE, /* in '…' */
	STATE_DOUBLE, /* in "…" */
	STATE_COMMENT, /* in <!-- … --> or <!doctype> */
	STATE_RAW /* in <script> or <style> */
};

enum { NAME_MAX_LEN = 24 };

struct context {
	enum state state;
	char tag[NAME_MAX_LEN]; /* name of the last tag, lower case */
	char attribute[NAME_MAX_LEN]; /* of the attribute we are in */
	bool value_start; /* nothing of the value was written yet */
	bool closing; /* the tag is </…> */
	bool dashes; /* the comment ends with "-->" */
};

struct checker {
	struct template_set *set;
	bool ok;
};

static void put_name(char name[NAME_MAX_LEN], char c)
{
	size_t len = 0;

	while (name[len])
		len++;
	if (len + 1 < NAME_MAX_LEN) {
		name[len] = char_lower(c);
		name[len + 1] = '\0';
	}
}

static bool is_one_of(const char *word, const struct str *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(str_of(word), list[i]))
			return true;
	return false;
}

static bool is_raw_tag(const struct context *context)
{
	static const struct str raw[] = {STR_INIT("script"), STR_INIT("style")};

	return !context->closing &&
		is_one_of(context->tag, raw, sizeof raw / sizeof *raw);
}

static bool is_url_attribute(const char *name)
{
	static const struct str urls[] = {STR_INIT("href"), STR_INIT("src"),
		STR_INIT("action"), STR_INIT("formaction"), STR_INIT("cite"),
		STR_INIT("poster"), STR_INIT("data"), STR_INIT("longdesc")};

	return is_one_of(name, urls, sizeof urls / sizeof *urls);
}

/* Attributes in which no value can be made safe by escaping. */
static bool is_code_attribute(const char *name)
{
	static const struct str code[] = {
		STR_INIT("style"), STR_INIT("srcdoc"), STR_INIT("srcset")};

	return (name[0] == 'o' && name[1] == 'n') ||
		is_one_of(name, code, sizeof code / sizeof *code);
}

static void end_tag(struct context *context)
{
	context->state = is_raw_tag(context) ? STATE_RAW : STATE_TEXT;
	context->attribute[0] = '\0';
}

static void step_text(struct context *context, struct str rest)
{
	if (rest.ptr[0] != '<')
		return;
	context->tag[0] = '\0';
	context->closing = rest.len > 1 && rest.ptr[1] == '/';
	context->dashes = str_starts(rest, STR("<!--"));
	context->state =
		str_starts(rest, STR("<!")) ? STATE_COMMENT : STATE_TAG_NAME;
}

static void step_tag_name(struct context *context, char c)
{
	if (c == '>')
		end_tag(context);
	else if (char_is_space(c))
		context->state = STATE_TAG;
	else if (c != '/')
		put_name(context->tag, c);
}

static void step_tag(struct context *context, char c)
{
	if (c == '>') {
		end_tag(context);
	} else if (c == '=') {
		context->state = STATE_EQUALS;
	} else if (!char_is_space(c) && c != '/') {
		context->state = STATE_ATTRIBUTE;
		context->attribute[0] = '\0';
		put_name(context->attribute, c);
	}
}

static void step_attribute(struct context *context, char c)
{
	if (c == '>')
		end_tag(context);
	else if (c == '=')
		context->state = STATE_EQUALS;
	else if (char_is_space(c))
		context->state = STATE_TAG;
	else
		put_name(context->attribute, c);
}

static void step_equals(struct context *context, char c)
{
	context->value_start = true;
	if (c == '"')
		context->state = STATE_DOUBLE;
	else if (c == '\'')
		context->state = STATE_SINGLE;
	else if (!char_is_space(c))
		context->state = STATE_UNQUOTED;
}

static void step_value(struct context *context, char c)
{
	char end = context->state == STATE_DOUBLE ? '"' : '\'';

	context->value_start = false;
	if (context->state == STATE_UNQUOTED) {
		if (c == '>')
			end_tag(context);
		else if (char_is_space(c))
			context->state = STATE_TAG;
	} else if (c == end) {
		context->state = STATE_TAG;
	}
}

static void step_comment(struct context *context, struct str rest)
{
	struct str end = context->dashes ? STR("-->") : STR(">");

	if (str_starts(rest, end))
		context->state = STATE_TEXT;
}

static void step_raw(struct context *context, struct str rest)
{
	struct str name = str_of(context->tag);

	if (!str_starts(rest, STR("</")) ||
		!str_case_eq(str_sub(rest, 2, 2 + name.len), name))
		return;
	context->state = STATE_TAG;
	context->closing = true;
}

static void step(struct context *context, struct str rest)
{
	char c = rest.ptr[0];

	switch (context->state) {
	case STATE_TEXT:
		step_text(context, rest);
		break;
	case STATE_TAG_NAME:
		step_tag_name(context, c);
		break;
	case STATE_TAG:
		step_tag(context, c);
		break;
	case STATE_ATTRIBUTE:
		step_attribute(context, c);
		break;
	case STATE_EQUALS:
		step_equals(context, c);
		break;
	case STATE_UNQUOTED:
	case STATE_SINGLE:
	case STATE_DOUBLE:
		step_value(context, c);
		break;
	case STATE_COMMENT:
		step_comment(context, rest);
		break;
	case STATE_RAW:
		step_raw(context, rest);
		break;
	}
}

static void refuse(struct checker *checker, const struct template_node *node,
	struct str where)
{
	diag_add(checker->set->diags, DIAG_TEMPLATE_CONTEXT, node->place,
		node->name.text.len + 4, node->name.text, where);
	checker->ok = false;
}

static void check_variable(struct checker *checker, struct template_node *node,
	struct context *context)
{
	bool quoted = context->state == STATE_SINGLE ||
		context->state == STATE_DOUBLE;

	if (context->state == STATE_TEXT)
		return;
	if (context->state == STATE_RAW)
		refuse(checker, node, STR("in a script or style"));
	else if (context->state == STATE_COMMENT)
		refuse(checker, node, STR("in a comment"));
	else if (!quoted)
		refuse(checker, node, STR("outside quotes in a tag"));
	else if (is_code_attribute(context->attribute))
		refuse(checker, node, STR("in an attribute that holds code"));
	else if (node->kind == TEMPLATE_RAW)
		refuse(checker, node, STR("unescaped in an attribute"));
	node->whole_url =
		context->value_start && is_url_attribute(context->attribute);
	context->value_start = false;
}

static bool same_place(const struct context *a, const struct context *b)
{
	return a->state == b->state &&
		(a->state == STATE_TEXT ||
			str_eq(str_of(a->tag), str_of(b->tag)));
}

static void check_nodes(struct checker *checker, struct template_nodes *nodes,
	struct context *context);

/* What is shown or not must leave the HTML where it found it. */
static void check_section(struct checker *checker, struct template_node *node,
	struct context *context)
{
	struct context inside = *context;

	check_nodes(checker, &node->nodes, &inside);
	if (!same_place(context, &inside))
		refuse(checker, node,
			STR("around half a tag: it must begin and end in the "
			    "same place of the HTML"));
	context->value_start = context->value_start && inside.value_start;
}

/* Partials and blocks stand between tags, and so does what is in them. */
static void check_inclusion(struct checker *checker, struct template_node *node,
	const struct context *context)
{
	if (context->state != STATE_TEXT) {
		node->name.text = node->text;
		refuse(checker, node, STR("within a tag"));
		return;
	}
	if (node->kind == TEMPLATE_BLOCK) {
		struct context inside = {.state = STATE_TEXT};

		check_nodes(checker, &node->nodes, &inside);
		return;
	}
	vec_each(struct template_node, block, &node->nodes)
		check_inclusion(checker, block, context);
}

static void check_nodes(struct checker *checker, struct template_nodes *nodes,
	struct context *context)
{
	vec_each(struct template_node, node, nodes) {
		switch (node->kind) {
		case TEMPLATE_TEXT:
			for (size_t i = 0; i < node->text.len; i++)
				step(context, str_from(node->text, i));
			break;
		case TEMPLATE_VARIABLE:
		case TEMPLATE_RAW:
			check_variable(checker, node, context);
			break;
		case TEMPLATE_SECTION:
		case TEMPLATE_INVERTED:
			check_section(checker, node, context);
			break;
		case TEMPLATE_PARTIAL:
		case TEMPLATE_BLOCK:
			check_inclusion(checker, node, context);
			break;
		}
	}
}

bool context_check(struct template_set *set, struct template *template)
{
	struct checker checker = {set, true};
	struct context context = {.state = STATE_TEXT};

	check_nodes(&checker, &template->nodes, &context);
	return checker.ok;
}
