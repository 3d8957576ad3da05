#include "theme/template.h"

#include "theme/context.h"
#include "theme/parse.h"

bool template_add(struct template_set *set, struct str name,
	const struct source *source, struct str text)
{
	struct template *template = arena_new(set->arena, struct template);
	struct tokens tokens = {0};
	bool ok;

	template->name = name;
	template->source = source;
	ok = lex(set, source, text, &tokens) && parse(set, &tokens, template);
	if (ok && !set->lenient)
		ok = context_check(set, template);
	map_set(&set->by_name, set->arena, name, template);
	*vec_push(&set->list, set->arena) = template;
	return ok;
}

bool template_has(const struct template_set *set, struct str name)
{
	return map_get(&set->by_name, name) != NULL;
}

static bool check_template(
	struct template_set *set, struct template *template, size_t depth);

static bool refuse(struct template_set *set, enum diag_id id,
	const struct template_node *node)
{
	diag_add(set->diags, id, node->place, node->text.len, node->text);
	return false;
}

static bool check_partial(struct template_set *set,
	const struct template_node *node, size_t depth)
{
	struct template *target = map_get(&set->by_name, node->text);

	if (!target)
		return refuse(set, DIAG_TEMPLATE_PARTIAL, node);
	if (target->state == TEMPLATE_OPEN)
		return refuse(set, DIAG_TEMPLATE_CYCLE, node);
	if (depth == TEMPLATE_DEPTH_MAX)
		return refuse(set, DIAG_TEMPLATE_DEPTH, node);
	return check_template(set, target, depth + 1);
}

static bool check_nodes(struct template_set *set,
	const struct template_nodes *nodes, size_t depth)
{
	bool ok = true;

	vec_each(const struct template_node, node, nodes) {
		if (node->kind == TEMPLATE_PARTIAL && !node->dynamic)
			ok = check_partial(set, node, depth) && ok;
		ok = check_nodes(set, &node->nodes, depth) && ok;
	}
	return ok;
}

/* Each template is walked once, however many include it. */
static bool check_template(
	struct template_set *set, struct template *template, size_t depth)
{
	bool ok;

	if (template->state == TEMPLATE_CHECKED)
		return true;
	template->state = TEMPLATE_OPEN;
	ok = check_nodes(set, &template->nodes, depth);
	template->state = TEMPLATE_CHECKED;
	return ok;
}

bool template_check(struct template_set *set)
{
	bool ok = true;

	vec_each(struct template *, template, &set->list)
		ok = check_template(set, *template, 0) && ok;
	return ok;
}
