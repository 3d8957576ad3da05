/* A compiled template and values into bytes. */

#include "base/buf.h"
#include "base/escape.h"
#include "data/url.h"
#include "theme/template.h"

enum {
	STACK_MAX = 128, /* sections that may be open at once */
	FRAMES_MAX = 64, /* parents within one another */
	INDENT_MAX = 256
};

/* The blocks that one parent tag passes to its template. */
struct frame {
	const struct template_nodes *blocks;
};

struct eval {
	const struct template_set *set;
	const struct template_render *render;
	const struct value *stack[STACK_MAX]; /* the context, innermost last */
	size_t depth;
	struct frame frames[FRAMES_MAX]; /* outermost first: it wins */
	size_t frame_count;
	size_t partials; /* templates within one another */
	struct buf indent; /* of the partials and blocks we are in */
	size_t start; /* of the output */
	bool ok;
};

static bool eval_nodes(struct eval *eval, const struct template_nodes *nodes);

static bool fail(struct eval *eval, enum diag_id id,
	const struct template_node *node, struct str a, struct str b)
{
	diag_add(eval->render->diags, id, node->place, 1, a, b);
	eval->ok = false;
	return false;
}

/*
 * The value of a name: its first part is looked for from the innermost
 * context outwards, the others only in what was found.
 */
static const struct value *look_up(
	const struct eval *eval, const struct template_name *name)
{
	const struct value *value = NULL;

	if (!name->len)
		return eval->stack[eval->depth - 1];
	for (size_t i = eval->depth; i-- > 0 && !value;)
		value = value_get_hashed(
			eval->stack[i], name->keys[0].text, name->keys[0].hash);
	for (size_t i = 1; i < name->len && value; i++)
		value = value_get_hashed(
			value, name->keys[i].text, name->keys[i].hash);
	return value;
}

static void put_scalar(struct eval *eval, const struct value *value, bool raw)
{
	struct buf *out = eval->render->out;

	switch (value->kind) {
	case VALUE_BOOL:
		buf_puts(out, value->truth ? "true" : "false");
		break;
	case VALUE_NUMBER:
		decimal_put(out, value->number);
		break;
	case VALUE_STRING:
		if (raw)
			buf_put(out, value->text);
		else
			escape_html(out, value->text);
		break;
	case VALUE_URL:
		html_put_path(out, &eval->render->target, value->text);
		break;
	case VALUE_HTML:
		html_print(out, value->html, &eval->render->target);
		break;
	case VALUE_NULL:
	case VALUE_LIST:
	case VALUE_MAP:
		break;
	}
}

/* A URL attribute that starts with a variable: its scheme must be a good one.
 */
static bool eval_url(struct eval *eval, const struct template_node *node,
	const struct value *value)
{
	if (value->kind == VALUE_STRING && url_kind(value->text) == URL_REFUSED)
		return fail(eval, DIAG_TEMPLATE_URL, node, node->name.text,
			value->text);
	put_scalar(eval, value, false);
	return true;
}

static bool eval_variable(struct eval *eval, const struct template_node *node)
{
	const struct value *value = look_up(eval, &node->name);
	bool raw = node->kind == TEMPLATE_RAW;

	if (!value)
		return true;
	if (!eval->set->lenient && raw && value->kind != VALUE_HTML &&
		value->kind != VALUE_NULL)
		return fail(eval, DIAG_TEMPLATE_RAW, node, node->name.text,
			str_of(value_kind_name(value)));
	if (!eval->set->lenient && !raw && value->kind == VALUE_HTML)
		return fail(eval, DIAG_TEMPLATE_HTML, node, node->name.text,
			STR(""));
	if (node->whole_url)
		return eval_url(eval, node, value);
	put_scalar(eval, value, raw);
	return true;
}

static bool eval_in(struct eval *eval, const struct template_node *node,
	const struct value *value)
{
	bool ok;

	if (eval->depth == STACK_MAX)
		return fail(eval, DIAG_TEMPLATE_DEPTH, node, node->name.text,
			STR(""));
	eval->stack[eval->depth++] = value;
	ok = eval_nodes(eval, &node->nodes);
	eval->depth--;
	return ok;
}

static bool eval_section(struct eval *eval, const struct template_node *node)
{
	const struct value *value = look_up(eval, &node->name);

	if (!value || !value_is_truthy(value))
		return true;
	if (value->kind != VALUE_LIST)
		return eval_in(eval, node, value);
	for (size_t i = 0; i < value->list.len; i++)
		if (!eval_in(eval, node, &value->list.items[i]))
			return false;
	return true;
}

