#ifndef MODEL_RECORDS_KINDS_H
#define MODEL_RECORDS_KINDS_H

/*
 * The table of record kinds, and reading a file of one. Adding a kind means
 * adding a struct in records.h, a file with its schema, and a row here.
 */

#include "model/records/records.h"

struct record_type {
	const char *name; /* of the file or folder: data/NAME.yml, data/NAME/ */
	const char *title; /* "Risks" */
	const struct schema *schema;
	bool has_id; /* ids must be unique within the kind */
	bool is_private; /* feeds aggregates only, never shown */
};

extern const struct record_type record_types[RECORD_KINDS];

/*
 * The kind of the file at PATH ("data/assessments/2025/northbrook.yml"), by
 * the name of the file or of a folder it is in; RECORD_KINDS when there is
 * none of that name.
 */
enum record_kind record_kind_of_path(struct str path);

/* Decides whether one record may be kept, by its audience key. */
typedef bool record_filter(
	void *context, const struct value *map, struct diags *diags);

/*
 * Read all records of a file (a map, or a list of them) into RECORDS. FILTER
 * may drop records right after their map was read; NULL keeps all.
 */
void records_read(struct records *records, enum record_kind kind,
	const struct value *file, struct arena *arena, struct diags *diags,
	record_filter *filter, void *context);

/* The id of a record of a kind that has one. */
struct str record_id(enum record_kind kind, const void *record);

/* What refers to it: the id, of a set "id@version". */
struct str record_key(
	struct arena *arena, enum record_kind kind, const void *record);

/* "Contract manager, Assurance": of roles by their ids; ids that none has. */
struct str role_titles(const struct records *records, struct arena *arena,
	const struct list *ids);

/* The title of a paper, or its id where there is none of that id. */
struct str document_title(const struct records *records, struct str id);

/* Words shared by several kinds. */
extern const struct choice level_names[]; /* H, M, L */
extern const struct choice check_names[]; /* the ten checks */
extern const struct choice page_statuses[];
extern const struct choice benefit_kinds[];
extern const struct choice contract_kinds[];
extern const struct choice contract_stages[];
extern const struct choice kpi_dimensions[]; /* cost, performance, risk, user */
extern const struct choice organisation_kinds[];
extern const struct choice risk_statuses[];
extern const struct choice event_kinds[];
extern const struct choice benefit_statuses[];
extern const struct choice driver_sides[];
extern const struct choice stakeholder_impacts[];
extern const struct choice authorities[];
extern const struct choice member_roles[];
extern const struct choice problem_kinds[]; /* PROBLEM_KINDS of them */

/*
 * Give a set that says nothing of bands or targets the usual ones. Copies are
 * made in ARENA.
 */
void factor_set_complete(struct factor_set *set, struct arena *arena);

/* Schemas, one a file of this folder. */
extern const struct schema role_schema, organisation_schema, document_schema,
	group_schema, contract_schema, plan_schema, risk_schema,
	deliverable_schema, milestone_schema, event_schema, entry_schema,
	benefit_schema, drivers_schema, stakeholder_schema, prospect_schema,
	redirect_schema, factor_set_schema, assessment_schema, pair_schema;

#endif
