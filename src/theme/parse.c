#include "theme/parse.h"

enum { NESTING_MAX = 64 }; /* sections within one another */

struct parser {
	struct template_set *set;
	const struct tokens *tokens;
	size_t at;
	size_t depth;
	bool failed;
};

struct template_name parse_name(struct arena *arena, struct str text)
{
	VEC(struct template_key) keys = {0};
	struct str rest = text, part;

	if (str_eq(text, STR(".")))
		return (struct template_name){.text = text};
	while (str_split(&rest, '.', &part))
		*vec_push(&keys, arena) =
			(struct template_key){part, value_key_hash(part)};
	return (struct template_name){text, keys.items, keys.len};
}

static bool parse_nodes(struct parser *parser, struct template_nodes *nodes,
	const struct token *opener);

static struct template_node *push(struct parser *parser,
	struct template_nodes *nodes, enum template_kind kind,
	const struct token *token)
{
	struct template_node *node = vec_push(nodes, parser->set->arena);

	node->kind = kind;
	node->line_start = token->line_start;
	node->place = token->place;
	return node;
}

/*
 * A line that starts with a tag starts with an empty text, which is where
 * the indentation of a partial goes.
 */
static void mark_line_start(struct parser *parser, struct template_nodes *nodes,
	const struct token *token)
{
	if (token->line_start && !token->alone)
		push(parser, nodes, TEMPLATE_TEXT, token);
}

static void add_text(struct parser *parser, struct template_nodes *nodes,
	const struct token *token)
{
	if (!token->dropped)
		push(parser, nodes, TEMPLATE_TEXT, token)->text = token->text;
}

static void add_variable(struct parser *parser, struct template_nodes *nodes,
	const struct token *token, enum template_kind kind)
{
	mark_line_start(parser, nodes, token);
	push(parser, nodes, kind, token)->name =
		parse_name(parser->set->arena, token->text);
}

static void add_section(struct parser *parser, struct template_nodes *nodes,
	const struct token *token, enum template_kind kind)
{
	struct template_nodes inside = {0};
	struct template_node *node;

	mark_line_start(parser, nodes, token);
	if (!parse_nodes(parser, &inside, token))
		return;
	node = push(parser, nodes, kind, token);
	node->name = parse_name(parser->set->arena, token->text);
	node->nodes = inside;
}

/* The white space that TEXT starts with. */
static struct str leading_space(struct str text)
{
	size_t len = 0;

	while (len < text.len &&
		(text.ptr[len] == ' ' || text.ptr[len] == '\t'))
		len++;
	return str_sub(text, 0, len);
}

/* Take LEN characters of white space off TEXT, TAKEN of them already. */
static void strip(struct str *text, size_t len, size_t *taken)
{
	size_t space = leading_space(*text).len;
	size_t more = len > *taken ? len - *taken : 0;

	*text = str_from(*text, space < more ? space : more);
	*taken += space < more ? space : more;
}

/*
 * The same from each line of NODES. What stands in a block within them may
 * have lost that much already, because the inner block is closed first.
 */
static void dedent(struct template_nodes *nodes, size_t len)
{
	vec_each(struct template_node, node, nodes) {
		if (node->kind != TEMPLATE_TEXT) {
			strip(&node->indent, len, &node->dedented);
			dedent(&node->nodes, len);
		} else if (node->line_start) {
			strip(&node->text, len, &node->dedented);
		}
	}
}

/* The white space that the line behind TOKEN, a tag that ends one, has. */
static struct str next_indent(
	const struct parser *parser, const struct token *token)
{
	const struct tokens *tokens = parser->tokens;
	size_t at = parser->at;

	if (!token->ends_line)
		return (struct str){NULL, 0};
	while (at < tokens->len && !tokens->items[at].line_start)
		at++;
	return at < tokens->len && !tokens->items[at].tag
		? leading_space(tokens->items[at].text)
		: STR("");
}

static void add_block(struct parser *parser, struct template_nodes *nodes,
	const struct token *token)
{
	struct str own = next_indent(parser, token);
	struct template_nodes inside = {0};
	struct template_node *node;

	mark_line_start(parser, nodes, token);
	if (!parse_nodes(parser, &inside, token))
		return;
	node = push(parser, nodes, TEMPLATE_BLOCK, token);
	node->text = token->text;
	node->own_indent = own.len;
	node->indent = own.ptr ? own : token->indent;
	node->nodes = inside;
}

