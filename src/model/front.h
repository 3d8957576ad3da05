#ifndef MODEL_FRONT_H
#define MODEL_FRONT_H

/*
 * Front matter: what a page says of itself, between two lines of "---".
 * The table in front.c has a row for each key. Old names that other
 * generators and the GOV.UK tech-docs template use are read as they stand.
 */

#include "model/config.h"
#include "model/records/records.h"

enum page_status {
	STATUS_NONE, /* not said: final */
	STATUS_DRAFT, /* in no output */
	STATUS_CONSULTATION,
	STATUS_PROVISIONAL,
	STATUS_FINAL,
	STATUS_SUPERSEDED,
	STATUS_WITHDRAWN
};

enum review_outcome {
	OUTCOME_NONE,
	OUTCOME_CONFIRMED,
	OUTCOME_CHANGED,
	OUTCOME_RETIRED
};

struct review {
	const struct value *source;
	struct date on;
	struct str by, note;
	int outcome; /* enum review_outcome */
};

struct consultation {
	const struct value *source;
	struct date opens, closes;
	struct str respond_to; /* role */
};

/* A line of the document history table. */
struct version {
	const struct value *source;
	struct str version, summary;
	struct date date;
};

/* A signature, given or awaited. */
struct approval {
	const struct value *source;
	struct str role, organisation;
	struct date on; /* absent: awaiting sign-off */
};

/* The step of a scale that a page helps with: from 25 to 50. */
struct page_level {
	struct str factor; /* "mutuality/608", or "608" of the only set */
	struct place place;
	int64_t from, to;
};

struct page_benefit {
	const struct value *source;
	int kind; /* benefit_kinds */
	struct maybe_number value; /* pounds */
	int period; /* year or once */
};

struct quiz {
	const struct value *source;
	struct str question, why;
	struct list options; /* of struct str */
	struct maybe_int answer; /* from 1 */
};

/* How the search treats the page. */
struct search_options {
	const struct value *source;
	bool exclude;
	struct maybe_int boost; /* per cent; 100 is as any other */
};

/* Values of one taxonomy, in the order of their appearance. */
struct page_taxa {
	const struct taxonomy *taxonomy;
	struct list taxa; /* of const struct taxon * */
};

struct front {
	const struct value *source;
	struct str title, description, type, audience, owner, slug;
	struct str superseded_by, owner_slack;
	int status; /* enum page_status */
	struct date last_reviewed_on, review_by, date, lastmod;
	struct period review_in;
	struct list reviews; /* of struct review */
	struct consultation *consultation;
	struct list versions; /* of struct version */
	struct list factors; /* of struct str: set/number */
	struct list levels; /* of struct page_level */
	struct str course_level; /* fundamentals, intermediate … */
	struct list aliases, old_paths; /* of struct str */
	struct list formerly, keywords; /* of struct str */
	struct maybe_int weight;
	bool draft, no_toc;
	struct list approvals; /* of struct approval */
	struct list related; /* of struct str: pages */
	struct list documents; /* of struct str: the papers it draws on */
	const struct value *attachments; /* map: file beside it → audience */
	struct search_options *search;
	struct list taxa; /* of struct page_taxa */

	/* practices */
	struct str organisation, problem, what_we_did, result, contact;
	struct str contract;
	int contract_type; /* contract_kinds */
	struct page_benefit *benefit;

	/* questions */
	struct date asked_on, answered_on;
	struct str answer_by;

	/* training */
	struct str provider, course;
	struct maybe_int minutes, order;
	struct list quiz; /* of struct quiz */
};

extern const struct schema front_schema;

/* Where the parts of a page's file are. */
struct front_split {
	struct str yaml; /* between the lines of hyphens */
	struct str body; /* behind them */
	uint32_t yaml_line, body_line; /* the lines they start on */
	bool has_front; /* the file starts with "---" */
	bool ends; /* and the front matter ends */
};

/* Divide a page's file. */
struct front_split front_split(struct str file);

/* Read the front matter; taxonomies by CONFIG. Faults are diagnostics. */
void front_read(struct front *front, const struct value *map,
	const struct config *config, struct arena *arena, struct diags *diags);

/* The latest day on which it was reviewed; none: not said. */
struct date front_last_reviewed(const struct front *front);

/* The day the next review is due, by what the page says; none: not set. */
struct date front_review_due(const struct front *front);

#endif
