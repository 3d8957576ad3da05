#ifndef MODEL_RECORDS_H
#define MODEL_RECORDS_H

/*
 * Records: what the files under data/ hold. Each kind has a struct here, a
 * schema and its checks in a file of its own in this folder, and a row in
 * the table of kinds (kinds.c). All memory is the site's.
 *
 * Every struct starts with its source, for places, and an id where the kind
 * has one. Fields that are absent are zero.
 */

#include "base/map.h"
#include "model/schema.h"

/* data/roles.yml: posts, never persons */
struct role {
	const struct value *source;
	struct str id, title, description;
	struct str organisation; /* where the post is */
	struct str group; /* the group it acts for */
	struct list formerly; /* of struct str: old names and ids */
};

/* data/organisations.yml */
struct organisation {
	const struct value *source;
	struct str id, title, description;
	int kind; /* organisation_kinds */
	struct list formerly; /* of struct str */
	bool illustrative; /* made up, and said so */
};

/* data/documents.yml: the papers that records cite */
struct document {
	const struct value *source;
	struct str id, title, version, note;
	struct date date;
	struct str page; /* the page that tells what is in it */
};

/* data/groups.yml */
enum authority {
	AUTHORITY_NONE,
	AUTHORITY_DECISION,
	AUTHORITY_ADVISORY, /* may advise and recommend, never approve */
	AUTHORITY_WORKING
};

enum { MEMBER_CHAIR = 1 };

struct member {
	const struct value *source;
	int role; /* chair or member */
	struct str post, organisation;
};

/* What a paper says of a group's meetings, in our words. */
struct stated {
	const struct value *source;
	struct str document, words;
};

struct group {
	const struct value *source;
	struct str id, title, description;
	int authority;
	struct period cadence; /* how often it meets */
	struct list stated; /* of struct stated */
	struct list members; /* of struct member */
	struct str terms; /* page of its terms of reference */
	struct str reports_to; /* group */
	struct list approves; /* of struct str: what it decides on */
};

/* data/contracts.yml */
struct kpi {
	const struct value *source;
	int dimension; /* cost, performance, risk or user (IP 23) */
	struct str title, unit, target_note;
	struct maybe_number target, actual;
	int better; /* higher (default) or lower */
};

struct vfm {
	const struct value *source;
	bool clause; /* is there a value for money clause? */
	struct date last_applied; /* month */
	struct str outcome;
};

enum check_state {
	CHECK_UNKNOWN, /* nothing recorded */
	CHECK_NONE, /* "none": known to be missing */
	CHECK_DONE /* on the date given */
};

struct check {
	enum check_state state;
	struct date on; /* month or day, when done */
};

enum { CHECKS = 10 };

/* The ten shortcomings of the status review (PID 3.1), as checks. */
struct checks {
	const struct value *source;
	struct check of[CHECKS]; /* in the order of check_names */
};

struct contract {
	const struct value *source;
	struct str id, title, unit, supplier, note;
	struct str organisation, sector, tier, sro, manager;
	int kind; /* contract_kinds */
	int stage; /* contract_stages */
	bool high_risk, illustrative;
	struct maybe_number value; /* pounds a year */
	struct date start, end;
	struct list kpis; /* of struct kpi */
	struct vfm *vfm;
	struct checks *checks;
};

/* data/plans/ */
struct area {
	const struct value *source;
	struct str id, title, guidance, factor;
	struct list aliases; /* of struct str */
};

struct wave {
	const struct value *source;
	struct maybe_int id;
	struct str title;
};

struct trigger {
	const struct value *source;
	struct list tiers; /* of struct str */
	struct str factor; /* set/number */
	struct maybe_int below; /* fires for scores under this */
};

enum action_status { ACTION_NONE, ACTION_OPEN, ACTION_DONE, ACTION_DROPPED };

struct action {
	const struct value *source;
	struct str id, title, area, evidence, note;
	struct list owners; /* of struct str: roles, joint ones each */
	int status; /* enum action_status */
	struct maybe_int wave;
	struct list review; /* of struct date: months */
	bool ongoing;
	struct date due, agreed, done_on;
	struct str subject; /* contract/…: an action on one contract */
	struct str factor; /* set/number it is to raise */
	struct maybe_int target; /* the score agreed */
	struct trigger *trigger;
	struct str uplift_factor;
};

struct plan {
	const struct value *source;
	struct str id, title, document, note;
	struct date archived; /* its papers stop here: read as at this day */
	struct list areas; /* of struct area */
	struct list waves; /* of struct wave */
	struct list actions; /* of struct action */
};

/* data/risks.yml (PID 9) */
enum risk_status { RISK_NONE, RISK_OPEN, RISK_CLOSED };

