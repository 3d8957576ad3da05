/* Roles, organisations, the papers they wrote, and the groups they form. */

#include "model/records/kinds.h"

static const struct field role_fields[] = {
	FIELD(struct role, id, TEXT, .required = true),
	FIELD(struct role, title, TEXT, .required = true),
	FIELD(struct role, description, TEXT),
	FIELD(struct role, organisation, TEXT, .ref = REF_ORGANISATION),
	FIELD(struct role, group, TEXT, .ref = REF_GROUP),
	FIELD(struct role, formerly, TEXT, .list = true),
};

const struct schema role_schema = SCHEMA("a role", struct role, role_fields);

const struct choice organisation_kinds[] = {
	{"authority", "Local authority"},
	{"partner", "Partner"},
	{"body", "Public body"},
	{"supplier", "Supplier"},
	{NULL, NULL},
};

static const struct field organisation_fields[] = {
	FIELD(struct organisation, id, TEXT, .required = true),
	FIELD(struct organisation, title, TEXT, .required = true),
	FIELD(struct organisation, kind, CHOICE, .choices = organisation_kinds),
	FIELD(struct organisation, description, TEXT),
	FIELD(struct organisation, formerly, TEXT, .list = true),
	FIELD(struct organisation, illustrative, BOOL),
};

const struct schema organisation_schema =
	SCHEMA("an organisation", struct organisation, organisation_fields);

static const struct field document_fields[] = {
	FIELD(struct document, id, TEXT, .required = true),
	FIELD(struct document, title, TEXT, .required = true),
	FIELD(struct document, version, TEXT),
	FIELD(struct document, date, MONTH),
	FIELD(struct document, page, TEXT, .ref = REF_PAGE),
	FIELD(struct document, note, TEXT),
};

const struct schema document_schema =
	SCHEMA("a document", struct document, document_fields);

const struct choice authorities[] = {
	{"decision", "Decides"},
	{"advisory", "Advises"},
	{"working", "Does the work"},
	{NULL, NULL},
};

const struct choice member_roles[] = {
	{"chair", "Chair"}, {"member", "Member"}, {NULL, NULL}};

static const struct field member_fields[] = {
	FIELD(struct member, role, CHOICE, .choices = member_roles),
	FIELD(struct member, post, TEXT, .required = true),
	FIELD(struct member, organisation, TEXT, .ref = REF_ORGANISATION),
};

static const struct schema member_schema =
	SCHEMA("a member", struct member, member_fields);

static const struct field stated_fields[] = {
	FIELD(struct stated, document, TEXT, .required = true,
		.ref = REF_DOCUMENT),
	FIELD(struct stated, words, TEXT, .required = true),
};

static const struct schema stated_schema =
	SCHEMA("what a paper states", struct stated, stated_fields);

static const struct field group_fields[] = {
	FIELD(struct group, id, TEXT, .required = true),
	FIELD(struct group, title, TEXT, .required = true),
	FIELD(struct group, authority, CHOICE, .required = true,
		.choices = authorities),
	FIELD(struct group, description, TEXT),
	FIELD(struct group, cadence, PERIOD),
	FIELD(struct group, stated, OBJECT, .list = true,
		.schema = &stated_schema),
	FIELD(struct group, members, OBJECT, .list = true,
		.schema = &member_schema),
	FIELD(struct group, terms, TEXT, .ref = REF_PAGE),
	FIELD(struct group, reports_to, TEXT, .ref = REF_GROUP),
	FIELD(struct group, approves, TEXT, .list = true),
};

const struct schema group_schema =
	SCHEMA("a group", struct group, group_fields);

struct str role_titles(const struct records *records, struct arena *arena,
	const struct list *ids)
{
	struct str text = STR("");

	list_each(const struct str, id, ids) {
		const struct role *role =
			records_find(records, RECORD_ROLE, *id);

		text = arena_printf(arena, "%.*s%s%.*s", STR_ARG(text),
			text.len ? ", " : "",
			STR_ARG(role ? role->title : *id));
	}
	return text;
}

struct str document_title(const struct records *records, struct str id)
{
	const struct document *document =
		records_find(records, RECORD_DOCUMENT, id);

	return document ? document->title : id;
}
