#ifndef MODEL_SCHEMA_H
#define MODEL_SCHEMA_H

/*
 * Schemas: tables that say which keys a map has, of which types, and where
 * in a C struct each goes. One table reads YAML into the struct, with a
 * diagnostic for every fault, checks what it refers to, and turns the struct
 * into a value for templates and JSON.
 *
 *	struct risk { const struct value *source; struct str id; ... };
 *	static const struct field risk_fields[] = {
 *		FIELD(struct risk, id, TEXT, .required = true),
 *		FIELD(struct risk, owner, TEXT, .ref = REF_ROLE),
 *	};
 *	const struct schema risk_schema = SCHEMA("a risk", struct risk,
 *		risk_fields);
 *
 * Every struct that a schema describes starts with its source: the map it
 * was read from, which knows the places of its keys. What is absent is the
 * zero of its type; FIELD_INT and FIELD_NUMBER have a flag of their own.
 */

#include "data/date.h"
#include "data/value.h"
#include "diag/diag.h"

enum field_type {
	FIELD_TEXT, /* struct str: any scalar */
	FIELD_BOOL, /* bool: true or false */
	FIELD_INT, /* struct maybe_int: a whole number */
	FIELD_NUMBER, /* struct maybe_number: any number */
	FIELD_DAY, /* struct date: 2026-03-14 */
	FIELD_MONTH, /* struct date: 2026-03, or a day */
	FIELD_PERIOD, /* struct period: 6 months, P6M */
	FIELD_CHOICE, /* int: index into choices, from 1; 0 is none */
	FIELD_OBJECT, /* a pointer to a struct of its own schema, or NULL */
	FIELD_CUSTOM /* read by a function of its own */
};

struct maybe_int {
	bool set;
	int64_t n;
};

struct maybe_number {
	bool set;
	struct decimal n;
};

/* A list of any of these; the items are of the field's C type. */
struct list {
	void *items;
	size_t len;
};

#define list_each(type, item, list) \
	for (type *item = (list)->items; \
		item && item < (type *)(list)->items + (list)->len; item++)

/* What a text may refer to. The model says what exists (refs.h). */
enum ref_kind {
	REF_NONE,
	REF_ROLE,
	REF_ORGANISATION,
	REF_GROUP,
	REF_CONTRACT,
	REF_DOCUMENT,
	REF_PAGE, /* a page's path in the repository */
	REF_FACTOR, /* set/number */
	REF_SET, /* set@version */
	REF_SUBJECT, /* contract/…, organisation/…, prospect/… */
	REF_SECTOR, /* a value of the taxonomy "sectors" */
	REF_TIER, /* a value of the taxonomy "tiers", or bronze */
	REF_AUDIENCE
};

struct choice {
	const char *name; /* as it is written */
	const char *title; /* as it is shown */
};

struct schema;
struct schema_input;
struct schema_output;
struct field;

struct field {
	const char *name;
	enum field_type type;
	size_t offset;
	bool required;
	bool list; /* a list of these; one alone counts as a list of one */
	enum ref_kind ref; /* of a text */
	const struct choice *choices; /* ends with a NULL name */
	const struct schema *schema; /* of an object */
	int64_t min, max; /* of an int; both 0: 0 … 10^12 */
	const char *title; /* name for people, where it is shown */
	/* FIELD_CUSTOM: read VALUE into SLOT, diagnostics and all. */
	void (*read)(const struct schema_input *in, const struct field *field,
		const struct value *value, void *slot);
	/* FIELD_CUSTOM: the value of SLOT; may be NULL: none. */
	struct value (*show)(const struct schema_output *out, const void *slot);
};

/*
 * FIELD(struct risk, owner, TEXT, .ref = REF_ROLE): a key of the same name as
 * the member, its type, and what else there is to say.
 */
#define FIELD(owner, member, ...) \
	{ \
		.name = #member, .offset = offsetof(owner, member), \
		.type = FIELD_##__VA_ARGS__ \
	}

struct schema {
	const char *what; /* "a contract": for messages */
	size_t size; /* of the struct */
	const struct field *fields;
	size_t len;
};

#define SCHEMA(name, owner, table) \
	{ \
		name, sizeof(owner), table, sizeof(table) / sizeof *(table) \
	}

/* Reading. */
struct schema_input {
	struct arena *arena; /* for what is read */
	struct diags *diags;
	/* A key that the schema lacks; true when it was taken care of. */
	bool (*extra)(const struct schema_input *in, const struct pair *pair,
		void *object);
	void *context; /* for extra and for custom fields */
	bool has_audience; /* it may say whom it is for: an unknown key that
			    * looks as if it did is DIAG_AUDIENCE_KEY */
};

/*
 * Read MAP into OBJECT (zeroed, of the schema's size). False when MAP is no
 * map; all other faults are diagnostics, and what they are about is left out.
 */
bool schema_read(const struct schema_input *in, const struct schema *schema,
	const struct value *map, void *object);

/* One field of a value on its own: for custom fields. */
bool schema_read_field(const struct schema_input *in, const struct field *field,
	const struct value *value, void *slot);

/* Is VALUE a map? A diagnostic for FIELD when not: for custom fields. */
bool schema_expect_map(const struct schema_input *in, const struct field *field,
	const struct value *value);

/* Bytes of one item of a field, in a list of them or alone. */
size_t schema_item_size(const struct field *field);

/* The place of key NAME of an object, or of the object when it has none. */
struct place schema_place(const void *object, const char *name);

/*
 * The place of text number N of those that were read from VALUE, which is a
 * list or one alone: items that are no text were left out.
 */
struct place schema_text_place(const struct value *value, size_t n);

/* Walking all that an object refers to, its parts included. */
typedef void schema_ref_fn(
	void *context, enum ref_kind kind, struct str id, struct place place);
void schema_each_ref(const struct schema *schema, const void *object,
	schema_ref_fn *visit, void *context);

/* Writing. */
struct schema_output {
	struct arena *arena;
	/* The value that stands for a reference, or NULL: its id alone. */
	const struct value *(*resolve)(
		void *context, enum ref_kind kind, struct str id);
	void *context;
};

/*
 * The value of an object: a map with every key of the schema, null where
 * nothing is set, so that a template that asks for one inside a section is
 * not answered from further out.
 */
struct value schema_show(const struct schema_output *out,
	const struct schema *schema, const void *object);

/* {iso: "2026-03-14", text: "14 March 2026"}, or null. */
struct value schema_show_date(struct arena *arena, struct date date);

/* A number in the digits it has: "4200000"; "" where none is set. */
struct str schema_show_number(struct arena *arena, struct maybe_number number);

/* The title of choice number N (from 1), or "". */
struct str choice_title(const struct choice *choices, int n);
struct str choice_name(const struct choice *choices, int n);

/* The number of the choice of that name, or 0. */
int choice_of(const struct choice *choices, struct str name);

#endif