static bool eval_inverted(struct eval *eval, const struct template_node *node)
{
	const struct value *value = look_up(eval, &node->name);

	if (value && value_is_truthy(value))
		return true;
	return eval_nodes(eval, &node->nodes);
}

/* Nodes with more indentation; and back to what it was. */
static bool eval_indented(struct eval *eval, struct str indent,
	const struct template_nodes *nodes)
{
	size_t before = eval->indent.len;
	bool ok;

	buf_put(&eval->indent, indent);
	ok = eval_nodes(eval, nodes);
	buf_cut(&eval->indent, before);
	return ok;
}

static const struct template *find_partial(
	struct eval *eval, const struct template_node *node)
{
	const struct value *value;
	struct str name = node->text;

	if (node->dynamic) {
		value = look_up(eval, &node->name);
		if (!value || value->kind != VALUE_STRING)
			return NULL;
		name = value->text;
	}
	return map_get(&eval->set->by_name, name);
}

static bool eval_partial(struct eval *eval, const struct template_node *node)
{
	const struct template *template = find_partial(eval, node);
	bool ok;

	if (!template && !eval->set->lenient)
		return fail(
			eval, DIAG_TEMPLATE_PARTIAL, node, node->text, STR(""));
	if (!template)
		return true;
	if (eval->partials == TEMPLATE_DEPTH_MAX ||
		eval->frame_count == FRAMES_MAX)
		return fail(
			eval, DIAG_TEMPLATE_DEPTH, node, node->text, STR(""));
	eval->partials++;
	eval->frames[eval->frame_count++] = (struct frame){&node->nodes};
	ok = eval_indented(eval, node->indent, &template->nodes);
	eval->frame_count--;
	eval->partials--;
	return ok;
}

/* What the outermost parent tag passes for a block, or NULL. */
static const struct template_node *find_argument(
	const struct eval *eval, struct str name)
{
	for (size_t i = 0; i < eval->frame_count; i++)
		vec_each(const struct template_node, block,
			eval->frames[i].blocks)
			if (str_eq(block->text, name))
				return block;
	return NULL;
}

static bool eval_block(struct eval *eval, const struct template_node *node)
{
	const struct template_node *given = find_argument(eval, node->text);
	bool ok;

	if (!given)
		return eval_nodes(eval, &node->nodes);
	if (eval->partials == TEMPLATE_DEPTH_MAX)
		return fail(
			eval, DIAG_TEMPLATE_DEPTH, node, node->text, STR(""));
	eval->partials++;
	ok = eval_indented(eval, node->indent, &given->nodes);
	eval->partials--;
	return ok;
}

static void eval_text(struct eval *eval, const struct template_node *node)
{
	struct buf *out = eval->render->out;

	if (node->line_start && eval->indent.len &&
		(out->len == eval->start || out->ptr[out->len - 1] == '\n'))
		buf_put(out, buf_str(&eval->indent));
	buf_put(out, node->text);
}

static bool eval_node(struct eval *eval, const struct template_node *node)
{
	switch (node->kind) {
	case TEMPLATE_TEXT:
		eval_text(eval, node);
		return true;
	case TEMPLATE_VARIABLE:
	case TEMPLATE_RAW:
		return eval_variable(eval, node);
	case TEMPLATE_SECTION:
		return eval_section(eval, node);
	case TEMPLATE_INVERTED:
		return eval_inverted(eval, node);
	case TEMPLATE_PARTIAL:
		return eval_partial(eval, node);
	case TEMPLATE_BLOCK:
		return eval_block(eval, node);
	}
	return true;
}

static bool eval_nodes(struct eval *eval, const struct template_nodes *nodes)
{
	vec_each(const struct template_node, node, nodes)
		if (!eval_node(eval, node))
			return false;
	return true;
}

bool template_render(const struct template_set *set, struct str name,
	const struct template_render *render)
{
	const struct template *template = map_get(&set->by_name, name);
	struct eval eval = {.set = set,
		.render = render,
		.stack = {render->context},
		.depth = 1,
		.indent = BUF_INIT(INDENT_MAX),
		.start = render->out->len,
		.ok = true};

	if (template)
		eval_nodes(&eval, &template->nodes);
	else
		diag_add(render->diags, DIAG_TEMPLATE_PARTIAL,
			(struct place){0}, 0, name);
	buf_release(&eval.indent);
	return eval.ok && template;
}
