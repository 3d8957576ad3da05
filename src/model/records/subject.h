#ifndef MODEL_RECORDS_SUBJECT_H
#define MODEL_RECORDS_SUBJECT_H

/* What can be assessed, and how it is named: "contract/C-017". */

#include "model/records/records.h"

enum { SUBJECT_KINDS = 3 };

extern const struct subject_type {
	struct str prefix; /* "contract/" */
	enum record_kind kind;
} subject_types[SUBJECT_KINDS];

/*
 * The kind of record that SUBJECT names, and in ID what is behind the prefix;
 * RECORD_KINDS, and all of SUBJECT, when it starts with none of them.
 */
enum record_kind subject_kind(struct str subject, struct str *id);

#endif
