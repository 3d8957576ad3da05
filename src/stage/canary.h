#ifndef STAGE_CANARY_H
#define STAGE_CANARY_H

/*
 * Canaries: what would tell that something is in the site which this edition
 * may not hold. Each is a run of words of a dropped thing: its id, its title,
 * or so many words on end of a longer text. A run that is too short or too
 * common to tell anything is none; nor is one that stands in what the edition
 * does hold, which is what canaries_allow() is for.
 *
 * Kept are hashes of 64 bits and where each comes from. Only canaries_find()
 * may be called by several threads.
 */

#include "base/map.h"
#include "base/vec.h"
#include "diag/place.h"

enum {
	CANARY_WORDS = 6 /* words of a run of a longer text */
};

enum canary_kind {
	CANARY_ID, /* a short run will do, if it has a digit */
	CANARY_TITLE, /* two words and a dozen letters */
	CANARY_TEXT /* three words, or whole runs */
};

struct canary {
	uint64_t key; /* of its words; 0 in an empty place */
	uint32_t source; /* number of where it comes from */
	uint8_t words; /* 1 … CANARY_WORDS; 0: allowed after all */
	bool is_long; /* it means something among bytes that are no text */
};

struct canaries {
	struct arena arena;
	struct canary *table; /* open addressing, a power of two */
	size_t cap, len;
	VEC(const struct source *) sources;
};

/* Where what is added next comes from. */
void canaries_from(struct canaries *canaries, const struct source *source);

/* Add what TEXT has: one id or title, or a text of paragraphs. */
void canaries_add(
	struct canaries *canaries, struct str text, enum canary_kind kind);

/* Whatever stands in TEXT is no canary. */
void canaries_allow(struct canaries *canaries, struct str text);

/*
 * Where the first canary in TEXT comes from, or NULL. BINARY: these are no
 * words, and only long runs mean something.
 */
const struct source *canaries_find(
	const struct canaries *canaries, struct str text, bool binary);

void canaries_release(struct canaries *canaries);

#endif
