#include "theme/context.h"

enum state {
	STATE_TEXT, /* between tags */
	STATE_OPEN, /* behind '<' */
	STATE_CLOSE, /* behind "</" */
	STATE_TAG_NAME, /* in the name of a tag */
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
	bool value_start; /* the value may be empty so far */
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
		STR_INIT("poster"), STR_INIT("data"), STR_INIT("longdesc"),
		STR_INIT("xlink:href"), STR_INIT("ping"), STR_INIT("manifest"),
		STR_INIT("background")};

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

static void step_text(struct context *context, char c)
{
	if (c == '<')
		context->state = STATE_OPEN;
}

/* Browsers take "<!" and "<?" for comments, '<' before others for text. */
static void step_open(struct context *context, struct str rest)
{
	char c = rest.ptr[0];

	context->closing = false;
	context->tag[0] = '\0';
	context->dashes = str_starts(rest, STR("!--"));
	if (char_is_alpha(c)) {
		put_name(context->tag, c);
		context->state = STATE_TAG_NAME;
	} else if (c == '/') {
		context->state = STATE_CLOSE;
	} else if (c == '!' || c == '?') {
		context->state = STATE_COMMENT;
	} else if (c != '<') {
		context->state = STATE_TEXT;
	}
}

/* And "</" without a name for a comment. */
static void step_close(struct context *context, char c)
{
	context->closing = true;
	context->state = STATE_COMMENT;
	if (char_is_alpha(c)) {
		put_name(context->tag, c);
		context->state = STATE_TAG_NAME;
	} else if (c == '>') {
		context->state = STATE_TEXT;
	}
}

static void step_tag_name(struct context *context, char c)
{
	if (c == '>')
		end_tag(context);
	else if (char_is_space(c) || c == '/')
		context->state = STATE_TAG;
	else
		put_name(context->tag, c);
}

/* Only the name of an attribute lets "=" begin a value. */
static void end_attribute(struct context *context)
{
	context->state = STATE_TAG;
	context->attribute[0] = '\0';
}

static void step_tag(struct context *context, char c)
{
	if (c == '>') {
		end_tag(context);
	} else if (c == '=' && context->attribute[0]) {
		context->state = STATE_EQUALS;
	} else if (c == '/') {
		end_attribute(context);
	} else if (!char_is_space(c)) {
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
	else if (c == '/')
		end_attribute(context);
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
	else if (c == '>')
		end_tag(context);
	else if (!char_is_space(c))
		context->state = STATE_UNQUOTED;
}

static void step_value(struct context *context, char c)
{
	char end = context->state == STATE_DOUBLE ? '"' : '\'';

	if (!char_is_space(c))
		context->value_start = false; /* browsers skip white space */
	if (context->state == STATE_UNQUOTED) {
		if (c == '>')
			end_tag(context);
		else if (char_is_space(c))
			end_attribute(context);
	} else if (c == end) {
		end_attribute(context);
	}
}

static void step_comment(struct context *context, struct str rest)
{
	struct str end = context->dashes ? STR("-->") : STR(">");

	if (str_starts(rest, end))
		context->state = STATE_TEXT;
}

/* "</script" ends a script, "</scripts" does not. */
static void step_raw(struct context *context, struct str rest)
{
	struct str name = str_of(context->tag);
	char behind = rest.len > 2 + name.len ? rest.ptr[2 + name.len] : '\0';

	if (!str_starts(rest, STR("</")) ||
		!str_case_eq(str_sub(rest, 2, 2 + name.len), name) ||
		!(char_is_space(behind) || behind == '/' || behind == '>'))
		return;
	context->state = STATE_TAG;
	context->closing = true;
}

static void step(struct context *context, struct str rest)
{
	char c = rest.ptr[0];

	switch (context->state) {
	case STATE_TEXT:
		step_text(context, c);
		break;
	case STATE_OPEN:
		step_open(context, rest);
		break;
	case STATE_CLOSE:
		step_close(context, c);
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
}

static bool same_place(const struct context *a, const struct context *b)
{
	if (a->state != b->state)
		return false;
	if (a->state == STATE_TEXT)
		return true;
	return str_eq(str_of(a->tag), str_of(b->tag)) &&
		(a->state == STATE_TAG ||
			str_eq(str_of(a->attribute), str_of(b->attribute)));
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
	if (context->state == STATE_TAG)
		end_attribute(context); /* its name may not be the last */
}

static const struct str ends_within =
	STR_INIT("open: it ends within a tag, a comment or a script");

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
		if (inside.state != STATE_TEXT)
			refuse(checker, node, ends_within);
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
	if (context.state != STATE_TEXT) {
		diag_add(set->diags, DIAG_TEMPLATE_CONTEXT,
			place_of(template->source, 0, 0), 0, template->name,
			ends_within);
		checker.ok = false;
	}
	return checker.ok;
}
