/* What pages and records refer to must exist. */

#include "base/utf8.h"
#include "model/records/kinds.h"
#include "model/records/subject.h"
#include "model/checks/checks.h"

struct ref_type {
	const char *what; /* "role": for the message */
	enum record_kind kind; /* where its ids are; RECORD_KINDS: elsewhere */
	const char *taxonomy; /* or a value of this one */
};

static const struct ref_type ref_types[] = {
	[REF_ROLE] = {"role", RECORD_ROLE, NULL},
	[REF_ORGANISATION] = {"organisation", RECORD_ORGANISATION, NULL},
	[REF_GROUP] = {"group", RECORD_GROUP, NULL},
	[REF_CONTRACT] = {"contract", RECORD_CONTRACT, NULL},
	[REF_DOCUMENT] = {"document", RECORD_DOCUMENT, NULL},
	[REF_PAGE] = {"page", RECORD_KINDS, NULL},
	[REF_FACTOR] = {"factor", RECORD_KINDS, NULL},
	[REF_SET] = {"factor set", RECORD_FACTOR_SET, NULL},
	[REF_SUBJECT] = {"contract, organisation or prospect", RECORD_KINDS,
		NULL},
	[REF_SECTOR] = {"sector", RECORD_KINDS, "sectors"},
	[REF_TIER] = {"tier", RECORD_KINDS, "tiers"},
	[REF_AUDIENCE] = {"audience", RECORD_KINDS, NULL},
};

/* A record that exists in some edition, if not in this one. */
static bool has_record(
	const struct checking *checking, enum record_kind kind, struct str id)
{
	const struct site *site = checking->site;

	if (records_find(&site->records, kind, id))
		return true;
	return map_get(&site->hidden_records,
		       arena_printf(checking->arena, "%s/%.*s",
			       record_types[kind].name, STR_ARG(id))) != NULL;
}

static bool has_taxon(
	const struct site *site, const char *taxonomy, struct str id)
{
	const struct taxonomy *of =
		config_taxonomy(&site->config, str_of(taxonomy));

	/* bronze is a tier that owes nothing, and so needs no page */
	if (str_eq(id, STR("bronze")) && str_eq(str_of(taxonomy), STR("tiers")))
		return true;
	return !of || taxonomy_find(of, id);
}

static bool exists(
	const struct checking *checking, enum ref_kind kind, struct str id)
{
	const struct site *site = checking->site;
	const struct ref_type *type = &ref_types[kind];
	const struct factor_set *set;
	struct str inner;
	enum record_kind subject;

	if (type->kind != RECORD_KINDS)
		return has_record(checking, type->kind, id);
	if (type->taxonomy)
		return has_taxon(site, type->taxonomy, id);
	switch (kind) {
	case REF_PAGE:
		return map_get(&site->pages_by_path, id) ||
			map_get(&site->hidden, id);
	case REF_FACTOR:
		return find_factor(site, id, &set) != NULL;
	case REF_SUBJECT:
		subject = subject_kind(id, &inner);
		return subject != RECORD_KINDS &&
			has_record(checking, subject, inner);
	default:
		return true; /* audiences were decided when they were read */
	}
}

/* Known ids of the same sort, to suggest one of. */
static struct list candidates(
	const struct checking *checking, const struct ref_type *type)
{
	const struct site *site = checking->site;
	VEC(struct str) names = {0};

	if (type->kind != RECORD_KINDS) {
		const struct record_list *list = &site->records.of[type->kind];

		for (size_t i = 0; i < list->len; i++)
			*vec_push(&names, checking->arena) = record_key(
				checking->arena, type->kind, list->items[i]);
	} else if (type->taxonomy) {
		const struct taxonomy *of =
			config_taxonomy(&site->config, str_of(type->taxonomy));

		list_each(const struct taxon, taxon, &of->taxa)
			*vec_push(&names, checking->arena) = taxon->id;
	} else if (type == &ref_types[REF_PAGE]) {
		vec_each(struct page *, page, &site->pages)
			*vec_push(&names, checking->arena) =
				(*page)->source.path;
	}
	return (struct list){names.items, names.len};
}

static void visit(
	void *context, enum ref_kind kind, struct str id, struct place place)
{
	const struct checking *checking = context;
	const struct ref_type *type = &ref_types[kind];
	struct list names;
	size_t nearest;

	if (exists(checking, kind, id))
		return;
	names = candidates(checking, type);
	nearest = str_nearest(id, names.items, names.len);
	diag_add(checking->diags, DIAG_REF, place, utf8_len(id), id,
		str_of(type->what),
		nearest < names.len ? ((struct str *)names.items)[nearest]
				    : STR(""));
}

/* The n/a of a gate names the role that approved it. */
static void check_score_refs(
	const struct checking *checking, const struct assessment *assessment)
{
	list_each(const struct score, score, &assessment->scores)
		if (score->approved_by.len)
			visit((void *)(uintptr_t)checking, REF_ROLE,
				score->approved_by, score->approval);
}

/* An old address leads somewhere, or was withdrawn. */
static void check_redirect(
	const struct checking *checking, const struct redirect *redirect)
{
	if (!redirect->to.len && !date_is_set(redirect->withdrawn))
		diag_add(checking->diags, DIAG_KEY_MISSING,
			redirect->source->place, 1, STR("to"),
			STR("a redirect"));
}

void check_refs(const struct checking *checking)
{
	const struct site *site = checking->site;
	const struct record_list *assessments =
		&site->records.of[RECORD_ASSESSMENT];
	void *context = (void *)(uintptr_t)checking; /* read-only all the way */

	for (size_t kind = 0; kind < RECORD_KINDS; kind++)
		for (size_t i = 0; i < site->records.of[kind].len; i++)
			schema_each_ref(record_types[kind].schema,
				site->records.of[kind].items[i], visit,
				context);
	vec_each(struct page *, page, &site->pages)
		schema_each_ref(&front_schema, &(*page)->front, visit, context);
	for (size_t i = 0; i < site->records.of[RECORD_REDIRECT].len; i++)
		check_redirect(
			checking, site->records.of[RECORD_REDIRECT].items[i]);
	for (size_t i = 0; i < assessments->len; i++)
		check_score_refs(checking, assessments->items[i]);
}