enum level { LEVEL_NONE, LEVEL_HIGH, LEVEL_MEDIUM, LEVEL_LOW };

struct risk {
	const struct value *source;
	struct str id, title, mitigation, owner, contract, register_name;
	int status; /* enum risk_status */
	int probability, impact; /* enum level */
	struct date raised, target, closure_approved, archived;
	bool illustrative;
};

/* data/deliverables.yml, data/milestones.yml (AG 3, PID 6 and 11.3) */
enum date_words {
	DATE_EXACT,
	DATE_MID, /* "mid 2006-07": read as the 15th */
	DATE_END /* "end 2006-05": read as the last day */
};

struct due {
	struct date date; /* as read */
	enum date_words words;
};

struct baseline {
	const struct value *source;
	struct str document, words; /* words: how the paper puts it */
	struct due due;
	bool dropped; /* was promised, and is no longer */
	bool not_listed; /* this paper does not have it yet */
};

struct deliverable {
	const struct value *source;
	struct str id, workstream, title, involvement;
	struct str owner; /* role that answers for it, if one does */
	struct list baselines; /* of struct baseline, by date of the paper */
	struct date actual, archived;
};

struct milestone {
	const struct value *source;
	struct str id, stage, title, document;
	struct date due, actual, archived;
};

/* data/events.yml */
struct event {
	const struct value *source;
	struct str id, title, place, note, group, organisation;
	int kind; /* event_kinds */
	struct date date, until;
	struct list factors; /* of struct str */
	bool illustrative;
};

/* data/glossary.yml */
struct entry {
	const struct value *source;
	struct str term, short_form, definition, see;
	struct list formerly; /* of struct str */
	struct str slug; /* its id on the glossary page; set when read */
};

/* data/benefits.yml (PID 10, MU schedule 4) */
struct benefit {
	const struct value *source;
	struct str id, title, description, contract, practice, document;
	int kind; /* benefit_kinds */
	bool cashable, illustrative;
	struct maybe_number value; /* pounds */
	int period; /* year or once */
	int status; /* expected or realised */
	struct date on;
};

/* data/drivers/ (MU figure 3) */
struct driver {
	const struct value *source;
	struct str id, title;
	struct maybe_int weight;
	int alignment; /* enum level */
	int side; /* client, provider or joint */
};

struct drivers {
	const struct value *source;
	struct str id, title, document, note;
	struct list drivers; /* of struct driver */
};

/* data/stakeholders.yml (MU schedule 5) */
struct stakeholder {
	const struct value *source;
	struct str id, title, note, document;
	int impact; /* stakeholder_impacts */
	int influence; /* enum level */
};

/* data/prospects.yml: possible new partners */
struct prospect {
	const struct value *source;
	struct str id, title, description, sector, organisation;
	bool illustrative;
};

/* data/redirects.yml */
struct redirect {
	const struct value *source;
	struct str from; /* "/old/path/" */
	struct str to; /* a page; empty: withdrawn */
	struct date withdrawn; /* since when nothing is there */
};

/* data/factors/ */
struct scale {
	const struct value *source;
	struct maybe_int min, max, step;
};

struct band {
	const struct value *source;
	struct str id, title, description;
	struct maybe_int from; /* per cent of the scale */
};

/* A tier's target, or anything else under a key of its own. */
struct target {
	struct str tier;
	struct place place; /* of the key */
	int64_t score;
};

struct gate {
	const struct value *source;
	struct str tier; /* the key it stands under */
	struct place place; /* of the key */
	struct maybe_int factor, at_least;
	struct str cap; /* band */
};

struct factor_group {
	const struct value *source;
	struct str id, title, description;
};

/* Scoring guidance: what a score means. */
struct step {
	int64_t score;
	struct place place; /* of the key */
	struct str text;
};

enum na_rule {
	NA_JUSTIFIED = 1, /* n/a needs a reason (the default) */
	NA_NEVER
};

enum { FACTOR_HEADLINE = 1 };

struct factor {
	const struct value *source;
	struct maybe_int id, weight;
	struct str title, question, group, area;
	int role; /* FACTOR_HEADLINE: the name of the whole, never a part */
	struct list guidance; /* of struct step */
	int na; /* enum na_rule; 0 is justified */
	struct list formerly; /* of struct str */
};

struct factor_set {
	const struct value *source;
	struct str id, title, version, document, description;
	int status; /* page_statuses */
	struct scale *scale;
	struct list bands; /* of struct band; the default ones if not given */
	struct list targets; /* of struct target; likewise */
	struct list gates; /* of struct gate */
	struct list groups; /* of struct factor_group */
	struct list factors; /* of struct factor */
};

