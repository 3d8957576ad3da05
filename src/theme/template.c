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

/* The chain of templates that led to the one being checked. */
struct chain {
	const struct template *template;
	const struct chain *above;
};

struct checking {
	struct template_set *set;
	bool ok;
};

static void check_template(struct checking *checking,
	const struct template *template, const struct chain *above);

static void check_partial(struct checking *checking,
	const struct template_node *node, const struct chain *chain)
{
	struct template_set *set = checking->set;
	const struct template *target = map_get(&set->by_name, node->text);

	if (!target) {
		diag_add(set->diags, DIAG_TEMPLATE_PARTIAL, node->place,
			node->text.len, node->text);
		checking->ok = false;
		return;
	}
	for (const struct chain *at = chain; at; at = at->above) {
		if (at->template != target)
			continue;
		diag_add(set->diags, DIAG_TEMPLATE_CYCLE, node->place,
			node->text.len, node->text);
		checking->ok = false;
		return;
	}
	check_template(checking, target, chain);
}

static void check_nodes(struct checking *checking,
	const struct template_nodes *nodes, const struct chain *chain)
{
	vec_each(const struct template_node, node, nodes) {
		if (node->kind == TEMPLATE_PARTIAL && !node->dynamic &&
			checking->ok)
			check_partial(checking, node, chain);
		check_nodes(checking, &node->nodes, chain);
	}
}

static void check_template(struct checking *checking,
	const struct template *template, const struct chain *above)
{
	struct chain chain = {template, above};

	check_nodes(checking, &template->nodes, &chain);
}

bool template_check(struct template_set *set)
{
	struct checking all = {set, true};

	vec_each(struct template *, template, &set->list) {
		struct checking one = {set, true};

		check_template(&one, *template, NULL);
		all.ok = all.ok && one.ok;
	}
	return all.ok;
}
