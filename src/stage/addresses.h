#ifndef STAGE_ADDRESSES_H
#define STAGE_ADDRESSES_H

/* Where the site shows its records, and what it calls them: in ARENA. */

#include "stage/build.h"

/* "factors/mutuality/index.html"; of an older version
 * "factors/mutuality/version-1.0.html". */
struct str address_set(const struct build *build, struct arena *arena,
	const struct factor_set *set);

/* "factors/mutuality/608.html", where the latest version of the set has a
 * factor of that number; else empty. */
struct str address_factor(const struct build *build, struct arena *arena,
	const struct factor_set *set, const struct factor *factor);

/* "contracts/c-017.html", "organisations/northbrook.html",
 * "prospects/p-1.html". */
struct str address_contract(struct arena *arena, struct str id);
struct str address_organisation(struct arena *arena, struct str id);
struct str address_prospect(struct arena *arena, struct str id);

/* "programme/improvement-2017.html"; what lists all risks and deliverables. */
struct str address_plan(struct arena *arena, const struct plan *plan);
#define RISKS_URL "programme/risks.html"
#define DELIVERABLES_URL "programme/deliverables.html"
#define SCHEME_URL "programme/critical-friends.html"
#define EVENTS_URL "programme/events.html"

/* "work/srm-lead.html": what a role has to do. */
struct str address_work(struct arena *arena, struct str role);
#define WORK_URL "work/index.html"

/* The same for what an assessment is about: "contract/C-017". */
struct str address_subject(struct arena *arena, struct str subject);

/* "assessments/contract-c-017/mutuality-2026-03-14-self": what the address of
 * an assessment starts with; the whole is address_assessment(). */
struct str address_assessment_stem(
	struct arena *arena, const struct marked *marked);

/* "mutuality/608", as pages and actions name a factor. */
struct str factor_key(struct arena *arena, const struct factor_set *set,
	const struct factor *factor);

/* "608 Joint risk management strategy". */
struct str factor_label(struct arena *arena, const struct factor *factor);

/* The title of what an assessment is about: "C-017 Leisure centres". */
struct str subject_title(
	const struct build *build, struct arena *arena, struct str subject);
struct str subject_title_in(
	const struct records *records, struct arena *arena, struct str subject);

/* The contract that a subject is, or NULL; the organisation it belongs to. */
const struct contract *subject_contract(
	const struct build *build, struct str subject);
const struct organisation *subject_organisation(
	const struct build *build, struct str subject);

/* Is it the latest version of its set? */
bool set_is_latest(const struct build *build, const struct factor_set *set);

#endif
