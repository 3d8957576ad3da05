#ifndef STAGE_ADDRESSES_H
#define STAGE_ADDRESSES_H

/* Where the site shows its records: site paths, in ARENA. */

#include "stage/build.h"

/* "factors/mutuality/index.html"; of an older version
 * "factors/mutuality/1.0.html". */
struct str address_set(const struct build *build, struct arena *arena,
	const struct factor_set *set);

/* "factors/mutuality/608.html": of the latest version. */
struct str address_factor(struct arena *arena, const struct factor_set *set,
	const struct factor *factor);

/* "contracts/c-017.html", "organisations/northbrook.html",
 * "prospects/p-1.html". */
struct str address_contract(struct arena *arena, struct str id);
struct str address_organisation(struct arena *arena, struct str id);
struct str address_prospect(struct arena *arena, struct str id);

/* The same for what an assessment is about: "contract/C-017". */
struct str address_subject(struct arena *arena, struct str subject);

/* "assessments/contract-c-017/mutuality-2026-03-14-self.html". */
struct str address_assessment(const struct build *build, struct arena *arena,
	const struct marked *marked);

/* The title of what an assessment is about: "C-017 Leisure centres". */
struct str subject_title(
	const struct build *build, struct arena *arena, struct str subject);

/* The contract that a subject is, or NULL; the organisation it belongs to. */
const struct contract *subject_contract(
	const struct build *build, struct str subject);
const struct organisation *subject_organisation(
	const struct build *build, struct str subject);

/* Is it the latest version of its set? */
bool set_is_latest(const struct build *build, const struct factor_set *set);

#endif