/* Of what stands in a parent, only the blocks count: they are arguments. */
static struct template_nodes arguments_of(
	struct parser *parser, struct template_nodes *inside)
{
	struct template_nodes blocks = {0};

	vec_each(struct template_node, node, inside) {
		if (node->kind != TEMPLATE_BLOCK)
			continue;
		dedent(&node->nodes, node->own_indent);
		*vec_push(&blocks, parser->set->arena) = *node;
	}
	return blocks;
}

/* "name", or "*name" for one that is looked up. */
static void set_partial(struct parser *parser, struct template_node *node,
	const struct token *token)
{
	struct str name = token->text;

	if (token->alone && token->indent.ptr)
		node->indent = token->indent;
	if (name.ptr[0] == '*') {
		node->dynamic = true;
		name = str_trim(str_from(name, 1));
		node->name = parse_name(parser->set->arena, name);
	}
	node->text = name;
}

static void add_partial(struct parser *parser, struct template_nodes *nodes,
	const struct token *token)
{
	mark_line_start(parser, nodes, token);
	set_partial(
		parser, push(parser, nodes, TEMPLATE_PARTIAL, token), token);
}

static void add_parent(struct parser *parser, struct template_nodes *nodes,
	const struct token *token)
{
	struct template_nodes inside = {0};
	struct template_node *node;

	mark_line_start(parser, nodes, token);
	if (!parse_nodes(parser, &inside, token))
		return;
	node = push(parser, nodes, TEMPLATE_PARTIAL, token);
	set_partial(parser, node, token);
	node->nodes = arguments_of(parser, &inside);
}

static void fail(struct parser *parser, enum diag_id id,
	const struct token *token, struct str a, struct str b)
{
	diag_add(parser->set->diags, id, token->place, 1, a, b);
	parser->failed = true;
}

static void add_node(struct parser *parser, struct template_nodes *nodes,
	const struct token *token)
{
	switch (token->tag) {
	case 0:
		add_text(parser, nodes, token);
		break;
	case '#':
		add_section(parser, nodes, token, TEMPLATE_SECTION);
		break;
	case '^':
		add_section(parser, nodes, token, TEMPLATE_INVERTED);
		break;
	case '>':
		add_partial(parser, nodes, token);
		break;
	case '<':
		add_parent(parser, nodes, token);
		break;
	case '$':
		add_block(parser, nodes, token);
		break;
	case '{':
	case '&':
		add_variable(parser, nodes, token, TEMPLATE_RAW);
		break;
	case 'v':
		add_variable(parser, nodes, token, TEMPLATE_VARIABLE);
		break;
	case '!':
	case '=':
		mark_line_start(parser, nodes, token);
		break;
	}
}

/*
 * The nodes up to the end of the section that OPENER opened, or of the
 * template when it is NULL.
 */
static bool parse_nodes(struct parser *parser, struct template_nodes *nodes,
	const struct token *opener)
{
	if (++parser->depth > NESTING_MAX) {
		fail(parser, DIAG_TEMPLATE_DEPTH, opener, opener->text,
			STR(""));
		return false;
	}
	while (!parser->failed && parser->at < parser->tokens->len) {
		const struct token *token =
			&parser->tokens->items[parser->at++];

		if (token->tag != '/') {
			add_node(parser, nodes, token);
			continue;
		}
		if (!opener || !str_eq(token->text, opener->text)) {
			fail(parser, DIAG_TEMPLATE_CLOSE, token, token->text,
				opener ? opener->text : STR(""));
			return false;
		}
		mark_line_start(parser, nodes, token);
		parser->depth--;
		return true;
	}
	if (opener && !parser->failed)
		fail(parser, DIAG_TEMPLATE_UNCLOSED, opener, opener->text,
			STR(""));
	return !parser->failed;
}

bool parse(struct template_set *set, const struct tokens *tokens,
	struct template *template)
{
	struct parser parser = {.set = set, .tokens = tokens};

	return parse_nodes(&parser, &template->nodes, NULL);
}
