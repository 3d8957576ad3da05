#ifndef UNIT_SCORE_SHELF_H
#define UNIT_SCORE_SHELF_H

/* Records from YAML as a site has them, and what score/ makes of them. */

#include "model/records/kinds.h"
#include "score/book.h"
#include "unit/units.h"

struct shelf {
	struct arena arena;
	struct diags diags;
	struct records records;
	struct book book;
};

#define SHELF_INIT \
	{ \
		.arena = ARENA_INIT, .diags = DIAGS_INIT \
	}

void shelf_release(struct shelf *shelf);

/* Read records; they must be without a fault of form. */
void shelf_add(struct shelf *shelf, enum record_kind kind, const char *yaml);

/* The same from a file below the folder of the project. */
void shelf_add_file(
	struct shelf *shelf, enum record_kind kind, const char *path);

/*
 * The mutuality set with its real weights, and contracts P, G, S and B of the
 * tiers platinum, gold, silver and bronze.
 */
void shelf_add_mutuality(struct shelf *shelf);

/*
 * An assessment of SUBJECT ("contract/P") by SET ("mutuality@1.1") of a date
 * and KIND; SCORES as YAML in one line: "601: 75, 602: na".
 */
void shelf_assess(struct shelf *shelf, const char *subject, const char *set,
	const char *date, const char *kind, const char *scores);

/* Score all that was assessed. */
void shelf_score(struct shelf *shelf);

/* The entry of a subject, date and kind; it must be there. */
const struct marked *shelf_find(const struct shelf *shelf, const char *subject,
	const char *date, const char *kind);

/*
 * Score one self-assessment of contract/P by a set of its own: SET is YAML of
 * a set with the id "set" and version "1".
 */
const struct marked *shelf_one(
	struct shelf *shelf, const char *set, const char *scores);

/* What `score --json` prints of an entry, in SPACE, cleared first. */
struct str shelf_json(
	struct shelf *shelf, struct buf *space, const struct marked *marked);

/* The example of scoring.md, as scores: "601: 75, 602: 50 …". */
extern const char shelf_example[];

#endif