/* data/assessments/ */
enum score_state { SCORE_MISSING, SCORE_GIVEN, SCORE_NA };

/* One party's score of one factor. */
struct score_cell {
	enum score_state state;
	bool several; /* more than one of score, missing and na was given */
	int64_t score; /* on the set's scale */
	struct place place; /* of what says so */
	struct str reason; /* of missing or n/a */
	struct str evidence;
};

struct score {
	struct place place; /* of the factor's number */
	int64_t factor;
	struct score_cell one; /* of self, peer and independent ones */
	struct score_cell client, provider, agreed; /* of joint ones */
	bool is_joint; /* it was given as client, provider, agreed */
	bool mixed; /* and as one score besides */
	struct str evidence;
	int confidence; /* enum level */
	struct str reason; /* of missing or n/a */
	struct str approved_by; /* role: of an n/a that a gate asks for */
	struct place approval; /* where it stands */
};

enum assessment_kind {
	ASSESSMENT_NONE,
	ASSESSMENT_SELF,
	ASSESSMENT_PEER,
	ASSESSMENT_JOINT,
	ASSESSMENT_INDEPENDENT
};

struct assessment {
	const struct value *source;
	struct str subject, set, audience, assessor, note;
	struct date date, supersedes;
	int kind; /* enum assessment_kind */
	struct list scores; /* of struct score, as given */
	bool illustrative;
};

/* data/private/pairs.yml (CF 2, 4, 5, 6, 8): feeds aggregates only */
enum session_status {
	SESSION_NONE,
	SESSION_HELD,
	SESSION_CANCELLED,
	SESSION_ARRANGED
};

struct session {
	const struct value *source;
	struct date date;
	int status; /* enum session_status */
	int mode; /* meeting, call or message (CF 2) */
};

enum { PROBLEM_KINDS = 5 }; /* of problem_kinds, from 1 */

struct problem {
	const struct value *source;
	int kind; /* problem_kinds */
	struct date raised, resolved;
};

struct pair_record {
	const struct value *source;
	struct str id, a, b;
	bool line_managed; /* CF 2: not normally responsible for the other */
	bool confidentiality_agreed; /* CF 4 */
	struct date started, ended;
	struct maybe_int every_months; /* CF 5: at least every two months */
	struct maybe_int review_months; /* CF 5: six, or as agreed */
	struct maybe_int goals, goals_met;
	struct list sessions; /* of struct session */
	struct list problems; /* of struct problem */
};

/* Was the plan for its end made? */
bool contract_has_exit_plan(const struct contract *contract);

/* The score that an assessment gives a factor, or NULL. */
const struct score *assessment_score(
	const struct assessment *assessment, int64_t factor);

/*
 * Is a factor n/a: of a joint assessment, by what was agreed, or else to both
 * sides?
 */
bool score_is_na(const struct score *score);

/*
 * <0, 0 or >0: versions of sets compare number by number, so that 1.10 comes
 * behind 1.9; what is no number compares as text.
 */
int factor_version_cmp(struct str a, struct str b);

/*
 * Scores are exact as long as the weights of a set (the headline's apart)
 * times the range of its scale stay within this: 1,500 factors of weight 1,000
 * on a scale to 100. The checks refuse a larger set.
 */
enum { FACTOR_SET_MAX = 150000000 };

/* The lowest score of a set's scale, and how far it reaches above that. */
int64_t factor_set_min(const struct factor_set *set);
int64_t factor_set_range(const struct factor_set *set);

/* Of one kind, all records in the order of files and places in them. */
struct record_list {
	void **items; /* pointers to the kind's struct */
	size_t len, cap;
};

enum record_kind {
	RECORD_ROLE,
	RECORD_ORGANISATION,
	RECORD_DOCUMENT,
	RECORD_GROUP,
	RECORD_CONTRACT,
	RECORD_PLAN,
	RECORD_RISK,
	RECORD_DELIVERABLE,
	RECORD_MILESTONE,
	RECORD_EVENT,
	RECORD_ENTRY,
	RECORD_BENEFIT,
	RECORD_DRIVERS,
	RECORD_STAKEHOLDER,
	RECORD_PROSPECT,
	RECORD_REDIRECT,
	RECORD_FACTOR_SET,
	RECORD_ASSESSMENT,
	RECORD_PAIR,
	RECORD_KINDS
};

struct records {
	struct record_list of[RECORD_KINDS];
	struct map by_id[RECORD_KINDS]; /* id → the record; sets "id@version"
					 * and the latest of each also "id" */
	size_t count; /* all of them */
};

/* The record of that kind and id, or NULL. */
static inline void *records_find(
	const struct records *records, enum record_kind kind, struct str id)
{
	return map_get(&records->by_id[kind], id);
}

#endif
